"""Where the excerpts are that a draft printed before and prints no more: looked up to explain, not to decide."""

from collections.abc import Callable, Iterable

from briefgen.compose.assembly import Assembly
from briefgen.compose.findings import Findings
from briefgen.model.evidence import Evidence
from briefgen.model.record import Record
from briefgen.model.vocabulary import Vocabulary
from briefgen.refresh.excerpt_reasons import Scene
from briefgen.refresh.terms import meet_terms
from briefgen.refresh.topic_parts import list_asked_tags


def find_lost(
    record: Record | None, findings: Findings, evidence_of: Callable[[str], Iterable[Evidence]]
) -> tuple[Evidence, ...]:
    """Find the excerpts on record that are found no more and still stand in their sources; usually there is none.

    `evidence_of` gives the excerpts of a source by its id.
    """
    if record is None:
        return ()
    there = {one.name for found in (findings.found, *findings.by_section.values()) for one in found}
    missing = record.inputs.excerpts.keys() - there
    sources = sorted({name.partition("^")[0] for name in missing})
    return tuple(one for source in sources for one in evidence_of(source) if one.name in missing)


def set_scene(
    record: Record | None,
    assembly: Assembly,
    findings: Findings,
    lost: Iterable[Evidence] | None,
    vocabulary: Vocabulary,
) -> Scene:
    """Set the scene of an explanation; `lost` is what `find_lost` found, None where nobody looked."""
    before = record.inputs.terms if record else ()
    return Scene(
        met=meet_terms(assembly.released, assembly.used, vocabulary, before, assembly.cited),
        language=assembly.brief.language,
        left_out={one.name: one.reason for one in assembly.left_out},
        lost=None if lost is None else {one.name: one for one in lost},
        source_ids=findings.source_ids,
        asked=list_asked_tags(assembly.released) if assembly.released else (),
    )
