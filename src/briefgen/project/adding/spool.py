"""What the workers have read, on disk until it is shelved: a run's memory stays small, and a killed run goes on.

One file that only grows, a frame for each page: the key, the digest of what follows, two lengths, a head (what
all pages are looked through for) and a body (what one page becomes). A frame that was cut off, or is damaged, ends it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from types import TracebackType
from typing import BinaryIO

from briefgen.errors import StorageError
from briefgen.files.messages import explain_failure

KEY_BYTES = 32
_CHECK_BYTES = 8
_FRAME = Struct(f"={KEY_BYTES}s{_CHECK_BYTES}sII")
_LONGEST = 1 << 30


@dataclass(frozen=True, slots=True)
class Spooled:
    """Where a frame begins, and how long its head and its body are, in bytes."""

    start: int
    head: int
    body: int


class Spool:
    """The frames of a run; `places` gives those of an earlier run that was interrupted, by key."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.places: dict[bytes, Spooled] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: BinaryIO = path.open("a+b", buffering=0)
            self._end = 0
            for key, place in self._list_frames():
                self.places[key] = place
            self._file.truncate(self._end)
        except OSError as error:
            raise StorageError(explain_failure("write", path, error)) from error

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, key: bytes, head: bytes, body: bytes) -> Spooled:
        """Append a frame; give its place. Raises StorageError."""
        frame = _FRAME.pack(key, _check(key, head, body), len(head), len(body)) + head + body
        try:
            written = self._file.write(frame)
            while written < len(frame):
                written += self._file.write(memoryview(frame)[written:])
        except OSError as error:
            raise StorageError(explain_failure("write", self.path, error)) from error
        place = Spooled(self._end, len(head), len(body))
        self._end += len(frame)
        return place

    def read_head(self, place: Spooled) -> bytes:
        """Give a frame's head."""
        return self._read(place.start + _FRAME.size, place.head)

    def read_body(self, place: Spooled) -> bytes:
        """Give a frame's body."""
        return self._read(place.start + _FRAME.size + place.head, place.body)

    def _read(self, start: int, length: int) -> bytes:
        self._file.seek(start)
        data = self._file.read(length)
        if len(data) != length:
            raise StorageError(f"{self.path} was cut off while it was used; run the command again.")
        return data

    def _list_frames(self) -> Iterator[tuple[bytes, Spooled]]:
        size = self._file.seek(0, 2)
        while self._end + _FRAME.size <= size:
            key, check, head, body = _FRAME.unpack(self._read(self._end, _FRAME.size))
            place = Spooled(self._end, head, body)
            end = self._end + _FRAME.size + head + body
            if end > size or head + body > _LONGEST:
                return
            if _check(key, self.read_head(place), self.read_body(place)) != check:
                return
            self._end = end
            yield key, place


def _check(key: bytes, head: bytes, body: bytes) -> bytes:
    digest = hashlib.blake2b(key, digest_size=_CHECK_BYTES)
    digest.update(head)
    digest.update(body)
    return digest.digest()
