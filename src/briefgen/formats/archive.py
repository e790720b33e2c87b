"""The one gate for ZIP archives from strangers: looked through before anything is unpacked, and counted while it is.

Limits: 10,000 members, 200 MiB in all, and no member over 1 MiB packed more than a hundredfold. Sizes
that the archive declares are never trusted. Python's `zipfile` reads the directory (APPNOTE.TXT 4.3);
what it lets pass is checked here.
"""

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import IO

from briefgen.formats.document import DocumentRefusedError, quote_library

MOST_MEMBERS = 10_000
MOST_BYTES = 200 * 1024 * 1024
MOST_PACKED = 100
_SMALL = 1024 * 1024
_CHUNK = 64 * 1024
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BAD_NAME = re.compile(r"[\0-\x1f\x7f\\]|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")


class Archive:
    """An archive that passed the gate; its members are read by name, within limits."""

    def __init__(self, data: bytes) -> None:
        """Look through the archive `data`; raises DocumentRefusedError naming the first thing that is wrong."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, struct.error, OverflowError) as error:
            reason = f"it is a damaged or cut-off ZIP archive ({quote_library(error)})"
            raise DocumentRefusedError(reason) from error
        members = self._zip.infolist()
        _check_members(members)
        _check_overlaps(members, self._zip.start_dir, data)
        self._members = {member.filename: member for member in members}
        self._folded = {name.casefold(): name for name in self._members}
        self._left = MOST_BYTES

    @property
    def names(self) -> tuple[str, ...]:
        """The members' names in the archive's order; folders are left out."""
        return tuple(name for name in self._members if not name.endswith("/"))

    def find(self, name: str) -> str:
        """Return the member's own spelling of `name`, upper and lower case alike, or ""."""
        return name if name in self._members else self._folded.get(name.casefold(), "")

    def read(self, name: str) -> bytes:
        """Return a member's bytes; raises DocumentRefusedError where it is not there, damaged or too large."""
        member = self._members.get(self.find(name))
        if member is None:
            raise DocumentRefusedError(f"the archive lacks {show_name(name)}")
        try:
            with self._zip.open(member) as stream:
                return self._read_counted(stream, member)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error) as error:
            reason = f"its member {show_name(member.filename)} is damaged ({quote_library(error)})"
            raise DocumentRefusedError(reason) from error
        except (RuntimeError, NotImplementedError) as error:
            raise DocumentRefusedError(f"its member {show_name(member.filename)} cannot be unpacked") from error

    def _read_counted(self, stream: IO[bytes], member: zipfile.ZipInfo) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while piece := stream.read(_CHUNK):
            size += len(piece)
            self._left -= len(piece)
            _check_growth(member, size, self._left)
            pieces.append(piece)
        return b"".join(pieces)


def _check_growth(member: zipfile.ZipInfo, size: int, left: int) -> None:
    if left < 0:
        raise DocumentRefusedError(f"it unpacks to more than {MOST_BYTES:,} bytes: a ZIP bomb")
    if size > _SMALL and size > MOST_PACKED * max(1, member.compress_size):
        name = show_name(member.filename)
        raise DocumentRefusedError(f"its member {name} is packed more than {MOST_PACKED}-fold: a ZIP bomb")


def _check_members(members: Sequence[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise DocumentRefusedError(f"the archive has {len(members):,} members; at most {MOST_MEMBERS:,} are read")
    seen: set[str] = set()
    for member in members:
        problem = _judge_member(member)
        if not problem and _fold(member.filename) in seen:
            problem = "stands in it twice"
        if problem:
            raise DocumentRefusedError(f"the archive's member {show_name(member.filename)} {problem}")
        seen.add(_fold(member.filename))
    total = sum(member.file_size for member in members)
    if total > MOST_BYTES:
        raise DocumentRefusedError(f"it says that it unpacks to {total:,} bytes: a ZIP bomb")


def _judge_member(member: zipfile.ZipInfo) -> str:
    """Say what is wrong with a member, or return ""."""
    # `orig_filename` is the name as it stands there: zipfile cuts `filename` at a NUL.
    if _BAD_NAME.search(member.orig_filename) or _BAD_NAME.search(member.filename):
        return "has a name that leads out of the archive, or that no file may have"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a symbolic link"
    if member.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if member.compress_type not in _METHODS:
        return "is packed in a way that is not read here"
    is_bomb = member.file_size > _SMALL and member.file_size > MOST_PACKED * max(1, member.compress_size)
    return f"is packed more than {MOST_PACKED}-fold: a ZIP bomb" if is_bomb else ""


def _check_overlaps(members: Sequence[zipfile.ZipInfo], directory: int, data: bytes) -> None:
    """Refuse members that share bytes: a few kilobytes can claim gigabytes that way (CVE-2024-0450)."""
    end = 0
    for start, stop, member in sorted(_list_ranges(members, data), key=lambda found: found[:2]):
        if start < end or stop > directory:
            raise DocumentRefusedError(f"the archive's member {show_name(member.filename)} overlaps another")
        end = stop


def _list_ranges(members: Sequence[zipfile.ZipInfo], data: bytes) -> Iterator[tuple[int, int, zipfile.ZipInfo]]:
    for member in members:
        header = data[member.header_offset : member.header_offset + _LOCAL_HEADER]
        if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
            raise DocumentRefusedError(f"the archive's member {show_name(member.filename)} is not where it should be")
        name, extra = struct.unpack("<HH", header[26:30])
        start = member.header_offset
        yield start, start + _LOCAL_HEADER + name + extra + member.compress_size, member


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def show_name(name: str) -> str:
    """Return a member's name as a message may show it: printable, short, in quotation marks."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in name[:60])
    return f"“{shown}”"
