"""The index gives back what was put in, and an index that cannot be trusted is begun anew."""

import datetime
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from index_corpora import TAGS, Facts, SourceFacts, make_entry

from briefgen.errors import StorageError
from briefgen.index.entries import IndexEntry
from briefgen.index.opening import record_digest
from briefgen.index.schema import IndexDamaged
from briefgen.index.store import FILE_NAME, Index, open_index
from briefgen.model import kinds
from briefgen.model.date import PartialDate
from briefgen.model.evidence import Proof, ProofState
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.query import Everything, Value, Words
from briefgen.model.source import Original, Rights, Withdrawal

_ENTRIES = [make_entry(name, SourceFacts(excerpts=tuple(Facts(f"Contacts {n}.") for n in range(40)))) for name in "cab"]


def _fill(folder: Path) -> Path:
    with open_index(folder) as index:
        index.replace(_ENTRIES)
    return folder / FILE_NAME


def _names(entries: list[IndexEntry]) -> list[str]:
    return [each.name for entry in sorted(entries, key=lambda entry: entry.path) for each in entry.evidence]


def _full_entry() -> IndexEntry:
    """Return an entry in which no field has its default."""
    day = datetime.date(2012, 5, 21)
    when = PartialDate("2012-05-21?", day, day, "day", uncertain=True, approximate=True)
    entry = make_entry("full", SourceFacts(excerpts=(Facts(speaker_name="N. Bordyuzha", tags=TAGS, date=when),)))
    assert entry.source is not None
    source = replace(
        entry.source,
        rights=Rights("CC-BY-4.0", "Example Daily", 120),
        original=Original("9f2c", "page.html", "77ab"),
        withdrawn=Withdrawal(when, "an error"),
        evidence={"issued": "text"},
        formerly=("old", "older"),
        accessed=when,
        places=(("title", Place("corpus/sources/full.md", 2, 1)), ("#org/nato", Place("corpus/_defaults.yaml", 1, 8))),
    )
    evidence = replace(
        entry.evidence[0],
        source=source,
        proof=Proof(ProofState.AMBIGUOUS, ((1, 2), (3, 4)), "near"),
        marking=Marking.RED,
    )
    place = Place("corpus/sources/full.md", 7, 3)
    problems = (Problem(kinds.TAG_UNKNOWN, "A tag `org/cstoo` is unknown.", place, "did you mean `org/csto`?"),)
    return IndexEntry(entry.path, "fingerprint", source, (evidence,), problems)


def test_everything_comes_back_as_it_was_put_in(tmp_path: Path) -> None:
    """Sources, excerpts and problems come back equal in every field, places included, after closing and opening."""
    entry = _full_entry()
    with open_index(tmp_path) as index:
        index.replace([entry])
    with open_index(tmp_path) as index:
        (source,) = index.sources()
        (evidence,) = index.select(Everything())
        assert entry.source is not None
        assert (source, source.places) == (entry.source, entry.source.places)
        assert (evidence, evidence.source) == (entry.evidence[0], entry.source)
        assert evidence.passage.trailer.places == entry.evidence[0].passage.trailer.places
        assert index.problems() == entry.problems
        assert index.fingerprints() == {entry.path: "fingerprint"}
        assert index.was_rebuilt == ""


def test_a_file_that_could_not_be_read_keeps_its_problems(tmp_path: Path) -> None:
    """A file without a source is remembered by its fingerprint and its problems, until it is taken out."""
    problem = Problem(kinds.FILE_NOT_UTF8, "It is not UTF-8.", Place("corpus/sources/x.md", 3, 1))
    with open_index(tmp_path) as index:
        index.replace([IndexEntry("corpus/sources/x.md", "1", None, (), (problem,)), *_ENTRIES])
        assert index.problems() == (problem,)
        assert index.fingerprints()["corpus/sources/x.md"] == "1"
        index.replace([], ["corpus/sources/x.md", "corpus/sources/never.md"])
        assert index.problems() == ()
        assert list(index.names()) == _names(_ENTRIES)


def test_excerpts_are_had_by_name_and_by_source(tmp_path: Path) -> None:
    """Names that do not exist are left out, and a source's excerpts come in its own order."""
    with open_index(tmp_path) as index:
        index.replace(_ENTRIES)
        assert list(index.load(["b^p-3", "a^p-10", "a^p-99", "nobody^p-0", "b"])) == ["a^p-10", "b^p-3"]
        assert (index.has("a^p-0"), index.has("a^p-40"), index.has("")) == (True, False, False)
        assert [each.name for each in index.evidence_of("b")] == [f"b^p-{n}" for n in range(40)]
        assert index.evidence_of("nobody") == ()
        assert index.source("a") == _ENTRIES[1].source
        assert index.source("nobody") is None
        assert (index.count(), [source.id for source in index.sources()]) == (120, ["a", "b", "c"])


def test_two_files_of_one_id_do_no_harm(tmp_path: Path) -> None:
    """Where two files have the same id, the one whose path comes first answers to the name."""
    first = make_entry("a", SourceFacts(title="First"))
    other = make_entry("a", SourceFacts(title="Other"))
    assert other.source is not None
    source = replace(other.source, path="corpus/sources/z/a.md")
    other = IndexEntry(source.path, "f", source, tuple(replace(each, source=source) for each in other.evidence))
    with open_index(tmp_path) as index:
        index.replace([other, first])
        assert index.source("a") == first.source
        assert index.load(["a^p-0"])["a^p-0"].source.title == "First"
        assert [each.source.title for each in index.select(Everything())] == ["First", "Other"]


def test_tags_are_counted_alone_and_with_what_lies_below(tmp_path: Path) -> None:
    """An excerpt that bears a tag and another below it counts once for both together."""
    tags = (("org/nato", "org/nato/staff"), ("org/nato/staff",), ("org/nato-x",), ())
    with open_index(tmp_path) as index:
        index.replace([make_entry("a", SourceFacts(excerpts=tuple(Facts(tags=each) for each in tags)))])
        assert index.count_tags() == {"org/nato": 1, "org/nato-x": 1, "org/nato/staff": 2}
        assert index.count_tags(below=True) == {"org": 3, "org/nato": 2, "org/nato-x": 1, "org/nato/staff": 2}


def test_a_failed_refresh_changes_nothing(tmp_path: Path) -> None:
    """When the entries end in an error, the index is as it was before, and so it is found when opened again."""

    def broken() -> Iterator[IndexEntry]:
        yield make_entry("d", SourceFacts())
        raise RuntimeError("a reader failed")

    path = _fill(tmp_path)
    before = path.read_bytes()
    with open_index(tmp_path) as index, pytest.raises(RuntimeError):
        index.replace(broken(), ["corpus/sources/a.md"])
    assert path.read_bytes() == before
    with open_index(tmp_path) as index:
        assert (index.was_rebuilt, list(index.names())) == ("", _names(_ENTRIES))


def test_nothing_to_change_writes_nothing(tmp_path: Path) -> None:
    """A refresh without changes leaves the index's file untouched."""
    path = _fill(tmp_path)
    stamp = path.stat().st_mtime_ns
    with open_index(tmp_path) as index:
        index.replace([], [])
    assert path.stat().st_mtime_ns == stamp


# An index that cannot be trusted


def _overwrite(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def _use_other_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.executescript("PRAGMA application_id = 7; CREATE TABLE notes (x); INSERT INTO notes VALUES (1);")
    connection.close()


def _add_trigger(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TRIGGER evil AFTER INSERT ON file BEGIN DELETE FROM passage; END")
    connection.close()
    record_digest(path)


def _move_behind_a_link(path: Path) -> None:
    path.rename(path.with_name("x")).with_name(path.name).symlink_to("x")


def _link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def _put_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


_DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "zeroed header": (lambda path: _overwrite(path, 0, bytes(16)), "not a SQLite file"),
    "no bytes": (lambda path: path.write_bytes(b""), "empty"),
    "ten bytes": (lambda path: path.write_bytes(b"SQLite for"), "not a SQLite file"),
    "random bytes": (lambda path: path.write_bytes(b"\xa5" * 9000), "not a SQLite file"),
    "another version": (lambda path: _overwrite(path, 60, b"\x00\x00\x00\x07"), "another version"),
    "another program": (_use_other_program, "another program"),
    "a trigger": (_add_trigger, "its tables are not"),
    "no digest": (lambda path: path.with_name(FILE_NAME + ".sha256").unlink(), "interrupted"),
    "a link": (_move_behind_a_link, "not an ordinary file"),
    "an empty folder": (_put_folder, "not an ordinary file"),
    "a lost link": (_link_to_nothing, "not an ordinary file"),
}


@pytest.mark.parametrize("name", _DAMAGES)
def test_a_damaged_index_is_begun_anew(tmp_path: Path, name: str) -> None:
    """A damaged, foreign or old index is replaced by an empty one with the reason, and holds all again once filled."""
    path = _fill(tmp_path)
    damage, reason = _DAMAGES[name]
    damage(path)
    with open_index(tmp_path) as index:
        assert index.was_rebuilt.startswith("The index was rebuilt: ")
        assert reason in index.was_rebuilt
        assert index.fingerprints() == {}
        index.replace(_ENTRIES)
    with open_index(tmp_path) as index:
        assert (index.was_rebuilt, list(index.names())) == ("", _names(_ENTRIES))


def test_no_flipped_page_and_no_cut_goes_unnoticed(tmp_path: Path) -> None:
    """Two hundred bytes turned round in any page, or an end cut off anywhere, are noticed at opening."""
    good = _fill(tmp_path / "good").read_bytes()
    digest = (tmp_path / "good" / (FILE_NAME + ".sha256")).read_bytes()
    pages = range(0, len(good), 4096)
    flipped = [good[:at] + bytes(255 - byte for byte in good[at : at + 200]) + good[at + 200 :] for at in pages]
    cut = [good[: len(good) * part // 20] for part in range(20)]
    folder = tmp_path / "bad"
    folder.mkdir()
    for data in (*flipped, *cut):
        (folder / FILE_NAME).write_bytes(data)
        (folder / (FILE_NAME + ".sha256")).write_bytes(digest)
        with open_index(folder) as index:
            assert index.was_rebuilt != ""
            assert index.names() == ()


def _read_all(index: Index) -> object:
    found = [index.select(Words("text", ("contacts",))), index.select(Value("tag", "org")), list(index.sources())]
    return [*found, index.fingerprints(), index.problems(), index.names(), index.count_tags(below=True)]


def test_damage_after_opening_raises_or_does_no_harm(tmp_path: Path) -> None:
    """A page that goes bad while the index is open ends in IndexDamaged, or harms no excerpt that is read."""
    path = _fill(tmp_path)
    good = path.read_bytes()
    known = {each.name: each for entry in _ENTRIES for each in entry.evidence}
    raised = 0
    for at in range(0, len(good), 4096):
        with open_index(tmp_path) as index:
            assert index.was_rebuilt == ""
            _overwrite(path, at, bytes(255 - byte for byte in good[at : at + 4096]))
            try:
                _read_all(index)
                assert all(known[each.name] == each for each in index.select(Everything()))
            except IndexDamaged:
                raised += 1
        _overwrite(path, 0, good)
    assert raised > len(good) // 4096 // 2


def test_a_changed_row_is_noticed_when_it_is_read(tmp_path: Path) -> None:
    """An excerpt, a source or two excerpts exchanged in an otherwise sound index end in IndexDamaged."""
    changes = (
        "UPDATE body SET content = (SELECT content FROM body WHERE id <> outer.id LIMIT 1) FROM body AS outer",
        "UPDATE body SET (content, digest) = (SELECT content, digest FROM body ORDER BY id DESC LIMIT 1)",
        "UPDATE source SET content = zeroblob(10)",
    )
    for change in changes:
        folder = tmp_path / str(changes.index(change))
        path = _fill(folder)
        connection = sqlite3.connect(path)
        connection.execute(change)
        connection.commit()
        connection.close()
        record_digest(path)
        with open_index(folder) as index, pytest.raises(IndexDamaged):
            index.select(Everything())


def test_a_discarded_index_is_gone(tmp_path: Path) -> None:
    """After `discard` nothing of the index is left, and the next one is empty."""
    _fill(tmp_path)
    open_index(tmp_path).discard()
    assert list(tmp_path.iterdir()) == []
    with open_index(tmp_path) as index:
        assert (index.was_rebuilt, index.names()) == ("", ())


_KILLED_WRITER = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from index_corpora import Facts, SourceFacts, make_entry
from briefgen.index.store import open_index
index = open_index(Path(sys.argv[1]))
index._connection.execute("PRAGMA cache_size = 1")
def entries():
    for number in range(1000):
        yield make_entry(f"n-{number}", SourceFacts(excerpts=tuple(Facts(f"Word{n} {'x' * 900}") for n in range(10))))
        if number == 700:
            os.kill(os.getpid(), signal.SIGKILL)
index.replace(entries())
"""


def test_a_killed_writer_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    """What a killed refresh had half written is undone at the next opening; nothing has to be read again."""
    _fill(tmp_path)
    command = [sys.executable, "-c", _KILLED_WRITER, str(tmp_path), str(Path(__file__).parent)]
    source = Path(__file__).resolve().parents[2] / "src"
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(source)}, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert (tmp_path / (FILE_NAME + "-journal")).stat().st_size > 0
    with open_index(tmp_path) as index:
        assert (index.was_rebuilt, list(index.names())) == ("", _names(_ENTRIES))


def test_a_full_disk_is_the_disks_fault(tmp_path: Path) -> None:
    """When no more can be written, StorageError says so, and the index stays as it was."""
    _fill(tmp_path)
    with open_index(tmp_path) as index:
        pages = index._connection.execute("PRAGMA page_count").fetchone()[0]
        index._connection.execute(f"PRAGMA max_page_count = {pages}")
        many = SourceFacts(excerpts=tuple(Facts(f"Other {n} words.") for n in range(500)))
        with pytest.raises(StorageError, match="disk is full"):
            index.replace([make_entry("d", many)])
        assert list(index.names()) == _names(_ENTRIES)
    with open_index(tmp_path) as index:
        assert index.was_rebuilt == ""


def test_a_folder_that_cannot_be_made_is_the_disks_fault(tmp_path: Path) -> None:
    """A file in the place of the folder, or a folder with something in it in the place of the file, is said."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError):
        open_index(tmp_path / "file")
    (tmp_path / FILE_NAME).mkdir()
    (tmp_path / FILE_NAME / "note.txt").write_text("mine")
    with pytest.raises(StorageError):
        open_index(tmp_path)
    assert (tmp_path / FILE_NAME / "note.txt").read_text() == "mine"


def test_the_same_corpus_gives_the_same_answers_in_any_order(tmp_path: Path) -> None:
    """The order in which files came in, or came in again, shows nowhere."""
    answers = []
    for number, order in enumerate((_ENTRIES, _ENTRIES[::-1], [*_ENTRIES, _ENTRIES[1], _ENTRIES[0]])):
        with open_index(tmp_path / str(number)) as index:
            for entry in order:
                index.replace([entry])
            answers.append(_read_all(index))
    assert answers[0] == answers[1] == answers[2]
