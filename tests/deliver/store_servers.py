"""Real stores on this machine, each a process of its own: an object store that speaks S3, and an SFTP server.

The second cuts a connection after as many bytes as the file ``cut`` beside its root says.
"""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncssh

USER, PASSWORD, BUCKET, REGION = "desk", "well kept", "briefs", "us-east-1"


def _find_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


@contextmanager
def _run(port: int, *words: str | Path) -> Iterator[None]:
    """Run a server until it answers at its port, and to the end of the block."""
    server = subprocess.Popen(
        list(map(str, words)), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 60
        while not _answers(port):
            assert server.poll() is None, f"{words} ended at once"
            assert time.monotonic() < until, f"{words} does not answer"
            time.sleep(0.05)
        yield
    finally:
        server.kill()
        server.wait()


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


@contextmanager
def open_client(address: str) -> Iterator[Any]:
    """Open a client of the object store that is none of ours."""
    import boto3

    client = boto3.client(
        "s3", endpoint_url=address, region_name=REGION, aws_access_key_id=USER, aws_secret_access_key=PASSWORD
    )
    yield client
    client.close()


@contextmanager
def run_s3() -> Iterator[str]:
    """Run an object store with one empty bucket; give its address."""
    port = _find_port()
    address = f"http://127.0.0.1:{port}"
    with _run(port, sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)):
        with open_client(address) as client:
            client.create_bucket(Bucket=BUCKET)
        yield address


@dataclass(frozen=True, slots=True)
class SftpServer:
    """An SFTP server on this machine, its files below `folder`."""

    folder: Path
    port: int

    def cut_after(self, count: int | None) -> None:
        """Cut each connection from now on after so many bytes of files, or none."""
        self._control.write_text("" if count is None else str(count), encoding="utf-8")

    def write_known_hosts(self, path: Path, key: Path | None = None) -> None:
        """Write the server's key, or another in its place, as ssh keeps it."""
        public = (key or self.key).with_suffix(".pub").read_text("utf-8").split()
        path.write_text(f"[127.0.0.1]:{self.port} {public[0]} {public[1]}\n", encoding="utf-8")

    @property
    def key(self) -> Path:
        """The server's key."""
        return self.folder.with_name("host_key")

    @property
    def _control(self) -> Path:
        return self.folder.with_name("cut")


def make_key(path: Path) -> Path:
    """Make a server's key, with its public half beside it."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    key.write_private_key(str(path))
    key.write_public_key(str(path.with_suffix(".pub")))
    return path


@contextmanager
def run_sftp(folder: Path) -> Iterator[SftpServer]:
    """Run an SFTP server, whose root is a folder."""
    server = SftpServer(folder, _find_port())
    make_key(server.key)
    server.cut_after(None)
    with _run(server.port, sys.executable, __file__, folder, str(server.port)):
        yield server


class _Login(asyncssh.SSHServer):
    def begin_auth(self, username: str) -> bool:
        del username
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == (USER, PASSWORD)


class _Files(asyncssh.SFTPServer):
    root = Path()

    def __init__(self, channel: "asyncssh.SSHServerChannel[bytes]") -> None:
        super().__init__(channel, chroot=str(self.root).encode())
        self._channel = channel
        self._taken = 0

    def write(self, file_obj: object, offset: int, data: bytes) -> int:
        told = self.root.with_name("cut").read_text("utf-8")
        left = int(told) - self._taken if told else len(data)
        self._taken += len(data)
        if len(data) <= left:
            return int(super().write(file_obj, offset, data))  # type: ignore[call-overload]  # a number
        super().write(file_obj, offset, data[: max(left, 0)])
        super().close(file_obj)
        self._channel.get_connection().abort()
        raise asyncssh.SFTPConnectionLost("cut")


async def _serve(root: Path, port: int) -> None:
    _Files.root = root
    key = asyncssh.read_private_key(str(root.with_name("host_key")))
    await asyncssh.listen("127.0.0.1", port, server_factory=_Login, server_host_keys=[key], sftp_factory=_Files)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), int(sys.argv[2])))
