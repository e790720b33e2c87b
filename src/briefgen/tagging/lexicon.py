"""The words of all names, numbered, and how a token of a text is read as some of them.

Each distinct word is kept once, however many names it stands in, with all the forms it may take: the tree of
names (`tagging.matcher`) is grown of numbers, so that inflection costs one entry a form and not one a name.
"""

from typing import NamedTuple

from briefgen.tagging.suffixes import is_suffixed, list_stems
from briefgen.tagging.words import fold_case, keep_case

#: Endings that stand glued to Russian acronyms that end in a consonant (МИДа); written small, so that they are no word.
_ACRONYM_ENDINGS = frozenset({"а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"})


class Word(NamedTuple):
    """How one word of a name is compared with a token.

    `text` is folded (`fold_case`), or with its capitals where `is_exact`. A token matches that is `text` or one of
    `forms`, or begins with it where `is_stem`, or is it with a suffix of one of the `languages` ("ru": the endings
    of acronyms). With `needs_capital` it must begin with a capital.
    """

    text: str
    is_exact: bool = False
    is_stem: bool = False
    needs_capital: bool = False
    forms: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()


class _Beginning(NamedTuple):
    """A word that a token may begin with: the word's number, and the word."""

    number: int
    word: Word


class Lexicon:
    """All words of a vocabulary's names by the forms they take (`add`), to read tokens by (`read`)."""

    __slots__ = ("_beginnings", "_exact", "_folded", "_lengths", "_numbers")

    def __init__(self) -> None:
        self._numbers: dict[Word, int] = {}
        self._exact: dict[str, tuple[int, ...]] = {}
        self._folded: dict[str, tuple[int, ...]] = {}  # below zero: needs a capital
        self._beginnings: dict[str, tuple[_Beginning, ...]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}  # of the beginnings that start with these two letters

    def add(self, word: Word) -> int:
        """Return the number of a word, from 1; the same word has the same number."""
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self._numbers) + 1
            self._enter(word, number)
        return number

    def read(self, token: str) -> tuple[int, ...]:
        """Return the numbers of the words that a token of a text can be."""
        kept, folded = keep_case(token), fold_case(token)
        is_capital = kept[:1].isupper() or kept[:1].istitle()
        found = list(self._exact.get(kept, ()))
        found += [abs(number) for number in self._folded.get(folded, ()) if number > 0 or is_capital]
        for length in self._lengths.get(folded[:2], ()):
            for number, word in self._beginnings.get(folded[:length], ()):
                text = kept if word.is_exact else folded
                if (is_capital or not word.needs_capital) and _begins(word, text) and number not in found:
                    found.append(number)
        return tuple(found)

    def _enter(self, word: Word, number: int) -> None:
        if not word.is_stem:
            table = self._exact if word.is_exact else self._folded
            signed = -number if word.needs_capital and not word.is_exact else number
            for form in {word.text, *word.forms}:
                table[form] = (*table.get(form, ()), signed)
        stems = {word.text} if word.is_stem else set()
        stems.update(stem for language in word.languages for stem in list_stems(language, word.text.casefold()))
        for stem in sorted(stems):
            key = fold_case(stem)
            self._beginnings[key] = (*self._beginnings.get(key, ()), _Beginning(number, word))
            lengths = self._lengths.get(key[:2], ())
            if len(key) not in lengths:
                self._lengths[key[:2]] = tuple(sorted((*lengths, len(key))))


def _begins(word: Word, token: str) -> bool:
    """Whether a token begins with a stem, or is a word with a suffix."""
    if word.is_stem:
        return token.startswith(word.text)
    if not word.is_exact:
        return any(is_suffixed(language, word.text, token) for language in word.languages)
    rest = token[len(word.text) :]
    if not token.startswith(word.text) or not rest.islower():
        return False
    small = word.text.casefold()
    return any(
        rest in _ACRONYM_ENDINGS if language == "ru" else is_suffixed(language, small, small + rest)
        for language in word.languages
    )
