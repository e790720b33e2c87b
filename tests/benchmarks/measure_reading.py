"""Reading and tagging thousands of sources into the index, and a second run with nothing changed.

The sources are made from shared/data (`made_sources`). Side by side runs a bare script that only parses the same
files with libyaml and markdown-it, one after another, and keeps nothing.
Prints sources and MB a second, memory, and the second run's share of the first (the issue asks for at most 5 %).
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from made_sources import Made, make_project
from whole_processes import Run, briefgen, describe, interleave, measure, median_seconds

_BARE = """
from pathlib import Path
import yaml
from markdown_it import MarkdownIt
parser = MarkdownIt("commonmark").enable("table")
for path in sorted(Path("corpus/sources").rglob("*.md")):
    _, front, body = path.read_text(encoding="utf-8").split("---\\n", 2)
    yaml.load(front, yaml.CSafeLoader)
    parser.parse(body)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        made = make_project(Path(name) / "made", options.sources)
        (made.folder / "bare.py").write_text(_BARE, encoding="utf-8")
        runs = _measure_rounds(made, options.rounds)
        index = (made.folder / ".briefgen" / "index.sqlite").stat().st_size
    _print_figures(made, runs, index)


def _measure_rounds(made: Made, rounds: int) -> dict[str, list[Run]]:
    runs: dict[str, list[Run]] = {}
    commands: dict[str, list[str | Path]] = {
        "briefgen tags, no index yet": briefgen("tags"),
        "briefgen tags, nothing changed": briefgen("tags"),
        "briefgen check, nothing changed": briefgen("check"),
        "bare parsing": [sys.executable, "bare.py"],
    }
    measure(briefgen("check"), make_project(made.folder.parent / "warm-up", 5).folder)
    for _ in range(rounds):
        shutil.rmtree(made.folder / ".briefgen", ignore_errors=True)
        for name, each in interleave(commands, made.folder, 1).items():
            runs.setdefault(name, []).extend(each)
    return runs


def _print_figures(made: Made, runs: dict[str, list[Run]], index: int) -> None:
    print(f"{made.sources:,} sources, {made.size / 1e6:.1f} MB, {made.size / made.sources / 1e3:.1f} kB each")
    for name, each in runs.items():
        print(describe(name, each))
    first, second, check, bare = (median_seconds(each) for each in runs.values())
    cpu, bare_cpu = (statistics.median(run.cpu_seconds for run in list(runs.values())[at]) for at in (0, 3))
    print(
        f"first run                          {made.sources / first:8.0f} sources/s, {made.size / 1e6 / first:.2f} MB/s"
    )
    print(f"first run : bare parsing           {first / bare:8.2f}    (processor time {cpu / bare_cpu:.2f})")
    print(f"second run : first                 {second / first:8.1%}    (asked: at most 5 %)")
    print(f"check, nothing changed : first     {check / first:8.1%}")
    print(f"index                              {index / 1e6:8.1f} MB, {index / made.size:.2f} of the sources")


if __name__ == "__main__":
    main()
