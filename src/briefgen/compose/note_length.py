"""How much of two sheets a note will fill, estimated from its words before it is laid out.

Lengths are lines of 13 pt over the sheet's whole width (templates/note.css): what stands in two columns counts half.
The figures were measured on notes as printed; a test prints notes of every kind and counts their sheets.
"""

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from briefgen.grammar.citations import split_at_citations
from briefgen.grammar.shortening import measure_width
from briefgen.model.bibliography import SourceEntry
from briefgen.model.brief import Brief, GapEntry, JudgementEntry, Section
from briefgen.model.printed_excerpt import ActorPositions, Statement

#: What one sheet holds, less a line to spare: A4's 703 pt, Letter's 661.
_SHEETS = {"letter": 49.8}
_SHEET = 53.0
#: A second sheet should hold at least so much, and the first be left with no hole deeper than this.
_SCANT, _HOLE = 16.0, 8.0
#: Latin letters on a line: of the text in a column, of a judgement, of its terms, of gaps, of sources and small print.
_TEXT, _JUDGEMENT, _TERMS, _GAP, _SOURCE = 46, 40, 47, 44, 55
#: How much wider letters of other alphabets are set than Latin ones.
_WIDER = 0.14
#: The drawing of a timeline or chart with its headings and notes, which is never cut; and what an event adds to it.
_DRAWING, _LABEL = 13.0, 0.55
_FIGURES = ("timeline", "chart")


@dataclass(frozen=True, slots=True)
class _Filling:
    """How far down its sheets a note ends, how much of the first a figure leaves empty, and what a sheet holds."""

    end: float
    hole: float
    sheet: float


def fits_sheets(brief: Brief) -> bool:
    """Whether a note fits two sheets."""
    filling = _fill_sheets(brief)
    return filling.end <= 2 * filling.sheet


def fills_sheets(brief: Brief) -> bool:
    """Whether a note fits two sheets, and leaves neither a hole on the first nor the second nearly empty."""
    filling = _fill_sheets(brief)
    is_scant = filling.sheet < filling.end < filling.sheet + _SCANT
    return filling.end <= 2 * filling.sheet and filling.hole <= _HOLE and not is_scant


def _fill_sheets(brief: Brief) -> _Filling:
    """Lay the sections one below the other as the template does: columns, and figures that no sheet's end may cut."""
    sheet = _SHEETS.get(brief.paper, _SHEET)
    end, hole = _count_head(brief), 0.0
    for is_figure, run in groupby(brief.sections, key=lambda section: section.kind in _FIGURES):
        sections = list(run)
        if not is_figure:
            more = _count_about(brief) if sections[-1].kind == "sources" else 0.0
            end += _count_columns(sections, more)
            continue
        drawn = sum(_count_drawing(section) for section in sections)
        if end < sheet < end + drawn:
            hole, end = sheet - end, sheet
        end += drawn + _count_events(sections) / 2
    return _Filling(end, hole, sheet)


def _count_drawing(section: Section) -> float:
    if len(section.timeline) < 3 and not section.charts:
        return 1.7
    return _DRAWING + _LABEL * min(len(section.timeline), 10)


def _count_events(sections: Iterable[Section]) -> float:
    events = (event for section in sections for event in section.timeline)
    return sum(math.ceil(_width(event.text) / 38) * 0.85 + 0.15 for event in events)


def _count_head(brief: Brief) -> float:
    """Band, title, deck, and the strip of facts."""
    title = math.ceil(_width(brief.title) / 44)
    deck = math.ceil(_width(brief.deck) / 88) if brief.deck else 0
    facts = (_width(brief.analyst) + _width(brief.desk) + _width(brief.contact)) / 160
    return 7.2 + 1.95 * title + 1.2 * deck + facts


def _count_columns(sections: Iterable[Section], more: float = 0.0) -> float:
    """Two columns of one length; the longer may have some lines more than the other."""
    lines = sum(_count_section(section) for section in sections) + more
    return lines / 2 + 1.2 if lines else 0


def _count_section(section: Section) -> float:
    size = {"summary": 1.2, "gaps": 0.95}.get(section.kind, 1.0)
    entries = (
        *(_count_text(block.markdown, _TEXT) * size + 0.45 for block in section.prose),
        *map(_count_judgement, section.judgements),
        *map(_count_point, section.points),
        *map(_count_position, section.positions),
        *map(_count_gap, section.gaps),
        math.ceil((_width(section.changes.summary) + 30) / _TEXT) if section.changes else 0.0,
        *map(_count_source, section.sources),
    )
    return 2.0 + sum(entries)


def _count_text(markdown: str, letters: int) -> float:
    """Count the lines of the analyst's text; a mark takes less room than the citation does in Markdown."""
    pieces = split_at_citations(markdown)
    words = "".join(piece if isinstance(piece, str) else "[0a, " * len(piece.citations) for piece in pieces)
    return math.ceil(_width(words) / letters)


def _count_judgement(judgement: JudgementEntry) -> float:
    terms = f"{judgement.likelihood} {judgement.confidence} {judgement.warning}"
    return _count_text(judgement.prose.markdown, _JUDGEMENT) + 0.81 * math.ceil((64 + _width(terms)) / _TERMS) + 0.5


def _count_point(point: Statement) -> float:
    return math.ceil((_width(point.text) + _width(point.speaker) + 24) / (_TEXT - 2)) + 0.4


def _count_position(row: ActorPositions) -> float:
    """A silent actor stands in one line with the others of that kind."""
    if not row.statements:
        return 0.4
    said = row.statements[0]
    return 1.4 + math.ceil((_width(said.text) + _width(said.speaker) + 12) / _TEXT)


def _count_gap(gap: GapEntry) -> float:
    return 0.89 * math.ceil((_width(gap.text) + 5 * len(gap.marks)) / _GAP) + 0.2


def _count_source(source: SourceEntry) -> float:
    """As parts/sources_short.html.j2 has it: a publisher and a title cut short, and an address if it is short."""
    words = min(_width(source.publisher or " ".join(source.author)), 64) + min(_width(source.title), 116)
    return 0.78 * math.ceil((words + min(len(source.url), 76) + 30) / _SOURCE) + 0.15


def _count_about(brief: Brief) -> float:
    """The closing block in small print, with the scale of likelihood beside judgements; and what is left out."""
    lines = 11.5 + 3.0 * any(section.judgements for section in brief.sections)
    return lines * (1.0 if brief.language.startswith("en") else 1.2) + (2.5 if brief.remainder else 0.0)


def _width(text: str) -> float:
    if text.isascii():
        return len(text)
    other = sum(letter.isalpha() and not unicodedata.name(letter, "LATIN").startswith("LATIN") for letter in text)
    return measure_width(text) + _WIDER * other
