"""The note: one or two sheets of any topic, however much or little was written and found.

Its shapes go from the fullest to the sparsest. Each is put together and measured (`compose.note_length`); the first
that fits two sheets is printed. What is left out is told (`model.brief.Remainder`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefgen.compose.added_sections import plan_section
from briefgen.compose.shortening import shorten_judgement, shorten_paragraph, shorten_paragraphs
from briefgen.model.problem import Place
from briefgen.model.topic import SectionPlan, Topic
from briefgen.wording.labels import say

#: Points and judgements of a note: at most five, and no fewer than three are left of more.
_MOST_POINTS, _FEWEST_POINTS = 5, 3


#: How wide the background may be, and whether it stands before the figure, so that the first sheet is full: or behind.
_WHYS = ((2600, False), (2600, True), (1500, False), (1500, True), (800, False), (800, True), (400, True), (0, False))


@dataclass(frozen=True, slots=True)
class _Measure:
    """How much a shape takes: widths in letters (`grammar.shortening`), and numbers of things."""

    summary: int
    points: int
    judgement: int
    citations: int
    actors: int
    statement: int
    events: int
    event: int
    gaps: int
    gap: int


_MEASURES = (
    _Measure(1100, _MOST_POINTS, 700, 8, 6, 260, 8, 120, 3, 240),
    _Measure(900, _MOST_POINTS, 520, 8, 5, 210, 7, 110, 3, 200),
    _Measure(800, _MOST_POINTS, 420, 8, 4, 180, 6, 100, 3, 170),
    _Measure(700, _MOST_POINTS, 340, 8, 3, 150, 6, 90, 3, 140),
    _Measure(560, _MOST_POINTS, 270, 7, 3, 130, 5, 90, 2, 130),
    _Measure(560, _MOST_POINTS, 270, 6, 2, 120, 4, 90, 2, 110),
    _Measure(420, _MOST_POINTS, 220, 6, 2, 110, 3, 80, 1, 100),
    _Measure(420, 4, 200, 5, 2, 110, 4, 80, 2, 110),
    _Measure(300, _FEWEST_POINTS, 170, 4, 2, 100, 4, 80, 1, 100),
    _Measure(200, _FEWEST_POINTS, 130, 2, 0, 0, 3, 70, 1, 90),
)


def shape_note(topic: Topic) -> tuple[Topic, ...]:
    """Give the shapes of a topic's note, the fullest first, no two alike."""
    shapes = [_shape(topic, measure, why, is_first=first) for measure in _MEASURES for why, first in _WHYS]
    return tuple(shape for shape, before in zip(shapes, [None, *shapes], strict=False) if shape != before)


def _shape(topic: Topic, measure: _Measure, why: int, *, is_first: bool) -> Topic:
    summary = shorten_paragraphs(topic.summary, topic.language, measure.summary)
    plans = (
        *_shape_summary(topic, measure),
        *(_shape_judgements(topic, measure) or _ask_for_points(topic, measure)),
        plan_section(topic, "changes"),
        *(_shape_why(topic, why) if is_first else ()),
        *_ask_for_figure(topic, measure),
        *(() if is_first else _shape_why(topic, why)),
        *_ask_for_positions(topic, measure),
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
    plan = replace(plan_section(topic, "points"), limit=measure.points, longest=measure.judgement // 2 + 40)
    return (replace(plan, is_default=False),)


def _shape_why(topic: Topic, room: int) -> Iterator[SectionPlan]:
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
    return (
        found[0]
        if found
        else SectionPlan(say(f"heading.{kind}", topic.language), kind, Place(topic.path), is_default=True, word=kind)
    )
