"""What `build` needs of the corpus: for each topic what the index finds, one question a query."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from briefgen.check.copies import check_told_copies
from briefgen.check.corpus import Whole, check_corpus
from briefgen.check.recipients import every_form_received_is_there, every_topic_named_for_is_there
from briefgen.compose.releasing import refuse_release
from briefgen.errors import UsageError
from briefgen.files.digest import digest_text
from briefgen.grammar.suggestions import suggest
from briefgen.model.inputs import Inputs
from briefgen.model.problem import Problem
from briefgen.model.record import Record
from briefgen.model.topic import Topic
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.building.findings import ask_index, survey_sources
from briefgen.project.building.former import look_back_at
from briefgen.project.building.loading import read_previous
from briefgen.project.building.variants import Wanted, choose_variants
from briefgen.project.building.withholding import find_withheld, withhold
from briefgen.project.reading.channels import read_ways
from briefgen.project.reading.citation_style import read_citation_style
from briefgen.project.reading.corpus import Corpus
from briefgen.project.reading.relating import read_telling
from briefgen.project.reading.topic_files import TopicFile
from briefgen.project.reading.words import prepare_words
from briefgen.refresh.run import Task
from briefgen.refresh.scenes import find_lost
from briefgen.render.toolchain import digest_templates, digest_toolchain


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that printing needs, so that the index can be closed."""

    tasks: tuple[Task, ...]
    vocabulary: Vocabulary
    problems: tuple[Problem, ...]


def gather_tasks(corpus: Corpus, wanted: Wanted, records: Mapping[str, Record]) -> Gathered:
    """Gather the wanted topics (all where none is named), each in the variants wanted.

    Raises UsageError for a topic that is not there, PolicyError for one marked above the variant's limit.
    """
    usable = {one.head.slug for one in choose_files(corpus, wanted) if one.head}
    topics = [topic for topic in choose_topics(corpus, wanted.topics) if topic.slug in usable]
    tasks, unreadable = _make_tasks(corpus, topics, wanted, records)
    return Gathered(
        tasks=tasks,
        vocabulary=corpus.vocabulary,
        problems=(*corpus.problems, *check_whole(corpus), *unreadable),
    )


def choose_files(corpus: Corpus, wanted: Wanted) -> list[TopicFile]:
    """Choose the files of topics that can be printed, by slug; UsageError for one that has no file."""
    _refuse_unknown(corpus, wanted.topics)
    # A form asked for on the command line stands in for the topic's.
    usable = [one for one in corpus.files.files if one.is_askable and (one.has_form or wanted.variant.template)]
    return [one for one in usable if one.head and (not wanted.topics or one.head.slug in wanted.topics)]


def list_unread(corpus: Corpus, wanted: Wanted) -> tuple[str, ...]:
    """List the topics that are asked for and cannot be printed: they fail, and their last draft stays."""
    asked = corpus.slugs.intersection(wanted.topics) if wanted.topics else corpus.slugs
    return tuple(sorted(asked - {one.head.slug for one in choose_files(corpus, wanted) if one.head}))


def choose_topics(corpus: Corpus, wanted: tuple[str, ...]) -> list[Topic]:
    """Choose topics by slug, all where none is named; UsageError for one that has no file."""
    _refuse_unknown(corpus, wanted)
    return sorted((topic for topic in corpus.topics if not wanted or topic.slug in wanted), key=lambda one: one.slug)


def _refuse_unknown(corpus: Corpus, wanted: tuple[str, ...]) -> None:
    for slug in wanted:
        if slug not in corpus.slugs:
            near = suggest(slug, corpus.slugs)
            hint = f"did you mean `{near}`?" if near else "`briefgen status` lists the topics"
            raise UsageError(f"no topic is called `{slug}`: {hint}")


def check_whole(corpus: Corpus) -> tuple[Problem, ...]:
    """Make the checks that only the whole corpus shows."""
    project = corpus.project
    today = datetime.date.today()
    whole = Whole(project.settings, project.settings_file, corpus.index.doubtful_sources(today), today)
    telling = read_telling(corpus.index)
    known = corpus.index.source_ids() if telling.sources else ()
    ways = read_ways(project)
    return (
        *check_corpus(whole),
        *check_told_copies(telling.sources, known, telling.renamed),
        *(problem for one in corpus.files.files for problem in one.faults),
        *ways.problems,
        *every_topic_named_for_is_there(ways.recipients, corpus.slugs),
        *every_form_received_is_there(ways.recipients, corpus.forms),
    )


def read_common(corpus: Corpus) -> Inputs:
    """Digest what all drafts of a project have in common, to explain a change of it."""
    return Inputs(
        vocabulary=corpus.vocabulary.digest,
        templates=digest_templates(corpus.project.template_folders),
        settings=digest_text(repr((corpus.project.settings, read_citation_style(corpus.project)))),
        tools=digest_toolchain(),
    )


def _make_tasks(
    corpus: Corpus, topics: list[Topic], wanted: Wanted, records: Mapping[str, Record]
) -> tuple[tuple[Task, ...], tuple[Problem, ...]]:
    index, grounds, common = corpus.index, survey_sources(corpus.index), read_common(corpus)
    tasks: list[Task] = []
    problems: list[Problem] = []
    find, gather = cache(lambda limit: find_withheld(index, limit)), prepare_words(index)
    for topic in topics:
        own = records.get(topic.slug)
        findings = ask_index(topic, index, grounds, own.cited if own else {})
        inputs = replace(common, topic=corpus.digests.get(topic.path, ""))
        for variant in choose_variants(topic, wanted, records, corpus.project.output):
            refused = refuse_release(topic, variant.limit)
            if refused:
                problems.append(refused)
                continue
            last = read_previous(corpus.project, topic, variant, problems)
            record = records.get(topic.slug + variant.suffix)
            shown = findings if variant.limit is None else withhold(findings, index, find(variant.limit))
            lost = find_lost(record, shown, index.evidence_of)
            shown = look_back_at(last, shown, index, gather if variant.limit is not None else None)
            tasks.append(Task(topic, shown, record, inputs, variant, lost=lost))
    return tuple(tasks), tuple(problems)
