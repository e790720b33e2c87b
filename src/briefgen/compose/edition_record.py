"""What stands in a brief now, written down as an edition's record is: the one way in which both are compared."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from briefgen.compose.details import list_excerpt_details, list_source_details
from briefgen.compose.entries import Wording, tell_manner
from briefgen.compose.kept_rights import keep_rights
from briefgen.compose.reader_view import join_words, read_words
from briefgen.compose.released_text import gather_notes, list_grounds
from briefgen.compose.review import JUDGING
from briefgen.compose.written import Written
from briefgen.model.edition import Edition, IssuedBlock, IssuedExcerpt, IssuedSection
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source
from briefgen.model.topic import AnalystBlock, SectionPlan, Topic


@dataclass(frozen=True, slots=True)
class Printed:
    """What a brief prints or cites: excerpts and sources by name, the keys of its judgements, form and marking."""

    used: Mapping[str, Evidence]
    sources: Mapping[str, Source]
    judgements: Collection[str]
    form: str
    marking: str


def write_down(topic: Topic, written: Written, printed: Printed, wording: Wording) -> Edition:
    """Write down what stands in a brief of a topic (as released): an edition without number and date."""
    sources = {**printed.sources, **{one.source.id: one.source for one in printed.used.values()}}
    notes = gather_notes(topic)
    tags = {tag for one in printed.used.values() for tag in one.tagged.tags}
    return Edition(
        slug=topic.slug,
        number=0,
        issued="",
        title=topic.title,
        marking=printed.marking,
        template=printed.form,
        language=wording.language,
        summary=written.summary,
        summary_evidence=written.summary_evidence,
        rights=keep_rights(one.source for one in printed.used.values()),
        judgements=tuple(replace(one, is_printed=one.key in printed.judgements) for one in written.judgements),
        excerpts={name: _keep_excerpt(one) for name, one in printed.used.items()},
        sources={name: source.title for name, source in sources.items()},
        source_details={name: list_source_details(source) for name, source in sources.items()},
        found=tuple(sorted(written.usable)),
        material=written.material,
        deck=topic.deck,
        author=topic.author,
        cutoff=str(topic.cutoff or ""),
        sections=tuple(_keep_section(plan, notes) for plan in topic.sections),
        labels={tag: wording.name_tag(tag) for tag in sorted(tags)},
        formerly={name: source.formerly for name, source in sorted(sources.items()) if source.formerly},
    )


def _keep_excerpt(evidence: Evidence) -> IssuedExcerpt:
    return IssuedExcerpt(
        text=join_words(evidence),
        source=evidence.source.id,
        speaker=evidence.tagged.speaker or evidence.passage.trailer.speaker,
        tags=evidence.tagged.tags,
        manner=tell_manner(evidence),
        language=evidence.language,
        details=list_excerpt_details(evidence),
    )


def _keep_section(plan: SectionPlan, notes: Mapping[str, frozenset[str]]) -> IssuedSection:
    """Keep a section's heading and text; bottom line and judgements are kept by themselves."""
    text: Iterable[AnalystBlock] = plan.text
    if plan.kind == "summary":
        text = ()
    elif plan.kind == "judgements":
        text = (block for block in plan.text if block.kind not in JUDGING)
    return IssuedSection(
        plan.kind, "" if plan.is_default else plan.heading, tuple(_keep_block(one, notes) for one in text)
    )


def _keep_block(block: AnalystBlock, notes: Mapping[str, frozenset[str]]) -> IssuedBlock:
    level = block.level if block.kind == "heading" else 0
    return IssuedBlock(read_words(block.markdown), list_grounds(block, notes), level)
