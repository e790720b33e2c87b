"""What a brief quotes, held against what the owners of its sources allow."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from briefgen.compose.quoted_words import count_quoted
from briefgen.grammar.letters import count_words
from briefgen.grammar.phrases import count_things
from briefgen.model import kinds
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.owned import Owned
from briefgen.model.problem import Place, Problem
from briefgen.model.source import Source


def measure_source(source: Source, there: Iterable[Evidence]) -> Owned:
    """Count the words of a source and of its translations, given all its excerpts."""
    words, translations = 0, {}
    for one in there:
        words += count_words(one.passage.plain)
        if one.passage.trailer.translation:
            translations[one.name] = count_words(one.passage.trailer.translation)
    return Owned(source.rights, words, translations, Place(source.path, 1, 1), dict(source.places))


def quotations_keep_to_rights(edition: Edition, owned: Mapping[str, Owned], day: datetime.date) -> tuple[Problem, ...]:
    """Each quotation, and all of a source's together, are as long as its owner allows, and its leave has not ended."""
    quoted = count_quoted(edition.excerpts, owned)
    return tuple(one for name, there in sorted(quoted.items()) for one in _check_one(name, owned[name], there, day))


def _check_one(name: str, owned: Owned, quoted: Mapping[str, int], day: datetime.date) -> Iterator[Problem]:
    rights = owned.rights
    for excerpt, words in sorted(quoted.items()):
        if rights.max_quote_words is not None and words > rights.max_quote_words:
            where = " in translation" if words == owned.translations.get(excerpt) else ""
            message = f"`{excerpt}` quotes {words} words{where}; its source allows {rights.max_quote_words}"
            yield Problem(kinds.QUOTE_TOO_LONG, message, owned.locate("max_quote_words"))
    share = sum(quoted.values()) / max(owned.words, 1)
    if rights.max_quote_share is not None and share > rights.max_quote_share:
        told = f"{count_things(sum(quoted.values()), 'word')} of `{name}` are quoted, {share:.0%} of it"
        message = f"{told}; {rights.max_quote_share:.0%} are allowed"
        yield Problem(kinds.QUOTE_SHARE, message, owned.locate("max_quote_share"))
    if rights.has_ended(day):
        message = f"`{name}` may be quoted until {rights.expires}, and it is {day}"
        yield Problem(kinds.RIGHTS_ENDED, message, owned.locate("expires"))


def rights_have_not_ended(sources: Iterable[Source], day: datetime.date) -> tuple[Problem, ...]:
    """No source that may be used has an owner whose leave to quote it has ended."""
    ended = [one for one in sources if not one.is_withdrawn and one.rights.has_ended(day)]
    hint = "ask for it anew, tell it in your own words ([text:: summary]), or leave it out"
    return tuple(
        Problem(
            kinds.RIGHTS_ENDED,
            f"It may be quoted until {one.rights.expires}.",
            measure_source(one, ()).locate("expires"),
            hint,
        )
        for one in ended
    )
