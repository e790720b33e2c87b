"""`verify` of a channel's folder misses only what that channel put there, and what should stand there today."""

import json
import shutil
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call, shelve, withdraw

from deliver.test_verifying_deliveries import find_wrong, verify
from edited_files import edit_text

_PLACE = "ferry/1/brief.en.tlp-clear"
_NOTICE = "withdrawn-quay-log.txt"
_ALL = ("SHA256SUMS", "ferry.html", "ferry.pdf")
_SHARE = "share: {kind: folder, path: ../share}"
_OTHER = "other: {kind: folder, path: ../other}"


def change_channels(sending: Path, before: str, after: str, folder: str) -> Path:
    """Edit the channels, and make a folder that they name."""
    edit_text(sending / "corpus/channels.yaml", before, after)
    (sending.parent / folder).mkdir()
    return sending.parent / folder


def send_word(sending: Path, code: int = 0) -> None:
    """Tell of the withdrawn source."""
    withdraw(sending)
    ran = call(sending, "send", "--correction", "--unreplaced")
    assert ran.exit_code == code, ran.output


@pytest.fixture
def moved(sending: Path, post: Post) -> Path:
    """Give the folder to which a reader moved: the edition came by the former one, word on its source by this one."""
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    other = change_channels(sending, _SHARE, f"{_SHARE}\n{_OTHER}", "other")
    edit_text(sending / "corpus/recipients.yaml", "channel: share}", "channel: other}")
    send_word(sending)
    return other


def test_word_that_a_person_gave_is_missed_nowhere(sending: Path, post: Post) -> None:
    """A reader who is in the file no more was told by telephone, and no file says so."""
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    edit_text(sending / "corpus/recipients.yaml", "shelf: {tlp: TLP:CLEAR, channel: share}\n", "")
    edit_text(sending / "corpus/topics/ferry.md", ", shelf]", "]")
    send_word(sending, 6)
    (one,) = json.loads(call(sending, "outbox", "--json", "--state", "refused").stdout)
    settled = call(sending, "outbox", "--resolve", one["key"], "--assume-sent", "--because", "told by telephone")
    assert settled.exit_code == 0, settled.output
    assert verify(sending, sending.parent / "share")[0] == 0


def test_each_folder_has_what_its_own_channel_brought(sending: Path, moved: Path) -> None:
    """Nothing is missed in either, and what is gone from either is."""
    share = sending.parent / "share"
    for folder in (share, moved):
        assert find_wrong(sending, folder) == {}
    (share / "shelf" / _PLACE / "ferry.pdf").unlink()
    assert find_wrong(sending, share) == {f"shelf/{_PLACE}/ferry.pdf": "missing"}
    (moved / "shelf" / _PLACE / _NOTICE).unlink()
    assert find_wrong(sending, moved / "shelf" / _PLACE) == {_NOTICE: "missing"}


def test_a_copy_of_a_folder_is_taken_for_that_whose_files_it_has(sending: Path, moved: Path, tmp_path: Path) -> None:
    """Two channels have a place of that name."""
    for folder in (sending.parent / "share", moved):
        copy = shutil.copytree(folder, tmp_path / f"copy of {folder.name}")
        assert find_wrong(sending, copy) == {}
    (copy.with_name("copy of share") / "shelf" / _PLACE / "ferry.html").unlink()
    assert find_wrong(sending, copy.with_name("copy of share")) == {f"shelf/{_PLACE}/ferry.html": "missing"}


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_reader_who_moved_from_a_site_has_only_the_word_in_the_folder(
    sending: Path, post: Post, is_kept: bool
) -> None:
    """The edition stands on the site, whether that is a channel still or not."""
    site = change_channels(sending, _SHARE, "share: {kind: site, path: ../www}", "www")
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    before = "share: {kind: site, path: ../www}"
    other = change_channels(sending, before, f"{before}\n{_OTHER}" if is_kept else _OTHER, "other")
    edit_text(sending / "corpus/recipients.yaml", "channel: share}", "channel: other}")
    send_word(sending)
    assert verify(sending, other) == (0, {f"shelf/{_PLACE}/{_NOTICE}": "proven"})
    assert (site / _PLACE / "ferry.pdf").is_file()


def test_a_channel_with_another_path_has_put_nothing_there_yet(sending: Path, post: Post) -> None:
    """Somebody's own file lies in the new folder, in a place that the old one has."""
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    other = change_channels(sending, "../share", "../other", "other")
    (other / "shelf" / _PLACE).mkdir(parents=True)
    (other / "shelf" / _PLACE / "note.pdf").write_bytes(b"%PDF-1.7 of somebody")
    assert find_wrong(sending, other) == {f"shelf/{_PLACE}/note.pdf": "not ours"}


def test_a_channel_with_another_name_has_what_came_by_the_old_one(sending: Path, post: Post) -> None:
    """The ledger knows the folder: what is gone from it is missed."""
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    edit_text(sending / "corpus/channels.yaml", "share: {", "shared: {")
    place = sending.parent / "share/shelf" / _PLACE
    for path in tuple(place.iterdir()):
        path.unlink()
    assert find_wrong(sending, place) == dict.fromkeys(_ALL, "missing")


def test_a_site_in_a_new_folder_misses_nothing_of_the_former_one(sending: Path, post: Post) -> None:
    """The next edition stands in the new folder alone; what is taken off that is missed, also when all was moved."""
    change_channels(sending, _SHARE, "share: {kind: site, path: ../www}", "www")
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    new = change_channels(sending, "../www", "../new", "new")
    shelve(sending, 2)
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    assert find_wrong(sending, new) == {}
    place = _PLACE.replace("1", "2")
    shutil.rmtree(new / place)
    assert find_wrong(sending, new)[place] == "missing"
    copies = sending.parent / "moved"
    for folder in (sending, new):
        shutil.copytree(folder, copies / folder.name)
    assert find_wrong(copies / sending.name, copies / "new")[place] == "missing"


def test_what_may_not_stand_on_a_site_any_more_is_not_missed(sending: Path, post: Post) -> None:
    """`send` asks to take it away; once the site may show it again, it is missed."""
    closed = "share: {kind: site, path: ../www, access: restricted, tlp: TLP:GREEN}"
    site = change_channels(sending, _SHARE, closed, "www")
    edit_text(sending / "corpus/recipients.yaml", "shelf: {tlp: TLP:CLEAR", "shelf: {tlp: TLP:GREEN")
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    edit_text(sending / "corpus/channels.yaml", closed, "share: {kind: site, path: ../www}")
    edit_text(sending / "corpus/recipients.yaml", "shelf: {tlp: TLP:GREEN", "shelf: {tlp: TLP:CLEAR")
    asked = call(sending, "send", "--to", "shelf")
    assert "take it away" in asked.output, asked.output
    shutil.rmtree(site / "ferry/1/brief.en.tlp-green")
    assert "missing" not in find_wrong(sending, site).values()
    edit_text(sending / "corpus/channels.yaml", "share: {kind: site, path: ../www}", closed)
    assert find_wrong(sending, site)["ferry/1/brief.en.tlp-green"] == "missing"


@pytest.fixture
def copied(sending: Path, post: Post) -> Path:
    """Give a genuine edition that somebody copied into another reader's place of the channel that brought it."""
    edit_text(sending / "corpus/recipients.yaml", "channel: post, address: ann@example.org", "channel: share")
    assert call(sending, "send").exit_code == 0
    share = sending.parent / "share"
    place = share / "shelf/ferry/1/brief.en.tlp-amber"
    shutil.copytree(share / "ann/ferry/1/brief.en.tlp-amber", place)
    return place


def test_an_edition_that_nobody_sent_to_a_place_is_too_much_there(sending: Path, copied: Path) -> None:
    """It is genuine, and its reader may not have it: seen from above, in the place, and of one file."""
    share = sending.parent / "share"
    wrong = dict.fromkeys(("ferry.html", "ferry.pdf"), "extra")
    assert find_wrong(sending, copied) == wrong
    assert find_wrong(sending, share) == {f"{copied.relative_to(share)}/{name}": "extra" for name in wrong}
    ran = call(sending, "verify", copied / "ferry.pdf")
    assert ran.exit_code == 7
    assert "the ledger has nothing of it sent here" in ran.output


def test_word_that_nobody_sent_to_a_place_is_too_much_there(sending: Path, copied: Path) -> None:
    """It was told to another reader."""
    send_word(sending)
    shutil.copy(sending.parent / "share/ann/ferry/1/brief.en.tlp-amber" / _NOTICE, copied)
    assert find_wrong(sending, copied)[_NOTICE] == "extra"


@pytest.mark.parametrize("is_moved", [False, True])
def test_outside_the_channels_folders_a_copy_may_be_anybodys(sending: Path, copied: Path, is_moved: bool) -> None:
    """Whoever takes a folder elsewhere, or has no ledger, is told what its bytes prove."""
    share = sending.parent / "share"
    if is_moved:
        share = share.rename(sending.parent / "elsewhere")
    else:
        (sending / "output/outbox.sqlite").unlink()
        (sending / ".briefgen/outbox.head").unlink()
    assert find_wrong(sending, share) == {}


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("channels", "share: {", "shared: {"),
        ("channels", "share: {kind: folder, path: ../share}", "other: {kind: folder, path: ../share}"),
        ("recipients", "shelf: {", "shelves: {address: shelf, "),
        ("recipients", "channel: share}", "channel: share, address: moved}"),
        ("recipients", "shelf: {tlp: TLP:CLEAR, channel: share}\n", ""),
    ],
)
def test_what_was_sent_by_former_names_is_proven_where_it_stayed(
    sending: Path, post: Post, file: str, before: str, after: str
) -> None:
    """The channel, its reader or the address is called otherwise now, or gone: the ledger has it as put there."""
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    edit_text(sending / f"corpus/{file}.yaml", before, after)
    assert find_wrong(sending, sending.parent / "share") == {}


def test_what_moved_along_with_its_channel_is_proven(sending: Path, post: Post) -> None:
    """The folder has another path, or the project and its folders lie elsewhere, by another address since."""
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    (key,) = (one["key"] for one in json.loads(call(sending, "outbox", "--json").stdout))
    assert call(sending, "outbox", "--resolve", key, "--resend", "--because", "lost").exit_code == 0
    for folder in (sending, sending.parent / "share"):
        shutil.copytree(folder, sending.parent / "moved" / folder.name)
    moved = sending.parent / "moved" / sending.name
    assert find_wrong(moved, moved.parent / "share") == {}
    edit_text(moved / "corpus/channels.yaml", "../share", "../other")
    (moved.parent / "share").rename(moved.parent / "other")
    assert find_wrong(moved, moved.parent / "other") == {}


@pytest.mark.parametrize("name", ["ferry.pdf", "old/ferry.html"])
def test_a_loose_file_is_too_much_with_a_reader_who_was_not_sent_it(sending: Path, copied: Path, name: str) -> None:
    """Whose place it is, today or by the ledger, is known; what its reader was sent may lie there as it likes."""
    share, number = sending.parent / "share", "ferry/1"
    shutil.rmtree(copied)
    (share / "shelf/old").mkdir()
    shutil.copy(share / "ann" / number / "brief.en.tlp-amber" / Path(name).name, share / "shelf" / name)
    assert find_wrong(sending, share) == {f"shelf/{name}": "extra"}
    edit_text(sending / "corpus/recipients.yaml", "shelf: {tlp: TLP:CLEAR, channel: share}\n", "")
    assert find_wrong(sending, share / "shelf" / name) == {Path(name).name: "extra"}
    shutil.copy(share / "shelf" / _PLACE / Path(name).name, share / "shelf" / name)
    shutil.copy(share / "ann" / number / "brief.en.tlp-amber" / Path(name).name, share)
    assert find_wrong(sending, share) == {}


def test_what_a_reader_was_mailed_may_lie_in_their_folder(sending: Path, post: Post) -> None:
    """They had another way when it was sent."""
    assert call(sending, "send").exit_code == 0
    edit_text(sending / "corpus/recipients.yaml", "channel: post, address: ann@example.org", "channel: share")
    folder = sending.parent / "share/ann"
    folder.mkdir()
    shelved = sending / "output/editions/ferry/1"
    shutil.copy(shelved / "brief.en.tlp-amber/ferry.pdf", folder)
    assert find_wrong(sending, folder) == {}
    shutil.copy(shelved / "brief.en.tlp-green/ferry.pdf", folder)
    assert find_wrong(sending, folder) == {"ferry.pdf": "extra"}
    (folder / "ferry.pdf").unlink()
    place = folder / "ferry/1/brief.en.tlp-amber"
    place.mkdir(parents=True)
    shutil.copy(shelved / "brief.en.tlp-amber/ferry.pdf", place)
    assert "extra" not in find_wrong(sending, folder).values()
