"""`build`, `status` and `check`: every topic's draft compared with the record, and printed where it is stale.

Only what the quickest answer needs is imported here: that nothing has changed at all since the last build.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.model import kinds
from briefgen.model.copies import CopyGroup
from briefgen.model.inputs import Reason
from briefgen.model.problem import Problem
from briefgen.model.record import Record
from briefgen.model.variant import OWN_VARIANT, Variant
from briefgen.project.building.memory import read_seal, recall_draft, recall_memory, restore_groups
from briefgen.project.building.stamp import (
    Look,
    Stamp,
    Start,
    look_at_files,
    make_marks,
    note_start,
    read_stamp,
    write_stamp,
)
from briefgen.project.holding import hold_project, tell_obstacles
from briefgen.project.place import Project
from briefgen.project.reading.kept_problems import keep_problems, restore_problems
from briefgen.refresh.draft import Draft
from briefgen.refresh.publish import remove_leftovers
from briefgen.refresh.records import read_records


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What `build`, `status` and `check` are asked. `topics` empty: all. `date` None: today.

    `variant` names one in which the topics are printed instead of their own; else their own and those on record are.
    `force` prints what is up to date too; with `prints` False nothing is printed, and it is only found out what is
    stale. `inspects` asks for what only `check` tells, `lists_all` for each of it by itself. `html_only` leaves the
    PDFs to the next build. With `is_thorough` nothing that was found out before counts: every file is read and every
    draft is made. `processes` is the number of workers; `report` is told the stage, how many are done, of how many,
    and the name of the last one.
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
    took their files away. `copies` are the corpus's groups of copies. `memory` is the digest of the memory
    in which all drafts stand as they are; b"" where there is none.
    """

    drafts: tuple[Draft, ...]
    records: Mapping[str, Record]
    failed: tuple[str, ...]
    problems: tuple[Problem, ...]
    gone: tuple[str, ...] = ()
    taken_away: tuple[str, ...] = ()
    copies: tuple[CopyGroup, ...] = ()
    memory: bytes = b""

    @property
    def stale(self) -> tuple[Draft, ...]:
        """The drafts that are not up to date with their record."""
        return tuple(draft for draft in self.drafts if draft.reasons)


def build_briefs(project: Project, options: BuildOptions) -> BuildReport:
    """Bring the drafts up to date, or only find out which are stale.

    Raises UsageError for an unknown topic, LockedError while another build prints, and PolicyError
    where ``output/`` leads out of the project.
    """
    with hold_project(project) if options.prints else nullcontext(()) as obstacles:
        report = _build(project, options)
    return replace(report, problems=(*tell_obstacles(project, obstacles), *report.problems)) if obstacles else report


def _build(project: Project, options: BuildOptions) -> BuildReport:
    look = look_at_files(project) if options.is_plain else None
    if look is not None and (answer := _recall_report(project, options, look)) is not None:
        return answer
    from briefgen.project.building.refreshing import refresh_project

    start = note_start(project, look) if look is not None and options.prints else None
    records = read_records(project.output) if options.prints else None
    if records is not None:
        remove_leftovers(project.output, records)
    report = refresh_project(project, options, records)
    if start is not None and _is_current(report, html_only=options.html_only):
        _stamp(project, report, start, html_only=options.html_only)
    return report


def _is_current(report: BuildReport, *, html_only: bool) -> bool:
    """Whether nothing is left to do: the next build has to do nothing but to say so.

    Where a file could not be read, the next build tries again.
    """
    is_settled = all(_is_settled(draft, report.records, html_only=html_only) for draft in report.drafts)
    is_whole = not any(problem.kind.code in kinds.PASSING for problem in report.problems)
    return is_settled and is_whole and bool(report.memory) and not report.failed and not report.gone


def _is_settled(draft: Draft, records: Mapping[str, Record], *, html_only: bool) -> bool:
    """Whether nothing is left to do for one draft; with `html_only` its PDF does not count."""
    if draft.is_put:
        return html_only or draft.result is not None
    return not draft.reasons or (html_only and draft.name in records and records[draft.name].page == draft.digest)


def _stamp(project: Project, report: BuildReport, start: Start, *, html_only: bool) -> None:
    marks = make_marks(project, start, report.records, html_only=html_only)
    # `status` writes the memory too, at any time.
    if marks is None or read_seal(project.state) != report.memory:
        return
    names = [draft.name for draft in report.drafts]
    reasons = {draft.name: why for draft in report.drafts if (why := _list_left(draft, report.records))}
    write_stamp(
        project, Stamp(*marks, report.memory, start.day, names, keep_problems(report.problems), html_only, reasons)
    )


def _list_left(draft: Draft, records: Mapping[str, Record]) -> tuple[Reason, ...]:
    """List why a draft is stale after its build: where only its HTML was written, its PDF is behind."""
    from briefgen.refresh.plan import explain_staleness

    if not draft.is_put:
        return draft.reasons
    record = records[draft.name]
    return explain_staleness(record, draft.digest, record.inputs, is_whole=True)


def _recall_report(project: Project, options: BuildOptions, look: Look) -> BuildReport | None:
    """Report what the last build found, where nothing at all has changed since."""
    stamp = read_stamp(project, html_only=options.html_only, look=look)
    memory = recall_memory(project.state, stamp.memory) if stamp else None
    if stamp is None or memory is None:
        return None
    return BuildReport(
        drafts=tuple(recall_draft(memory.drafts[name], reasons=stamp.reasons.get(name, ())) for name in stamp.drafts),
        records=LazyRecords(project.output),
        failed=(),
        problems=restore_problems(stamp.problems),
        copies=restore_groups(memory.groups),
        memory=stamp.memory,
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
