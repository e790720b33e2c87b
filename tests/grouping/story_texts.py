"""Texts for the tests of copies: stories of made-up words, and what editors do to them."""

import random

from briefgen.grouping.likeness import SourceText, prepare_text
from samples import make_source

_SYLLABLES = ("ka", "ro", "mi", "ten", "sul", "bor", "dy", "na", "vek", "lo", "sha", "gri")


def make_words(count: int, seed: int) -> list[str]:
    """Make words that look like a language; another seed gives other words in other order."""
    chance = random.Random(seed)
    return ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(count)]


def make_story(count: int, seed: int) -> list[str]:
    """Make paragraphs of some forty words each."""
    words = make_words(count, seed)
    return [" ".join(words[start : start + 40]).capitalize() + "." for start in range(0, count, 40)]


def change_words(paragraphs: list[str], rate: float, seed: int) -> list[str]:
    """Replace a share of the words by others."""
    chance = random.Random(seed)
    others = iter(make_words(10_000, seed + 1))
    return [" ".join(next(others) if chance.random() < rate else word for word in p.split()) for p in paragraphs]


def prepare(name: str, paragraphs: list[str], issued: str = "", **fields: object) -> SourceText:
    """Make a text ready, of a source with that id."""
    return prepare_text(make_source(name, issued, **fields), paragraphs)
