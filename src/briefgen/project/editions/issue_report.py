"""What an issue did with the variants of its topics: issued, kept as they were, refused."""

from dataclasses import dataclass
from pathlib import Path

from briefgen.model.problem import Problem
from briefgen.model.withheld import Withheld
from briefgen.project.editions.refusals import Refused


@dataclass(frozen=True, slots=True)
class IssuedVariant:
    """One variant that was issued, or would be: `pages` is 0 in a trial.

    `overruled` says what would have been refused but for the reason that was given, `keeps_reason` whether the record
    keeps both; `is_joined` that the number is that of an edition which had other variants already.
    """

    slug: str
    number: int
    variant: str
    recipients: tuple[str, ...]
    folder: Path
    pages: int
    withheld: tuple[Withheld, ...] = ()
    overruled: tuple[str, ...] = ()
    keeps_reason: bool = False
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class KeptVariant:
    """A variant that was not issued again: its edition `number` stays the newest, and `why`."""

    slug: str
    number: int
    variant: str
    recipients: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class IssueReport:
    """What an issue did; `without` are recipients who got no variant: topic, name and reason."""

    issued: tuple[IssuedVariant, ...] = ()
    kept: tuple[KeptVariant, ...] = ()
    refused: tuple[Refused, ...] = ()
    without: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
