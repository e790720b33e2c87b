"""Small changes to a text: what stands between two offsets is replaced, and every other character stays."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_BREAK = re.compile("\r\n?|\n")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Puts `text` in place of what stands from `start` to `end` (code points, `end` exclusive)."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` made, whose offsets all are those of `text`.

    Edits at one place are made in the order of their words. ValueError where two of them overlap.
    """
    parts: list[str] = []
    done = 0
    for edit in sorted(set(edits)):
        if edit.start < done:
            raise ValueError(f"two edits overlap at {edit.start}")
        parts.extend((text[done : edit.start], edit.text))
        done = edit.end
    return "".join((*parts, text[done:]))


class Lines:
    """The lines of a text as the grammars count them: LF, CRLF and CR end one, a byte order mark has no column."""

    def __init__(self, text: str) -> None:
        first = 1 if text.startswith("\ufeff") else 0
        self._starts = [first, *(match.end() for match in _BREAK.finditer(text))]

    def locate(self, line: int, column: int) -> int:
        """Return the offset of a place, line and column from 1; of a line that is not there, of the last one."""
        return self._starts[min(max(line, 1), len(self._starts)) - 1] + max(column, 1) - 1

    def find_line(self, offset: int) -> int:
        """Return the line, from 1, in which an offset lies."""
        from bisect import bisect_right

        return max(bisect_right(self._starts, offset), 1)


def find_line_end(text: str, offset: int) -> int:
    """Return where the line that holds `offset` ends, before its break."""
    found = _BREAK.search(text, offset)
    return found.start() if found else len(text)


def find_line_start(text: str, offset: int) -> int:
    """Return where the line that holds `offset` begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1 or (1 if text[:1] == "\ufeff" else 0)


def choose_break(text: str) -> str:
    """Return the line break that a text uses: that of its first line, LF where it has none."""
    found = _BREAK.search(text)
    return found[0] if found else "\n"
