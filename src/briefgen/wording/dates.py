"""Partly known dates (EDTF) in the words of a language: ``2012-09`` is "September 2012"."""

import datetime
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from briefgen.model.date import PartialDate

Spoken = TypeVar("Spoken")
_SEASONS = {
    "en": ("spring", "summer", "autumn", "winter"),
    "ru": ("весна", "лето", "осень", "зима"),
    "kk": ("көктем", "жаз", "күз", "қыс"),
}
_ABOUT = {"en": "c. ", "ru": "ок. ", "kk": "шамамен "}
_SINCE = {"en": "since {}", "ru": "с {}", "kk": "{} бастап"}
_UNTIL = {"en": "until {}", "ru": "до {}", "kk": "{} дейін"}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEAR = re.compile(r"-?\d{4,}")
_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d\d)XX")
#: English dates are written day first, as desks in Europe and Asia do.
_LOCALES = {"en": "en_GB"}


def write_date(date: PartialDate, language: str) -> str:
    """Write a date for a reader; a part that EDTF has and we do not know how to say comes out as written."""
    start, slash, end = date.text.partition("/")
    if not slash:
        return _write_point(start, language)
    if end in ("", ".."):
        return _pick(_SINCE, language).format(_write_point(start, language))
    if start in ("", ".."):
        return _pick(_UNTIL, language).format(_write_point(end, language))
    return _write_days(start, end, language) or _dash(start, end).join(
        (_write_point(start, language), _write_point(end, language))
    )


def write_day(text: str, language: str) -> str:
    """Write an ISO date (``2026-11-22``) for a reader; anything else comes out as it is."""
    return _write_point(text, language)


def is_day_known(date: PartialDate) -> bool:
    """Whether the date names one day without a doubt."""
    return date.precision == "day" and not date.uncertain and not date.approximate


def _dash(start: str, end: str) -> str:
    return "–" if _YEAR.fullmatch(start) and _YEAR.fullmatch(end) else " – "


def _write_days(start: str, end: str, language: str) -> str:
    """Write two whole days or months as one span, "28–29 Aug 2019" (CLDR's intervals); "" for anything else."""
    from babel.dates import format_interval

    for pattern, skeleton in ((_DAY, "yMMMd"), (_MONTH, "yMMMM")):
        first, last = pattern.fullmatch(start), pattern.fullmatch(end)
        days = [_read_day(found) for found in (first, last) if found]
        if len(days) == 2 and days[0] and days[1]:
            return str(format_interval(days[0], days[1], skeleton, locale=_find_locale(language)))
    return ""


def _write_point(text: str, language: str) -> str:
    bare = text.rstrip("?~%")
    flags = text[len(bare) :]
    about = _pick(_ABOUT, language) if "~" in flags or "%" in flags else ""
    doubt = " (?)" if "?" in flags or "%" in flags else ""
    return f"{about}{_write_bare(bare, language)}{doubt}"


def _write_bare(text: str, language: str) -> str:
    writers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], str]], ...] = (
        (_DAY, lambda found, spoken: _format(found, "yMMMd", spoken)),
        (_MONTH, _write_month),
        (_DECADE, lambda found, _: f"{found[1]}0s"),
        (_CENTURY, lambda found, _: f"{found[1]}00s"),
    )
    for pattern, write in writers:
        if found := pattern.fullmatch(text):
            return write(found, language)
    return text


def _write_month(found: re.Match[str], language: str) -> str:
    """Months 21 to 24 are seasons (EDTF level 1)."""
    season = int(found[2]) - 21
    if 0 <= season < 4:
        return f"{_pick(_SEASONS, language)[season]} {found[1]}"
    return _format(found, "yMMMM", language)


def _format(found: re.Match[str], skeleton: str, language: str) -> str:
    from babel.dates import format_skeleton

    day = _read_day(found)
    return str(format_skeleton(skeleton, day, locale=_find_locale(language))) if day else found[0]


def _read_day(found: re.Match[str]) -> datetime.date | None:
    """Read a day, or a month's first; None where there is no such day (or the month is a season)."""
    try:
        return datetime.date(*(int(part) for part in (*found.groups(), "1")[:3]))
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _find_locale(language: str) -> str:
    from babel import Locale, UnknownLocaleError

    name = language.replace("-", "_")
    try:
        return str(Locale.parse(_LOCALES.get(name.lower(), name)))
    except (UnknownLocaleError, ValueError):
        return "en_GB"


def _pick(words: dict[str, Spoken], language: str) -> Spoken:
    return words.get(language.split("-", 1)[0].lower(), words["en"])
