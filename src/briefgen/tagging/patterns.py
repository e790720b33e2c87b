"""How the names of a tag match: which words, in which forms.

What a vocabulary's author writes is the base form; the rest follows from the name's language. A label has one; an
alias is read by its letters: Cyrillic ones are Russian, with Kazakh suffixes too where it is a proper name
(Назарбаевтың); with ә ғ қ ң ө ұ ү һ і Kazakh. What is worked out:

- Russian (`tagging.russian`): all cases of the head of the name. List "Организация Договора о коллективной
  безопасности" once, in the nominative. Ordinary words take both numbers if they are listed in the singular.
  Adjectives made of a name (казахстанский) are other words: list them, or a stem.
- Kazakh, Kyrgyz, Uzbek, Tajik (`tagging.suffixes`): suffixes of the last word. Kyrgyz, Uzbek and Tajik need a label.
- A name in capitals only (SCO, ОДКБ) matches exactly; endings may follow it behind a hyphen (ОДКБ-ға), or glued in
  small Cyrillic letters (МИДом, ЕҚЫҰның).
- Any other name matches case-blind as listed; its inflected forms need a capital where the word is a proper name. A
  single capitalised word that the Russian dictionary knows as an ordinary word too (Чад, Перу) needs one always;
  a pronoun or the like (Того) may also not open a sentence.
- A name with ``*`` matches by its stems and is not inflected; neither is any name of a tag with ``inflect: no``.
"""

from collections.abc import Iterator
from typing import NamedTuple

from briefgen.model.vocabulary import NO_LANGUAGE, Term
from briefgen.tagging.lexicon import Word
from briefgen.tagging.russian import WordForms, decline_name, is_ambiguous, is_function_word
from briefgen.tagging.suffixes import LANGUAGES
from briefgen.tagging.words import compile_tokens, fold_case, keep_case

_SHORTEST_STEM = 2
_MOST_WORDS = 200
_SHORTEST_SUFFIXED = 5  # letters of a Cyrillic name without a language that takes Kazakh suffixes
_SHORT = 4  # letters of a name that needs a capital before Kazakh suffixes, and takes no Uzbek or Tajik ones
_CYRILLIC = frozenset(map(chr, range(0x400, 0x530)))
_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_KAZAKH_ALONE = frozenset("әғқұһі")
_KAZAKH = _KAZAKH_ALONE | frozenset("ңөү")
_CONSONANTS = frozenset("бвгджзклмнпрстфхцчшщ")


class Pattern(NamedTuple):
    """One way that a name stands in a text.

    Of patterns with equally many words the one with the smallest `priority` wins: 0 exact, 1 as listed, 2 with a
    stem, 3 inflected. `is_inside`: it may not open a sentence.
    """

    name: str
    words: tuple[Word, ...]
    priority: int
    is_inside: bool = False

    @property
    def is_listed(self) -> bool:
        """Whether the name stands here as the author lists it, without stems."""
        return self.priority < 2 and not any(word.is_stem for word in self.words)


def list_patterns(term: Term) -> Iterator[Pattern]:
    """Yield the patterns of all names of a tag; nothing for a name that cannot match, which reading reports."""
    for name in term.names:
        languages = {language.partition("-")[0].lower() for language, label in term.labels if label == name}
        is_alias = name in term.aliases or languages <= {NO_LANGUAGE}
        yield from list_name_patterns(name, frozenset(languages), is_alias, term.inflected)
    for form in term.forms:
        words = tuple(Word(keep_case(word), is_exact=True) for word, _ in split_name(form.replace("*", " ")))
        if words:
            yield Pattern(form, words, 0)


def list_name_patterns(
    name: str, languages: frozenset[str] = frozenset(), is_alias: bool = True, is_inflected: bool = True
) -> Iterator[Pattern]:
    """Yield the patterns of one name, given the languages (BCP 47) of the labels that it is.

    `is_alias`: it stands without a language too, so that its letters tell more of them.
    """
    parts = split_name(name)
    if not parts:
        return
    tokens = [word for word, _ in parts]
    has_stem = any(is_stem for _, is_stem in parts)
    if _is_in_capitals(name):
        exact = tuple(Word(keep_case(word), is_exact=True, is_stem=is_stem) for word, is_stem in parts)
        yield Pattern(name, _glue_endings(exact) if is_inflected and not has_stem else exact, 0)
        return
    listed = tuple(Word(fold_case(word), is_stem=is_stem) for word, is_stem in parts)
    if has_stem or not is_inflected:
        yield Pattern(name, listed, 2 if has_stem else 1)
        return
    spoken = languages | (_guess_languages(name) if is_alias else frozenset())
    yield from _list_inflected(name, tokens, listed, spoken)


def _list_inflected(
    name: str, tokens: list[str], listed: tuple[Word, ...], spoken: frozenset[str]
) -> Iterator[Pattern]:
    """Yield a name as listed, then with its cases and with its suffixes."""
    is_russian = "ru" in spoken and not _CYRILLIC.isdisjoint(name.casefold())
    alone = tokens[0] if is_russian and len(tokens) == 1 and not tokens[0].islower() else ""
    is_inside = bool(alone) and is_function_word(alone)
    if alone and (is_inside or is_ambiguous(alone)):
        listed = (listed[0]._replace(needs_capital=True),)
    yield Pattern(name, listed, 1, is_inside)
    forms = decline_name(tokens) if is_russian else (None,) * len(tokens)
    if any(forms):
        yield Pattern(name, tuple(map(_inflect_word, listed, forms)), 3)
    is_name = is_russian and (forms[-1] is None or forms[-1].is_proper)
    suffixed = _add_suffixes(tokens[-1], listed, spoken, is_plain_name=is_name)
    if suffixed:
        yield Pattern(name, suffixed, 3, is_inside)


def split_name(name: str) -> tuple[tuple[str, bool], ...]:
    """Split a name into its words, each with whether ``*`` makes it a stem; empty where it cannot match."""
    words: list[tuple[str, bool]] = []
    for word in compile_tokens().findall(name):
        if word == "*" and words and not words[-1][1]:
            words[-1] = (words[-1][0], True)
        else:
            words.append((word, False))
    while words and words[-1] == (".", False):
        words.pop()
    too_short = any(is_stem and sum(map(str.isalnum, word)) < _SHORTEST_STEM for word, is_stem in words)
    if too_short or len(words) > _MOST_WORDS:
        return ()
    return tuple(words) if any(word[0].isalnum() for word, _ in words) else ()


def _is_in_capitals(name: str) -> bool:
    """Whether a name has capitals and no small letter (``SCO``, ``C5+1``, ``ОДКБ``)."""
    return any(map(str.isupper, name)) and not any(map(str.islower, name))


def _guess_languages(name: str) -> frozenset[str]:
    """Return in which of the languages with inflection a Cyrillic name may be, by its letters."""
    cyrillic = _CYRILLIC.intersection(name.casefold())
    if not cyrillic or not cyrillic <= _RUSSIAN | _KAZAKH:
        return frozenset()  # Ukrainian, Tajik, Serbian…: only their labels tell
    if cyrillic <= _RUSSIAN:
        return frozenset({"ru"})
    return frozenset({"kk"} if cyrillic & _KAZAKH_ALONE else {"kk", "ky"})


def _inflect_word(listed: Word, forms: WordForms | None) -> Word:
    if forms is None:
        return listed
    return Word(listed.text, needs_capital=forms.is_proper, forms=forms.forms)


def _add_suffixes(last: str, listed: tuple[Word, ...], spoken: frozenset[str], is_plain_name: bool) -> tuple[Word, ...]:
    """Let the last word take suffixes; empty where the language has none or the word is too short to be safe.

    `is_plain_name`: it is a proper name in letters that Kazakh shares with Russian.
    """
    is_short = len(last) <= _SHORT
    languages = spoken & {"kk", "ky"} if is_short else spoken & set(LANGUAGES)
    needs_capital = not last.islower() and is_short
    if not languages and is_plain_name and not last.islower() and len(last) >= _SHORTEST_SUFFIXED:
        languages, needs_capital = frozenset({"kk"}), True
    if not languages or not last.isalpha():
        return ()
    return (*listed[:-1], listed[-1]._replace(languages=tuple(sorted(languages)), needs_capital=needs_capital))


def _glue_endings(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Let a Cyrillic acronym take small endings: Kazakh ones, and Russian ones where it ends like a noun (МИД)."""
    last = words[-1].text
    letters = set(last.casefold())
    if not letters <= _CYRILLIC or len(last) < _SHORTEST_STEM:
        return words
    ends_like_noun = letters <= _RUSSIAN and last[-1].casefold() in _CONSONANTS and last[-2].casefold() in "аеёиоуыэюя"
    return (*words[:-1], words[-1]._replace(languages=("kk", "ru") if ends_like_noun else ("kk",)))
