"""Word of a withdrawn source stands beside each edition that stands on a site, whatever was taken away in between."""

import json
import shutil
from pathlib import Path

import pytest
from counting_post import Post
from ferry_project import call, shelve, withdraw

from edited_files import edit_text

_WORDS = ("send", "--correction", "--unreplaced", "--to", "share")
_NOTICE = "brief.en.tlp-clear/withdrawn-quay-log"


@pytest.fixture
def there(sending: Path, post: Post, request: pytest.FixtureRequest) -> Path:
    """Give a folder or a site on which the editions 1 and 2 stand."""
    edit_text(sending / "corpus/channels.yaml", "kind: folder", f"kind: {request.param}")
    for number in (1, 2):
        if number > 1:
            shelve(sending, number)
        assert call(sending, "send").exit_code == 0
    return next((sending.parent / "share").rglob("ferry/1")).parent


def settle(sending: Path, finding: str, matter: str, number: int) -> None:
    """Say what became of an edition, or of word of its source, where the channel put it."""
    listed = json.loads(call(sending, "outbox", "--json").stdout)
    found = (one for one in listed if (one["matter"], one["channel"], one["edition"]) == (matter, "share", number))
    for one in found:
        ran = call(sending, "outbox", "--resolve", one["key"], finding, "--because", "so it is")
        assert ran.exit_code == 0, ran.output


def list_words(there: Path) -> list[str]:
    """List the editions beside which it is told."""
    return sorted(one.parent.parent.name for one in there.rglob("withdrawn-*"))


@pytest.mark.parametrize("there", ["site"], indirect=True)
def test_what_came_back_to_a_site_is_told_of(sending: Path, there: Path) -> None:
    """It was taken away, and a copy of the site that was put back has it: the site is asked, not the ledger alone."""
    (there / "1").rename(sending.parent / "kept")
    settle(sending, "--taken-away", "edition", 1)
    withdraw(sending)
    (sending.parent / "kept").rename(there / "1")
    ran = call(sending, *_WORDS)
    assert ran.exit_code == 0, ran.output
    assert list_words(there) == ["1", "2"]
    assert call(sending, "verify", sending.parent / "share").exit_code == 0


@pytest.mark.parametrize("there", ["site", "folder"], indirect=True)
def test_a_source_that_is_withdrawn_anew_is_told_of_anew(sending: Path, there: Path) -> None:
    """The word was taken away when the source counted again: in a trial and in a run it is due, and comes once."""
    withdraw(sending)
    assert call(sending, *_WORDS).exit_code == 0
    before = list_words(there)
    (sending / "corpus/sources/quay-log.md").unlink()
    for word in there.rglob("withdrawn-*"):
        word.unlink()
    for number in (1, 2):
        settle(sending, "--taken-away", "correction", number)
    assert call(sending, "send").exit_code == 0
    withdraw(sending)
    trial = json.loads(call(sending, *_WORDS, "--dry-run", "--json").stdout)
    assert (len(trial["planned"]), trial["told"]) == (len(before), 0)
    ran = call(sending, *_WORDS, "--date", "2026-12-24")
    assert ran.exit_code == 0, ran.output
    assert list_words(there) == before
    again = json.loads(call(sending, *_WORDS, "--json").stdout)
    assert (again["done"], again["told"]) == ([], len(before))
    assert call(sending, "verify", sending.parent / "share").exit_code == 0


@pytest.mark.parametrize("there", ["site"], indirect=True)
def test_word_that_went_with_its_edition_comes_back_to_it(sending: Path, there: Path) -> None:
    """The folder was removed whole, and the edition alone was asked for again when its source counted."""
    withdraw(sending)
    assert call(sending, *_WORDS).exit_code == 0
    shutil.rmtree(there / "2")
    settle(sending, "--taken-away", "edition", 2)
    (sending / "corpus/sources/quay-log.md").unlink()
    (there / "1" / f"{_NOTICE}.json").unlink()
    settle(sending, "--taken-away", "correction", 1)
    settle(sending, "--resend", "edition", 2)
    assert call(sending, "send").exit_code == 0
    assert (there / "2").is_dir()
    withdraw(sending)
    assert call(sending, *_WORDS).exit_code == 0
    assert list_words(there) == ["1", "2"]
    assert call(sending, "verify", sending.parent / "share").exit_code == 0


@pytest.mark.parametrize("there", ["site"], indirect=True)
def test_of_what_waits_to_be_put_back_nothing_is_told_yet(sending: Path, there: Path) -> None:
    """Beside nothing no word can stand, and the site would refuse it for good."""
    shutil.rmtree(there / "2")
    settle(sending, "--taken-away", "edition", 2)
    settle(sending, "--resend", "edition", 2)
    withdraw(sending)
    ran = call(sending, *_WORDS)
    assert ran.exit_code == 0, ran.output
    assert list_words(there) == ["1"]


@pytest.mark.parametrize("there", ["site"], indirect=True)
def test_what_nobody_can_look_at_is_not_told_twice(sending: Path, there: Path) -> None:
    """Where the site's folder is away, its editions may stand there, and the words beside them too."""
    withdraw(sending)
    assert call(sending, *_WORDS).exit_code == 0
    site = sending.parent / "share"
    site.rename(sending.parent / "away")
    told = json.loads(call(sending, *_WORDS, "--json").stdout)
    assert (told["planned"], told["told"]) == ([], 2)
    (sending.parent / "away").rename(site)


@pytest.mark.parametrize("there", ["folder"], indirect=True)
def test_a_reader_who_put_word_away_is_not_told_twice(sending: Path, there: Path) -> None:
    """What lies in a reader's own folder is theirs: they have read it."""
    withdraw(sending)
    assert call(sending, *_WORDS).exit_code == 0
    for word in there.rglob("withdrawn-*"):
        word.unlink()
    assert call(sending, *_WORDS).stdout == ""
    assert list_words(there) == []


@pytest.mark.parametrize("there", ["site"], indirect=True)
def test_word_of_what_counts_again_is_named_until_it_is_taken_away(sending: Path, there: Path) -> None:
    """By both ways of sending, and in a trial: with its file and the command that settles it, exit 6."""
    withdraw(sending)
    assert call(sending, *_WORDS).exit_code == 0
    edit_text(sending / "corpus/sources/quay-log.md", "status: withdrawn\n", "")
    edit_text(sending / "corpus/sources/quay-log.md", "withdrawn: {", "x-withdrawn: {")
    for words in (("send",), ("send", "--dry-run"), ("send", "--correction"), ("send", "--to", "shelf")):
        ran = call(sending, *words)
        told = [line for line in ran.stderr.splitlines() if "counts again" in line]
        assert (ran.exit_code, [f"ferry/{number}/{_NOTICE}.json" in told[number - 1] for number in (1, 2)]) == (
            6,
            [True, True],
        ), ran.output
    assert "counts again" not in call(sending, "send", "--to", "post").stderr
    for line in told:
        Path(line.split(" tells that ")[0]).unlink()
        key = line.split("--resolve ")[1].split()[0]
        ran = call(sending, "outbox", "--resolve", key, "--taken-away", "--because", "it counts again")
        assert ran.exit_code == 0, ran.output
    assert call(sending, "send").exit_code == 0
    assert "withdrawn" not in (sending.parent / "share/index.html").read_text("utf-8")
    assert call(sending, "verify", sending.parent / "share").exit_code == 0


@pytest.mark.parametrize("there", ["site"], indirect=True)
@pytest.mark.parametrize("fate", ["gone", "broken"])
def test_word_of_what_may_be_withdrawn_still_is_left_alone(sending: Path, there: Path, fate: str) -> None:
    """A source that is not in the corpus any more, or has an error, says nothing against it."""
    withdraw(sending)
    assert call(sending, *_WORDS).exit_code == 0
    source = sending / "corpus/sources/quay-log.md"
    if fate == "gone":
        source.unlink()
    else:
        edit_text(source, "status: withdrawn", "status: withdrawm")
    assert "counts again" not in call(sending, "send").output


@pytest.mark.parametrize("there", ["site"], indirect=True)
def test_nothing_is_put_into_the_folder_of_a_site_that_went(sending: Path, there: Path, post: Post) -> None:
    """An empty mount point is left where the share was: editions and word wait until it is back, and are there then."""
    site, away = there.parent, sending.parent / "away"
    shutil.copytree(site, away, symlinks=True)
    shutil.rmtree(site)
    site.mkdir()
    shelve(sending, 3)
    for _ in range(2):
        ran = call(sending, "send", "--to", "share")
        assert (ran.exit_code, "is empty; is the share mounted?" in ran.output) == (6, True), ran.output
        assert list(site.iterdir()) == []
    withdraw(sending)
    assert call(sending, *_WORDS).exit_code == 6
    assert list(site.iterdir()) == []
    shutil.copytree(away, site, dirs_exist_ok=True)
    for entry in json.loads(call(sending, "outbox", "--json").stdout):
        if entry["state"] == "deferred":
            words = ("--resolve", entry["key"], "--resend", "--because", "the share is back")
            assert call(sending, "outbox", *words).exit_code == 0
    assert call(sending, *_WORDS).exit_code == 0
    assert list_words(there) == ["1", "2"]


@pytest.mark.parametrize("there", ["site", "folder"], indirect=True)
def test_a_folder_that_may_not_be_looked_into_stops_no_word(
    sending: Path, there: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk may put things there and not list them, or the share has an error: the others are told."""
    is_file = Path.is_file

    def refuse(path: Path) -> bool:
        if path.is_relative_to(there / "1"):
            raise PermissionError(13, "Permission denied", str(path))
        return is_file(path)

    withdraw(sending)
    monkeypatch.setattr(Path, "is_file", refuse)
    ran = call(sending, *_WORDS)
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.output
    assert "2" in list_words(there)
