"""Where an original says nearly, but not exactly, what is sought.

Slow work, done only for quotations that are not exact, and bounded: rare words of the quotation
vote for places in the original, and only the best few are compared letter by letter (rapidfuzz).
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from briefgen.proof.normal_text import NormalText
from briefgen.proof.word_edges import cuts_after, cuts_before

#: From this similarity on (Indel ratio, 0 to 100) a place is near; below it, the words are missing.
LEAST_SIMILAR = 80.0
_LONGEST_SOUGHT = 20_000
_SEEDS = 24
_MOST_PLACES = 200
_BIN = 8
_MOST_WINDOWS = 6
_LEAST_SHARE = 0.4  # of the first window's votes
_SAMPLE = 400
_SMALL_TEXT = 20_000
_SHORT_SOUGHT = 200
_EDGE_WORDS = 12
_WORD = re.compile(r"\w+")


class Near(NamedTuple):
    """A place of the original's normal form and how like the sought words it is (0 to 100)."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class _WordIndex:
    """The words of a normal form: where each begins and ends, and at which numbers a word stands."""

    starts: Sequence[int]
    ends: Sequence[int]
    numbers: dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class _Search:
    """What is sought (normal form), how many words it has, and where."""

    sought: str
    words: Sequence[str]
    original: NormalText
    index: _WordIndex


def find_nearest(sought: str, original: NormalText) -> tuple[Near, ...]:
    """Return the places that are like the sought words, the best first, none overlapping; whole words each.

    Both sides are normal forms. Nothing is sought that is longer than 20,000 characters.
    """
    if len(sought) > _LONGEST_SOUGHT:
        return ()
    words = tuple(word.casefold() for word in _WORD.findall(sought))
    search = _Search(sought, words, original, _index_words(original))
    places: tuple[Near, ...] = ()
    for shift in _list_shifts(search):
        near = _fit_edges(search, shift, taken=())
        if near:
            places = _keep_better(places, near)
            places = _keep_better(places, _fit_edges(search, shift, taken=places))  # a second place close by
    places = places or _keep_better((), _align_letters(sought, original))
    return tuple(sorted(places, key=lambda near: (-near.score, near.start)))


def _keep_better(places: tuple[Near, ...], near: Near | None) -> tuple[Near, ...]:
    """Add a place, unless one that it overlaps is as like the sought words; those that are less so make room."""
    if near is None:
        return places
    rivals = [place for place in places if place.start < near.end and near.start < place.end]
    if any(rival.score >= near.score for rival in rivals):
        return places
    return (*(place for place in places if place not in rivals), near)


@lru_cache(maxsize=4)
def _index_words(original: NormalText) -> _WordIndex:
    starts, ends = [], []
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, match in enumerate(_WORD.finditer(original.normal)):
        starts.append(match.start())
        ends.append(match.end())
        numbers[match[0].casefold()].append(number)
    return _WordIndex(starts, ends, dict(numbers))


def _list_shifts(search: _Search) -> tuple[int, ...]:
    """Return the numbers of the original's words that the sought words may begin at (about), the likeliest first."""
    votes = sorted(_vote(search.words, search.index).items(), key=lambda vote: (-vote[1], vote[0]))[:_MOST_WINDOWS]
    return tuple(shift * _BIN for shift, count in votes if count >= votes[0][1] * _LEAST_SHARE)


def _vote(words: Sequence[str], index: _WordIndex) -> dict[int, float]:
    """Count for each shift (in bins of words) how many seed words stand there, rarer ones for more."""
    known = {word for word in words if word in index.numbers}
    seeds = sorted(known, key=lambda word: (len(index.numbers[word]), word))[:_SEEDS]
    votes: defaultdict[int, float] = defaultdict(float)
    weights = {word: 1 / len(index.numbers[word]) for word in seeds}
    for position, word in enumerate(words):
        for number in index.numbers[word][:_MOST_PLACES] if word in weights else ():
            votes[(number - position) // _BIN] += weights[word]
    return votes


def _align_letters(sought: str, original: NormalText) -> Near | None:
    """Find a few words of which none stands in a short original (a misspelt name); None where they are not near."""
    from rapidfuzz import fuzz

    text = original.normal
    if not sought or len(sought) > min(_SHORT_SOUGHT, len(text)) or len(text) > _SMALL_TEXT:
        return None
    found = fuzz.partial_ratio_alignment(sought, text, score_cutoff=LEAST_SIMILAR)
    return Near(*_widen(original, found.dest_start, found.dest_end), found.score) if found else None


def _fit_edges(search: _Search, shift: int, taken: Sequence[Near]) -> Near | None:
    """Choose both ends among the word edges about a shift; None where that stretch is not near.

    No stretch begins in a `taken` place. An end is judged by the 400 characters next to it, so that
    the work does not grow with the length; the score is the whole stretch's.
    """
    from rapidfuzz import fuzz

    text = search.original.normal
    head, tail = search.sought[:_SAMPLE], search.sought[-_SAMPLE:]
    starts = [edge for edge in _list_starts(search, shift) if not any(near.start <= edge < near.end for near in taken)]
    if not starts:
        return None
    start = max(starts, key=lambda edge: fuzz.ratio(head, text[edge : edge + len(head)]))
    ends = _list_ends(search, start)
    end = max(ends, key=lambda edge: fuzz.ratio(tail, text[max(start, edge - len(tail)) : edge]))
    # The first choice goes by stretches as long as the samples; words left out there would shift the far end.
    tail_start, head_end = max(start, end - len(tail)), min(end, start + len(head))
    end = max(ends, key=lambda edge: fuzz.ratio(tail, text[tail_start:edge]))
    start = max(starts, key=lambda edge: fuzz.ratio(head, text[edge:head_end]))
    score = fuzz.ratio(search.sought, text[start:end]) if start < end else 0
    return Near(*_widen(search.original, start, end), score) if score >= LEAST_SIMILAR else None


def _list_starts(search: _Search, shift: int) -> list[int]:
    """Return where words begin about a shift, and where the punctuation that clings to them does."""
    index, text = search.index, search.original.normal
    first, last = _clip(shift - _EDGE_WORDS, index), _clip(shift + _BIN + _EDGE_WORDS, index)
    edges = index.starts[first : last + 1]
    return sorted({*edges, *(text.rfind(" ", 0, edge) + 1 for edge in edges)})


def _list_ends(search: _Search, start: int) -> list[int]:
    """Return where words end about as many words after `start` as are sought, and where their punctuation does."""
    index, text = search.index, search.original.normal
    last = bisect_left(index.starts, start) + len(search.words)
    reach = _EDGE_WORDS + min(len(search.words) // 8, 40)
    edges = index.ends[_clip(last - reach, index) : last + reach]
    return sorted({*edges, *(text.find(" ", edge) % (len(text) + 1) for edge in edges)})


def _clip(number: int, index: _WordIndex) -> int:
    return min(max(number, 0), len(index.starts) - 1)


def _widen(original: NormalText, start: int, end: int) -> tuple[int, int]:
    """Take in the whole of a word that the stretch would cut (``non-`` before ``compliance``)."""
    for _ in range(5):
        text_start, text_end = original.find_span(start, end)
        if cuts_before(original.text, text_start):
            start = original.normal.rfind(" ", 0, max(0, start - 1)) + 1
        elif cuts_after(original.text, text_end):
            blank = original.normal.find(" ", end + 1)
            end = blank if blank >= 0 else len(original.normal)
        else:
            break
    return start, end
