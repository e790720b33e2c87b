"""Read a file within bounds.

Whatever lies in a corpus was put there by strangers: a name may be a pipe that never ends, a link to
`/dev/zero` or half a gigabyte of text.
"""

import os
import stat
from pathlib import Path

from briefgen.errors import BriefgenError, StorageError
from briefgen.files.handles import open_handle
from briefgen.files.messages import explain_failure, name_kind, show_path

_READ_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY


class FileRefusedError(BriefgenError):
    """A file that is not read, although it is there; `reason` says why, without the name."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{show_path(path)} was not read: {reason}.")
        self.path = path
        self.reason = reason


class FileTooLongError(FileRefusedError):
    """A file that is longer than what is read of one."""


class FileMissingError(StorageError):
    """A file that is not there, or no longer."""


def read_bounded(path: Path, limit: int) -> bytes:
    """Return the bytes of the regular file at `path` (links are followed), at most `limit` of them.

    Never hangs on a pipe and never reads more than `limit` + 1 bytes. Raises FileRefusedError for anything but a
    regular file, for a longer one and for an impossible name, FileMissingError where nothing is, and StorageError
    where the system does not let us read.
    """
    try:
        with open_handle(path, _READ_FLAGS) as handle:
            return _read_regular(path, handle, limit)
    except FileNotFoundError as error:
        raise FileMissingError(explain_failure("read", path, error)) from error
    except OSError as error:
        raise StorageError(explain_failure("read", path, error)) from error
    except ValueError as error:
        raise FileRefusedError(path, "its name holds a character that no file name can hold") from error


def _read_regular(path: Path, handle: int, limit: int) -> bytes:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        raise FileRefusedError(path, f"it is {name_kind(status.st_mode)}, not a file")
    if status.st_size > limit:
        raise FileTooLongError(path, _too_long(limit))
    # The size may be a lie: the file may grow while it is read, and /proc says 0.
    data = _read_up_to(handle, limit + 1, status.st_size)
    if len(data) > limit:
        raise FileTooLongError(path, _too_long(limit))
    return data


def _read_up_to(handle: int, most: int, expected: int) -> bytes:
    parts: list[bytes] = []
    left = most
    while left and (part := os.read(handle, min(left, max(expected + 1, 1 << 16)))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _too_long(limit: int) -> str:
    return f"it is longer than the {limit:,} bytes that are allowed"
