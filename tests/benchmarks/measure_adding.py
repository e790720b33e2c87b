"""`add` of HTML pages against its extractor alone, and its memory from few files to many.

The pages are made from shared/data (`made_pages`). Side by side runs a bare script that only reads each page with
`read_page` in the same number of processes and keeps nothing (the issue asks for at most 1.3 times its time).
Memory is the largest resident set of the command's own process, and of the largest of its workers.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from made_pages import make_pages
from watched_process import Peaks, watch
from whole_processes import Run, briefgen, describe, interleave, measure, median_seconds

_BARE = """
import sys
from pathlib import Path
from briefgen.ingest.draft import read_page
from briefgen.workers.limits import Limits
from briefgen.workers.run import run_jobs

def read(path):
    return len(read_page(path.read_bytes(), path.name).blocks)

paths = sorted(Path("../pages").rglob("*.html"))
read(paths[0])
print(sum(outcome.value for _, outcome in run_jobs(read, paths, Limits(), int(sys.argv[1]))))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--few", type=int, default=100)
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _measure_time(folder, options.pages, options.rounds, options.jobs)
        _measure_memory(folder, (options.few, options.many), options.jobs)


def _measure_time(folder: Path, pages: int, rounds: int, jobs: int) -> None:
    size = make_pages(folder / "pages", pages)
    print(f"{pages:,} pages, {size / 1e6:.1f} MB, {size / pages / 1e3:.0f} kB each; {jobs} processes")
    desk = _make_desk(folder)
    commands: dict[str, list[str | Path]] = {
        "briefgen add": briefgen("add", "../pages", "--jobs", str(jobs)),
        "extractor alone": [sys.executable, "bare.py", str(jobs)],
    }
    runs: dict[str, list[Run]] = {}
    for _ in range(rounds):
        _empty(desk)
        for name, each in interleave(commands, desk, 1).items():
            runs.setdefault(name, []).extend(each)
    again = measure(briefgen("add", "../pages", "--jobs", str(jobs)), desk)
    for name, each in runs.items():
        print(describe(name, each))
    added, alone = runs.values()
    ratio = statistics.median(one.seconds / other.seconds for one, other in zip(added, alone, strict=True))
    cpu = statistics.median(one.cpu_seconds / other.cpu_seconds for one, other in zip(added, alone, strict=True))
    print(f"add : extractor alone              {ratio:8.2f}    (asked: at most 1.3; processor time {cpu:.2f})")
    print(f"pages a second                     {pages / median_seconds(added):8.0f}")
    print(f"again, nothing changed             {again.seconds:8.3f} s")


def _measure_memory(folder: Path, counts: tuple[int, int], jobs: int) -> None:
    peaks: list[Peaks] = []
    for count in counts:
        shutil.rmtree(folder / "pages", ignore_errors=True)
        make_pages(folder / "pages", count)
        desk = _make_desk(folder)
        _empty(desk)
        peaks.append(watch(briefgen("add", "../pages", "--jobs", str(jobs)), desk))
        own, worker = peaks[-1].own_mib, peaks[-1].child_mib
        print(f"{count:>6,} pages: largest resident set of the command {own:.0f} MiB, of a worker {worker:.0f} MiB")
    few, many = peaks
    print(f"memory, {counts[1]:,} pages : {counts[0]:,}      {many.own_mib / few.own_mib:8.2f}    (command)")
    print(f"memory, {counts[1]:,} pages : {counts[0]:,}      {many.child_mib / few.child_mib:8.2f}    (worker)")


def _make_desk(folder: Path) -> Path:
    desk = folder / "desk"
    (desk / "corpus").mkdir(parents=True, exist_ok=True)
    (desk / "briefgen.toml").write_text('analyst = "Benchmark"\ndefault_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    (desk / "bare.py").write_text(_BARE, encoding="utf-8")
    return desk


def _empty(desk: Path) -> None:
    for name in ("corpus/sources", "corpus/originals", ".briefgen"):
        shutil.rmtree(desk / name, ignore_errors=True)


if __name__ == "__main__":
    main()
