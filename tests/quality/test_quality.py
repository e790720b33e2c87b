"""The quality table's figures are reached: `python tests/quality/measure.py` prints them."""

import pytest
from measure import PARTS, measure_part, write_note, write_table
from quality_rows import QualityRow

from shared_data import needs_shared

pytestmark = [pytest.mark.slow, needs_shared]


@pytest.mark.parametrize("part", [part for part in PARTS if part != "copies"])
def test_the_figures_are_reached(part: str) -> None:
    """No row of the table falls short of what is wanted; `test_quality_copies` has the copies."""
    rows = measure_part(part)
    assert rows
    assert [row for row in rows if not row.holds] == [], write_table(rows)


def test_a_missed_figure_is_told() -> None:
    """A row says that it falls short, a floor and a ceiling each in its own direction."""
    low = QualityRow("a", "b", 0.5, 0.9)
    high = QualityRow("a", "b", 3, 0, is_ceiling=True)
    reported = QualityRow("a", "b", 0.1)
    assert [row.holds for row in (low, high, reported)] == [False, False, True]
    assert write_note(low).startswith("**not reached**")
    assert write_table([high]).splitlines()[-1] == "| a | b | 3 | ≤ 0 | **not reached** |"
