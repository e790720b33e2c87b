"""What the owners of sources allow of an edition: of those that it may print, and of those that the last one quotes."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.check.rights import measure_source
from briefgen.compose.findings import Findings
from briefgen.compose.kept_rights import read_rights
from briefgen.compose.raised import list_excerpts
from briefgen.model.edition import Edition
from briefgen.model.owned import Owned
from briefgen.model.source import Source
from briefgen.project.reading.corpus import Corpus
from briefgen.project.tracing.impact import find_source


def add_owned(findings: Findings, corpus: Corpus, measured: dict[str, Owned]) -> Findings:
    """Add to findings what the owners of sources limit, by their ids of today and those in the last edition.

    Of a source that is gone what that edition keeps counts. `measured` takes up each that is there, by its id of today:
    none is measured twice.
    """
    kept = findings.previous.rights if findings.previous else {}
    owned: dict[str, Owned] = {}
    for name, source in _list_sources(findings, corpus):
        rights = read_rights(name, source, kept)
        if rights.has_limits and source is None:
            owned[name] = Owned(rights)
        elif rights.has_limits and source is not None:
            owned[name] = owned[source.id] = _measure(source, corpus, measured)
    return replace(findings, owned=owned)


def list_told_ended(edition: Edition, owned: Mapping[str, Owned], day: datetime.date) -> tuple[str, ...]:
    """List the sources of which an edition tells words of the one before that may be quoted no more on a day."""
    told = {one.source for one in edition.told.excerpts.values() if one.text and one.manner != "summary"}
    return tuple(sorted(name for name in told & owned.keys() if owned[name].rights.has_ended(day)))


def _list_sources(findings: Findings, corpus: Corpus) -> Iterator[tuple[str, Source | None]]:
    there = findings.list_sources()
    yield from there.items()
    last = findings.previous
    quoted = {one.source for one in list_excerpts(last).values()} if last else set()
    yield from ((name, find_source(corpus, name)) for name in sorted(quoted - there.keys()))


def _measure(source: Source, corpus: Corpus, measured: dict[str, Owned]) -> Owned:
    """Measure a source; its words are counted only where they are limited."""
    if source.id not in measured:
        there = corpus.index.evidence_of(source.id) if source.rights.limits_words else ()
        measured[source.id] = measure_source(source, there)
    return measured[source.id]
