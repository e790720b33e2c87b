"""The ledger: what stands in it stays, each step is added, and what is not as it was written is noticed."""

import os
import shutil
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from ferry_project import deliver_to

from briefgen.deliver import ledger_file
from briefgen.deliver.outbox import open_outbox, read_outbox
from briefgen.errors import BriefgenError, IntegrityError, LockedError, PolicyError, StorageError
from briefgen.model.delivery import Entry, Event, State

AT = "2026-11-22T10:00:00Z"
ANN, BOB, EVE = map(deliver_to, ("ann", "bob", "eve"))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Give a ledger with three deliveries, one sent, one deferred and one planned."""
    path = tmp_path / "output" / "outbox.sqlite"
    with open_outbox(path) as outbox:
        outbox.plan([ANN, BOB, EVE], AT)
        for one, state, note in ((ANN, State.SENT, "250 queued"), (BOB, State.DEFERRED, "451 later")):
            outbox.note(Event(one.key, State.SENDING, AT))
            outbox.note(Event(one.key, state, AT, note))
    return path


def read(path: Path, witness: Path | None = None) -> tuple[Entry, ...]:
    """Read what stands in a ledger."""
    with read_outbox(path, witness) as outbox:
        return outbox.list_entries()


def change(path: Path, statement: str) -> None:
    """Change a ledger by hand."""
    connection = sqlite3.connect(path)
    with connection:
        connection.executescript(statement)
    connection.close()


def test_what_was_noted_is_there_when_it_is_opened_again(ledger: Path) -> None:
    """Each delivery stands as its last step says, with how often it was begun; a file is all that is left behind."""
    found = [(one.delivery.recipient, one.state, one.attempts, one.note) for one in read(ledger)]
    assert found == [
        ("ann", State.SENT, 1, "250 queued"),
        ("bob", State.DEFERRED, 1, "451 later"),
        ("eve", State.PLANNED, 0, ""),
    ]
    assert [one.name for one in ledger.parent.iterdir()] == ["outbox.sqlite"]


def test_what_is_on_record_is_not_planned_again(ledger: Path) -> None:
    """An edition that somebody has, or that waits, is entered once, whatever is planned."""
    before = read(ledger)
    with open_outbox(ledger) as outbox:
        outbox.plan([ANN, BOB, EVE, EVE], AT)
        assert outbox.list_entries() == before
        assert [one.state for one in outbox.list_events(ANN.key)] == [State.PLANNED, State.SENDING, State.SENT]


def test_a_mended_address_is_used_where_nobody_has_it_yet(ledger: Path) -> None:
    """A delivery that waits goes to the recipient's address of now; one that was sent is not sent again for that."""
    moved = [deliver_to(name, address=f"{name}@new.example.org") for name in ("ann", "bob", "eve")]
    with open_outbox(ledger) as outbox:
        foreseen = outbox.foresee(moved, AT)
        outbox.plan(moved, AT)
        assert outbox.list_entries() == foreseen
    found = [(one.delivery.address, one.state, one.note) for one in read(ledger)]
    assert found == [
        ("ann@example.org", State.SENT, "250 queued"),
        ("bob@new.example.org", State.PLANNED, "its address was bob@example.org before"),
        ("eve@new.example.org", State.PLANNED, "its address was eve@example.org before"),
    ]


def test_what_was_refused_here_is_planned_again_and_what_the_other_side_refused_is_not(ledger: Path) -> None:
    """A marking that was in the way may be mended; a server's no stays until a person says otherwise."""
    with open_outbox(ledger) as outbox:
        outbox.note(Event(EVE.key, State.REFUSED, AT, "it is TLP:GREEN"))
        outbox.note(Event(BOB.key, State.SENDING, AT), Event(BOB.key, State.REFUSED, AT, "550 no such user"))
    with open_outbox(ledger) as outbox:
        outbox.plan([BOB, EVE], AT)
    assert [one.state for one in read(ledger)] == [State.SENT, State.REFUSED, State.PLANNED]


def test_a_run_that_was_cut_off_is_unknown_to_the_next(ledger: Path) -> None:
    """What was under way is noted as unknown once, and stays so."""
    with open_outbox(ledger) as outbox:
        outbox.note(Event(EVE.key, State.SENDING, AT))
    for _ in range(2):
        with open_outbox(ledger) as outbox:
            assert [one.delivery for one in outbox.find_cut_off(AT)] == [EVE]
    with read_outbox(ledger) as outbox:
        steps = [one.state for one in outbox.list_events(EVE.key)]
    assert steps == [State.PLANNED, State.SENDING, State.UNKNOWN]


def test_no_number_of_a_copy_is_given_twice(ledger: Path) -> None:
    """Who had one and is numbered no more has it out there; numbered again, the same delivery has its own again."""
    with open_outbox(ledger) as outbox:
        assert [one.copy for one in outbox.number_copies([BOB, EVE], {"bob", "eve"})] == [1, 2]
        outbox.plan(outbox.number_copies([BOB, EVE], {"bob", "eve"}), AT)
        outbox.plan(outbox.number_copies([BOB, EVE], {"bob"}), AT)
        assert [one.delivery.copy for one in outbox.list_entries()] == [0, 1, 0]
    with open_outbox(ledger) as outbox:
        new = deliver_to("fay")
        assert [one.copy for one in outbox.number_copies([new, EVE], {"eve", "fay"})] == [3, 2]


def test_any_words_are_kept(ledger: Path) -> None:
    """A note may hold quotes, NUL, other scripts and bytes that no text can hold; it is read back and proven."""
    odd = 'it\'s \0 "x" — Құпия \udcff'
    with open_outbox(ledger) as outbox:
        outbox.note(Event(EVE.key, State.REFUSED, AT, odd))
    assert read(ledger)[2].note == odd.replace("\udcff", "\\udcff")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM event WHERE id = 2",
        "DELETE FROM delivery WHERE id = 1",
        "DELETE FROM event WHERE id = (SELECT max(id) FROM event)",
        "DELETE FROM delivery WHERE id = 3",
        "DELETE FROM event; DELETE FROM delivery",
        "DELETE FROM head",
        "UPDATE head SET events = 2",
        "INSERT INTO head SELECT 2, deliveries, events, digest FROM head",
        "UPDATE event SET state = 'planned' WHERE state = 'sent'",
        "UPDATE event SET id = id + 1 WHERE id = (SELECT max(id) FROM event)",
        "UPDATE delivery SET marking = 'TLP:CLEAR'",
        "UPDATE delivery SET number = 'one'",
        "INSERT INTO event SELECT 99, key, state, at, note, next_try, digest FROM event WHERE id = 1",
        "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END",
        "CREATE TABLE more (id)",
        "DROP TABLE event",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = 2",
        "PRAGMA application_id = 7",
    ],
)
def test_what_is_changed_by_hand_is_noticed(ledger: Path, statement: str) -> None:
    """A row that was taken out, in the middle or at the end, altered or slipped in, is found before it is believed."""
    change(ledger, statement)
    for opened in (open_outbox, read_outbox):
        with pytest.raises(IntegrityError), opened(ledger):
            pass


def test_a_ledger_of_a_newer_briefgen_is_told_from_a_damaged_one(ledger: Path) -> None:
    """Its owner is told to use the newer one, not to put anything back."""
    change(ledger, "PRAGMA user_version = 2")
    with pytest.raises(IntegrityError, match="newer briefgen"):
        read(ledger)


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0", b"Dear Sir or Madam,\n" * 400, b"\0" * 8192])
def test_what_is_no_ledger_is_refused(tmp_path: Path, data: bytes) -> None:
    """A file of another kind is left as it is; an empty one is a ledger that was never begun."""
    path = tmp_path / "outbox.sqlite"
    path.write_bytes(data)
    if not data:
        assert read(path) == ()
        return
    for opened in (open_outbox, read_outbox):
        with pytest.raises(BriefgenError), opened(path):
            pass
        assert path.read_bytes() == data


def test_a_link_a_folder_and_a_pipe_are_refused(tmp_path: Path, ledger: Path) -> None:
    """The ledger is a file in its own place: through a link it would lie, or be begun, somewhere else."""
    link, dangling, pipe = (tmp_path / name for name in ("link", "dangling", "pipe"))
    link.symlink_to(ledger)
    dangling.symlink_to(tmp_path / "elsewhere")
    os.mkfifo(pipe)
    for path in (link, dangling, pipe, tmp_path):
        for opened in (open_outbox, read_outbox):
            with pytest.raises(PolicyError), opened(path):
                pass
    assert not (tmp_path / "elsewhere").exists()


def test_a_ledger_that_is_not_there_is_not_begun_by_reading(tmp_path: Path) -> None:
    """To look at what was sent leaves nothing behind."""
    assert read(tmp_path / "output" / "outbox.sqlite") == ()
    assert not list(tmp_path.iterdir())


def test_an_older_copy_or_none_in_its_place_is_noticed(ledger: Path, tmp_path: Path) -> None:
    """Where steps that were on record are gone, nothing is sent: it would be sent twice."""
    copy, witness = tmp_path / "copy", tmp_path / "outbox.head"
    shutil.copy(ledger, copy)
    with open_outbox(ledger, witness) as outbox:
        outbox.note(Event(EVE.key, State.SENDING, AT), Event(EVE.key, State.SENT, AT))
    newest = ledger.read_bytes()
    for put_back in (lambda: shutil.copy(copy, ledger), ledger.unlink, lambda: ledger.write_bytes(b"")):
        put_back()
        for opened in (open_outbox, read_outbox):
            with pytest.raises(IntegrityError, match=r"older than it was|is missing"), opened(ledger, witness):
                pass
        ledger.write_bytes(newest)
    assert [one.state for one in read(ledger, witness)][2] is State.SENT
    witness.unlink()
    shutil.copy(copy, ledger)
    assert read(ledger, witness)[2].state is State.PLANNED


@pytest.mark.parametrize("text", ["", "7", "7 " + "ab" * 32 + " " + "cd" * 32 + "\n", "\0" * 2000])
def test_half_a_witness_says_nothing(ledger: Path, tmp_path: Path, text: str) -> None:
    """A line that a power cut left half-written, or a flipped byte in it, keeps nobody from sending."""
    witness = tmp_path / "outbox.head"
    witness.write_text(text)
    assert len(read(ledger, witness)) == 3


def test_a_ledger_that_changes_under_an_open_one_is_noticed(ledger: Path) -> None:
    """Where the lock does not hold (a file system without), the second writer is stopped before it writes."""
    with open_outbox(ledger) as one, open_outbox(ledger) as other:
        other.note(Event(EVE.key, State.SENDING, AT))
        with pytest.raises(IntegrityError, match="another program has written"):
            one.note(Event(EVE.key, State.SENDING, AT))
    assert read(ledger)[2].attempts == 1


def test_a_program_that_holds_the_ledger_is_waited_for_and_then_named(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser of databases that is left open ends the run with exit 4, and changes nothing."""
    monkeypatch.setattr(ledger_file, "_BUSY_SECONDS", 0.1)
    before = ledger.read_bytes()
    holder = sqlite3.connect(ledger, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    for opened in (open_outbox, read_outbox):
        with pytest.raises(LockedError), opened(ledger):
            pass
    holder.execute("ROLLBACK")
    holder.execute("BEGIN")
    holder.execute("SELECT * FROM event").fetchone()
    with open_outbox(ledger) as outbox:
        with pytest.raises(LockedError):
            outbox.note(Event(EVE.key, State.SENDING, AT))
        holder.execute("ROLLBACK")
        outbox.note(Event(EVE.key, State.SENDING, AT))
    holder.close()
    assert ledger.read_bytes() != before
    assert read(ledger)[2].attempts == 1


def test_a_reader_sees_a_run_that_is_under_way(ledger: Path) -> None:
    """Who looks while a run sends sees what has been noted, and holds nothing up."""
    with open_outbox(ledger) as outbox:
        outbox.note(Event(EVE.key, State.SENDING, AT))
        assert read(ledger)[2].state is State.SENDING
        outbox.note(Event(EVE.key, State.SENT, AT))
        assert read(ledger)[2].state is State.SENT


def test_what_is_read_stood_there_at_one_moment(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run adds while somebody reads is not missed there, and the run does not wait for a slow reader."""
    monkeypatch.setattr(ledger_file, "_BUSY_SECONDS", 0.1)
    witness = tmp_path / "outbox.head"
    with open_outbox(ledger, witness) as outbox, ledger_file.read_ledger(ledger, witness) as file:
        rows = file.read()
        seen = [next(rows)]
        outbox.note(Event(EVE.key, State.SENDING, AT))
        seen += [next(rows), next(rows)]
        outbox.note(Event(EVE.key, State.SENT, AT))
        seen += rows
        assert [table for table, _ in seen] == ["delivery"] * 3 + ["event"] * 7
        assert len(file.list_steps()) == 7
    assert read(ledger, witness)[2].state is State.SENT


def test_who_looks_again_and_again_raises_no_false_alarm(tmp_path: Path) -> None:
    """From before the ledger is begun: each look finds it whole, and no step of the run is held up until it fails."""
    ledger, witness, names = tmp_path / "outbox.sqlite", tmp_path / "outbox.head", [f"r{one}" for one in range(2000)]
    end = time.monotonic() + 2

    def write() -> int:
        with open_outbox(ledger, witness) as outbox:
            outbox.plan(map(deliver_to, names), AT)
            for count, name in enumerate(names):
                if time.monotonic() > end:
                    return count
                outbox.note(Event(deliver_to(name).key, State.SENDING, AT))
        return len(names)

    with ThreadPoolExecutor(1) as threads:
        written = threads.submit(write)
        seen = [0]
        while not written.done():
            seen.append(sum(one.attempts for one in read(ledger, witness)))
        assert seen == sorted(seen)
        assert sum(one.attempts for one in read(ledger, witness)) == written.result() > 0


def test_a_disk_that_is_full_changes_nothing(ledger: Path) -> None:
    """The step is not noted, the error says why, and the ledger is as it was; with room the run goes on."""
    with open_outbox(ledger) as outbox:
        # SQLite's own limit fails as a full disk does, at each place where the file must grow.
        connection = outbox._file._connection
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        before = outbox.list_entries()
        with pytest.raises(StorageError, match="the disk is full"):
            outbox.note(Event(EVE.key, State.REFUSED, AT, "x" * 20000))
        assert outbox.list_entries() == before == read(ledger)
        connection.execute("PRAGMA max_page_count = 1000000")
        outbox.note(Event(EVE.key, State.SENDING, AT))
    assert read(ledger)[2].state is State.SENDING
