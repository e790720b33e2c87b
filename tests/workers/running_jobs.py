"""What the tests of workers share: jobs that are run, and deeds that end badly."""

import os
import time
from collections.abc import Callable, Sequence
from typing import Any

from briefgen.workers.limits import Failed, Limits, Outcome
from briefgen.workers.run import run_job, run_jobs

USUAL = Limits()
#: Long enough for a job that does nothing on a machine that stands still for half a second, as shared ones do.
QUICK = Limits(seconds=1.0)


def run_all(
    function: Callable[[Any], Any], items: Sequence[Any], limits: Limits = USUAL, processes: int = 2
) -> list[Any]:
    """Run the jobs and return their outcomes in order; each index must come exactly once."""
    outcomes: dict[int, Outcome[Any]] = {}
    for index, outcome in run_jobs(function, items, limits, processes):
        assert index not in outcomes
        outcomes[index] = outcome
    assert sorted(outcomes) == list(range(len(items)))
    return [outcomes[index] for index in range(len(items))]


def fail(function: Callable[[None], object], limits: Limits = USUAL) -> Failed:
    """Run one job that must fail; return its failure."""
    outcome = run_job(function, None, limits)
    assert isinstance(outcome, Failed), outcome
    return outcome


def kill_self(number: int) -> None:
    """Send this process a signal, and wait for it."""
    os.kill(os.getpid(), number)
    time.sleep(60)


def spin() -> None:
    """Never end."""
    while True:
        pass
