"""All variants of one issue appear together or not at all, whenever the process is killed."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from made_editions import make_variant

from briefgen.editions.checking import check_edition
from briefgen.editions.placing import place_editions, recover_editions
from briefgen.editions.shelf import list_editions, read_all_sums, read_edition
from briefgen.errors import StorageError

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
