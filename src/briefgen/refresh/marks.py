"""Short digests that explain: one an aspect, in a row, so that a record of a hundred thousand of them stays small.

Each is 24 bits of a CRC written in four letters. A change is missed once in sixteen million times, and then only its
explanation is: whether a page is printed again the page's own digest decides.
"""

from binascii import b2a_base64, crc32
from collections.abc import Sequence

_WIDTH = 4
_NOTHING = "." * _WIDTH


def mark(value: object) -> str:
    """Write a short digest of a value; one that says nothing has a mark that shows as nothing."""
    if not value:
        return _NOTHING
    text = value if isinstance(value, str) else repr(value)
    return b2a_base64((crc32(text.encode("utf-8", "surrogatepass")) & 0xFFFFFF).to_bytes(3), newline=False).decode()


def mark_aspects(values: Sequence[object]) -> str:
    """Write the marks of several aspects in a row."""
    return "".join(map(mark, values))


def mark_tag(tag: str) -> str:
    """Write the shortest mark, of a tag: two letters, to tell it from the few others that a topic asks for."""
    return mark(tag)[:2]


def find_moved(before: str, now: str, aspects: Sequence[str]) -> tuple[str, ...]:
    """Name the aspects whose marks are not the same in two rows."""
    places = range(0, _WIDTH * len(aspects), _WIDTH)
    return tuple(
        aspect
        for aspect, place in zip(aspects, places, strict=True)
        if before[place : place + _WIDTH] != now[place : place + _WIDTH]
    )
