"""What the tests of sending share: a project with an edition ready, and a mail server that counts."""

import re
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiosmtpd.controller import Controller
from ferry_project import write_project

# The command under the counting shim is the crash ladder's.
sys.path.append(str(Path(__file__).parents[1] / "crashes"))

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(slots=True)
class Post:
    """A mail server on this machine: its port, and each message that it accepted, by whom it was for."""

    port: int = 0
    accepted: list[tuple[str, Message]] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_DATA(self, server: "SMTP", session: "Session", envelope: "Envelope") -> str:  # noqa: N802 - its name
        """Accept a message, or answer as the test says."""
        if self.answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.accepted += [(name, message_from_bytes(envelope.content)) for name in envelope.rcpt_tos]
        return self.answer

    def count(self) -> Counter[str]:
        """Count the messages by the beginning of their delivery's key, as it stands in their Message-ID."""
        names = (re.match(r"<([0-9a-f]{40})@", str(message["Message-ID"])) for _, message in self.accepted)
        return Counter(name[1] for name in names if name)


@pytest.fixture
def post() -> Iterator[Post]:
    """Give a mail server that accepts all."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        post = Post(free.getsockname()[1])
    controller = Controller(post, hostname="127.0.0.1", port=post.port, ready_timeout=20)
    controller.start()
    yield post
    controller.stop()


@pytest.fixture
def sending(tmp_path: Path, post: Post) -> Path:
    """Give a project with an edition for three recipients, two by that server, one by a folder beside it."""
    return write_project(tmp_path / "project", post.port)
