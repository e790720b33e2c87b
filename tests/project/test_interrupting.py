"""A build that is interrupted, in any phase, ends at once and whole, and lets the next one in (BAD_INPUTS I04, I21)."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bridges import TOPIC, write_bridges
from held_command import PHASES, hold_command

from briefgen.files.lock import hold_lock
from briefgen.refresh.records import is_whole, read_records
from briefgen_command import run_briefgen

pytestmark = pytest.mark.slow

#: On a machine with no more work than processors; with twice as much it may take twice as long.
SECONDS = 2.0 * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


@pytest.fixture(scope="module")
def stale_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a built project of three topics in which a source was edited, so that all is to be done again."""
    folder = write_bridges(tmp_path_factory.mktemp("interrupted") / "desk")
    for name in ("arch", "beam"):
        (folder / f"corpus/topics/{name}.md").write_text(TOPIC.replace("Bridges of", f"{name} of"), "utf-8")
    built = run_briefgen("build", "--date", "2026-11-22", folder=folder)
    assert built.code == 0, built.err
    source = folder / "corpus/sources/bridge-report.md"
    source.write_text(source.read_text("utf-8").replace("carts", "carts, goods"), "utf-8")
    return folder


@pytest.fixture
def stale(stale_once: Path, tmp_path: Path) -> Path:
    """Give a copy of that project."""
    return Path(shutil.copytree(stale_once, tmp_path / "desk"))


def check_whole(folder: Path) -> None:
    """Check that every file on record stands as recorded, that none is half-written, and that nobody has the lock."""
    records = read_records(folder / "output")
    assert sorted(records) == ["arch", "beam", "bridges"]
    assert all(is_whole(folder / "output", record) for record in records.values())
    assert not [path for path in (folder / "output").rglob("*") if path.name.endswith(".tmp")]
    with hold_lock(folder / ".briefgen" / "lock"), hold_lock(folder / ".briefgen" / "index.lock"):
        pass


def is_gone(pid: int) -> bool:
    """Tell whether a process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def wait_for_ends(tree: list[int], seconds: float) -> list[int]:
    """Wait until processes have ended; return those that have not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not all(map(is_gone, tree)):
        time.sleep(0.02)
    return [pid for pid in tree if not is_gone(pid)]


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("number", list(CODES), ids=lambda number: number.name)
def test_an_interrupted_build_ends_within_two_seconds(stale: Path, phase: str, number: signal.Signals) -> None:
    """Ctrl-C, SIGTERM and SIGHUP end it with their code, no worker left, every file whole and the locks free."""
    with hold_command(phase, "build", folder=stale) as held:
        tree = held.wait_until_still()
        began = time.monotonic()
        if number is signal.SIGINT:
            held.press_control_c()
        else:
            held.process.send_signal(number)
        code = held.process.wait(timeout=30)
        took = time.monotonic() - began
        told = held.read_terminal()
        assert code == CODES[number], told
        assert took < SECONDS
        assert "stopped" in told
        assert "Traceback" not in told
        assert wait_for_ends(tree, 0.5) == []
    check_whole(stale)


@pytest.mark.parametrize("phase", PHASES)
def test_a_killed_build_leaves_no_orphan(stale: Path, phase: str) -> None:
    """Two seconds after the parent's death by SIGKILL none of its workers is there, and the next build ends well."""
    with hold_command(phase, "build", folder=stale) as held:
        tree = held.wait_until_still()
        assert phase == "publishing" or len(tree) > 1
        held.process.kill()
        held.process.wait(timeout=10)
        assert wait_for_ends(tree, 2.0) == []
    again = run_briefgen("build", folder=stale)
    assert again.code == 0, again.err
    check_whole(stale)


def test_a_terminal_is_shown_how_far_it_is(stale: Path) -> None:
    """On a terminal each stage has a line with a count and the time that is left, taken away when it is over."""
    with hold_command("nowhere", "build", "--jobs", "1", folder=stale) as running:
        shown = ""
        while running.process.poll() is None:
            time.sleep(0.02)
            shown += running.read_terminal()
        shown += running.read_terminal()
    assert running.process.returncode == 0, shown
    lines = shown.split("\r\x1b[K")
    assert any(line.startswith("printing ") and " left " in line and "/3" in line for line in lines), lines
    assert "printed  arch" in lines[-1]


def test_nothing_is_shown_where_there_is_no_terminal(stale: Path) -> None:
    """Into a pipe or a file goes no progress."""
    ran = run_briefgen("build", "--jobs", "1", folder=stale)
    assert ran.code == 0
    assert "\r" not in ran.err + ran.out
    assert "left" not in ran.err


_INTERRUPTED_WHILE_CODE_IS_MADE = """
import click
import briefgen.cli as cli

cli.COMMANDS["wait"] = ""
cli._Commands.get_command = lambda *_: click.Command("wait", callback=lambda: exec(
    "import os, signal, time; os.kill(os.getpid(), signal.SIGINT); time.sleep(5)"))
cli.main()
"""


def test_ctrl_c_has_its_exit_code_while_code_is_made_of_text(tmp_path: Path) -> None:
    """Python would end by the signal there, as it does where nobody catches it: imports make code when they begin."""
    (tmp_path / "waiting.py").write_text(_INTERRUPTED_WHILE_CODE_IS_MADE, encoding="utf-8")
    words = [sys.executable, "-m", "waiting", "wait"]
    ended = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr.strip()) == (130, "stopped")
