"""From a language (BCP 47) to the CLDR locale that writes its dates, numbers and lists, and to its script."""

from functools import lru_cache

#: English dates are written day first, as desks in Europe and Asia do.
_LOCALES = {"en": "en_GB"}
#: Scripts (ISO 15924) that run from right to left.
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Samr", "Mand", "Adlm", "Rohg", "Yezi"})


def find_primary(language: str) -> str:
    """Return a tag's language alone: ``kk`` of ``kk-Cyrl-KZ``."""
    return language.replace("_", "-").split("-", 1)[0].lower()


@lru_cache(maxsize=64)
def find_locale(language: str) -> str:
    """Find the CLDR locale of a language, British English for one that CLDR does not know."""
    from babel import Locale, UnknownLocaleError

    name = language.replace("-", "_")
    for known in (_LOCALES.get(name.lower(), name), find_primary(language)):
        try:
            return str(Locale.parse(known))
        except (UnknownLocaleError, ValueError):
            continue
    return "en_GB"


@lru_cache(maxsize=256)
def find_script(language: str) -> str:
    """Find the script (ISO 15924) in which a language is written: said in its tag, or usual; "" where unknown."""
    from babel.core import get_global

    parts = language.replace("_", "-").split("-")
    said = [part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()]
    if said:
        return said[0]
    usual: str = get_global("likely_subtags").get(find_primary(language), "")
    return next((part for part in usual.split("_") if len(part) == 4 and part.isalpha()), "")


def is_right_to_left(language: str) -> bool:
    """Whether a language's script runs from right to left."""
    return find_script(language) in _RIGHT_TO_LEFT
