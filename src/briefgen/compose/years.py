"""Years on a chart's axis: single ones where they are few, else spans of equal length, none left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.model.date import PartialDate

#: So many columns of single years, or of spans, whose longer headings need more room, stand beside each other.
_MOST_YEARS, _MOST_SPANS = 18, 12
_STEPS = (2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class YearColumns:
    """Columns of `step` years each, from `first`; `labels` name them."""

    first: int
    step: int
    labels: tuple[str, ...]

    def count(self, years: Sequence[int]) -> tuple[int, ...]:
        """Count the years that fall in each column; all must lie within the columns."""
        values = [0] * len(self.labels)
        for year in years:
            values[(year - self.first) // self.step] += 1
        return tuple(values)


def make_columns(years: Sequence[int]) -> YearColumns:
    """Make columns from the first to the last of some years (sorted, at least one), every year between them too."""
    first, last = years[0], years[-1]
    if last - first < _MOST_YEARS:
        return YearColumns(first, 1, tuple(str(year) for year in range(first, last + 1)))
    step = next(step for step in _STEPS if last // step - first // step < _MOST_SPANS)
    starts = range(first // step * step, last + 1, step)
    return YearColumns(starts[0], step, tuple(_name_span(max(start, 1), start + step - 1) for start in starts))


def find_year(date: PartialDate | None) -> int | None:
    """Find the one year that a date tells; None for none, and for a date that may mean several years."""
    return date.earliest.year if date and date.earliest.year == date.latest.year else None


def write_span(first: int, last: int) -> str:
    """Write a span of years: "1999–2024", one year alone as itself."""
    return str(first) if first == last else f"{first}–{last}"


def _name_span(first: int, last: int) -> str:
    """Name a column's span, its end without the century where that is the same: "1995–99"."""
    return f"{first}–{last % 100:02d}" if first // 100 == last // 100 and first >= 100 else f"{first}–{last}"
