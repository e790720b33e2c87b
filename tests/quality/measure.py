"""The quality of what briefgen takes in, measured on real documents: one table.

Run it with the project's Python: ``python tests/quality/measure.py [PART…]``; the parts are the names of the
``measure_*.py`` beside it. It exits with 1 when a figure does not reach what is wanted.
"""

import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from quality_rows import QualityRow  # noqa: E402 - its folder was put on the path above

PARTS = tuple(sorted(path.stem.removeprefix("measure_") for path in HERE.glob("measure_*.py")))


def measure_part(part: str) -> tuple[QualityRow, ...]:
    """Measure one part: the rows of ``measure_<part>.py``."""
    rows = import_module(f"measure_{part}").measure()
    return tuple(rows)


def write_table(rows: Sequence[QualityRow]) -> str:
    """Write rows as a Markdown table."""
    lines = ["| measure | on | reached | wanted | |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.measure} | {row.on} | {write_figure(row.figure)} | {write_wanted(row)} | {write_note(row)} |"
        for row in rows
    ]
    return "\n".join(lines)


def write_figure(figure: float) -> str:
    """Write a figure: counts whole, shares with three digits."""
    return f"{figure:.0f}" if figure == int(figure) and figure != 1 else f"{figure:.3f}"


def write_wanted(row: QualityRow) -> str:
    """Write what a row should reach."""
    if row.wanted is None:
        return "reported"
    return f"{'≤' if row.is_ceiling else '≥'} {write_figure(row.wanted)}"


def write_note(row: QualityRow) -> str:
    """Write a row's note, with a word where the figure is not reached."""
    return f"{'' if row.holds else '**not reached**; '}{row.note}".strip("; ")


def main(parts: Sequence[str]) -> int:
    """Measure, print the table, and return the exit code."""
    rows: list[QualityRow] = []
    for part in parts or PARTS:
        begun = time.perf_counter()
        rows += measure_part(part)
        print(f"{part}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    print(write_table(rows))
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
