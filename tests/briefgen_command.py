"""The command as a user runs it: a process of its own, in a folder of the test's."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run gave: its exit code and what it wrote."""

    code: int
    out: str
    err: str


def run_briefgen(*words: str | Path, folder: Path, seconds: float = 120) -> Ran:
    """Run ``briefgen`` with these words in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", *map(str, words)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "NO_COLOR": "1"},
    )
    return Ran(done.returncode, done.stdout, done.stderr)
