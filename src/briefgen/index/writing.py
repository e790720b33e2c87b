"""Putting the excerpts of files into the index and taking them out again."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefgen.index.codec import digest_row, encode_evidence, encode_problems, encode_source
from briefgen.index.reading import load_evidence, load_source
from briefgen.index.rows import (
    list_passage_cells,
    list_passage_words,
    list_source_cells,
    list_source_words,
    list_tags,
)
from briefgen.index.schema import FILE_SHIFT
from briefgen.model.evidence import Evidence
from briefgen.model.problem import Problem
from briefgen.model.source import Source

_LAST_PLACE = (1 << FILE_SHIFT) - 1


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What one file holds: `source` is None where it could not be read, and `problems` say why.

    `fingerprint` stands for all that the entry was made from; the index only gives it back.
    """

    path: str
    fingerprint: str
    source: Source | None
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[Problem, ...] = ()


class Writer:
    """Writes entries over one connection, inside a transaction of the caller's."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tags: dict[tuple[str, str], int] = {
            (field, value): row for row, field, value in connection.execute("SELECT id, field, value FROM tag")
        }

    def remove_files(self, paths: Iterable[str]) -> None:
        """Take out the files at `paths` with all they hold; a path that is not there is no error."""
        rows = sorted(row for path in paths for row in self._connection.execute(_FIND_FILE, (path,)))
        for (file,) in rows:
            self._remove_file(file)

    def add_entries(self, entries: Sequence[IndexEntry]) -> None:
        """Put in `entries`; none of their paths may be there yet."""
        for entry in entries:
            self._add_entry(entry)

    def _add_entry(self, entry: IndexEntry) -> None:
        cells = (entry.path, entry.fingerprint, encode_problems(entry.problems) if entry.problems else b"")
        file = self._connection.execute(_ADD_FILE, cells).lastrowid
        if entry.source is None or file is None:
            return
        content = encode_source(entry.source)
        self._connection.execute(
            _ADD_SOURCE, (file, *list_source_cells(entry.source), content, digest_row(file, content))
        )
        self._connection.execute(_ADD_SOURCE_WORDS, (file, *list_source_words(entry.source)))
        self._add_passages(file << FILE_SHIFT, entry.evidence)

    def _add_passages(self, first: int, evidence: Sequence[Evidence]) -> None:
        rows = list(enumerate(sorted(evidence, key=lambda each: each.passage.ordinal), first))
        many = self._connection.executemany
        many(_ADD_PASSAGE, [(row, *list_passage_cells(each)) for row, each in rows])
        many(_ADD_WORDS, [(row, *list_passage_words(each)) for row, each in rows])
        many(_ADD_TAGGED, [(self._number_tag(tag), row) for row, each in rows for tag in list_tags(each)])
        contents = [(row, encode_evidence(each)) for row, each in rows]
        many(_ADD_BODY, [(row, content, digest_row(row, content)) for row, content in contents])

    def _number_tag(self, tag: tuple[str, str]) -> int:
        if tag not in self._tags:
            self._tags[tag] = self._connection.execute(_ADD_TAG, tag).lastrowid or 0
        return self._tags[tag]

    def _remove_file(self, file: int) -> None:
        source = load_source(self._connection, file)
        if source is not None:
            self._remove_passages(file, source)
            self._connection.execute(_REMOVE_SOURCE_WORDS, (file, *list_source_words(source)))
        self._connection.execute("DELETE FROM source WHERE id = ?", (file,))
        self._connection.execute("DELETE FROM file WHERE id = ?", (file,))

    def _remove_passages(self, file: int, source: Source) -> None:
        """Take out the passages of a file; what they put into the tables is worked out from themselves."""
        span = (file << FILE_SHIFT, (file << FILE_SHIFT) + _LAST_PLACE)
        rows = load_evidence(self._connection, source, span)
        many = self._connection.executemany
        many(_REMOVE_WORDS, [(row, *list_passage_words(each)) for row, each in rows])
        many(_REMOVE_TAGGED, [(self._number_tag(tag), row) for row, each in rows for tag in list_tags(each)])
        for table in ("passage", "body"):
            self._connection.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", span)  # noqa: S608 - our names


_FIND_FILE = "SELECT id FROM file WHERE path = ?"
_ADD_FILE = "INSERT INTO file (path, fingerprint, problems) VALUES (?, ?, ?)"
_ADD_SOURCE = "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ADD_SOURCE_WORDS = "INSERT INTO source_words (rowid, title, publisher, author) VALUES (?, ?, ?, ?)"
_ADD_PASSAGE = "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ADD_WORDS = "INSERT INTO passage_words (rowid, text) VALUES (?, ?)"
_ADD_BODY = "INSERT INTO body VALUES (?, ?, ?)"
_ADD_TAG = "INSERT INTO tag (field, value) VALUES (?, ?)"
_ADD_TAGGED = "INSERT INTO tagged VALUES (?, ?)"
_REMOVE_TAGGED = "DELETE FROM tagged WHERE tag = ? AND passage = ?"
# A table of FTS5 without content is told which words to forget.
_REMOVE_WORDS = "INSERT INTO passage_words (passage_words, rowid, text) VALUES ('delete', ?, ?)"
_REMOVE_SOURCE_WORDS = (
    "INSERT INTO source_words (source_words, rowid, title, publisher, author) VALUES ('delete', ?, ?, ?, ?)"
)
