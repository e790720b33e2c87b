"""How many words of their owners a brief quotes, and which of the last edition's it may not tell again."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from briefgen.compose.differences import mark_words
from briefgen.grammar.letters import count_words
from briefgen.model.comparison import Change
from briefgen.model.edition import Edition, IssuedExcerpt
from briefgen.model.owned import Owned

_CUT = "[…]"


def count_quoted(excerpts: Mapping[str, IssuedExcerpt], owned: Mapping[str, Owned]) -> dict[str, dict[str, int]]:
    """Count the words of each excerpt by its source's id and its name, of those sources whose owners limit them.

    A translation is as much the owner's as the words are: the longer of the two counts. Summaries are the desk's own
    words and count for nothing.
    """
    quoted: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name, excerpt in excerpts.items():
        if excerpt.manner != "summary" and excerpt.source in owned:
            translated = owned[excerpt.source].translations.get(name, 0)
            quoted[excerpt.source][name] = max(count_words(excerpt.text.replace(_CUT, " ")), translated)
    return dict(quoted)


def list_untold(
    last: Edition, now: Edition, changes: Iterable[Change], owned: Mapping[str, Owned], day: datetime.date
) -> frozenset[str]:
    """List the excerpts of the last edition of which a brief of a day names what became of them and tells no words.

    The leave to quote them has ended, one is longer than its owner allows today, or with what is told of them too much
    of their source is quoted. `changes` are all from the last edition to what prints `now`; both call a source alike.
    """
    printed = count_quoted(now.excerpts, owned)
    gone = {one.former or one.name: _count_gone(one) for one in changes if one.kind == "excerpt" and one.old}
    return frozenset(
        name
        for source, there in count_quoted(last.excerpts, owned).items()
        for name in _list_closed(owned[source], there, sum(printed.get(source, {}).values()), gone, day)
    )


def _count_gone(change: Change) -> int:
    """Count the words that an excerpt had and that are quoted no more; a change of one word quotes only that again."""
    if change.new_manner in {"", "summary"}:
        return count_words(change.old)
    return sum(count_words(piece.text) for piece in mark_words(change.old, change.new) if piece.sign == "-")


def _list_closed(
    one: Owned, there: Mapping[str, int], printed: int, gone: Mapping[str, int], day: datetime.date
) -> Iterator[str]:
    rights = one.rights
    told = printed + sum(gone.get(name, 0) for name in there)
    is_too_much = rights.max_quote_share is not None and told > rights.max_quote_share * one.words
    for name, words in there.items():
        is_too_long = rights.max_quote_words is not None and words > rights.max_quote_words
        if rights.has_ended(day) or is_too_long or (is_too_much and name in gone):
            yield name
