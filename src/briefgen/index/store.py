# ruff: noqa: S608 - statements are put together from our own words; whatever comes from outside is bound
"""The index: every excerpt of the corpus, found by words, tags, dates and values.

It lies in ``.briefgen/index.sqlite``, may be deleted at any time, and holds nothing that is not in
the files. One process uses it at a time: the one that holds the project's lock.
"""

import datetime
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from briefgen.errors import StorageError
from briefgen.index import copy_groups
from briefgen.index.codec import Undecodable, decode_problems
from briefgen.index.entries import IndexEntry, PreparedEntry, prepare_entry
from briefgen.index.likenesses import Likenesses
from briefgen.index.opening import create_file, open_reader, open_sound_file, record_digest, remove_file
from briefgen.index.part import copy_sources
from briefgen.index.reading import load_evidence, load_source, restore_evidence, restore_source
from briefgen.index.schema import FILE_SHIFT, IndexDamaged, told_apart
from briefgen.index.search import compile_query
from briefgen.index.writing import Writer
from briefgen.model.copies import CopyGroup
from briefgen.model.evidence import Evidence
from briefgen.model.problem import Problem
from briefgen.model.query import Query
from briefgen.model.source import Source

FILE_NAME = "index.sqlite"
_BATCH = 500
_SOURCES_AT_HAND = 2_000

_JOINED = f"passage p JOIN source s ON s.id = p.id >> {FILE_SHIFT}"
_ORDER = "ORDER BY s.name, s.path, p.id"


def open_index(folder: Path, *, is_trusted: bool = True) -> "Index":
    """Open the index in `folder` (``.briefgen``), which is made where missing.

    An index that is damaged, foreign or of another version is removed and an empty one begun;
    `was_rebuilt` then says why. With `is_trusted` False its bytes are compared with their digest whatever its times
    say. Raises StorageError where the disk or another program is at fault.
    """
    path = folder / FILE_NAME
    reason = ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.exists():
            return Index(path, open_sound_file(path, is_trusted=is_trusted), "")
    except IndexDamaged as damage:
        reason = f"The index was rebuilt: {damage}."
    except OSError as error:
        raise StorageError(f"The index in {folder} cannot be used: {error.strerror}.") from error
    remove_file(path)
    return Index(path, create_file(path), reason)


def read_index(path: Path) -> "Index":
    """Open the index at `path` for reading alone, in a worker of the process that holds its lock, or has copied it."""
    return Index(path, open_reader(path), "")


class Index:
    """An open index. Every method raises IndexDamaged when what it reads is not what was written.

    Then call `discard`, open the index anew and fill it from the files. `was_rebuilt` is "" or the
    sentence that says why an index that was there could not be used.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, was_rebuilt: str) -> None:
        self.was_rebuilt = was_rebuilt
        self._path = path
        self._connection = connection
        self._sources: dict[int, Source] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the index is of no use afterwards."""
        self._connection.close()

    def discard(self) -> None:
        """Close the file and remove it: what `IndexDamaged` asks for."""
        self.close()
        remove_file(self._path)

    # Files

    def fingerprints(self) -> dict[str, str]:
        """Return the fingerprint of every file that the index knows, by its path."""
        return dict(self._ask("SELECT path, fingerprint FROM file ORDER BY path"))

    def contents(self) -> dict[str, bytes]:
        """Return, by its path, a digest of what each file holds for the index; empty for one that was not readable."""
        return dict(self._ask("SELECT path, content FROM file ORDER BY path"))

    def replace(
        self,
        entries: Iterable[IndexEntry | PreparedEntry],
        removed: Iterable[str] = (),
        *,
        is_all: bool = False,
        finish: Callable[[], None] = lambda: None,
    ) -> None:
        """Put in `entries`, in place of what the same paths held, and take out `removed`: all or nothing.

        With `is_all` the entries are all that there is: where most of the first of them are new or changed, whatever
        the index held is thrown away, which is far quicker than to name it. An entry with the content that its path
        has already costs next to nothing.
        `entries` may be a generator: they are taken in batches, and what it raises undoes everything.
        `finish` is called when all is in: what it reads and writes belongs to the same change.
        """
        before = self._connection.total_changes
        self._sources.clear()
        with told_apart():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._write(map(_prepare, entries), removed, is_all=is_all)
                finish()
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()
        if self._connection.total_changes > before:
            record_digest(self._path)

    def _write(self, entries: Iterable[PreparedEntry], removed: Iterable[str], *, is_all: bool) -> None:
        writer = Writer(self._connection)
        gone = frozenset(removed)
        known = {path: content for path, content in self.contents().items() if path not in gone}
        writer.remove_files(gone)
        stream = iter(entries)
        left = set(known) if is_all else set()
        for number, batch in enumerate(iter(lambda: list(islice(stream, _BATCH)), [])):
            same = {entry.path for entry in batch if entry.content and known.get(entry.path) == entry.content}
            if is_all and number == 0 and 2 * len(same) < len(batch):
                writer.remove_all()
                known, same, left = {}, set(), set()
            left.difference_update(entry.path for entry in batch)
            changed = [entry for entry in batch if entry.path not in same]
            writer.renew_entries(entry for entry in batch if entry.path in same)
            writer.remove_files(entry.path for entry in changed)
            writer.add_entries(changed)
        writer.remove_files(left)

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems of all files, in the order of their paths."""
        rows = self._ask("SELECT problems FROM file WHERE problems <> x'' ORDER BY path")
        try:
            return tuple(problem for (content,) in rows for problem in decode_problems(content))
        except Undecodable as error:
            raise IndexDamaged(f"its problems cannot be read ({error})") from error

    # Sources

    def sources(self) -> Iterator[Source]:
        """Return all sources in the order of their ids."""
        return iter([restore_source(*row) for row in self._ask(f"{_SOURCES} ORDER BY name, path")])

    def source_ids(self) -> tuple[str, ...]:
        """Return the ids of all sources in order, without loading them; one that several files share, several times."""
        return tuple(name for (name,) in self._ask("SELECT name FROM source ORDER BY name, path"))

    def count_sources(self) -> int:
        """Return how many files hold a source that could be read."""
        return int(self._ask("SELECT count(*) FROM source")[0][0])

    def doubtful_sources(self, today: datetime.date) -> tuple[Source, ...]:
        """Return, in the order of their ids, the sources undated or contested, from after `today`, or of one id."""
        rows = self._ask(f"{_SOURCES} WHERE {_IS_DOUBTFUL} ORDER BY name, path", [today.toordinal()])
        return tuple(restore_source(*row) for row in rows)

    def source(self, name: str) -> Source | None:
        """Return the source with the id `name`; of several, the one whose path comes first."""
        rows = self._ask(f"{_SOURCES} WHERE name = ? ORDER BY path LIMIT 1", [name])
        return restore_source(*rows[0]) if rows else None

    def source_of_file(self, file: int) -> Source | None:
        """Return the source in a row of the index, None where the file could not be read."""
        with told_apart():
            return load_source(self._connection, file)

    # Copies

    @property
    def likenesses(self) -> Likenesses:
        """Which sources are alike; to be written in the `finish` of `replace` only."""
        return Likenesses(self._connection)

    def load_text(self, file: int) -> tuple[Source, list[str]]:
        """Return a source by its row, and the plain texts of its passages. Raises IndexDamaged."""
        with told_apart():
            source = load_source(self._connection, file)
            if source is None:
                raise IndexDamaged("a text in it has no source")
            span = (file << FILE_SHIFT, (file + 1 << FILE_SHIFT) - 1)
            return source, [each.passage.plain for _, each in load_evidence(self._connection, source, span)]

    def told(self) -> list[tuple[int, bool, str]]:
        """Return what persons say of copies: the file's row, whether it is the same, and the other source's id."""
        with told_apart():
            return copy_groups.load_told(self._connection)

    def put_copies(self, groups: Iterable[CopyGroup]) -> None:
        """Record the groups of copies, in the `finish` of `replace`."""
        copy_groups.put_groups(self._connection, groups)

    def copies(self) -> tuple[CopyGroup, ...]:
        """Return all groups of copies in the order of their faces' ids."""
        with told_apart():
            return copy_groups.load_groups(self._connection)

    def copies_of(self, sources: Iterable[str]) -> tuple[CopyGroup, ...]:
        """Return the groups that any of these sources belongs to."""
        with told_apart():
            return copy_groups.load_groups_of(self._connection, sources)

    # Excerpts

    def select(self, query: Query) -> tuple[Evidence, ...]:
        """Return what `query` matches, by source id and then as the source has it."""
        return self._load(*compile_query(query))

    def find(self, query: Query) -> tuple[str, ...]:
        """Return the names of what `query` matches, in the order of `select`, without loading it."""
        condition, values = compile_query(query)
        rows = self._ask(f"SELECT s.name, p.name FROM {_JOINED} WHERE {condition} {_ORDER}", values)
        return tuple(f"{source}^{name}" for source, name in rows)

    def load(self, names: Iterable[str]) -> dict[str, Evidence]:
        """Return the excerpts named ``source^id``, by name; those that do not exist are left out."""
        wanted: dict[str, set[str]] = {}
        for name in names:
            source, _, excerpt = name.partition("^")
            wanted.setdefault(source, set()).add(excerpt)
        found: dict[str, Evidence] = {}
        for source in sorted(wanted):
            listed = json.dumps(sorted(wanted[source]))
            for span in self._find_spans(source):
                for each in self._load(f"{_IN_SPAN} AND p.name IN (SELECT value FROM json_each(?))", [*span, listed]):
                    found.setdefault(each.name, each)
        return found

    def count_passages(self, sources: Iterable[str]) -> dict[str, int]:
        """Count the passages of each of these sources (ids)."""
        wanted = "s.name IN (SELECT value FROM json_each(?))"
        statement = f"SELECT s.name, COUNT(*) FROM {_JOINED} WHERE {wanted} GROUP BY s.name ORDER BY s.name"
        return dict(self._ask(statement, [json.dumps(sorted(set(sources)))]))

    def extract(self, sources: Iterable[str]) -> "Index":
        """Copy all files of some sources (ids) into an index of their own, to be asked what they match."""
        with told_apart():
            return Index(self._path, copy_sources(self._connection, sources), "")

    def matches(self, conditions: Iterable[tuple[str, Sequence[object]]]) -> bool:
        """Tell whether any excerpt meets one of these conditions (`search.compile_query`)."""
        asked = tuple(conditions)
        joined = " OR ".join(f"({condition})" for condition, _ in asked)
        values = [value for _, own in asked for value in own]
        return bool(asked and self._ask(f"SELECT 1 FROM {_JOINED} WHERE {joined} LIMIT 1", values))

    def has(self, name: str) -> bool:
        """Tell whether there is an excerpt named ``source^id``."""
        return name in self.load([name])

    def evidence_of(self, source: str) -> tuple[Evidence, ...]:
        """Return the excerpts of the source with the id `source`, as the source has them."""
        return tuple(each for span in self._find_spans(source) for each in self._load(_IN_SPAN, span))

    def _find_spans(self, source: str) -> list[tuple[int, int]]:
        """Return the first and last row of the excerpts of each file with the id `source`: mostly one."""
        files = self._ask("SELECT id FROM source WHERE name = ? ORDER BY path", [source])
        return [(file << FILE_SHIFT, (file + 1 << FILE_SHIFT) - 1) for (file,) in files]

    def names(self) -> tuple[str, ...]:
        """Return the names of all excerpts, by source id and then as the source has them."""
        rows = self._ask(f"SELECT s.name, p.name FROM {_JOINED} {_ORDER}")
        return tuple(f"{source}^{name}" for source, name in rows)

    def count(self) -> int:
        """Return how many excerpts there are."""
        return int(self._ask("SELECT count(*) FROM passage")[0][0])

    def count_tags(self, below: bool = False) -> dict[str, int]:
        """Return how many excerpts bear each tag; with `below`, that tag or one below it, each excerpt once."""
        direct: dict[str, int] = dict(self._ask(_COUNT_TAGS))
        if not below:
            return direct
        counts = dict(direct)
        for upper in {tag[:end] for tag in direct for end, sign in enumerate(tag) if sign == "/"}:
            counts[upper] = self._ask(_COUNT_BELOW, [upper, len(upper) + 1, f"{upper}/"])[0][0]
        return dict(sorted(counts.items()))

    def _load(self, condition: str, values: Sequence[object]) -> tuple[Evidence, ...]:
        rows = self._ask(
            f"SELECT p.id, b.content, b.digest FROM {_JOINED} JOIN body b ON b.id = p.id WHERE {condition}", values
        )
        found = [(row, restore_evidence(row, content, digest, self._source_of(row))) for row, content, digest in rows]
        found.sort(key=lambda pair: (pair[1].source.id, pair[1].source.path, pair[0]))
        return tuple(evidence for _, evidence in found)

    def _source_of(self, row: int) -> Source:
        file = row >> FILE_SHIFT
        if file not in self._sources:
            if len(self._sources) >= _SOURCES_AT_HAND:
                self._sources.clear()
            rows = self._ask(f"{_SOURCES} WHERE id = ?", [file])
            if not rows:
                raise IndexDamaged("an excerpt in it has no source")
            self._sources[file] = restore_source(*rows[0])
        return self._sources[file]

    def _ask(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with told_apart():
            return self._connection.execute(statement, values).fetchall()


def _prepare(entry: IndexEntry | PreparedEntry) -> PreparedEntry:
    return entry if isinstance(entry, PreparedEntry) else prepare_entry(entry)


_SOURCES = "SELECT id, content, digest FROM source"
_IS_DOUBTFUL = """
    (issued_from IS NULL OR issued_from > ? OR is_contested
    OR name IN (SELECT name FROM source GROUP BY name HAVING count(*) > 1))
"""
_IN_SPAN = "p.id BETWEEN ? AND ?"
_COUNT_TAGS = """
    SELECT tag.value, count(*) FROM tag JOIN tagged ON tagged.tag = tag.id WHERE tag.field = 'tag'
    GROUP BY tag.id ORDER BY tag.value
"""
_COUNT_BELOW = """
    SELECT count(DISTINCT passage) FROM tagged WHERE tag IN
    (SELECT id FROM tag WHERE field = 'tag' AND (value = ? OR substr(value, 1, ?) = ?))
"""
