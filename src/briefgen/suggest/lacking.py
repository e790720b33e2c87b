"""Passages that read like those of a tag but lack it, by the words that set the tag's passages apart.

For each tag, words are weighed by the logarithm of the odds that a passage with the tag has them, against one
without (with half a passage added to each count). A passage without the tag is proposed where its words weigh
nearly as much as those of the tag's passages do in the middle. Words of the vocabulary's names are left out: what
lacks a tag lacks its names, and the names of others say what else it is about. Each language is weighed by itself,
passages of no known language not at all, and of passages with the same words one is proposed.
"""

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefgen.suggest.cues import list_cues
from briefgen.suggest.stems import cut_ending

_WORD = re.compile(r"[^\W\d_]{4,}")
_LEAST_TAGGED = 8
_LEAST_WITH_WORD = 4
_LEAST_WEIGHT = 3.0
_LEAST_Z = 3.5
_MOST_WORDS = 25
_LEAST_WORDS = 4
_MOST_SHARE = 0.4
_NEARLY = 0.9
#: A word must set the tag apart in so many sources: what one writer repeats is his habit.
_LEAST_SOURCES = 3
_NO_LANGUAGE = frozenset({"", "und", "zxx", "mul"})
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
        self._languages: dict[str, _LanguageWords] = {}

    def take(self, name: str, plain: str, tags: Iterable[str], language: str = "") -> None:
        """Take one passage; `language` (BCP 47) as far as it is known."""
        main = language.partition("-")[0]
        if main not in _NO_LANGUAGE:
            self._languages.setdefault(main, _LanguageWords(main)).take(name, plain, tags)

    def list_lacking(self, tags: Iterable[str], names: frozenset[str]) -> list[PassageProposal]:
        """List the passages that lack one of `tags`, the likeliest first; `names` are the stems of words of names."""
        wanted = tuple(tags)
        found = [one for words in self._languages.values() for one in words.list_lacking(wanted, names)]
        return sorted(found, key=lambda one: (-one.likeness, one.tag, one.excerpt))


class _LanguageWords:
    """The passages of one language: their words as numbers, each passage's text once."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._numbers: dict[str, int] = {}
        self._shown: list[str] = []
        self._names: list[str] = []
        self._bags: list[array[int]] = []
        self._tags: dict[str, set[int]] = {}
        self._texts: set[int] = set()

    def take(self, name: str, plain: str, tags: Iterable[str]) -> None:
        words = [word for word in _WORD.findall(plain) if not list_cues("function").has(word.casefold())]
        text = hash(tuple(words))
        if text in self._texts:
            return
        self._texts.add(text)
        for tag in tags:
            self._tags.setdefault(tag, set()).add(len(self._names))
        self._names.append(name)
        self._bags.append(array("I", sorted({self._number(word) for word in words})))

    def list_lacking(self, tags: Iterable[str], names: frozenset[str]) -> Iterator[PassageProposal]:
        spread = Counter(number for bag in self._bags for number in bag)
        left_out = frozenset(self._numbers[stem] for stem in names if stem in self._numbers)
        for tag in tags:
            tagged = self._tags.get(tag, set())
            if _LEAST_TAGGED <= len(tagged) <= _MOST_SHARE * len(self._names):
                yield from self._list_of_tag(tag, self._weigh(tagged, spread, left_out))

    def _number(self, word: str) -> int:
        stem = cut_ending(word, self._language)
        if stem not in self._numbers:
            self._numbers[stem] = len(self._numbers)
            self._shown.append(word.casefold())
        return self._numbers[stem]

    def _list_of_tag(self, tag: str, weights: dict[int, float]) -> Iterator[PassageProposal]:
        if len(weights) < _LEAST_WORDS:
            return
        tagged = self._tags[tag]
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

    def _weigh(self, tagged: set[int], spread: Counter[int], left_out: frozenset[int]) -> dict[int, float]:
        """Weigh the words that set a tag's passages apart; at most 25, the surest."""
        inside = Counter(number for one in tagged for number in self._bags[one])
        sources = self._list_sources(tagged)
        with_tag, without = len(tagged), len(self._names) - len(tagged)
        weighed = []
        for number, count in inside.items():
            if count < _LEAST_WITH_WORD or number in left_out or len(sources[number]) < _LEAST_SOURCES:
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

    def _list_sources(self, tagged: set[int]) -> dict[int, set[str]]:
        """Give the sources of the tagged passages that have each word."""
        sources: defaultdict[int, set[str]] = defaultdict(set)
        for one in tagged:
            source = self._names[one].partition("^")[0]
            for number in self._bags[one]:
                sources[number].add(source)
        return sources
