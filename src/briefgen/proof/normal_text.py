"""The form in which a quotation and its original are compared, with the way back to positions.

Letters, digits, punctuation and the order of words must be the same, capitals too. What may differ
is only what typesetting decides, because pages, word processors and PDF readers change it without
anyone's meaning to, and no reading depends on it:

- Unicode form: both sides are in NFC. Not NFKC: it would make 10² and 102 alike.
- Blanks: each run, line breaks and no-break blanks included, is one blank; around dashes none.
- Invisible characters: soft hyphens, zero-width and direction marks, controls are left out.
- A hyphen at a line's end, between letters, may be the printer's or the word's own: both are tried.
- Quotation marks: “ ” „ « » and two backticks are ", ‘ ’ ‚ are '. Double and single stay apart (5' is not 5").
- Dashes: hyphen, en and em dash, minus are alike (a range typed ``2003-2016``); one must be there.
- Ligatures (ﬁ) are their letters and … is three full stops.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from briefgen.grammar.letters import INVISIBLE

_UNSEEN = INVISIBLE + r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_DASHES = r"\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_DOUBLE = "“”„‟«»〝〞〟＂"
_SINGLE = "‘’‚‛‹›`´ʼʻ＇"
_WRITTEN_OUT = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "…": "..."}


class _Piece(NamedTuple):
    """A stretch of the normal text and where it comes from; `is_same` where it was taken over letter by letter."""

    normal_start: int
    start: int
    end: int
    is_same: bool


@dataclass(frozen=True, slots=True, eq=False)
class NormalText:
    """A text (NFC) and its normal form; `breaks` are where in the latter a hyphen at a line's end was left out."""

    text: str
    normal: str
    pieces: tuple[_Piece, ...]
    breaks: frozenset[int] = frozenset()

    def find_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the text that a non-empty span of the normal form comes from, without blanks at its ends."""
        first, last = self._find_piece(start), self._find_piece(end - 1)
        text_start = first.start + (start - first.normal_start if first.is_same else 0)
        text_end = last.start + end - last.normal_start if last.is_same else last.end
        while text_start < text_end and self.text[text_start].isspace():
            text_start += 1
        while text_start < text_end and self.text[text_end - 1].isspace():
            text_end -= 1
        return text_start, text_end

    def find_position(self, position: int) -> int:
        """Give about where in the normal form a position of the text stands."""
        at = bisect_right(self.pieces, position, key=lambda piece: piece.start) - 1
        piece = self.pieces[max(0, at)] if self.pieces else _Piece(0, 0, 0, is_same=True)
        return piece.normal_start + (max(0, position - piece.start) if piece.is_same else 0)

    def _find_piece(self, position: int) -> _Piece:
        return self.pieces[bisect_right(self.pieces, position, key=lambda piece: piece.normal_start) - 1]


def normalise_text(text: str) -> NormalText:
    """Bring a text to the normal form; blanks at its ends are left out."""
    composed = unicodedata.normalize("NFC", text)
    pieces: list[_Piece] = []
    parts: list[str] = []
    breaks: list[int] = []
    length = done = 0
    for start, end, replacement, is_break in _find_changes(composed):
        if start > done:
            pieces.append(_Piece(length, done, start, is_same=True))
            parts.append(composed[done:start])
            length += start - done
        if replacement:
            pieces.append(_Piece(length, start, end, is_same=False))
            parts.append(replacement)
            length += len(replacement)
        if is_break:
            breaks.append(length)
        done = end
    if done < len(composed):
        pieces.append(_Piece(length, done, len(composed), is_same=True))
        parts.append(composed[done:])
    return NormalText(composed, "".join(parts), tuple(pieces), frozenset(breaks))


@cache
def _compile_changes() -> re.Pattern[str]:
    return re.compile(
        rf"""
          (?P<ends>\A[\s{_UNSEEN}]+|[\s{_UNSEEN}]+\Z)
        | (?P<break>(?<=[^\W\d_])[-\u2010\u2011\xad][^\S\n]*\n\s*(?=[^\W\d_]))
        | (?P<dash>[\s{_UNSEEN}]*(?:[{_DASHES}]|-(?:-+|(?=\s)))[\s{_UNSEEN}]*|[\s{_UNSEEN}]+-[\s{_UNSEEN}]*)
        | (?P<blank>[^\S ][\s{_UNSEEN}]*|[ ][\s{_UNSEEN}]+|[{_UNSEEN}]+\s[\s{_UNSEEN}]*)
        | (?P<unseen>[{_UNSEEN}]+)
        | (?P<double>[{_DOUBLE}]|``|'')
        | (?P<single>[{_SINGLE}])
        | (?P<written>[{"".join(_WRITTEN_OUT)}])
        """,
        re.VERBOSE,
    )


_REPLACEMENTS = {"ends": "", "break": "", "dash": "-", "blank": " ", "unseen": "", "double": '"', "single": "'"}


def _find_changes(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Yield where the normal form differs: start, end, what stands instead, whether it is a hyphen at a line's end."""
    for match in _compile_changes().finditer(text):
        kind = match.lastgroup or ""
        replacement = _WRITTEN_OUT[match[0]] if kind == "written" else _REPLACEMENTS[kind]
        yield match.start(), match.end(), replacement, kind == "break"
