"""A second reading of what a query means: plain Python over excerpts, slow and short."""

import re

from briefgen.grammar.plain_text import fold_text
from briefgen.model.date import PartialDate
from briefgen.model.evidence import Evidence
from briefgen.model.query import And, DateRange, Everything, Not, Or, Query, Unknown, Value, ValueRange, Words


def is_match(query: Query, evidence: Evidence) -> bool:  # noqa: PLR0911 - one case for each kind of query
    """Tell whether `evidence` answers `query`."""
    match query:
        case Everything():
            return True
        case Not(operand):
            return not is_match(operand, evidence)
        case And(operands):
            return all(is_match(operand, evidence) for operand in operands)
        case Or(operands):
            return any(is_match(operand, evidence) for operand in operands)
        case Words(field, words, is_prefix):
            return any(_holds_words(text, words, is_prefix) for text in _texts(field, evidence))
        case DateRange(field, start, end):
            date = _date(field, evidence)
            return date is not None and (not end or date.earliest <= end) and (not start or date.latest >= start)
        case ValueRange(field, low, high):
            value, allowed = str(_value(field, evidence)), {"reliability": "ABCDE", "credibility": "12345"}[field]
            return bool(value) and value in allowed and (low or allowed[0]) <= value <= (high or allowed[-1])
        case Unknown(field):
            return not _date(field, evidence) if field in {"issued", "date"} else not _any_value(field, evidence)
        case Value():
            return _has_value(query, evidence)


def _texts(field: str, evidence: Evidence) -> tuple[str, ...]:
    source = evidence.source
    found = {"text": evidence.passage.plain, "title": source.title, "publisher": source.publisher}
    return source.author if field == "author" else (found[field],)


def _cut(text: str) -> list[str]:
    return re.findall(r"[\u4e00-\u9fff]|[^\W_\u4e00-\u9fff]+", fold_text(text))


def _holds_words(text: str, words: tuple[str, ...], is_prefix: bool) -> bool:
    have = _cut(text)
    for start in range(len(have) - len(words) + 1):
        part = have[start : start + len(words)]
        if part[:-1] == list(words[:-1]) and (part[-1] == words[-1] or (is_prefix and part[-1].startswith(words[-1]))):
            return True
    return False


def _date(field: str, evidence: Evidence) -> PartialDate | None:
    return evidence.source.issued if field == "issued" else evidence.passage.trailer.date


def _value(field: str, evidence: Evidence) -> str | tuple[str, ...]:
    source, trailer = evidence.source, evidence.passage.trailer
    values: dict[str, str | tuple[str, ...]] = {
        "tag": evidence.tagged.tags,
        "speaker": evidence.tagged.speaker,
        "actor": evidence.tagged.actor,
        "stance": trailer.stance,
        "credibility": trailer.credibility,
        "language": evidence.language.lower(),
        "type": source.type,
        "reliability": source.reliability,
        "status": source.status,
        "proof": evidence.proof.state.value,
        "source": source.id,
        "tlp": evidence.marking.label,
        "key": "yes" if trailer.is_key else "no",
    }
    return values[field]


def _any_value(field: str, evidence: Evidence) -> bool:
    return bool(_value(field, evidence)) or (field == "speaker" and bool(evidence.passage.trailer.speaker))


def _has_value(query: Value, evidence: Evidence) -> bool:
    if query.is_prefix and not query.value:
        return _any_value(query.field, evidence)
    if query.field == "id":
        name = evidence.name if "^" in query.value else evidence.passage.id
        return name.startswith(query.value) if query.is_prefix else name == query.value
    if query.field == "speaker" and _holds_words(
        evidence.passage.trailer.speaker, tuple(_cut(query.value)), query.is_prefix
    ):
        return True
    found = _value(query.field, evidence)
    values = found if isinstance(found, tuple) else (found,)
    joint = {"tag": "/", "actor": "/", "speaker": "/", "language": "-"}.get(query.field)
    if query.is_prefix:
        return any(value.startswith(query.value) for value in values)
    return any(value == query.value or (joint and value.startswith(query.value + joint)) for value in values)
