"""A timeline drawn to scale: one mark an event on a line of years, the doubt of a date drawn as a bar.

Nothing is labelled but the years: which event is which stands in the list below, so no two labels can collide.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.model.brief import TimelineEntry
from briefgen.wording.dates import is_day_known

_FEWEST = 3
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
_MOST_TICKS = 12
_DAYS_A_YEAR = 365.2425
_SAME_PLACE = 0.9


@dataclass(frozen=True, slots=True)
class StripMark:
    """One event: where it begins and ends on the line, in per cent; `row` is 0 on the line, 1 above it."""

    start: float
    end: float
    row: int
    is_day_known: bool


@dataclass(frozen=True, slots=True)
class StripTick:
    """One year on the line."""

    place: float
    year: int


@dataclass(frozen=True, slots=True)
class TimelineStrip:
    """The whole drawing, in per cent of its width; `rows` is how many marks stand above each other at most."""

    ticks: tuple[StripTick, ...]
    marks: tuple[StripMark, ...]
    rows: int
    first: int
    last: int


def draw_strip(events: Sequence[TimelineEntry]) -> TimelineStrip | None:
    """Place events on a true scale; None for fewer than three, for open ends, or within one year."""
    spans = [(event.date.earliest, event.date.latest) for event in events]
    if len(spans) < _FEWEST or any(start == datetime.date.min or end == datetime.date.max for start, end in spans):
        return None
    first, last = min(start.year for start, _ in spans), max(end.year for _, end in spans) + 1
    if last - first < 2:
        return None
    step = next((step for step in _STEPS if (last - first) / step <= _MOST_TICKS), _STEPS[-1])
    first, last = first // step * step, -(-last // step) * step
    ticks = tuple(StripTick(_place(float(year), first, last), year) for year in range(first, last + 1, step))
    marks = _stack_marks(events, first, last)
    return TimelineStrip(ticks, marks, max(mark.row for mark in marks) + 1, first, last)


def _stack_marks(events: Sequence[TimelineEntry], first: int, last: int) -> tuple[StripMark, ...]:
    """Place each mark in the lowest row where it covers no other."""
    ends: list[float] = []
    marks = []
    for event in sorted(events, key=lambda event: event.date.sort_key):
        start = _place(_count_years(event.date.earliest), first, last)
        known = is_day_known(event.date)
        end = start if known else _place(_count_years(event.date.latest + datetime.timedelta(1)), first, last)
        row = next((row for row, taken in enumerate(ends) if start - taken > _SAME_PLACE), len(ends))
        ends[row : row + 1] = [max(end, start + _SAME_PLACE)]
        marks.append(StripMark(start, end, row, known))
    return tuple(marks)


def _count_years(day: datetime.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / _DAYS_A_YEAR


def _place(year: float, first: int, last: int) -> float:
    return round(100 * (year - first) / (last - first), 2)
