"""The index's tables, the version they belong to, and how SQLite's complaints are told apart.

The index holds nothing that is not in the files. Whatever is wrong with it ends in `IndexDamaged`,
after which the caller throws it away and reads the files again.
"""

import hashlib
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from briefgen import __version__
from briefgen.errors import StorageError
from briefgen.index.codec import LAYOUT

#: "bgix": marks the file as ours (SQLite's ``PRAGMA application_id``).
APPLICATION_ID = 0x62676978

#: A passage's row is its file's row shifted by this, plus its place in the file.
FILE_SHIFT = 20

#: Words are split before they come here; the tokenizer only cuts at blanks, so that no Unicode
#: table of SQLite's can disagree with Python's. Nothing is ranked, so column sizes are not kept.
_TOKENS = "tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'\", columnsize=0, content=''"

TABLES = f"""
CREATE TABLE file (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, problems BLOB NOT NULL,
    content BLOB NOT NULL
);
CREATE TABLE source (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL, type TEXT NOT NULL, language TEXT NOT NULL,
    reliability TEXT NOT NULL, status TEXT NOT NULL, is_contested INTEGER NOT NULL,
    issued_from INTEGER, issued_to INTEGER,
    content BLOB NOT NULL, digest BLOB NOT NULL
);
CREATE INDEX source_by_name ON source (name, path);
CREATE TABLE passage (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, marking INTEGER NOT NULL, proof TEXT NOT NULL, key INTEGER NOT NULL,
    stance TEXT NOT NULL, credibility TEXT NOT NULL, language TEXT NOT NULL, date_from INTEGER, date_to INTEGER
);
CREATE TABLE body (id INTEGER PRIMARY KEY, content BLOB NOT NULL, digest BLOB NOT NULL);
CREATE TABLE tag (id INTEGER PRIMARY KEY, field TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (field, value));
CREATE TABLE tagged (tag INTEGER NOT NULL, passage INTEGER NOT NULL, PRIMARY KEY (tag, passage)) WITHOUT ROWID;
CREATE TABLE sketch (
    file INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE, top INTEGER NOT NULL, words INTEGER NOT NULL,
    is_settled INTEGER NOT NULL, numbers BLOB NOT NULL
);
CREATE INDEX sketch_unsettled ON sketch (key) WHERE is_settled = 0;
CREATE TABLE run (number INTEGER NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (number, key)) WITHOUT ROWID;
CREATE TABLE alike (
    one INTEGER NOT NULL, other INTEGER NOT NULL, share INTEGER NOT NULL, is_whole INTEGER NOT NULL,
    is_series INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE TABLE told (
    file INTEGER NOT NULL, is_same INTEGER NOT NULL, other TEXT NOT NULL, PRIMARY KEY (file, is_same, other)
) WITHOUT ROWID;
CREATE TABLE copy (
    source TEXT PRIMARY KEY, face TEXT NOT NULL, position INTEGER NOT NULL, share INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX copy_by_face ON copy (face, position);
CREATE VIRTUAL TABLE passage_words USING fts5 (text, {_TOKENS});
CREATE VIRTUAL TABLE source_words USING fts5 (title, publisher, author, {_TOKENS});
"""


class IndexDamaged(Exception):  # noqa: N818 - it names a state that is mended, not a mistake of anyone's
    """The index cannot be trusted; its text says why, as a phrase after "the index was rebuilt: "."""


@cache
def identify_layout() -> int:
    """Return the number an index of this version bears (``PRAGMA user_version``, 31 bits).

    It changes with briefgen, with the tables, with the model's fields and with Python's Unicode
    tables, which decide how words are folded.
    """
    facts = "\n".join((__version__, TABLES, LAYOUT, unicodedata.unidata_version))
    return int.from_bytes(hashlib.sha256(facts.encode()).digest()[:4], "big") >> 1


@cache
def list_expected_schema() -> tuple[tuple[str, str, str], ...]:
    """Return type, name and definition of all that a sound index defines, FTS5's own tables included."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(TABLES)
        return list_schema(connection)
    finally:
        connection.close()


def list_schema(connection: sqlite3.Connection) -> tuple[tuple[str, str, str], ...]:
    """Return type, name and definition ("" for SQLite's own) of all that `connection` defines, sorted."""
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")
    return tuple(rows.fetchall())


_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_REMEDIES = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space and run the command again",
    sqlite3.SQLITE_BUSY: "another program is using it; wait until that has ended",
    sqlite3.SQLITE_READONLY: "it cannot be written; make .briefgen writable",
    sqlite3.SQLITE_PERM: "permission is denied; change the permissions of .briefgen",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; change the permissions of .briefgen",
    sqlite3.SQLITE_IOERR: "the device reports an error, or the disk is full; look at the disk before you go on",
}


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn SQLite's errors into `IndexDamaged` or, where the disk is at fault, into StorageError."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary result code
        if code in _REMEDIES:
            raise StorageError(f"The index cannot be used: {_REMEDIES[code]}.") from error
        if code in _DAMAGED or isinstance(error, sqlite3.DataError):
            raise IndexDamaged(f"it is damaged ({error})") from error
        raise
