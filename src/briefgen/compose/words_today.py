"""How an edition's words are marked wherever they stand today: they may have been moved into another source."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefgen.compose.reader_view import join_words
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking

#: Of fewer words in a row nobody can say whose they are, unless they are a sentence.
_TELLING = 6
#: Shorter sentences stand in many texts; one alone is told by being all of an excerpt.
_SENTENCE = 3
_WORD = re.compile(r"\w+")
_END = re.compile(r"[.!?…]+(?=\s|\Z)|[。！？；]|\[…\]")

_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordsToday:
    """The sentences of a corpus, each with the lowest marking that it stands under anywhere.

    `lengths` has, by the first words of the longer ones, how many words those have.
    """

    lowest: Mapping[_Words, Marking]
    lengths: Mapping[_Words, frozenset[int]]


def gather_words(evidence: Iterable[Evidence]) -> WordsToday:
    """Gather the sentences of all excerpts of a corpus."""
    lowest: dict[_Words, Marking] = {}
    for one in evidence:
        for words in _list_sentences(one):
            lowest[words] = min(one.marking, lowest.get(words, one.marking))
    lengths: defaultdict[_Words, set[int]] = defaultdict(set)
    for words in lowest:
        if len(words) >= _TELLING:
            lengths[words[:_TELLING]].add(len(words))
    return WordsToday(lowest, {start: frozenset(found) for start, found in lengths.items()})


def list_moved(text: str, left: str, today: WordsToday) -> Iterator[Marking]:
    """List how the words of an excerpt (`text`) are marked that are not in what is `left` of it.

    Those that stand in several places bear the lowest marking of these: they are open there.
    """
    words = _read(text)
    stays = f" {' '.join(_read(left))} "
    sentences = {words, *map(_read, _END.split(text))}
    found = (*sentences & today.lowest.keys(), *_find_within(words, today))
    yield from (today.lowest[one] for one in found if f" {' '.join(one)} " not in stays)


def mark_lost_words(text: str, now: Evidence | None, gather: Callable[[], WordsToday]) -> Marking:
    """Give the highest marking that words of an excerpt (`text`) bear today which it has not any more `now`.

    TLP:CLEAR where it lost none; `gather` is asked only where it did.
    """
    if now is not None and text == join_words(now):
        return Marking.CLEAR
    return max(list_moved(text, now.passage.plain if now else "", gather()), default=Marking.CLEAR)


def _find_within(words: _Words, today: WordsToday) -> Iterator[_Words]:
    for start in range(len(words) - _TELLING + 1):
        for length in today.lengths.get(words[start : start + _TELLING], ()):
            found = words[start : start + length]
            if found in today.lowest:
                yield found


def _list_sentences(evidence: Evidence) -> Iterator[_Words]:
    passage = evidence.passage
    for text in {passage.plain, *passage.quoted}:
        whole = _read(text)
        yield from (one for one in map(_read, _END.split(text)) if len(one) >= _SENTENCE)
        if whole:
            yield whole


def _read(text: str) -> _Words:
    return tuple(_WORD.findall(text.casefold()))
