"""How drafts are brought up to date: what may have changed is made, what is stale is printed and put on the shelf."""

import datetime
from dataclasses import dataclass, replace

from briefgen.compose.findings import AssemblyOptions
from briefgen.index.opening import copy_file
from briefgen.index.schema import IndexDamaged
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.record import Record
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.building.build import BuildOptions, BuildReport
from briefgen.project.building.desk import Desk, open_desk
from briefgen.project.building.gathering import Gathered, check_whole, choose_files, list_unread
from briefgen.project.building.loading import Loader
from briefgen.project.building.memory import restore_groups
from briefgen.project.building.recalling import Sorted, Sorter
from briefgen.project.building.shelf_watch import ShelfWatch
from briefgen.project.building.variants import Wanted, list_gone, list_taken_away
from briefgen.project.building.working import Work, describe_failure
from briefgen.project.looking.looking import inspect_corpus
from briefgen.project.place import Project
from briefgen.project.reading.citation_style import read_citation_style
from briefgen.project.reading.corpus import Corpus, use_corpus
from briefgen.project.reading.speaking import speak_own_words
from briefgen.refresh.draft import Draft
from briefgen.refresh.publish import Shelf
from briefgen.refresh.records import read_records
from briefgen.refresh.run import RefreshOptions, make_drafts, print_drafts
from briefgen.render.html import LayoutOptions
from briefgen.workers.limits import Failed

#: With so many drafts to make, the index is copied for them.
_MANY = 16


def refresh_project(project: Project, options: BuildOptions, records: dict[str, Record] | None = None) -> BuildReport:
    """Bring the drafts of a project up to date, or only find out which are stale; see `build.build_briefs`.

    `records` are those of before by the drafts' names, where they were read while nobody else could write them.

    While few are made, nobody else may change the index; many are made from a copy of it, so that `find` and the like
    need not wait. An index in which a worker found damage is read whole, and made anew, once.
    """
    try:
        return _refresh_once(project, options, records)
    except IndexDamaged:
        return _refresh_once(project, replace(options, is_thorough=True), None)


def _refresh_once(project: Project, options: BuildOptions, records: dict[str, Record] | None) -> BuildReport:
    def prepare(corpus: Corpus) -> tuple[_Plan, BuildReport | None]:
        plan = _prepare(corpus, options, records)
        if len(plan.wanted.wishes) < _MANY:
            return plan, _carry_out(plan, options)
        return replace(plan, loader=replace(plan.loader, index=copy_file(plan.loader.index))), None

    plan, report = use_corpus(
        project, prepare, options.processes, is_thorough=options.is_thorough, report=options.report
    )
    if report is not None:
        return report
    try:
        with speak_own_words(project) as told:
            return _carry_out(replace(plan, problems=(*plan.problems, *told)), options)
    finally:
        plan.loader.index.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done, found out while the index was open; `problems` and `unread` were met by then."""

    desk: Desk
    wanted: Sorted
    loader: Loader
    watch: ShelfWatch
    records: dict[str, Record]
    problems: tuple[Problem, ...]
    unread: tuple[str, ...]


def _prepare(corpus: Corpus, options: BuildOptions, records: dict[str, Record] | None) -> _Plan:
    project, wanted = corpus.project, Wanted(options.topics, options.variant)
    records = read_records(project.output) if records is None else records
    files = choose_files(corpus, wanted)
    desk = open_desk(corpus, records, is_thorough=options.is_thorough)
    watch = ShelfWatch(project, trusts=not options.is_thorough)
    tools = desk.commons.inputs.tools
    sorter = Sorter(project, wanted, records, desk.valid, watch, tools, options.force, options.html_only)
    found = sorter.sort(files)
    inspected = inspect_corpus(corpus, lists_all=options.lists_all) if options.inspects else ()
    problems = (*corpus.problems, *check_whole(corpus), *found.problems, *inspected)
    loader = desk.make_loader(found.wishes)
    return _Plan(desk, found, loader, watch, records, problems, list_unread(corpus, wanted))


def _carry_out(plan: _Plan, options: BuildOptions) -> BuildReport:
    """Do what is to be done, and put it in its place even where that is interrupted."""
    desk, corpus, project = plan.desk, plan.desk.corpus, plan.desk.corpus.project
    # Drafts are taken off the shelf where all topics are built; with some named, the others are left alone.
    gone = list_gone(project.output, plan.records, corpus.slugs) if not options.topics else ()
    shelf = Shelf(project.output, plan.records)
    work = Work(desk, shelf, choose_refresh(project, corpus.vocabulary, options), options.report)
    seal = b""
    try:
        work.bring_up_to_date(plan.wanted, plan.loader)
        if options.prints:
            shelf.drop(gone)
    finally:
        now = shelf.settle() if options.prints else plan.records
        seal = desk.remember()
    plan.watch.look_at(now[name] for name in sorted(work.put))
    plan.watch.save()
    report = _report(plan, work, now, gone)
    return replace(report, memory=seal) if desk.knows(report.drafts) else report


def _report(plan: _Plan, work: Work, now: dict[str, Record], gone: tuple[str, ...]) -> BuildReport:
    project, slugs = plan.desk.corpus.project, plan.desk.corpus.slugs
    drafts = sorted((*plan.wanted.recalled, *work.drafts), key=lambda one: one.name)
    problems = [*plan.problems, *work.problems]
    problems += [problem for draft in drafts for problem in draft.problems]
    problems += [one for draft in drafts if draft.name in now for one in now[draft.name].problems]
    problems += [_tell_kept(project, name) for name in work.shelf.kept]
    sound = tuple(draft for draft in drafts if not draft.is_broken)
    failed = {wish.name for wish in plan.wanted.wishes} - {draft.name for draft in sound}
    return BuildReport(
        drafts=sound,
        records=now,
        failed=tuple(sorted({*failed, *plan.unread})),
        problems=tuple(dict.fromkeys(problems)),
        gone=gone,
        taken_away=list_taken_away(plan.records, gone, slugs),
        copies=restore_groups(plan.desk.state.groups),
    )


def run_drafts(project: Project, gathered: Gathered, options: BuildOptions) -> tuple[list[Draft], list[Problem]]:
    """Make all pages, then print those that ask for it; drafts in the order of their names."""
    with speak_own_words(project):
        return _run(project, gathered, options)


def _run(project: Project, gathered: Gathered, options: BuildOptions) -> tuple[list[Draft], list[Problem]]:
    refresh = choose_refresh(project, gathered.vocabulary, options)
    topics = {task.name: task.topic for task in gathered.tasks}
    drafts: dict[str, Draft] = {}
    failures: list[Problem] = []
    for task, made in make_drafts(gathered.tasks, refresh):
        if isinstance(made, Failed):
            failures.append(describe_failure(task.topic.slug, task.topic.path, made))
        else:
            drafts[task.name] = made.value
    wanted = [draft for _, draft in sorted(drafts.items()) if draft.page]
    for done, (draft, printed) in enumerate(print_drafts(wanted, refresh), 1):
        if isinstance(printed, Failed):
            failures.append(describe_failure(draft.slug, topics[draft.name].path, printed))
            del drafts[draft.name]
        else:
            drafts[draft.name] = printed.value
        options.report("printing", done, len(wanted), draft.name)
    return [draft for _, draft in sorted(drafts.items())], failures


def choose_refresh(project: Project, vocabulary: Vocabulary, options: BuildOptions) -> RefreshOptions:
    """Choose how drafts are brought up to date."""
    date = options.date or datetime.date.today()
    return RefreshOptions(
        assembly=AssemblyOptions(vocabulary, project.settings, date.isoformat()),
        layout=LayoutOptions(project.template_folders, citation_style=read_citation_style(project)),
        output=project.output,
        prints=options.prints,
        force=options.force,
        is_dated=options.date is not None,
        html_only=options.html_only,
        processes=options.processes,
    )


def _tell_kept(project: Project, name: str) -> Problem:
    """Tell of a file that is no longer any topic's and was not removed, for it is not as it was printed."""
    message = f"{name} belongs to no topic any more, and is not as it was printed: it stays"
    return Problem(kinds.BRIEF_KEPT, message, Place(project.name(project.output / name)), "remove it by hand")
