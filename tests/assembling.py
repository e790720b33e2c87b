"""Assemblies of made-up evidence, in one call, for the tests of what a brief says of it."""

from collections.abc import Mapping
from dataclasses import replace

from briefgen.compose.assembly import Assembly, assemble_brief
from briefgen.compose.findings import AssemblyOptions, Findings
from briefgen.model.brief import Section
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.settings import Settings
from briefgen.model.source import Source
from briefgen.model.topic import Topic
from briefgen.model.variant import OWN_VARIANT, Variant
from briefgen.model.vocabulary import Term, Vocabulary

_NAMES = {
    "org/nato": "NATO",
    "org/csto": "CSTO",
    "org/sco": "SCO",
    "place/kazakhstan": "Kazakhstan",
    "theme/peacekeeping": "Peacekeeping",
    "theme/transit": "Transit",
    "theme/tariffs": "Tariffs",
}
#: The tags that these tests use, in the order of the vocabulary.
VOCABULARY = Vocabulary({tag: Term(tag, (("en", name),)) for tag, name in _NAMES.items()}, frozenset(_NAMES))


def assemble(  # noqa: PLR0913 - a test names what matters to it
    topic: Topic,
    *found: Evidence,
    previous: Edition | None = None,
    lengths: Mapping[str, int] | None = None,
    limit: Marking | None = None,
    language: str = "",
    cited: tuple[Evidence, ...] = (),
    raised: Mapping[str, Marking] | None = None,
) -> Assembly:
    """Assemble a topic whose query finds these, and whose cited sources hold those and these."""
    by_source: dict[str, tuple[Evidence, ...]] = {}
    for evidence in (*found, *cited):
        by_source[evidence.source.id] = (*by_source.get(evidence.source.id, ()), evidence)
    named = {citation.source for citation in (*topic.citations, *topic.pin)}
    sources: dict[str, Source] = {there[0].source.id: there[0].source for there in by_source.values()}
    findings = Findings(
        found=found,
        cited={source: there for source, there in by_source.items() if source in named},
        sources={source: one for source, one in sources.items() if source in named},
        source_ids=tuple(sources),
        previous=previous,
        lengths=lengths or {},
        raised=raised or {},
    )
    variant = replace(OWN_VARIANT, limit=limit, language=language) if limit is not None or language else Variant()
    return assemble_brief(topic, findings, AssemblyOptions(VOCABULARY, Settings(), "2026-11-22"), variant)


def get(assembly: Assembly, kind: str) -> Section:
    """Get the section of a kind."""
    return next(section for section in assembly.brief.sections if section.kind == kind)


def list_printed(assembly: Assembly) -> list[str]:
    """Name the excerpts that print in full, in order."""
    sections = assembly.brief.sections
    return [entry.name for section in sections for group in section.groups for entry in group.entries]


def with_text(evidence: Evidence, text: str) -> Evidence:
    """Give an excerpt with other words."""
    passage = replace(evidence.passage, plain=text, markdown=text)
    return replace(evidence, tagged=replace(evidence.tagged, passage=passage))
