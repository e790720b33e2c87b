"""Jobs in processes of their own, with a deadline and limits; one dead worker costs one job.

Workers are forked from the warm parent, so a job may be a closure and inherits its items; only indexes go
in and only results come back. Beside its two pipes each worker shares a small clock with the parent, which
says which job it is in and since when: that is how blame finds the one job that hung or crashed.

The parent should have one thread, and end its jobs in the thread that began them: the kernel kills a worker
when that thread ends. Files that the parent holds open are not open in a worker (its lock, its database).
"""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from typing import TypeVar

from briefgen.workers.limits import Failed, Limits, Outcome
from briefgen.workers.pool import Pool

Item = TypeVar("Item")
Result = TypeVar("Result")


def run_jobs(
    function: Callable[[Item], Result], items: Sequence[Item], limits: Limits, processes: int
) -> Generator[tuple[int, Outcome[Result]], None, None]:
    """Call `function` on each of `items` in up to `processes` workers; yield (index, outcome) as they finish.

    Each index comes exactly once, in no promised order; a job may be begun twice when its worker died of
    another. Nothing is started before the first `next`; closing the generator, or any exception in it, kills
    the workers at once. With `limits.confine` a result must be made of plain values and of dataclasses of
    briefgen. Raises StorageError when the system lets us start no process at all.
    """
    pool = Pool(lambda index: function(items[index]), len(items), limits, processes)
    try:
        while pool.is_busy():
            yield from pool.collect_outcomes()
    finally:
        pool.stop()


def run_job(function: Callable[[Item], Result], item: Item, limits: Limits) -> Outcome[Result]:
    """Call `function` on `item` in one fresh worker and return what came of it; raises as `run_jobs` does."""
    with closing(run_jobs(function, (item,), limits, 1)) as outcomes:
        return next(outcomes)[1]


def describe_confinement() -> tuple[tuple[str, bool, str], ...]:
    """Return what `Limits.confine` achieves on this machine, found by trying it: (layer, active, why not)."""
    import tempfile
    from pathlib import Path

    from briefgen.workers.confinement import library_folders, prove_confinement

    with tempfile.NamedTemporaryFile() as outside:
        place = Path(outside.name)
        place.chmod(0o666)
        outcome = run_job(lambda readable: prove_confinement(readable, place), library_folders(), Limits())
    if isinstance(outcome, Failed):
        return (("confinement", False, f"it could not be tried: {outcome.detail}"),)
    return tuple((name, active, why_not) for name, active, why_not in outcome.value)
