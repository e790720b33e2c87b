"""Which language a page is written in."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: The languages that are told apart (ISO 639-1): what an analyst of Eurasia meets, and the large ones beside.
_LANGUAGES = [
    "en",
    "ru",
    "kk",
    "ky",
    "uz",
    "tg",
    "tr",
    "az",
    "hy",
    "ka",
    "uk",
    "be",
    "mn",
    "fa",
    "ar",
    "he",
    "zh",
    "ja",
    "ko",
    "hi",
    "ur",
    "ps",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "cs",
    "sk",
    "sv",
    "no",
    "da",
    "fi",
    "et",
    "lv",
    "lt",
    "ro",
    "bg",
    "sr",
    "hr",
    "sl",
    "hu",
    "el",
]
_SAMPLE = 4000
_SHORTEST = 40
_LEAST_SURE = 0.5


def name_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, or "" when it is too short or not clear.

    py3langid's model, restricted to a list of languages; the first call takes half a second to load it.
    """
    sample = " ".join(text[:_SAMPLE].split())
    if sum(c.isalpha() for c in sample) < _SHORTEST:
        return ""
    code, sureness = _identifier().classify(sample)
    return str(code) if sureness >= _LEAST_SURE and code != "und" else ""


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in _LANGUAGES if code in identifier.nb_classes])
    return identifier
