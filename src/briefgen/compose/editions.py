"""What is kept of a brief that is issued: the one place that makes an `Edition` of an assembly."""

from collections.abc import Mapping

from briefgen.compose.assembly import Assembly
from briefgen.files.digest import digest_text
from briefgen.model.brief import JudgementEntry
from briefgen.model.edition import Edition, IssuedExcerpt, IssuedJudgement
from briefgen.model.evidence import Evidence


def freeze_edition(assembly: Assembly, number: int, issued: str) -> Edition:
    """Make the edition `number`, issued on the ISO day `issued`, of what an assembly prints or cites."""
    brief, used = assembly.brief, assembly.used
    sources = {one.source.id: one.source for one in used.values()}
    return Edition(
        slug=brief.slug,
        number=number,
        issued=issued,
        title=brief.title,
        marking=brief.marking.label,
        template=brief.form,
        language=brief.language,
        summary="\n\n".join(
            block.markdown for section in brief.sections if section.kind == "summary" for block in section.prose
        ),
        judgements=tuple(_keep_judgement(one) for section in brief.sections for one in section.judgements),
        excerpts={name: _keep_excerpt(one) for name, one in used.items()},
        sources={source_id: source.title for source_id, source in sources.items()},
        source_digests=_digest_sources(used),
    )


def _keep_judgement(entry: JudgementEntry) -> IssuedJudgement:
    return IssuedJudgement(entry.anchor, entry.prose.markdown, entry.likelihood, entry.confidence)


def _keep_excerpt(evidence: Evidence) -> IssuedExcerpt:
    words = " […] ".join(evidence.passage.quoted)
    digest = digest_text(repr((words, evidence.proof.state.value, evidence.marking.label)))
    return IssuedExcerpt(words, digest, evidence.source.id, evidence.tagged.speaker, evidence.tagged.tags)


def _digest_sources(used: Mapping[str, Evidence]) -> dict[str, str]:
    sources = {one.source.id: one.source for one in used.values()}
    return {
        source_id: digest_text(f"{one.title}\n{one.issued}\n{one.reliability}") for source_id, one in sources.items()
    }
