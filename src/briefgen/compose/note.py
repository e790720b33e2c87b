"""The note: one or two sheets of any topic, however much or little was written and found.

Its shapes go from the fullest to the sparsest. Each is put together and measured in lines of its column; the first
that fits two sheets is printed. What is left out is told (`model.brief.Remainder`).
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from briefgen.compose.shortening import shorten_judgement, shorten_paragraph, shorten_paragraphs
from briefgen.grammar.shortening import measure_width
from briefgen.model.brief import Brief, Prose, Section, SourceEntry
from briefgen.model.problem import Place
from briefgen.model.topic import AnalystBlock, SectionPlan, Topic
from briefgen.wording.labels import say

#: Points and judgements of a note: at most five, and no fewer than three are left of more.
_MOST_POINTS, _FEWEST_POINTS = 5, 3
#: Letters on a line of an 81 mm column in 9.75 pt: 48 Latin ones measured, Cyrillic ones are wider.
_LETTERS, _SMALL_LETTERS, _WIDE_LETTERS = 44, 54, 92
#: Lines of 13 pt in both columns of one sheet and of two: Letter's, the smaller, with some to spare.
_ONE_SHEET, _TWO_SHEETS = 92, 186
#: A second sheet that holds less than this is better saved.
_SCANT = 26


@dataclass(frozen=True, slots=True)
class _Measure:
    """How much a shape takes: widths in letters (`grammar.shortening`), and numbers of things."""

    summary: int
    points: int
    judgement: int
    citations: int
    why: int
    actors: int
    statement: int
    events: int
    event: int
    gaps: int
    gap: int


_MEASURES = (
    _Measure(1100, _MOST_POINTS, 700, 8, 3200, 6, 300, 10, 150, 3, 260),
    _Measure(900, _MOST_POINTS, 520, 7, 2300, 5, 240, 9, 120, 3, 220),
    _Measure(800, _MOST_POINTS, 420, 6, 1500, 5, 200, 8, 110, 3, 180),
    _Measure(700, _MOST_POINTS, 340, 5, 900, 4, 170, 7, 100, 3, 150),
    _Measure(560, _MOST_POINTS, 270, 4, 450, 4, 150, 6, 90, 3, 130),
    _Measure(420, 4, 220, 3, 0, 3, 130, 5, 90, 2, 110),
    _Measure(300, _FEWEST_POINTS, 170, 2, 0, 2, 110, 4, 80, 2, 100),
    _Measure(200, _FEWEST_POINTS, 130, 1, 0, 0, 0, 3, 70, 1, 90),
)


def shape_note(topic: Topic) -> tuple[Topic, ...]:
    """Give the shapes of a topic's note, the fullest first."""
    return tuple(_shape(topic, measure) for measure in _MEASURES)


def fits_sheets(brief: Brief) -> bool:
    """Whether a note fits two sheets."""
    return _count_lines(brief) <= _TWO_SHEETS


def fills_sheets(brief: Brief) -> bool:
    """Whether a note fits two sheets and leaves the second not nearly empty."""
    lines = _count_lines(brief)
    return lines <= _TWO_SHEETS and not _ONE_SHEET < lines < _ONE_SHEET + _SCANT


def _shape(topic: Topic, measure: _Measure) -> Topic:
    summary = shorten_paragraphs(topic.summary, topic.language, measure.summary)
    plans = (
        *_shape_summary(topic, measure),
        *(_shape_judgements(topic, measure) or _ask_for_points(topic, measure)),
        *_shape_why(topic, measure),
        *_ask_for_positions(topic, measure),
        *_ask_for_figure(topic, measure),
        *_ask_for_gaps(topic, measure),
        _choose(topic, "sources"),
    )
    return replace(topic, summary=summary, sections=tuple(plans))


def _shape_summary(topic: Topic, measure: _Measure) -> Iterator[SectionPlan]:
    """A section for the bottom line keeps the analyst's heading; its text follows what stands before all headings."""
    for plan in _find(topic, "summary")[:1]:
        room = measure.summary if not topic.summary else measure.summary // 2
        yield replace(plan, text=shorten_paragraphs(plan.text, topic.language, room))


def _shape_judgements(topic: Topic, measure: _Measure) -> tuple[SectionPlan, ...]:
    """Keep the first judgements; the fewer there are, the longer each may be."""
    judging = [
        (plan, [block for block in plan.text if block.kind in ("paragraph", "item")])
        for plan in _find(topic, "judgements")
    ]
    number = min(sum(len(blocks) for _, blocks in judging), measure.points)
    longest = measure.judgement * _MOST_POINTS // max(number, _FEWEST_POINTS)
    plans, room = [], measure.points
    for plan, blocks in judging:
        kept = tuple(
            shorten_judgement(block, topic.language, longest, measure.citations) for block in blocks[: max(room, 0)]
        )
        room -= len(blocks)
        plans += [replace(plan, text=kept)] if kept else []
    return tuple(plans)


def _ask_for_points(topic: Topic, measure: _Measure) -> tuple[SectionPlan, ...]:
    """Where no judgement has been written, the best excerpts speak, one sentence each."""
    heading = say("heading.points", topic.language)
    return (
        SectionPlan(heading, "points", Place(topic.path), limit=measure.points, longest=measure.judgement // 2 + 40),
    )


def _shape_why(topic: Topic, measure: _Measure) -> Iterator[SectionPlan]:
    room = measure.why
    for plan in _find(topic, "background"):
        text = shorten_paragraphs(plan.text, topic.language, room) if room > 0 else ()
        room -= sum(len(block.markdown) for block in text)
        if text:
            yield replace(plan, text=text)


def _ask_for_positions(topic: Topic, measure: _Measure) -> Iterator[SectionPlan]:
    if measure.actors:
        plan = _choose(topic, "positions")
        yield replace(plan, text=(), limit=1, most=measure.actors, longest=measure.statement, is_default=True)


def _ask_for_figure(topic: Topic, measure: _Measure) -> Iterator[SectionPlan]:
    """One figure: the timeline, or a chart where too few events are dated to draw one."""
    timeline = _choose(topic, "timeline")
    events = tuple(block for block in timeline.text if block.kind == "item")[: measure.events]
    yield replace(timeline, text=events, most=measure.events, longest=measure.event, is_default=True)
    chart = _choose(topic, "chart")
    yield replace(chart, text=(), most=1, is_default=True, is_spare=True)


def _ask_for_gaps(topic: Topic, measure: _Measure) -> Iterator[SectionPlan]:
    plan = _choose(topic, "gaps")
    listed = [block for block in plan.text if block.kind in ("paragraph", "item")]
    shorter = [shorten_paragraph(block, measure.gap) for block in listed]
    text = tuple(block for block in shorter if block is not None)[: measure.gaps]
    yield replace(plan, text=text, most=measure.gaps - len(text), longest=measure.gap, is_default=True)


def _find(topic: Topic, kind: str) -> list[SectionPlan]:
    return [plan for plan in topic.sections if plan.kind == kind]


def _choose(topic: Topic, kind: str) -> SectionPlan:
    """Choose the topic's first section of a kind, else plan one."""
    found = _find(topic, kind)
    return found[0] if found else SectionPlan(say(f"heading.{kind}", topic.language), kind, Place(topic.path), is_default=True)


def _count_lines(brief: Brief) -> float:
    """Estimate how many lines of 13 pt a note fills in its columns."""
    title = 2 * (3 + 2.2 * math.ceil(measure_width(brief.title) / 52) + 1.4 * math.ceil(_wide(brief.deck) / 84))
    facts = 2 * 4
    return title + facts + sum(_count_section(section) for section in brief.sections) + 14


def _wide(text: str) -> int:
    return measure_width(text)


def _count_section(section: Section) -> float:
    lines = 2.2 + sum(_count_text(block.markdown) + 0.5 for block in section.prose)
    lines += sum(_count_judgement(entry.prose, entry.confidence) for entry in section.judgements)
    lines += sum(_count_text(point.text) + 1.6 for point in section.points)
    lines += sum(_count_statements(row.statements and row.statements[0].text) for row in section.positions)
    lines += sum(math.ceil(measure_width(entry.text) / _SMALL_LETTERS) * 0.9 + 0.3 for entry in section.timeline)
    lines += 26 if len(section.timeline) > 2 or section.charts else 0
    lines += sum(math.ceil(measure_width(gap.text) / _SMALL_LETTERS) + 0.3 for gap in section.gaps)
    return lines + sum(_count_source(source) for source in section.sources)


def _count_text(markdown: str) -> float:
    """Count the lines of a text; a citation takes less room than its Markdown."""
    return math.ceil(measure_width(_shrink_groups(markdown)) / _LETTERS)


def _shrink_groups(markdown: str) -> str:
    from briefgen.grammar.citations import split_at_citations

    pieces = split_at_citations(markdown)
    return "".join(piece if isinstance(piece, str) else "[00" * len(piece.citations) for piece in pieces)


def _count_judgement(prose: Prose, confidence: str) -> float:
    return _count_text(prose.markdown) + 0.85 * math.ceil((60 + measure_width(confidence)) / _SMALL_LETTERS) + 1


def _count_statements(text: str | tuple[()]) -> float:
    return 1.6 + math.ceil(measure_width(text) / _LETTERS) if text else 0.4


def _count_source(source: SourceEntry) -> float:
    words = f"{source.publisher} {source.title} {source.url}"
    return 0.78 * math.ceil((min(measure_width(words), 220) + 40) / 62) + 0.15
