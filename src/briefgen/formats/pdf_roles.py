"""Which lines of a PDF are text, which are notes, and which only run along: headers, footers, page numbers.

Running lines are told by repetition: the same words (digits aside) at the same place near the edge of
several pages. Nothing is told by a file's name or a publisher's.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.formats.pdf_lines import Line
from briefgen.formats.raised import lower_digits
from briefgen.grammar.letters import SUPERSCRIPTS

_EDGE = 0.14
_SAME_PLACE = 6.0
_APART = 1.8
_SMALLER = 0.85
_SMALL = 0.92
_NOTE_EDGE = 0.6
_AS_LARGE = 0.97
_NUMBER = re.compile(
    r"\W*(?:(?:page|pg\.?|p\.|seite|стр(?:аница|\.)?|с\.|бет)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|/|von|из|\|)\s*\d{1,4})?(?:\s*-?\s*(?:бет|page))?\W*",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\.\s?){6,}|(?:…\s?){3,}")
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_ENDS_IN_NUMBER = re.compile(r"\s(?:\d{1,4}|[ivxlc]{1,6})$")
_MARKER = re.compile(r"[•·●▪■◦‣∙○□➢➤✓►\uf0b7\uf0a7–-]|\(?(?:\d{1,3}|[a-zа-я]|[ivx]{1,5})[.)]", re.IGNORECASE)
_NOTE_START = re.compile(rf"(\d{{1,3}}|[{SUPERSCRIPTS}]{{1,3}}|[*†‡§]{{1,3}})[.)]?\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Sorted:
    """A document's lines by their role, each in reading order.

    `size` is the size of its running text in points. `running` are headers, footers and page numbers, `contents`
    lines of a table of contents.
    """

    body: tuple[Line, ...]
    notes: tuple[Line, ...]
    running: tuple[Line, ...]
    contents: tuple[Line, ...]
    size: float


def sort_lines(pages: Sequence[Sequence[Line]]) -> Sorted:
    """Sort the lines of all pages by what they are; each line is in exactly one of the four."""
    size = _find_text_size([line for lines in pages for line in lines])
    running = _find_running(pages, size)
    opening = _find_opening(pages, running, size)
    running -= opening
    contents = {line for lines in pages for line in _find_contents(lines) if line not in running}
    left = [line for lines in pages for line in lines if line not in running and line not in contents]
    notes = {line for lines in pages for line in _find_notes([one for one in lines if one not in running], size)}
    notes -= contents
    # Some programs print what runs along last: where it is read it stands first, as on the page.
    left = [line for lines in pages for line in lines if line in opening] + [one for one in left if one not in opening]
    return Sorted(
        tuple(_place_markers([line for line in left if line not in notes])),
        tuple(line for line in left if line in notes),
        tuple(line for lines in pages for line in lines if line in running),
        tuple(line for lines in pages for line in lines if line in contents),
        size,
    )


def is_marker(line: Line) -> bool:
    """Tell whether a line is only the sign or number of a list's item, which some programs set apart from its words."""
    return _MARKER.fullmatch(line.text) is not None


def _place_markers(lines: Sequence[Line]) -> list[Line]:
    """Put the signs and numbers of list items before the words that they stand beside; a lone sign stays."""
    waiting: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if is_marker(line):
            waiting[line.page].append(line)
    if not waiting:
        return list(lines)
    placed: list[Line] = []
    moved: set[Line] = set()
    for line in lines:
        if is_marker(line):
            continue
        for marker in waiting.get(line.page, ()):
            is_beside = abs(marker.base - line.base) <= 0.5 * line.size and 0 < line.left - marker.left < 5 * line.size
            if marker not in moved and is_beside:
                placed.append(marker)
                moved.add(marker)
                break
        placed.append(line)
    return placed + [line for line in lines if is_marker(line) and line not in moved]


def _find_text_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _find_running(pages: Sequence[Sequence[Line]], size: float) -> set[Line]:
    """Find page numbers, lines that stand near an edge of several pages, and what stands in their places on others."""
    found: set[Line] = set()
    places: defaultdict[str, list[Line]] = defaultdict(list)
    for lines in pages:
        found.update(_find_numbers(lines, size))
        for line in _list_edge_lines(lines):
            places[_DIGITS.sub("#", " ".join(line.text.split()))].append(line)
    for lines in places.values():
        found.update(line for line in lines if _recurs(line, lines))
    found |= _find_in_same_places(pages, found, size)
    return found | {line for lines in pages for line in _find_lone_lines(lines, size)}


def _find_opening(pages: Sequence[Sequence[Line]], running: set[Line], size: float) -> set[Line]:
    """Find the running lines at the top of the first page that are as large as the text: there they are read once."""
    first = next((lines for lines in pages if lines), ())
    return {
        line
        for line in first
        if line in running
        and line.base > (1 - _EDGE) * line.height
        and line.size >= _AS_LARGE * size
        and not _NUMBER.fullmatch(line.text)
    }


def _find_numbers(lines: Sequence[Line], size: float) -> list[Line]:
    """Find a page's number: at an edge, or alone as its first or last line, set apart from the text."""
    numbers = [line for line in lines if _NUMBER.fullmatch(line.text)]
    if not numbers:
        return []
    edge = set(_list_edge_lines(lines))
    order = sorted(lines, key=lambda line: line.base)
    found = [line for line in numbers if line in edge]
    for line, beside in ((order[0], order[1:2]), (order[-1], order[-2:-1])):
        is_apart = all(abs(line.base - other.base) > _APART * size for other in beside)
        if line in numbers and is_apart and not 0.3 < line.base / line.height < 0.7:
            found.append(line)
    return found


def _recurs(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether the same words stand in the same place on two pages that follow or face one another, or on three."""
    near = {other.page for other in lines if abs(other.base - line.base) <= _SAME_PLACE}
    return len(near) >= 3 or any(0 < abs(page - line.page) <= 2 for page in near)


def _find_in_same_places(pages: Sequence[Sequence[Line]], running: set[Line], size: float) -> set[Line]:
    """Find the lines in the places of running ones, in their size and not in the text's: titles of sections."""
    slots: Counter[tuple[int, float]] = Counter((round(line.base), round(line.size, 1)) for line in running)
    found = set()
    for line in (line for lines in pages for line in _list_edge_lines(lines) if line not in running):
        beside = sum(slots[round(line.base) + step, round(line.size, 1)] for step in (-1, 0, 1))
        if beside >= 3 and abs(line.size - size) > 0.1 * size:
            found.add(line)
    return found


def _find_lone_lines(lines: Sequence[Line], size: float) -> list[Line]:
    """Find small lines near an edge that nothing stands close to: the header and footer of a single page."""
    small = [
        line for line in _list_edge_lines(lines) if line.size <= _SMALLER * size and not _NOTE_START.match(line.text)
    ]
    return [
        line for line in small if all(other is line or abs(other.base - line.base) > _APART * size for other in lines)
    ]


def _list_edge_lines(lines: Sequence[Line]) -> list[Line]:
    """List the lines near a page's upper and lower edge."""
    return [line for line in lines if line.base < _EDGE * line.height or line.base > (1 - _EDGE) * line.height]


def _find_contents(lines: Sequence[Line]) -> list[Line]:
    """Find the lines of a table of contents: dots lead to a page number, and others like it stand near."""
    led = [line for line in lines if _LEADERS.search(line.text)]
    if len(led) < 2:
        return []
    first, last = lines.index(led[0]), lines.index(led[-1])
    if 3 * len(led) >= last - first:
        return [*_take_entries(lines[:first]), *lines[first : last + 1]]
    return led


def _take_entries(lines: Sequence[Line]) -> list[Line]:
    """Take the entries without dots that stand right before the first with them: they end in a page's number too."""
    taken: list[Line] = []
    for line in reversed(lines):
        if not _ENDS_IN_NUMBER.search(line.text):
            break
        taken.append(line)
    return taken[::-1]


def _find_notes(lines: Sequence[Line], size: float) -> list[Line]:
    """Find footnotes: small lines below the last line of text of their column, the first of which opens with a mark."""
    small = [line for line in lines if line.size <= _SMALL * size and line.base < _NOTE_EDGE * line.height]
    full = [line for line in lines if line.size > _SMALL * size]
    low = [line for line in small if not any(_is_below(other, line) for other in full)]
    # The first may go on with a note of the page before.
    return low if any(_NOTE_START.match(line.text) for line in low) else []


def _is_below(line: Line, other: Line) -> bool:
    return line.base < other.base and line.left < other.right and other.left < line.right


def read_note_mark(line: Line) -> str:
    """Return the number or sign that a footnote's first line opens with, or ""."""
    match = _NOTE_START.match(line.text)
    return lower_digits(match[1]) if match else ""
