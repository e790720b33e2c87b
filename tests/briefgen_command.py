"""The command as a user runs it: a process of its own, in a folder of the test's.

It is forked from a process that has loaded the libraries, which saves a second a run; where what counts at the start of
Python was changed, and wherever `starts_anew` is said, it is started as a user starts it.
"""

import atexit
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import Lock

from warm_command import Ran, WarmCommand

ROOT = Path(__file__).resolve().parents[1]
_one_at_a_time = Lock()


def run_briefgen(*words: str | Path, folder: Path, seconds: float = 120, starts_anew: bool = False) -> Ran:
    """Run ``briefgen`` with these words in a folder."""
    if not starts_anew and (warm := _start_server()).fits() and _one_at_a_time.acquire(blocking=False):
        try:
            return warm.run(*words, folder=folder, seconds=seconds)
        finally:
            _one_at_a_time.release()
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


@cache
def _start_server() -> WarmCommand:
    server = WarmCommand()
    atexit.register(server.end)
    return server
