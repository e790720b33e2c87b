"""The index's tables of sketches and of sources that are alike.

A sketch's numbers are kept turned round (number → source), so that what a changed source may copy is
found at a cost that depends on that source. A number that very many sources share (a formula, a footer
on each page) would still cost much; so two sources *meet* in a number only if one of them is among the
first `HEADS` that have it, by a key which depends on the path alone. Thus the same files always give the
same pairs, in whichever order they came, and a story in more papers than that still meets its heads.
"""

import hashlib
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

#: So many sources that have a number meet all others that have it.
HEADS = 64
_LAST_KEY = (1 << 48) - 1


class Pair(NamedTuple):
    """Two sources that are alike, by their keys, and how (`grouping.likeness.Likeness`)."""

    one: int
    other: int
    share: int
    is_whole: bool
    is_series: bool


class SketchRow(NamedTuple):
    """The sketch of a source's text (`grouping.sketch`): its numbers, their bound, and how many words the text has."""

    numbers: tuple[int, ...]
    top: int
    words: int


class Likenesses:
    """Reads and writes these tables over one connection, inside a transaction of the caller's."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add_sketch(self, file: int, path: str, sketch: SketchRow) -> None:
        """Put in a source's sketch, as of one whose likenesses are to be found."""
        numbers, top, words = sketch
        key = _make_key(path)
        self._connection.execute(_ADD_SKETCH, (file, key, top, words, array("I", numbers).tobytes()))
        self._connection.executemany("INSERT OR IGNORE INTO run VALUES (?, ?)", [(number, key) for number in numbers])
        self._unsettle_displaced(numbers, key)

    def remove_sketch(self, file: int) -> None:
        """Take out the sketch of a file and what is known of its likenesses; no error where there is none."""
        found = self._connection.execute("SELECT key, numbers FROM sketch WHERE file = ?", (file,)).fetchone()
        if found is None:
            return
        key, numbers = found[0], _decode(found[1])
        self._unsettle_displaced(numbers, key)
        self._connection.executemany("DELETE FROM run WHERE number = ? AND key = ?", [(n, key) for n in numbers])
        self._connection.execute("DELETE FROM sketch WHERE file = ?", (file,))
        self._forget_pairs(key)

    def take_unsettled(self) -> list[int]:
        """List the keys of the sources whose likenesses are to be found, and forget what was known of them."""
        rows = self._connection.execute("SELECT key FROM sketch WHERE is_settled = 0 ORDER BY key").fetchall()
        for (key,) in rows:
            self._forget_pairs(key)
        return [key for (key,) in rows]

    def load_sketch(self, key: int) -> tuple[Sequence[int], int, int]:
        """Return a sketch's numbers, its bound, and the file it is of."""
        file, top, numbers = self._connection.execute(
            "SELECT file, top, numbers FROM sketch WHERE key = ?", (key,)
        ).fetchone()
        return _decode(numbers), top, file

    def list_met(self, key: int, numbers: Sequence[int], top: int, least_share: float) -> list[int]:
        """List the keys of the sources that a source meets in `least_share` of the numbers that both could have.

        How many those are is reckoned from the sizes and bounds (`top`) of both sketches alone, the
        same from both sides: a sieve in the database, for a corpus of one kind meets itself everywhere.
        """
        asked = {
            "before": HEADS - 1,
            "numbers": _list_numbers(numbers),
            "key": key,
            "last": _LAST_KEY,
            "size": len(numbers),
            "top": top + 1.0,
            "share": least_share,
        }
        return [other for (other,) in self._connection.execute(_LIST_MET, asked)]

    def settle(self, key: int, pairs: Iterable[Pair]) -> None:
        """Record the likenesses of a source that were not recorded with the others'."""
        both = [each for pair in pairs for each in (pair, pair._replace(one=pair.other, other=pair.one))]
        self._connection.executemany("INSERT OR REPLACE INTO alike VALUES (?, ?, ?, ?, ?)", both)
        self._connection.execute("UPDATE sketch SET is_settled = 1 WHERE key = ?", (key,))

    def list_pairs(self) -> list[Pair]:
        """List all pairs that are alike, each once."""
        rows = self._connection.execute("SELECT one, other, share, is_whole, is_series FROM alike WHERE one < other")
        return [Pair(one, other, share, bool(whole), bool(series)) for one, other, share, whole, series in rows]

    def find_files(self, keys: Iterable[int]) -> dict[int, tuple[int, int]]:
        """Find the files that keys stand for, each with the number of its words."""
        statement = "SELECT key, file, words FROM sketch WHERE key IN (SELECT value FROM json_each(?))"
        rows = self._connection.execute(statement, (_list_numbers(sorted(keys)),))
        return {key: (file, words) for key, file, words in rows}

    def _forget_pairs(self, key: int) -> None:
        others = self._connection.execute("SELECT other FROM alike WHERE one = ?", (key,)).fetchall()
        self._connection.executemany("DELETE FROM alike WHERE one = ? AND other = ?", [(o, key) for (o,) in others])
        self._connection.execute("DELETE FROM alike WHERE one = ?", (key,))

    def _unsettle_displaced(self, numbers: Sequence[int], key: int) -> None:
        """Mark the sources that are among the first, or no longer, because this one is there."""
        self._connection.execute(_UNSETTLE, (HEADS, _list_numbers(numbers), key))


def _make_key(path: str) -> int:
    """Make a source's key: 48 bits of its path's digest."""
    return int.from_bytes(hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")


def _list_numbers(numbers: Iterable[int]) -> str:
    """List numbers for SQLite's ``json_each``."""
    return "[" + ",".join(map(str, numbers)) + "]"


def _decode(numbers: bytes) -> Sequence[int]:
    return array("I", numbers)


_ADD_SKETCH = "INSERT OR IGNORE INTO sketch (file, key, top, words, is_settled, numbers) VALUES (?, ?, ?, ?, 0, ?)"
_LIST_MET = """
    SELECT s.key FROM sketch s JOIN (
        SELECT r.key, count(*) AS shared FROM (
            SELECT value AS number,
                (SELECT key FROM run WHERE number = value ORDER BY key LIMIT 1 OFFSET :before) AS last
            FROM json_each(:numbers)
        ) AS own JOIN run r ON r.number = own.number
            AND r.key <= CASE WHEN own.last IS NULL OR :key <= own.last THEN :last ELSE own.last END
        WHERE r.key <> :key GROUP BY r.key
    ) AS m ON m.key = s.key
    WHERE m.shared >= :share * min(
        :size * min(:top, s.top + 1.0) / :top, length(s.numbers) / 4 * min(:top, s.top + 1.0) / (s.top + 1.0)
    )
"""
_UNSETTLE = """
    UPDATE sketch SET is_settled = 0 WHERE key IN (
        SELECT (SELECT key FROM run WHERE number = value ORDER BY key LIMIT 1 OFFSET ?) AS next
        FROM json_each(?) WHERE next > ?
    )
"""
