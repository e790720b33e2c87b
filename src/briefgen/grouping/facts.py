"""Facts in their places: what tells the next report of a series from a copy of the last one.

Two resolutions that prolong a mandate share nine words in ten, and so do two drafts of a wire story.
But the resolutions have other figures between the same words ("for six months until 31 July 2005" where
the other has "31 January 2005"), and a story that was copied or re-written keeps its figures and names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_START = re.compile(r"[.!?:;…\"“”«»„(\[]")
_BESIDE = 2

#: A place in a text: the two words before it, or the two after it.
_Place = tuple[bool, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures and the names of a text, by the words beside them."""

    figures: Mapping[_Place, Set[str]]
    names: Mapping[_Place, Set[str]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many places two texts have in common, and in how many of them they say different things."""

    places: int
    differing: int


def list_facts(paragraphs: Sequence[str]) -> Facts:
    """Find figures (words with a digit) and names (words with a capital, but for sentences' first words)."""
    figures: dict[_Place, set[str]] = {}
    names: dict[_Place, set[str]] = {}
    for paragraph in paragraphs:
        matches = list(_WORD.finditer(paragraph))
        folded = [match[0].casefold() for match in matches]
        for position, match in enumerate(matches):
            if _is_figure(match[0]):
                found = figures
            elif match[0] != folded[position] and position and not _starts_sentence(matches[position - 1], match):
                found = names
            else:
                continue
            for place in _list_places(folded, position):
                found.setdefault(place, set()).add(folded[position])
    return Facts(figures, names)


def _is_figure(word: str) -> bool:
    return not word.isalpha() and any(map(str.isdigit, word))


def compare_places(one: Mapping[_Place, Set[str]], other: Mapping[_Place, Set[str]]) -> Comparison:
    """Compare what two texts say in the places that both have."""
    common = one.keys() & other.keys()
    return Comparison(len(common), sum(not one[place] & other[place] for place in common))


def _list_places(folded: Sequence[str], position: int) -> Iterator[_Place]:
    if position >= _BESIDE:
        yield (True, tuple(folded[position - _BESIDE : position]))
    if position + _BESIDE < len(folded):
        yield (False, tuple(folded[position + 1 : position + 1 + _BESIDE]))


def _starts_sentence(before: re.Match[str], word: re.Match[str]) -> bool:
    return _SENTENCE_START.search(word.string, before.end(), word.start()) is not None
