"""What a person took from where it was put, and says so: nobody misses it, nothing brings it back, all is on record."""

import json
import shutil
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call, shelve, withdraw

from deliver.test_verifying_deliveries import find_wrong
from edited_files import edit_text

_PLACE = "ferry/1/brief.en.tlp-clear"


def find_keys(sending: Path, channel: str) -> list[str]:
    """Find what left by a channel."""
    listed = json.loads(call(sending, "outbox", "--json").stdout)
    return [one["key"] for one in listed if one["channel"] == channel]


def settle(sending: Path, key: str, finding: str) -> tuple[int, str]:
    """Say of a delivery what a person found."""
    ran = call(sending, "outbox", "--resolve", key, finding, "--because", "the minister's wish")
    return ran.exit_code, ran.stdout + ran.stderr


@pytest.fixture(params=["folder", "site"])
def place(sending: Path, post: Post, request: pytest.FixtureRequest) -> Path:
    """Give the folder of an edition that somebody took away from a channel's place; a newer one stands there."""
    edit_text(sending / "corpus/channels.yaml", "kind: folder", f"kind: {request.param}")
    shelve(sending, 2)
    assert call(sending, "send").exit_code == 0
    shelve(sending, 3)
    assert call(sending, "send").exit_code == 0
    found = sending.parent / "share"
    folder = next(found.rglob("2/brief.en.tlp-clear"))
    shutil.rmtree(folder)
    return folder


def find_key(sending: Path, number: int, recipient: str = "shelf") -> str:
    """Find the delivery of an edition by the channel."""
    listed = json.loads(call(sending, "outbox", "--json").stdout)
    meant = ("share", number, recipient)
    return next(one["key"] for one in listed if (one["channel"], one["edition"], one["recipient"]) == meant)


def test_what_somebody_took_away_is_missed_no_more(sending: Path, place: Path) -> None:
    """On record with its reason, as sent: whoever read it has read it. No run brings it back, a person may."""
    share = sending.parent / "share"
    key = find_key(sending, 2)
    code, told = settle(sending, key, "--taken-away")
    assert code == 0, told
    assert "sent" in told
    assert call(sending, "send").exit_code == 0
    assert not place.exists()
    ran = call(sending, "verify", str(share))
    assert ran.exit_code == 0, ran.output
    life = call(sending, "outbox", "--history", key).stdout
    assert "taken away: the minister's wish" in life


def test_what_was_taken_away_is_put_back_only_by_a_person(sending: Path, place: Path) -> None:
    """The newest edition stays away from run to run; to be sent again, it stands there with the same bytes."""
    assert settle(sending, find_key(sending, 2), "--taken-away")[0] == 0
    newest = next((sending.parent / "share").rglob("3/brief.en.tlp-clear"))
    before = (newest / "ferry.pdf").read_bytes()
    shutil.rmtree(newest)
    assert settle(sending, find_key(sending, 3), "--taken-away")[0] == 0
    assert call(sending, "send").exit_code == 0
    assert not newest.exists()
    assert settle(sending, find_key(sending, 3), "--resend")[0] == 0
    assert call(sending, "send").exit_code == 0
    assert (newest / "ferry.pdf").read_bytes() == before
    assert find_wrong(sending, sending.parent / "share") == {}


def test_of_what_is_gone_from_a_site_nothing_is_told_there(sending: Path, post: Post) -> None:
    """The note would stand beside nothing; where the edition stands, it stands."""
    edit_text(sending / "corpus/channels.yaml", "kind: folder", "kind: site")
    assert call(sending, "send").exit_code == 0
    shelve(sending, 2)
    assert call(sending, "send").exit_code == 0
    site = sending.parent / "share"
    shutil.rmtree(site / "ferry/1")
    assert settle(sending, find_key(sending, 1), "--taken-away")[0] == 0
    withdraw(sending)
    ran = call(sending, "send", "--correction", "--unreplaced", "--to", "share")
    assert ran.exit_code == 0, ran.output
    assert not (site / "ferry/1").exists()
    told = [one for one in json.loads(call(sending, "outbox", "--json").stdout) if one["matter"] == "correction"]
    assert [(one["channel"], one["edition"]) for one in told] == [("share", 2)]
    assert call(sending, "verify", site).exit_code == 0


def test_a_reader_of_a_folder_had_it_and_is_told(sending: Path, post: Post) -> None:
    """What was taken out of somebody's own folder was there to be read: word of its source goes there."""
    assert call(sending, "send").exit_code == 0
    folder = sending.parent / "share/shelf/ferry"
    shutil.rmtree(folder)
    assert settle(sending, find_key(sending, 1), "--taken-away")[0] == 0
    withdraw(sending)
    ran = call(sending, "send", "--correction", "--unreplaced", "--to", "share")
    assert ran.exit_code == 0, ran.output
    assert [one.name for one in folder.rglob("*.txt")] == ["withdrawn-quay-log.txt"]
    assert call(sending, "verify", sending.parent / "share").exit_code == 0


def test_nobody_takes_a_message_away(sending: Path, post: Post) -> None:
    """What is in a mailbox is its owner's; what was not sent stands nowhere."""
    assert call(sending, "send", "--to", "post").exit_code == 0
    before = call(sending, "outbox", "--json").stdout
    for key in find_keys(sending, "post"):
        code, told = settle(sending, key, "--taken-away")
        assert (code, "left by mail" in told) == (2, True), told
    assert call(sending, "outbox", "--json").stdout == before


@pytest.mark.parametrize("way", ["renamed", "new reader"])
def test_no_other_reader_of_a_site_brings_back_what_was_taken_away(sending: Path, post: Post, way: str) -> None:
    """It is held, with what puts it back, and needs nobody; asked for again, it stands there for all its readers."""
    edit_text(sending / "corpus/channels.yaml", "kind: folder", "kind: site")
    assert call(sending, "send").exit_code == 0
    key = find_key(sending, 1)
    edition = sending.parent / "share/ferry/1"
    shutil.rmtree(edition)
    assert settle(sending, key, "--taken-away")[0] == 0
    after = "press: {" if way == "renamed" else "press: {tlp: TLP:CLEAR, channel: share}\nshelf: {"
    edit_text(sending / "corpus/recipients.yaml", "shelf: {", after)
    edit_text(sending / "corpus/topics/ferry.md", "shelf]", "press]" if way == "renamed" else "shelf, press]")
    ran = call(sending, "send")
    assert (ran.exit_code, edition.exists()) == (0, False), ran.output
    assert f"press: edition 1 was taken away from there; `briefgen outbox --resolve {key[:12]} --resend" in ran.stdout
    assert settle(sending, key, "--resend")[0] == 0
    assert call(sending, "send").exit_code == 0
    assert edition.exists()
    assert call(sending, "verify", sending.parent / "share").exit_code == 0


def test_a_folder_of_another_name_is_another_place(sending: Path, post: Post) -> None:
    """What was taken out of one reader's folder is held for whoever has that folder now, and for nobody else."""
    assert call(sending, "send").exit_code == 0
    share = sending.parent / "share"
    shutil.rmtree(share / "shelf/ferry")
    assert settle(sending, find_key(sending, 1), "--taken-away")[0] == 0
    people = "heir: {tlp: TLP:CLEAR, channel: share, address: shelf}\ndesk: {tlp: TLP:CLEAR, channel: share}"
    edit_text(sending / "corpus/recipients.yaml", "shelf: {tlp: TLP:CLEAR, channel: share}", people)
    edit_text(sending / "corpus/topics/ferry.md", "shelf]", "heir, desk]")
    ran = call(sending, "send")
    assert ran.exit_code == 0, ran.output
    assert (len(list(share.glob("shelf/*"))), len(list(share.glob("desk/*")))) == (0, 1)


@pytest.mark.parametrize("kind", ["folder", "site"])
def test_what_still_stands_there_was_not_taken_away(sending: Path, post: Post, kind: str) -> None:
    """A wrong key, or a share that was put back: nothing is put on record, and the place is named."""
    edit_text(sending / "corpus/channels.yaml", "kind: folder", f"kind: {kind}")
    assert call(sending, "send").exit_code == 0
    withdraw(sending)
    assert call(sending, "send", "--correction", "--unreplaced", "--to", "share").exit_code == 0
    for key in find_keys(sending, "share"):
        code, told = settle(sending, key, "--taken-away")
        assert (code, "stands there still" in told, _PLACE in told) == (2, True, True), told
    for word in (sending.parent / "share").rglob("withdrawn-*"):
        word.unlink()
    assert [settle(sending, key, "--taken-away")[0] for key in find_keys(sending, "share")] == [2, 0]


def test_what_is_back_is_missed_again(sending: Path, place: Path) -> None:
    """Somebody said too much, or put it back: it can be said, and then it is looked for where it was put."""
    share = sending.parent / "share"
    key = find_key(sending, 2)
    assert settle(sending, key, "--taken-away")[0] == 0
    assert call(sending, "send").exit_code == 0
    assert settle(sending, key, "--assume-sent")[0] == 0
    # What is not there at all only a site misses.
    if place.is_relative_to(share / "shelf"):
        place.mkdir()
    assert call(sending, "verify", share).exit_code == 7
    shutil.rmtree(place, ignore_errors=True)
    assert settle(sending, key, "--taken-away")[0] == 0
    assert find_wrong(sending, share) == {}


@pytest.mark.parametrize("after", ["", "post: [", "share: {kind: folder, path: ../share}\n"])
def test_mail_stays_mail_whatever_the_channels_are_now(sending: Path, post: Post, after: str) -> None:
    """The channel may be gone, or the file be broken: what was mailed is in a mailbox."""
    assert call(sending, "send", "--to", "post").exit_code == 0
    keys = find_keys(sending, "post")
    (sending / "corpus/channels.yaml").write_text(after, encoding="utf-8")
    assert [settle(sending, key, "--taken-away")[0] for key in keys] == [2, 2]


def test_what_a_folder_took_is_no_mail_though_its_channel_is_one_now(sending: Path, post: Post) -> None:
    """The ledger has where it was put: while it stands there it is refused, then believed."""
    assert call(sending, "send").exit_code == 0
    edit_text(
        sending / "corpus/channels.yaml",
        "share: {kind: folder, path: ../share}",
        f'share: {{kind: mail, server: "127.0.0.1:{post.port}", security: none, from: desk@example.org}}',
    )
    (key,) = find_keys(sending, "share")
    assert "stands there still" in settle(sending, key, "--taken-away")[1]
    shutil.rmtree(sending.parent / "share/shelf")
    assert settle(sending, key, "--taken-away")[0] == 0


def test_what_never_left_stands_nowhere(sending: Path, post: Post) -> None:
    """Word that was only told by telephone was put nowhere."""
    assert call(sending, "send").exit_code == 0
    withdraw(sending)
    assert call(sending, "send", "--correction").exit_code == 6
    listed = json.loads(call(sending, "outbox", "--json").stdout)
    told = [one for one in listed if one["matter"] == "correction" and one["state"] == "refused"]
    for one in told:
        assert settle(sending, one["key"], "--assume-sent")[0] == 0
        assert "never left by a channel" in settle(sending, one["key"], "--taken-away")[1]


@pytest.mark.parametrize("kind", ["folder", "site"])
def test_what_is_gone_from_a_place_is_gone_for_all_its_readers(sending: Path, post: Post, kind: str) -> None:
    """It was there once: one key settles it, the others are named, and so is it said that it is back."""
    edit_text(sending / "corpus/channels.yaml", "kind: folder", f"kind: {kind}")
    assert call(sending, "send").exit_code == 0
    # A site has several readers; a folder passes from one to another.
    after = "press: {address: shelf, " if kind == "folder" else "press: {tlp: TLP:CLEAR, channel: share}\nshelf: {"
    edit_text(sending / "corpus/recipients.yaml", "shelf: {", after)
    edit_text(sending / "corpus/topics/ferry.md", "shelf]", "press]" if kind == "folder" else "shelf, press]")
    assert call(sending, "send").exit_code == 0
    keys = find_keys(sending, "share")
    assert len(keys) == 2
    share = sending.parent / "share"
    shutil.rmtree(next(share.rglob("brief.en.tlp-clear")))
    code, told = settle(sending, keys[0], "--taken-away")
    assert (code, f"settled too, for it is the same place: {keys[1][:8]} (press)" in told) == (0, True), told
    assert [one["note"] for one in list_share(sending)] == ["taken away: the minister's wish"] * 2
    assert call(sending, "send").exit_code == 0
    assert not list(share.rglob("ferry.pdf"))
    # An empty folder has nothing to verify.
    assert kind == "folder" or find_wrong(sending, share) == {}
    code, told = settle(sending, keys[1], "--assume-sent")
    assert (code, f"{keys[0][:8]} (shelf)" in told) == (0, True), told
    assert [one["note"] for one in list_share(sending)] == ["assumed sent: the minister's wish"] * 2


def test_what_is_gone_from_one_place_is_not_gone_from_another(sending: Path, post: Post) -> None:
    """Another reader's folder, another edition there and word of its source stay as they are."""
    edit_text(sending / "corpus/recipients.yaml", "channel: post, address: ann@example.org", "channel: share")
    for number in (2, 3):
        shelve(sending, number)
        assert call(sending, "send", "--to", "share").exit_code == 0
    withdraw(sending)
    assert call(sending, "send", "--correction", "--unreplaced", "--to", "share").exit_code == 0
    folder = sending.parent / "share/shelf/ferry/3/brief.en.tlp-clear"
    for name in ("ferry.pdf", "ferry.html", "SHA256SUMS"):
        (folder / name).unlink()
    code, told = settle(sending, find_key(sending, 3), "--taken-away")
    assert (code, "settled too" in told) == (0, False), told
    assert len([one for one in list_share(sending) if one["note"].startswith("taken away")]) == 1


def list_share(sending: Path) -> list[dict[str, str]]:
    """List what left by the channel."""
    return [one for one in json.loads(call(sending, "outbox", "--json").stdout) if one["channel"] == "share"]
