"""What is kept of a brief that is issued: the one place that makes an `Edition` of an assembly.

Digests are made of what a reader sees, so that a new tag or a moved file is no change, and a new date is one.
"""

from briefgen.compose.assembly import Assembly
from briefgen.compose.comparing import digest_excerpt, digest_source, join_words, name_judgement, read_whole
from briefgen.compose.entries import tell_manner
from briefgen.compose.overview import OVERVIEW_ANCHOR
from briefgen.model.brief import Brief, JudgementEntry
from briefgen.model.edition import Edition, IssuedExcerpt, IssuedJudgement
from briefgen.model.evidence import Evidence


def freeze_edition(assembly: Assembly, number: int, issued: str) -> Edition:
    """Make the edition `number`, issued on the ISO day `issued`, of what an assembly prints or cites."""
    brief, used = assembly.brief, assembly.used
    sources = {**assembly.cited, **{one.source.id: one.source for one in used.values()}}
    return Edition(
        slug=brief.slug,
        number=number,
        issued=issued,
        title=brief.title,
        marking=brief.marking.label,
        template=brief.form,
        language=brief.language,
        summary=_keep_summary(brief),
        judgements=tuple(_keep_judgement(one) for section in brief.sections for one in section.judgements),
        excerpts={name: _keep_excerpt(one) for name, one in used.items()},
        sources={source_id: source.title for source_id, source in sources.items()},
        source_digests={source_id: digest_source(source) for source_id, source in sources.items()},
    )


def _keep_summary(brief: Brief) -> str:
    """Keep the analyst's bottom line; the overview that stands where there is none is not one."""
    written = [one for one in brief.sections if one.kind == "summary" and one.anchor != OVERVIEW_ANCHOR]
    return " ".join(read_whole(block) for section in written for block in section.prose)


def _keep_judgement(entry: JudgementEntry) -> IssuedJudgement:
    words = read_whole(entry.prose)
    return IssuedJudgement(name_judgement(entry), words, entry.likelihood, entry.confidence, entry.rests_on)


def _keep_excerpt(evidence: Evidence) -> IssuedExcerpt:
    return IssuedExcerpt(
        text=join_words(evidence),
        digest=digest_excerpt(evidence),
        source=evidence.source.id,
        speaker=evidence.tagged.speaker or evidence.passage.trailer.speaker,
        tags=evidence.tagged.tags,
        manner=tell_manner(evidence),
        language=evidence.language,
    )
