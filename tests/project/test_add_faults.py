"""Bad input: each file ends with one status, and one that kills, hangs or grows takes nothing along."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from add_runs import add, list_originals, list_sources, make_desk, outcomes, page, write_pages

from briefgen.errors import LockedError
from briefgen.files.lock import hold_lock
from briefgen.ingest.draft import read_page
from briefgen.ingest.page import Draft, PageOptions, Refused
from briefgen.project.adding import drafting, reading_pages
from briefgen.project.place import Project

LIMITS = replace(drafting.READING_PAGES, seconds=4.0, memory_mib=300)


@pytest.fixture
def desk(tmp_path: Path) -> Project:
    """Give a new project."""
    return make_desk(tmp_path / "desk")


def read_badly(data: bytes, name: str, options: PageOptions) -> Draft | Refused:
    """Read a page, unless its words tell the reader to die."""
    if b"KILL" in data:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"HANG" in data:
        time.sleep(60)
    if b"GREED" in data:
        return Refused(str(len(bytearray(1 << 30))))
    if b"RAISE" in data:
        raise ZeroDivisionError(name)
    return read_page(data, name, options)


def test_a_page_that_ends_its_worker_costs_that_page(
    desk: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed, hung, greedy and raising workers: a reason each, and every sound page between them is added."""
    monkeypatch.setattr(drafting, "read_page", read_badly)
    monkeypatch.setattr(reading_pages, "READING_PAGES", LIMITS)
    pages = write_pages(tmp_path / "pages", "alpha beta delta gamma omega")
    for name, word in {"b-kill": "KILL", "c-hang": "HANG", "e-greed": "GREED", "f-raise": "RAISE"}.items():
        (pages / f"{name}.txt").write_text(page(name, word))
    told = add(desk, pages)
    failed = {Path(one.file).stem: one for one in told if one.outcome == "skipped"}
    assert outcomes(told).count("added") == 5
    assert {name: one.code for name, one in failed.items()} == dict.fromkeys(
        ("b-kill", "c-hang", "e-greed", "f-raise"), 1
    )
    assert "SIGKILL" in failed["b-kill"].reason
    assert "4 s" in failed["c-hang"].reason
    assert "memory" in failed["e-greed"].reason
    assert "ZeroDivisionError" in failed["f-raise"].reason
    assert "please report it" in failed["f-raise"].doubts[0]


def test_the_limits_are_those_that_are_promised() -> None:
    """Ten seconds for each file and, with what a worker has of its parent, a GiB; it can reach nothing else."""
    limits = drafting.READING_PAGES
    assert (limits.seconds, limits.memory_mib, limits.confine) == (10, 864, True)


def test_a_worker_reads_nothing_but_what_was_dragged_in(
    desk: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that was taken over cannot open a file elsewhere (where the kernel can confine it)."""
    secret = tmp_path / "elsewhere" / "secret.txt"
    secret.parent.mkdir()
    secret.write_text("secret")

    def read_elsewhere(data: bytes, name: str, options: PageOptions) -> Draft | Refused:
        try:
            return Refused(f"could read: {secret.read_text()}")
        except PermissionError:
            return read_page(data, name, options)

    monkeypatch.setattr(drafting, "read_page", read_elsewhere)
    (told,) = add(desk, write_pages(tmp_path / "pages", "alpha"))
    if told.outcome == "skipped":
        pytest.skip("this kernel does not confine workers")
    assert told.outcome == "added"


def spoil_when_read(path: Path, change: str) -> Callable[[str, int, int, str], None]:
    """Change or remove a file as soon as all files are read."""

    def spoil(stage: str, done: int, total: int, _: str) -> None:
        if stage == "reading" and done == total:
            path.unlink() if change == "vanish" else path.write_text(page("alpha", "And more."))

    return spoil


@pytest.mark.parametrize("change", ["grow", "vanish"])
def test_a_file_that_changes_after_it_was_read_is_kept_as_read(change: str, desk: Project, tmp_path: Path) -> None:
    """What is kept is what the source was made from."""
    pages = write_pages(tmp_path / "pages", "alpha beta")
    told = add(desk, pages, report=spoil_when_read(pages / "alpha.txt", change))
    assert outcomes(told) == ["added", "added"]
    assert page("alpha").encode() in list_originals(desk).values()


@pytest.mark.parametrize("change", ["grow", "vanish"])
def test_a_file_that_changes_under_way_is_skipped(
    change: str, desk: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read is no longer there when it is kept: it is told, and no source names what is not kept."""
    monkeypatch.setattr(reading_pages, "set_aside", lambda *_: None)  # as where the disk had no room for it
    pages = write_pages(tmp_path / "pages", "alpha beta")
    told = add(desk, pages, report=spoil_when_read(pages / "alpha.txt", change))
    assert outcomes(told) == ["skipped", "added"]
    assert told[0].reason == "it changed or vanished while it was read; add it again"
    assert (len(list_sources(desk)), len(list_originals(desk))) == (1, 1)


def test_a_file_that_is_gone_before_it_is_read_is_skipped(
    desk: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was there when the folder was listed."""
    pages = write_pages(tmp_path / "pages", "alpha beta")
    monkeypatch.setattr(reading_pages, "warm_up", (pages / "alpha.txt").unlink)
    told = add(desk, pages)
    assert outcomes(told) == ["skipped", "added"]
    assert "not there" in told[0].reason


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("large.html", b"<html><body>" + b"<p>x</p>" * 6_500_000, "52,000,012"),
        ("empty.html", b"", ""),
        ("nul.txt", b"\0" * 1000, ""),
        ("deep.html", b"<div>" * 200_000, ""),
        ("open.html", b"<![" * 20_000, ""),
        ("links.html", b"<a " * 50_000, ""),
        ("line.txt", b"word " * 300_000, ""),
        ("marks.txt", ("a" + "\u0301" * 200_000).encode(), ""),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", ""),
        ("cut.docx", b"PK\x03\x04" + b"\0" * 40, ""),
        ("lie.html", "<html><meta charset=utf-16><p>Текст не тот.</p>".encode("cp1251"), ""),
    ],
)
def test_bad_bytes_end_with_a_status(name: str, data: bytes, word: str, desk: Project, tmp_path: Path) -> None:
    """Within its ten seconds, whatever it holds, and the page beside it is added."""
    pages = write_pages(tmp_path / "pages", "zeta")
    (pages / name).write_bytes(data)
    began = time.monotonic()
    told = add(desk, pages)
    assert time.monotonic() - began < 20
    assert [Path(one.file).name for one in told] == [name, "zeta.txt"]
    assert told[1].outcome == "added"
    assert told[0].outcome == "added" or told[0].reason
    assert word in told[0].reason


def test_another_command_at_work_ends_this_one(desk: Project, tmp_path: Path) -> None:
    """The lock is the build's: exit code 4, and nothing is written."""
    pages = write_pages(tmp_path / "pages", "alpha")
    with hold_lock(desk.state / "lock"), pytest.raises(LockedError) as caught:
        add(desk, pages)
    assert caught.value.exit_code == 4
    assert list_sources(desk) == {}
