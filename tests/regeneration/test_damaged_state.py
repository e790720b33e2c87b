"""What is kept in .briefgen may be damaged in any way: it is noticed, made anew, and no file shows it (I12, I13)."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_no_damage_shows() -> None:
    """Each page of the index flipped, twenty lengths, other layouts; each other file flipped, cut and emptied.

    One kind of edit follows each here, in turn; all of them where the script is run by itself.
    """
    script = Path(__file__).with_name("run_damages.py")
    ran = subprocess.run(
        [sys.executable, str(script), "--quick"], capture_output=True, text=True, timeout=900, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
