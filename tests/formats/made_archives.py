"""ZIP archives written byte by byte, so that they can lie (APPNOTE.TXT, 4.3): for tests of the one gate."""

import struct
import zlib
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """A member as its headers tell it; `claimed` is the size they claim, `mode` a Unix mode, `at` a shared offset."""

    name: bytes
    content: bytes = b""
    packed: bytes | None = None
    claimed: int | None = None
    flags: int = 0
    mode: int = 0
    method: int = 8
    at: int | None = None


def deflate(content: bytes) -> bytes:
    """Pack content without a header, as members are packed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def write_archive(members: list[Member]) -> bytes:
    """Write an archive of members as they are told, right or wrong."""
    parts: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        packed = member.packed
        if packed is None:
            packed = deflate(member.content) if member.method == 8 else member.content
        size = len(member.content) if member.claimed is None else member.claimed
        sums = (zlib.crc32(member.content), len(packed), size)
        flags = member.flags | _UTF8
        place = offset if member.at is None else member.at
        if member.at is None:
            head = _LOCAL.pack(b"PK\x03\x04", 20, flags, member.method, 0, 33, *sums, len(member.name), 0)
            parts.append(head + member.name + packed)
            offset += len(parts[-1])
        tail = (len(member.name), 0, 0, 0, 0, member.mode << 16, place)
        directory.append(
            _CENTRAL.pack(b"PK\x01\x02", 0x314, 20, flags, member.method, 0, 33, *sums, *tail) + member.name
        )
    listed = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(members) % 65536, len(members) % 65536, len(listed), offset, 0)
    return b"".join(parts) + listed + end
