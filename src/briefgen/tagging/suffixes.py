"""Suffixes that Kazakh, Kyrgyz, Uzbek and Tajik set at a name's end, as finite lists: number, possession, case.

The lists are made by joining the links of a chain (plural, possessive, case, ``-ғы``), each with its variants by
vowel harmony (within one chain the same vowels) and by assimilation: ``-да`` after a vowel or р, ``-та`` after т.
Names from other languages keep no harmony with their own vowels (Назарбаев-тың), so that none is asked for
there. Derived words are left out: қазақстандық is an adjective as казахстанский is.
"""

from collections.abc import Iterator
from functools import cache

_VOICELESS = frozenset("кқпстфхцчшщһ")
_EITHER = frozenset("бвгдж")  # voiced in spelling, often voiceless in speech: Назарбаевтың
_VOWELS = frozenset("аәеёиіоөуүұыэюя")
_POSSESSIVE = {"kk": "ыі", "ky": "ыиуү"}
_VOICED = {"к": "г", "қ": "ғ", "п": "б"}
_AFTER_VOICELESS = frozenset("тқкпыіиуү")
_AFTER_VOICED = frozenset("днғгмблыиіуү")
#: The languages (BCP 47) that have a list here.
LANGUAGES = ("kk", "ky", "uz", "tg")

# Of a chain: its open vowel (да/де), its narrow one (ның/нің), and the consonants of its dative.
_KAZAKH = (("а", "ы", "ғ", "қ"), ("е", "і", "г", "к"))
_KYRGYZ = tuple((*vowels, "г", "к") for vowels in ("аы", "еи", "оу", "өү", "ау"))
_TAJIK = ("и", "ро", "у", "ю", "иро", "ҳо", "ҳои", "ҳоро", "ҳову", "ву")


def list_stems(language: str, word: str) -> tuple[str, ...]:
    """Return what suffixes are set to: the folded word, and what its last letter turns into (одақ, одағ-ы)."""
    if language in ("kk", "ky") and word[-1:] in _VOICED:
        return word, word[:-1] + _VOICED[word[-1]]
    if language == "tg" and word.endswith("ӣ"):
        return word, word[:-1] + "и"
    return (word,)


def is_suffixed(language: str, word: str, token: str) -> bool:
    """Whether a folded token is the folded word with one of the language's suffixes."""
    for stem in list_stems(language, word):
        rest = token[len(stem) :]
        if token.startswith(stem) and _may_follow(language, stem, word, rest) and _is_suffix(language, stem, rest):
            return True
    return False


def _is_suffix(language: str, stem: str, rest: str) -> bool:
    """Whether letters are a suffix; the cases behind a possessive only where the name ends in one (кеңесі-не)."""
    if rest in _list_suffixes(language):
        return True
    return stem[-1:] in _POSSESSIVE.get(language, "") and rest in _list_owned(language)


def _may_follow(language: str, stem: str, word: str, rest: str) -> bool:
    if language not in ("kk", "ky"):
        return True
    if not rest:
        return False
    if stem != word:
        return rest[0] in "ыіиуү"
    last = stem[-1:]
    if last in _VOWELS:
        return rest[0] not in "тқкпыіиуү"
    if last in _EITHER:
        return True
    return rest[0] in (_AFTER_VOICELESS if last in _VOICELESS else _AFTER_VOICED)


@cache
def _list_suffixes(language: str) -> frozenset[str]:
    """Return all chains of suffixes of a language (BCP 47)."""
    if language in _POSSESSIVE:
        return frozenset(chain for links in _list_links(language) for chain in _chain(*links))
    return frozenset(_chain_uzbek() if language == "uz" else _TAJIK)


@cache
def _list_owned(language: str) -> frozenset[str]:
    """Return the cases that follow a possessive."""
    return frozenset(case for *_, owned in _list_links(language) for case in owned)


def _list_links(language: str) -> Iterator[tuple[list[str], list[str], list[str], list[str], list[str]]]:
    """Yield for each harmony the links of a chain: plurals, possessives, "our", cases, cases behind a possessive."""
    is_kazakh = language == "kk"
    for wide, narrow, soft, hard in _KAZAKH if is_kazakh else _KYRGYZ:
        last, our = ("ң", "м") if is_kazakh else ("н", "б")
        bare = [c + narrow + last for c in "ндт"] + [soft + wide, hard + wide] + [c + narrow for c in "ндт"]
        bare += _place(wide, narrow, ("д", "т"), soft) + [c + wide + "н" for c in ("днт" if is_kazakh else "дт")]
        owned = ["н" + narrow + last, "н" + wide, "н", "н" + wide + "н", *_place(wide, narrow, ("нд",), soft)]
        if is_kazakh:
            bare += [c + "ен" for c in "мбп"]
            owned.append("мен")
        ours = [narrow + our + narrow + "з", our + narrow + "з"]
        yield [c + wide + "р" for c in "лдт"], [narrow, "с" + narrow], ours, bare, owned


def _place(wide: str, narrow: str, consonants: tuple[str, ...], joint: str) -> list[str]:
    """The locative, and what is made of it: ``-да``, ``-дағы``."""
    return [ending for c in consonants for ending in (c + wide, c + wide + joint + narrow)]


def _chain(
    plurals: list[str], possessives: list[str], ours: list[str], bare: list[str], owned: list[str]
) -> Iterator[str]:
    """Join plural, possessive and case."""
    for plural in ("", *plurals):
        yield from [plural] * bool(plural)
        yield from (plural + case for case in bare)
        for possessive in possessives[: 1 if plural else None]:
            yield from (plural + possessive + case for case in ("", *owned))
        yield from (plural + possessive + case for possessive in ours for case in ("", *bare))


def _chain_uzbek() -> Iterator[str]:
    latin = ["ning", "ga", "ka", "qa", "ni", "da", "dan", "dagi", "cha", "gacha"]
    cyrillic = ["нинг", "га", "ка", "қа", "ни", "да", "дан", "даги", "ча", "гача"]
    for plural, possessives, cases in (
        ("lar", ("", "i", "si", "imiz"), latin),
        ("лар", ("", "и", "си", "имиз"), cyrillic),
    ):
        chains = (number + owner + case for number in ("", plural) for owner in possessives for case in ("", *cases))
        yield from (chain for chain in chains if chain)
