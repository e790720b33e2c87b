"""Whatever is edited: a build that knows the last one gives what a build from scratch gives."""

import subprocess
import sys
from pathlib import Path

import pytest

from briefgen_command import Ran

SCRIPT = Path(__file__).with_name("run_sequences.py")


def run_sequences(*words: str, seconds: float = 600) -> Ran:
    """Follow sequences in a process of their own, which changes how jobs are run."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *words], capture_output=True, text=True, timeout=seconds, check=False
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def test_kept_sequences_and_some_others_end_alike_on_both_paths() -> None:
    """Exit code, words, problems, records and every file are the same, also behind steps that once parted them."""
    ran = run_sequences("--kept", "--sequences", "4", "--seed", "7000")
    assert ran.code == 0, ran.out + ran.err


@pytest.mark.slow
def test_random_sequences_end_alike_on_both_paths() -> None:
    """100 sequences of edits and commands, half of them in one warm process; README says how to run 2,000."""
    ran = run_sequences("--sequences", "100", "--seed", "1")
    assert ran.code == 0, ran.out + ran.err


@pytest.mark.slow
@pytest.mark.parametrize("broken", ["copies", "cited", "times", "new_matches"])
def test_a_broken_fast_path_is_found(broken: str) -> None:
    """The sequences are worth their time only if they find what they are for: each break parts the paths."""
    ran = run_sequences("--kept", "--sequences", "60", "--seed", "1", "--broken", broken, "--most", "1", "--bare")
    assert ran.code == 1, ran.out + ran.err
