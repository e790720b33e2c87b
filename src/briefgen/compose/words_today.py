"""How an edition's words are marked wherever they stand today: they may have been moved into another source."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, groupby, pairwise

from briefgen.compose.reader_view import join_words
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking

#: Of fewer words in a row nobody can say whose they are, unless they are a sentence.
_TELLING = 6
#: Of a part of a sentence more words are asked: names of offices run to six or seven.
_RUN = 8
#: Shorter sentences stand in many texts; one alone is told by being all of an excerpt.
_SENTENCE = 3
_WORD = re.compile(r"\w+")
_END = re.compile(r"[.!?…]+(?=\s|\Z)|[。！？；]|\[…\]")

_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordsToday:
    """The sentences of a corpus, each with the lowest marking that it stands under anywhere.

    `lengths` has, by the first words of the longer ones, how many words those have. `runs` has the lowest marking of
    every `_TELLING` words in a row, by their hash: the words of a large corpus would not fit.
    """

    lowest: Mapping[_Words, Marking]
    lengths: Mapping[_Words, frozenset[int]]
    runs: Mapping[int, Marking]


def gather_words(evidence: Iterable[Evidence]) -> WordsToday:
    """Gather the sentences of all excerpts of a corpus, and their words in a row."""
    lowest: dict[_Words, Marking] = {}
    runs: dict[int, Marking] = {}
    for one in evidence:
        for words in _list_sentences(one):
            lowest[words] = min(one.marking, lowest.get(words, one.marking))
        for run in _list_runs(_read(one.passage.plain)):
            runs[run] = min(one.marking, runs.get(run, one.marking))
    lengths: defaultdict[_Words, set[int]] = defaultdict(set)
    for words in lowest:
        if len(words) >= _TELLING:
            lengths[words[:_TELLING]].add(len(words))
    return WordsToday(lowest, {start: frozenset(found) for start, found in lengths.items()}, runs)


def list_moved(text: str, left: str, today: WordsToday) -> Iterator[Marking]:
    """List how the words of an excerpt (`text`) are marked that are not in what is `left` of it.

    Those that stand in several places bear the lowest marking of these: they are open there.
    """
    words, stays = _read(text), _read(left)
    sentences = [_read(one) for one in _END.split(text)]
    found = {*sentences, words, *_find_within(words, today)} & today.lowest.keys()
    yield from (_mark_sentence(one, today) for one in found if not _holds(stays, one))
    yield from _list_runs_moved(sentences, stays, today)


def mark_lost_words(text: str, now: Evidence | None, gather: Callable[[], WordsToday]) -> Marking:
    """Give the highest marking that words of an excerpt (`text`) bear today which it has not any more `now`.

    TLP:CLEAR where it lost none; `gather` is asked only where it did.
    """
    if now is not None and text == join_words(now):
        return Marking.CLEAR
    return max(list_moved(text, now.passage.plain if now else "", gather()), default=Marking.CLEAR)


def _mark_sentence(words: _Words, today: WordsToday) -> Marking:
    """Give the lowest marking of a sentence of today, also of where it is part of another."""
    parts = [today.runs.get(run, Marking.RED) for run in _list_runs(words)]
    return min(today.lowest[words], max(parts, default=Marking.RED))


def _list_runs_moved(sentences: Sequence[_Words], stays: _Words, today: WordsToday) -> Iterator[Marking]:
    """List the markings of long parts of a text that stand today within other words: a few were put before them.

    A part tells with `_RUN` words, or a whole sentence that is no short one, if some of it stand nowhere lower: where
    two sentences that are open meet in a closed text only, that text tells nothing.
    """
    words = tuple(chain.from_iterable(sentences))
    kept = frozenset(_list_runs(stays))
    marks = [Marking.CLEAR if run in kept else today.runs.get(run) for run in _list_runs(words)]
    lowest = _mark_words(sentences, stays, marks, today)
    ends = list(accumulate(map(len, sentences), initial=0))
    for marking in {one for one in marks if one}:
        taken = {at + n for at, one in enumerate(marks) if one is not None and one >= marking for n in range(_TELLING)}
        for start, end in _list_stretches(at in taken for at in range(len(words))):
            is_whole = any(start <= first <= last - _TELLING and last <= end for first, last in pairwise(ends))
            closed = (one is not None and one >= marking for one in lowest[start:end])
            if (is_whole or end - start >= _RUN) and any(b - a >= _SENTENCE for a, b in _list_stretches(closed)):
                yield marking


def _mark_words(
    sentences: Sequence[_Words], stays: _Words, marks: Sequence[Marking | None], today: WordsToday
) -> list[Marking | None]:
    """Give for each word the lowest marking of the runs (`marks`, by their first word) and sentences it is in."""
    lowest: list[Marking | None] = [None] * sum(map(len, sentences))

    def lower(start: int, length: int, marking: Marking) -> None:
        for at in range(start, start + length):
            known = lowest[at]
            lowest[at] = marking if known is None else min(known, marking)

    for start, marking in enumerate(marks):
        if marking is not None:
            lower(start, _TELLING, marking)
    start = 0
    for one in sentences:
        if one and _holds(stays, one):
            lower(start, len(one), Marking.CLEAR)
        elif one in today.lowest:
            lower(start, len(one), today.lowest[one])
        start += len(one)
    return lowest


def _list_stretches(flags: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """List where flags are set in a row: the first of them, and the one after the last."""
    at = 0
    for is_set, group in groupby(flags):
        length = len(list(group))
        if is_set:
            yield at, at + length
        at += length


def _list_runs(words: _Words) -> Iterator[int]:
    return (hash(words[start : start + _TELLING]) for start in range(len(words) - _TELLING + 1))


def _holds(text: _Words, words: _Words) -> bool:
    return f" {' '.join(words)} " in f" {' '.join(text)} "


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
