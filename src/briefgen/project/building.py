"""`build`, `status` and `check`: every topic's draft compared with the record, and printed where it is stale."""

import datetime
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace

from briefgen.compose.findings import AssemblyOptions
from briefgen.files.lock import hold_lock
from briefgen.files.writing import remove_leftover_temps
from briefgen.model import kinds
from briefgen.model.copies import CopyGroup
from briefgen.model.problem import Place, Problem
from briefgen.model.record import Record
from briefgen.model.topic import Topic
from briefgen.model.variant import OWN_VARIANT, Variant
from briefgen.project.citation_style import read_citation_style
from briefgen.project.corpus import Corpus, use_corpus
from briefgen.project.failures import hint_at_cause, tell_end
from briefgen.project.gathering import Gathered, gather_tasks, list_template_folders
from briefgen.project.looking import inspect_corpus
from briefgen.project.place import Project
from briefgen.project.speaking import speak_own_words
from briefgen.project.variants import Wanted, list_gone, list_taken_away
from briefgen.refresh.publish import drop_records, publish_drafts
from briefgen.refresh.records import read_records
from briefgen.refresh.run import Draft, RefreshOptions, make_drafts, print_drafts
from briefgen.render.html import LayoutOptions
from briefgen.workers.limits import Failed


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What `build`, `status` and `check` are asked. `topics` empty: all. `date` None: today.

    `variant` names one in which the topics are printed instead of their own; else their own and those on record are.
    `edition` is the number to print as, 0 for a draft. `inspects` asks for what only `check` tells, `lists_all` for
    each of it by itself.
    """

    topics: tuple[str, ...] = ()
    variant: Variant = OWN_VARIANT
    date: datetime.date | None = None
    edition: int = 0
    force: bool = False
    prints: bool = True
    inspects: bool = False
    lists_all: bool = False
    processes: int = 2
    report: Callable[[int, int, str], None] = lambda done, total, slug: None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the drafts, the records as they are now by name, drafts that failed, all problems.

    `gone` are drafts on record that are no more; of these `taken_away` are those whose topic still stands: a person
    took their files away. `copies` are the corpus's groups of copies.
    """

    drafts: tuple[Draft, ...]
    records: dict[str, Record]
    failed: tuple[str, ...]
    problems: tuple[Problem, ...]
    gone: tuple[str, ...] = ()
    taken_away: tuple[str, ...] = ()
    copies: tuple[CopyGroup, ...] = ()

    @property
    def stale(self) -> tuple[Draft, ...]:
        """The drafts that are not up to date with their record."""
        return tuple(draft for draft in self.drafts if draft.reasons)


def build_briefs(project: Project, options: BuildOptions) -> BuildReport:
    """Bring the drafts up to date, or only find out which are stale.

    Raises UsageError for an unknown topic, LockedError while another build prints, and PolicyError
    where ``output/`` leads out of the project.
    """
    with hold_lock(project.state / "lock") if options.prints else nullcontext():
        if options.prints:
            remove_leftover_temps(project.output)
        records = read_records(project.output)
        gathered = use_corpus(project, lambda corpus: _gather(corpus, options, records), options.processes)
        return _refresh(project, gathered, records, options)


def _gather(corpus: Corpus, options: BuildOptions, records: dict[str, Record]) -> Gathered:
    gathered = gather_tasks(corpus, Wanted(options.topics, options.variant), records)
    found = inspect_corpus(corpus, lists_all=options.lists_all) if options.inspects else ()
    return replace(gathered, problems=(*gathered.problems, *found))


def _refresh(project: Project, gathered: Gathered, records: dict[str, Record], options: BuildOptions) -> BuildReport:
    # Drafts are taken off the shelf where all topics are built; with some named, the others are left alone.
    gone = list_gone(project.output, records, gathered.slugs) if not options.topics else ()
    taken_away = list_taken_away(records, gone, gathered.slugs)
    drafts, failures = run_drafts(project, gathered, options)
    if options.prints:
        kept = drop_records(project.output, records, gone)
        records = publish_drafts(project.output, drafts, kept)
    problems = [*gathered.problems, *failures, *(problem for draft in drafts for problem in draft.problems)]
    problems += [one for draft in drafts if draft.name in records for one in records[draft.name].problems]
    done = {draft.name for draft in drafts if not draft.is_broken}
    failed = {task.name for task in gathered.tasks} - done
    return BuildReport(
        drafts=tuple(draft for draft in drafts if not draft.is_broken),
        records=records,
        failed=tuple(sorted({*failed, *gathered.unread})),
        problems=tuple(dict.fromkeys(problems)),
        gone=gone,
        taken_away=taken_away,
        copies=gathered.copies,
    )


def run_drafts(project: Project, gathered: Gathered, options: BuildOptions) -> tuple[list[Draft], list[Problem]]:
    """Make all pages, then print those that ask for it; drafts in the order of their names."""
    with speak_own_words(project):
        return _run(project, gathered, options)


def _run(project: Project, gathered: Gathered, options: BuildOptions) -> tuple[list[Draft], list[Problem]]:
    refresh = _choose_refresh(project, gathered, options)
    topics = {task.name: task.topic for task in gathered.tasks}
    drafts: dict[str, Draft] = {}
    failures: list[Problem] = []
    for task, made in make_drafts(gathered.tasks, refresh):
        if isinstance(made, Failed):
            failures.append(_describe_failure(task.topic, made))
        else:
            drafts[task.name] = made.value
    wanted = [draft for _, draft in sorted(drafts.items()) if draft.page]
    for done, (draft, printed) in enumerate(print_drafts(wanted, refresh), 1):
        if isinstance(printed, Failed):
            failures.append(_describe_failure(topics[draft.name], printed))
            del drafts[draft.name]
        else:
            drafts[draft.name] = printed.value
        options.report(done, len(wanted), draft.name)
    return [draft for _, draft in sorted(drafts.items())], failures


def _choose_refresh(project: Project, gathered: Gathered, options: BuildOptions) -> RefreshOptions:
    date = options.date or datetime.date.today()
    return RefreshOptions(
        assembly=AssemblyOptions(gathered.vocabulary, project.settings, date.isoformat(), options.edition),
        layout=LayoutOptions(list_template_folders(project), citation_style=read_citation_style(project)),
        output=project.output,
        prints=options.prints,
        force=options.force,
        is_dated=options.date is not None,
        processes=options.processes,
    )


def _describe_failure(topic: Topic, failed: Failed) -> Problem:
    """Make a problem of a worker that died over a topic."""
    message = f"printing `{topic.slug}` {tell_end(failed, 'printer')}; its last draft stays as it was"
    hint = hint_at_cause(failed, "look for a loop in a template of your own, or a very large table")
    return Problem(kinds.BRIEF_FAILED, message, Place(topic.path), hint)
