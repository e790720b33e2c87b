"""A true scale of time: where a day lies on a line, and at which days the line is marked."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefgen.render.figures.drawing import TEXT_SIZE
from briefgen.render.figures.widths import measure_text
from briefgen.wording.dates import write_day

_YEAR, _MONTH = 365.2425, 30.44
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_MONTH_STEPS = (1, 2, 3, 6)
_DAY_STEPS = (1, 2, 5, 10)
_MOST_TICKS = 40
_BETWEEN = 9.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A day at which the line is marked, and what stands there."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Days (as ordinals, with fractions) from `first` to `last`, laid evenly from `left` to `right`."""

    first: float
    last: float
    left: float
    right: float

    def place(self, day: float) -> float:
        """Say where a day begins."""
        return self.left + (day - self.first) * (self.right - self.left) / (self.last - self.first)


def list_ticks(scale: TimeScale, language: str) -> tuple[Tick, ...]:
    """Mark a scale at whole years, months or days: the finest of them whose labels do not touch.

    A mark whose label would leave the scale is left out.
    """
    best: tuple[Tick, ...] = ()
    for days in _list_steps(scale):
        ticks = tuple(Tick(scale.place(day.toordinal()), _write_tick(day, kind, language)) for day, kind in days)
        inside = tuple(tick for tick in ticks if _is_inside(tick, scale))
        if inside and _stand_apart(inside):
            return inside
        best = best or inside[:1]
    return best


def _is_inside(tick: Tick, scale: TimeScale) -> bool:
    half = measure_text(tick.text, TEXT_SIZE) / 2
    return scale.left <= tick.x - half and tick.x + half <= scale.right


def _stand_apart(ticks: tuple[Tick, ...]) -> bool:
    edges = [(tick.x - half, tick.x + half) for tick in ticks for half in (measure_text(tick.text, TEXT_SIZE) / 2,)]
    return all(after[0] - before[1] >= _BETWEEN for before, after in pairwise(edges))


def _list_steps(scale: TimeScale) -> Iterator[list[tuple[datetime.date, str]]]:
    """List the days of each way of marking, from the finest that is not absurdly fine to the coarsest."""
    span = scale.last - scale.first
    for step in _DAY_STEPS:
        if span / step <= _MOST_TICKS:
            first = int(-(-scale.first // 1))
            yield [(datetime.date.fromordinal(day), "day") for day in range(first, int(scale.last) + 1, step)]
    for step in _MONTH_STEPS:
        if span / _MONTH / step <= _MOST_TICKS:
            yield [(day, "month") for day in _list_months(scale, step)]
    for step in _YEAR_STEPS:
        if span / _YEAR / step <= _MOST_TICKS:
            yield [(day, "year") for day in _list_years(scale, step)]


def _list_months(scale: TimeScale, step: int) -> list[datetime.date]:
    first = datetime.date.fromordinal(max(int(scale.first), 1))
    count = int((scale.last - scale.first) / _MONTH) + 2
    numbers = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + count)
    days = [datetime.date(number // 12, number % 12 + 1, 1) for number in numbers if not number % 12 % step]
    return [day for day in days if scale.first <= day.toordinal() <= scale.last]


def _list_years(scale: TimeScale, step: int) -> list[datetime.date]:
    first, last = (int(day / _YEAR) + 1 for day in (scale.first, scale.last))
    years = range(max(first // step * step, 1 if step == 1 else step), last + 2, step)
    return [day for year in years if scale.first <= (day := datetime.date(year, 1, 1)).toordinal() <= scale.last]


def _write_tick(day: datetime.date, kind: str, language: str) -> str:
    match kind:
        case "year":
            return str(day.year)
        case "month":
            return write_day(day.isoformat()[:7], language)
    return write_day(day.isoformat(), language)
