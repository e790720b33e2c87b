"""What the ledger has as put somewhere is judged by that place, whatever its channel and its reader are called now."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call, deliver_to, shelve

from briefgen.model.channel import Channel, Channels
from briefgen.model.delivery import Delivery, Departure, Entry, State
from briefgen.model.marking import Marking
from briefgen.model.recipient import Recipient, Recipients
from briefgen.model.settings import Settings
from briefgen.project.place import Project
from briefgen.project.sending.places.standing import find_exposed
from briefgen.project.sending.planning import Rules
from edited_files import edit_text

_SHARE = "share: {kind: folder, path: ../share}"
_BOB = "bob: {tlp: TLP:GREEN, organisation: Partner, channel: post, address: bob@example.net}"


@pytest.fixture
def given(sending: Path, post: Post) -> Path:
    """Give the project with a second reader of the folder, at an address of its own, who has the TLP:GREEN edition."""
    edit_text(sending / "corpus/recipients.yaml", _BOB, _BOB.replace("post, address: bob@example.net", "share"))
    assert call(sending, "send").exit_code == 0
    assert (sending.parent / "share/bob/ferry/1/brief.en.tlp-green/ferry.pdf").is_file()
    return sending


def test_no_site_is_made_round_what_a_folder_holds(given: Path) -> None:
    """It would stand under the web's root: nothing goes there, in a trial too, until it was taken away."""
    edit_text(given / "corpus/channels.yaml", _SHARE, "share: {kind: site, path: ../share}")
    edit_text(given / "corpus/topics/ferry.md", "[ann, bob, shelf]", "[ann, shelf]")
    shelve(given, 2)
    share = given.parent / "share"
    for words in (("--dry-run",), ()):
        ran = call(given, "send", *words)
        assert ran.exit_code == 6, ran.output
        assert "share/bob/ferry/1/brief.en.tlp-green stands on this site, and is TLP:GREEN" in ran.stderr
        assert not (share / "index.html").exists()
    shutil.rmtree(share / "bob")
    assert call(given, "send").exit_code == 0
    assert (share / "index.html").is_file()


@pytest.mark.parametrize("way", ["another channel there", "another address before"])
def test_whoever_reads_a_place_now_gets_nothing_beside_it(given: Path, post: Post, way: str) -> None:
    """The channel's name is a mail's now, or the reader moved and was sent it anew: it stands where it was put."""
    people, share = given / "corpus/recipients.yaml", given.parent / "share"
    if way == "another channel there":
        mail = f'share: {{kind: mail, server: "127.0.0.1:{post.port}", security: none, from: desk@example.org}}'
        edit_text(given / "corpus/channels.yaml", _SHARE, f"{mail}\nbox: {{kind: folder, path: ../share}}")
        edit_text(
            people, "shelf: {tlp: TLP:CLEAR, channel: share}", "guest: {tlp: TLP:CLEAR, channel: box, address: bob}"
        )
        edit_text(people, "Partner, channel: share}", "Partner, channel: share, address: bob@example.net}")
    else:
        edit_text(people, "Partner, channel: share}", "Partner, channel: share, address: den}")
        listed = json.loads(call(given, "outbox", "--json").stdout)
        key = next(one["key"] for one in listed if one["recipient"] == "bob")
        assert call(given, "outbox", "--resolve", key, "--resend", "--because", "moved").exit_code == 0
        assert call(given, "send").exit_code == 0
        assert (share / "den/ferry").is_dir()
        edit_text(
            people, "shelf: {tlp: TLP:CLEAR, channel: share}", "guest: {tlp: TLP:CLEAR, channel: share, address: bob}"
        )
    edit_text(given / "corpus/topics/ferry.md", "bob, shelf]", "guest]")
    ran = call(given, "send", "--to", "guest")
    assert ran.exit_code == 6, ran.output
    assert "share/bob/ferry/1/brief.en.tlp-green stands in its place" in ran.stderr
    shutil.rmtree(share / "bob")
    ran = call(given, "send", "--to", "guest")
    assert ran.exit_code == 0, ran.output
    assert list((share / "bob").rglob("brief.en.tlp-clear"))


_FAR = Channel("far", "store", url="sftp://files.example.org/briefs")
_PATH = "/briefs/desk/ferry/1/brief.en.tlp-green"


def find_on_far(project: Path, sent: Delivery, notes: Sequence[str], *others: Channel) -> list[str]:
    """Find what a guest at the address `desk` of a store reads there, of what left before with these notes."""
    rules = Rules(
        Recipients({"guest": Recipient("guest", Marking.CLEAR, channel="far", address="desk")}),
        Channels({one.name: one for one in (_FAR, *others)}),
    )
    left = tuple(Departure(step, note) for step, note in enumerate(notes))
    entry = Entry(sent, State.SENT, "", left=left)
    return [one.why for one in find_exposed(Project(project, Settings()), rules, [entry])]


@pytest.mark.parametrize("note", [_PATH, ""])
@pytest.mark.parametrize("address", ["desk", "den"])
def test_what_is_in_a_store_is_there_though_its_channel_has_another_name(
    sending: Path, note: str, address: str
) -> None:
    """The path tells it, where another address came since too; what nobody knows a path of, by its address."""
    sent = deliver_to("ann", channel="old", address=address, marking=Marking.AMBER)
    why = find_on_far(sending, sent, [note])
    assert [one.startswith("far/desk/ferry/1/brief.en.tlp-green stands in its place") for one in why] == [True] * bool(
        note or address == "desk"
    )


def test_what_is_in_a_store_is_there_though_its_channels_name_is_anothers(sending: Path) -> None:
    """It is a folder's, a mail's or another store's by now: the path is none of that store's own."""
    sent = deliver_to("ann", channel="old", address="desk", marking=Marking.AMBER)
    for other in (
        Channel("old", "folder", path="share"),
        Channel("old", "mail", server="mail.example.org"),
        Channel("old", "store", url="s3://other"),
    ):
        assert find_on_far(sending, sent, [_PATH], other)


def test_what_went_elsewhere_is_in_no_store(sending: Path) -> None:
    """Into a mailbox, a folder of this machine, another store or another part of this one."""
    sent = deliver_to("ann", channel="old", address="desk", marking=Marking.AMBER)
    for note in (f"/srv{_PATH}", _PATH.replace("desk", "den"), _PATH.lstrip("/"), "250 2.0.0 queued as a/b/c/d"):
        assert find_on_far(sending, sent, [note]) == []
    assert find_on_far(sending, replace(sent, address="ann@example.org"), [""]) == []
    for path in ("briefs", "briefs/"):
        other = Channel("old", "store", url=f"sftp://other.example.org/{path}")
        assert find_on_far(sending, sent, [_PATH], other) == []
