"""Which prints quicker: workers that live for many briefs, or one fork a brief? Both confined, both from a warm parent.

Prints the shipped briefs `--times` over, the two ways in turns, and tells the ratio of the medians and the memory that
a worker took at most (`ru_maxrss`, what it shares with its parent counted).
"""

import argparse
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.project.building import refreshing
from briefgen.project.building.build import BuildOptions
from briefgen.project.building.gathering import gather_tasks
from briefgen.project.building.variants import Wanted
from briefgen.project.place import Project, find_project
from briefgen.project.reading.corpus import use_corpus
from briefgen.refresh.draft import Draft
from briefgen.refresh.run import RefreshOptions, confine, make_draft, print_draft
from briefgen.render.pdf.printing import warm_up
from briefgen.render.typefaces.system_fonts import list_font_folders
from briefgen.workers import meter, pool
from briefgen.workers.limits import Done
from briefgen.workers.run import run_jobs

ROOT = Path(__file__).resolve().parents[2]


def make_pages(project: Project, times: int) -> tuple[list[Draft], RefreshOptions]:
    """Make the shipped briefs' pages, each so many times."""
    gathered = use_corpus(project, lambda corpus: gather_tasks(corpus, Wanted(()), {}))
    options = refreshing.choose_refresh(project, gathered.vocabulary, BuildOptions())
    return [make_draft(task, options) for task in gathered.tasks] * times, options


@contextmanager
def fork_for_each() -> Iterator[None]:
    """Have every worker leave after its first job."""
    has_grown, batch = meter.Meter.has_grown, pool._BATCH
    meter.Meter.has_grown = lambda self: True  # type: ignore[method-assign]
    pool._BATCH = 1
    try:
        yield
    finally:
        meter.Meter.has_grown, pool._BATCH = has_grown, batch  # type: ignore[method-assign]


@contextmanager
def live_for_all() -> Iterator[None]:
    """Leave the workers as they are."""
    yield


def measure(drafts: list[Draft], options: RefreshOptions) -> tuple[float, int]:
    """Print all; give the seconds that it took, and the most memory of a worker in bytes."""
    began, most = time.perf_counter(), 0
    limits = confine(options, warm_up(), *list_font_folders())
    for _, outcome in run_jobs(_print_and_measure, drafts, limits, 2):
        assert isinstance(outcome, Done), outcome
        most = max(most, outcome.value)
    return time.perf_counter() - began, most


def _print_and_measure(draft: Draft) -> int:
    printed = print_draft(draft)
    assert printed.result
    assert printed.result.pages
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    ways: dict[str, Callable[[], object]] = {"workers that live": live_for_all, "one fork a brief": fork_for_each}
    took: dict[str, list[tuple[float, int]]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "shipped"
        shutil.copytree(ROOT / "corpus", folder / "corpus")
        (folder / "briefgen.toml").write_text('default_tlp = "TLP:CLEAR"\n', "utf-8")
        drafts, options = make_pages(find_project(folder), asked.times)
        measure(drafts[:2], options)
        for _ in range(asked.rounds):
            for way, enter in ways.items():
                with enter():  # type: ignore[attr-defined]
                    took[way].append(measure(drafts, options))
    medians = {way: statistics.median(seconds for seconds, _ in each) for way, each in took.items()}
    for way, each in took.items():
        peak = max(most for _, most in each) / 1e6
        print(f"{way:20} {len(drafts)} briefs  {medians[way]:6.2f} s  a worker took at most {peak:4.0f} MB")
    living, forking = medians.values()
    print(f"one fork a brief : workers that live  {forking / living:5.2f}")


if __name__ == "__main__":
    main()
