"""Partly known dates (EDTF) in the words of a language: ``2012-09`` is "September 2012".

Days and months are written as CLDR has them. Beside "since", "until" and "not before" Russian and
Kazakh put a month into another
case, which CLDR lacks: Russian's genitive is CLDR's form beside a day, Kazakh's endings stand here.
"""

import datetime
import re
from collections.abc import Callable
from functools import lru_cache

from briefgen.model.date import PartialDate
from briefgen.wording.labels import say
from briefgen.wording.locales import find_locale, find_primary
from briefgen.wording.words import choose_language

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEAR = re.compile(r"-?\d{4,}")
_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d\d)XX")
#: Months 21 to 24 are seasons (EDTF level 1).
_SEASONS = ("spring", "summer", "autumn", "winter")
_PLAIN, _SINCE, _UNTIL = "date", "since", "until"
_NOT_BEFORE, _NOT_AFTER = "not_before", "not_after"
#: The endings of Kazakh months from January on: ablative (from), dative (to).
_KAZAKH_ENDINGS = {
    _SINCE: ("дан", "нан", "дан", "ден", "дан", "нан", "ден", "дан", "тен", "нан", "дан", "нан"),
    _UNTIL: ("ға", "ға", "ға", "ге", "ға", "ға", "ге", "ға", "ке", "ға", "ға", "ға"),
}
_KAZAKH_ENDINGS |= {_NOT_BEFORE: _KAZAKH_ENDINGS[_SINCE], _NOT_AFTER: _KAZAKH_ENDINGS[_SINCE]}
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def write_date(date: PartialDate, language: str) -> str:
    """Write a date for a reader; a part that EDTF has and we do not know how to say comes out as written."""
    spoken = choose_language(language)
    start, slash, end = date.text.partition("/")
    if not slash:
        return _write_point(start, spoken)
    if end in ("", ".."):
        return _write_point(start, spoken, _NOT_BEFORE if date.is_bound else _SINCE)
    if start in ("", ".."):
        return _write_point(end, spoken, _NOT_AFTER if date.is_bound else _UNTIL)
    return _write_days(start, end, spoken) or _dash(start, end).join(
        (_write_point(start, spoken), _write_point(end, spoken))
    )


def write_year(date: PartialDate, language: str) -> str:
    """Write the year of a date, or its years; of one with an open end the year that is known: "2009 or later"."""
    if date.is_open:
        key = "year.or_later" if date.latest == datetime.date.max else "year.or_earlier"
        return say(key, choose_language(language), year=str(date.known_day.year))
    first, last = date.earliest.year, date.latest.year
    return str(first) if first == last else f"{first}–{last}"


def write_day(text: str, language: str) -> str:
    """Write an ISO date (``2026-11-22``) for a reader; anything else comes out as it is."""
    return _write_point(text, choose_language(language))


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
            return str(format_interval(days[0], days[1], skeleton, locale=find_locale(language)))
    return ""


def _write_point(text: str, language: str, beside: str = _PLAIN) -> str:
    """Write one day, month, year … with its doubts, alone or beside "since" or "until"."""
    bare = text.rstrip("?~%")
    flags = text[len(bare) :]
    if beside != _PLAIN and ("~" in flags or "%" in flags):
        # "since c. 2011": the word between takes the place that would ask for a case.
        written = say(f"{beside}.date", language, date=say("date.about", language, date=_write_bare(bare, language)))
    else:
        written = _write_bare(bare, language, beside)
        written = say("date.about", language, date=written) if "~" in flags or "%" in flags else written
    return say("date.doubt", language, date=written) if "?" in flags or "%" in flags else written


def _write_bare(text: str, language: str, beside: str = _PLAIN) -> str:
    writers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str, str], str]], ...] = (
        (_DAY, _write_whole_day),
        (_MONTH, _write_month),
        (_DECADE, lambda found, spoken, case: say(f"{case}.decade", spoken, year=f"{found[1]}0")),
        (_CENTURY, _write_century),
    )
    for pattern, write in writers:
        if found := pattern.fullmatch(text):
            return write(found, language, beside)
    if beside == _PLAIN:
        return text
    value = "year" if _YEAR.fullmatch(text) else "date"
    return say(f"{beside}.{value}", language, **{value: text})


def _write_whole_day(found: re.Match[str], language: str, beside: str) -> str:
    day = _read_day(found)
    if day is None:
        return found[0]
    if beside == _PLAIN:
        return _format(day, "yMMMd", language)
    if find_primary(language) == "kk":
        return say(f"{beside}.date", language, date=f"{day.year} жылғы {day.day} {_inflect_kazakh(day.month, beside)}")
    return say(f"{beside}.date", language, date=_format(day, "yMMMd", language))


def _write_month(found: re.Match[str], language: str, beside: str) -> str:
    season = int(found[2]) - 21
    if 0 <= season < len(_SEASONS):
        return say(f"{beside}.{_SEASONS[season]}", language, year=found[1])
    day = _read_day(found)
    if day is None:
        return found[0]
    if beside == _PLAIN:
        return _format(day, "yMMMM", language)
    return say(f"{beside}.date", language, date=_write_inflected_month(day, language, beside))


def _write_inflected_month(day: datetime.date, language: str, beside: str) -> str:
    """Write a month and year as they stand after "since" or "until"."""
    match find_primary(language):
        case "kk":
            return f"{day.year} жылғы {_inflect_kazakh(day.month, beside)}"
        case "ru":
            from babel.dates import get_month_names

            return f"{get_month_names('wide', 'format', find_locale(language))[day.month]} {day.year}\u202fг."
        case _:
            return _format(day, "yMMMM", language)


def _inflect_kazakh(month: int, beside: str) -> str:
    from babel.dates import get_month_names

    return f"{get_month_names('wide', 'format', 'kk')[month]}{_KAZAKH_ENDINGS[beside][month - 1]}"


def _write_century(found: re.Match[str], language: str, beside: str) -> str:
    return say(f"{beside}.century", language, century=_count_century(found[1], language))


def _count_century(first_digits: str, language: str) -> str:
    """Count a century: "20th" in English, Roman figures elsewhere."""
    number = int(first_digits) + 1
    if find_primary(language) == "en":
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number // 10 != 1 else "th"
        return f"{number}{ending}"
    figures = ""
    for value, figure in _ROMAN:
        figures += figure * (number // value)
        number %= value
    return figures


@lru_cache(maxsize=4096)
def _format(day: datetime.date, skeleton: str, language: str) -> str:
    from babel.dates import format_skeleton

    return str(format_skeleton(skeleton, day, locale=find_locale(language)))


def _read_day(found: re.Match[str]) -> datetime.date | None:
    """Read a day, or a month's first; None where there is no such day (or the month is a season)."""
    try:
        return datetime.date(*(int(part) for part in (*found.groups(), "1")[:3]))
    except ValueError:
        return None
