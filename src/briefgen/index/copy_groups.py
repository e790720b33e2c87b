"""The index's tables of groups of copies, and of what persons say of them."""

import json
import sqlite3
from collections.abc import Iterable
from itertools import groupby

from briefgen.model.copies import CopyGroup, CopyMember

_ROWS = "SELECT face, source, share FROM copy"


def put_groups(connection: sqlite3.Connection, groups: Iterable[CopyGroup]) -> None:
    """Put these groups in the place of all that there were."""
    rows = []
    for group in groups:
        rows.append((group.face, group.face, 0, 100))
        rows += [(each.source, group.face, place, each.share) for place, each in enumerate(group.members, 1)]
    connection.execute("DELETE FROM copy")
    connection.executemany("INSERT INTO copy (source, face, position, share) VALUES (?, ?, ?, ?)", rows)


def load_groups(connection: sqlite3.Connection) -> tuple[CopyGroup, ...]:
    """Return all groups in the order of their faces' ids."""
    return _gather(connection.execute(f"{_ROWS} ORDER BY face, position").fetchall())


def load_groups_of(connection: sqlite3.Connection, sources: Iterable[str]) -> tuple[CopyGroup, ...]:
    """Return the groups that any of these sources (ids) belongs to."""
    condition = "face IN (SELECT face FROM copy WHERE source IN (SELECT value FROM json_each(?)))"
    statement = f"{_ROWS} WHERE {condition} ORDER BY face, position"
    return _gather(connection.execute(statement, (json.dumps(sorted(set(sources))),)).fetchall())


def load_told(connection: sqlite3.Connection) -> list[tuple[int, bool, str]]:
    """Return what persons say: the file, whether it is the same, and the other source's id."""
    rows = connection.execute("SELECT file, is_same, other FROM told ORDER BY file, is_same, other")
    return [(file, bool(is_same), other) for file, is_same, other in rows]


def _gather(rows: list[tuple[str, str, int]]) -> tuple[CopyGroup, ...]:
    return tuple(
        CopyGroup(face, tuple(CopyMember(source, share) for _, source, share in each if source != face))
        for face, each in groupby(rows, key=lambda row: row[0])
    )
