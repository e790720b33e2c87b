"""`briefgen --help` against a bare ``python -c "import click"``: the share of our own in starting up.

Prints both and their ratio; the issue asks for no more than 2.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from whole_processes import briefgen, describe, interleave, median_seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    commands: dict[str, list[str | Path]] = {
        "briefgen --help": briefgen("--help"),
        "python -c 'import click'": [sys.executable, "-c", "import click"],
    }
    with tempfile.TemporaryDirectory() as folder:
        interleave(commands, Path(folder), 1)  # the first run fills the disk cache
        runs = interleave(commands, Path(folder), rounds)
    for name, each in runs.items():
        print(describe(name, each))
    ours, bare = (median_seconds(each) for each in runs.values())
    print(f"ratio                              {ours / bare:8.2f}    (asked: at most 2)")


if __name__ == "__main__":
    main()
