"""One mailbox under two names: an edition goes there once, by whichever of them."""

import json
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call, shelve

from briefgen.deliver.outbox import open_outbox
from briefgen.model.delivery import Event, State
from edited_files import edit_text


def share_mailbox(folder: Path, names: str) -> None:
    """Give bob's mailbox to press too, and name the topic's recipients."""
    people = "press: {tlp: TLP:GREEN, channel: post, address: Bob@EXAMPLE.net}\nshelf:"
    edit_text(folder / "corpus/recipients.yaml", "shelf:", people)
    edit_text(folder / "corpus/topics/ferry.md", "[ann, bob, shelf]", names)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        pytest.param("topics/ferry.md", "[bob, press]", "[press, bob]", id="named in another order"),
        pytest.param("topics/ferry.md", "[bob, press]", "[press]", id="named no more"),
        pytest.param("recipients.yaml", "bob: {tlp: TLP:GREEN", "bob: {tlp: TLP:AMBER", id="may see more"),
        pytest.param("recipients.yaml", "bob: {", "bert: {", id="renamed"),
    ],
)
def test_a_mailbox_gets_an_edition_once_by_whichever_name(
    sending: Path, post: Post, file: str, before: str, after: str
) -> None:
    """What went to a mailbox under one name does not go there again under the other; that is told, exit 0."""
    share_mailbox(sending, "[bob, press]")
    assert call(sending, "send").exit_code == 0
    edit_text(sending / "corpus" / file, before, after)
    if "bert" in after:
        edit_text(sending / "corpus/topics/ferry.md", "[bob, press]", "[bert]")
    ran = call(sending, "send")
    assert (ran.exit_code, sorted(post.count().values())) == (0, [1]), ran.output
    assert "its mailbox has it already, as that of bob by post" in ran.stdout
    shelve(sending, 2)
    assert call(sending, "send").exit_code == 0
    assert sorted(post.count().values()) == [1, 1]


def test_a_mailbox_that_may_have_an_edition_gets_it_by_no_other_name(sending: Path, post: Post) -> None:
    """What was cut off may have arrived: it does not leave by the other name beside, and exit 6 asks for a person."""
    share_mailbox(sending, "[bob, press]")
    assert call(sending, "send").exit_code == 0
    with open_outbox(sending / "output/outbox.sqlite", sending / ".briefgen/outbox.head") as outbox:
        key = outbox.list_entries()[0].delivery.key
        outbox.note(*(Event(key, state, "2026-11-22T10:00:00Z") for state in (State.PLANNED, State.SENDING)))
    edit_text(sending / "corpus/topics/ferry.md", "[bob, press]", "[press, bob]")
    ran = call(sending, "send")
    assert (ran.exit_code, len(post.accepted)) == (6, 1)
    assert "press: its mailbox may have it already, as that of bob by post" in ran.stdout


def test_a_name_that_a_person_asks_for_gets_it_again(sending: Path, post: Post) -> None:
    """Two names had an edition, each in a mailbox of its own; they are one now, and somebody asks for one of them."""
    share_mailbox(sending, "[bob, press]")
    edit_text(sending / "corpus/recipients.yaml", "Bob@EXAMPLE.net", "press@example.net")
    assert call(sending, "send").exit_code == 0
    edit_text(sending / "corpus/recipients.yaml", "press@example.net", "Bob@EXAMPLE.net")
    edit_text(sending / "corpus/topics/ferry.md", "[bob, press]", "[press, bob]")
    assert call(sending, "send").exit_code == 0
    assert len(post.accepted) == 2
    key = json.loads(call(sending, "outbox", "--json").stdout)[1]["key"]
    assert call(sending, "outbox", "--resolve", key, "--resend", "--because", "lost").exit_code == 0
    for _ in range(2):
        assert call(sending, "send").exit_code == 0
        assert len(post.accepted) == 3


def test_a_person_may_send_again_to_a_mailbox_with_two_names(sending: Path, post: Post) -> None:
    """What went there by either name leaves once more for the one that counts now, if somebody says so."""
    share_mailbox(sending, "[bob, press]")
    assert call(sending, "send").exit_code == 0
    edit_text(sending / "corpus/topics/ferry.md", "[bob, press]", "[press, bob]")
    key = json.loads(call(sending, "outbox", "--json").stdout)[0]["key"]
    assert call(sending, "outbox", "--resolve", key, "--resend", "--because", "lost").exit_code == 0
    for _ in range(2):
        assert call(sending, "send").exit_code == 0
        assert len(post.accepted) == 2
    edit_text(sending / "corpus/topics/ferry.md", "[press, bob]", "[bob, press]")
    assert call(sending, "send").exit_code == 0
    assert len(post.accepted) == 2


def test_a_mailbox_is_one_though_its_channel_is_a_folder_now(sending: Path, post: Post) -> None:
    """Mail goes by a channel of another name, and the old name means something else: they have the edition."""
    assert call(sending, "send").exit_code == 0
    channels = sending / "corpus/channels.yaml"
    edit_text(channels, "post: {", "letters: {")
    edit_text(channels, "share: {", "post: {kind: folder, path: ../other}\nshare: {")
    (sending.parent / "other").mkdir()
    people = sending / "corpus/recipients.yaml"
    people.write_text(people.read_text("utf-8").replace("channel: post", "channel: letters"), encoding="utf-8")
    before = len(post.accepted)
    ran = call(sending, "send")
    assert (ran.exit_code, len(post.accepted)) == (0, before), ran.output


def find_reason(sending: Path, *words: str) -> str:
    """Find why the other name of the mailbox gets nothing in a run."""
    held = json.loads(call(sending, "send", "--json", *words).stdout)["held"]
    return next(one["reason"] for one in held if one["recipient"] == "press")


def test_of_a_mailbox_is_told_what_comes_there_by_the_other_name(sending: Path, post: Post) -> None:
    """It gets the edition in this run, or has it; where another name is asked for, that is said."""
    share_mailbox(sending, "[press, bob]")
    edit_text(sending / "corpus/recipients.yaml", "press: {tlp: TLP:GREEN", "press: {tlp: TLP:AMBER")
    asked = "bob has the same mailbox, and gets it there where `--to bob` asks for it"
    assert find_reason(sending, "--to", "press") == asked
    assert len(post.accepted) == 0
    assert find_reason(sending) == "bob has the same mailbox, and gets it there"
    for words in ((), ("--to", "press"), ("--dry-run",)):
        assert find_reason(sending, *words) == "its mailbox has it already, as that of bob by post"
    assert len(post.accepted) == 1


def test_of_a_mailbox_that_gets_nothing_it_is_not_said_that_it_does(sending: Path, post: Post) -> None:
    """Who counts for it may not see the edition, or the server refused it."""
    share_mailbox(sending, "[press, bob]")
    people = sending / "corpus/recipients.yaml"
    edit_text(people, "press: {tlp: TLP:GREEN", "press: {tlp: TLP:AMBER")
    edit_text(people, "bob: {tlp: TLP:GREEN", "bob: {form: note, tlp: TLP:GREEN")
    assert find_reason(sending) == "bob has the same mailbox, and gets nothing there in this run"
    edit_text(people, "form: note, ", "")
    post.answer = "550 no"
    assert call(sending, "send").exit_code == 6
    assert find_reason(sending) == "bob has the same mailbox, and was refused it there: no run sends it again"


def test_a_mailbox_that_has_it_by_a_former_name_has_it_for_both(sending: Path, post: Post) -> None:
    """Whoever counts for it was called otherwise."""
    share_mailbox(sending, "[bob]")
    assert call(sending, "send").exit_code == 0
    edit_text(sending / "corpus/recipients.yaml", "bob: {", "bert: {")
    edit_text(sending / "corpus/topics/ferry.md", "[bob]", "[bert, press]")
    assert find_reason(sending) == "its mailbox has it already, as that of bob by post"
