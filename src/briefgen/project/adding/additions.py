"""What `add` is asked, and what it says of each file: the values of this use-case."""

from collections.abc import Callable
from dataclasses import dataclass

from briefgen.ingest.add import Changes
from briefgen.ingest.page import Choice

OUTCOMES = ("added", "updated", "kept", "unchanged", "skipped")


@dataclass(frozen=True, slots=True)
class AddOptions:
    """How to add: how many processes read, whether addresses may be fetched, and private ones too; today (ISO 8601).

    With `explain` each file is read, one that is there already too, and what is told of it has an explanation.
    """

    processes: int = 2
    fetch: bool = False
    allow_private: bool = False
    explain: bool = False
    today: str = ""


@dataclass(frozen=True, slots=True)
class DroppedGroup:
    """What was left out of a page for one reason: how many blocks, and how the first of them begin."""

    reason: str
    count: int
    openings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a source came out as it did, for `add --explain`.

    `choices` are the ways of finding the body that were tried, `facts` the front matter: key, value and where it
    was read; `dropped` what was left out, by reason.
    """

    choices: tuple[Choice, ...] = ()
    facts: tuple[tuple[str, str, str], ...] = ()
    dropped: tuple[DroppedGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file.

    `file` is its path as given (or an address, or ``mail.eml/part.pdf`` for what came in a mail), `outcome` one
    of OUTCOMES, `reason` why it was skipped, `path` the source's from the project's folder; `dropped` how many
    blocks were left out, kept in `dropped_path`; `doubts` are sentences. `code` is the exit code that it asks for: 0
    unless something is at fault. `is_quiet` marks what was only swept up and is counted, not named.
    """

    file: str
    outcome: str
    path: str = ""
    passages: int = 0
    dropped: int = 0
    dropped_path: str = ""
    doubts: tuple[str, ...] = ()
    reason: str = ""
    changes: Changes | None = None
    code: int = 0
    is_quiet: bool = False
    explanation: Explanation = Explanation()


#: Called with what is being done ("reading"), how many are done, of how many, and the name of the latest.
Report = Callable[[str, int, int, str], None]
#: Called with what became of each file, in the order of the files.
Tell = Callable[[Added], None]


def skip(file: str, reason: str, *, code: int = 0, is_quiet: bool = False) -> Added:
    """Say that a file was skipped, and why."""
    return Added(file, "skipped", reason=reason, code=code, is_quiet=is_quiet)
