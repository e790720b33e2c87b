"""Whether quotations keep to what their sources' owners allow."""

from collections.abc import Iterable

from briefgen.grammar.letters import count_words
from briefgen.model import kinds
from briefgen.model.evidence import Evidence
from briefgen.model.problem import Problem


def excerpts_keep_to_the_limit(evidence: Iterable[Evidence]) -> tuple[Problem, ...]:
    """No verbatim excerpt, and no translation of one, has more words than its source's ``rights.max_quote_words``."""
    return tuple(problem for one in evidence for problem in _check_length(one))


def list_chosen(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """List the excerpts that a person chose, by a mark or an id: the others are quotations only where they print."""
    return tuple(one for one in evidence if one.passage.has_own_id or one.passage.marked)


def _check_length(one: Evidence) -> tuple[Problem, ...]:
    limit = one.source.rights.max_quote_words
    wording = one.passage.trailer.wording or one.source.wording
    if limit is None or wording == "summary" or one.source.is_withdrawn:
        return ()
    words, translated = sum(map(count_words, one.passage.quoted)), count_words(one.passage.trailer.translation)
    if max(words, translated) <= limit:
        return ()
    where = " in translation" if translated > words else ""
    message = f"`^{one.passage.id}` quotes {max(words, translated)} words{where}; its source allows {limit}."
    hint = "mark a shorter part with ==…==, or tell it in your own words with [text:: summary]"
    return (Problem(kinds.QUOTE_TOO_LONG, message, one.passage.place, hint),)
