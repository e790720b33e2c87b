"""What is kept of a brief that is issued: the one place that makes an `Edition` of an assembly.

Digests are made of what a reader sees, so that a new tag or a moved file is no change, and a new date is one.
"""

from dataclasses import replace

from briefgen.compose.assembly import Assembly
from briefgen.compose.comparing import digest_excerpt, digest_source, join_words, name_judgement
from briefgen.compose.details import list_excerpt_details, list_source_details
from briefgen.compose.entries import tell_manner
from briefgen.grammar.ids import fold_for_digest
from briefgen.model.edition import Edition, IssuedExcerpt
from briefgen.model.evidence import Evidence


def freeze_edition(assembly: Assembly, number: int, issued: str) -> Edition:
    """Make the edition `number`, issued on the ISO day `issued`, of what an assembly prints or cites."""
    brief, used = assembly.brief, assembly.used
    written = assembly.written
    printed = {name_judgement(one) for section in brief.sections for one in section.judgements}
    sources = {**assembly.cited, **{one.source.id: one.source for one in used.values()}}
    return Edition(
        slug=brief.slug,
        number=number,
        issued=issued,
        title=brief.title,
        marking=brief.marking.label,
        template=brief.form,
        language=brief.language,
        summary=written.summary,
        judgements=tuple(replace(one, is_printed=one.key in printed) for one in written.judgements),
        excerpts={name: _keep_excerpt(one) for name, one in used.items()},
        sources={source_id: source.title for source_id, source in sources.items()},
        source_digests={source_id: digest_source(source) for source_id, source in sources.items()},
        source_details={source_id: list_source_details(source) for source_id, source in sources.items()},
        found=tuple(sorted(written.usable)),
        text=written.text,
        material=written.material,
    )


def is_unchanged(edition: Edition, last: Edition) -> bool:
    """Whether an edition says nothing that the last one in its variant did not say.

    A change of style, markup, punctuation or a tag is none; one of words, terms, evidence, sources or marking is.
    """
    return _tell_substance(edition, last) == _tell_substance(last, edition)


def _tell_substance(edition: Edition, other: Edition) -> tuple[object, ...]:
    printed = [one for one in edition.judgements if one.is_printed]
    judged = [(fold_for_digest(one.text), one.likelihood, one.confidence, one.evidence) for one in printed]
    excerpts = {name: one.digest for name, one in edition.excerpts.items()}
    heads = (edition.title, edition.marking, fold_for_digest(edition.summary))
    # Editions of before this digest was kept have none.
    text = edition.text if edition.text and other.text else ""
    return (heads, judged, excerpts, dict(edition.sources), dict(edition.source_digests), text)


def _keep_excerpt(evidence: Evidence) -> IssuedExcerpt:
    return IssuedExcerpt(
        text=join_words(evidence),
        digest=digest_excerpt(evidence),
        source=evidence.source.id,
        speaker=evidence.tagged.speaker or evidence.passage.trailer.speaker,
        tags=evidence.tagged.tags,
        manner=tell_manner(evidence),
        language=evidence.language,
        details=list_excerpt_details(evidence),
    )
