"""Putting the excerpts of files into the index and taking them out again."""

import sqlite3
from collections.abc import Iterable, Sequence

from briefgen.index.codec import digest_row
from briefgen.index.entries import PassageRow, PreparedEntry
from briefgen.index.likenesses import Likenesses
from briefgen.index.reading import load_evidence, load_source
from briefgen.index.rows import list_passage_words, list_source_words, list_tags
from briefgen.index.schema import FILE_SHIFT
from briefgen.model.source import Source

_LAST_PLACE = (1 << FILE_SHIFT) - 1


class Writer:
    """Writes entries over one connection, inside a transaction of the caller's."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._likenesses = Likenesses(connection)
        self._tags: dict[tuple[str, str], int] = {
            (field, value): row for row, field, value in connection.execute("SELECT id, field, value FROM tag")
        }

    def remove_files(self, paths: Iterable[str]) -> None:
        """Take out the files at `paths` with all they hold; a path that is not there is no error."""
        rows = sorted(row for path in paths for row in self._connection.execute(_FIND_FILE, (path,)))
        for (file,) in rows:
            self._remove_file(file)

    def remove_all(self) -> None:
        """Take out every file."""
        for statement in _REMOVE_ALL:
            self._connection.execute(statement)

    def renew_entries(self, entries: Iterable[PreparedEntry]) -> None:
        """Note that files whose content the index has already were read again."""
        rows = [(entry.fingerprint, entry.problems, entry.path) for entry in entries]
        self._connection.executemany(_RENEW_FILE, rows)

    def add_entries(self, entries: Iterable[PreparedEntry]) -> None:
        """Put in `entries`; none of their paths may be there yet."""
        for entry in entries:
            self._add_entry(entry)

    def _add_entry(self, entry: PreparedEntry) -> None:
        cells = (entry.path, entry.fingerprint, entry.problems, entry.content)
        file = self._connection.execute(_ADD_FILE, cells).lastrowid
        source = entry.source
        if source is None or file is None:
            return
        row = (file, *source.cells, source.content, digest_row(file, source.content))
        self._connection.execute(_ADD_SOURCE, row)
        self._connection.execute(_ADD_SOURCE_WORDS, (file, *source.words))
        self._connection.executemany(_ADD_TOLD, [(file, *each) for each in source.told])
        self._add_passages(file << FILE_SHIFT, entry.passages)
        if entry.sketch:
            self._likenesses.add_sketch(file, entry.path, entry.sketch)

    def _add_passages(self, first: int, passages: Sequence[PassageRow]) -> None:
        rows = list(enumerate(passages, first))
        many = self._connection.executemany
        many(_ADD_PASSAGE, [(row, *each.cells) for row, each in rows])
        many(_ADD_WORDS, [(row, *each.words) for row, each in rows])
        many(_ADD_TAGGED, [(self._number_tag(tag), row) for row, each in rows for tag in each.tags])
        many(_ADD_BODY, [(row, each.content, digest_row(row, each.content)) for row, each in rows])

    def _number_tag(self, tag: tuple[str, str]) -> int:
        if tag not in self._tags:
            self._tags[tag] = self._connection.execute(_ADD_TAG, tag).lastrowid or 0
        return self._tags[tag]

    def _remove_file(self, file: int) -> None:
        source = load_source(self._connection, file)
        if source is not None:
            self._remove_passages(file, source)
            self._connection.execute(_REMOVE_SOURCE_WORDS, (file, *list_source_words(source)))
        self._likenesses.remove_sketch(file)
        self._connection.execute("DELETE FROM told WHERE file = ?", (file,))
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
_ADD_FILE = "INSERT INTO file (path, fingerprint, problems, content) VALUES (?, ?, ?, ?)"
_RENEW_FILE = "UPDATE file SET fingerprint = ?, problems = ? WHERE path = ?"
_ADD_SOURCE = "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ADD_TOLD = "INSERT INTO told VALUES (?, ?, ?)"
_ADD_SOURCE_WORDS = "INSERT INTO source_words (rowid, title, publisher, author) VALUES (?, ?, ?, ?)"
_ADD_PASSAGE = "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
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
_REMOVE_ALL = (
    *(f"DELETE FROM {table}" for table in ("file", "source", "passage", "body", "tagged")),  # noqa: S608 - our names
    *(f"DELETE FROM {table}" for table in ("sketch", "run", "alike", "told", "copy")),  # noqa: S608 - our names
    "INSERT INTO passage_words (passage_words) VALUES ('delete-all')",
    "INSERT INTO source_words (source_words) VALUES ('delete-all')",
)
