"""Files known by their times: what was read once is not read again while nothing says that it may have changed.

A file is known by its device, number, size and both its times, to the nanosecond. A person can set back the time of a
file's content (``touch -r``), but not the time at which its entry changed. One danger stays: a file written twice
within one tick of the clock bears the same times, so one that was young when it was read is read again the next time
(git calls such an entry "racily clean"). A clock that was set back makes files seem to come from the future: they
count as young, too. Times only say what may be passed over; what is read is compared by its content.
"""

import hashlib
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_bytes
from briefgen.files.reading import read_bounded
from briefgen.files.writing import remove_file, write_whole

#: Younger than this (nanoseconds) a file is read again: FAT keeps times to two seconds.
YOUNG = 2_000_000_000
_LIMIT = 256 << 20
_DIGEST = 32
T = TypeVar("T")


class Sight(NamedTuple):
    """A file as it was seen: what it is known by, the SHA-256 of its content, and a note made of the content."""

    mark: tuple[int, ...]
    sha256: str
    note: str


class Sightings:
    """What was seen of files, kept in one of ours; a damaged or foreign one knows nothing.

    With `trusts` False every file is read.
    """

    def __init__(self, path: Path, *, trusts: bool = True) -> None:
        self._path = path
        self._before = read_sealed(path, dict[str, Sight]) or {} if trusts else {}
        self._now: dict[str, Sight] = {}

    def look(self, path: Path | str, name: str, limit: int, note: Callable[[bytes], str] = lambda data: "") -> Sight:
        """Give the file at `path`, known as `name`, as it is; it is read where it is not known.

        `note` is made of its bytes. Raises what `files.reading.read_bounded` raises.
        """
        status = _take_status(path)
        known = self._before.get(name)
        if status is not None and known is not None and known.mark == mark_status(status):
            self._now[name] = known
            return known
        moment = time.time_ns()
        data = read_bounded(Path(path), limit)
        seen = Sight(mark_status(status) if status else (), digest_bytes(data), note(data))
        if status is not None and not is_young(status, moment):
            self._now[name] = seen
        return seen

    def save(self) -> None:
        """Write down what was seen, where that is something else than before."""
        if self._now != self._before:
            write_sealed(self._path, self._now)
            self._before = dict(self._now)


def mark_status(status: os.stat_result) -> tuple[int, ...]:
    """Give what a file is known by."""
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def is_young(status: os.stat_result, moment: int) -> bool:
    """Whether a file that was read at `moment` (nanoseconds) may be written again without another time."""
    return max(status.st_mtime_ns, status.st_ctime_ns) + YOUNG > moment


def _take_status(path: Path | str) -> os.stat_result | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - several times as fast for ten thousand files
    except (OSError, ValueError):
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def read_sealed(path: Path, kind: type[T], seal: bytes | None = None) -> T | None:
    """Read a value that `write_sealed` wrote; None where it is missing, damaged or foreign, or bears another `seal`."""
    try:
        data = read_bounded(path, _LIMIT)
    except BriefgenError:
        return None
    if seal is not None and seal != data[:_DIGEST]:
        return None
    if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
        return None
    try:
        return msgspec.msgpack.decode(memoryview(data)[_DIGEST:], type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def write_sealed(path: Path, value: object) -> bytes:
    """Write a value with its digest before it, whole or not at all; give that digest. Raises StorageError.

    What names a file that has no name in UTF-8 cannot be written down: then nothing is remembered, and no digest given.
    """
    try:
        data = msgspec.msgpack.encode(value)
    except UnicodeEncodeError:
        remove_file(path)
        return b""
    seal = hashlib.sha256(data).digest()
    write_whole(path, seal + data)
    return seal
