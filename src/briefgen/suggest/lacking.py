"""Passages that read like those of a tag but lack it, by the words that set the tag's passages apart.

For each tag, words are weighed by the logarithm of the odds that a passage with the tag has them, against one
without (with half a passage added to each count). A passage without the tag is proposed where its words weigh
nearly as much as those of the tag's passages do in the middle. Words of the vocabulary's names are left out: what
lacks a tag lacks its names, and the names of others say what else it is about.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.suggest.cues import list_cues
from briefgen.suggest.stems import cut_ending

_WORD = re.compile(r"[^\W\d_]{4,}")
_LEAST_TAGGED = 8
_LEAST_WITH_WORD = 4
_LEAST_WEIGHT = 2.0
_LEAST_Z = 2.5
_MOST_WORDS = 25
_LEAST_WORDS = 3
_MOST_SHARE = 0.4
_NEARLY = 0.8
_SHOWN_WORDS = 6


@dataclass(frozen=True, slots=True)
class PassageProposal:
    """A passage that lacks a tag: its name ``source^id``, the tag, how sure (1: like the tag's middle), the words."""

    excerpt: str
    tag: str
    likeness: float
    words: tuple[str, ...]


class PassageWords:
    """Takes passages with their tags, and tells in the end which lack one."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._shown: list[str] = []
        self._names: list[str] = []
        self._bags: list[array[int]] = []
        self._tags: dict[str, set[int]] = {}

    def take(self, name: str, plain: str, tags: Iterable[str], language: str = "") -> None:
        """Take one passage."""
        words = (word for word in _WORD.findall(plain) if not list_cues("function").has(word.casefold()))
        bag = {self._number(word, language) for word in words}
        for tag in tags:
            self._tags.setdefault(tag, set()).add(len(self._names))
        self._names.append(name)
        self._bags.append(array("I", sorted(bag)))

    def list_lacking(self, tags: Iterable[str], names: frozenset[str]) -> list[PassageProposal]:
        """List the passages that lack one of `tags`, the likeliest first; `names` are the stems of words of names."""
        spread = Counter(number for bag in self._bags for number in bag)
        found = [proposal for tag in tags for proposal in self._list_of_tag(tag, spread, names)]
        return sorted(found, key=lambda one: (-one.likeness, one.tag, one.excerpt))

    def _number(self, word: str, language: str) -> int:
        stem = cut_ending(word, language)
        if stem not in self._numbers:
            self._numbers[stem] = len(self._numbers)
            self._shown.append(word.casefold())
        return self._numbers[stem]

    def _list_of_tag(self, tag: str, spread: Counter[int], names: frozenset[str]) -> Iterable[PassageProposal]:
        tagged = self._tags.get(tag, set())
        if len(tagged) < _LEAST_TAGGED or len(tagged) > _MOST_SHARE * len(self._names):
            return
        weights = self._weigh(tagged, spread, names)
        if len(weights) < _LEAST_WORDS:
            return
        scores = sorted(sum(weights.get(number, 0.0) for number in self._bags[one]) for one in tagged)
        middle = max(_NEARLY * scores[len(scores) // 2], _LEAST_WORDS * _LEAST_WEIGHT)
        for position, bag in enumerate(self._bags):
            if position in tagged:
                continue
            there = [number for number in bag if number in weights]
            score = sum(weights[number] for number in there)
            if len(there) >= _LEAST_WORDS and score >= middle:
                there.sort(key=lambda number: (-weights[number], number))
                words = tuple(self._shown[number] for number in there[:_SHOWN_WORDS])
                yield PassageProposal(self._names[position], tag, score / middle, words)

    def _weigh(self, tagged: set[int], spread: Counter[int], names: frozenset[str]) -> dict[int, float]:
        """Weigh the words that set a tag's passages apart; at most 25, the surest."""
        left_out = {self._numbers[stem] for stem in names if stem in self._numbers}
        inside = Counter(number for one in tagged for number in self._bags[one])
        with_tag, without = len(tagged), len(self._names) - len(tagged)
        weighed = []
        for number, count in inside.items():
            if count < _LEAST_WITH_WORD or number in left_out:
                continue
            outside = spread[number] - count
            odds = (
                math.log((count + 0.5) / (with_tag - count + 0.5)),
                math.log((outside + 0.5) / (without - outside + 0.5)),
            )
            weight = odds[0] - odds[1]
            sureness = weight / math.sqrt(1 / (count + 0.5) + 1 / (outside + 0.5))
            if weight >= _LEAST_WEIGHT and sureness >= _LEAST_Z:
                weighed.append((-sureness, number, weight))
        return {number: weight for _, number, weight in sorted(weighed)[:_MOST_WORDS]}
