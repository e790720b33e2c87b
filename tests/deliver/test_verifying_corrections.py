"""`verify` of word that a source was withdrawn: the ledger says what was told, and nothing else is taken for that."""

import json
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call, shelve, withdraw
from signing_keys import make_key, trust

from briefgen.editions.signing import sign_record
from edited_files import edit_text

_PLACE = "ferry/1/brief.en.tlp-clear"
_NOTICE = "withdrawn-quay-log"


def send_word(sending: Path, *words: str) -> None:
    """Send the edition, withdraw its source, and tell of that."""
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    withdraw(sending)
    shelve(sending, 2, "pier-log")
    ran = call(sending, "send", "--correction", *words)
    assert ran.exit_code == 0, ran.output


@pytest.fixture
def told(sending: Path, post: Post) -> Path:
    """Give what a folder channel brought of an edition, with the word beside it."""
    send_word(sending)
    return sending.parent / "share/shelf" / _PLACE


@pytest.fixture
def told_on_site(sending: Path, post: Post) -> Path:
    """Give a site that tells of it."""
    (sending.parent / "www").mkdir()
    edit_text(sending / "corpus/channels.yaml", "{kind: folder, path: ../share}", "{kind: site, path: ../www}")
    send_word(sending)
    return sending.parent / "www"


def verify(sending: Path, place: Path) -> tuple[int, dict[str, str]]:
    """Verify a place; give the exit code, and state and reason by the files' names."""
    ran = call(sending, "verify", "--json", place)
    return ran.exit_code, {Path(one["path"]).name: f"{one['state']}: {one['why']}" for one in json.loads(ran.stdout)}


def test_what_was_told_is_proven(sending: Path, told: Path) -> None:
    """In the folder, below it, and the file by itself: whom it was for and by which channel."""
    for place in (told, sending.parent / "share", told / f"{_NOTICE}.txt"):
        code, found = verify(sending, place)
        assert (code, found[f"{_NOTICE}.txt"]) == (
            0,
            "proven: word that quay-log was withdrawn, which left for shelf by share",
        )


def test_a_signed_folder_stays_proven_when_word_comes(sending: Path, post: Post, tmp_path: Path) -> None:
    """Beside record and signature it is nothing extra, and is counted by itself."""
    key = make_key(tmp_path, "desk")
    trust(sending, "desk@example.org", key)
    shelve(sending, 3, sign=lambda record: sign_record(record, key))
    assert call(sending, "send", "--to", "shelf").exit_code == 0
    withdraw(sending)
    assert call(sending, "send", "--correction", "--unreplaced").exit_code == 0
    place = sending.parent / "share/shelf" / _PLACE.replace("1", "3")
    found = json.loads(call(sending, "verify", "--json", place).stdout)
    assert [(Path(one["path"]).name, one["state"], one["files"]) for one in found] == [
        (f"{_NOTICE}.txt", "proven", 1),
        (place.name, "proven", 5),
    ]


def test_the_same_words_in_two_ways_are_proven_in_each(sending: Path, post: Post) -> None:
    """A mailbox and a site are told the same of two variants; the file by itself is told whose it is."""
    (sending.parent / "www").mkdir()
    edit_text(sending / "corpus/channels.yaml", "{kind: folder, path: ../share}", "{kind: site, path: ../www}")
    assert call(sending, "send").exit_code == 0
    withdraw(sending)
    assert call(sending, "send", "--correction", "--unreplaced").exit_code == 0
    www = sending.parent / "www"
    for place in (www, www / _PLACE, www / _PLACE / f"{_NOTICE}.json"):
        code, found = verify(sending, place)
        told = found[f"{_NOTICE}.json"]
        assert (code, told) == (0, "proven: word that quay-log was withdrawn, which left for shelf by share")


def test_the_same_words_in_two_places_are_proven_in_each(sending: Path, told: Path) -> None:
    """Two readers of one channel are told the same: each file is the one for its own place."""
    edit_text(
        sending / "corpus/recipients.yaml", "shelf: {", "desk: {tlp: TLP:CLEAR, channel: share}\nshelf: {", count=1
    )
    edit_text(sending / "corpus/topics/ferry.md", "shelf]", "shelf, desk]")
    (sending / "corpus/sources/quay-log.md").unlink()
    shelve(sending, 3)
    assert call(sending, "send", "--to", "share").exit_code == 0
    withdraw(sending)
    assert call(sending, "send", "--correction", "--unreplaced", "--to", "share").exit_code == 0
    for name in ("shelf", "desk"):
        place = sending.parent / "share" / name / _PLACE.replace("1", "3") / f"{_NOTICE}.txt"
        for one in (place, sending.parent / "share"):
            assert verify(sending, one)[0] == 0
        assert verify(sending, place)[1][place.name].endswith(f"which left for {name} by share")


def test_other_words_and_other_sources_are_not_ours(sending: Path, told: Path) -> None:
    """One word altered, and word that nobody sent: exit 7 each; without the ledger it is not proven."""
    notice = told / f"{_NOTICE}.txt"
    text = notice.read_text("utf-8")
    edit_text(notice, "the boats were painted on", "pay at evil.example")
    code, found = verify(sending, told)
    assert (code, found[notice.name][:7]) == (7, "altered")
    notice.write_text(text, encoding="utf-8")
    other = notice.rename(told / "withdrawn-pier-log.txt")
    code, found = verify(sending, told)
    assert (code, found[other.name]) == (7, "extra: nobody was sent word that pier-log was withdrawn")
    other.rename(notice)
    (sending / "output/outbox.sqlite").write_bytes(b"no ledger")
    code, found = verify(sending, told)
    assert (code, found[notice.name][:10]) == (1, "not proven")


def test_word_on_a_site_is_proven_by_the_ledger(sending: Path, told_on_site: Path) -> None:
    """Its day and sentences are those that were sent."""
    code, found = verify(sending, told_on_site)
    assert (code, found[f"{_NOTICE}.json"][:6]) == (0, "proven"), found


@pytest.mark.parametrize("is_new", [True, False])
def test_forged_word_on_a_site_is_seen(sending: Path, told_on_site: Path, is_new: bool) -> None:
    """Written into what was sent, or beside it, with all pages made to fit: exit 7, and the pages prove nothing."""
    notice = told_on_site / _PLACE / f"{_NOTICE}.json"
    if is_new:
        text = notice.read_text("utf-8")
        notice = notice.with_name("withdrawn-pier-log.json")
        notice.write_text(text, encoding="utf-8")
    else:
        edit_text(notice, "the boats were painted on", "pay at evil.example")
    (told_on_site / "library.json").unlink()
    assert call(sending, "send").exit_code == 0
    code, found = verify(sending, told_on_site)
    assert (code, found[notice.name].split(":")[0]) == (7, "extra" if is_new else "altered")
    assert found["www"].startswith("not proven")


def test_word_that_was_taken_off_a_site_is_missed(sending: Path, told_on_site: Path) -> None:
    """With all pages made anew as if the source still held: the ledger knows better."""
    (told_on_site / _PLACE / f"{_NOTICE}.json").unlink()
    (told_on_site / "library.json").unlink()
    assert call(sending, "send").exit_code == 0
    code, found = verify(sending, told_on_site)
    assert (code, found[f"{_NOTICE}.json"]) == (7, "missing: the ledger has it as sent to shelf by share"), found
    assert found["www"].startswith("not proven")


@pytest.mark.parametrize("is_clone", [True, False])
def test_without_the_ledger_nobody_says_that_a_site_is_whole(sending: Path, told_on_site: Path, is_clone: bool) -> None:
    """What was taken away could not be named; the word on it is not said to be nobody's."""
    if is_clone:
        lose_ledger(sending)
    else:
        (sending / "output/outbox.sqlite").write_bytes(b"no ledger")
    code, found = verify(sending, told_on_site)
    assert (code, found["www"].split(":")[0]) == (1, "not proven"), found
    assert found[f"{_NOTICE}.json"].startswith(f"not proven: the ledger {'is not here' if is_clone else 'cannot be'}")


def lose_ledger(sending: Path) -> None:
    """Leave of a project what a clone has."""
    (sending / "output/outbox.sqlite").unlink()
    (sending / ".briefgen/outbox.head").unlink()


def test_a_clone_accuses_no_word_on_a_source(sending: Path, told: Path) -> None:
    """The ledger, which alone could tell, stayed elsewhere: not proven, exit 1. With its witness here it was lost."""
    (sending / "output/outbox.sqlite").rename(sending / "kept")
    code, found = verify(sending, told)
    assert (code, found[f"{_NOTICE}.txt"][:38]) == (1, "not proven: the ledger cannot be read:"), found
    (sending / "kept").rename(sending / "output/outbox.sqlite")
    lose_ledger(sending)
    code, found = verify(sending, told)
    assert (code, found[f"{_NOTICE}.txt"]) == (1, "not proven: the ledger is not here"), found


def test_a_project_that_never_sent_misses_no_ledger(sending: Path, told: Path) -> None:
    """It has no ways out: what bears its name and is not on record is nobody's word."""
    lose_ledger(sending)
    (sending / "corpus/channels.yaml").unlink()
    code, found = verify(sending, told)
    assert (code, found[f"{_NOTICE}.txt"][:23]) == (7, "extra: nobody was sent "), found
