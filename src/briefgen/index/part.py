"""A part of the index by itself, in memory: so small that a thousand questions to it cost next to nothing."""

import json
import sqlite3
from collections.abc import Iterable

from briefgen.index.entries import IndexEntry, prepare_entry
from briefgen.index.opening import open_in_memory
from briefgen.index.reading import load_evidence, load_source
from briefgen.index.schema import FILE_SHIFT
from briefgen.index.writing import Writer

_FILES = "SELECT id FROM source WHERE name IN (SELECT value FROM json_each(?)) ORDER BY id"


def copy_sources(connection: sqlite3.Connection, sources: Iterable[str]) -> sqlite3.Connection:
    """Copy all files of some sources (ids) into an index of their own. Raises IndexDamaged."""
    part = open_in_memory()
    writer = Writer(part)
    for (file,) in connection.execute(_FILES, (json.dumps(sorted(set(sources))),)).fetchall():
        source = load_source(connection, file)
        if source is not None:
            span = (file << FILE_SHIFT, (file + 1 << FILE_SHIFT) - 1)
            evidence = tuple(one for _, one in load_evidence(connection, source, span))
            writer.add_entries([prepare_entry(IndexEntry(source.path, "", source, evidence))])
    return part
