"""`briefgen outbox`: the ledger shown, settled by a person, and written out for a spreadsheet."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call, deliver_to, shelve, withdraw
from scripted_smtp import Act, Fault, run_scripted

from briefgen.deliver.outbox import open_outbox, read_outbox
from briefgen.files.lock import hold_lock
from briefgen.model.delivery import Delivery, Entry, Event, State
from briefgen.project.sending.exporting import write_json, write_table
from briefgen.project.sending.settling import Life
from edited_files import edit_text

AT = "2026-11-22T10:00:00Z"
_STARTS = ["=HYPERLINK(1)", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", '="x", "y"']


def read(folder: Path) -> dict[str, Entry]:
    """Read a project's ledger by recipient."""
    with read_outbox(folder / "output/outbox.sqlite") as outbox:
        return {one.delivery.recipient: one for one in outbox.list_entries()}


def note(folder: Path, name: str, *states: State) -> str:
    """Let a delivery's life go on in a project's ledger; give the key."""
    key = read(folder)[name].delivery.key
    with open_outbox(folder / "output/outbox.sqlite", folder / ".briefgen/outbox.head") as outbox:
        outbox.note(*(Event(key, state, AT, "550 no such user" * (state is State.REFUSED)) for state in states))
    return key


@pytest.fixture
def sent(sending: Path) -> Path:
    """Give a project whose edition has been sent to all three."""
    ran = call(sending, "send")
    assert ran.exit_code == 0, ran.stderr + ran.stdout
    return sending


def test_it_shows_who_has_what(sent: Path, post: Post) -> None:
    """A line for each delivery with its state, and a count; into a pipe no line is broken."""
    ran = call(sent / "corpus", "outbox")
    assert ran.exit_code == 0
    head, *rows = ran.stdout.splitlines()
    assert head.split()[:3] == ["state", "key", "topic"]
    found = read(sent)
    for row, (name, entry) in zip(rows, found.items(), strict=True):
        cells = row.split()
        assert cells[0] == "sent"
        assert entry.delivery.key.startswith(cells[1])
        assert cells[5] == name
    assert "3 deliveries: 3 sent" in ran.stderr
    assert set(post.count().values()) == {1}


def test_it_can_be_narrowed_and_read_by_programs(sent: Path) -> None:
    """By topic and state, as a table and as JSON; a topic that nothing was sent of is named with the nearest one."""
    note(sent, "ann", State.PLANNED)
    told = json.loads(call(sent, "outbox", "ferry", "--state", "planned", "--json").stdout)
    assert [(one["recipient"], one["state"], one["edition"]) for one in told] == [("ann", "planned", 1)]
    ran = call(sent, "outbox", "fery")
    assert ran.exit_code == 2
    assert "did you mean `ferry`?" in ran.stderr


def test_before_anything_was_sent_there_is_nothing_to_show(sending: Path) -> None:
    """No ledger is begun by looking for one."""
    ran = call(sending, "outbox")
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert not (sending / "output/outbox.sqlite").exists()


def test_a_life_is_told_step_by_step(sent: Path) -> None:
    """By the beginning of its key, as long as only one has it; else it is asked for more."""
    key = read(sent)["bob"].delivery.key
    ran = call(sent, "outbox", "--history", key[:8].upper())
    assert ran.exit_code == 0
    assert [line.split()[1] for line in ran.stdout.splitlines()[-3:]] == ["planned", "sending", "sent"]
    assert "bob (bob@example.net) by post" in ran.stdout
    told = json.loads(call(sent, "outbox", "--history", key, "--json").stdout)
    assert [one["state"] for one in told["history"]] == ["planned", "sending", "sent"]
    for wrong in ("0" * 64, "x"):
        assert call(sent, "outbox", "--history", wrong).exit_code == 2


def test_what_nobody_knows_of_is_settled_by_a_person(sent: Path, post: Post) -> None:
    """Cut off, it is not sent by any run; with --resend the next one sends it, with the words kept."""
    key = note(sent, "ann", State.PLANNED, State.SENDING)
    had = post.count()
    ran = call(sent, "send")
    assert ran.exit_code == 6
    assert "`briefgen outbox` shows and settles them" in ran.stderr
    assert post.count() == had
    ran = call(sent, "outbox", "--resolve", key[:9], "--resend", "--because", "she has\nnothing")
    assert ran.exit_code == 0, ran.stderr
    assert "planned" in ran.stdout
    assert call(sent, "send").exit_code == 0
    assert post.count()[key[:40]] == had[key[:40]] + 1
    with read_outbox(sent / "output/outbox.sqlite") as outbox:
        words = [(one.state, one.note) for one in outbox.list_events(key)][-4:]
    assert words[0][0] is State.UNKNOWN
    assert words[1] == (State.PLANNED, "to be sent again: she has nothing")
    assert [state for state, _ in words[2:]] == [State.SENDING, State.SENT]


def test_one_that_is_known_to_have_arrived_is_not_sent_again(sent: Path, post: Post) -> None:
    """Assumed to be sent, it counts as sent; a run that was cut off a moment ago can be settled at once."""
    key = note(sent, "ann", State.PLANNED, State.SENDING)
    ran = call(sent, "outbox", "--resolve", key, "--assume-sent", "--because", "she called")
    assert ran.exit_code == 0, ran.stderr
    assert (read(sent)["ann"].state, read(sent)["ann"].note) == (State.SENT, "assumed sent: she called")
    before = post.count()
    assert call(sent, "send").exit_code == 0
    assert post.count() == before


def test_what_was_refused_or_sent_is_sent_again_only_by_a_person(sent: Path, post: Post) -> None:
    """A server's no, and a message that was lost behind it, are tried again when somebody says so, and why."""
    note(sent, "ann", State.PLANNED, State.SENDING, State.REFUSED)
    assert call(sent, "send").exit_code == 6
    keys = [read(sent)[name].delivery.key for name in ("ann", "bob")]
    before = post.count()
    words = [word for key in keys for word in ("--resolve", key[:12])]
    assert call(sent, "outbox", *words, "--resend", "--because", "mended").exit_code == 0
    assert call(sent, "send").exit_code == 0
    assert {key: post.count()[key[:40]] - before[key[:40]] for key in keys} == dict.fromkeys(keys, 1)


_REFUSED = (
    ("--resolve", "{sent}", "--resend"),
    ("--resolve", "{sent}", "--resend", "--because", "  "),
    ("--resolve", "{sent}", "--resend", "--because", "\u200b\u2060"),
    ("--resolve", "{sent}", "--because", "x"),
    ("--resolve", "{sent}", "--resend", "--assume-sent", "--because", "x"),
    ("--resolve", "{sent}", "--assume-sent", "--because", "x"),
    ("--resolve", "{planned}", "--resend", "--because", "x"),
    ("--resolve", "{planned}", "--taken-away", "--because", "x"),
    ("--resolve", "{sent}", "--resend", "--taken-away", "--because", "x"),
    ("--resolve", "{sent}", "--resolve", "{planned}", "--resend", "--because", "x"),
    ("--resolve", "", "--resend", "--because", "x"),
    ("--resolve", "{sent}", "--resend", "--because", "x" * 501),
    ("ferry", "--resolve", "{sent}", "--resend", "--because", "x"),
    ("--resend", "--because", "x"),
    ("--history", "{sent}", "--export", "a.csv"),
    ("--export", "ledger.txt"),
)


def test_what_cannot_be_settled_so_changes_nothing(sent: Path) -> None:
    """Words that do not fit, a reason that is none, a state that needs no person: exit 2, all of it or nothing."""
    planned = note(sent, "bob", State.PLANNED)
    keys = {"{sent}": read(sent)["ann"].delivery.key, "{planned}": planned}
    before = read(sent)
    for words in _REFUSED:
        ran = call(sent, "outbox", *(keys.get(word, word) for word in words))
        assert ran.exit_code == 2, (words, ran.output)
    assert read(sent) == before


def test_while_a_run_sends_it_is_shown_but_not_settled(sent: Path) -> None:
    """Looking is always possible; to settle, and to send, is to wait: exit 4."""
    key = read(sent)["ann"].delivery.key
    with hold_lock(sent / ".briefgen/sending.lock"):
        assert call(sent, "outbox").exit_code == 0
        assert call(sent, "outbox", "--resolve", key, "--resend", "--because", "x").exit_code == 4
        assert call(sent, "send").exit_code == 4
        assert call(sent, "send", "--dry-run").exit_code == 0


def test_a_waiting_one_is_set_aside_when_a_newer_edition_leaves(sending: Path, post: Post) -> None:
    """What was deferred and is out of date by now is not sent late; the newer edition is sent once."""
    post.answer = "451 come back later"
    assert call(sending, "send").exit_code == 6
    shelve(sending, 2)
    post.answer = "250 OK"
    assert call(sending, "send").exit_code == 0
    with read_outbox(sending / "output/outbox.sqlite") as outbox:
        found = [(one.delivery.recipient, one.delivery.number, one.state, one.note) for one in outbox.list_entries()]
    assert found[:2] == [(name, 1, State.REFUSED, "edition 2 leaves instead") for name in ("ann", "bob")]
    assert {state for _, number, state, _ in found if number == 2} == {State.SENT}
    assert sorted(post.count().values()) == [1, 1]


def test_an_unknown_one_is_told_of_until_it_is_settled(sent: Path, post: Post) -> None:
    """Also when a newer edition has left since: nobody knows of the older one still."""
    note(sent, "ann", State.PLANNED, State.SENDING)
    shelve(sent, 2)
    ran = call(sent, "send", "--json")
    assert ran.exit_code == 6
    assert [(one["recipient"], one["edition"]) for one in json.loads(ran.stdout)["unknown"]] == [("ann", 1)]
    assert sorted(post.count().values()) == [1, 1, 1, 1]
    key = json.loads(ran.stdout)["unknown"][0]["key"]
    ran = call(sent, "outbox", "--resolve", key, "--resend", "--because", "she has nothing")
    assert ran.exit_code == 0, ran.stderr
    assert "if it is still the newest edition for them" in ran.stderr
    ran = call(sent, "send")
    assert ran.exit_code == 0, ran.stdout
    (line,) = [one for one in ran.stdout.splitlines() if one.startswith("aside")]
    assert "ann by post" in line
    assert "edition 2 leaves instead" in line
    assert sorted(post.count().values()) == [1, 1, 1, 1]


def test_an_edition_that_a_newer_one_has_followed_is_not_sent_again(sent: Path, post: Post) -> None:
    """`send` would close it at once: who asks for it is told which edition they have instead (exit 2)."""
    shelve(sent, 2)
    assert call(sent, "send", "--to", "ann").exit_code == 0
    with read_outbox(sent / "output/outbox.sqlite") as outbox:
        before = outbox.list_entries()
    keys = {(one.delivery.recipient, one.delivery.number): one.delivery.key for one in before}
    ran = call(sent, "outbox", "--resolve", keys["ann", 1], "--resend", "--because", "x")
    assert ran.exit_code == 2
    assert "edition 2" in ran.stderr
    ran = call(sent, "outbox", "--resolve", keys["ann", 2], "--resolve", keys["bob", 1], "--resend", "--because", "x")
    assert ran.exit_code == 0, ran.stderr


def test_a_run_that_leaves_something_waiting_says_so(sending: Path, post: Post) -> None:
    """What is deferred was not delivered: exit 6 in each run until it is, also while its time has not come."""
    post.answer = "451 come back later"
    assert call(sending, "send").exit_code == 6
    ran = call(sending, "send")
    assert ran.stdout.count("waits ") == 2
    assert ran.exit_code == 6


def test_a_server_that_drops_connections_leaves_one_in_doubt(sending: Path) -> None:
    """One recipient of two is unknown, the other is planned still, and gets it from the next run."""
    with run_scripted(Fault("dot", Act.HANG_UP, times=1)) as server:
        channels = sending / "corpus/channels.yaml"
        channels.write_text(re.sub(r":\d+\"", f':{server.port}"', channels.read_text()))
        assert call(sending, "send").exit_code == 6
        assert {name: one.state.value for name, one in read(sending).items()} == {
            "ann": "unknown",
            "bob": "planned",
            "shelf": "sent",
        }
        assert call(sending, "send").exit_code == 6
        assert len(server.accepted) == 2
    assert read(sending)["bob"].state is State.SENT


def test_a_mended_address_gets_what_waited(sending: Path, post: Post) -> None:
    """A delivery that was refused at the old address goes to the new one, without a word from anybody."""
    post.answer = "550 no such user"
    assert call(sending, "send").exit_code == 6
    edit_text(sending / "corpus/recipients.yaml", "ann@example.org", "ann@example.com")
    post.answer = "250 OK"
    told = json.loads(call(sending, "send", "--dry-run", "--json").stdout)
    assert [one["address"] for one in told["planned"]] == ["ann@example.com"]
    assert call(sending, "send").exit_code == 6
    assert [name for name, _ in post.accepted] == ["ann@example.com"]
    assert {name: one.state for name, one in read(sending).items()}["bob"] is State.REFUSED


def make_life(**more: object) -> Life:
    """Give a delivery with odd texts in it."""
    one: Delivery = deliver_to("ann", **more)
    return Life(Entry(one, State.REFUSED, AT, 2, '=cmd|"/c calc"!A1'), (Event(one.key, State.REFUSED, AT, "x"),))


@pytest.mark.parametrize("start", _STARTS)
def test_no_cell_is_a_formula(start: str) -> None:
    """What begins as a formula does gets an apostrophe; every field is in quotes, and comes back as it was (F17)."""
    text = write_table([make_life(organisation=start)]).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["organisation"] == f"'{start}"
    assert row["note"] == '\'=cmd|"/c calc"!A1'
    assert (row["edition"], row["attempts"], row["recipient"]) == ("1", "2", "ann")
    assert all(line.startswith('"') for line in text.split("\r\n")[:1])
    assert not [cell for cell in row.values() if cell.startswith(tuple("=+-@\t\r\0"))]


def test_json_holds_all_of_it() -> None:
    """Every field and every step, texts as they are."""
    (told,) = json.loads(write_json([make_life(organisation="=1")]))["deliveries"]
    assert told["organisation"] == "=1"
    assert told["history"] == [{"state": "refused", "at": AT, "note": "x", "next_try": ""}]


def test_an_empty_table_has_its_heads() -> None:
    """Nothing sent is a table without rows, not an empty file."""
    assert write_table([]).decode("utf-8-sig").startswith('"key","matter","topic"')


def test_an_export_is_written_whole(sent: Path, tmp_path: Path) -> None:
    """Both formats, over a file that was there; where it cannot be written the old one stays (exit 5)."""
    for name in ("ledger.csv", "ledger.json"):
        (tmp_path / name).write_text("old")
        ran = call(sent, "outbox", "--export", tmp_path / name)
        assert (ran.exit_code, ran.stdout) == (0, f"3 deliveries in {tmp_path / name}\n")
        assert (tmp_path / name).read_text(encoding="utf-8-sig").count("ann@example.org") == 1
    (tmp_path / "file").write_text("")
    assert call(sent, "outbox", "--export", tmp_path / "file" / "ledger.csv").exit_code == 5


@pytest.mark.parametrize(
    "name",
    [
        "output/editions/ferry/1/brief.en.tlp-green/edition.json",
        "output/editions/new.json",
        "corpus/ledger.csv",
        "templates/ledger.csv",
        ".briefgen/ledger.json",
        "linked/ledger.csv",
    ],
)
def test_no_export_is_written_where_the_project_keeps_its_own(sent: Path, name: str) -> None:
    """A slip of the pen destroys no record, also through a link: exit 2, and all is as it was."""
    (sent / "linked").symlink_to("corpus")
    place = sent / name
    before = place.read_bytes() if place.exists() else None
    ran = call(sent, "outbox", "--export", place)
    assert (ran.exit_code, "there the project keeps its own" in ran.stderr) == (2, True), ran.stderr
    assert (place.read_bytes() if place.exists() else None) == before


def test_an_export_may_stand_elsewhere_in_the_project(sent: Path) -> None:
    """Beside the drafts, say."""
    assert call(sent, "outbox", "--export", sent / "output/ledger.csv").exit_code == 0


@pytest.mark.parametrize("name", ["output/editions/ferry/changes.html", "output/outbox.sqlite", "briefgen.toml"])
def test_no_comparison_is_written_where_the_project_keeps_its_own(sent: Path, name: str) -> None:
    """Its page may have any name, and is refused in the same way."""
    before = (sent / name).read_bytes() if (sent / name).exists() else None
    ran = call(sent, "diff", "ferry", "--max-tlp", "TLP:GREEN", "--html", sent / name)
    assert (ran.exit_code, "there the project keeps its own" in ran.stderr) == (2, True), ran.stderr
    assert ((sent / name).read_bytes() if (sent / name).exists() else None) == before


def test_no_export_is_written_where_readers_find_what_is_sent(sent: Path) -> None:
    """The ledger tells who else has what: a channel's folder is refused, exit 2, and nothing is written there."""
    place = sent.parent / "share/shelf/ledger.csv"
    ran = call(sent, "outbox", "--export", place)
    assert (ran.exit_code, "there readers find what the channel `share` brings" in ran.stderr) == (2, True), ran.stderr
    assert not place.exists()


def test_a_missing_ledger_is_called_missing(sent: Path) -> None:
    """Nothing is sent twice (exit 7), no empty ledger is left behind, and the message says what is the matter."""
    ledger = sent / "output/outbox.sqlite"
    ledger.unlink()
    for words in (("send",), ("send", "--dry-run"), ("outbox",)):
        ran = call(sent, *words)
        assert (ran.exit_code, "outbox.sqlite is missing: " in ran.stderr) == (7, True), ran.stderr
        assert not ledger.exists()


def test_a_correction_to_be_sent_again_is_told_the_command_that_sends_it(sent: Path) -> None:
    """`send` sends editions alone."""
    withdraw(sent)
    assert call(sent, "send", "--correction", "--unreplaced").exit_code == 0
    listed = json.loads(call(sent, "outbox", "--json").stdout)
    key = next(one["key"] for one in listed if one["matter"] == "correction")
    ran = call(sent, "outbox", "--resolve", key, "--resend", "--because", "it was lost")
    assert "the next `briefgen send --correction` sends it" in ran.stderr
    assert "newest edition" not in ran.stderr
