"""The plain text of a mail as pieces: paragraphs put together from wrapped lines, lists, and what it quotes."""

import re
from collections.abc import Iterator

from briefgen.formats.document import Piece

_QUOTED = re.compile(r"^[ \t]*((?:>[ \t]?)+)")
_BULLET = re.compile(r"^\s*(?:[-*•·–]|(?P<number>\d{1,3})[.)])\s+(?=\S)")
_RULE = re.compile(r"\s*[-_=*~+#\s]*\s*")
_SIGNATURE = "-- "


def strip_quoting(text: str) -> str:
    """Return a mail's text without the ``>`` signs of what it quotes, so that a quoted paragraph can be found in it."""
    return "\n".join(_QUOTED.sub("", line) for line in text.split("\n"))


def read_plain_mail(text: str) -> tuple[Piece, ...]:
    """Cut a mail's plain text into pieces: paragraphs end at blank lines, list items and changes of quoting."""
    pieces: list[Piece] = []
    lines: list[str] = []
    quoted = False
    for line in (*text.split("\n"), ""):
        match = _QUOTED.match(line)
        bare = line[match.end() :] if match else line
        is_end = not bare.strip() or bool(match) != quoted or _BULLET.match(bare) is not None or line == _SIGNATURE
        if is_end and lines:
            pieces.extend(_make_piece(lines, quoted=quoted))
            lines = []
        quoted = bool(match)
        if bare.strip() and not _RULE.fullmatch(bare):
            lines.append(bare)
    return tuple(pieces)


def _make_piece(lines: list[str], *, quoted: bool) -> Iterator[Piece]:
    bullet = _BULLET.match(lines[0])
    is_item = bullet is not None and not (bullet["number"] and len(lines[0]) > 200)
    words = [lines[0][bullet.end() :] if bullet and is_item else lines[0], *lines[1:]]
    text = " ".join(" ".join(words).split())
    if not any(c.isalnum() for c in text):
        return
    if is_item and bullet and not quoted:
        number = int(bullet["number"] or 0)
        yield Piece("item", text, level=1, ordered=bool(number), number=number)
    else:
        yield Piece("quotation" if quoted else "paragraph", text)
