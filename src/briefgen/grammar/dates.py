"""Dates that may be partly known: EDTF (ISO 8601-2:2019), levels 0 and 1 and what briefs need of 2.

Read are ``2011``, ``2011-01``, ``2011-01-31`` (with a time of day, which is passed over), seasons
(``2012-21`` to ``2012-24``), quarters (``2012-33`` to ``2012-36``), unspecified digits (``201X``, ``20XX``,
``2012-XX``, ``2012-05-XX``, ``2012-XX-XX``), ``?`` uncertain, ``~`` approximate and ``%`` both, after the date
or beside a part of it, and intervals ``a/b`` with open or unknown ends (``a/..``, ``../b``, ``a/``). Years
go from 0001 to 2100. Nothing is ever completed from the day of reading.
"""

import calendar
import datetime
import re

from briefgen.model.date import PartialDate

YEARS = range(1, 2101)
_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)"
    r"(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX)(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?)?)?",
    re.ASCII,
)
# A qualifier stands after the whole, or before or after one part (level 2).
_QUALIFIERS = re.compile(r"(?:(?<=[\dX])[?~%]+(?=-|/|$)|(?:^|(?<=-))[?~%](?=[\dX]))", re.ASCII)
_SPANS = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
}
_WINTER = 24
_OTHER_FORMS = (
    (re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})", re.ASCII), (1, 2, 3)),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII), (3, 2, 1)),
)
_LIMIT = 100


def read_date(text: str) -> PartialDate | str:
    """Return the date that `text` tells in EDTF, else a sentence fragment on what is wrong with it.

    The fragment continues "not an EDTF date: ". `earliest` and `latest` of the result are the first and last
    day the date can mean; an open or unknown end of an interval is `date.min` or `date.max`. Northern seasons:
    winter is January and February, or December and the two months that follow, so it spans all of them.
    """
    if not text or len(text) > _LIMIT:
        return "it is empty" if not text else "it is too long"
    start, slash, end = text.partition("/")
    return _read_interval(text, start, end) if slash else _read_single(text)


def _read_interval(text: str, start: str, end: str) -> PartialDate | str:
    if not start.strip(".") and not end.strip("."):
        return "both ends of the interval are open"
    first = _read_end(start, datetime.date.min)
    last = _read_end(end, datetime.date.max)
    if isinstance(first, str):
        return _suggest_form(text) or first
    if isinstance(last, str):
        return _suggest_form(text) or last
    if first.earliest > last.latest:
        return "the interval ends before it begins"
    return PartialDate(
        text,
        first.earliest,
        last.latest,
        "interval",
        uncertain=first.uncertain or last.uncertain,
        approximate=first.approximate or last.approximate,
    )


def _read_end(text: str, day: datetime.date) -> PartialDate | str:
    """Read one end of an interval; an open (``..``) or unknown (empty) one is `day`."""
    return PartialDate(text, day, day, "day") if text in {"", ".."} else _read_single(text)


def _read_single(text: str) -> PartialDate | str:
    marks = "".join(_QUALIFIERS.findall(text))
    match = _DATE.fullmatch(_QUALIFIERS.sub("", text))
    if not match:
        return _explain_form(text)
    span = _read_span(match["year"], match["month"], match["day"])
    if isinstance(span, str):
        return span
    earliest, latest, precision = span
    uncertain, approximate = bool({"?", "%"} & set(marks)), bool({"~", "%"} & set(marks))
    return PartialDate(text, earliest, latest, precision, uncertain, approximate)


_Span = tuple[datetime.date, datetime.date, str]


def _read_span(year: str, month: str | None, day: str | None) -> _Span | str:
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if last not in YEARS or max(first, 1) not in YEARS:
        return "the year must lie between 0001 and 2100"
    if "X" in year:
        if month:
            return "a month needs a whole year before it"
        precision = "decade" if year.count("X") == 1 else "century"
        return datetime.date(max(first, 1), 1, 1), datetime.date(last, 12, 31), precision
    if month is None or (month == "XX" and day in {None, "XX"}):
        return datetime.date(first, 1, 1), datetime.date(first, 12, 31), "year"
    if month == "XX":
        return "a day needs a month before it"
    return _read_part_of_year(first, int(month), day)


def _read_part_of_year(year: int, month: int, day: str | None) -> _Span | str:
    if 1 <= month <= 12:
        return _read_month(year, month, day)
    if month != _WINTER and month not in _SPANS:
        return f"there is no month {month:02d}"
    if day:
        return "a season has no days"
    if month == _WINTER:
        return datetime.date(year, 1, 1), _end_month(year + 1, 2), "season"
    start, end = _SPANS[month]
    return datetime.date(year, start, 1), _end_month(year, end), "season"


def _read_month(year: int, month: int, day: str | None) -> _Span | str:
    end = _end_month(year, month)
    if day in {None, "XX"}:
        return end.replace(day=1), end, "month"
    number = int(day or 0)
    if not 1 <= number <= end.day:
        return f"{calendar.month_name[month]} {year} has no day {number}"
    date = datetime.date(year, month, number)
    return date, date, "day"


def _end_month(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _explain_form(text: str) -> str:
    if re.fullmatch(r"[Yy]?[+-]?\d{5,}|-\d{4}", text, re.ASCII):
        return "the year must lie between 0001 and 2100"
    if re.fullmatch(r"\d{2,3}[xu]{1,2}(-.*)?|\d{4}-[xu]{2}(-.*)?", text, re.ASCII):
        return f"an unknown digit is a capital X, as in {re.sub('[xu]', 'X', text)}"
    return _suggest_form(text) or "write year-month-day as far as it is known, such as 2011-01-31, 2011-01 or 2011"


def _suggest_form(text: str) -> str:
    for pattern, (year, month, day) in _OTHER_FORMS:
        match = pattern.fullmatch(text.strip())
        if match:
            meant = f"{match[year]}-{int(match[month]):02d}-{int(match[day]):02d}"
            if isinstance(_read_single(meant), PartialDate):
                return f"write {meant}"
    return ""
