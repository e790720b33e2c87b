"""Files known by their times: nothing that may have changed is passed over."""

import os
import time
from pathlib import Path

import pytest

from briefgen.files import sightings
from briefgen.files.reading import FileMissingError
from briefgen.files.sightings import Sightings, read_sealed, write_sealed

_LIMIT = 1 << 20


class Watched:
    """A file of a folder, and how often it was read."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = folder / "file.md"
        self.kept = folder / "kept"
        self.reads = 0
        real = sightings.read_bounded

        def read(path: Path, limit: int) -> bytes:
            self.reads += path == self.path
            return real(path, limit)

        monkeypatch.setattr(sightings, "read_bounded", read)

    def write(self, text: str, age: float = 60.0) -> None:
        """Write the file, `age` seconds ago as its times say."""
        self.path.write_text(text, encoding="utf-8")
        self.set_back(age)

    def set_back(self, age: float) -> None:
        """Set back the time of the content; that of the entry nobody can set."""
        moment = time.time_ns() - int(age * 1e9)
        os.utime(self.path, ns=(moment, moment))

    def look(self, *, trusts: bool = True) -> tuple[str, int]:
        """Look at the file with what is kept; give the note of its content, and how often it was read for it."""
        before = self.reads
        seen = Sightings(self.kept, trusts=trusts)
        note = seen.look(self.path, "file.md", _LIMIT, lambda data: data.decode()).note
        seen.save()
        return note, self.reads - before


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Give a watched file; what was written a moment ago counts as old, since no test can wait."""
    monkeypatch.setattr(sightings, "YOUNG", 0)
    return Watched(tmp_path, monkeypatch)


def test_a_file_is_read_once(watched: Watched) -> None:
    """A file that bears the times which it bore is not read again."""
    watched.write("one")
    assert watched.look() == ("one", 1)
    assert watched.look() == ("one", 0)


def test_an_edit_of_the_same_length_is_seen_though_its_time_is_set_back(watched: Watched) -> None:
    """The time at which an entry changed gives away what ``touch -r`` hides."""
    watched.write("one")
    status = watched.path.stat()
    watched.look()
    watched.path.write_text("two", encoding="utf-8")
    os.utime(watched.path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert watched.path.stat().st_mtime_ns == status.st_mtime_ns
    assert watched.look() == ("two", 1)


def test_another_file_in_its_place_is_seen(watched: Watched) -> None:
    """A file that took the name of another is another file, whatever its length and time."""
    watched.write("one")
    status = watched.path.stat()
    watched.look()
    other = watched.path.with_name("other")
    other.write_text("two", encoding="utf-8")
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(watched.path)
    assert watched.look() == ("two", 1)


@pytest.mark.parametrize("age", [0.0, -3600.0], ids=["a moment ago", "in the future"])
def test_a_young_file_is_read_each_time(watched: Watched, monkeypatch: pytest.MonkeyPatch, age: float) -> None:
    """It may be written again within the same tick; and one from the future says that a clock was set back."""
    monkeypatch.setattr(sightings, "YOUNG", 2_000_000_000)
    watched.write("one", age)
    assert watched.look() == ("one", 1)
    assert watched.look() == ("one", 1)


def test_who_does_not_trust_reads(watched: Watched) -> None:
    """A thorough look reads what is known too."""
    watched.write("one")
    watched.look()
    assert watched.look(trusts=False) == ("one", 1)


def test_a_file_that_is_gone_is_an_error(watched: Watched) -> None:
    """What is known of a file does not stand in for it."""
    watched.write("one")
    watched.look()
    watched.path.unlink()
    with pytest.raises(FileMissingError):
        watched.look()


@pytest.mark.parametrize("at", [0, 40, -1], ids=["in the digest", "in the value", "in the last byte"])
def test_a_flipped_byte_is_noticed(tmp_path: Path, at: int) -> None:
    """A sealed value is given back as it was, or not at all."""
    path = tmp_path / "sealed"
    write_sealed(path, {"name": list(range(60))})
    assert read_sealed(path, dict[str, list[int]]) == {"name": list(range(60))}
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    assert read_sealed(path, dict[str, list[int]]) is None


def test_a_value_of_another_kind_is_none(tmp_path: Path) -> None:
    """What another version wrote, or no file at all, knows nothing."""
    path = tmp_path / "sealed"
    assert read_sealed(path, dict[str, int]) is None
    write_sealed(path, [1, 2])
    assert read_sealed(path, dict[str, int]) is None


def test_a_value_is_read_by_its_seal(tmp_path: Path) -> None:
    """Who names the digest of a value is not given another that was written since."""
    path = tmp_path / "sealed"
    write_sealed(path, [1, 2])
    seal = path.read_bytes()[:32]
    assert read_sealed(path, list[int], seal) == [1, 2]
    write_sealed(path, [1, 3])
    assert read_sealed(path, list[int], seal) is None
