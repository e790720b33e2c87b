"""Promises about results: each job has one, with few processes."""

import os
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing

import pytest
from process_watch import count_children
from running_jobs import QUICK, USUAL, run_all

from briefgen.workers.limits import Done
from briefgen.workers.run import run_jobs


@pytest.mark.parametrize("processes", [1, 2, 5, 100])
def test_each_item_has_one_outcome(processes: int) -> None:
    """Each index comes exactly once with its own result, whatever the number of workers."""
    assert run_all(lambda n: n * n, range(300), processes=processes) == [Done(n * n) for n in range(300)]


def test_no_items_start_no_process() -> None:
    """Nothing to do starts nothing and yields nothing; so does a generator that nobody asks."""
    assert run_all(lambda n: n, []) == []
    run_jobs(lambda n: n, [1], USUAL, 0)
    assert count_children() == 0


def test_job_is_a_closure_over_what_cannot_be_pickled() -> None:
    """A job and its items may be anything in memory: only results travel."""
    table: dict[int, Callable[[], str]] = {1: lambda: "one", 2: lambda: "two"}
    assert run_all(lambda item: table[item[0]]() + item[1](), [(1, lambda: "!"), (2, lambda: "?")]) == [
        Done("one!"),
        Done("two?"),
    ]


def test_worker_lives_for_many_jobs() -> None:
    """Small jobs share a worker instead of paying for a process each."""
    assert len({outcome.value for outcome in run_all(lambda _: os.getpid(), range(200))}) == 2


def test_large_results_arrive_whole() -> None:
    """Results far larger than a pipe arrive whole, from several workers at once."""
    sizes = [0, 1, 65_535, 65_536, 65_537, 1_000_000, 20_000_000, 3]
    got = run_all(lambda n: b"x" * n, sizes)
    assert [len(outcome.value) for outcome in got] == sizes


def test_busy_parent_costs_no_deadline() -> None:
    """A parent that takes its time between results makes no job late."""
    with closing(run_jobs(lambda _: b"x" * 300_000, range(6), QUICK, 2)) as outcomes:
        for _, outcome in outcomes:
            assert isinstance(outcome, Done)
            time.sleep(0.3)


def test_end_is_shared_fairly() -> None:
    """Slow jobs are not piled on one worker while another has nothing to do."""

    def work_slowly(_: int) -> int:
        time.sleep(0.2)
        return os.getpid()

    ran = run_all(work_slowly, range(8))
    workers = Counter(outcome.value for outcome in ran)
    assert len(workers) == 2
    assert max(workers.values()) <= 6, workers


@pytest.mark.slow
def test_small_jobs_are_cheap() -> None:
    """Ten thousand small jobs cost far less than a process each: under 60 µs apiece."""
    best = 1.0
    for _ in range(3):
        began = time.perf_counter()
        run_all(lambda n: n, range(10_000))
        best = min(best, (time.perf_counter() - began) / 10_000)
    assert best < 60e-6
