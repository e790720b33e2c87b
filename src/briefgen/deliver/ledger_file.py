"""The ledger's file: opened, examined and written; what stands in it is `deliver.outbox`'s.

Rows are only added. Each carries a digest of itself and of the row before it, so that a flipped byte, which SQLite's
own checks do not see, and a row taken out by hand are both noticed. A chain cannot tell that its end was cut off:
`head` counts the rows and digests the last ones, in the transaction that adds them. An older copy put in the place of
the ledger, or an empty one, agrees with itself even so; that is what the witness is for, a line in another folder that
names the newest step the ledger had.
"""

import json
import sqlite3
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from briefgen.deliver.witness import Witness, read_witness, write_witness
from briefgen.errors import BriefgenError, IntegrityError, LockedError, PolicyError, StorageError
from briefgen.files.digest import digest_text
from briefgen.files.messages import explain_failure, name_kind, show_path

#: "bgob": marks the file as ours (SQLite's ``PRAGMA application_id``).
_APPLICATION_ID = 0x62676F62
_VERSION = 1
DELIVERY = (
    "key, matter, slug, number, variant, edition, marking, recipient, organisation, channel, address, about, copy"
)
EVENT = "key, state, at, note, next_try"
_COLUMNS = {"delivery": DELIVERY, "event": EVENT}
_NUMBERS = ("number", "copy")
_SCHEMA = (
    *(
        f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, "
        + ", ".join(f"{name} {'INTEGER' if name in _NUMBERS else 'TEXT'} NOT NULL" for name in columns.split(", "))
        + ", digest TEXT NOT NULL)"
        for table, columns in _COLUMNS.items()
    ),
    "CREATE TABLE head (id INTEGER PRIMARY KEY, deliveries INTEGER NOT NULL, events INTEGER NOT NULL, "
    "digest TEXT NOT NULL)",
)
# With FULL the journal's removal is not on disk when a commit returns: after a power cut it could come back and undo
# the very line that says a message is about to leave. EXTRA puts the folder on disk too.
_SETTINGS = """
PRAGMA journal_mode = DELETE;
PRAGMA synchronous = EXTRA;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
"""
#: How long to wait while somebody else reads the ledger, or has it open in another program.
_BUSY_SECONDS = 20.0
_FAILING = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space and run the command again",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened, or there is no room beside it for its journal",
    sqlite3.SQLITE_READONLY: "it cannot be written to; change its permissions or those of its folder",
    sqlite3.SQLITE_PERM: "permission is denied",
    sqlite3.SQLITE_NOMEM: "there is not enough memory",
}
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
#: What to do where the ledger is damaged; a journal of another file would be played back into the copy.
_REMEDY = (
    "put it back from a copy, and take away an outbox.sqlite-journal beside it; "
    "what was sent to whom cannot be found out otherwise."
)

#: A row as it is written: the values of its table's columns.
Row = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Head:
    """Where the ledger ends: how many rows each table has, and the digests of the last ones ("" before the first)."""

    counts: tuple[int, int] = (0, 0)
    digests: tuple[str, str] = ("", "")

    @property
    def digest(self) -> str:
        """What tells this end from any other."""
        return digest_text("\n".join(self.digests))


class LedgerFile:
    """An open ledger, or the copy of one; its `witness` was read before the ledger was, so it is never newer."""

    def __init__(self, connection: sqlite3.Connection, path: Path, witness: Witness) -> None:
        self._connection = connection
        self._path = path
        self._witness = witness
        self._head = Head()

    def read(self) -> Iterator[tuple[str, Row]]:
        """Read all rows, those of the table `delivery` first: each with its table's name.

        Raises IntegrityError at the first that is not as it was written, and after the last where some are missing.
        """
        witnessed = self._witness.step
        ends: list[tuple[int, str]] = []
        with explained(self._path):
            for table, columns in _COLUMNS.items():
                count, before = 0, ""
                query = f"SELECT id, {columns}, digest FROM {table} ORDER BY id"  # noqa: S608 - of our own names
                for *values, digest in self._connection.execute(query):
                    count, before = count + 1, _digest_row(before, values)
                    if digest != before or values[0] != count:
                        raise IntegrityError(
                            f"{show_path(self._path)}: the {table} {count} is not as it was written; {_REMEDY}"
                        )
                    if witnessed and table == "event" and count == witnessed[0] and digest != witnessed[1]:
                        raise IntegrityError(self._witness.say_replaced(self._path))
                    yield table, values[1:]
                ends.append((count, before))
            head = Head((ends[0][0], ends[1][0]), (ends[0][1], ends[1][1]))
            if self._read_head() != (*head.counts, head.digest):
                raise IntegrityError(f"{show_path(self._path)}: its last lines are missing; {_REMEDY}")
        if witnessed and head.counts[1] < witnessed[0]:
            raise IntegrityError(self._witness.say_replaced(self._path))
        self._head = head

    def list_steps(self) -> list[Row]:
        """List the rows of all events, the first one first."""
        with explained(self._path):
            return list(self._connection.execute(f"SELECT {EVENT} FROM event ORDER BY id"))  # noqa: S608 - the same

    def write(self, deliveries: Sequence[Row], events: Sequence[Row]) -> None:
        """Add rows, all or none; they are on disk when this returns.

        Raises StorageError, LockedError where another program holds the file, and IntegrityError where one has
        written to it since it was read.
        """
        with explained(self._path), _changing(self._connection):
            if self._read_head() != (*self._head.counts, self._head.digest):
                raise IntegrityError(f"another program has written to {show_path(self._path)}; run the command again.")
            ends = [
                self._add(place, table, rows)
                for place, (table, rows) in enumerate(zip(_COLUMNS, (deliveries, events), strict=True))
            ]
            head = Head((ends[0][0], ends[1][0]), (ends[0][1], ends[1][1]))
            self._connection.execute(
                "UPDATE head SET deliveries = ?, events = ?, digest = ?", (*head.counts, head.digest)
            )
        self._head = head
        self.testify()

    def testify(self) -> None:
        """Name the newest step in the witness. That it cannot be written is no failure: an older line holds as well."""
        if self._witness.path and self._head.counts[1]:
            write_witness(self._witness.path, self._head.counts[1], self._head.digests[1])

    def _add(self, place: int, table: str, rows: Sequence[Row]) -> tuple[int, str]:
        count, before = self._head.counts[place], self._head.digests[place]
        for row in rows:
            count, values = count + 1, [_clean(value) for value in row]
            before = _digest_row(before, (count, *values))
            holes = ", ".join("?" * (len(values) + 2))
            columns = f"id, {_COLUMNS[table]}, digest"
            self._connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({holes})", (count, *values, before))  # noqa: S608 - the same
        return count, before

    def _read_head(self) -> object:
        rows = self._connection.execute("SELECT deliveries, events, digest FROM head").fetchall()
        return rows[0] if len(rows) == 1 else None


@contextmanager
def open_ledger(path: Path, witness: Path | None = None) -> Iterator[LedgerFile]:
    """Open the ledger to write to it, or begin it; `read` comes first. The caller holds the lock of sending.

    Raises PolicyError where a link or no file is in its place, IntegrityError where it is no ledger of ours or not as
    it was written, StorageError where the disk fails, LockedError where another program holds it.
    """
    found = read_witness(witness)
    if not _refuse_odd(path):
        _refuse_missing(path, found)
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        with explained(path):
            connection.executescript(_SETTINGS)
            if _is_empty(connection):
                # One that was emptied must not begin anew.
                _refuse_emptied(path, found)
                _begin(connection)
            _examine(connection, path)
        yield LedgerFile(connection, path, found)
    finally:
        connection.close()


@contextmanager
def read_ledger(path: Path, witness: Path | None = None) -> Iterator[LedgerFile]:
    """Open a copy of the ledger to read it alone; one that is not there is an empty one, and is not begun.

    The copy is how it stood at one moment, and nobody who sends waits for who reads it. Raises as `open_ledger` does.
    """
    found = read_witness(witness)
    is_there = _refuse_odd(path)
    if not is_there:
        _refuse_missing(path, found)
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with explained(path):
            if not (is_there and _copy_to(copy, path)):
                _refuse_emptied(path, found)
                _begin(copy)
            copy.execute("PRAGMA query_only = ON")
            _examine(copy, path)
        yield LedgerFile(copy, path, found)
    finally:
        copy.close()


def _copy_to(copy: sqlite3.Connection, path: Path) -> bool:
    """Copy a ledger as it stands; False where nothing was ever written to it."""
    name = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(name, timeout=_BUSY_SECONDS, isolation_level=None, uri=True)
    try:
        # It is locked from the first look on: without that, copying waits for another program without an end.
        connection.execute("BEGIN")
        is_written = not _is_empty(connection)
        if is_written:
            connection.backup(copy)
        return is_written
    finally:
        connection.close()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Tell a disk that fails, or a program that holds the file, from a file that is damaged."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(path, error) from error
    except (ValueError, KeyError) as error:
        raise IntegrityError(f"{show_path(path)} is damaged ({error}); {_REMEDY}") from error
    except OSError as error:
        raise StorageError(explain_failure("open", path, error)) from error


def _explain(path: Path, error: sqlite3.Error) -> BriefgenError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in _BUSY:
        return LockedError(f"Another program holds {show_path(path)}; close it and run the command again.")
    if code in _FAILING:
        return StorageError(f"Cannot use {show_path(path)}: {_FAILING[code]}.")
    return IntegrityError(f"{show_path(path)} is damaged ({error}); {_REMEDY}")


def _refuse_odd(path: Path) -> bool:
    """Refuse what is no file in the places of the ledger and its journal; say whether a ledger is there."""
    found = False
    for one in (path.with_name(f"{path.name}-journal"), path):
        try:
            mode = one.lstat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            found = False
            continue
        except OSError as error:
            raise StorageError(explain_failure("open", one, error)) from error
        if not stat.S_ISREG(mode):
            kind = "a link" if stat.S_ISLNK(mode) else name_kind(mode)
            raise PolicyError(f"Refused: {show_path(one)} is {kind}; the ledger is a file in its own place.")
        found = True
    return found


def _refuse_missing(path: Path, witness: Witness) -> None:
    if witness.step:
        raise IntegrityError(witness.say_missing(path))


def _refuse_emptied(path: Path, witness: Witness) -> None:
    if witness.step:
        raise IntegrityError(witness.say_replaced(path))


def _is_empty(connection: sqlite3.Connection) -> bool:
    """Whether nothing was ever written to the file; what a killed run had begun is undone by this."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    return not pages


def _begin(connection: sqlite3.Connection) -> None:
    with _changing(connection):
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.execute("INSERT INTO head VALUES (1, 0, 0, ?)", (Head().digest,))
        connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {_VERSION}")


def _examine(connection: sqlite3.Connection, path: Path) -> None:
    """Raise IntegrityError for a file that is another program's, a newer briefgen's, or damaged."""
    (kind,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if kind == _APPLICATION_ID and version > _VERSION:
        raise IntegrityError(f"{show_path(path)} was written by a newer briefgen; use that one.")
    schema = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema")}
    if (kind, version) != (_APPLICATION_ID, _VERSION) or schema != set(_SCHEMA):
        raise IntegrityError(f"{show_path(path)} is no ledger of this briefgen; {_REMEDY}")
    (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if told != "ok":
        raise IntegrityError(f"{show_path(path)} is damaged ({told}); {_REMEDY}")


@contextmanager
def _changing(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk has ended the transaction already.
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def _digest_row(before: str, values: Iterable[object]) -> str:
    # What is neither text nor number was not written by us, and agrees with no digest.
    return digest_text(json.dumps([before, *values], default=repr))


def _clean(value: str | int) -> str | int:
    """Write what no text can hold (bytes of a file's name that are no UTF-8) as escapes."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
