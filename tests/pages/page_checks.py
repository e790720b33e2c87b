"""What a machine can see on the sheets of a printed brief: each check is a sentence that holds, or gives faults.

`check_pages` takes the HTML file and the PDF of one brief. Measures are in points; the limits are BRIEF.md's. Each
check is tested with a page in which its fault is planted (`test_page_checks.py`).
"""
# ruff: noqa: ANN401 - lxml has no types

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pikepdf
from lxml import html as markup

from pages.printed_sheets import Block, Line, Piece, Sheets, read_sheets
from pages.printed_words import fold, holds_words, list_printed_texts

_MM = 72 / 25.4
_MARGIN = 18 * _MM
_SMALLEST, _SMALLEST_MARK, _SMALLEST_MARKING = 8.0, 7.5, 12.0
_CONTRAST = 4.5
_MEASURE = 70 * _MM  # a paragraph this wide is running text
_INDENT = 24.0
_OUR_FONT = re.compile(r"(?:[A-Z]{6}\+)?Brief-")
_MARK = re.compile(r"[\[\]\d\sa-z,⁠\u00a0–]*")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, by the name of the check; on which sheet (counted from 1; 0: in the file) and at which words."""

    check: str
    sheet: int
    words: str

    def __str__(self) -> str:
        return f"{self.check} on sheet {self.sheet}: {self.words}"


@dataclass(frozen=True, slots=True)
class Printed:
    """A brief as both files show it; `fonts` are further fonts that it may use, `marking` the label it bears."""

    html: str
    sheets: Sheets
    marking: str
    fonts: tuple[str, ...] = ()

    @property
    def tree(self) -> Any:
        """The HTML, parsed."""
        return markup.document_fromstring(self.html)

    def open_pdf(self) -> pikepdf.Pdf:
        """Open the file itself."""
        return pikepdf.open(io.BytesIO(self.sheets.pdf))


def check_pages(html: str, pdf: bytes, fonts: tuple[str, ...] = ()) -> list[Fault]:
    """Look at a brief's HTML file and PDF; gives all faults, by check and sheet."""
    marking = re.search(r"TLP:[A-Z+]+", html)
    printed = Printed(html, read_sheets(pdf), marking[0] if marking else "TLP:", fonts)
    return [fault for check in CHECKS for fault in check(printed)]


def no_heading_is_stranded(printed: Printed) -> Iterator[Fault]:
    """Below a heading, on its own sheet, stand two lines or more of what it heads, or all of that."""
    blocks = printed.sheets.blocks
    for position, block in enumerate(blocks):
        if not block.is_heading:
            continue
        sheet = block.pieces[-1].sheet
        below = 0
        rest = 0
        for following in blocks[position + 1 :]:
            if following.is_heading or below >= 2:
                break
            lines = following.list_lines()
            below += sum(line.sheet == sheet for line in lines)
            rest += sum(line.sheet != sheet for line in lines)
        figures = any(
            number == sheet and box.top < block.pieces[-1].box.bottom for number, box in printed.sheets.figures
        )
        if below < 2 and rest and not figures:
            yield Fault("stranded heading", sheet + 1, block.text)


def no_line_of_a_paragraph_stands_alone(printed: Printed) -> Iterator[Fault]:
    """Where a block goes over the end of a sheet or column, two lines or more stand on either side."""
    for block in printed.sheets.blocks:
        lines = block.list_lines()
        parts = [[line for line in lines if line.part == part] for part in range(lines[-1].part + 1)]
        if len(parts) > 1 and len(lines) > 3:
            for part in (parts[0], parts[-1]):
                if len(part) < 2:
                    yield Fault("widow or orphan", part[0].sheet + 1, part[0].text)


def no_text_leaves_the_margins(printed: Printed) -> Iterator[Fault]:
    """Text stands 18 mm or more from the sheet's left and right edge, a margin's word 10 pt, and all on the sheet."""
    for piece in printed.sheets.pieces:
        width, height = printed.sheets.sizes[piece.sheet]
        box, least = piece.box, 10 if _is_margin_word(piece, printed) else _MARGIN - 1
        if box.left < least or box.right > width - least or box.bottom < 0 or box.top > height:
            yield Fault("outside the margins", piece.sheet + 1, piece.text)


def no_text_runs_into_other_text(printed: Printed) -> Iterator[Fault]:
    """No two lines of a sheet, of different blocks, cover one another."""
    by_sheet: dict[int, list[tuple[Block, Line]]] = {}
    for block in printed.sheets.blocks:
        for line in block.list_lines():
            by_sheet.setdefault(line.sheet, []).append((block, line))
    for sheet, lines in by_sheet.items():
        pieces = [(block, piece) for block, line in lines for piece in line.pieces]
        pieces.sort(key=lambda pair: -pair[1].box.top)
        for position, (block, piece) in enumerate(pieces):
            for other, beside in pieces[position + 1 :]:
                if beside.box.top < piece.box.bottom:
                    break
                across, up = piece.box.overlaps(beside.box)
                if other is not block and across > 1.5 and up > 2:
                    yield Fault("text over text", sheet + 1, f"{piece.text} / {beside.text}")


def every_word_is_printed(printed: Printed) -> Iterator[Fault]:
    """Every block of the HTML that paper shows stands whole in the PDF, its words in order."""
    text = fold("".join(block.text for block in printed.sheets.blocks))
    letters = sorted(text)
    for words in list_printed_texts(printed.html, len(printed.sheets.sizes)):
        folded = fold(words)
        if _RIGHT_TO_LEFT.search(folded):
            if any(folded.count(letter) > letters.count(letter) for letter in set(folded)):
                yield Fault("words lost", 0, words)
        elif folded not in text and not any(holds_words(block.text, words) for block in printed.sheets.blocks):
            yield Fault("words lost", 0, words)


def no_character_is_a_box(printed: Printed) -> Iterator[Fault]:
    """No character is printed with a glyph that its font does not have (it would show as an empty box)."""
    with printed.open_pdf() as file:
        fonts = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type0"]
        for font in fonts:
            program = font.DescendantFonts[0].FontDescriptor.get("/FontFile2")
            glyphs = _count_glyphs(program.read_bytes()) if program is not None else 1 << 16
            pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>", font.ToUnicode.read_bytes())
            missing = [
                bytes.fromhex(text.decode()).decode("utf-16-be") for cid, text in pairs if int(cid, 16) >= glyphs
            ]
            if missing:
                yield Fault("missing glyph", 0, " ".join(missing))


def _count_glyphs(program: bytes) -> int:
    for position in range(12, 12 + 16 * int.from_bytes(program[4:6]), 16):
        if program[position : position + 4] == b"maxp":
            offset = int.from_bytes(program[position + 8 : position + 12])
            return int.from_bytes(program[offset + 4 : offset + 6])
    return 0


def no_line_inside_a_paragraph_is_stray(printed: Printed) -> Iterator[Fault]:
    """Inside running text no line ends before half its measure where the next word would have found room."""
    for block in printed.sheets.blocks:
        lines = block.list_lines()
        measure = max(line.box.width for line in lines)
        if block.role not in ("P", "LBody") or len(lines) < 3 or measure < _MEASURE:
            continue
        for line, following in pairwise(lines):
            words = following.text.split()
            needed = following.box.width * len(words[0]) / len(following.text) if words else measure
            is_short = line.box.width < measure / 2 and measure - line.box.width > needed + 6
            goes_on = line.part == following.part and abs(line.box.left - following.box.left) < _INDENT
            is_beside = any(other.is_beside(line) for other in lines)
            if is_short and goes_on and not is_beside and line.pieces[-1].font == following.pieces[0].font:
                yield Fault("stray line", line.sheet + 1, line.text)


def no_sheet_is_nearly_empty(printed: Printed) -> Iterator[Fault]:
    """Text and figures fill a third of each sheet or more, and of the last one 15 %."""
    last = len(printed.sheets.sizes) - 1
    for sheet, (_, height) in enumerate(printed.sheets.sizes):
        feet = [piece.box.bottom for block in printed.sheets.blocks for piece in block.pieces if piece.sheet == sheet]
        feet += [box.bottom for number, box in printed.sheets.figures if number == sheet]
        head = height - 24 * _MM
        filled = (head - min(feet, default=head)) / (head - 25 * _MM)
        if filled < (0.15 if sheet == last else 0.33) and last:
            yield Fault("nearly empty", sheet + 1, f"{filled:.0%} filled")


def no_table_row_is_cut(printed: Printed) -> Iterator[Fault]:
    """A row of a table stands on one sheet, unless it is longer than half of one."""
    rows: dict[int, list[Piece]] = {}
    for block in printed.sheets.blocks:
        if block.row >= 0:
            rows.setdefault(block.row, []).extend(block.pieces)
    for pieces in rows.values():
        sheets = {piece.sheet for piece in pieces}
        if len(sheets) > 1:
            height = sum(_measure_height([piece for piece in pieces if piece.sheet == sheet]) for sheet in sheets)
            if height < printed.sheets.sizes[0][1] / 2:
                yield Fault("row cut", min(sheets) + 1, pieces[0].text)


def _measure_height(pieces: list[Piece]) -> float:
    return max(piece.box.top for piece in pieces) - min(piece.box.bottom for piece in pieces)


def every_sheet_bears_its_marking(printed: Printed) -> Iterator[Fault]:
    """The label stands at the head and at the foot of every sheet, 12 pt or larger."""
    for sheet, (_, height) in enumerate(printed.sheets.sizes):
        labels = [piece for piece in printed.sheets.list_running(sheet) if printed.marking in piece.text]
        large = [piece.box.bottom for piece in labels if piece.size >= _SMALLEST_MARKING - 0.01]
        for edge, stands in (
            ("head", max(large, default=0) > height * 0.9),
            ("foot", min(large, default=height) < height * 0.1),
        ):
            if not stands:
                yield Fault("marking missing", sheet + 1, f"at the {edge}")


def only_our_fonts_are_used(printed: Printed) -> Iterator[Fault]:
    """All text is set in the brief's own fonts, or in those that were named."""
    foreign = {
        (piece.sheet, piece.font)
        for piece in printed.sheets.pieces
        if not _OUR_FONT.match(piece.font) and not any(name in piece.font for name in printed.fonts)
    }
    for sheet, font in sorted(foreign):
        yield Fault("foreign font", sheet + 1, font)


def no_text_is_too_small(printed: Printed) -> Iterator[Fault]:
    """No text is under 8 pt; a citation's mark and a word in the margin may be 7.5."""
    for (sheet, size), pieces in sorted(_group_by_size(printed.sheets.pieces).items()):
        small = [piece for piece in pieces if size < _find_least_size(piece, printed) - 0.06]
        if small:
            yield Fault("too small", sheet + 1, f"{small[0].text} ({size:.1f} pt; {len(small)} pieces)")


def _group_by_size(pieces: tuple[Piece, ...]) -> dict[tuple[int, float], list[Piece]]:
    grouped: dict[tuple[int, float], list[Piece]] = {}
    for piece in pieces:
        grouped.setdefault((piece.sheet, piece.size), []).append(piece)
    return grouped


def _find_least_size(piece: Piece, printed: Printed) -> float:
    stands_apart = _MARK.fullmatch(piece.text) or _is_margin_word(piece, printed)
    return _SMALLEST_MARK if stands_apart else _SMALLEST


def _is_margin_word(piece: Piece, printed: Printed) -> bool:
    """Whether it is a word such as "new" that stands in the sheet's margin beside the text."""
    width, _ = printed.sheets.sizes[piece.sheet]
    box = piece.box
    return (box.right < 21 * _MM or box.left > width - 21 * _MM) and len(piece.text.split()) == 1


def all_text_stands_out(printed: Printed) -> Iterator[Fault]:
    """Text has a contrast of 4.5 or more against what it stands on (WCAG 2.2, 1.4.3)."""
    seen = set()
    for piece in printed.sheets.pieces:
        ratio = find_contrast(piece.colour, piece.behind)
        if ratio < _CONTRAST and (piece.colour, piece.behind) not in seen:
            seen.add((piece.colour, piece.behind))
            yield Fault("low contrast", piece.sheet + 1, f"{piece.text} ({ratio:.1f}:1)")


def find_contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Give the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_find_luminance(one), _find_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _find_luminance(colour: tuple[int, int, int]) -> float:
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (part / 255 for part in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def every_link_leads_somewhere(printed: Printed) -> Iterator[Fault]:
    """No id stands twice, each link of the HTML has its target, and each of the PDF too, its outline included."""
    ids = [element.get("id") for element in printed.tree.iter() if element.get("id")]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield Fault("id twice", 0, name)
    for link in printed.tree.iter("a"):
        address = link.get("href") or ""
        if address.startswith("#") and address[1:] not in ids:
            yield Fault("broken link", 0, address)
    with printed.open_pdf() as file:
        names = _list_destinations(file)
        for sheet, page in enumerate(file.pages, 1):
            for annotation in page.get("/Annots", ()):
                if "/A" not in annotation and str(annotation.get("/Dest", "")) not in names:
                    yield Fault("broken link", sheet, str(annotation.get("/Dest", "")))
                if not str(annotation.get("/Contents", "")):
                    yield Fault("link without words", sheet, str(annotation.get("/Dest", "")))


def _list_destinations(file: pikepdf.Pdf) -> set[str]:
    names = file.Root.get("/Names", pikepdf.Dictionary()).get("/Dests", pikepdf.Dictionary()).get("/Names", [])
    return {str(name) for name in list(names)[::2]}


def the_outline_follows_the_headings(printed: Printed) -> Iterator[Fault]:
    """Each heading of the text is a bookmark, in order, one level at a time."""
    headings = [fold(block.text) for block in printed.sheets.blocks if block.is_heading]
    with printed.open_pdf() as file, file.open_outline() as outline:
        marked = [fold(title) for title in _list_titles(outline.root)]
    if headings != marked:
        yield Fault("outline differs", 0, f"{headings} / {marked}")
    levels = [int(block.role[1]) for block in printed.sheets.blocks if block.is_heading]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield Fault("heading level skipped", 0, f"H{before} to H{after}")


def _list_titles(items: Any) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _list_titles(item.children)


CHECKS: tuple[Callable[[Printed], Iterator[Fault]], ...] = (
    no_heading_is_stranded,
    no_line_of_a_paragraph_stands_alone,
    no_text_leaves_the_margins,
    no_text_runs_into_other_text,
    every_word_is_printed,
    no_character_is_a_box,
    no_line_inside_a_paragraph_is_stray,
    no_sheet_is_nearly_empty,
    no_table_row_is_cut,
    every_sheet_bears_its_marking,
    only_our_fonts_are_used,
    no_text_is_too_small,
    all_text_stands_out,
    every_link_leads_somewhere,
    the_outline_follows_the_headings,
)
