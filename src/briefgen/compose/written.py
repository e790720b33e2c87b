"""What an analyst has written for a topic, whatever of it a form prints: what editions of different forms share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from briefgen.compose.citations import resolve_citation
from briefgen.compose.findings import Findings
from briefgen.compose.reader_view import Since, digest_excerpt, digest_source, read_words
from briefgen.compose.released_text import gather_notes, list_grounds
from briefgen.compose.review import JUDGING, digest_facets, is_confirmed, list_facets, read_stamp
from briefgen.compose.selection import explain_refusal
from briefgen.files.digest import digest_text
from briefgen.grammar.ids import fold_for_digest
from briefgen.model.edition import Edition, IssuedJudgement
from briefgen.model.evidence import Evidence
from briefgen.model.settings import Settings
from briefgen.model.source import Source
from briefgen.model.topic import AnalystBlock, Topic


@dataclass(frozen=True, slots=True)
class Written:
    """What all forms of a brief share: all judgements and the bottom line as written, and what may print, by name.

    `material` is a digest (`digest_material`).
    """

    judgements: tuple[IssuedJudgement, ...] = ()
    summary: str = ""
    summary_evidence: tuple[str, ...] = ()
    usable: Mapping[str, Evidence] = field(default_factory=dict)
    material: str = ""


def read_written(topic: Topic, findings: Findings, settings: Settings) -> Written:
    """Read what is shared of a topic as written (but for what is held back)."""
    return Written(
        judgements=list_written_judgements(topic, findings),
        summary=read_summary(topic),
        summary_evidence=_list_summary_evidence(topic),
        usable=_list_usable(topic, findings, settings),
        material=digest_material(topic, findings),
    )


def look_back(last: Edition | None, form: str, language: str) -> Since | None:
    """Say what a brief is compared with, and how; `form` and `language` are those of the brief's own words.

    A note has a length of its own: what it has no room for today is not withdrawn. So it is compared as another form.
    """
    if last is None:
        return None
    compares_print = form != "note" and (last.template, last.language) == (form, language)
    return Since(last, compares_print)


def _list_usable(topic: Topic, findings: Findings, settings: Settings) -> dict[str, Evidence]:
    """List what was found, cited or pinned and may print."""
    resolved = [resolve_citation(citation, findings) for citation in (*topic.citations, *topic.pin)]
    pinned = [one for citation in topic.pin if not citation.excerpt for one in findings.cited.get(citation.source, ())]
    found = [*findings.found, *(one for there in findings.by_section.values() for one in there)]
    cited = [one for one in resolved if isinstance(one, Evidence)]
    return {one.name: one for one in (*cited, *pinned, *found) if not explain_refusal(one, topic, settings)}


def list_written_judgements(topic: Topic, findings: Findings) -> tuple[IssuedJudgement, ...]:
    """List all judgements of a topic as written, with the names of what they rest on.

    The key is a judgement's id, else its place among them (``j3``): the anchor that it has in every form.
    """
    plans = (plan for plan in topic.sections if plan.kind == "judgements")
    judging = (block for plan in plans for block in plan.text if block.kind in JUDGING)
    notes = gather_notes(topic)
    return tuple(_keep_judgement(f"j{number}", block, findings, notes) for number, block in enumerate(judging, 1))


def _keep_judgement(
    anchor: str, block: AnalystBlock, findings: Findings, notes: Mapping[str, frozenset[str]]
) -> IssuedJudgement:
    found = (resolve_citation(citation, findings) for citation in block.citations)
    names = [one.id if isinstance(one, Source) else one.name for one in found if isinstance(one, Evidence | Source)]
    words = read_words(block.markdown)
    return IssuedJudgement(
        key=block.id or anchor,
        text=words,
        likelihood=block.likelihood,
        confidence=block.confidence,
        evidence=tuple(dict.fromkeys(names)),
        marking=block.marking.label if block.marking is not None else "",
        is_suspect=is_suspect(block, findings),
        beside=tuple(name for name in list_grounds(block, notes) if name not in names),
    )


def is_suspect(block: AnalystBlock, findings: Findings) -> bool:
    """Whether a reviewed judgement, or what it rests on, is no longer what was confirmed."""
    stamp = read_stamp(block.reviewed)
    return bool(block.reviewed) and not is_confirmed(stamp, digest_facets(list_facets(block, findings)))


def read_summary(topic: Topic) -> str:
    """Read a topic's bottom line as written, without citations and markup."""
    return " ".join(read_words(block.markdown) for block in _list_summary(topic))


def _list_summary(topic: Topic) -> tuple[AnalystBlock, ...]:
    return (*topic.summary, *(block for plan in topic.sections if plan.kind == "summary" for block in plan.text))


def _list_summary_evidence(topic: Topic) -> tuple[str, ...]:
    """List the names that a topic's bottom line rests on, those of its footnotes with them."""
    notes = gather_notes(topic)
    return tuple(sorted({name for block in _list_summary(topic) for name in list_grounds(block, notes)}))


def digest_written(topic: Topic) -> str:
    """Digest the analyst's words, terms and headings; type, markup, punctuation and case do not count."""
    heads = (topic.title, topic.deck, topic.author, topic.marking.label, str(topic.cutoff or ""))
    blocks = [*map(_tell_block, topic.summary)]
    for plan in topic.sections:
        blocks += [("" if plan.is_default else plan.heading, plan.kind), *map(_tell_block, plan.text)]
    return digest_text(repr((tuple(map(fold_for_digest, heads)), blocks)))


def _tell_block(block: AnalystBlock) -> tuple[str, ...]:
    marking = block.marking.label if block.marking is not None else ""
    return (fold_for_digest(block.markdown), block.likelihood, block.confidence, marking)


def digest_material(topic: Topic, findings: Findings) -> str:
    """Digest all that any form of a brief is made of: the analyst's words, and what was found and cited."""
    found = _digest_all([*findings.found, *(one for there in findings.cited.values() for one in there)])
    sections = [_digest_all(there) for _, there in sorted(findings.by_section.items())]
    sources = sorted((name, digest_source(source)) for name, source in findings.sources.items())
    return digest_text(repr((digest_written(topic), found, sections, sources)))


def _digest_all(evidence: Iterable[Evidence]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    told = {(one.name, digest_excerpt(one), digest_source(one.source), one.tagged.tags) for one in evidence}
    return sorted(told)
