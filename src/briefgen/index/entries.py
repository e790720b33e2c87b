"""What a file gives the index: its values, and the same made ready as the tables' rows."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.index.codec import encode_evidence, encode_problems, encode_source
from briefgen.index.likenesses import SketchRow
from briefgen.index.rows import (
    Cell,
    list_passage_cells,
    list_passage_words,
    list_source_cells,
    list_source_words,
    list_tags,
    list_told,
)
from briefgen.model.evidence import Evidence
from briefgen.model.problem import Problem
from briefgen.model.source import Source


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What one file holds: `source` is None where it could not be read, and `problems` say why.

    `fingerprint` stands for all that the entry was made from; the index only gives it back. `sketch` are the
    numbers that its text is compared by, None for a text that is compared with no other.
    """

    path: str
    fingerprint: str
    source: Source | None
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[Problem, ...] = ()
    sketch: SketchRow | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as the tables have it: its columns, its words, its stored form.

    `told` are a person's words on copies: whether it is the same, and as which source.
    """

    cells: tuple[Cell, ...]
    words: tuple[str, str, str]
    content: bytes
    told: tuple[tuple[bool, str], ...]


@dataclass(frozen=True, slots=True)
class PassageRow:
    """An excerpt as the tables have it: its columns, its words, its tags (field and value), its stored form."""

    cells: tuple[Cell, ...]
    words: tuple[str]
    tags: tuple[tuple[str, str], ...]
    content: bytes


@dataclass(frozen=True, slots=True)
class PreparedEntry:
    """An `IndexEntry` as rows: small to send from the worker that read the file, and quick to write.

    `content` is a digest of all that a question to the index can meet; empty where the file could not be read.
    """

    path: str
    fingerprint: str
    problems: bytes
    source: SourceRow | None
    passages: tuple[PassageRow, ...]
    sketch: SketchRow | None = None
    content: bytes = b""


def prepare_entry(entry: IndexEntry) -> PreparedEntry:
    """Make an entry ready for the tables; pure, so that it can be done in any process."""
    problems = encode_problems(entry.problems) if entry.problems else b""
    if entry.source is None:
        return PreparedEntry(entry.path, entry.fingerprint, problems, None, ())
    ordered = sorted(entry.evidence, key=lambda each: each.passage.ordinal)
    source = SourceRow(
        list_source_cells(entry.source),
        list_source_words(entry.source),
        encode_source(entry.source),
        tuple(list_told(entry.source)),
    )
    passages = tuple(
        PassageRow(list_passage_cells(each), list_passage_words(each), tuple(list_tags(each)), encode_evidence(each))
        for each in ordered
    )
    return PreparedEntry(
        path=entry.path,
        fingerprint=entry.fingerprint,
        problems=problems,
        source=source,
        passages=passages,
        sketch=entry.sketch,
        content=_digest_content(source, passages),
    )


def _digest_content(source: SourceRow, passages: Sequence[PassageRow]) -> bytes:
    """Digest the stored forms, of which all else is worked out."""
    digest = hashlib.blake2b(digest_size=16)
    for content in (source.content, *(each.content for each in passages)):
        digest.update(len(content).to_bytes(4, "big") + content)
    return digest.digest()
