"""Quotation marks by language, the outer and the inner pair (CLDR 47, delimiters; Babel does not carry them)."""

from briefgen.wording.locales import find_primary

#: Outer opening and closing, inner opening and closing. French and Armenian spacing is left to the text.
_MARKS = {
    "en": "“”‘’",
    "ar": "”“’‘",
    "az": "“”‘’",
    "be": "«»„“",
    "bg": "„“’‘",
    "bs": "„”‘’",
    "ca": "«»“”",
    "cs": "„“‚‘",
    "da": "“”‘’",
    "de": "„“‚‘",
    "el": "«»“”",
    "es": "«»“”",
    "et": "„“‚‘",
    "fa": "«»‹›",
    "fi": "””’’",
    "fr": "«»«»",
    "he": "””’’",
    "hr": "„“‚‘",
    "hu": "„”»«",
    "hy": "«»«»",
    "is": "„“‚‘",
    "it": "«»“”",
    "ja": "「」『』",
    "ka": "„“‚‘",
    "kk": "«»„“",
    "ko": "“”‘’",
    "ky": "«»„“",
    "lt": "„“‚‘",
    "lv": "„”‚’",
    "mk": "„“‚‘",
    "mn": "“”‘’",
    "nb": "«»‘’",
    "nl": "“”‘’",
    "nn": "«»‘’",
    "no": "«»‘’",
    "pl": "„”«»",
    "pt": "“”‘’",
    "ro": "„”«»",
    "ru": "«»„“",
    "sk": "„“‚‘",
    "sl": "„“‚‘",
    "sq": "«»“”",
    "sr": "„“‘‘",
    "sv": "””’’",
    "tg": "«»„“",
    "tk": "“”‘’",
    "tr": "“”‘’",
    "tt": "«»„“",
    "uk": "«»„“",
    "ur": "“”‘’",
    "uz": "“”‘’",
    "zh": "“”‘’",
}
#: Tags whose marks differ from their language's.
_MARKS_BY_TAG = {
    "de-ch": "«»‹›",
    "it-ch": "«»‹›",
    "fr-ch": "«»‹›",
    "pt-pt": "«»“”",
    "zh-hant": "「」『』",
    "zh-tw": "「」『』",
}
#: Between our mark and one of the text's own (narrow no-break space, as French and English compositors set it).
_THIN_SPACE = "\u202f"
_DOUBLE = frozenset("“”„«»「」")
_ANY = _DOUBLE | frozenset("‘’‚‹›'\"")


def find_quotes(language: str, level: int = 1) -> tuple[str, str]:
    """Return the opening and closing quotation mark of a language: the outer pair, or with `level` 2 the inner one.

    English ones for a language that is not listed.
    """
    tag = language.replace("_", "-").lower()
    marks = _MARKS_BY_TAG.get(tag) or _MARKS.get(find_primary(tag), _MARKS["en"])
    return (marks[0], marks[1]) if level == 1 else (marks[2], marks[3])


def choose_quotes(text: str, language: str) -> tuple[str, str]:
    """Choose the marks that stand outside: the language's outer pair, or the inner one where the text has the outer.

    A text's own marks are never changed, so ours change places with them: ‘“We have no contact,” he said.’,
    „«Нет», — сказал он“. Where the text has both pairs, nothing is gained by the inner.
    """
    outer, inner = find_quotes(language), find_quotes(language, 2)
    own = _DOUBLE.intersection(text)
    if not own.intersection(outer) or own.intersection(inner):
        return outer
    return inner


def quote(text: str, language: str) -> str:
    """Set a text between its language's quotation marks, a thin space before or after one of its own."""
    opening, closing = choose_quotes(text, language)
    before = _THIN_SPACE if text[:1] in _ANY else ""
    after = _THIN_SPACE if text[-1:] in _ANY else ""
    return f"{opening}{before}{text}{after}{closing}"
