"""What was sent is had for good, also where it was asked for again and did not leave a second time."""

import json
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call, shelve, withdraw

from briefgen.deliver.outbox import open_outbox
from briefgen.model.delivery import Event, State
from edited_files import edit_text


def ask_again(sending: Path, name: str) -> str:
    """Ask for what somebody was sent again, and give its key."""
    listed = json.loads(call(sending, "outbox", "--json").stdout)
    key = next(one["key"] for one in listed if one["recipient"] == name)
    ran = call(sending, "outbox", "--resolve", key, "--resend", "--because", "it was lost")
    assert ran.exit_code == 0, ran.output
    return str(key)


def list_told(sending: Path) -> set[str]:
    """List who was told that a source was withdrawn."""
    listed = json.loads(call(sending, "outbox", "--json").stdout)
    return {one["recipient"] for one in listed if (one["matter"], one["state"]) == ("correction", "sent")}


@pytest.mark.parametrize("name", ["ann", "shelf"])
@pytest.mark.parametrize("fate", ["planned", "set aside", "refused", "deferred"])
def test_who_has_it_is_told_though_it_was_asked_for_again(sending: Path, post: Post, name: str, fate: str) -> None:
    """Whatever became of the second time: they have the first, which `impact` says, and hear of the withdrawal."""
    assert call(sending, "send").exit_code == 0
    key = ask_again(sending, name)
    if fate in ("refused", "deferred"):
        with open_outbox(sending / "output/outbox.sqlite", sending / ".briefgen/outbox.head") as outbox:
            steps = (State.SENDING, State(fate))
            outbox.note(*(Event(key, state, "2026-11-22T10:00:00Z") for state in steps))
    withdraw(sending)
    if fate == "set aside":
        call(sending, "send")
    shown = call(sending, "impact", "quay-log").stdout
    assert f"{'refused' if fate == 'set aside' else fate:<9}{name}" in shown
    assert shown.count("and was sent before") == 1
    ran = call(sending, "send", "--correction", "--unreplaced")
    assert ran.exit_code == 0, ran.output
    assert list_told(sending) == {"ann", "bob", "shelf"}
    assert call(sending, "send", "--correction", "--unreplaced").exit_code == 0
    assert sorted(post.count().values()) == [1, 1, 1, 1]


def test_what_was_asked_for_again_leaves_once_more(sending: Path, post: Post) -> None:
    """That somebody has it is no reason not to send what a person wants sent."""
    assert call(sending, "send").exit_code == 0
    ask_again(sending, "ann")
    for _ in range(2):
        assert call(sending, "send").exit_code == 0
    assert len(post.accepted) == 3


def test_what_was_asked_for_again_stands_in_the_folder(sending: Path) -> None:
    """Who is given another's address reads what that one was sent, also where it waits to be sent once more."""
    text = "clerk: {tlp: TLP:AMBER, organisation: House, channel: share, address: desk}\nshelf:"
    edit_text(sending / "corpus/recipients.yaml", "shelf:", text)
    edit_text(sending / "corpus/topics/ferry.md", "shelf]", "clerk, shelf]")
    assert call(sending, "send").exit_code == 0
    ask_again(sending, "clerk")
    edit_text(sending / "corpus/recipients.yaml", "address: desk}", "address: den}")
    edit_text(sending / "corpus/recipients.yaml", "CLEAR, channel: share", "CLEAR, channel: share, address: desk")
    shelve(sending, 2)
    ran = call(sending, "send")
    assert ran.exit_code == 6, ran.output
    assert "stands in its place" in ran.output


@pytest.mark.parametrize("is_there", [False, True])
def test_what_was_looked_for_and_not_found_is_not_had(sending: Path, *, is_there: bool) -> None:
    """A run that was killed before it put anything gave nobody anything; what was put before counts still."""
    if is_there:
        assert call(sending, "send", "--to", "shelf").exit_code == 0
        key = ask_again(sending, "shelf")
    else:
        key = ""
        (sending.parent / "share").rename(sending.parent / "away")
        call(sending, "send", "--to", "shelf")
        (sending.parent / "away").rename(sending.parent / "share")
    with open_outbox(sending / "output/outbox.sqlite", sending / ".briefgen/outbox.head") as outbox:
        key = key or outbox.list_entries()[0].delivery.key
        steps = (State.SENDING, State.UNKNOWN, State.PLANNED)
        outbox.note(*(Event(key, state, "2026-11-22T10:00:00Z", "it had not arrived") for state in steps))
        assert outbox.list_entries()[0].has_left is is_there


def test_what_came_last_is_told_by_the_ledger_and_by_no_clock(sending: Path, post: Post) -> None:
    """An edition that was found to have arrived after the next one had left is not the last one that they got."""
    assert call(sending, "send").exit_code == 0
    shelve(sending, 2, "quay-log", "pier-log")
    assert call(sending, "send").exit_code == 0
    with open_outbox(sending / "output/outbox.sqlite", sending / ".briefgen/outbox.head") as outbox:
        first = [one.delivery.key for one in outbox.list_entries() if one.delivery.number == 1]
        outbox.note(*(Event(key, State.SENT, "2099-01-01T10:00:00Z", "assumed sent: she called") for key in first))
    withdraw(sending)
    assert call(sending, "send", "--correction", "--unreplaced").exit_code == 0
    listed = json.loads(call(sending, "outbox", "--json").stdout)
    assert {one["edition"] for one in listed if one["matter"] == "correction"} == {2}
