"""`verify` of what a folder was given: its path tells the edition, and nothing that lies there is asked for that."""

import json
import shutil
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import VARIANTS, call, deliver_to, shelve, withdraw
from signing_keys import make_key, trust

from briefgen.deliver.copies import stamp_copy
from briefgen.deliver.outbox import open_outbox
from briefgen.editions.placing import Frozen, place_editions
from briefgen.editions.record import MadeWith
from briefgen.editions.signing import SIGNATURE, sign_record
from briefgen.model.delivery import Event, State
from briefgen.model.edition import Edition
from briefgen.model.page import Page
from briefgen.render.pdf.printing import print_pdf
from edited_files import edit_text

_CLEAR, _AMBER = "ferry/1/brief.en.tlp-clear", "ferry/1/brief.en.tlp-amber"
_NOTICE = "withdrawn-quay-log.txt"


@pytest.fixture
def share(sending: Path, post: Post) -> Path:
    """Give the folder of a channel by which two readers got an edition, each up to another marking."""
    edit_text(sending / "corpus/recipients.yaml", "channel: post, address: ann@example.org", "channel: share")
    assert call(sending, "send").exit_code == 0
    return sending.parent / "share"


def verify(sending: Path, place: Path) -> tuple[int, dict[str, str]]:
    """Verify a place; give the exit code, and state and reason by the files' paths from there."""
    ran = call(sending, "verify", "--json", place)
    top = place if place.is_dir() else place.parent
    found = json.loads(ran.stdout) if ran.stdout else []
    return ran.exit_code, {Path(one["path"]).relative_to(top).as_posix(): one["state"] for one in found}


def find_wrong(sending: Path, place: Path) -> dict[str, str]:
    """Find what is not proven in a place: states by paths."""
    return {name: state for name, state in verify(sending, place)[1].items() if state != "proven"}


@pytest.mark.parametrize("is_elsewhere", [False, True])
@pytest.mark.parametrize(
    "names",
    [
        ["SHA256SUMS"],
        ["SHA256SUMS", "ferry.html"],
        ["ferry.html", "ferry.pdf"],
        ["SHA256SUMS", "ferry.pdf"],
    ],
)
def test_whatever_is_left_of_a_delivery_tells_what_is_missing(
    sending: Path, share: Path, tmp_path: Path, names: list[str], is_elsewhere: bool
) -> None:
    """In the channel's folder, and in a copy of it without the reader's name; from above, and of the place itself."""
    place = share / "ann" / _AMBER
    if is_elsewhere:
        place = Path(shutil.move(share / "ann", tmp_path / "copy")) / _AMBER
    for name in names:
        (place / name).unlink()
    assert find_wrong(sending, place) == dict.fromkeys(names, "missing")
    assert find_wrong(sending, place.parents[2]) == {f"{_AMBER}/{name}": "missing" for name in names}


def test_a_place_where_nothing_is_left_is_known_from_the_ledger(sending: Path, share: Path) -> None:
    """All files of it are missing."""
    place = share / "ann" / _AMBER
    for path in tuple(place.iterdir()):
        path.unlink()
    assert find_wrong(sending, place) == dict.fromkeys(("SHA256SUMS", "ferry.html", "ferry.pdf"), "missing")


@pytest.mark.parametrize("is_link", [False, True])
def test_another_editions_file_is_altered_where_it_does_not_belong(
    sending: Path, share: Path, tmp_path: Path, is_link: bool
) -> None:
    """A PDF up to a higher marking in another reader's place is on record, and not what was sent there."""
    pdf = share / "shelf" / _CLEAR / "ferry.pdf"
    other = Path(shutil.copy(share / "ann" / _AMBER / "ferry.pdf", tmp_path / "other.pdf"))
    if is_link:
        pdf.unlink()
        pdf.symlink_to(other)
    else:
        shutil.copy(other, pdf)
    assert find_wrong(sending, share) == {f"shelf/{_CLEAR}/ferry.pdf": "altered"}
    ran = call(sending, "verify", pdf)
    assert ran.exit_code == 7
    assert "another file on record is in its place: ferry, edition 1 of 2026-11-20, TLP:AMBER" in ran.stdout


def test_a_clone_knows_what_its_shelf_tells(sending: Path, share: Path) -> None:
    """Without the ledger all is proven that needs none, and another edition's file is still seen."""
    (sending / "output/outbox.sqlite").unlink()
    (sending / ".briefgen/outbox.head").unlink()
    assert verify(sending, share)[0] == 0
    shutil.copy(share / "ann" / _AMBER / "ferry.pdf", share / "shelf" / _CLEAR)
    assert find_wrong(sending, share) == {f"shelf/{_CLEAR}/ferry.pdf": "altered"}


def test_the_same_bytes_in_two_variants_are_told_by_their_place(sending: Path, post: Post) -> None:
    """A reader who may see all has the bytes of the edition without a limit: what is wrong there is seen."""
    shelve(sending, 2, pdf=b"%PDF-1.7 same", variants={"brief.en": "TLP:CLEAR", **VARIANTS})
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    place = sending.parent / "share/shelf" / _CLEAR.replace("1", "2")
    assert "brief.en.tlp-clear" in call(sending, "verify", place / "ferry.pdf").stdout
    (place / "ferry.html").unlink()
    (place / "SHA256SUMS").write_text("0", encoding="utf-8")
    assert find_wrong(sending, place) == {"ferry.html": "missing", "SHA256SUMS": "altered"}


def test_a_strangers_place_of_the_same_name_is_none_of_ours(sending: Path, post: Post, tmp_path: Path) -> None:
    """Topic, number and variant are called the same, and no file is ours: nothing is missing there."""
    place = tmp_path / "other" / _CLEAR
    place.mkdir(parents=True)
    (place / "SHA256SUMS").write_text(f"{'0' * 64}  ferry.pdf\n", encoding="utf-8")
    (place / "more.pdf").write_bytes(b"%PDF-1.7 of somebody")
    assert find_wrong(sending, place.parents[2]) == {f"{_CLEAR}/more.pdf": "not ours"}


@pytest.fixture
def numbered(sending: Path, post: Post) -> Path:
    """Give the place of a reader who got a numbered copy, with word that a source was withdrawn beside it."""
    pdf = print_pdf(Page('<!DOCTYPE html><html lang="en"><title>Ferry</title><h1>The ferry</h1>', ""), "ferry").pdf
    shutil.rmtree(sending / "output/editions")
    (sending / "output/editions").mkdir()
    shelve(sending, 1, pdf=pdf)
    edit_text(sending / "corpus/recipients.yaml", "shelf: {", "shelf: {numbered: yes, ")
    send_word(sending)
    return sending.parent / "share/shelf" / _CLEAR


def send_word(sending: Path) -> None:
    """Send the edition to the reader by the folder, and word that its source was withdrawn."""
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    withdraw(sending)
    ran = call(sending, "send", "--correction", "--unreplaced", "--to", "shelf")
    assert ran.exit_code == 0, ran.output


@pytest.mark.parametrize("is_elsewhere", [False, True])
def test_what_lies_by_a_numbered_copy_is_verified(
    sending: Path, numbered: Path, tmp_path: Path, is_elsewhere: bool
) -> None:
    """It has no page; its digests and the word beside it are as the ledger has them, or told."""
    share = sending.parent / "share"
    place = numbered
    if is_elsewhere:
        place = Path(shutil.move(share / "shelf", tmp_path / "copy")) / _CLEAR
    code, found = verify(sending, place)
    assert (code, found) == (0, {"ferry.pdf": "proven", _NOTICE: "proven"})
    edit_text(place / _NOTICE, "withdrawn", "confirmed")
    assert find_wrong(sending, place) == {_NOTICE: "altered"}
    (place / "ferry.pdf").unlink()
    assert find_wrong(sending, place) == {"ferry.pdf": "missing", _NOTICE: "altered"}


def test_another_readers_copy_is_not_what_was_sent(sending: Path, numbered: Path) -> None:
    """Nor is the file that all others have: the ledger knows whose the place is."""
    shelf = sending / "output/editions" / _CLEAR / "ferry.pdf"
    stamped = stamp_copy(shelf.read_bytes(), "Copy 9, issued to nobody", "en")
    for data in (shelf.read_bytes(), stamped):
        (numbered / "ferry.pdf").write_bytes(data)
        assert find_wrong(sending, numbered) == {"ferry.pdf": "altered"}


def test_word_alone_in_a_place_is_verified(sending: Path, post: Post) -> None:
    """A reader with another address now has only that there: no file of the edition is missed, an altered word is."""
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    edit_text(sending / "corpus/recipients.yaml", "channel: share}", "channel: share, address: moved}")
    withdraw(sending)
    assert call(sending, "send", "--correction", "--unreplaced", "--to", "shelf").exit_code == 0
    place = sending.parent / "share/moved" / _CLEAR
    assert verify(sending, place) == (0, {_NOTICE: "proven"})
    edit_text(place / _NOTICE, "withdrawn", "confirmed")
    for path in (place, place.parents[2], place / _NOTICE):
        assert verify(sending, path)[0] == 7, path
    (place / _NOTICE).unlink()
    assert find_wrong(sending, place) == {_NOTICE: "missing"}


@pytest.fixture
def signed(sending: Path, post: Post, tmp_path: Path) -> Path:
    """Give the folder of a channel by which two readers got a signed edition."""
    key = make_key(tmp_path, "desk")
    trust(sending, "desk@example.org", key)
    shelve(sending, 2, sign=lambda record: sign_record(record, key))
    edit_text(sending / "corpus/recipients.yaml", "channel: post, address: ann@example.org", "channel: share")
    assert call(sending, "send").exit_code == 0
    return sending.parent / "share"


def test_a_signed_edition_in_anothers_place_is_not_proven_there(sending: Path, signed: Path) -> None:
    """Record, signature and files are whole, and of an edition up to a higher marking."""
    place, other = (signed / who / one.replace("1", "2") for who, one in (("shelf", _CLEAR), ("ann", _AMBER)))
    assert find_wrong(sending, signed) == {}
    shutil.rmtree(place)
    shutil.copytree(other, place)
    assert find_wrong(sending, place) == {"edition.json": "altered"}


def test_digests_that_are_gone_from_a_signed_place_are_missed(sending: Path, post: Post, tmp_path: Path) -> None:
    """It is no copy of the shelf's folder, which has none: what nobody is sent is not there, and not missing."""
    key = make_key(tmp_path, "desk")
    trust(sending, "desk@example.org", key)
    edition = Edition("ferry", 2, "2026-11-21", "The ferry", "TLP:CLEAR")
    files = {"brief.json": b"{}", "ferry.pdf": b"%PDF-1.7 signed"}
    frozen = Frozen(edition, "brief.en.tlp-clear", files, MadeWith({"briefgen": "0"}))
    place_editions(sending / "output/editions", [frozen], lambda record: sign_record(record, key))
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    name = _CLEAR.replace("1", "2")
    (sending.parent / "share/shelf" / name / "SHA256SUMS").unlink()
    assert find_wrong(sending, sending.parent / "share/shelf" / name) == {"SHA256SUMS": "missing"}
    assert find_wrong(sending, shutil.copytree(sending / "output/editions" / name, tmp_path / "copy" / name)) == {}


def test_word_that_is_gone_from_a_signed_place_is_missed(sending: Path, signed: Path) -> None:
    """The ledger has it as sent there."""
    withdraw(sending)
    assert call(sending, "send", "--correction", "--unreplaced", "--to", "shelf").exit_code == 0
    place = signed / "shelf" / _CLEAR.replace("1", "2")
    assert find_wrong(sending, place) == {}
    (place / _NOTICE).unlink()
    assert find_wrong(sending, place) == {_NOTICE: "missing"}


@pytest.mark.parametrize("names", [["edition.json"], ["edition.json", SIGNATURE], ["ferry.pdf", "edition.json"]])
def test_a_signed_delivery_without_its_record_is_known_by_its_place(
    sending: Path, signed: Path, names: list[str]
) -> None:
    """What is gone is missing; the digests are still those of all."""
    place = signed / "shelf" / _CLEAR.replace("1", "2")
    for name in names:
        (place / name).unlink()
    assert find_wrong(sending, place) == dict.fromkeys(names, "missing")


def test_a_signed_edition_that_nobody_sent_to_a_place_is_too_much_there(sending: Path, signed: Path) -> None:
    """It is whole, and signed by one whose signature counts."""
    variant = _AMBER.replace("1", "2")
    shutil.copytree(signed / "ann" / variant, signed / "shelf" / variant)
    assert find_wrong(sending, signed) == {f"shelf/{variant}": "extra"}
    assert find_wrong(sending, signed / "shelf" / variant / "ferry.pdf") == {"ferry.pdf": "extra"}
    (signed / "shelf" / variant).rename(signed / "shelf/loose")
    shutil.copytree(signed / "ann" / variant, signed / "ann/loose")
    assert find_wrong(sending, signed) == {"shelf/loose": "extra"}


def test_a_numbered_copy_in_anothers_place_is_too_much_there(sending: Path, numbered: Path) -> None:
    """With the word beside it; where it was sent it is proven."""
    share = sending.parent / "share"
    shutil.copytree(numbered, share / "ann" / _CLEAR)
    found = {f"ann/{_CLEAR}/{name}": "extra" for name in ("ferry.pdf", _NOTICE)}
    assert find_wrong(sending, share) == found


def test_what_a_killed_run_left_in_its_place_is_proven_there(sending: Path, post: Post) -> None:
    """The ledger has it as on its way."""
    place = sending.parent / "share/shelf" / _CLEAR
    one = deliver_to("shelf", variant="brief.en.tlp-clear", channel="share", address="")
    with open_outbox(sending / "output/outbox.sqlite") as outbox:
        outbox.plan([one], "2026-11-21T08:00:00Z")
        shutil.copytree(sending / "output/editions" / _CLEAR, place)
        (place / "edition.json").unlink()
        assert find_wrong(sending, place)["ferry.pdf"] == "extra"
        outbox.note(Event(one.key, State.SENDING, "2026-11-21T08:00:01Z"))
    assert find_wrong(sending, place) == {"SHA256SUMS": "missing"}
