"""Every rung of the ladder of `issue`; a file for each command, so that two cores share them."""

from pathlib import Path

import pytest
from crash_ladder import SCENARIOS, Scenario, climb_all
from shimmed_command import ShimmedCommand

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "scenario", [one for one in SCENARIOS if one.words[0] == "issue"], ids=lambda scenario: scenario.name
)
def test_every_rung_of_issue(scenario: Scenario, tmp_path: Path, climbers: list[ShimmedCommand]) -> None:
    """Killed at every single call, or refused it with an error that it can meet with, the command loses nothing.

    What stands there is whole, and what comes next is as if nothing had been.
    """
    climb_all(scenario, tmp_path, climbers)
