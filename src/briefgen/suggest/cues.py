"""By which words a name's kind is told: `cues.toml`, and the calendar and languages that Babel knows."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from briefgen.suggest.stems import cut_ending

_LOCALES = ("en", "ru", "kk", "ky", "uz", "tg")


@dataclass(frozen=True, slots=True)
class Cues:
    """A list of words; `has` tells whether a word, in small letters, is one of them or begins like one."""

    words: frozenset[str]
    beginnings: re.Pattern[str]

    def has(self, word: str) -> bool:
        """Tell whether `word` is among them."""
        return word in self.words or self.beginnings.match(word) is not None


@cache
def list_cues(name: str) -> Cues:
    """Return the list of `cues.toml` that is called `name`: organisation, person, place, noise and so on."""
    text = files("briefgen.suggest").joinpath("cues.toml").read_text(encoding="utf-8")
    return _compile(tomllib.loads(text)[name])


@cache
def list_calendar_words() -> frozenset[str]:
    """Return the names of months, weekdays and languages (in English also adjectives: Kazakh, Russian), folded."""
    from babel import Locale

    found: set[str] = set()
    for code in _LOCALES:
        locale = Locale.parse(code)
        for contexts in (locale.months, locale.days):
            for widths in contexts.values():
                for names in widths.values():
                    found.update(names.values())
    found.update(Locale.parse("en").languages.values())
    return frozenset(word for name in found for word in (name.casefold().strip("."), f"{name.casefold()}s"))


@cache
def list_territories() -> dict[str, str]:
    """Map the countries' names in six languages, each word without its ending, to their English names."""
    from babel import Locale

    english = Locale.parse("en").territories
    return {
        " ".join(cut_ending(word) for word in name.split()): english[code]
        for locale in _LOCALES
        for code, name in Locale.parse(locale).territories.items()
        if len(code) == 2 and code in english
    }


@cache
def list_territory_beginnings() -> frozenset[str]:
    """Return the first four letters of each word of the countries' English names: Afghan, Syrian, Iraqi are theirs."""
    from babel import Locale

    names = Locale.parse("en").territories.values()
    return frozenset(word[:4] for name in names for word in name.casefold().split() if len(word) >= 4)


def _compile(words: Iterable[str]) -> Cues:
    whole = frozenset(word for word in words if not word.endswith("*"))
    stems = sorted(word[:-1] for word in words if word.endswith("*"))
    # An empty alternative would begin every word.
    return Cues(whole, re.compile("|".join(stems) if stems else r"(?!)"))
