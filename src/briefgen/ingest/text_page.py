"""A page flattened to text: its lines, put together as blocks again."""

import re
import statistics
from dataclasses import dataclass, replace
from itertools import pairwise

from briefgen.ingest.datelines import is_dateline
from briefgen.ingest.lines import ends_sentence, measure_line
from briefgen.ingest.page import PageBlock, PageContent

_BULLET = re.compile(r"^(?P<indent>\s*)(?:(?P<bullet>[•·●▪■◦‣*–—-])|(?P<number>\d{1,3})[.)])\s+(?=\S)")
_HANGING = re.compile(
    r"(?:,|\b(?:a|an|the|of|in|on|at|to|by|for|with|and|or|as|that|from|и|в|во|на|с|со|к|по|о|об|от|из|для|что|а|но|"
    r"және|мен|бен|пен))$",
    re.IGNORECASE,
)
_HYPHEN_END = re.compile(r"[^\W\d_]-$")
#: What a wiki's headings and a page's notes have behind them.
_EDIT_LINK = re.compile(
    r"\s*\[\s*(?:edit(?: source)?|править(?:\s*\|\s*править код)?|өңдеу|редагувати|ред\.)\s*\]\s*$"
    r"|\s*[↩↑⇑⤴⏎↵\ufe0e\ufe0f]+\s*$"
)
_NOTE = re.compile(r"\[(\d{1,3})\]\s+(?=\S)")
_CALL = re.compile(r"(?<=[\w.,;:!?»”\"')])\[(\d{1,3})\]")
#: A clause behind a semicolon is an item of a list, unless one of these joins it on.
_JOINING = re.compile(r"(?:and|or|но|и|или|либо|а|және|мен)\s", re.IGNORECASE)
_NARROWEST = 50
_WIDEST_FILLED = 120
_LEAST_FILLED = 4
#: Of lines that a program filled so many end in the midst of a sentence; lines of one sentence each do not.
_LEAST_BROKEN = 0.4
#: A line shorter than this is not one that a scrape broke.
_SHORTEST_BROKEN = 40
#: Lines are not taken for wrapped text beyond this width.
_WIDEST_WRAP = 160


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    width: int
    gap: int
    item: bool
    ordered: bool
    depth: int


def read_text_page(text: str) -> PageContent:
    """Split a flattened page into blocks; lines that the scrape broke are joined, blank lines counted."""
    lines = _split_lines(text)
    margin = _find_margin(lines)
    width = 0 if margin else _find_wrap_width(lines)
    blocks: list[list[_Line]] = []
    for line in lines:
        if blocks and (_overflows(blocks[-1][-1], line, margin) if margin else _continues(blocks[-1], line, width)):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return PageContent(_find_notes([_make_block(group) for group in blocks]))


def _split_lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    gap = 0
    for number, raw in enumerate(text.split("\n"), 1):
        if not raw.strip():
            gap += 1
            continue
        match = _BULLET.match(raw)
        if match and match["number"] and is_dateline(raw):
            match = None  # "25. Juni 2009" is no list's 25th item
        bare = _EDIT_LINK.sub("", raw[match.end() :] if match else raw)
        ordered = bool(match and match["number"])
        depth = len(match["indent"].expandtabs(4)) // 2 if match else 0
        lines.append(_Line(number, " ".join(bare.split()), len(raw.rstrip()), gap, match is not None, ordered, depth))
        gap = 0
    return lines


def _find_margin(lines: list[_Line]) -> int:
    """Return the column at which a program filled this page's lines, or 0 when none did.

    Such a program breaks a line only where the next word does not fit: nearly all long lines tell so, and hardly any
    line is longer than the column.
    """
    if not lines:
        return 0
    widths = sorted(line.width for line in lines)
    margin = widths[min(len(widths) - 1, int(0.99 * len(widths)))]
    if not _NARROWEST <= margin <= _WIDEST_FILLED:
        return 0
    full = [pair for pair in pairwise(lines) if not pair[1].gap and pair[0].width >= 0.75 * margin]
    filled = [first for first, second in full if _overflows(first, second, margin)]
    broken = sum(1 for line in filled if not ends_sentence(line.text))
    is_filled = len(filled) >= max(_LEAST_FILLED, 0.8 * len(full))
    return margin if is_filled and broken >= _LEAST_BROKEN * len(filled) else 0


def _overflows(first: _Line, second: _Line, margin: int) -> bool:
    """Tell whether the next line's first word would not have fitted before the margin."""
    word = second.text.split(" ", 1)[0]
    return not second.gap and not second.item and first.width + 1 + len(word) > margin


def _find_notes(blocks: list[PageBlock]) -> tuple[PageBlock, ...]:
    """Make footnotes of the lines that open with a number in brackets which the text before them has as a call."""
    called: set[str] = set()
    marked: list[PageBlock] = []
    for block in blocks:
        note = _NOTE.match(block.text)
        if note and note[1] in called:
            marked.append(replace(block, kind="footnote", text=block.text[note.end() :], label=note[1]))
        else:
            called.update(_CALL.findall(block.text))
            marked.append(block)
    return tuple(marked)


def _find_wrap_width(lines: list[_Line]) -> int:
    """Return the width at which this page's lines were broken, or 0 when they were not.

    It is read from the plain cases: a line that ends in the midst of a sentence, and goes on in
    lower case on the next.
    """
    broken = [
        len(first.text)
        for first, second in pairwise(lines)
        if _runs_on(first, second) and len(first.text) <= _WIDEST_WRAP
    ]
    return round(statistics.median(broken)) if len(broken) >= 2 else 0


def _runs_on(first: _Line, second: _Line) -> bool:
    return (
        not second.gap
        and not second.item
        and len(first.text) >= _SHORTEST_BROKEN
        and second.text[:1].islower()
        and not first.text.endswith((".", "!", "?", ":"))
        and (not first.text.endswith(";") or _JOINING.match(second.text) is not None)
    )


def _continues(block: list[_Line], line: _Line, width: int) -> bool:
    """Tell whether `line` goes on with the sentence or paragraph that `block`'s last line left open."""
    last = block[-1]
    if line.gap or line.item:
        return False
    if _runs_on(last, line):
        return True
    if not width or len(last.text) > _WIDEST_WRAP:
        return False
    if not ends_sentence(last.text):
        return _is_broken_at(last.text, width) or (len(block) > 1 and bool(_HANGING.search(last.text)))
    return _is_wrapped(block, line, width)


def _is_broken_at(text: str, width: int) -> bool:
    near = 0.8 * width <= len(text) <= 1.2 * width
    return (
        near
        and not text.isupper()
        and (measure_line(text).lower >= 0.3 or bool(_HANGING.search(text)) or _is_left_open(text))
    )


def _is_left_open(text: str) -> bool:
    """Tell whether a quotation or a bracket is opened in a line and not closed."""
    return any(text.count(opening) > text.count(closing) for opening, closing in ("“”", "«»", "()", "[]"))


def _is_wrapped(block: list[_Line], line: _Line, width: int) -> bool:
    """Tell whether a line that closes a sentence was nonetheless broken for want of room.

    Only in text that is wrapped throughout: the block has been broken before, and the next line's
    first word would not have fitted.
    """
    first_word = line.text.split(" ", 1)[0]
    full = len(block[-1].text) + 1 + len(first_word) > width * 1.05
    return full and width <= 100 and len(block) >= 2 and all(len(part.text) <= width * 1.2 for part in block)


def _make_block(lines: list[_Line]) -> PageBlock:
    first = lines[0]
    parts = [first.text]
    for line in lines[1:]:
        # A word broken at the line's end keeps its break: the plain text joins both halves, here and in the original.
        parts += ["\n" if _HYPHEN_END.search(parts[-1]) else " ", line.text]
    kind = "item" if first.item else "line"
    return PageBlock(first.number, "".join(parts), kind, first.gap, first.depth, first.ordered)
