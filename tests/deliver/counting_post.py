"""A mail server that keeps what it accepts, and counts it by delivery."""

import re
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import TYPE_CHECKING

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
