"""A clock that is wrong breaks nothing and hides no edit (I16)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from project_files import Files
from varied_build import find_faketime, write_two_topics

from briefgen_command import Ran
from required_tools import miss_tool

pytestmark = pytest.mark.slow


def build_at(moment: str, folder: Path, zone: str = "UTC") -> Ran:
    """Build with the clock at a moment ("": as it is); files keep their true times."""
    faketime = find_faketime() or miss_tool("faketime")
    prefix = [faketime, moment] if moment else []
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "briefgen", "build", "--date", "2026-11-22"],
        cwd=folder,
        env={
            **os.environ,
            "NO_COLOR": "1",
            "NO_FAKE_STAT": "1",
            "TZ": zone,
            "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def list_printed(ran: Ran) -> set[str]:
    """List the drafts that a build printed."""
    assert ran.code == 0, ran.err
    return {line.split()[1] for line in ran.out.splitlines() if line.startswith("printed")}


def edit(folder: Path, number: int) -> None:
    """Change a word that the topic on bridges prints, without another size, and set the file's time back."""
    words = ("flood", "storm", "quake", "slide")
    path = "corpus/sources/notes/bridges.md"
    before = next(word for word in words if f"since the {word}" in Files(folder).read(path))
    after = words[number % len(words)]
    assert before != after
    Files(folder).keep_times(path, lambda text: text.replace(f"since the {before}", f"since the {after}"))


@pytest.mark.parametrize(
    "moments",
    [
        ("", "2038-01-20 03:14:08", ""),
        ("", "2025-11-22 12:00:00", ""),
        ("2038-01-20 03:14:08", "2025-11-22 12:00:00", "2026-11-22 12:00:00"),
    ],
    ids=["forward and back", "back and forward", "never right"],
)
def test_edits_are_seen_whatever_the_clock_says(moments: tuple[str, ...], tmp_path: Path) -> None:
    """At each moment the first build prints what was edited and the next one nothing."""
    write_two_topics(tmp_path)
    assert list_printed(build_at(moments[0], tmp_path)) == {"bridges", "tolls"}
    for number, moment in enumerate((*moments, moments[0]), 1):
        assert list_printed(build_at(moment, tmp_path)) == set()
        edit(tmp_path, number)
        assert "bridges" in list_printed(build_at(moment, tmp_path))
    assert list_printed(build_at("", tmp_path)) == set()


def test_an_hour_that_comes_twice_hides_nothing(tmp_path: Path) -> None:
    """Clocks go back from three to two: the same local time twice, an edit in between each time."""
    write_two_topics(tmp_path)
    zone = "Europe/Berlin"
    assert list_printed(build_at("2026-10-25 02:30:00", tmp_path, zone)) == {"bridges", "tolls"}
    for number, moment in enumerate(("02:30:00", "02:30:00", "03:00:01"), 1):
        edit(tmp_path, number)
        assert "bridges" in list_printed(build_at(f"2026-10-25 {moment}", tmp_path, zone))
    assert list_printed(build_at("2026-03-29 03:00:00", tmp_path, zone)) == set()
