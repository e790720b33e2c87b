"""All variants of one issue appear together or not at all, whenever the process is killed."""

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_editions import make_variant

from briefgen.editions.checking import check_edition
from briefgen.editions.placing import place_editions
from briefgen.editions.recovering import recover_editions
from briefgen.editions.shelf import choose_next_number, list_editions, list_topics, read_all_sums, read_edition
from briefgen.editions.sums import SUMS, write_sums
from briefgen.errors import IntegrityError, StorageError

#: What changes the file system, as Python's audit events name it.
_CHANGING = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir")
NEW = (make_variant(2), make_variant(2, "note.ru"), make_variant(1, "brief.en.tlp-green"))


@pytest.fixture(autouse=True)
def _without_syncs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what only a power cut would show: on a busy disk each takes seconds."""
    monkeypatch.setattr("briefgen.editions.placing.sync_disk", lambda *folders: None)
    monkeypatch.setattr("os.fsync", lambda handle: None)


def run_killed(shelf: Path, at: int, *, recovers: bool = False) -> bool:
    """Place editions in a process of its own that is killed before its n-th change; tell whether it came to its end."""
    child = os.fork()
    if child == 0:
        left = [at]

        def count(event: str, arguments: tuple[Any, ...]) -> None:
            if event in _CHANGING and str(arguments[0]).startswith(str(shelf)):
                left[0] -= 1
                if left[0] == 0:
                    os._exit(9)

        sys.addaudithook(count)
        if recovers:
            recover_editions(shelf)
        else:
            place_editions(shelf, NEW)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def list_new(shelf: Path) -> list[str]:
    """List the variants of the new issue that readers find, each read whole."""
    found = [one for one in list_editions(shelf, "ferry") if (one.number, one.variant) != (1, "brief.en")]
    for one in found:
        assert read_edition(one.folder).number == one.number
        assert (
            check_edition(one.folder, read_all_sums(shelf)[f"ferry/{one.number}/{one.variant}/edition.json"])[1] == ()
        )
    return [f"{one.number}/{one.variant}" for one in found]


@pytest.mark.slow
def test_killed_at_any_moment_readers_find_all_variants_or_none(tmp_path: Path) -> None:
    """At each change of the file system: all or none before mending and after it, each file whole, nothing left."""
    everything = ["1/brief.en.tlp-green", "2/brief.en", "2/note.ru"]
    outcomes = []
    for at in range(1, 500):
        shelf = tmp_path / f"at-{at}"
        place_editions(shelf, [make_variant(1)])
        ended = run_killed(shelf, at)
        seen = list_new(shelf)
        assert seen in ([], everything), at
        recover_editions(shelf)
        assert list_new(shelf) == seen, at
        assert sorted(path.name for path in shelf.iterdir()) == ["SHA256SUMS", "ferry"], at
        assert len(read_all_sums(shelf)) == 1 + len(seen)
        outcomes.append(bool(seen))
        if ended:
            break
    # It is tried at some forty moments, and there is one at which the editions come to be.
    assert len(outcomes) > 30
    assert outcomes == sorted(outcomes)
    assert outcomes[0] is False
    assert outcomes[-1] is True


@pytest.mark.slow
def test_mending_that_is_killed_itself_is_ended_by_the_next(tmp_path: Path) -> None:
    """From an issue that was killed as soon as it was ready, at each change that the mending makes."""
    ready = find_ready(tmp_path / "probe")
    points = 0
    for at in range(1, 200):
        shelf = tmp_path / f"at-{at}"
        place_editions(shelf, [make_variant(1)])
        run_killed(shelf, ready)
        ended = run_killed(shelf, at, recovers=True)
        assert len(list_new(shelf)) == 3, at
        recover_editions(shelf)
        assert len(list_new(shelf)) == 3, at
        assert sorted(path.name for path in shelf.iterdir()) == ["SHA256SUMS", "ferry"], at
        points += 1
        if ended:
            break
    assert points > 8


def find_ready(shelf: Path) -> int:
    """Find the first change before which the editions have come to be."""
    place_editions(shelf, [make_variant(1)])
    for at in range(1, 500):
        run_killed(shelf, at)
        if list_new(shelf):
            return at
        recover_editions(shelf)
    raise AssertionError("they never came to be")


def test_a_full_disk_leaves_no_part_of_an_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error while writing beside is a sentence, and the shelf is as it was."""
    place_editions(tmp_path, [make_variant(1)])
    real = Path.open

    def fail(path: Path, mode: str) -> object:
        if path.name == "brief.json":
            raise OSError(28, "No space left on device")
        return real(path, mode)

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(StorageError, match="the disk is full"):
        place_editions(tmp_path, NEW)
    monkeypatch.undo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["SHA256SUMS", "ferry"]
    assert list_new(tmp_path) == []


def list_all(shelf: Path) -> dict[str, bytes]:
    """Read every file on the shelf, by its path."""
    return {str(path.relative_to(shelf)): path.read_bytes() for path in shelf.rglob("*") if path.is_file()}


@pytest.mark.parametrize("place", ["ferry/2", "ferry/2/brief.en", "quay", "ferry/2/note.ru"])
@pytest.mark.parametrize("kind", ["file", "link", "dead link"])
def test_what_stands_in_the_way_is_found_before_the_edition_comes_to_be(tmp_path: Path, place: str, kind: str) -> None:
    """Refused by its name, the shelf as it was, nothing written through a link; whoever writes next can."""
    shelf, outside = tmp_path / "shelf", tmp_path / "outside"
    place_editions(shelf, [make_variant(1)])
    obstacle = shelf / place
    obstacle.parent.mkdir(parents=True, exist_ok=True)
    if kind == "file":
        obstacle.write_bytes(b"in the way")
    else:
        obstacle.symlink_to(outside)
    if kind == "link":
        outside.mkdir()
    before = list_all(shelf)
    with pytest.raises(StorageError, match=obstacle.name):
        place_editions(shelf, [*NEW, make_variant(1, slug="quay")])
    recover_editions(shelf)
    assert list_all(shelf) == before
    assert not list(outside.glob("*"))
    obstacle.unlink()
    place_editions(shelf, [*NEW, make_variant(1, slug="quay")])
    assert list_topics(shelf) == ("ferry", "quay")


def test_a_topic_that_cannot_be_moved_into_is_found_before_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On another file system, or not to be written to: refused, and what is issued next is not stopped by it."""
    place_editions(tmp_path, [make_variant(1)])
    real = Path.lstat

    def tell_elsewhere(path: Path) -> os.stat_result:
        found = real(path)
        return os.stat_result((*found[:2], found.st_dev + 1, *found[3:10])) if path.name == "ferry" else found

    for name, told, why in (
        ("pathlib.Path.lstat", tell_elsewhere, "another file system"),
        ("os.access", lambda path, mode: False, "permissions"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(name, told)
            with pytest.raises(StorageError, match=why):
                place_editions(tmp_path, NEW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["SHA256SUMS", "ferry"]
    recover_editions(tmp_path)
    place_editions(tmp_path, [make_variant(1, slug="quay")])
    assert list_new(tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "kind"),
    [("ferry/2/brief.en", "file"), ("ferry/2/note.ru", "folder"), ("ferry/2", "file"), ("ferry", "file")],
)
def test_what_is_put_in_the_way_after_a_kill_stops_its_topic_alone(tmp_path: Path, place: str, kind: str) -> None:
    """It is named, the edition is read where it waits, another topic is issued past it; without it all is ended."""
    shelf, at = tmp_path / "shelf", find_ready(tmp_path / "probe")
    place_editions(shelf, [make_variant(1)])
    run_killed(shelf, at)
    obstacle = shelf / place
    if place == "ferry":
        shutil.move(obstacle, tmp_path / "aside")
    if kind == "file":
        obstacle.parent.mkdir(exist_ok=True)
        obstacle.write_text("in the way")
    else:
        (obstacle / "mine").mkdir(parents=True)
    (found,) = recover_editions(shelf)
    assert str(obstacle) in found.why
    assert found.concerns("ferry")
    assert not found.concerns("quay")
    assert choose_next_number(shelf, "quay") == 1
    place_editions(shelf, [make_variant(1, slug="quay")])
    assert {2} <= {one.number for one in list_editions(shelf, "ferry")}
    assert recover_editions(shelf) == (found,)
    shutil.rmtree(obstacle) if kind == "folder" else obstacle.unlink()
    if place == "ferry":
        shutil.move(tmp_path / "aside", obstacle)
    assert recover_editions(shelf) == ()
    assert len(list_new(shelf)) == 3


def test_a_staging_folder_that_cannot_be_read_stops_its_topic_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ready: whose it is, is known by its name. Not ready: it is told, and concerns nobody."""
    shelf, at = tmp_path / "shelf", find_ready(tmp_path / "probe")
    place_editions(shelf, [make_variant(1)])
    run_killed(shelf, at)
    (ready,) = shelf.glob(".ready-*")
    sums = (ready / SUMS).read_bytes()
    (ready / SUMS).unlink()
    (ready / SUMS).mkdir()
    (shelf / ".staged-x").mkdir()

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("briefgen.editions.recovering.remove_left", refuse)
    waiting, left = recover_editions(shelf)
    assert (waiting.left, left.left) == (ready, shelf / ".staged-x")
    assert "change the permissions" in left.why
    assert not left.concerns("ferry")
    shutil.rmtree(ready / "ferry")
    assert waiting.concerns("ferry")
    assert not waiting.concerns("quay")
    assert choose_next_number(shelf, "quay") == 1
    with pytest.raises(IntegrityError, match="not a file"):
        choose_next_number(shelf, "ferry")
    place_editions(shelf, [make_variant(1, slug="quay")])
    (ready / SUMS).rmdir()
    (ready / SUMS).write_bytes(sums)
    assert list_topics(shelf) == ("ferry", "quay")


def test_what_only_has_the_name_of_a_ready_issue_is_left_alone(tmp_path: Path) -> None:
    """A file, and a link to a folder: named, not removed, and no topic's."""
    place_editions(tmp_path, [make_variant(1)])
    (tmp_path / ".ready-file").write_text("mine")
    (tmp_path / ".ready-link").symlink_to(tmp_path / "ferry")
    found = recover_editions(tmp_path)
    assert [one.left.name for one in found] == [".ready-file", ".ready-link"]
    assert not any(one.concerns("ferry") for one in found)
    assert (tmp_path / ".ready-file").read_text() == "mine"
    assert choose_next_number(tmp_path, "ferry") == 2


def test_what_is_ready_and_has_lost_its_digests_is_not_swept_away(tmp_path: Path) -> None:
    """The next who writes is told; with the digests back, the issue is ended."""
    shelf = tmp_path / "shelf"
    at = find_ready(tmp_path / "probe")
    place_editions(shelf, [make_variant(1)])
    run_killed(shelf, at)
    (ready,) = shelf.glob(".ready-*")
    sums = (ready / SUMS).read_bytes()
    (ready / SUMS).unlink()
    before = list_all(shelf)
    (obstacle,) = recover_editions(shelf)
    assert "put that file back" in obstacle.why
    assert obstacle.concerns("ferry")
    assert list_all(shelf) == before
    (ready / SUMS).write_bytes(sums)
    recover_editions(shelf)
    assert len(list_new(shelf)) == 3


def test_a_digest_that_is_there_is_never_changed(tmp_path: Path) -> None:
    """An edition that somebody deleted is not issued again under its number; its digest goes on to tell of it."""
    (folder,) = place_editions(tmp_path, [make_variant(1)])
    sums = (tmp_path / SUMS).read_bytes()
    shutil.rmtree(folder.parent)
    with pytest.raises(StorageError, match="there already"):
        place_editions(tmp_path, [make_variant(1, issued="2026-11-21")])
    assert (tmp_path / SUMS).read_bytes() == sums
    run_killed(tmp_path, find_ready(tmp_path.parent / "probe"))
    listed = {**read_all_sums(tmp_path), "ferry/2/note.ru/edition.json": "ab" * 32}
    (tmp_path / SUMS).write_bytes(write_sums(listed))
    recover_editions(tmp_path)
    assert read_all_sums(tmp_path)["ferry/2/note.ru/edition.json"] == "ab" * 32


def test_digests_that_cannot_be_read_stop_an_issue_before_it_comes_to_be(tmp_path: Path) -> None:
    """A line of another kind: an error of integrity, and nothing is left to be ended."""
    place_editions(tmp_path, [make_variant(1)])
    (tmp_path / SUMS).write_text("no digest\n")
    with pytest.raises(IntegrityError):
        place_editions(tmp_path, [make_variant(2)])
    assert [path.name for path in tmp_path.glob(".*")] == []
    assert [one.number for one in list_editions(tmp_path, "ferry")] == [1]


@pytest.mark.parametrize("variant", ["записка.ru", "my note.en", "résumé.en.tlp-green"])
def test_a_form_may_have_any_name_that_fits_a_line(tmp_path: Path, variant: str) -> None:
    """A template is anybody's: what is put on the shelf is read again, and the next edition follows."""
    place_editions(tmp_path, [make_variant(1, variant)])
    place_editions(tmp_path, [make_variant(2, variant)])
    assert list(read_all_sums(tmp_path)) == [f"ferry/{number}/{variant}/edition.json" for number in (1, 2)]


@pytest.mark.parametrize(
    ("variant", "name"), [("two\nlines.en", "x.j2"), ("brief.en", "own/a\\b.j2"), ("brief.en", "own/.hidden")]
)
def test_what_would_not_be_read_again_is_not_put_on_the_shelf(tmp_path: Path, variant: str, name: str) -> None:
    """A name that the record or its digest cannot hold: refused, and the shelf is as it was."""
    place_editions(tmp_path, [make_variant(1)])
    before = list_all(tmp_path)
    one = make_variant(2, variant)
    with pytest.raises(IntegrityError, match="no edition can"):
        place_editions(tmp_path, [replace(one, files={**one.files, name: b""})])
    assert list_all(tmp_path) == before
    assert [one.number for one in list_editions(tmp_path, "ferry")] == [1]
