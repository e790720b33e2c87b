"""The words that a brief itself says, in its language, by their keys in the catalogues."""

from functools import lru_cache

from briefgen.model.likelihood import RANGES
from briefgen.wording.catalogue import fill_placeholders
from briefgen.wording.locales import find_primary
from briefgen.wording.numbers import write_number, write_percents
from briefgen.wording.words import find_word, list_keys

_SCALE_LANGUAGES = ("en", "ru", "kk")


def say(key: str, language: str, /, **values: object) -> str:
    """Say one of the brief's own words in `language` (BCP 47), with `values` for the names between its braces.

    Whole numbers are written with the language's grouping. English stands for a word that no catalogue of the
    language has. Raises KeyError for a key that is none.
    """
    word = find_word(key, language)
    return fill_placeholders(word.forms[0], _write_values(values, word.language))


def say_count(number: int, key: str, language: str, /, **values: object) -> str:
    """Say a number with its noun in the right plural: "3 sources"; ``{number}`` is the number."""
    word = find_word(key, language)
    return fill_placeholders(word.choose_form(number), _write_values({"number": number, **values}, word.language))


def say_audience(marking: str, language: str) -> str:
    """Say to whom a text with this marking (its name, ``AMBER_STRICT``) may go."""
    return say(f"audience.{marking}", language)


def list_likelihoods(language: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """List the scale of likelihood (ICD 203) in a language: each step's terms, the usual first, and its per cents."""
    return tuple(
        (tuple(say(f"likelihood.{row}", language).split("|")), write_percents(low, high, language))
        for row, (low, high) in enumerate(RANGES, 1)
    )


def find_range(likelihood: str, language: str = "en") -> str:
    """Write the range in per cent of a likelihood term, whichever language's scale has it; "" where none has."""
    wanted = likelihood.strip().casefold()
    for spoken in dict.fromkeys((language, *_SCALE_LANGUAGES)):
        for (low, high), (terms, _) in zip(RANGES, list_likelihoods(spoken), strict=True):
            if wanted in terms:
                return write_percents(low, high, language)
    return ""


def name_kind(kind: str, language: str) -> str:
    """Name a CSL type: "newspaper article"; an unknown one by its own word."""
    key = f"kind.{kind}"
    return say(key, language) if key in list_keys() else kind.replace("-", " ").replace("_", " ")


@lru_cache(maxsize=1024)
def name_language(code: str, language: str) -> str:
    """Name the language `code` in `language`: "Russian"; the code itself where it is unknown."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(find_primary(code)).get_display_name(find_primary(language))
    except (UnknownLocaleError, ValueError, TypeError):
        return code
    return name or code


def _write_values(values: dict[str, object], language: str) -> dict[str, str]:
    return {name: write_number(value, language) if type(value) is int else str(value) for name, value in values.items()}
