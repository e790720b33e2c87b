"""The lines of a PDF put together again: paragraphs over columns and pages, headings, list items, notes."""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefgen.formats.document import Piece
from briefgen.formats.pdf_lines import Line
from briefgen.formats.pdf_roles import Sorted, is_marker, read_note_mark
from briefgen.grammar.letters import SUPERSCRIPTS
from briefgen.grammar.plain_text import normalise_text

_BULLET = re.compile(r"(?:[•·●▪■◦‣∙○□➢➤✓►\uf0b7\uf0a7]|[-–—](?=\s))\s*(?=\S)")
_NUMBERED = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-zа-я]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2})+\.?|§\s?\d+)\s+\S", re.IGNORECASE
)
_ENDS = re.compile(rf"[.!?…:;。][”»\"’')\]]*(?:\d{{0,3}}|[{SUPERSCRIPTS}]+)$")
_RAISED = tuple("⁰¹²³⁴⁵⁶⁷⁸⁹")
_HYPHENS = ("-", "\u2010", "\u00ad")
_SIZES = 0.08
_LARGER = 1.1
_HEADING_WORDS = 25
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class _Layout:
    """What holds for a document: the size and the usual distance of lines of its running text, in points."""

    size: float
    leading: float
    text_is_bold: bool


@dataclass(slots=True)
class _Block:
    lines: list[Line] = field(default_factory=list)
    kind: str = "paragraph"


def make_pieces(found: Sorted, labels: Sequence[str]) -> tuple[Piece, ...]:
    """Make the pieces of a document: its text, then its notes. `labels` are the pages' names, for locators."""
    layout = _measure_layout(found)
    blocks = _join_lines(found.body, layout)
    levels = _rank_headings(blocks, layout)
    notes = _cut_notes(found.notes)
    marks = {(block.lines[0].page, read_note_mark(block.lines[0])): str(n) for n, block in enumerate(notes, 1)}
    pieces = [_make_piece(block, levels, labels, marks) for block in blocks]
    pieces += [_make_note(block, labels, str(number)) for number, block in enumerate(notes, 1)]
    return tuple(piece for piece in pieces if any(c.isalnum() for c in piece.text))


def _measure_layout(found: Sorted) -> _Layout:
    text = [line for line in found.body if abs(line.size - found.size) <= _SIZES * found.size]
    gaps = (
        [
            round(first.base - second.base, 1)
            for first, second in zip(found.body, found.body[1:], strict=False)
            if first.page == second.page and 0 < first.base - second.base < 3 * found.size and first in text
        ]
        if len(found.body) < 20_000
        else []
    )
    leading = statistics.mode(gaps) if gaps else 1.2 * found.size
    bold = sum(len(line.text) for line in text if line.bold) * 2 > sum(len(line.text) for line in text)
    return _Layout(found.size, leading, bold)


def _join_lines(lines: Sequence[Line], layout: _Layout) -> list[_Block]:
    edges = _find_right_edges(lines)
    blocks: list[_Block] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        last = blocks[-1] if blocks else None
        if last and not _begins_block(last, line, following, layout, edges):
            last.lines.append(line)
            continue
        kind = "item" if _BULLET.match(f"{line.text} x") else "paragraph"
        blocks.append(_Block([line], kind))
    for block in blocks:
        if block.kind == "paragraph" and _is_heading(block, layout):
            block.kind = "heading"
    return blocks


def _find_right_edges(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """Return how far to the right the lines of a column reach, by page and column."""
    reach: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        reach.setdefault((line.page, _find_column(line)), []).append(line.right)
    return {key: sorted(rights)[int(0.9 * (len(rights) - 1))] for key, rights in reach.items()}


def _find_column(line: Line) -> int:
    """Tell the left half of a page from the right one."""
    return int(line.left > 0.45 * line.width)


def _begins_block(
    block: _Block, line: Line, following: Line | None, layout: _Layout, edges: dict[tuple[int, int], float]
) -> bool:
    last = block.lines[-1]
    is_beside_marker = is_marker(last) and abs(last.base - line.base) <= 0.5 * line.size
    if is_beside_marker or _looks_different(last, line):
        return not is_beside_marker
    right = edges[last.page, _find_column(last)]
    is_short, ends = _is_left_short(last, line, right), _ENDS.search(last.text) is not None
    if not (last.page == line.page and last.base > line.base - 0.2 * line.size and _overlaps(last, line)):
        return not _runs_on(last, line, right)
    scale = line.size / layout.size if layout.size else 1.0
    if last.base - line.base > 1.4 * layout.leading * max(1.0, scale):
        return True
    if min(last.size, line.size) >= _LARGER * layout.size:
        return False  # a title's lines may be centred
    begins_entry = is_short and (ends or _NUMBERED.match(line.text) is not None)
    steps_in = (is_short or ends) and (_is_indented(block, line, following) or _hangs(line, following, right))
    return begins_entry or steps_in or _is_outdented(block, line)


def _looks_different(last: Line, line: Line) -> bool:
    """Tell whether a line is an item's first, or in another size or weight than the one before."""
    is_item = _BULLET.match(line.text) is not None or is_marker(line)
    return is_item or last.bold != line.bold or abs(last.size - line.size) > _SIZES * max(last.size, line.size)


def _overlaps(line: Line, other: Line) -> bool:
    return line.left < other.right and other.left < line.right


def _runs_on(last: Line, line: Line, right: float) -> bool:
    """Tell whether a paragraph goes on over the end of a column or page."""
    if last.text.endswith(_HYPHENS) and line.text[:1].islower():
        return True
    if _ENDS.search(last.text) or _NUMBERED.match(line.text):
        return False
    return line.text[:1].islower() or not _is_left_short(last, line, right)


def _is_left_short(last: Line, line: Line, right: float) -> bool:
    """Tell whether the next line's first word would have fitted in the line before: it was ended on purpose."""
    per_sign = (line.right - line.left) / max(1, len(line.text))
    first_word = line.text.split(" ", 1)[0]
    return right - last.right > (len(first_word) + 1.5) * per_sign


def _is_indented(block: _Block, line: Line, following: Line | None) -> bool:
    """Tell whether a line opens a paragraph by its indentation: the one before and the one after stand further left."""
    step = 0.7 * line.size
    last = block.lines[-1]
    if block.kind == "item" or line.left - last.left < step:
        return False
    is_below = following is not None and following.page == line.page and following.base < line.base
    return not is_below or following is None or line.left - following.left >= step


def _hangs(line: Line, following: Line | None, right: float) -> bool:
    """Tell whether a line opens an entry whose other lines stand further right: it is full, and goes on there."""
    if following is None or following.page != line.page or following.base >= line.base or _ENDS.search(line.text):
        return False
    return following.left - line.left >= 0.7 * line.size and not _is_left_short(line, following, right)


def _is_outdented(block: _Block, line: Line) -> bool:
    """Tell whether a line stands further left than a block's lines from the second on."""
    step = 0.7 * line.size
    if block.kind == "item" and len(block.lines) > 1:
        return line.left < block.lines[1].left - step
    return len(block.lines) > 1 and line.left < block.lines[-1].left - step


def _is_heading(block: _Block, layout: _Layout) -> bool:
    words = " ".join(line.text for line in block.lines)
    if len(words.split()) > _HEADING_WORDS or not any(c.isalpha() for c in words):
        return False
    if words.endswith((",", ";", "-")):
        return False
    if all(line.size >= _LARGER * layout.size for line in block.lines):
        return True
    is_bold = all(line.bold for line in block.lines) and not layout.text_is_bold
    return is_bold and not words.endswith((".", "!", "…")) and block.lines[0].size >= 0.95 * layout.size


def _rank_headings(blocks: Sequence[_Block], layout: _Layout) -> dict[float, int]:
    """Give each size of headings a level, the largest the first; bold ones in the text's own size the last."""
    sizes = Counter(_round_size(block) for block in blocks if block.kind == "heading")
    larger = sorted((size for size in sizes if size >= _LARGER * layout.size), reverse=True)
    levels = {size: min(level, _LEVELS) for level, size in enumerate(larger, 1)}
    last = min(max(levels.values(), default=0) + 1, _LEVELS + 1)
    return {size: levels.get(size, last) for size in sizes}


def _round_size(block: _Block) -> float:
    return float(round(block.lines[0].size))


def _make_piece(
    block: _Block, levels: dict[float, int], labels: Sequence[str], marks: dict[tuple[int, str], str]
) -> Piece:
    text, calls = _join_text(block.lines, marks)
    if block.kind == "item":
        bullet = _BULLET.match(text)
        cut = bullet.end() if bullet else 0
        calls = [(at - cut, label) for at, label in calls]
        text = text[cut:]
    level = levels[_round_size(block)] if block.kind == "heading" else int(block.kind == "item")
    places = tuple((len("".join(normalise_text(text[:at]).split())), label) for at, label in calls)
    return Piece(block.kind, text, level, calls=places, page=_name_pages(block, labels))


def _join_text(lines: Sequence[Line], marks: dict[tuple[int, str], str]) -> tuple[str, list[tuple[int, str]]]:
    """Join lines; a word cut at a line's end keeps hyphen and line feed. Calls of known notes leave the text."""
    text = ""
    calls: list[tuple[int, str]] = []
    for line in lines:
        words, found = cut_calls(line, marks)
        text += ("\n" if text.endswith(_HYPHENS) else " ") if text else ""
        calls.extend((len(text) + at, label) for at, label in found)
        text += words
    return text, calls


def cut_calls(line: Line, marks: dict[tuple[int, str], str]) -> tuple[str, list[tuple[int, str]]]:
    """Take the calls of notes that stand on the same page out of a line; return it with their places and labels."""
    text = line.text
    found: list[tuple[int, str]] = []
    taken = 0
    for at, number in line.calls:
        label = marks.get((line.page, number), "")
        if label:
            start = at - taken
            text = text[:start] + text[start + len(number) :]
            found.append((start, label))
            taken += len(number)
    return text, found


def find_marks(notes: Sequence[Line]) -> dict[tuple[int, str], str]:
    """Return the labels of a document's notes by page and mark."""
    blocks = _cut_notes(notes)
    return {(block.lines[0].page, read_note_mark(block.lines[0])): str(n) for n, block in enumerate(blocks, 1)}


def _cut_notes(lines: Sequence[Line]) -> list[_Block]:
    """Cut the lines of notes where the next mark comes: a number that follows on the last, or a sign."""
    blocks: list[_Block] = []
    for line in lines:
        mark = read_note_mark(line)
        if not blocks or (mark and _follows(blocks, mark, line)):
            blocks.append(_Block([line], "footnote"))
        else:
            blocks[-1].lines.append(line)
    return blocks


def _follows(blocks: Sequence[_Block], mark: str, line: Line) -> bool:
    last = read_note_mark(blocks[-1].lines[0])
    if not mark.isdigit() or not last.isdigit() or line.text.startswith(_RAISED):
        return True
    is_new_page = blocks[-1].lines[-1].page != line.page
    return int(last) < int(mark) <= int(last) + 3 or (is_new_page and mark == "1")


def _make_note(block: _Block, labels: Sequence[str], label: str) -> Piece:
    text, _calls = _join_text(block.lines, {})
    return Piece("footnote", text, label=label, page=_name_pages(block, labels))


def _name_pages(block: _Block, labels: Sequence[str]) -> str:
    first, last = labels[block.lines[0].page], labels[block.lines[-1].page]
    return first if first == last else f"{first}-{last}"
