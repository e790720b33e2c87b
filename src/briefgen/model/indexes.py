"""The back matter of a dossier: the table of its excerpts, the index of actors and tags, the glossary.

Every field is part of the contract for template writers, as those of `model.brief` are.
"""

from dataclasses import dataclass

from briefgen.model.date import PartialDate


@dataclass(frozen=True, slots=True)
class IndexReference:
    """Where an index leads: an excerpt's mark ("3b") and the anchor at which it stands."""

    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One actor or tag and the excerpts that have it, in order of print.

    `further` counts those that are too many to list; the table of excerpts has them all.
    """

    label: str
    tag: str
    references: tuple[IndexReference, ...]
    further: int = 0


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Entries under one heading, in the order of the alphabet: the actors, then the tags below each root."""

    heading: str
    anchor: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class ExcerptRow:
    """One line of the table of excerpts; of a near-copy held back, with `copy_of` its printed face.

    `date` is the day told of, else that of the source (`is_date_of_source`). `tags` are labels.
    """

    reference: IndexReference
    source: str
    date: PartialDate | None = None
    is_date_of_source: bool = False
    speaker: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    copy_of: IndexReference | None = None


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """One tag that the brief's excerpts have: its label, its other names, what it implies, how many have it."""

    label: str
    tag: str
    aliases: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    excerpts: int = 0


@dataclass(frozen=True, slots=True)
class Indexes:
    """All back matter; each part is empty where there is nothing to list."""

    rows: tuple[ExcerptRow, ...] = ()
    copies: tuple[ExcerptRow, ...] = ()
    groups: tuple[IndexGroup, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
