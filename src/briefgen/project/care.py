"""Whether records are taken care of, editions and ledger: nothing makes them again once they are lost."""

import subprocess
from dataclasses import dataclass

from briefgen.editions.shelf import list_topics
from briefgen.project.place import Project

_PATIENCE = 10.0
#: A repository's own configuration may name programs that git runs; none of them is needed to ask it something.
_QUIET = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


_EDITIONS, _LEDGER = "editions", "ledger"
RECORDS = (_EDITIONS, _LEDGER)


@dataclass(frozen=True, slots=True)
class Danger:
    """What endangers a record: what the record is called, and a sentence."""

    name: str
    told: str


@dataclass(frozen=True, slots=True)
class _Kept:
    """A record: its name, its place from the project's folder, and the file that Git is asked about."""

    name: str
    place: str
    file: str


def tell_records_care(project: Project) -> tuple[Danger, ...]:
    """Say what endangers the records of a project: ignored by git, not committed, or in no copy."""
    records = []
    if list_topics(project.editions):
        place = project.name(project.editions)
        records.append(_Kept(_EDITIONS, place, f"{place}/SHA256SUMS"))
    if project.outbox.exists():
        place = project.name(project.outbox)
        records.append(_Kept(_LEDGER, place, place))
    if not records:
        return ()
    if _ask(project, "rev-parse", "--is-inside-work-tree") != "true":
        return tuple(_tell(one, "is under no version control: it cannot be made again, so keep a copy elsewhere.")
                     for one in records)  # fmt: skip
    return tuple(danger for one in records for danger in _examine(project, one))


def _examine(project: Project, one: _Kept) -> tuple[Danger, ...]:
    rule = _ask(project, "check-ignore", "--verbose", "--no-index", one.file)
    if rule:
        where, end = rule.partition("\t")[0], "/" if one.file != one.place else ""
        remedy = f"write `!/{one.place}{end}` behind that line"
        return (Danger(one.name, f"git ignores {one.place} ({where}), and it is a record; {remedy}."),)
    loose = _ask(project, "status", "--porcelain", "--untracked-files=all", "--", one.place)
    if not loose:
        return ()
    count = len(loose.splitlines())
    files = "1 file" if count == 1 else f"{count} files"
    return (_tell(one, f"has {files} that are not committed: until then they exist once."),)


def _tell(one: _Kept, danger: str) -> Danger:
    return Danger(one.name, f"{one.place} {danger}")


def _ask(project: Project, *words: str) -> str | None:
    """Ask git something; None where it is not there, fails, or has nothing to say."""
    try:
        ran = subprocess.run(  # noqa: S603 - the words are ours, and no shell reads them
            [*_QUIET, "-C", str(project.folder), *words],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout.strip() or None if ran.returncode == 0 else None
