"""The index known by its times, read in workers, and asked in part."""

import os
import time
from pathlib import Path

import pytest
from index_corpora import Facts, SourceFacts, make_entry

from briefgen.index import opening
from briefgen.index.search import compile_query
from briefgen.index.store import FILE_NAME, Index, open_index, read_index
from briefgen.model.query import Everything, Not, Value, Words

_ENTRIES = [
    make_entry("a", SourceFacts("First", excerpts=(Facts("The toll is paid.", tags=("theme/toll",)),))),
    make_entry("b", SourceFacts("Second", excerpts=(Facts("The bridge is shut.", tags=("theme/bridge",)),))),
]


def fill(folder: Path) -> None:
    """Make an index of two sources."""
    with open_index(folder) as index:
        index.replace(_ENTRIES)


def ask(index: Index, *queries: object) -> bool:
    """Tell whether anything matches one of some queries."""
    return index.matches([compile_query(query) for query in queries])  # type: ignore[arg-type]


def test_a_part_holds_what_it_was_asked_for_and_nothing_else(tmp_path: Path) -> None:
    """A part answers for its sources as the whole does for them."""
    fill(tmp_path)
    with open_index(tmp_path) as index:
        part = index.extract(["a", "nobody"])
        assert [source.id for source in part.sources()] == ["a"]
        assert part.evidence_of("a") == index.evidence_of("a")
        assert ask(part, Words("text", ("toll",)))
        assert not ask(part, Words("text", ("bridge",)))
        assert ask(part, Value("tag", "theme/bridge"), Value("tag", "theme"))
        assert ask(part, Not(Value("tag", "theme/bridge")))
        assert not ask(part)
        assert not ask(index.extract([]), Everything())
        part.close()


def test_a_worker_reads_what_the_parent_wrote(tmp_path: Path) -> None:
    """An index opened for reading alone gives the same, and cannot be written."""
    fill(tmp_path)
    with open_index(tmp_path) as index, read_index(tmp_path / FILE_NAME) as reader:
        assert reader.select(Everything()) == index.select(Everything())
        with pytest.raises(Exception, match="cannot be written"):
            reader.replace([], reader.fingerprints())


def test_contents_tell_what_is_another(tmp_path: Path) -> None:
    """A file's content is digested: another word makes another digest, another fingerprint alone does not."""
    fill(tmp_path)
    with open_index(tmp_path) as index:
        before = index.contents()
        again = make_entry("a", SourceFacts("First", excerpts=(Facts("The toll is paid.", tags=("theme/toll",)),)))
        other = make_entry("b", SourceFacts("Second", excerpts=(Facts("The bridge is open.", tags=("theme/bridge",)),)))
        index.replace([again, other], is_all=True)
        after = index.contents()
        assert before.keys() == after.keys()
        assert [before[path] == after[path] for path in sorted(before)] == [True, False]
        assert ask(index, Words("text", ("open",)))
        assert not ask(index, Words("text", ("shut",)))


def _age(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefgen.files.sightings.YOUNG", 0)
    old = time.time_ns() - 60_000_000_000
    os.utime(path, ns=(old, old))


def test_an_index_with_the_times_it_was_hashed_with_is_not_hashed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is hashed where its times differ from those on record, and always for who does not trust them."""
    fill(tmp_path)
    path = tmp_path / FILE_NAME
    _age(path, monkeypatch)
    open_index(tmp_path).close()
    hashed: list[Path] = []
    real = opening._digest_file
    monkeypatch.setattr(opening, "_digest_file", lambda path: hashed.append(path) or real(path))
    open_index(tmp_path).close()
    assert hashed == []
    open_index(tmp_path, is_trusted=False).close()
    assert hashed == [path]


def test_a_flipped_byte_is_noticed_though_the_time_is_set_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is thrown away, and a new one begun."""
    fill(tmp_path)
    path = tmp_path / FILE_NAME
    _age(path, monkeypatch)
    open_index(tmp_path).close()
    status = path.stat()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    with open_index(tmp_path) as index:
        assert "not as it was written" in index.was_rebuilt
