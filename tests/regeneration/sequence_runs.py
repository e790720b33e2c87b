"""`run_sequences.py` as a test runs it."""

import subprocess
import sys
from pathlib import Path

from briefgen_command import Ran

SCRIPT = Path(__file__).with_name("run_sequences.py")


def run_sequences(*words: str, seconds: float = 600) -> Ran:
    """Follow sequences in a process of their own, which changes how jobs are run."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *words], capture_output=True, text=True, timeout=seconds, check=False
    )
    return Ran(done.returncode, done.stdout, done.stderr)
