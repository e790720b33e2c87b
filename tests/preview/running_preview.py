"""A preview as a user runs it: in a process of its own, asked over raw sockets."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server gave: the status, the headers by small name, the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Preview:
    """A running preview: its process, its port, and the path that its addresses begin with."""

    process: "subprocess.Popen[str]"
    port: int
    root: str

    def send(self, data: bytes, seconds: float = 20) -> bytes:
        """Send bytes on a connection of their own and read until the server closes it."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            connection.sendall(data)
            pieces = []
            with contextlib.suppress(ConnectionResetError):
                while piece := connection.recv(1 << 16):
                    pieces.append(piece)
            return b"".join(pieces)

    def ask(self, path: str, *headers: str, method: str = "GET", host: str | None = "127.0.0.1") -> Answer:
        """Ask for a path below the root, or for one that begins with two slashes as it stands."""
        target = path.removeprefix("raw:") if path.startswith("raw:") else self.root + path
        lines = [f"{method} {target} HTTP/1.1", "Connection: close", *headers]
        if host:
            lines.insert(1, f"Host: {host}:{self.port}")
        return read_answer(self.send("\r\n".join((*lines, "", "")).encode("latin-1")))

    @contextlib.contextmanager
    def listen(self, path: str) -> Iterator[None]:
        """Hold a stream of events open, as a reader's window does."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(f"GET {self.root}{path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
            yield

    def wait_for(self, path: str, is_there: Callable[[Answer], bool], seconds: float = 60) -> Answer:
        """Ask until the answer is what is waited for."""
        until = time.monotonic() + seconds
        while not is_there(answer := self.ask(path)):
            assert time.monotonic() < until, answer.text[-3000:]
            time.sleep(0.1)
        return answer


def read_answer(data: bytes) -> Answer:
    """Read an answer as it came."""
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if headers.get("transfer-encoding") == "chunked":
        body = _join_chunks(body)
    return Answer(int(first.split()[1]) if first else 0, headers, body)


def _join_chunks(body: bytes) -> bytes:
    joined = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size or b"0", 16)
        joined, body = joined + body[:length], body[length + 2 :]
    return joined


@contextlib.contextmanager
def run_preview(folder: Path, *words: str) -> Iterator[Preview]:
    """Run ``briefgen preview`` on a free port, and end it as Ctrl-C does."""
    command = [sys.executable, "-m", "briefgen", "preview", *words, "--port", "0"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"}
    ) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), address
        port, _, path = address.removeprefix("http://127.0.0.1:").partition("/")
        try:
            yield Preview(process, int(port), f"/{path.partition('/')[0]}/")
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(30)
            finally:
                process.kill()


def list_family(pid: int) -> list[int]:
    """List a process and all below it."""
    found = [pid]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                found += [int(child) for child in children.read_text("ascii").split()]
    return found


def find_site(preview: Preview) -> int:
    """Find the process that serves: the first that the builder started."""
    return min(list_family(preview.process.pid)[1:])


def count_handles(pid: int) -> int:
    """Count a process's open files."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))
