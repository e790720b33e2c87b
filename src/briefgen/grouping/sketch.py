"""Sketches: small fingerprints of texts, by which near-copies are looked for over the whole corpus.

A text is taken as its runs of three words. Each run has a number that looks random and is the same on
every machine; the sketch keeps the smallest numbers (MinHash, A. Broder, "On the resemblance and
containment of documents", 1997). One in eight is kept, so that a short text which is a cut of a long one
still shares its part of them: the fixed-size sketches that one usually meets only show whole texts alike.
Texts shorter than that makes sense for keep up to 64.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import pairwise
from zlib import crc32

_KEPT_OF = 8
_KEPT_LEAST = 64
_ALL = (1 << 32) - 1
# Odd numbers of some 30 bits without a pattern: they spread the words' numbers, and products stay small.
_FIRST, _SECOND, _LAST = 0x2C1B3C6D, 0x297A2D39, 0x45D9F3B5

#: A sketch shares at least this much with that of a copy; the texts themselves then decide.
_LEAST_SHARE = 0.15
#: Two sketches are looked at only where so much of what both could have, by their sizes and bounds, is shared.
LEAST_MET = _LEAST_SHARE / 2
#: Of the parts of the shorter text, of so many numbers each, this share has some of what is shared: more of them
#: where less is shared, for then it was re-written all over, and not half of it lies in parts that are shared in full.
_NUMBERS_A_PART, _FULL_PART, _PARTS_MET, _PARTS_MET_WHERE_UNSURE, _SURE_SHARE = 6, 5, 0.55, 0.7, 0.5
#: So many words are remembered with their numbers.
_WORDS_AT_HAND = 1 << 17


@dataclass(frozen=True, slots=True)
class Sketch:
    """The kept numbers in the order of the text, each once; `top` is the bound up to which none was left out."""

    numbers: tuple[int, ...]
    top: int


def number_runs(words: Sequence[str]) -> list[int]:
    """Give the number (32 bits) of each run of three words, in order; none where there are fewer words."""
    if len(_numbers) > _WORDS_AT_HAND:
        _numbers.clear()
    numbers = [_numbers[word] for word in words]
    return [
        ((first * _FIRST ^ second * _SECOND ^ third) * _LAST >> 31) & _ALL
        for first, second, third in zip(numbers, numbers[1:], numbers[2:], strict=False)
    ]


def make_sketch(words: Sequence[str]) -> Sketch:
    """Make the sketch of a text, which is given as its folded words."""
    distinct = dict.fromkeys(number_runs(words))
    size = max(_KEPT_LEAST, len(distinct) // _KEPT_OF)
    if len(distinct) <= size:
        return Sketch(tuple(distinct), _ALL)
    kept = nsmallest(size, distinct)
    return Sketch(tuple(number for number in distinct if number <= kept[-1]), kept[-1])


def are_worth_reading(one: Sketch, other: Sketch) -> bool:
    """Tell whether two texts may be copies: their sketches share enough, and that all over the shorter text.

    What is shared in one place only is a quotation, a formula or a chance.
    """
    bound = min(one.top, other.top)
    kept = [[number for number in each.numbers if number <= bound] for each in (one, other)]
    short, long = sorted(kept, key=lambda numbers: (len(numbers), numbers))
    there = set(long)
    hits = [number in there for number in short]
    share = sum(hits) / max(1, len(hits))
    if share < _LEAST_SHARE:
        return False
    counts = _count_by_part(hits)
    met = sum(count > 0 for count in counts)
    if share >= _SURE_SHARE:
        return met >= int(len(counts) * _PARTS_MET)
    in_full = sum(count for count in counts if count >= _FULL_PART)
    return met >= int(len(counts) * _PARTS_MET_WHERE_UNSURE) and 2 * in_full <= sum(counts) + 2 * _NUMBERS_A_PART


def _count_by_part(hits: Sequence[bool]) -> list[int]:
    parts = len(hits) // _NUMBERS_A_PART
    bounds = [len(hits) * part // max(1, parts) for part in range(parts + 1)]
    return [sum(hits[start:end]) for start, end in pairwise(bounds)]


class _Numbers(dict[str, int]):
    """The numbers of words, worked out when they are first asked for."""

    def __missing__(self, word: str) -> int:
        """Work out a word's number."""
        self[word] = number = crc32(word.encode("utf-8", "surrogatepass"))
        return number


_numbers = _Numbers()
