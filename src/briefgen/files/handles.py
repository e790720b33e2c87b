"""The system's file handles: closed whatever happens, and written to the last byte."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: How a file is opened that must not be there yet: it is made, and no link is followed.
NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
_CHUNK = 1 << 20


@contextmanager
def open_handle(path: Path, flags: int, mode: int = 0o666) -> Iterator[int]:
    """Open `path` with the flags and mode of `os.open` while the body runs; raises OSError."""
    handle = os.open(path, flags, mode)
    try:
        yield handle
    finally:
        os.close(handle)


def write_all(handle: int, data: bytes) -> None:
    """Write all of `data` to an open handle, a mebibyte at a time; raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest[:_CHUNK]) :]
