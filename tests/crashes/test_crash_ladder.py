"""The crash ladder: a command that is killed, or refused a call, anywhere, loses nothing and leaves nothing."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from crash_ladder import (
    BUILD,
    SCENARIOS,
    Prepared,
    Scenario,
    climb,
    judge,
    list_kills,
    list_refusals,
    prepare,
    start_edited,
)
from crash_oracle import find_disagreements, read_tree
from crash_project import DATE, write_project
from shimmed_command import NAIVE, Fault, ShimmedCommand, shimmed_command

from required_tools import miss_tool

#: The shortened ladder takes a rung in so many of two commands, beginning elsewhere in each; slow tests take each.
_EVERY_KILL, _EVERY_REFUSAL = 61, 131


@pytest.mark.parametrize("number", (0, 2), ids=lambda number: SCENARIOS[number].name)
def test_some_rungs_of_the_ladder(number: int, tmp_path: Path, climbers: list[ShimmedCommand]) -> None:
    """Killed or refused at a few calls from end to end, each command leaves a project that mends itself."""
    prepared = prepare(SCENARIOS[number], tmp_path, climbers[0])
    faults = [*list_kills(prepared)[number::_EVERY_KILL], *list_refusals(prepared)[number::_EVERY_REFUSAL]]
    judge(climb(prepared, faults, tmp_path, climbers), most_missed=1)


def _prepare_naive(manner: str, place: Path, command: ShimmedCommand) -> Prepared:
    """Let a careless writer do what `build` does after an edit."""
    ready = place / "ready" / "project"
    ready.parent.mkdir(parents=True)
    start_edited(ready, command)
    assert command.run(*BUILD, folder=ready).code == 0

    def start(folder: Path, server: ShimmedCommand) -> None:
        start_edited(folder, server)
        shutil.copytree(ready / "output", folder.parent / "ready")
        for name in ("gone.html", "gone.pdf"):
            (folder / "output" / name).unlink()

    return prepare(Scenario(manner, (NAIVE, manner), start), place, command)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("manner", "told"),
    [
        ("in place", "neither as before nor as after"),
        ("manifest first", "which is missing"),
        ("strange temps", "is left over"),
        ("remove first", "which is missing"),
    ],
)
def test_the_ladder_catches_a_careless_writer(
    manner: str, told: str, tmp_path: Path, climbers: list[ShimmedCommand]
) -> None:
    """A writer that is careless in one way is caught by the ladder, in that way; left in peace it does its work."""
    prepared = _prepare_naive(manner, tmp_path, climbers[0])
    tally = climb(prepared, list_kills(prepared)[2::4], tmp_path, climbers)
    assert any(told in fault for fault in tally.faults), tally
    assert climbers[0].run(NAIVE, manner, folder=prepared.folder).code == 0
    now = read_tree(prepared.folder)
    assert not list(find_disagreements(now))
    assert {name: now.get(name) for name in prepared.after} == prepared.after


@pytest.mark.slow
def test_the_ladder_catches_a_swallowed_error(tmp_path: Path, climbers: list[ShimmedCommand]) -> None:
    """A writer that takes a failed write for a written file is caught when it claims success."""
    prepared = _prepare_naive("swallow errors", tmp_path, climbers[0])
    refusals = [fault for fault in list_refusals(prepared) if prepared.calls[fault.at - 1].startswith("write")]
    tally = climb(prepared, refusals[::3], tmp_path, climbers)
    assert any("exit 0, but" in fault for fault in tally.faults), tally


_CALL = re.compile(
    r"\b(openat|open|creat|write|pwrite64|writev|fsync|fdatasync|syncfs|rename|renameat|renameat2|unlink|unlinkat|rmdir"
    r"|mkdir|mkdirat|ftruncate|link|linkat|symlink|symlinkat|copy_file_range|sendfile|fallocate)\((.*)"
)
_SHIM_NAMES = {
    "open": "open",
    "openat": "open",
    "creat": "open",
    "pwrite64": "write",
    "writev": "write",
    "copy_file_range": "write",
    "sendfile": "write",
    "fallocate": "write",
    "fdatasync": "fsync",
    "syncfs": "fsync",
    "renameat": "rename",
    "renameat2": "rename",
    "unlinkat": "unlink",
    "mkdirat": "mkdir",
    "linkat": "link",
    "symlink": "link",
    "symlinkat": "link",
}


_BY_HANDLE = {"write", "pwrite64", "writev", "fsync", "fdatasync", "syncfs", "ftruncate", "fallocate"}


def _find_target(name: str, words: str) -> str:
    """Give the path that a traced call is about: behind its handle, else the last one that it names."""
    if name in _BY_HANDLE:
        handle = re.match(r"\d+<([^>]*)>", words)
        return handle[1] if handle else ""
    names = re.findall(r'"((?:[^"\\]|\\.)*)"', words)
    folders = re.findall(r"<([^>]*)>", words)
    return str(Path(folders[-1] if folders else "/", names[-1])) if names else ""


def _read_trace(trace: str, folder: Path) -> Iterator[str]:
    """Give the calls of a trace that change files of the folder, by the shim's names."""
    for line in trace.splitlines():
        call = _CALL.search(line)
        if call is None or not Path(_find_target(*call.groups())).is_relative_to(folder):
            continue
        name, words = call.groups()
        if name in {"open", "openat"} and not re.search(r"O_(?:WRONLY|RDWR|CREAT|TRUNC)", words):
            continue
        yield "rmdir" if name == "unlinkat" and "AT_REMOVEDIR" in words else _SHIM_NAMES.get(name, name)


@pytest.mark.slow
def test_the_shim_counts_what_strace_counts(shim: Path, tmp_path: Path) -> None:
    """Every call that the kernel sees under the project the shim sees too, SQLite's among them, in the same order."""
    strace = shutil.which("strace") or miss_tool("strace")
    folder = write_project(tmp_path / "traced" / "project")
    # The calls are traced with what stands behind each handle; the shim lets syncs through, so that they are seen.
    with shimmed_command(shim, strace, "-f", "-qq", "-y", "-o", str(tmp_path / "trace")) as command:
        ran = command.run(*BUILD, folder=folder, lists=1, syncs=1)
    assert ran.code == 0, ran.err
    counted = [call.split()[0] for call in ran.calls]
    traced = list(_read_trace((tmp_path / "trace").read_text(encoding="utf-8"), folder))
    assert counted == traced
    assert {"open", "write", "fsync", "rename", "mkdir", "ftruncate"} <= set(counted)
    assert any("index.sqlite-journal" in call for call in ran.calls)


def test_a_kill_is_a_kill(tmp_path: Path, climbers: list[ShimmedCommand]) -> None:
    """The point of a fault is the call that was counted there, the command ends at once, and a write is cut in two."""
    folder = write_project(tmp_path / "whole" / "project")
    calls = climbers[0].run(*BUILD, folder=folder, lists=1).calls
    at = next(number for number, call in enumerate(calls, 1) if call.startswith("write /output/.manifest"))
    whole = (folder / "output" / "manifest.json").read_bytes()
    folder = write_project(tmp_path / "cut" / "project")
    ran = climbers[0].run("build", "--date", DATE, folder=folder, fault=Fault(at))
    assert ran.code == -9
    assert ran.count == at
    (temp,) = (folder / "output").glob(".manifest.json.*.tmp")
    assert temp.read_bytes() == whole[: len(whole) // 2]
