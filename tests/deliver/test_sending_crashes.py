"""`send` is killed, or refused a call, wherever it writes a file or sends a byte: nobody gets a message twice."""

import errno
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import withdraw, write_project
from shimmed_command import (
    FROM_THEN_ON,
    KILL,
    NO_FAULT,
    ONCE,
    Fault,
    Outcome,
    ShimmedCommand,
    compile_shim,
    shimmed_command,
)

from briefgen.deliver.outbox import read_outbox
from briefgen.editions.sums import SUMS
from briefgen.model.delivery import Entry, Matter, State

pytestmark = pytest.mark.slow
_SEND = ("send", "--jobs", "1")
#: What `send` does not write itself: the index, which may be deleted at any time and has a ladder of its own.
_NOT_OURS = ("/.briefgen/index", "/.briefgen/sightings", "/.briefgen/topics", "/.briefgen/lock")


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ShimmedCommand]:
    """Give the command under the shim."""
    with shimmed_command(compile_shim(tmp_path_factory.mktemp("shim"))) as started:
        yield started


@dataclass(slots=True)
class Desk:
    """A project that is copied for each rung, the server that its mail goes to, and the command."""

    before: Path
    place: Path
    post: Post
    command: ShimmedCommand

    @property
    def folder(self) -> Path:
        """The copy."""
        return self.place / "project"

    def begin(self) -> None:
        """Lay the project anew; the server forgets what it took."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.before, self.folder)
        self.post.accepted.clear()

    def run(self, *words: str, fault: Fault = NO_FAULT, **more: int) -> Outcome:
        """Run the command in the copy."""
        return self.command.run(*words, folder=self.folder, fault=fault, **more)

    def read(self) -> tuple[Entry, ...]:
        """Read the ledger."""
        with read_outbox(self.folder / "output/outbox.sqlite", self.folder / ".briefgen/outbox.head") as outbox:
            return outbox.list_entries()

    def count(self, entry: Entry) -> int:
        """Count how often the server took a delivery's message."""
        return self.post.count()[entry.delivery.key[:40]]


@pytest.fixture
def desk(tmp_path: Path, post: Post, command: ShimmedCommand) -> Desk:
    """Give a project whose share is within it, so that the shim counts what is written there."""
    before = write_project(tmp_path / "before" / "project", post.port)
    channels = before / "corpus/channels.yaml"
    channels.write_text(channels.read_text().replace("../share", "share"))
    (before / "share").mkdir()
    assert command.run(*_SEND, "--dry-run", folder=before).code == 0
    return Desk(before, tmp_path / "now", post, command)


def _list_points(desk: Desk, words: tuple[str, ...] = _SEND) -> list[tuple[int, str]]:
    """List the calls of an undisturbed run, by number; of neighbours that write one file the first and the last."""
    desk.begin()
    ran = desk.run(*words, lists=1)
    assert ran.code == 0, ran.err
    assert sum(map(desk.count, desk.read())) == 2
    ours = ((at, call) for at, call in enumerate(ran.calls, 1) if not call.split(" ", 1)[1].startswith(_NOT_OURS))
    # Killed before it syncs or behind it, a program leaves the same files: the kernel has them.
    numbered = [(at, call) for at, call in ours if not call.startswith("fsync")]
    runs = (tuple(run) for _, run in groupby(numbered, key=lambda one: one if "send" in one[1] else one[1]))
    return [one for run in runs for one in dict.fromkeys((run[0], run[-1]))]


def _examine(desk: Desk, name: str, most_unknown: int) -> int:
    """Run `send` as a person would now; check what came of it. Give how many are unknown."""
    ran = desk.run(*_SEND)
    assert ran.code in (0, 6), f"{name}: exit {ran.code}: {ran.err}"
    entries = desk.read()
    for one in entries:
        who = f"{name}: {one.delivery.recipient} is {one.state} ({one.note})"
        if one.delivery.channel == "share":
            assert one.state is State.SENT, who
        else:
            assert one.state in (State.SENT, State.UNKNOWN), who
            assert desk.count(one) == 1 or (desk.count(one) == 0 and one.state is State.UNKNOWN), who
    unknown = [one for one in entries if one.state is State.UNKNOWN]
    assert len(unknown) <= most_unknown, name
    _examine_share(desk, name)
    return len(unknown)


def _examine_share(desk: Desk, name: str) -> None:
    shelf = desk.folder / "output/editions/ferry/1/brief.en.tlp-clear"
    there = {path.name: path.read_bytes() for path in (desk.folder / "share").rglob("*") if path.is_file()}
    assert there.pop(SUMS).count(b"\n") == 2, name
    assert there == {one: (shelf / one).read_bytes() for one in ("ferry.pdf", "ferry.html")}, name


def _refuse_torn(desk: Desk, name: str) -> None:
    """No file of the share is half there."""
    shelf = desk.folder / "output/editions/ferry/1/brief.en.tlp-clear"
    for path in (desk.folder / "share").rglob("ferry.*"):
        assert path.read_bytes() == (shelf / path.name).read_bytes(), name


def test_killed_at_every_point(desk: Desk) -> None:
    """After each kill the next run sends what had not left; the server has 0 or 1 of each, 1 where "sent" is said.

    Only what was under way may be unknown; it is never sent again by itself. What goes by a folder is all there in the
    end, whole, without a person.
    """
    dice = random.Random(5)
    points = _list_points(desk)
    tally: Counter[str] = Counter()
    for at, call in points:
        name = f"killed at {at} ({call})"
        desk.begin()
        assert desk.run(*_SEND, fault=Fault(at, KILL)).code == -9, name
        _refuse_torn(desk, name)
        again = at % 5 == 0
        if again:
            desk.run(*_SEND, fault=Fault(dice.randrange(1, points[-1][0]), KILL))
        unknown = _examine(desk, name, most_unknown=2 if again else 1)
        tally[call.split()[0]] += 1
        tally["unknown"] += unknown
    print(f"{len(points)} points: {dict(tally)}")  # noqa: T201 - what one asks of a ladder
    assert tally["send"] > 10
    assert tally["unknown"] > 5


def test_a_correction_is_killed_at_every_third_point(desk: Desk) -> None:
    """Two by mail and one by a folder are told once, or nobody knows; the next run tells those who were not reached."""
    desk.begin()
    assert desk.run(*_SEND).code == 0
    withdraw(desk.folder)
    shutil.rmtree(desk.before)
    shutil.copytree(desk.folder, desk.before)
    words = (*_SEND, "--correction", "--unreplaced")
    unknown = 0
    for at, call in _list_points(desk, words)[::3]:
        name = f"killed at {at} ({call})"
        desk.begin()
        assert desk.run(*words, fault=Fault(at, KILL)).code == -9, name
        ran = desk.run(*words)
        assert ran.code in (0, 6), f"{name}: {ran.err}"
        told = [one for one in desk.read() if one.delivery.matter is Matter.CORRECTION]
        assert sorted(one.delivery.recipient for one in told) == ["ann", "bob", "shelf"], name
        for one in told:
            is_mailed, count = one.delivery.channel == "post", desk.count(one)
            assert one.state is State.SENT or (is_mailed and one.state is State.UNKNOWN), (name, one)
            assert count == is_mailed or (count == 0 and one.state is State.UNKNOWN), (name, one)
            unknown += one.state is State.UNKNOWN
        assert len(list((desk.folder / "share").rglob("withdrawn-quay-log.txt"))) == 1, name
    assert unknown > 0


def test_what_nobody_knows_is_sent_again_by_a_person_alone(desk: Desk) -> None:
    """Killed as the last byte has left, a message is unknown through any number of runs, until a person says resend."""
    dots = [at for at, call in _list_points(desk) if call.startswith("send")]
    seen: set[int] = set()
    for at in dots:
        desk.begin()
        # One call on: the connection has taken what was sent.
        desk.run(*_SEND, fault=Fault(at + 1, KILL))
        if not _examine(desk, f"killed behind {at}", most_unknown=1):
            continue
        (one,) = (entry for entry in desk.read() if entry.state is State.UNKNOWN)
        had = desk.count(one)
        assert _examine(desk, f"killed behind {at}", most_unknown=1) == 1
        assert desk.count(one) == had
        ran = desk.run("outbox", "--resolve", one.delivery.key[:10], "--resend", "--because", "nothing came")
        assert ran.code == 0, ran.err
        assert desk.run(*_SEND).code == 0
        assert desk.count(one) == had + 1
        assert {entry.state for entry in desk.read()} == {State.SENT}
        seen.add(had)
    assert seen == {0, 1}


@pytest.mark.parametrize(("error", "how"), [(errno.ENOSPC, FROM_THEN_ON), (errno.EIO, ONCE)])
def test_refused_at_every_point(desk: Desk, error: int, how: int) -> None:
    """A disk that is full from some point on, or fails once, ends the run with exit 5 or 6, and loses nothing."""
    for at, call in _list_points(desk)[1::4]:
        if call.startswith("send") or (error == errno.ENOSPC and call.startswith(("unlink", "rename"))):
            continue
        name = f"{errno.errorcode[error]} at {at} ({call})"
        desk.begin()
        ran = desk.run(*_SEND, fault=Fault(at, how, error))
        assert ran.code in (0, 5, 6), f"{name}: {ran.code} {ran.err}"
        assert "Traceback" not in ran.err, f"{name}: {ran.err}"
        _refuse_torn(desk, name)
        _undo_waiting(desk)
        _examine(desk, name, most_unknown=1)


def _undo_waiting(desk: Desk) -> None:
    """Let what was deferred go at once, as a person may."""
    for one in desk.read():
        if one.state is State.DEFERRED:
            ran = desk.run("outbox", "--resolve", one.delivery.key, "--resend", "--because", "the disk has room")
            assert ran.code == 0, ran.err
