"""What the owners of sources allow of an edition: of those that it may print, and of those that the last one did."""

from collections.abc import Iterable

from briefgen.check.rights import measure_source
from briefgen.compose.findings import Findings
from briefgen.model.owned import Owned
from briefgen.model.source import Source
from briefgen.project.reading.corpus import Corpus
from briefgen.project.tracing.impact import find_source


def gather_owned(corpus: Corpus, findings: Iterable[Findings]) -> dict[str, Owned]:
    """Gather the sources whose owners limit what is quoted, by their ids of today and those in the last editions.

    Words are counted only where they are limited.
    """
    measured: dict[str, Owned] = {}
    called: dict[str, Source] = {}
    for one in findings:
        called |= one.list_sources()
        called |= {name: source for name in _list_former(one) - called.keys() if (source := find_source(corpus, name))}
    for source in called.values():
        if source.rights.has_limits and source.id not in measured:
            there = corpus.index.evidence_of(source.id) if source.rights.limits_words else ()
            measured[source.id] = measure_source(source, there)
    return {name: measured[source.id] for name, source in called.items() if source.id in measured} | measured


def _list_former(findings: Findings) -> set[str]:
    """List the ids of the sources that the last edition quotes."""
    last = findings.previous
    return {one.source for one in last.excerpts.values()} if last else set()
