"""Digests of what a draft is made of: they decide nothing, they explain (`refresh.plan`)."""

from collections.abc import Mapping
from dataclasses import replace

from briefgen.compose.assembly import Assembly
from briefgen.files.digest import digest_text
from briefgen.model.evidence import Evidence
from briefgen.model.inputs import Inputs


def complete_inputs(inputs: Inputs, assembly: Assembly) -> Inputs:
    """Add to the digests of the wholes those of the excerpts and sources that a brief prints or cites."""
    sources = {one.source.id: one.source for one in assembly.used.values()}
    return replace(
        inputs,
        excerpts=_digest_excerpts(assembly.used),
        sources={source_id: digest_text(repr(replace(source, places=()))) for source_id, source in sources.items()},
    )


def _digest_excerpts(used: Mapping[str, Evidence]) -> dict[str, str]:
    """Digest what a reader sees of each excerpt: words, tags, speaker, proof, marking; not its place."""
    return {name: digest_text(repr(_list_visible(one))) for name, one in used.items()}


def _list_visible(evidence: Evidence) -> tuple[object, ...]:
    passage, tagged = evidence.passage, evidence.tagged
    trailer = replace(passage.trailer, places=())
    words = (passage.markdown, passage.quoted, trailer, evidence.proof.state, evidence.marking)
    return (*words, tagged.tags, tagged.actor, tagged.speaker)
