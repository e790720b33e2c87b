"""Digests of what a draft is made of: they decide nothing, they explain (`refresh.plan`)."""

from collections.abc import Sequence
from dataclasses import fields, replace

from briefgen.compose.assembly import Assembly
from briefgen.compose.findings import AssemblyOptions
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.inputs import Inputs
from briefgen.model.page import Page
from briefgen.model.settings import Settings
from briefgen.model.source import Source
from briefgen.refresh.marks import mark, mark_aspects, mark_tag
from briefgen.refresh.terms import keep_terms, meet_terms
from briefgen.refresh.topic_parts import list_asked_tags, mark_judgements, mark_parts
from briefgen.render.toolchain import list_printers_of, list_toolchain

#: What is told of an excerpt that is not as it was, in the order of its row of marks.
EXCERPT_ASPECTS = ("words", "tags", "speaker", "proof", "marking", "date", "grade", "notes")
#: The same of a source; words as in `compose.details`.
SOURCE_ASPECTS = (
    *("title", "author", "publisher", "issue", "date", "address", "language", "grade", "descriptor", "marking"),
    *("rights", "text", "status", "tags", "copies", "type", "accessed", "evidence"),
)
_SHIPPED = Settings()


def complete_inputs(
    inputs: Inputs,
    assembly: Assembly,
    options: AssemblyOptions | None = None,
    page: Page | None = None,
    previous: Edition | None = None,
) -> Inputs:
    """Add to the digests of the wholes what explains a change in detail.

    Excerpts and sources are those that the brief prints or cites; `options` tell the vocabulary and the settings,
    `page` the templates that laid it out, `previous` is the edition since which its changes are told.
    """
    used, topic = assembly.used, assembly.released
    sources = {**assembly.cited, **{one.source.id: one.source for one in used.values()}}
    asked = list_asked_tags(topic) if topic else ()
    places = {name: place for place, name in enumerate(sorted(used))}
    return replace(
        inputs,
        excerpts={name: mark_excerpt(one, asked) for name, one in used.items()},
        sources={source_id: mark_source(source) for source_id, source in sources.items()},
        order=" ".join(str(places[name]) for name in used),
        parts=mark_parts(topic) if topic else {},
        judgements=mark_judgements(topic) if topic else {},
        terms=keep_terms(meet_terms(topic, used, options.vocabulary, cited=assembly.cited), assembly.brief.language)
        if options
        else {},
        files="\n".join(f"{mark(digest)} {name}" for name, digest in page.used) if page else "",
        keys=_mark_settings(options.settings) if options else {},
        versions=list_printers_of(page.html) if page else list_toolchain(),
        edition=previous.number if previous else 0,
    )


def mark_excerpt(evidence: Evidence, asked: Sequence[str] = ()) -> str:
    """Mark what a reader sees of an excerpt, an aspect at a time; then, each after a colon, two things to explain by.

    They are its place in the source, and the marks of those tags that it bears and the topic asks for (`asked`).
    """
    passage, tagged = evidence.passage, evidence.tagged
    trailer = passage.trailer
    row = mark_aspects(
        (
            (passage.markdown, passage.quoted, passage.kind),
            tagged.tags,
            (trailer.speaker, tagged.speaker, tagged.actor, trailer.stance, trailer.stance_towards),
            (evidence.proof.state.value, trailer.wording or evidence.source.wording),
            evidence.marking.label,
            f"{trailer.date or ''} {trailer.event}".strip(),
            trailer.credibility,
            (trailer.page, trailer.translation, trailer.translator, trailer.note, evidence.language, trailer.is_key),
        )
    )
    return f"{row}:{passage.ordinal}:{''.join(mark_tag(tag) for tag in asked if bears(evidence, tag))}"


def bears(evidence: Evidence, tag: str) -> bool:
    """Whether an excerpt has a tag or one below it."""
    return any(one == tag or one.startswith(f"{tag}/") for one in evidence.tagged.tags)


def mark_source(source: Source) -> str:
    """Mark what a source's description says, an aspect at a time."""
    rights, status = source.rights, source.withdrawn
    return mark_aspects(
        (
            source.title + source.translated_title,
            _join(*source.author, "", *source.editor),
            _join(source.publisher, source.owner, source.publisher_place),
            _join(source.volume, source.issue, source.page, source.section),
            str(source.issued or ""),
            _join(source.url, source.doi, source.issn),
            source.language,
            source.reliability,
            source.descriptor,
            source.marking.label,
            _join(rights.licence, rights.holder, str(rights.max_quote_words or "")),
            source.wording,
            _join(source.status, str(status.date or "") if status else "", status.reason if status else ""),
            _join(*source.tags),
            _join(*source.same_as, "", *source.not_same_as),
            source.type,
            str(source.accessed or ""),
            repr(sorted(source.evidence.items())) if source.evidence else "",
        )
    )


def _join(*words: str) -> str:
    return "\n".join(words).strip("\n")


def _mark_settings(settings: Settings) -> dict[str, str]:
    """Mark the settings that are not as shipped."""
    values = {one.name: getattr(settings, one.name) for one in fields(settings)}
    return {name: mark(repr(value)) for name, value in values.items() if value != getattr(_SHIPPED, name)}
