"""Follow many random sequences of edits on both paths, and tell each difference with the shortest steps to it.

    python tests/regeneration/run_sequences.py --sequences 2000 --seed 1

Ends with 1 where the paths parted. `--kept` follows those of `kept_sequences.py` first. `--broken NAME` breaks the fast
path on purpose, to see that it is found; `--bare` does not shorten what is found.
"""

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).absolute()
sys.path[:0] = [str(_HERE.parent), str(_HERE.parents[1]), str(_HERE.parents[2] / "src")]

from broken_paths import BREAKS  # noqa: E402
from forked_command import load_program  # noqa: E402
from kept_sequences import KEPT  # noqa: E402
from two_paths import Step, TwoPaths, draw_steps, shrink, take_room, write_base  # noqa: E402


@dataclass(frozen=True, slots=True)
class Part:
    """What one process follows: some seeds, perhaps the kept sequences, with what is broken on purpose."""

    seeds: range
    keeps: bool
    broken: str
    shrinks: bool
    until: float

    def list_sequences(self) -> Iterator[tuple[str, int, tuple[Step, ...]]]:
        """List name, number and steps of each sequence."""
        for number, (name, steps) in enumerate(KEPT.items() if self.keeps else ()):
            yield name, number, steps
        for seed in self.seeds:
            yield f"seed {seed}", seed, draw_steps(seed)

    def follow(self) -> Iterator[tuple[str, int]]:
        """Follow the sequences; give what was found ("": nothing) and the number of steps. Needs the program loaded."""
        before = BREAKS[self.broken] if self.broken else (lambda: None)
        with take_room("sequences") as room:
            base = write_base(room / "base")
            for name, number, steps in self.list_sequences():
                if time.monotonic() > self.until:
                    return
                paths = TwoPaths(room, is_warm=number % 2 == 1, is_hasty=number % 4 > 1, before=before)
                found = paths.follow(base, steps)
                if found and self.shrinks:
                    short = shrink(found.steps, lambda tried, paths=paths: paths.follow(base, tried) is not None)  # type: ignore[misc]
                    found = paths.follow(base, short) or found
                yield f"{name}: {found}" if found else "", len(steps)


def _follow_part(part: Part, queue: "multiprocessing.Queue[tuple[str, int] | None]") -> None:
    try:
        load_program()
        for told in part.follow():
            queue.put(told)
    finally:
        queue.put(None)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Run from the command line; see the module's own words."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sequences", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--broken", default="", choices=["", *BREAKS])
    asked.add_argument("--most", type=int, default=5, help="stop behind so many differences")
    asked.add_argument("--kept", action="store_true")
    asked.add_argument("--bare", action="store_true")
    asked.add_argument("--seconds", type=float, default=86400.0, help="begin no further sequence after so long")
    told = asked.parse_args()
    queue: multiprocessing.Queue[tuple[str, int] | None] = multiprocessing.Queue()
    last = told.seed + told.sequences
    until = time.monotonic() + told.seconds
    parts = [
        Part(range(told.seed + at, last, told.processes), told.kept and not at, told.broken, not told.bare, until)
        for at in range(told.processes)
    ]
    workers = [multiprocessing.Process(target=_follow_part, args=(part, queue)) for part in parts]
    began = time.monotonic()
    for worker in workers:
        worker.start()
    counted: Counter[str] = Counter()
    while counted["ended"] < len(workers) and counted["parted"] < told.most:
        answer = queue.get()
        if answer is None:
            counted["ended"] += 1
            continue
        text, steps = answer
        counted["followed"] += 1
        counted["steps"] += steps
        if text:
            counted["parted"] += 1
            _say(f"{text}\n")
    for worker in workers:
        if counted["ended"] < len(workers):
            worker.terminate()
        worker.join()
    seconds = time.monotonic() - began
    _say(
        f"{counted['followed']} sequences, {counted['steps']} steps, {counted['parted']} with a difference, "
        f"{seconds:.0f} s"
    )
    if any(worker.exitcode for worker in workers if worker.exitcode and worker.exitcode > 0):
        return 2
    return 1 if counted["parted"] else 0


if __name__ == "__main__":
    sys.exit(main())
