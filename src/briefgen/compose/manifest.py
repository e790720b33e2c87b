"""The manifest of a brief: its evidence by name, number and digest, told from what was released and used."""

from collections.abc import Mapping, Sequence

from briefgen.compose.numbering import Numbering
from briefgen.files.digest import digest_text
from briefgen.model.brief import Brief
from briefgen.model.evidence import Evidence
from briefgen.model.manifest import Manifest, ManifestExcerpt, ManifestQuery, ManifestSource
from briefgen.model.source import Source
from briefgen.model.topic import Topic

_JOINT = " […] "


def write_manifest(
    topic: Topic, brief: Brief, used: Mapping[str, Evidence], cited: Mapping[str, Source], numbering: Numbering
) -> Manifest:
    """Write down what a brief prints or cites. `topic`, `used` and `cited` are what a variant's limit has let through.

    `cited` are sources by id, of which those with a number count; `numbering` is that of the finished brief.
    """
    sources = {**cited, **{evidence.source.id: evidence.source for evidence in used.values()}}
    return Manifest(
        topic=brief.slug,
        title=brief.title,
        marking=brief.marking,
        form=brief.form,
        language=brief.language,
        edition=brief.edition,
        cutoff=brief.cutoff.text if brief.cutoff else "",
        queries=_list_queries(topic),
        sources=tuple(
            _describe_source(sources[source_id], number)
            for number, source_id in enumerate(numbering.list_sources(), 1)
            if source_id in sources
        ),
        excerpts=tuple(_describe_excerpt(one, numbering) for one in used.values()),
    )


def _list_queries(topic: Topic) -> tuple[ManifestQuery, ...]:
    asked: Sequence[tuple[str, str]] = [
        ("", topic.query_text),
        *((plan.heading, plan.query_text) for plan in topic.sections),
    ]
    return tuple(ManifestQuery(section, " ".join(text.split())) for section, text in asked if text.strip())


def _describe_source(source: Source, number: int) -> ManifestSource:
    issued = source.issued.text if source.issued else ""
    sha256 = source.original.sha256 if source.original else ""
    return ManifestSource(number, source.id, source.title, issued, sha256, source.marking)


def _describe_excerpt(evidence: Evidence, numbering: Numbering) -> ManifestExcerpt:
    return ManifestExcerpt(
        name=evidence.name,
        mark=numbering.mark_excerpt(evidence).label,
        source=numbering.number(evidence.source),
        sha256=digest_text(_JOINT.join(evidence.passage.quoted)),
        proof=evidence.proof.state.value,
        marking=evidence.marking,
        version=evidence.proof.version,
    )
