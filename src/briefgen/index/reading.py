"""Stored rows back to values, each checked against its digest."""

import sqlite3

from briefgen.index.codec import Undecodable, decode_evidence, decode_source, digest_row
from briefgen.index.schema import IndexDamaged
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source


def load_source(connection: sqlite3.Connection, file: int) -> Source | None:
    """Return the source of a file's row, or None where the file could not be read. Raises IndexDamaged."""
    found = connection.execute("SELECT content, digest FROM source WHERE id = ?", (file,)).fetchone()
    return restore_source(file, *found) if found else None


def restore_source(row: int, content: bytes, digest: bytes) -> Source:
    """Return the source stored in a row. Raises IndexDamaged where the row is not as it was written."""
    _check_row(row, content, digest)
    try:
        return decode_source(content)
    except Undecodable as error:
        raise IndexDamaged(f"a source in it cannot be read ({error})") from error


def load_evidence(connection: sqlite3.Connection, source: Source, span: tuple[int, int]) -> list[tuple[int, Evidence]]:
    """Return the excerpts of `source`, whose rows lie in `span`, with their rows. Raises IndexDamaged."""
    rows = connection.execute("SELECT id, content, digest FROM body WHERE id BETWEEN ? AND ? ORDER BY id", span)
    return [(row, restore_evidence(row, content, digest, source)) for row, content, digest in rows]


def restore_evidence(row: int, content: bytes, digest: bytes, source: Source) -> Evidence:
    """Return the excerpt of `source` stored in a row. Raises IndexDamaged where the row is not as it was written."""
    _check_row(row, content, digest)
    try:
        return decode_evidence(content, source)
    except Undecodable as error:
        raise IndexDamaged(f"an excerpt in it cannot be read ({error})") from error


def _check_row(row: int, content: bytes, digest: bytes) -> None:
    if not isinstance(content, bytes) or digest_row(row, content) != digest:
        raise IndexDamaged("a stored row differs from its digest")
