"""Runs of inline text between the blocks of an HTML page, and where line breaks cut them."""

import re
from dataclasses import dataclass, field, replace

from briefgen.ingest.lines import ends_sentence

#: What stands for a line break in a run; no page's text has it (`ingest.cleaning`).
BREAK = "\u2028"
_BULLET = re.compile(r"(?:[•·●▪■◦‣*–—-]|(?P<number>\d{1,2})[.)])\s+(?=\S)")
#: So many lines that end like sentences are paragraphs, not the lines of an address or a verse.
_LEAST_LINES = 3
_LINE_WORDS = 12
_LEAST_ITEMS = 2


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    letters: int
    linked: bool
    bold: bool


@dataclass(slots=True)
class Run:
    """Inline text gathered until a block begins or ends; `letters` counts its letters and digits."""

    parts: list[_Part] = field(default_factory=list)
    letters: int = 0
    line: int = 0

    def add(self, text: str, line: int, *, linked: bool, bold: bool) -> None:
        """Take text from line `line` of the file along."""
        if not text:
            return
        letters = sum(map(str.isalnum, text))
        self.line = self.line or (line if letters else 0)
        self.parts.append(_Part(text, letters, linked, bold))
        self.letters += letters

    def has_break(self) -> bool:
        """Tell whether a line break was the last thing, blanks aside."""
        for part in reversed(self.parts):
            if part.text == BREAK:
                return True
            if part.text.strip():
                return False
        return False


@dataclass(frozen=True, slots=True)
class Piece:
    """One block's worth of a run: its text, the share of its letters in links (0–1), whether all are bold.

    `kind` is "" where the run's own holds.
    """

    text: str
    linked: float = 0.0
    bold: bool = False
    kind: str = ""
    ordered: bool = False


def cut_run(run: Run) -> list[Piece]:
    """Cut a run at its line breaks where the lines are items, paragraphs or a bold heading; else it is one piece."""
    lines = [group for group in _list_lines(run) if any(part.text.strip() for part in group)]
    head = _join(lines[0]) if len(lines) > 1 else None
    if head and head.bold and not _join(lines[1]).bold and not ends_sentence(head.text):
        return [head, *_cut_lines(lines[1:])]
    return _cut_lines(lines)


def _list_lines(run: Run) -> list[list[_Part]]:
    groups: list[list[_Part]] = [[]]
    for part in run.parts:
        if part.text == BREAK:
            groups.append([])
        else:
            groups[-1].append(part)
    return groups


def _cut_lines(groups: list[list[_Part]]) -> list[Piece]:
    lines = [_join(group) for group in groups]
    if sum(1 for line in lines if _BULLET.match(line.text)) >= _LEAST_ITEMS:
        return [_read_item(line) for line in lines]
    full = [line for line in lines if len(line.text.split()) >= _LINE_WORDS and ends_sentence(line.text)]
    if len(lines) >= _LEAST_LINES and len(full) * 3 >= len(lines) * 2:
        return lines
    return [_join([part for group in groups for part in (*group, _BLANK)])]


def _join(parts: list[_Part]) -> Piece:
    letters = sum(part.letters for part in parts)
    text = " ".join("".join(part.text for part in parts).split())
    linked = sum(part.letters for part in parts if part.linked)
    bold = sum(part.letters for part in parts if part.bold)
    return Piece(text, linked / letters if letters else 0.0, bool(letters) and bold == letters)


def _read_item(line: Piece) -> Piece:
    match = _BULLET.match(line.text)
    if not match:
        return line
    return replace(line, text=line.text[match.end() :], kind="item", ordered=bool(match["number"]))


_BLANK = _Part(" ", 0, False, False)
