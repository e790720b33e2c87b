"""From a citation as written to the excerpt or source it means, or to the problem that it has."""

from rapidfuzz import fuzz, process

from briefgen.compose.findings import Findings
from briefgen.compose.selection import explain_refusal
from briefgen.grammar.phrases import shorten_words
from briefgen.grammar.suggestions import suggest
from briefgen.model import kinds
from briefgen.model.evidence import REFUTED, Evidence
from briefgen.model.problem import Problem
from briefgen.model.settings import Settings
from briefgen.model.source import Source
from briefgen.model.topic import Citation, Topic

_SHOWN = 160
_NOWHERE = (kinds.CITE_UNKNOWN_SOURCE, kinds.CITE_UNKNOWN_EXCERPT, kinds.CITE_CHANGED)


def resolve_citation(citation: Citation, findings: Findings) -> Evidence | Source | Problem:
    """Find what a citation means; only an exact id resolves, anything near is a suggestion."""
    source = findings.sources.get(citation.source)
    if source is None:
        return _miss_source(citation, findings)
    if source.is_withdrawn:
        return _refuse_withdrawn(citation, source)
    if not citation.excerpt:
        return source
    for evidence in findings.cited.get(source.id, ()):
        if evidence.passage.id == citation.excerpt:
            return _refuse_refuted(citation, evidence) or evidence
    return _miss_excerpt(citation, findings)


def check_pins(topic: Topic, findings: Findings, settings: Settings) -> tuple[Problem, ...]:
    """Name every pin that cannot be printed, and every cited excerpt that the topic itself keeps out."""
    pinned = [(citation, resolve_citation(citation, findings)) for citation in topic.pin]
    cited = [(citation, resolve_citation(citation, findings)) for citation in topic.citations]
    problems = [one for _, one in pinned if isinstance(one, Problem)]
    for verb, there in (("pinned", pinned), ("cited", [pair for pair in cited if isinstance(pair[1], Evidence)])):
        for citation, found in there:
            reason = _explain_unprinted(found, topic, findings, settings)
            if reason:
                message = f"`{citation.name}` is {verb}, but not printed: {reason}"
                problems.append(Problem(kinds.CITE_REFUSED, message, citation.place))
    return tuple(problems)


def _explain_unprinted(found: Evidence | Source | Problem, topic: Topic, findings: Findings, settings: Settings) -> str:
    """Say why an excerpt, or all of a source, may not print; "" where something may."""
    there = findings.cited.get(found.id, ()) if isinstance(found, Source) else (found,)
    reasons = [explain_refusal(one, topic, settings) for one in there if isinstance(one, Evidence)]
    return reasons[0] if reasons and all(reasons) else ""


def check_exclusions(topic: Topic, findings: Findings) -> tuple[Problem, ...]:
    """Name every exclusion that means nothing: what it was to keep out may print under another name."""
    found = [resolve_citation(citation, findings) for citation in topic.exclude]
    return tuple(one for one in found if isinstance(one, Problem) and one.kind in _NOWHERE)


def _miss_source(citation: Citation, findings: Findings) -> Problem:
    near = findings.renamed.get(citation.source) or suggest(citation.source, findings.source_ids)
    hint = f"did you mean `{near}`?" if near else "`briefgen find WORDS` prints citations to paste"
    return Problem(kinds.CITE_UNKNOWN_SOURCE, f"no source is called `{citation.source}`", citation.place, hint)


def _refuse_withdrawn(citation: Citation, source: Source) -> Problem:
    reason = f": {source.withdrawn.reason}" if source.withdrawn and source.withdrawn.reason else ""
    message = f"`{source.id}` was withdrawn{reason}"
    return Problem(kinds.CITE_WITHDRAWN, message, citation.place, "cite another source, or drop the statement")


def _refuse_refuted(citation: Citation, evidence: Evidence) -> Problem | None:
    if evidence.proof.state not in REFUTED:
        return None
    message = f"the words of `{citation.name}` are {evidence.proof.state.value} in its original"
    return Problem(kinds.CITE_REFUTED, message, citation.place, f"mend {evidence.passage.place} first")


def _miss_excerpt(citation: Citation, findings: Findings) -> Problem:
    there = findings.cited.get(citation.source, ())
    last = findings.last_texts.get(citation.name, "")
    if last and (nearest := _find_nearest(last, there)):
        message = f"`{citation.name}` has changed since you cited it: it was “{shorten_words(last, _SHOWN)}”"
        hint = f"it may now be `[@{nearest.name}]`: “{shorten_words(nearest.passage.plain, _SHOWN)}”"
        return Problem(kinds.CITE_CHANGED, message, citation.place, hint)
    near = _suggest_id(citation.excerpt, there)
    hint = f"did you mean `[@{citation.source}^{near}]`?" if near else f"`briefgen show {citation.source}` lists them"
    message = f"`{citation.source}` has no excerpt `^{citation.excerpt}`"
    return Problem(kinds.CITE_UNKNOWN_EXCERPT, message, citation.place, hint)


def _suggest_id(wanted: str, there: tuple[Evidence, ...]) -> str:
    """Suggest the same hash with other words, the same words with another hash, or a close spelling."""
    words, _, digest = wanted.rpartition("-")
    ids = [evidence.passage.id for evidence in there]
    same = [one for one in ids if one.endswith(f"-{digest}")] or [one for one in ids if words and one.startswith(words)]
    return same[0] if same else suggest(wanted, ids)


def _find_nearest(text: str, there: tuple[Evidence, ...]) -> Evidence | None:
    texts = [evidence.passage.plain for evidence in there]
    best = process.extractOne(text, texts, scorer=fuzz.ratio, score_cutoff=50)
    return there[best[2]] if best else None
