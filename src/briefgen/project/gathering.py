"""What `build` needs of the corpus: for each topic what the index finds, one question a query."""

import datetime
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from briefgen.check.copies import check_told_copies
from briefgen.check.corpus import Whole, check_corpus
from briefgen.check.topics import check_topic, every_tag_asked_for_is_known, the_template_named_is_there
from briefgen.compose.findings import Findings
from briefgen.compose.releasing import refuse_release
from briefgen.editions.shelf import read_last_edition
from briefgen.errors import IntegrityError, UsageError
from briefgen.files.digest import digest_text
from briefgen.grammar.suggestions import suggest
from briefgen.index.store import Index
from briefgen.model import kinds
from briefgen.model.copies import CopyGroup
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.inputs import Inputs
from briefgen.model.problem import Place, Problem
from briefgen.model.query import And, Everything, Query
from briefgen.model.record import Record
from briefgen.model.topic import Topic
from briefgen.model.variant import Variant
from briefgen.model.vocabulary import Vocabulary
from briefgen.project.citation_style import read_citation_style
from briefgen.project.corpus import Corpus
from briefgen.project.place import Project
from briefgen.project.relating import read_telling
from briefgen.project.variants import Wanted, choose_variants
from briefgen.project.withholding import find_withheld, withhold
from briefgen.refresh.run import Task
from briefgen.render.templating.templates import list_forms
from briefgen.render.toolchain import digest_templates, digest_toolchain


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that printing needs, so that the index can be closed.

    `unread` are the topics whose file or query could not be read: they fail, and their last draft stays.
    """

    tasks: tuple[Task, ...]
    vocabulary: Vocabulary
    problems: tuple[Problem, ...]
    slugs: frozenset[str]
    unread: tuple[str, ...]
    copies: tuple[CopyGroup, ...] = ()


def gather_tasks(corpus: Corpus, wanted: Wanted, records: Mapping[str, Record]) -> Gathered:
    """Gather the wanted topics (all where none is named), each in the variants wanted.

    Raises UsageError for a topic that is not there, PolicyError for one marked above the variant's limit.
    """
    chosen = [topic for topic in choose_topics(corpus, wanted.topics) if can_ask(topic, corpus.vocabulary)]
    forms = list_forms(list_template_folders(corpus.project))
    # A form asked for on the command line stands in for the topic's.
    topics = [one for one in chosen if wanted.variant.template or not the_template_named_is_there(one, forms)]
    asked = corpus.slugs.intersection(wanted.topics) if wanted.topics else corpus.slugs
    tasks, unreadable = _make_tasks(corpus, topics, wanted, records)
    return Gathered(
        tasks=tasks,
        vocabulary=corpus.vocabulary,
        problems=(*corpus.problems, *check_whole(corpus), *unreadable),
        slugs=corpus.slugs,
        unread=tuple(sorted(asked - {topic.slug for topic in topics})),
        copies=corpus.index.copies(),
    )


def can_ask(topic: Topic, vocabulary: Vocabulary) -> bool:
    """Whether all queries of a topic say what they ask: with a misspelt tag an empty brief would print."""
    read = topic.query is not None and all(plan.query is not None for plan in topic.sections if plan.query_text)
    return read and not every_tag_asked_for_is_known(topic, vocabulary)


def choose_topics(corpus: Corpus, wanted: tuple[str, ...]) -> list[Topic]:
    """Choose topics by slug, all where none is named; UsageError for one that has no file."""
    for slug in wanted:
        if slug not in corpus.slugs:
            near = suggest(slug, corpus.slugs)
            hint = f"did you mean `{near}`?" if near else "`briefgen status` lists the topics"
            raise UsageError(f"no topic is called `{slug}`: {hint}")
    return sorted((topic for topic in corpus.topics if not wanted or topic.slug in wanted), key=lambda one: one.slug)


def check_whole(corpus: Corpus) -> tuple[Problem, ...]:
    """Make the checks that only the whole corpus shows."""
    project = corpus.project
    today = datetime.date.today()
    whole = Whole(project.settings, project.settings_file, corpus.index.doubtful_sources(today), today)
    forms = list_forms(list_template_folders(project))
    by_topic = [problem for topic in corpus.topics for problem in check_topic(topic, corpus.vocabulary)]
    by_topic += [problem for topic in corpus.topics for problem in the_template_named_is_there(topic, forms)]
    telling = read_telling(corpus.index)
    known = corpus.index.source_ids() if telling.sources else ()
    return (*check_corpus(whole), *check_told_copies(telling.sources, known, telling.renamed), *by_topic)


def list_template_folders(project: Project) -> tuple[Path, ...]:
    """List the folders whose templates come before the shipped ones."""
    return (project.templates,) if project.templates.is_dir() else ()


def _make_tasks(
    corpus: Corpus, topics: list[Topic], wanted: Wanted, records: Mapping[str, Record]
) -> tuple[tuple[Task, ...], tuple[Problem, ...]]:
    source_ids = corpus.index.source_ids()
    common = Inputs(
        vocabulary=corpus.vocabulary.digest,
        templates=digest_templates(list_template_folders(corpus.project)),
        settings=digest_text(repr((corpus.project.settings, read_citation_style(corpus.project)))),
        tools=digest_toolchain(),
    )
    tasks: list[Task] = []
    problems: list[Problem] = []
    find = cache(lambda limit: find_withheld(corpus.index, limit))
    for topic in topics:
        variants = choose_variants(topic, wanted, records, corpus.project.output)
        own = records.get(topic.slug)
        findings = gather_findings(topic, corpus.index, source_ids, own.cited if own else {})
        inputs = replace(common, topic=corpus.digests.get(topic.path, ""))
        for variant in variants:
            refused = refuse_release(topic, variant.limit)
            if refused:
                problems.append(refused)
                continue
            last = _read_previous(corpus.project, topic, variant, problems)
            record = records.get(topic.slug + variant.suffix)
            shown = findings if variant.limit is None else withhold(findings, corpus.index, find(variant.limit))
            tasks.append(Task(topic, replace(shown, previous=last), record, inputs, variant))
    return tuple(tasks), tuple(problems)


def _read_previous(project: Project, topic: Topic, variant: Variant, problems: list[Problem]) -> Edition | None:
    try:
        return read_last_edition(project.editions, topic, variant)
    except IntegrityError as error:
        place = Place(project.name(project.editions / topic.slug))
        hint = "put the folder back from a copy; without it the next brief cannot say what changed"
        problems.append(Problem(kinds.EDITION_UNREADABLE, str(error), place, hint))
        return None


def gather_findings(topic: Topic, index: Index, source_ids: tuple[str, ...], texts: Mapping[str, str]) -> Findings:
    """Ask the index what a topic needs: its query, its sections' queries, what it cites and pins."""
    cited = dict.fromkeys(citation.source for citation in (*topic.citations, *topic.pin, *topic.exclude))
    sources = {source_id: source for source_id in cited if (source := index.source(source_id))}
    twins = _find_twins(index, source_ids)
    found = _ask(index, topic.query, twins)
    by_section = {
        position: _ask(index, narrow_query(topic.query, plan.query, whole_corpus=plan.whole_corpus), twins)
        for position, plan in enumerate(topic.sections)
        if plan.query is not None or plan.whole_corpus
    }
    met = {evidence.source.id for there in (found, *by_section.values()) for evidence in there}
    return Findings(
        found=found,
        by_section=by_section,
        cited={source_id: _drop_twins(index.evidence_of(source_id), twins) for source_id in sources},
        sources=sources,
        source_ids=source_ids,
        last_texts=texts,
        renamed=_find_renamed(index, cited.keys() - sources.keys()),
        copies=index.copies_of(met | sources.keys()),
        lengths=index.count_passages(met | sources.keys()),
    )


def _find_renamed(index: Index, missing: Set[str]) -> dict[str, str]:
    """Give the ids that sources have now, by those that they had; nothing is loaded where nothing is missing."""
    sources = index.sources() if missing else ()
    return {old: source.id for source in sources for old in source.formerly if old in missing}


def narrow_query(topic: Query | None, section: Query | None, *, whole_corpus: bool) -> Query | None:
    """Join a section's query to its topic's, unless it asks the whole corpus; a broken one narrows nothing."""
    if whole_corpus:
        return section or Everything()
    return And((topic, section)) if topic and section else topic


def _ask(index: Index, query: Query | None, twins: Mapping[str, str]) -> tuple[Evidence, ...]:
    return _drop_twins(index.select(query), twins) if query is not None else ()


def _find_twins(index: Index, source_ids: tuple[str, ...]) -> dict[str, str]:
    """Map each id that several files have to the first of their paths."""
    shared = [source_id for source_id, count in Counter(source_ids).items() if count > 1]
    return {source_id: source.path for source_id in shared if (source := index.source(source_id))}


def _drop_twins(found: tuple[Evidence, ...], twins: Mapping[str, str]) -> tuple[Evidence, ...]:
    """Keep of sources that share an id the first only: a number in a brief may not stand for two."""
    return tuple(one for one in found if twins.get(one.source.id, one.source.path) == one.source.path)
