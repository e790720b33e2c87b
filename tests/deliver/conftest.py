"""What the tests of sending share: a project with an edition ready, and a mail server that counts."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from counting_post import Post
from ferry_project import write_project

# The command under the counting shim is the crash ladder's.
sys.path.append(str(Path(__file__).parents[1] / "crashes"))


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
