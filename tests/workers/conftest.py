"""What every test of workers begins with."""

import pytest
from process_watch import note_children


@pytest.fixture(autouse=True)
def _know_the_children() -> None:
    """Count only the processes that the test itself starts."""
    note_children()
