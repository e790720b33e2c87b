"""What a brief quotes, held against what the owners of its sources allow."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.grammar.letters import count_words
from briefgen.grammar.phrases import count_things
from briefgen.model import kinds
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.problem import Place, Problem
from briefgen.model.source import Source

_CUT = "[…]"


@dataclass(frozen=True, slots=True)
class Owned:
    """A source whose owner limits what is done with it: how many words it has in all, and each translation in it.

    `translations` are by the names of the excerpts that have one.
    """

    source: Source
    words: int = 0
    translations: Mapping[str, int] = field(default_factory=dict)

    def locate(self, key: str) -> Place:
        """Say where a limit is written, in the source or in its folder's defaults."""
        return dict(self.source.places).get(f"rights.{key}", Place(self.source.path, 1, 1))


def measure_source(source: Source, there: Iterable[Evidence]) -> Owned:
    """Count the words of a source and of its translations, given all its excerpts."""
    words, translations = 0, {}
    for one in there:
        words += count_words(one.passage.plain)
        if one.passage.trailer.translation:
            translations[one.name] = count_words(one.passage.trailer.translation)
    return Owned(source, words, translations)


def quotations_keep_to_rights(edition: Edition, owned: Mapping[str, Owned], day: datetime.date) -> tuple[Problem, ...]:
    """Each quotation, and all of a source's together, are as long as its owner allows, and its leave has not ended.

    A translation is as much the owner's as the words are: the longer of the two counts. Summaries are the desk's own
    words and count for nothing.
    """
    quoted: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name, excerpt in edition.excerpts.items():
        if excerpt.manner != "summary" and excerpt.source in owned:
            translated = owned[excerpt.source].translations.get(name, 0)
            quoted[excerpt.source][name] = max(count_words(excerpt.text.replace(_CUT, " ")), translated)
    return tuple(problem for name, there in sorted(quoted.items()) for problem in _check_one(owned[name], there, day))


def _check_one(owned: Owned, quoted: Mapping[str, int], day: datetime.date) -> Iterator[Problem]:
    rights, name = owned.source.rights, owned.source.id
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
    if rights.expires is not None and rights.expires.latest < day:
        message = f"`{name}` may be quoted until {rights.expires}, and it is {day}"
        yield Problem(kinds.RIGHTS_ENDED, message, owned.locate("expires"))


def rights_have_not_ended(sources: Iterable[Source], day: datetime.date) -> tuple[Problem, ...]:
    """No source that may be used has an owner whose leave to quote it has ended."""
    ended = [one for one in sources if not one.is_withdrawn and one.rights.expires and one.rights.expires.latest < day]
    hint = "ask for it anew, tell it in your own words ([text:: summary]), or leave it out"
    return tuple(
        Problem(kinds.RIGHTS_ENDED, f"It may be quoted until {one.rights.expires}.", Owned(one).locate("expires"), hint)
        for one in ended
    )
