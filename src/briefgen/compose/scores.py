"""How well an excerpt answers a query.

The score depends on the excerpt, its source and the query alone, never on counts over the corpus:
a new, unrelated source may not re-order a brief.
"""

import datetime

from briefgen.grammar.plain_text import fold_text
from briefgen.model.evidence import Evidence
from briefgen.model.query import And, Not, Or, Query, Value, Words

#: Points for reliability; F and "not said" are unknown, so they stand in the middle, not below E.
_RELIABILITY = {"A": 5, "B": 4, "C": 3, "D": 2, "E": 1}
_UNKNOWN_RELIABILITY = 3
_ASSERTED, _DERIVED, _WORD, _KEY = 4, 3, 2, 3
_FEW_WORDS = 12


def list_wanted(query: Query | None) -> tuple[Value | Words, ...]:
    """List the terms that a query asks for, those under NOT left out, in the query's order."""
    match query:
        case Value() | Words():
            return (query,)
        case And(operands) | Or(operands):
            return tuple(term for operand in operands for term in list_wanted(operand))
        case Not():
            return ()
    return ()


def rank_evidence(evidence: Evidence, wanted: tuple[Value | Words, ...]) -> tuple[int, int, str, int]:
    """Give the key to sort by: best first, then newest, then source id and place in it."""
    points = sum(_score_term(evidence, term) for term in wanted) + _score_itself(evidence)
    issued = evidence.source.issued
    newest = issued.latest.toordinal() if issued and issued.latest != datetime.date.max else 0
    return (-points, -newest, evidence.source.id, evidence.passage.ordinal)


def _score_itself(evidence: Evidence) -> int:
    points = _RELIABILITY.get(evidence.source.reliability, _UNKNOWN_RELIABILITY)
    points += _KEY if evidence.passage.trailer.is_key else 0
    return points if len(evidence.passage.plain.split()) >= _FEW_WORDS else points - _KEY


def _score_term(evidence: Evidence, term: Value | Words) -> int:
    if isinstance(term, Value):
        return _score_tag(evidence, term.value) if term.field == "tag" else 0
    folded = f" {fold_text(evidence.passage.plain)} " if term.field == "text" else ""
    return _WORD if " ".join(term.words) in folded else 0


def _score_tag(evidence: Evidence, tag: str) -> int:
    met = [tagging for tagging in evidence.tagged.taggings if f"{tagging.tag}/".startswith(f"{tag}/")]
    if any(tagging.asserted for tagging in met):
        return _ASSERTED
    return _DERIVED if met else 0
