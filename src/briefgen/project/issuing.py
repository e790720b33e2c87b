"""`issue`: a topic's draft frozen as a numbered edition, of which nothing is rewritten afterwards."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from briefgen.editions.shelf import freeze, list_numbers, name_variant
from briefgen.errors import BriefgenError
from briefgen.files.lock import hold_lock
from briefgen.files.writing import remove_leftover_temps
from briefgen.grammar.phrases import count_things
from briefgen.model import kinds
from briefgen.model.problem import Problem, Severity
from briefgen.model.topic import Topic
from briefgen.model.variant import OWN_VARIANT, Variant
from briefgen.project.building import BuildOptions, run_drafts
from briefgen.project.corpus import use_corpus
from briefgen.project.gathering import Gathered, gather_tasks
from briefgen.project.place import Project
from briefgen.project.variants import Wanted
from briefgen.refresh.records import read_records
from briefgen.refresh.run import Draft


@dataclass(frozen=True, slots=True)
class IssueOptions:
    """What to issue: a topic in one variant. `date` None: today."""

    topic: str
    variant: Variant = OWN_VARIANT
    date: datetime.date | None = None
    processes: int = 2


@dataclass(frozen=True, slots=True)
class Issued:
    """What was issued: the edition's number, its folder, how many pages, and the problems that are warnings only."""

    slug: str
    number: int
    folder: Path
    pages: int
    problems: tuple[Problem, ...]


def issue_edition(project: Project, options: IssueOptions) -> Issued:
    """Print a topic as its next edition and put it on the shelf.

    Raises UsageError for an unknown topic, PolicyError for a topic marked above the variant's limit, and
    BriefgenError where the topic has errors or a suspect judgement, or the last edition cannot be read to say what
    changed since: what is issued is signed.
    """
    with hold_lock(project.state / "lock"):
        remove_leftover_temps(project.output)
        records = read_records(project.output)
        wanted = Wanted((options.topic,), options.variant)
        gathered = use_corpus(project, lambda corpus: gather_tasks(corpus, wanted, records), options.processes)
        number = max(list_numbers(project.editions, options.topic, options.variant.limit), default=0) + 1
        topic, draft = _print_edition(project, gathered, options, number)
        assert draft.edition and draft.page and draft.result  # noqa: S101 - it was printed as an edition
        files = {f"{draft.slug}.html": draft.page.html.encode(), f"{draft.slug}.pdf": draft.result.pdf}
        variant = name_variant(topic, options.variant)
        folder = freeze(project.editions, draft.edition, variant, files)
    return Issued(draft.slug, number, folder, draft.result.pages, draft.problems)


def _print_edition(project: Project, gathered: Gathered, options: IssueOptions, number: int) -> tuple[Topic, Draft]:
    tasks = [task for task in gathered.tasks if task.topic.slug == options.topic][:1]
    if not tasks:
        raise BriefgenError(f"`{options.topic}` cannot be read; `briefgen check` says why.")
    one = Gathered(tuple(tasks), gathered.vocabulary, (), gathered.slugs, ())
    build = BuildOptions(date=options.date, edition=number, force=True, processes=options.processes)
    drafts, failures = run_drafts(project, one, build)
    path = tasks[0].topic.path
    about = [one for one in gathered.problems if one.place.file == path or one.kind == kinds.EDITION_UNREADABLE]
    problems = [*failures, *about, *(problem for draft in drafts for problem in draft.problems)]
    errors = [problem for problem in problems if problem.kind.severity is Severity.ERROR]
    if errors or not drafts:
        told = "; ".join(problem.message for problem in errors[:3])
        counted = count_things(len(errors), "error")
        raise BriefgenError(f"`{options.topic}` is not issued: it has {counted} ({told}). `briefgen check` names each.")
    _refuse_suspect(options.topic, drafts[0].problems)
    return tasks[0].topic, drafts[0]


def _refuse_suspect(slug: str, problems: Iterable[Problem]) -> None:
    """Refuse to sign judgements that nobody has confirmed since they, or what they rest on, changed."""
    suspect = [one for one in problems if one.kind in (kinds.REVIEW_SUSPECT, kinds.REVIEW_STAMP)]
    if suspect:
        told = "; ".join(f"{one.place}: {one.message}" for one in suspect[:3])
        raise BriefgenError(f"`{slug}` is not issued: {told}. `briefgen review {slug}` shows each and confirms it.")
