"""`build`, `status` and `check`: every topic's draft compared with the record, and printed where it is stale.

Only what the quickest answer needs is imported here: that nothing has changed at all since the last build.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from briefgen.files.sightings import read_sealed
from briefgen.model import kinds
from briefgen.model.copies import CopyGroup
from briefgen.model.problem import Problem
from briefgen.model.record import Record
from briefgen.model.variant import OWN_VARIANT, Variant
from briefgen.project.building.memory import Memory, recall_draft, restore_groups
from briefgen.project.building.stamp import (
    Stamp,
    Start,
    make_marks,
    note_start,
    read_seal,
    read_stamp,
    write_stamp,
)
from briefgen.project.holding import hold_project
from briefgen.project.place import Project
from briefgen.project.reading.kept_problems import keep_problems, restore_problems
from briefgen.refresh.draft import Draft
from briefgen.refresh.publish import remove_leftovers
from briefgen.refresh.records import read_records


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What `build`, `status` and `check` are asked. `topics` empty: all. `date` None: today.

    `variant` names one in which the topics are printed instead of their own; else their own and those on record are.
    `inspects` asks for what only `check` tells, `lists_all` for each of it by itself. `html_only` leaves the PDFs to
    the next build. With `is_thorough` nothing that was found out before counts: every file is read and every draft is
    made.
    """

    topics: tuple[str, ...] = ()
    variant: Variant = OWN_VARIANT
    date: datetime.date | None = None
    force: bool = False
    prints: bool = True
    inspects: bool = False
    lists_all: bool = False
    html_only: bool = False
    is_thorough: bool = False
    processes: int = 2
    report: Callable[[str, int, int, str], None] = lambda stage, done, total, name: None

    @property
    def is_plain(self) -> bool:
        """Whether all drafts are asked for, just as they are."""
        asks_more = self.force or self.inspects or self.is_thorough
        return not self.topics and self.variant == OWN_VARIANT and not asks_more


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the drafts, the records as they are now by name, drafts that failed, all problems.

    `gone` are drafts on record that are no more; of these `taken_away` are those whose topic still stands: a person
    took their files away. `copies` are the corpus's groups of copies. `is_remembered` where what was made stands in the
    memory.
    """

    drafts: tuple[Draft, ...]
    records: Mapping[str, Record]
    failed: tuple[str, ...]
    problems: tuple[Problem, ...]
    gone: tuple[str, ...] = ()
    taken_away: tuple[str, ...] = ()
    copies: tuple[CopyGroup, ...] = ()
    is_remembered: bool = False

    @property
    def stale(self) -> tuple[Draft, ...]:
        """The drafts that are not up to date with their record."""
        return tuple(draft for draft in self.drafts if draft.reasons)


def build_briefs(project: Project, options: BuildOptions) -> BuildReport:
    """Bring the drafts up to date, or only find out which are stale.

    Raises UsageError for an unknown topic, LockedError while another build prints, and PolicyError
    where ``output/`` leads out of the project.
    """
    with hold_project(project) if options.prints else nullcontext():
        if (answer := _recall_report(project) if options.is_plain else None) is not None:
            return answer
        from briefgen.project.building.refreshing import refresh_project

        start = note_start(project)
        if options.prints:
            remove_leftovers(project.output, read_records(project.output))
        report = refresh_project(project, options)
        if options.prints and options.is_plain and _is_current(report):
            _stamp(project, report, start)
        return report


def _is_current(report: BuildReport) -> bool:
    """Whether nothing is left to do: the next build has to do nothing but to say so.

    Where a file could not be read, the next build tries again.
    """
    is_settled = all(not draft.reasons or (draft.is_put and draft.result) for draft in report.drafts)
    is_whole = not any(problem.kind.code in kinds.PASSING for problem in report.problems)
    return is_settled and is_whole and report.is_remembered and not report.failed and not report.gone


def _stamp(project: Project, report: BuildReport, start: Start) -> None:
    marks, seal = make_marks(project, start, report.records), read_seal(project)
    memory = read_sealed(project.state / "memory", Memory, seal) if marks else None
    if marks is None or memory is None or not _knows(memory, report.drafts):
        return
    names = [draft.name for draft in report.drafts]
    write_stamp(project, Stamp(*marks, seal, start.day, names, keep_problems(report.problems)))


def _knows(memory: Memory, drafts: tuple[Draft, ...]) -> bool:
    """Whether a memory knows drafts as they are: `status` writes it too, at any time."""
    known = memory.drafts
    return all(draft.name in known and known[draft.name].digest == draft.digest for draft in drafts)


def _recall_report(project: Project) -> BuildReport | None:
    """Report what the last build found, where nothing at all has changed since."""
    stamp = read_stamp(project)
    memory = read_sealed(project.state / "memory", Memory, stamp.memory) if stamp else None
    if stamp is None or memory is None:
        return None
    return BuildReport(
        drafts=tuple(recall_draft(memory.drafts[name]) for name in stamp.drafts),
        records=LazyRecords(project.output),
        failed=(),
        problems=restore_problems(stamp.problems),
        copies=restore_groups(memory.groups),
        is_remembered=True,
    )


class LazyRecords(Mapping[str, Record]):
    """The records of a project's drafts, read when somebody asks for one."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._read: dict[str, Record] | None = None

    def _records(self) -> dict[str, Record]:
        if self._read is None:
            self._read = read_records(self._output)
        return self._read

    def __getitem__(self, name: str) -> Record:
        return self._records()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._records())

    def __len__(self) -> int:
        return len(self._records())
