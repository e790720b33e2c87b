"""What the index finds for a topic: its query, its sections' queries, what it cites and pins."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from briefgen.compose.findings import Findings
from briefgen.index.store import Index
from briefgen.model.evidence import Evidence
from briefgen.model.query import And, Everything, Query
from briefgen.model.topic import Topic


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is the same for all topics: the ids of all sources, and of those that several files have the first path."""

    source_ids: tuple[str, ...]
    twins: Mapping[str, str]


def survey_sources(index: Index) -> Grounds:
    """List the sources, and which of them share an id."""
    source_ids = index.source_ids()
    shared = sorted(source_id for source_id, count in Counter(source_ids).items() if count > 1)
    twins = {source_id: source.path for source_id in shared if (source := index.source(source_id))}
    return Grounds(source_ids, twins)


def gather_findings(topic: Topic, index: Index, texts: Mapping[str, str]) -> Findings:
    """Ask the index what a topic needs; `texts` are the last known words of what it cites."""
    return ask_index(topic, index, survey_sources(index), texts)


def ask_index(topic: Topic, index: Index, grounds: Grounds, texts: Mapping[str, str]) -> Findings:
    """Do the same on grounds that are known."""
    cited = dict.fromkeys(citation.source for citation in (*topic.citations, *topic.pin, *topic.exclude))
    sources = {source_id: source for source_id in cited if (source := index.source(source_id))}
    twins = grounds.twins
    found = _ask(index, topic.query, twins)
    by_section = {position: _ask(index, query, twins) for position, query in _list_narrowed(topic)}
    met = {evidence.source.id for there in (found, *by_section.values()) for evidence in there}
    return Findings(
        found=found,
        by_section=by_section,
        cited={source_id: _drop_twins(index.evidence_of(source_id), twins) for source_id in sources},
        sources=sources,
        source_ids=grounds.source_ids,
        last_texts=texts,
        renamed=_find_renamed(index, cited.keys() - sources.keys()),
        copies=index.copies_of(met | sources.keys()),
        lengths=index.count_passages(met | sources.keys()),
    )


def list_queries(topic: Topic) -> Iterator[Query]:
    """List all queries that a topic puts to the index."""
    if topic.query is not None:
        yield topic.query
    yield from (query for _, query in _list_narrowed(topic) if query is not None)


def _list_narrowed(topic: Topic) -> Iterator[tuple[int, Query | None]]:
    for position, plan in enumerate(topic.sections):
        if plan.query is not None or plan.whole_corpus:
            yield position, narrow_query(topic.query, plan.query, whole_corpus=plan.whole_corpus)


def narrow_query(topic: Query | None, section: Query | None, *, whole_corpus: bool) -> Query | None:
    """Join a section's query to its topic's, unless it asks the whole corpus; a broken one narrows nothing."""
    if whole_corpus:
        return section or Everything()
    return And((topic, section)) if topic and section else topic


def _find_renamed(index: Index, missing: Set[str]) -> dict[str, str]:
    """Give the ids that sources have now, by those that they had; nothing is loaded where nothing is missing."""
    sources = index.sources() if missing else ()
    return {old: source.id for source in sources for old in source.formerly if old in missing}


def _ask(index: Index, query: Query | None, twins: Mapping[str, str]) -> tuple[Evidence, ...]:
    return _drop_twins(index.select(query), twins) if query is not None else ()


def _drop_twins(found: tuple[Evidence, ...], twins: Mapping[str, str]) -> tuple[Evidence, ...]:
    """Keep of sources that share an id the first only: a number in a brief may not stand for two."""
    return tuple(one for one in found if twins.get(one.source.id, one.source.path) == one.source.path)
