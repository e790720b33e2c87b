"""What an analyst has written for a topic, whatever of it a form prints: what editions of different forms share."""

from collections.abc import Iterable

from briefgen.compose.citations import resolve_citation
from briefgen.compose.comparing import digest_excerpt, digest_source, read_words
from briefgen.compose.findings import Findings
from briefgen.compose.review import JUDGING
from briefgen.files.digest import digest_text
from briefgen.grammar.ids import fold_for_digest
from briefgen.model.edition import IssuedJudgement
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source
from briefgen.model.topic import AnalystBlock, Topic


def list_written_judgements(topic: Topic, findings: Findings) -> tuple[IssuedJudgement, ...]:
    """List all judgements of a topic as written, with the names of what they rest on.

    The key is a judgement's id, else its place among them (``j3``): the anchor that it has in every form.
    """
    plans = (plan for plan in topic.sections if plan.kind == "judgements")
    judging = (block for plan in plans for block in plan.text if block.kind in JUDGING)
    return tuple(_keep_judgement(f"j{number}", block, findings) for number, block in enumerate(judging, 1))


def _keep_judgement(anchor: str, block: AnalystBlock, findings: Findings) -> IssuedJudgement:
    found = (resolve_citation(citation, findings) for citation in block.citations)
    names = (one.id if isinstance(one, Source) else one.name for one in found if isinstance(one, Evidence | Source))
    words = read_words(block.markdown)
    evidence = tuple(dict.fromkeys(names))
    return IssuedJudgement(block.id or anchor, words, block.likelihood, block.confidence, evidence)


def read_summary(topic: Topic) -> str:
    """Read a topic's bottom line as written, without citations and markup."""
    blocks = (*topic.summary, *(block for plan in topic.sections if plan.kind == "summary" for block in plan.text))
    return " ".join(read_words(block.markdown) for block in blocks)


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
