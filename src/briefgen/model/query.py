"""A query as a tree (Lucene's syntax, grammar G4, once it has been read and checked)."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One word or a phrase in a text field, already folded; `is_prefix` where the last word ended in ``*``.

    `field` is text, title, publisher or author.
    """

    field: str
    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A field that equals a value; of `tag`, that tag or one below it. `is_prefix` for a closing ``*``.

    `field` is tag, speaker, actor, stance, language, type, reliability, credibility, tlp, status,
    proof, source, id or key.
    """

    field: str
    value: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class DateRange:
    """`issued` or `date` overlaps the days from `start` to `end`, both included (None: open)."""

    field: str
    start: datetime.date | None
    end: datetime.date | None


@dataclass(frozen=True, slots=True)
class ValueRange:
    """`reliability` (A–E) or `credibility` (1–5) lies between two values, both included; "" is open."""

    field: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The field has no value (``issued:unknown``)."""

    field: str


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every excerpt (``*``, or a topic without a query of its own)."""


@dataclass(frozen=True, slots=True)
class Not:
    """What `operand` does not match."""

    operand: "Query"


@dataclass(frozen=True, slots=True)
class And:
    """What all match."""

    operands: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What at least one matches."""

    operands: tuple["Query", ...]


Query = Words | Value | DateRange | ValueRange | Unknown | Everything | Not | And | Or
