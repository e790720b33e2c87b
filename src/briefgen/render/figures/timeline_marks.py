"""What an event looks like on a timeline, by what is known of its date.

A known day is a full circle, a month or year a hollow one in a bar as wide as the doubt, a period a bar (after
Priestley's charts); all of it is dashed where the date is approximate or uncertain.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.grammar.dates import read_date
from briefgen.model.date import PartialDate
from briefgen.render.figures.drawing import Box, Shape, draw_circle, draw_line, draw_rectangle
from briefgen.render.figures.time_scale import TimeScale
from briefgen.wording.dates import is_day_known

RADIUS, BAR = 2.6, 5.0
_NARROWEST = 3.0
_ARROW = 5.0
_DASH = "1.6 1.2"
_OPEN = ("", "..")


@dataclass(frozen=True, slots=True)
class Extent:
    """The days that a date may mean, as ordinals, `end` exclusive; None for an open end.

    `kind` is "day" (one known day), "part" (a month, a year or coarser, or a doubtful day) or "period"; of a period
    the days from `surely_from` to `surely_to` belong to it however its ends are read. `is_about`: approximate or
    uncertain.
    """

    kind: str
    start: float | None
    end: float | None
    surely_from: float = 0.0
    surely_to: float = 0.0
    is_about: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """An event's mark on the scale: from `left` to `right`, and at `x` the middle, where its label's pole stands."""

    extent: Extent
    left: float
    right: float
    x: float


def read_extent(date: PartialDate) -> Extent:
    """Read from a date what is to be drawn of it."""
    is_about = date.uncertain or date.approximate
    start_text, slash, end_text = date.text.partition("/")
    start, end = float(date.earliest.toordinal()), float(date.latest.toordinal() + 1 if _has_next(date.latest) else 0)
    if not slash:
        return Extent("day" if is_day_known(date) else "part", start, end, is_about=is_about)
    first, last = read_date(start_text), read_date(end_text)
    return Extent(
        "period",
        None if start_text in _OPEN else start,
        None if end_text in _OPEN else end,
        float(first.latest.toordinal()) if isinstance(first, PartialDate) else start,
        float(last.earliest.toordinal() + 1) if isinstance(last, PartialDate) else end,
        is_about,
    )


def name_sign(date: PartialDate) -> str:
    """Name the sign that stands for a date in a list: day, part, period, or about where it is in doubt."""
    extent = read_extent(date)
    return "about" if extent.is_about else extent.kind


def place_mark(extent: Extent, scale: TimeScale) -> Mark:
    """Place an extent on a scale; an open end goes to the scale's own."""
    left = scale.left if extent.start is None else scale.place(extent.start)
    right = scale.right if extent.end is None else scale.place(extent.end)
    if extent.kind == "day":
        left = right = (left + right) / 2
    middle = (left + right) / 2
    if extent.kind == "period":
        left, right = min(left, middle - _NARROWEST / 2), max(right, middle + _NARROWEST / 2)
        known = right - 1.0 if extent.start is None else left + 1.0
        return Mark(extent, left, right, known if right - left > 2 * BAR else middle)
    return Mark(extent, min(left, middle - RADIUS), max(right, middle + RADIUS), middle)


def draw_mark(mark: Mark, y: float, scale: TimeScale) -> Iterator[Shape]:
    """Draw a labelled event's mark, its middle at height `y`."""
    dash = _DASH if mark.extent.is_about else ""
    if mark.extent.kind == "period":
        yield from _draw_period(mark, y, scale, dash)
        return
    if mark.extent.kind == "part" and mark.right - mark.left > 2 * RADIUS + 1:
        bar = Box(mark.left, y - BAR / 2, mark.right, y + BAR / 2)
        yield Shape(draw_rectangle(bar), "accent", "outlined", 0.75, dash)
        dash = ""
    manner = "filled" if mark.extent.kind == "day" else "outlined"
    yield Shape(draw_circle(mark.x, y, RADIUS if manner == "filled" else RADIUS - 0.3), "accent", manner, 1, dash)


def draw_small_mark(mark: Mark, top: float) -> Iterator[Shape]:
    """Draw an event without a label: a short stroke, and a thin line as wide as its doubt or its period."""
    dash = _DASH if mark.extent.is_about else ""
    if mark.right - mark.left > 2 * RADIUS + 1:
        yield Shape(draw_line(((mark.left, top + 2), (mark.right, top + 2))), "second", "line", 1, dash)
        if mark.extent.kind == "period":
            return
    yield Shape(draw_line(((mark.x, top), (mark.x, top + 4))), "second", "line", 1, dash)


def _draw_period(mark: Mark, y: float, scale: TimeScale, dash: str) -> Iterator[Shape]:
    """Draw a period: hollow where it is in doubt, full where it is sure, an arrow at an open end."""
    extent, half = mark.extent, BAR / 2
    yield Shape(draw_rectangle(Box(mark.left, y - half, mark.right, y + half)), "accent", "outlined", 0.75, dash)
    left = mark.left if extent.start is None else max(scale.place(extent.surely_from), mark.left)
    right = mark.right if extent.end is None else min(scale.place(extent.surely_to), mark.right)
    if mark.right - mark.left <= _NARROWEST:
        left, right = mark.left, mark.right
    if right > left and not extent.is_about:
        yield Shape(draw_rectangle(Box(left, y - half, right, y + half)), "accent", "filled")
    for is_open, tip, way in ((extent.start is None, mark.left, -1), (extent.end is None, mark.right, 1)):
        if is_open:
            base = tip - way * _ARROW
            points = ((base, y - half - 2), (tip, y), (base, y + half + 2))
            yield Shape(draw_line(points) + "Z", "accent", "filled")


def _has_next(day: datetime.date) -> bool:
    return day != datetime.date.max
