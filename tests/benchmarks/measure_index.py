"""The index of 100,000 passages: made from nothing, brought up to date for one changed source, and asked again.

The sources are made from shared/data (`made_sources`, ten passages each). For each size the same is measured, so
that it shows which costs follow the corpus and which the change: the source that changes is the same one each time.
A bare script that reads and digests every file, and checks the digest of the index, tells what of the one changed
source's time goes into making sure that nothing else changed (content decides, never times alone).
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from made_sources import Made, make_project
from whole_processes import Run, briefgen, describe, measure, median_seconds

_PASSAGES_A_SOURCE = 10
_DIGESTING = """
import hashlib
from pathlib import Path
for path in sorted(Path("corpus/sources").rglob("*.md")):
    hashlib.sha256(path.read_bytes()).hexdigest()
with Path(".briefgen/index.sqlite").open("rb") as file:
    hashlib.file_digest(file, "sha256").hexdigest()
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure(briefgen("tags"), make_project(folder / "warm-up", 5).folder)
        for passages in options.passages:
            made = make_project(folder / "made", passages // _PASSAGES_A_SOURCE)
            _print_figures(made, passages, _measure_rounds(made, options.rounds))
            shutil.rmtree(made.folder)


def _measure_rounds(made: Made, rounds: int) -> dict[str, list[Run]]:
    (made.folder / "digesting.py").write_text(_DIGESTING, encoding="utf-8")
    runs: dict[str, list[Run]] = {"from nothing": [measure(briefgen("tags"), made.folder)]}
    changing = sorted((made.folder / "corpus" / "sources").rglob("*.md"))[0]
    for _ in range(rounds):
        changing.write_text(changing.read_text(encoding="utf-8") + "\nAnother passage is here.\n", encoding="utf-8")
        runs.setdefault("one source changed", []).append(measure(briefgen("tags"), made.folder))
        runs.setdefault("nothing changed", []).append(measure(briefgen("tags"), made.folder))
        runs.setdefault("bare digesting", []).append(measure([sys.executable, "digesting.py"], made.folder))
        runs.setdefault("python alone", []).append(measure([sys.executable, "-c", ""], made.folder))
    return runs


def _print_figures(made: Made, passages: int, runs: dict[str, list[Run]]) -> None:
    index = (made.folder / ".briefgen" / "index.sqlite").stat().st_size
    print(f"{passages:,} passages in {made.sources:,} sources, {made.size / 1e6:.1f} MB; index {index / 1e6:.1f} MB")
    for name, each in runs.items():
        print(describe(name, each))
    nothing, one, idle, bare, python = (median_seconds(each) for each in runs.values())
    print(f"one changed : from nothing         {one / nothing:8.1%}")
    print(f"one changed : nothing changed      {one / idle:8.2f}    (what the change itself costs: {one - idle:.3f} s)")
    print(f"nothing changed : bare digesting   {idle / bare:8.2f}")
    print(f"one changed : python alone         {one / python:8.1f}")


if __name__ == "__main__":
    main()
