"""Opening the index file: sound and of this version, or thrown away and begun anew.

SQLite does not notice a flipped byte, and its own checks do not either; so the SHA-256 of the whole
file is kept beside it, written after each change and compared before the file is opened. Where the file
bears the times that it had when it was hashed last, it is not hashed again (`files.sightings`).
"""

import hashlib
import os
import shutil
import sqlite3
import stat
import time
from pathlib import Path

from briefgen.errors import StorageError
from briefgen.files.sightings import is_young, mark_status
from briefgen.files.writing import write_whole
from briefgen.index.schema import (
    APPLICATION_ID,
    TABLES,
    IndexDamaged,
    identify_layout,
    list_expected_schema,
    list_schema,
    told_apart,
)

_MAGIC = b"SQLite format 3\0"
_SETTINGS = """
PRAGMA journal_mode = TRUNCATE;
PRAGMA synchronous = NORMAL;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -65536;
"""
_BUSY_SECONDS = 5.0


def open_sound_file(path: Path, *, is_trusted: bool = True) -> sqlite3.Connection:
    """Open the index at `path` if it is whole and ours; else raise IndexDamaged with the reason.

    What a killed writer left half done is undone first. With `is_trusted` False all of it is read and compared with
    its digest, whatever its times say. Raises StorageError where the disk is at fault.
    """
    _refuse_odd_file(path)
    with told_apart():
        if _has_journal(path):
            _roll_back(path)
        _check_header(path)
        _check_digest(path, is_trusted=is_trusted)
        connection = connect(path)
        try:
            _check_schema(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def create_file(path: Path) -> sqlite3.Connection:
    """Make an empty index at `path`, where nothing is, and open it. Raises StorageError."""
    with told_apart():
        connection = connect(path)
        try:
            connection.executescript(
                f"BEGIN; {TABLES} PRAGMA application_id = {APPLICATION_ID}; "
                f"PRAGMA user_version = {identify_layout()}; COMMIT;"
            )
            record_digest(path)
        except BaseException:
            connection.close()
            raise
    return connection


def remove_file(path: Path) -> None:
    """Remove the index at `path` and what SQLite keeps beside it, also an empty folder that bears its name.

    Raises StorageError, also for a folder in which somebody keeps something.
    """
    try:
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        for suffix in ("", "-journal", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        _digest_path(path).unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"The index cannot be removed: {error.strerror}; delete .briefgen yourself.") from error


def open_reader(path: Path) -> sqlite3.Connection:
    """Open the index at `path` for reading alone, in a worker of the process that holds its lock and has checked it."""
    with told_apart():
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
        connection.executescript("PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;")
        return connection


def copy_file(path: Path) -> Path:
    """Copy the index at `path`, to be read when others may write it again; remove the copy in the end.

    It bears the name of a temporary file, so that the copy of a killed process is swept away. Raises StorageError.
    """
    copy = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    try:
        shutil.copyfile(path, copy)
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise StorageError(f"The index cannot be copied: {error.strerror}.") from error
    return copy


def open_in_memory() -> sqlite3.Connection:
    """Open an empty index that is never written to disk."""
    connection = connect(Path(":memory:"))
    connection.executescript(TABLES)
    return connection


def record_digest(path: Path) -> None:
    """Write the SHA-256 of the index beside it; call it after a commit, before anything else is written."""
    moment, status = time.time_ns(), path.stat()
    _write_digest(path, _digest_file(path), None if is_young(status, moment) else status)


def _write_digest(path: Path, digest: str, status: os.stat_result | None) -> None:
    mark = " ".join(map(str, mark_status(status))) if status else ""
    write_whole(_digest_path(path), f"{digest}\n{mark}\n".encode())


def connect(path: Path) -> sqlite3.Connection:
    """Connect to `path` with our settings; transactions are begun by hand."""
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        connection.executescript(_SETTINGS)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_odd_file(path: Path) -> None:
    if not stat.S_ISREG(path.lstat().st_mode):
        raise IndexDamaged("it is not an ordinary file")


def _has_journal(path: Path) -> bool:
    try:
        return path.with_name(path.name + "-journal").stat().st_size > 0
    except FileNotFoundError:
        return False


def _roll_back(path: Path) -> None:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    finally:
        connection.close()


def _check_header(path: Path) -> None:
    with path.open("rb") as file:
        header = file.read(100)
    if not header:
        raise IndexDamaged("it is empty")
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise IndexDamaged("it is not a SQLite file")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise IndexDamaged("it is a database of another program")
    if int.from_bytes(header[60:64], "big") != identify_layout():
        raise IndexDamaged("it was written by another version")


def _check_digest(path: Path, *, is_trusted: bool) -> None:
    try:
        recorded = _digest_path(path).read_text("ascii", "replace").split("\n")
    except FileNotFoundError:
        raise IndexDamaged("its last change was interrupted") from None
    moment, status = time.time_ns(), path.stat()
    if is_trusted and recorded[1:2] == [" ".join(map(str, mark_status(status)))]:
        return
    digest = _digest_file(path)
    if recorded[0] != digest:
        raise IndexDamaged("it is not as it was written")
    if not is_young(status, moment):
        _write_digest(path, digest, status)


def _check_schema(connection: sqlite3.Connection) -> None:
    if list_schema(connection) != list_expected_schema():
        raise IndexDamaged("its tables are not those of this version")


def _digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_path(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")
