"""`issue`: drafts frozen as numbered editions, of which nothing is rewritten afterwards.

An edition is one moment of a topic, in every variant that its recipients need, made from one reading of the corpus. All
forms and languages up to one marking share a series of numbers: a further variant that is issued on the same day, of
the same material, joins the newest edition; anything else is the next one. Each limit has a series of its own, so that
no gap in its numbers tells its readers of editions that they may not see. For the same reason a variant in which
nothing has changed gets no new edition where another has changed: its last one stays the newest.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace

from briefgen.check.rights import quotations_keep_to_rights
from briefgen.compose.findings import Findings
from briefgen.editions.placing import Frozen, place_editions
from briefgen.editions.recovering import Obstacle
from briefgen.editions.shelf import name_variant, read_last_edition, read_newest
from briefgen.errors import IntegrityError, StorageError, UsageError
from briefgen.grammar.characters import says_something
from briefgen.model.owned import Owned
from briefgen.model.problem import Problem
from briefgen.model.recipient import Recipients
from briefgen.model.topic import Topic
from briefgen.model.variant import OWN_VARIANT, Variant
from briefgen.project.building.build import BuildOptions
from briefgen.project.building.former import look_back_at
from briefgen.project.building.gathering import Gathered, choose_topics, gather_tasks
from briefgen.project.building.refreshing import run_drafts
from briefgen.project.building.variants import Wanted
from briefgen.project.editions.freezing import freeze_draft
from briefgen.project.editions.issue_report import IssuedVariant, IssueReport, KeptVariant
from briefgen.project.editions.owning import add_owned, list_told_ended
from briefgen.project.editions.plan import Plan, Series, arrange_series, plan_variants, tell_sameness
from briefgen.project.editions.refusals import (
    Overruled,
    Refused,
    RefusedError,
    choose_code,
    hides_nothing,
    list_errors,
    refuse_dates,
    refuse_faults,
    refuse_rights,
    tell_errors,
)
from briefgen.project.editions.signing import check_keys, choose_signer, sign_shown
from briefgen.project.holding import hold_project, tell_obstacles
from briefgen.project.place import Project
from briefgen.project.reading.corpus import Corpus, use_corpus
from briefgen.project.reading.recipients import read_project_recipients
from briefgen.project.reading.words import prepare_words
from briefgen.refresh.draft import Draft
from briefgen.refresh.records import read_records
from briefgen.refresh.run import Task

_POLICY = 3


@dataclass(frozen=True, slots=True)
class IssueOptions:
    """Which topics to issue. `variant` names the one that is wanted; else each topic's own and its recipients' are.

    `date` None: today. `force` is the reason for issuing what is refused otherwise: errors, suspect judgements, and an
    edition in which nothing has changed. With `is_trial` nothing is printed and nothing put on the shelf.
    """

    topics: tuple[str, ...]
    variant: Variant = OWN_VARIANT
    date: datetime.date | None = None
    force: str | None = None
    is_trial: bool = False
    processes: int = 2
    report: Callable[[int, int, str], None] = lambda done, total, name: None


@dataclass(slots=True)
class _Desk:
    """What all topics of one issue share, and what has become of them so far.

    `earlier` are findings by task, to be compared with the edition before the newest; `owned` are the sources whose
    owners limit what is quoted.
    """

    project: Project
    options: IssueOptions
    day: datetime.date
    gathered: Gathered
    topics: dict[str, Topic]
    plans: dict[str, Plan]
    earlier: dict[str, Findings]
    owned: dict[str, Owned]
    issued: list[IssuedVariant] = field(default_factory=list)
    kept: list[KeptVariant] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def list_tasks(self, slug: str) -> list[Task]:
        """List a topic's tasks, one for each variant."""
        return [task for task in self.gathered.tasks if task.topic.slug == slug]

    def run(self, tasks: Sequence[Task], *, prints: bool) -> tuple[list[Draft], list[Problem]]:
        """Make the drafts of some tasks, as pages or as PDFs too; with the problems of those that failed."""
        one = replace(self.gathered, tasks=tuple(tasks), problems=())
        options = BuildOptions(date=self.day, force=True, prints=prints, processes=self.options.processes)
        return run_drafts(self.project, one, options)


def issue_editions(project: Project, options: IssueOptions) -> IssueReport:
    """Issue topics, each in all its variants together; a topic that is refused stops no other.

    So is one at which the disk fails, or whose last edition waits for its place because something stands there.
    Raises UsageError for an unknown topic or a reason without words, and LockedError while another command writes.
    """
    if options.force is not None and not says_something(options.force):
        raise UsageError('`--force` needs a reason, which is kept with the edition: --force "why".')
    check_keys(project)
    with nullcontext(()) if options.is_trial else hold_project(project) as obstacles:
        desk = _open_desk(project, options)
        for done, slug in enumerate(desk.plans, 1):
            try:
                _refuse_obstructed(slug, obstacles)
                _issue_topic(desk, slug)
            except (RefusedError, StorageError, IntegrityError) as error:
                desk.refused.append(Refused(slug, str(error), error.exit_code))
            options.report(done, len(desk.plans), slug)
    desk.problems += tell_obstacles(project, [one for one in obstacles if not any(map(one.concerns, desk.plans))])
    without = [(slug, *one) for slug, plan in desk.plans.items() for one in plan.without]
    problems = tuple(dict.fromkeys(desk.problems))
    return IssueReport(tuple(desk.issued), tuple(desk.kept), tuple(desk.refused), tuple(without), problems)


def _refuse_obstructed(slug: str, obstacles: Iterable[Obstacle]) -> None:
    """Refuse a topic whose last edition waits for its place: the next may not come before it."""
    why = next((one.why for one in obstacles if one.concerns(slug)), "")
    if why:
        raise RefusedError(f"an issue that was cut short waits for its place. {why}", StorageError.exit_code)


def _open_desk(project: Project, options: IssueOptions) -> _Desk:
    """Read the corpus once, for all topics in all their variants."""
    recipients, _ = read_project_recipients(project)
    records = read_records(project.output)

    day = options.date or datetime.date.today()

    def gather(corpus: Corpus) -> _Desk:
        topics = {topic.slug: topic for topic in choose_topics(corpus, options.topics)}
        plans = {slug: _plan(topics.get(slug), recipients, options.variant) for slug in dict.fromkeys(options.topics)}
        by_topic = {slug: tuple(plan.variants) for slug, plan in plans.items()}
        gathered = gather_tasks(corpus, Wanted(options.topics, options.variant, by_topic), records)
        earlier = _look_further_back(corpus, gathered.tasks, day.isoformat())
        owned: dict[str, Owned] = {}
        tasks = tuple(replace(one, findings=add_owned(one.findings, corpus, owned)) for one in gathered.tasks)
        earlier = {name: add_owned(findings, corpus, owned) for name, findings in earlier.items()}
        return _Desk(project, options, day, replace(gathered, tasks=tasks), topics, plans, earlier, owned)

    return use_corpus(project, gather, options.processes)


def _look_further_back(corpus: Corpus, tasks: Sequence[Task], day: str) -> dict[str, Findings]:
    """Give what each task is compared with if it joins an edition of this very day: the edition before that one."""
    shelf, gather, found = corpus.project.editions, prepare_words(corpus.index), {}
    for task in tasks:
        # One that cannot be read is a problem of the topic's, and refuses it.
        with suppress(IntegrityError):
            newest = read_newest(shelf, task.topic.slug, task.variant.limit)
            if newest and newest[0].issued == day:
                before = read_last_edition(shelf, task.topic, task.variant, before=newest[0].number)
                asked = gather if task.variant.limit is not None else None
                found[task.name] = look_back_at(before, task.findings, corpus.index, asked)
    return found


def _plan(topic: Topic | None, recipients: Recipients, asked: Variant) -> Plan:
    return plan_variants(topic, recipients, asked) if topic else Plan()


def _issue_topic(desk: _Desk, slug: str) -> None:
    """Issue one topic in all its variants, or raise RefusedError."""
    plan, topic = desk.plans[slug], desk.topics.get(slug)
    if plan.refused:
        raise RefusedError(f"{plan.refused}.", _POLICY)
    tasks = [replace(task, edition=1) for task in desk.list_tasks(slug)]
    if topic is None or not tasks:
        raise RefusedError("it cannot be read; `briefgen check` says why.")
    drafts = _make(desk, tasks)
    overruled = {draft.name: _judge(desk, topic, [draft]) for draft in drafts}
    series = arrange_series(desk.project, topic, drafts, desk.day.isoformat())
    refuse_dates(topic, series, desk.day)
    changed = _leave_unchanged(desk, topic, series, overruled)
    by_variant = {task.variant: task for task in tasks}
    if desk.options.is_trial:
        for each in changed:
            _report(desk, topic, each, each.drafts, overruled)
        return
    printed = [(each, _print(desk, each, by_variant)) for each in changed]
    frozen = [_freeze(desk, topic, each, draft, overruled[draft.name]) for each, drafts in printed for draft in drafts]
    place_editions(desk.project.editions, frozen, choose_signer(desk.project))
    for each, made in printed:
        _report(desk, topic, each, made, overruled)


def _make(desk: _Desk, tasks: Sequence[Task]) -> list[Draft]:
    """Make the pages, to see what is in them; nothing is printed before it is known what is issued."""
    drafts, failures = desk.run(tasks, prints=False)
    made = [draft for draft in drafts if draft.edition is not None and not draft.is_broken]
    broken = [one for draft in drafts for one in draft.problems if draft.is_broken]
    if len(made) < len(tasks):
        raise _say_unprinted([*failures, *broken])
    return made


def _say_unprinted(problems: Sequence[Problem]) -> RefusedError:
    errors = [one for one in problems if one.is_error]
    if errors:
        return RefusedError(tell_errors(errors), choose_code(errors))
    return RefusedError("it could not be printed. `briefgen build` says why.")


def _judge(desk: _Desk, topic: Topic, drafts: Sequence[Draft]) -> Overruled:
    """Refuse what a draft's faults forbid; with a reason, give what it overrules."""
    desk.problems += [one for draft in drafts for one in draft.problems]
    errors = list_errors(desk.project, desk.gathered, topic, drafts)
    is_forced = desk.options.force is not None
    overruled = refuse_faults(topic.slug, errors, drafts, is_forced=is_forced)
    editions = (draft.edition for draft in drafts if draft.edition is not None)
    broken = [one for edition in editions for one in quotations_keep_to_rights(edition, desk.owned, desk.day)]
    return replace(overruled, faults=(*overruled.faults, *refuse_rights(broken, is_forced=is_forced)))


def _leave_unchanged(
    desk: _Desk, topic: Topic, series: Sequence[Series], overruled: dict[str, Overruled]
) -> list[Series]:
    """Leave out the series in which nothing has changed; where that is all of them, refuse, or overrule it."""
    same = {each.limit: tell_sameness(desk.project, topic, each) for each in series}
    changed = [each for each in series if not same[each.limit]]
    if not changed and desk.options.force is None:
        raise RefusedError(
            f"{same[series[0].limit]}.{_tell_held(desk, topic, series)} The draft stays as it is; `briefgen build`"
            f' prints it. --force "why" issues it all the same and keeps the reason.',
            _POLICY,
        )
    if not changed:
        told = {one.name: same[each.limit] for each in series for one in each.drafts}
        overruled.update({name: replace(overruled[name], sameness=why) for name, why in told.items()})
        return list(series)
    for each in series:
        kept = each.drafts if each not in changed else each.there
        why = same[each.limit] or "it was issued today, of the same material"
        number = each.newest[0].number if each.newest else 0
        names = [(name_variant(topic, one.variant), desk.plans[topic.slug].variants[one.variant]) for one in kept]
        desk.kept += [KeptVariant(topic.slug, number, name, people, why) for name, people in names]
    return changed


def _tell_held(desk: _Desk, topic: Topic, series: Sequence[Series]) -> str:
    """Say that a newest edition in which nothing has changed may leave no more for words that it tells; "" else."""
    owned = {name: one for task in desk.list_tasks(topic.slug) for name, one in task.findings.owned.items()}
    newest = [one for each in series for one in each.newest]
    ended = sorted({name for one in newest for name in list_told_ended(one, owned, desk.day)})
    if not ended:
        return ""
    told = f"edition {newest[0].number} tells words of {', '.join(f'`{name}`' for name in ended)}"
    return f" But {told} that may be quoted no more, and is held for that; the next would tell none of them."


def _print(desk: _Desk, series: Series, tasks: dict[Variant, Task]) -> list[Draft]:
    """Print a series' drafts under their number. Raises RefusedError where one fails, or turns out to have errors."""
    numbered = [replace(tasks[draft.variant], edition=series.number) for draft in series.drafts]
    if series.is_joined:
        numbered = [replace(task, findings=desk.earlier[task.name]) for task in numbered]
    drafts, failures = desk.run(numbered, prints=True)
    problems = [*failures, *(one for draft in drafts for one in draft.problems)]
    known = {one for draft in series.drafts for one in draft.problems}
    fresh = [one for one in problems if one not in known]
    if any(one.is_error for one in fresh) or sum(draft.result is not None for draft in drafts) < len(numbered):
        raise _say_unprinted(fresh)
    desk.problems += problems
    return drafts


def _freeze(desk: _Desk, topic: Topic, series: Series, draft: Draft, overruled: Overruled) -> Frozen:
    # The reason, in whatever words, is for those who may see all.
    forced = (desk.options.force or "").strip() if overruled and hides_nothing(series.limit) else ""
    frozen = sign_shown(desk.project, freeze_draft(desk.project, draft, name_variant(topic, draft.variant)))
    assert frozen.edition.number == series.number  # noqa: S101 - it was printed under it
    return replace(frozen, edition=replace(frozen.edition, forced=forced, overruled=overruled.tell_up_to(series.limit)))


def _report(
    desk: _Desk, topic: Topic, series: Series, drafts: Sequence[Draft], overruled: dict[str, Overruled]
) -> None:
    for draft in drafts:
        variant = name_variant(topic, draft.variant)
        desk.issued.append(
            IssuedVariant(
                slug=topic.slug,
                number=series.number,
                variant=variant,
                recipients=desk.plans[topic.slug].variants[draft.variant],
                folder=desk.project.editions / topic.slug / str(series.number) / variant,
                pages=draft.result.pages if draft.result else 0,
                withheld=draft.withheld,
                overruled=overruled[draft.name].tell(),
                keeps_reason=bool(overruled[draft.name]) and hides_nothing(series.limit),
                is_joined=series.is_joined,
            )
        )
