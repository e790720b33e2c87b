"""Numbers as a language writes them: grouped digits, decimal signs, ranges in per cent (CLDR)."""

from functools import lru_cache

from briefgen.wording.locales import find_locale
from briefgen.wording.words import choose_language

#: From here on digits are grouped: 9999 stands without a sign, as years do, 10 000 with one.
_GROUPED = 10_000


def write_number(number: int | float, language: str) -> str:
    """Write a number with a language's signs, at most one decimal: "12,345.5", "12 345,5"."""
    if isinstance(number, int) and abs(number) < _GROUPED:
        return str(number)
    return _format(number, "#,##0.#", choose_language(language))


def write_percents(low: int, high: int, language: str) -> str:
    """Write a range of whole per cents: "20–45%", in Russian with a blank before the sign."""
    from babel import Locale

    locale = Locale.parse(find_locale(choose_language(language)))
    written = str(locale.percent_formats[None].pattern).replace("#,##0", f"{low}–{high}")
    return written.replace("%", str(locale.number_symbols.get("latn", {}).get("percentSign", "%")))


@lru_cache(maxsize=1024)
def _format(number: int | float, pattern: str, language: str) -> str:
    from babel.numbers import format_decimal

    return str(format_decimal(number, format=pattern, locale=find_locale(language), numbering_system="latn"))
