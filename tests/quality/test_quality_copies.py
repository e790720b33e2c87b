"""The quality table's figures on copies are reached; in a file of their own, so that two cores share the table."""

import pytest
from measure import measure_part, write_table

from shared_data import needs_shared

pytestmark = [pytest.mark.slow, needs_shared]


def test_the_figures_on_copies_are_reached() -> None:
    """No row falls short of what is wanted."""
    rows = measure_part("copies")
    assert rows
    assert [row for row in rows if not row.holds] == [], write_table(rows)
