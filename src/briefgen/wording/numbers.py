"""Numbers as a language writes them: grouped digits, decimal signs, ranges in per cent (CLDR)."""

from functools import lru_cache

from briefgen.wording.locales import find_locale

#: From here on digits are grouped: 9999 stands without a sign, as years do, 10 000 with one.
_GROUPED = 10_000


@lru_cache(maxsize=1024)
def write_number(number: int | float, language: str) -> str:
    """Write a number with a language's signs, at most one decimal: "12,345.5", "12 345,5"."""
    if isinstance(number, int) and abs(number) < _GROUPED:
        return str(number)
    from babel.numbers import format_decimal

    return str(format_decimal(number, format="#,##0.#", locale=find_locale(language)))
