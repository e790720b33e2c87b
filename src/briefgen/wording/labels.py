"""The words that a brief itself says, in its language, by their keys in the catalogues."""

from briefgen.wording.catalogue import fill_placeholders
from briefgen.wording.numbers import write_number
from briefgen.wording.words import find_word, list_keys

#: Quotation marks by language (CLDR); English ones for any other.
_QUOTES = {"ru": "«»", "kk": "«»", "ky": "«»", "uk": "«»", "be": "«»", "el": "«»", "fr": "«»", "de": "„“", "pl": "„”"}

#: The likelihood terms of ICD 203 with their ranges in per cent.
LIKELIHOODS = (
    (("almost no chance", "remote", "a remote chance"), "1–5 %"),
    (("very unlikely", "highly improbable"), "5–20 %"),
    (("unlikely", "improbable"), "20–45 %"),
    (("roughly even chance", "roughly even odds"), "45–55 %"),
    (("likely", "probable", "probably"), "55–80 %"),
    (("very likely", "highly probable"), "80–95 %"),
    (("almost certain", "almost certainly", "nearly certain"), "95–99 %"),
)


def say(key: str, language: str, **values: object) -> str:
    """Say one of the brief's own words in `language` (BCP 47), with `values` for the names between its braces.

    Whole numbers are written with the language's grouping. English stands for a word that no catalogue of the
    language has. Raises KeyError for a key that is none.
    """
    word = find_word(key, language)
    return fill_placeholders(word.forms[0], _write_values(values, word.language))


def say_count(number: int, key: str, language: str, **values: object) -> str:
    """Say a number with its noun in the right plural: "3 sources"; ``{number}`` is the number."""
    word = find_word(key, language)
    return fill_placeholders(word.choose_form(number), _write_values({"number": number, **values}, word.language))


def say_audience(marking: str, language: str) -> str:
    """Say to whom a text with this marking (its name, ``AMBER_STRICT``) may go."""
    return say(f"audience.{marking}", language)


def find_quotes(language: str) -> tuple[str, str]:
    """Return the opening and closing quotation mark of a language."""
    marks = _QUOTES.get(_primary(language), "“”")
    return marks[0], marks[1]


def find_range(likelihood: str) -> str:
    """Return the range in per cent of a likelihood term, "" where it is not one of the scale's."""
    wanted = likelihood.strip().casefold()
    return next((span for terms, span in LIKELIHOODS if wanted in terms), "")


def name_kind(kind: str, language: str) -> str:
    """Name a CSL type: "newspaper article"; an unknown one by its own word."""
    key = f"kind.{kind}"
    return say(key, language) if key in list_keys() else kind.replace("-", " ").replace("_", " ")


def name_language(code: str, language: str) -> str:
    """Name the language `code` in `language`: "Russian"; the code itself where it is unknown."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(_primary(code)).get_display_name(_primary(language))
    except (UnknownLocaleError, ValueError, TypeError):
        return code
    return name or code


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-", 1)[0].lower()


def _write_values(values: dict[str, object], language: str) -> dict[str, str]:
    return {name: write_number(value, language) if type(value) is int else str(value) for name, value in values.items()}
