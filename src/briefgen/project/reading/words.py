"""All words of a corpus, gathered from its index where something asks for them."""

from collections.abc import Callable
from functools import cache

from briefgen.compose.words_today import WordsToday, gather_words
from briefgen.index.store import Index


def prepare_words(index: Index) -> Callable[[], WordsToday]:
    """Return what gathers the words of all excerpts of an index when it is first asked; it raises IndexDamaged."""

    @cache
    def gather() -> WordsToday:
        return gather_words(one for source in dict.fromkeys(index.source_ids()) for one in index.evidence_of(source))

    return gather
