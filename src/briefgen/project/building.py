"""`build` and `status`: every topic's draft compared with what is on record, and printed where it is stale."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from briefgen.check.corpus import Whole, check_corpus
from briefgen.check.topics import check_topic
from briefgen.compose.findings import AssemblyOptions
from briefgen.errors import UsageError
from briefgen.files import digest_text, hold_lock
from briefgen.grammar.suggestions import suggest
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.record import Inputs, Record
from briefgen.model.topic import Topic
from briefgen.project.corpus import Corpus, explain_failure, use_corpus
from briefgen.project.gathering import gather_findings
from briefgen.project.place import Project
from briefgen.refresh.publish import drop_records, publish_drafts
from briefgen.refresh.records import read_records
from briefgen.refresh.run import Draft, RefreshOptions, Task, make_drafts, print_drafts
from briefgen.render.html import LayoutOptions
from briefgen.render.toolchain import digest_templates, digest_toolchain
from briefgen.workers import Failed


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What `build` and `status` are asked. `topics` empty: all. `date` None: today."""

    topics: tuple[str, ...] = ()
    date: datetime.date | None = None
    force: bool = False
    prints: bool = True
    processes: int = 2
    report: Callable[[int, int, str], None] = lambda done, total, slug: None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the drafts by slug, the records as they are now, topics that failed, all problems.

    `gone` are topics on record whose file is no more.
    """

    drafts: tuple[Draft, ...]
    records: dict[str, Record]
    failed: tuple[str, ...]
    problems: tuple[Problem, ...]
    gone: tuple[str, ...] = ()

    @property
    def stale(self) -> tuple[Draft, ...]:
        """The drafts that are not up to date with their record."""
        return tuple(draft for draft in self.drafts if draft.reasons)


def build_briefs(project: Project, options: BuildOptions) -> BuildReport:
    """Bring the drafts up to date, or only find out which are stale.

    Raises UsageError for an unknown topic and LockedError while another build runs.
    """
    with hold_lock(project.state / "lock"):
        return use_corpus(project, lambda corpus: _refresh(corpus, options), options.processes)


def _refresh(corpus: Corpus, options: BuildOptions) -> BuildReport:
    project = corpus.project
    topics = choose_topics(corpus, options.topics)
    records = read_records(project.output)
    gone = tuple(sorted(set(records) - {topic.slug for topic in corpus.topics}))
    if options.prints and not options.topics:
        records = drop_records(project.output, records, gone)
    drafts, failures = _run(corpus, topics, records, options)
    if options.prints:
        records = publish_drafts(project.output, drafts, records)
    problems = [*corpus.problems, *check_whole(corpus), *failures]
    problems += [problem for draft in drafts for problem in draft.problems]
    problems += [one for draft in drafts if draft.slug in records for one in records[draft.slug].problems]
    done = {draft.slug for draft in drafts if not draft.is_broken}
    return BuildReport(
        drafts=tuple(drafts),
        records=records,
        failed=tuple(topic.slug for topic in topics if topic.slug not in done),
        problems=tuple(dict.fromkeys(problems)),
        gone=gone,
    )


def _run(
    corpus: Corpus, topics: list[Topic], records: dict[str, Record], options: BuildOptions
) -> tuple[list[Draft], list[Problem]]:
    """Make all pages, then print those that ask for it; drafts in the order of their slugs."""
    refresh = _choose_refresh(corpus, options)
    by_slug = {topic.slug: topic for topic in topics}
    drafts: dict[str, Draft] = {}
    failures: list[Problem] = []
    for task, made in make_drafts(make_tasks(corpus, topics, records), refresh):
        if isinstance(made, Failed):
            failures.append(_describe_failure(task.topic, made))
        else:
            drafts[task.topic.slug] = made.value
    wanted = [draft for _, draft in sorted(drafts.items()) if draft.page]
    for done, (draft, printed) in enumerate(print_drafts(wanted, refresh), 1):
        if isinstance(printed, Failed):
            failures.append(_describe_failure(by_slug[draft.slug], printed))
            del drafts[draft.slug]
        else:
            drafts[draft.slug] = printed.value
        options.report(done, len(wanted), draft.slug)
    return [draft for _, draft in sorted(drafts.items())], failures


def check_whole(corpus: Corpus) -> tuple[Problem, ...]:
    """Make the checks that only the whole corpus shows."""
    project = corpus.project
    today = datetime.date.today()
    whole = Whole(project.settings, project.settings_file, tuple(corpus.index.sources()), today)
    by_topic = [problem for topic in corpus.topics for problem in check_topic(topic, corpus.vocabulary)]
    return (*check_corpus(whole), *by_topic)


def choose_topics(corpus: Corpus, wanted: tuple[str, ...]) -> list[Topic]:
    """Choose topics by slug, all where none is named; UsageError for one that is not there."""
    by_slug = {topic.slug: topic for topic in corpus.topics}
    for slug in wanted:
        if slug not in by_slug:
            broken = any(problem.place.file.endswith(f"/{slug}.md") for problem in corpus.problems)
            near = suggest(slug, by_slug)
            hint = "its file could not be read; `briefgen check` says why" if broken else ""
            hint = hint or (f"did you mean `{near}`?" if near else "`briefgen status` lists the topics")
            raise UsageError(f"no topic is called `{slug}`: {hint}")
    return [topic for slug, topic in sorted(by_slug.items()) if not wanted or slug in wanted]


def make_tasks(corpus: Corpus, topics: list[Topic], records: dict[str, Record]) -> list[Task]:
    """Gather for each topic what the index finds and what explains a later change."""
    source_ids = tuple(source.id for source in corpus.index.sources())
    common = _digest_common(corpus)
    tasks = []
    for topic in topics:
        record = records.get(topic.slug)
        findings = gather_findings(topic, corpus.index, source_ids, record.cited if record else {})
        inputs = replace(common, topic=corpus.digests.get(topic.path, ""))
        tasks.append(Task(topic, findings, record, inputs))
    return tasks


def _digest_common(corpus: Corpus) -> Inputs:
    return Inputs(
        vocabulary=corpus.vocabulary.digest,
        templates=digest_templates(_choose_layout(corpus).template_folders),
        settings=digest_text(repr(corpus.project.settings)),
        tools=digest_toolchain(),
    )


def _choose_layout(corpus: Corpus) -> LayoutOptions:
    templates = corpus.project.templates
    return LayoutOptions(template_folders=(templates,) if templates.is_dir() else ())


def _choose_refresh(corpus: Corpus, options: BuildOptions) -> RefreshOptions:
    date = options.date or datetime.date.today()
    return RefreshOptions(
        assembly=AssemblyOptions(corpus.vocabulary, corpus.project.settings, date.isoformat()),
        layout=_choose_layout(corpus),
        output=corpus.project.output,
        prints=options.prints,
        force=options.force,
        is_dated=options.date is not None,
        processes=options.processes,
    )


def _describe_failure(topic: Topic, failed: Failed) -> Problem:
    """Make a problem of a worker that died over a topic; a mistake of ours keeps its traceback."""
    words = {
        "deadline": "took too long",
        "memory": "took too much memory",
        "crash": "crashed the printer",
        "error": "failed",
    }
    message = f"printing `{topic.slug}` {words[failed.kind]} ({failed.detail}); its last draft stays as it was"
    hint = explain_failure(failed, "look for a loop in a template of your own, or a very large table")
    return Problem(kinds.BRIEF_FAILED, message, Place(topic.path), hint)
