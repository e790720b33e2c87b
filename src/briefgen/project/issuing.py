"""`issue`: a topic's draft frozen as a numbered edition, of which nothing is rewritten afterwards.

An edition is one moment of a topic, in one or more variants. All forms and languages up to one marking share a series
of numbers: a further variant that is issued on the same day, of the same material, joins the newest edition; anything
else is the next one. Each limit (`--max-tlp`) has a series of its own, so that no gap in its numbers tells its readers
of editions that they may not see.
"""

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.compose.editions import is_unchanged
from briefgen.compose.releasing import release
from briefgen.compose.written import digest_material
from briefgen.editions.shelf import freeze, list_numbers, name_variant, read_last_edition, read_newest
from briefgen.errors import BriefgenError, PolicyError, UsageError
from briefgen.files.lock import hold_lock
from briefgen.files.writing import remove_leftover_temps
from briefgen.grammar.phrases import count_things
from briefgen.model import kinds
from briefgen.model.edition import Edition
from briefgen.model.problem import Problem, Severity
from briefgen.model.topic import Topic
from briefgen.model.variant import OWN_VARIANT, Variant
from briefgen.project.building import BuildOptions, run_drafts
from briefgen.project.corpus import use_corpus
from briefgen.project.gathering import Gathered, gather_tasks
from briefgen.project.place import Project
from briefgen.project.variants import Wanted
from briefgen.refresh.records import read_records
from briefgen.refresh.run import Draft, Task


@dataclass(frozen=True, slots=True)
class IssueOptions:
    """What to issue: a topic in one variant. `date` None: today.

    `force` is the reason for issuing what is refused otherwise: suspect judgements, and an edition in which nothing
    has changed. None: there is none.
    """

    topic: str
    variant: Variant = OWN_VARIANT
    date: datetime.date | None = None
    force: str | None = None
    processes: int = 2


@dataclass(frozen=True, slots=True)
class Issued:
    """What was issued: the edition's number, its folder, how many pages, and the problems that are warnings only.

    `overruled` says what would have been refused but for the reason that was given; `is_joined` that the number is
    that of an edition which had other variants already.
    """

    slug: str
    number: int
    folder: Path
    pages: int
    problems: tuple[Problem, ...]
    overruled: tuple[str, ...] = ()
    is_joined: bool = False


def issue_edition(project: Project, options: IssueOptions) -> Issued:
    """Print a topic as its next edition, or as a further variant of its newest, and put it on the shelf.

    Raises UsageError for an unknown topic or a reason without words; PolicyError for a topic marked above the variant's
    limit, a date before that of the last edition, or one in which nothing has changed; and BriefgenError where the
    topic has errors, a suspect judgement or a cut-off after the date of issue, or the last edition cannot be read to
    say what changed since: what is issued is signed.
    """
    if options.force is not None and not options.force.strip():
        raise UsageError('`--force` needs a reason, which is kept with the edition: --force "why".')
    with hold_lock(project.state / "lock"):
        remove_leftover_temps(project.output)
        records = read_records(project.output)
        wanted = Wanted((options.topic,), options.variant)
        gathered = use_corpus(project, lambda corpus: gather_tasks(corpus, wanted, records), options.processes)
        return _issue(project, gathered, replace(options, date=options.date or datetime.date.today()))


def _issue(project: Project, gathered: Gathered, options: IssueOptions) -> Issued:
    slug, limit = options.topic, options.variant.limit
    task = _choose_task(gathered, options)
    _refuse_unreadable(slug, gathered, task.topic)
    newest = read_newest(project.editions, slug, limit)
    _refuse_dates(task.topic, newest, options)
    variant = name_variant(task.topic, options.variant)
    last = max(list_numbers(project.editions, slug, limit), default=0)
    is_joined = bool(newest) and _joins(task, newest, options) and not _is_there(project, slug, last, variant)
    number = last if is_joined else last + 1
    if is_joined:
        previous = read_last_edition(project.editions, task.topic, options.variant, before=number)
        task = replace(task, findings=replace(task.findings, previous=previous))
    draft = _print_edition(project, gathered, task, options, number)
    assert draft.edition and draft.page and draft.result  # noqa: S101 - it was printed as an edition
    overruled = _refuse_unless_forced(task, draft, options)
    forced = options.force.strip() if options.force and overruled else ""
    edition = replace(draft.edition, forced=forced, overruled=overruled)
    files = {f"{draft.slug}.html": draft.page.html.encode(), f"{draft.slug}.pdf": draft.result.pdf}
    folder = freeze(project.editions, edition, variant, files)
    return Issued(draft.slug, number, folder, draft.result.pages, draft.problems, overruled, is_joined)


def _choose_task(gathered: Gathered, options: IssueOptions) -> Task:
    task = next((task for task in gathered.tasks if task.topic.slug == options.topic), None)
    if task is None:
        raise BriefgenError(f"`{options.topic}` cannot be read; `briefgen check` says why.")
    return task


def _refuse_dates(topic: Topic, newest: tuple[Edition, ...], options: IssueOptions) -> None:
    """Refuse an edition that would be older than the last one, or that knows what came after it."""
    assert options.date is not None  # noqa: S101 - the caller has set it
    day = options.date.isoformat()
    after = max(newest, key=lambda one: one.issued, default=None)
    if after is not None and day < after.issued:
        raise PolicyError(
            f"`{topic.slug}` is not issued: its edition {after.number} is of {after.issued}, and the next may not be"
            f" of {day}, before it. Give a date from {after.issued} on: --date {after.issued}."
        )
    if topic.cutoff is not None and topic.cutoff.earliest > options.date:
        raise BriefgenError(
            f"`{topic.slug}` is not issued: its cut-off ({topic.cutoff}) lies after the date of issue ({day}), and"
            f" nobody can have read what came after that day. Set `cutoff` in {topic.path} to {day} or earlier, or"
            f" give a later --date."
        )


def _joins(task: Task, newest: tuple[Edition, ...], options: IssueOptions) -> bool:
    """Whether what is issued is of the same day and material as the newest edition."""
    assert options.date is not None  # noqa: S101 - the caller has set it
    released = release(task.topic, task.findings, options.variant.limit)
    material = digest_material(released.topic, released.findings)
    return all((one.issued, one.material) == (options.date.isoformat(), material) for one in newest)


def _is_there(project: Project, slug: str, number: int, variant: str) -> bool:
    return (project.editions / slug / str(number) / variant).exists()


def _print_edition(project: Project, gathered: Gathered, task: Task, options: IssueOptions, number: int) -> Draft:
    one = Gathered((task,), gathered.vocabulary, (), gathered.slugs, ())
    build = BuildOptions(date=options.date, edition=number, force=True, processes=options.processes)
    drafts, failures = run_drafts(project, one, build)
    problems = [*failures, *(problem for draft in drafts for problem in draft.problems)]
    _refuse_errors(options.topic, problems)
    if not drafts:
        raise BriefgenError(f"`{options.topic}` is not issued: it could not be printed. `briefgen build` says why.")
    return drafts[0]


def _refuse_unreadable(slug: str, gathered: Gathered, topic: Topic) -> None:
    """Refuse a topic whose own file has errors, or whose last edition cannot be read."""
    about = [one for one in gathered.problems if one.place.file == topic.path or one.kind == kinds.EDITION_UNREADABLE]
    _refuse_errors(slug, about)


def _refuse_errors(slug: str, problems: list[Problem]) -> None:
    errors = [problem for problem in problems if problem.kind.severity is Severity.ERROR]
    if errors:
        told = "; ".join(problem.message for problem in errors[:3])
        counted = count_things(len(errors), "error")
        raise BriefgenError(f"`{slug}` is not issued: it has {counted} ({told}). `briefgen check` names each.")


def _refuse_unless_forced(task: Task, draft: Draft, options: IssueOptions) -> tuple[str, ...]:
    """Refuse what may only be issued for a reason; with one, say what was overruled."""
    suspect = [one for one in draft.problems if one.kind in (kinds.REVIEW_SUSPECT, kinds.REVIEW_STAMP)]
    overruled = [f"{one.place}: {one.message}" for one in suspect]
    again = _tell_sameness(task, draft)
    if options.force is not None:
        return (*overruled, *again)
    slug = options.topic
    if suspect:
        # Nobody has confirmed these judgements since they, or what they rest on, changed.
        told = "; ".join(overruled[:3])
        raise BriefgenError(
            f"`{slug}` is not issued: {told}. `briefgen review {slug}` shows each and confirms it;"
            f' --force "why" issues it as it is and keeps the reason.'
        )
    if again:
        raise PolicyError(
            f"`{slug}` is not issued: {again[0]}. The draft stays as it is; `briefgen build` prints it."
            f' --force "why" issues it all the same and keeps the reason.'
        )
    return ()


def _tell_sameness(task: Task, draft: Draft) -> tuple[str, ...]:
    """Say that nothing has changed since the last edition in the very same variant, where that is so."""
    last, edition = task.findings.previous, draft.edition
    if last is None or edition is None or (last.template, last.language) != (edition.template, edition.language):
        return ()
    if not is_unchanged(edition, last):
        return ()
    return (f"no word, judgement, evidence or marking has changed since edition {last.number} of {last.issued}",)
