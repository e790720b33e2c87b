"""Killed in the midst: the next run goes on, and nothing is lost, doubled or half written."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from add_runs import (
    add,
    html_page,
    kill_self,
    list_originals,
    list_sources,
    make_desk,
    outcomes,
    run_killed,
    write_pages,
)

from briefgen.files import together
from briefgen.project.adding import journal, reading_pages, shelving
from briefgen.project.adding.spool import Spool
from briefgen.project.adding.undoing import undo_addition
from briefgen.project.place import Project

SUBJECTS = " ".join(f"subject{number:02}" for number in range(14))


def kill_at(target: object, name: str, call: int, monkeypatch: pytest.MonkeyPatch, *, after: bool = False) -> None:
    """Have the process killed at the given call of a function, before or after it did its work."""
    real: Callable[..., object] = getattr(target, name)
    calls = 0

    def act(*words: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == call and not after:
            kill_self()
        result = real(*words, **named)
        if calls == call:
            kill_self()
        return result

    monkeypatch.setattr(target, name, act)


MOMENTS = {
    "when the first page is read": (Spool, "add", 1, False),
    "half way through reading": (Spool, "add", 7, True),
    "before the first group": (shelving, "write_together", 1, False),
    "after the first group": (shelving, "write_together", 1, True),
    "before a sync": (together, "sync_disk", 2, False),
    "between two names": (Path, "replace", 9, True),
    "between a journal line and its write": (journal, "append_line", 11, True),
    "when all is written": (journal.Journal, "close", 1, False),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_run_goes_on(moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After `kill -9` all that is there is whole; the next run ends with the sources of one that was never killed."""
    monkeypatch.setattr(shelving, "GROUP", 3)
    pages = write_pages(tmp_path / "pages", SUBJECTS)
    write_pages(pages / "more", "subject03 extra")
    wanted = make_desk(tmp_path / "wanted")
    add(wanted, pages)
    desk = make_desk(tmp_path / "desk")
    with monkeypatch.context() as patch:
        target, name, call, after = MOMENTS[moment]
        kill_at(target, name, call, patch, after=after)
        assert run_killed(lambda: add(desk, pages)) == signal.SIGKILL
    check_wholeness(desk)
    told = add(desk, pages)
    assert set(outcomes(told)) <= {"added", "unchanged"}
    assert len(told) == 16
    assert list_sources(desk) == list_sources(wanted)
    assert list_originals(desk) == list_originals(wanted)
    assert not (desk.state / "adding").exists()
    assert not any(desk.folder.rglob("*.tmp"))
    undo_addition(desk)
    assert (list_sources(desk), list_originals(desk)) == ({}, {})


def check_wholeness(desk: Project) -> None:
    """Each source is a whole file that names an original that is kept."""
    originals = {name.partition(".")[0] for name in list_originals(desk)}
    for name, text in list_sources(desk).items():
        if name.endswith(".tmp"):
            continue
        sha256 = text.partition(b"sha256: ")[2][:64].decode()
        assert sha256 in originals
        assert text.endswith(b"\n")


@pytest.mark.parametrize("call", [1, 2, 3, 4])
def test_an_update_that_is_killed_is_on_record_once(call: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was written before the end, afterwards there is one line for the version and one source."""
    desk = make_desk(tmp_path / "desk")
    path = tmp_path / "a.html"
    path.write_text(html_page("harbour", "https://a.example/1"))
    add(desk, path)
    path.write_text(html_page("harbour", "https://a.example/1", "What came later stands in this last paragraph here."))
    with monkeypatch.context() as patch:
        kill_at(os, "write", call, patch, after=True)
        run_killed(lambda: add(desk, path, report=lambda *_: None))
    add(desk, path)
    (line,) = desk.versions.read_bytes().splitlines()
    assert json.loads(line)["name"] == "a.html"
    assert (len(list_sources(desk)), len(list_originals(desk))) == (1, 2)


def test_what_was_read_before_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that was killed when all was read only has to write."""
    desk = make_desk(tmp_path / "desk")
    pages = write_pages(tmp_path / "pages", SUBJECTS)
    with monkeypatch.context() as patch:
        kill_at(shelving, "write_together", 1, patch)
        run_killed(lambda: add(desk, pages))
    monkeypatch.setattr(reading_pages, "warm_up", lambda: None)
    monkeypatch.setattr("briefgen.project.adding.drafting.read_page", lambda *_: pytest.fail("it was read again"))
    assert outcomes(add(desk, pages)) == ["added"] * 14


def test_a_damaged_spool_is_read_as_far_as_it_is_sound(tmp_path: Path) -> None:
    """A frame that was cut off, or in which a byte flipped, ends it; what stands before it counts."""
    path = tmp_path / "spool"
    with Spool(path) as spool:
        for number in range(3):
            spool.add(bytes([number]) * 32, b"head", b"body" * number)
    whole = path.read_bytes()
    for damaged in (whole[:-3], whole[:-3] + b"x" + whole[-2:]):
        path.write_bytes(damaged)
        with Spool(path) as spool:
            assert [key[0] for key in spool.places] == [0, 1]
            assert spool.read_body(spool.add(b"k" * 32, b"", b"new")) == b"new"
            assert spool.read_body(spool.places[b"\1" * 32]) == b"body"


@pytest.mark.slow
def test_an_interruption_ends_the_command_soon(tmp_path: Path) -> None:
    """Ctrl-C: within two seconds, exit code 130, a sentence on how to go on, and the next run does."""
    desk = make_desk(tmp_path / "desk")
    pages = write_pages(tmp_path / "pages", " ".join(f"subject{number:03}" for number in range(400)))
    command = [sys.executable, "-m", "briefgen", "add", str(pages), "--jobs", "2"]
    process = subprocess.Popen(command, cwd=desk.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    spool = desk.state / "adding" / "records"
    until = time.monotonic() + 30
    while time.monotonic() < until and not (spool.exists() and spool.stat().st_size > 20_000):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    _, told = process.communicate(timeout=20)
    assert time.monotonic() - began < 2
    assert process.returncode == 130
    assert "the same command goes on" in told
    check_wholeness(desk)
    assert outcomes(add(desk, pages)).count("skipped") == 0
    assert len(list_sources(desk)) == 400
