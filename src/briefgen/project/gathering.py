"""What the index finds for a topic: one question a query."""

from collections.abc import Mapping

from briefgen.compose.findings import Findings
from briefgen.index.store import Index
from briefgen.model.evidence import Evidence
from briefgen.model.query import And, Everything, Query
from briefgen.model.topic import Topic


def gather_findings(topic: Topic, index: Index, source_ids: tuple[str, ...], texts: Mapping[str, str]) -> Findings:
    """Ask the index what a topic needs: its query, its sections' queries, what it cites and pins."""
    cited = dict.fromkeys(citation.source for citation in (*topic.citations, *topic.pin))
    sources = {source_id: source for source_id in cited if (source := index.source(source_id))}
    return Findings(
        found=_ask(index, topic.query),
        by_section={
            position: _ask(index, narrow_query(topic.query, plan.query, whole_corpus=plan.whole_corpus))
            for position, plan in enumerate(topic.sections)
            if plan.query is not None or plan.whole_corpus
        },
        cited={source_id: index.evidence_of(source_id) for source_id in sources},
        sources=sources,
        source_ids=source_ids,
        last_texts=texts,
    )


def narrow_query(topic: Query | None, section: Query | None, *, whole_corpus: bool) -> Query | None:
    """Join a section's query to its topic's, unless it asks the whole corpus."""
    if section is None or topic is None or whole_corpus:
        return section or (Everything() if whole_corpus else topic)
    return And((topic, section))


def _ask(index: Index, query: Query | None) -> tuple[Evidence, ...]:
    return index.select(query) if query is not None else ()
