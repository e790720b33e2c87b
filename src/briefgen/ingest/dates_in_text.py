"""Dates as running text and datelines write them, with weekday where one is told.

Words of the languages in `date_words`, ISO 8601, and figures such as day.month.year. Nothing is filled in: a
date without a year has none.
"""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefgen.ingest.date_words import MONTH, WEEKDAY, needs_capital, needs_day_and_year, read_month, read_weekday

_DAY = r"(?P<day>\d{1,2})(?:-?(?:st|nd|rd|th|го|ое|е|er|º|ª)(?![^\W\d_])|\.(?=\s))?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_MONTH = rf"\b(?P<month>{MONTH})\b\.?"
_YEAR_WORD = r"(?:[\s-]*(?:жылғы|жылдың|жылдын|жылы|жыл|ж\.|йили?|yili?|год[ау]|г\.|рок[уі]|р\.))?"
_OF = r"(?:of\s+|de\s+|день\s+)?"
_BEFORE_YEAR = r",?[\s-]+(?:de\s+|del\s+|соли\s+)?"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}(?P<isomark>[-./])(?P<monthnumber>\d\d)(?P=isomark)(?P<day>\d\d)(?!\d)",
        rf"(?<![\d.,/]){_YEAR}{_YEAR_WORD},?\s+{_DAY}[\s-]+{_MONTH}",
        rf"(?<![\d.,:/–-]){_DAY}[\s-]+{_OF}{_MONTH}{_BEFORE_YEAR}{_YEAR}(?!\d)",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}(?!\d)",
        r"(?<![\d.,/-])(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:1[89]|20)\d\d)(?!\d|\.\d)",
        rf"(?<![\d.,:/–-]){_DAY}[\s-]+{_OF}{_MONTH}",
        rf"{_MONTH}\s+{_DAY}(?![\d:])",
        rf"(?<!\d\s)(?<!\d-)(?<!\d\.\s){_MONTH}{_BEFORE_YEAR}{_YEAR}(?!\d)",
        rf"(?<![\d.,/-]){_YEAR}{_YEAR_WORD}\s+{_MONTH}",
    )
)
_SHORT_YEAR = re.compile(
    r"(?<![\d.,/-])(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<short>\d\d)(?![\d:/-]|\.\d)"
)
_COMPACT = re.compile(r"(?:D:)?(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?=\D|\d{4,6}(?!\d)|$)")
_WEEKDAY_BEFORE = re.compile(rf"\b(?P<weekday>{WEEKDAY})\.?\s*[,(]?\s*(?:the\s+|den\s+|le\s+|el\s+)?$", re.IGNORECASE)
_WEEKDAY_AFTER = re.compile(
    rf"^(?:\s*(?:года?|г\.|році|року|р\.|жылы?|ж\.|yili?)(?![^\W\d_]))?"
    rf"(?:\s*[,(]\s*(?:в\s+|во\s+|у\s+)?|\s+(?=[^\W\d_]{{4}}))(?P<weekday>{WEEKDAY})",
    re.IGNORECASE,
)
_LONGEST = 200_000
#: A two-figure year up to this one is of the twenty-first century.
_PIVOT = 50
#: A date begins at most so far before its first figure, and ends so far behind its last.
_BEFORE = 24
_AFTER = 40
#: Days that programs write where they know none.
_NO_DAYS = frozenset({(1970, 1, 1), (1900, 1, 1)})


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as `text` has it between `start` and `end` (code points).

    `words` are the date's own, `told` those with the weekday beside them. `year` and `day` are None
    and `month` is 0 where they are not told; `weekday` (Monday 0) likewise. `other` is the second reading (year, month,
    day) of a figure like 03/04/2010, None when there is but one. `is_short` tells that the year had two figures.
    """

    words: str
    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    weekday: int | None = None
    other: tuple[int, int, int] | None = None
    told: str = ""
    is_short: bool = False

    @property
    def edtf(self) -> str:
        """The date in EDTF, as fine as it is told; "" without a year."""
        if self.year is None:
            return ""
        if self.other or not self.month:
            return f"{self.year:04}"
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    @property
    def as_day(self) -> datetime.date | None:
        """The day, when it is told in full and but one way."""
        if self.year is None or self.day is None or self.other:
            return None
        return datetime.date(self.year, self.month, self.day)

    @property
    def readings(self) -> tuple[datetime.date, ...]:
        """The days it can mean: one, two where day and month can change places, none where no day is told."""
        if self.year is None or self.day is None:
            return ()
        first = datetime.date(self.year, self.month, self.day)
        return (first, datetime.date(*self.other)) if self.other else (first,)

    def settle(self, day: datetime.date) -> "DateMention":
        """Return the mention with that one of its readings."""
        return replace(self, month=day.month, day=day.day, other=None)


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Find the dates in `text` (its first 200,000 characters), in reading order, the fullest reading of each place."""
    text = text[:_LONGEST]
    found: list[DateMention] = []
    for start, end in _list_windows(text):
        taken: list[tuple[int, int]] = []
        for form in _FORMS:
            for match in form.finditer(text, start, end):
                if all(match.end() <= begin or match.start() >= close for begin, close in taken):
                    mention = _read_match(match, text)
                    if mention:
                        taken.append(match.span())
                        found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def find_short_dates(text: str) -> tuple[DateMention, ...]:
    """Find figures with a two-figure year ("25.06.09"), which only a dateline may mean as a date."""
    found = []
    for match in _SHORT_YEAR.finditer(text[:_LONGEST]):
        year = int(match["short"]) + (2000 if int(match["short"]) <= _PIVOT else 1900)
        parts = _read_figures(int(match["first"]), int(match["second"]), match["mark"], year)
        if parts:
            mention = DateMention(match[0], *match.span(), year, parts[0], parts[1], None, parts[2], match[0])
            found.append(replace(mention, is_short=True))
    return tuple(found)


def _list_windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches around figures: no date is without one, and most of a text is."""
    start = end = -1
    for match in re.finditer(r"\d+", text):
        if match.start() - _BEFORE > end:
            if end > 0:
                yield start, end
            start = max(0, match.start() - _BEFORE)
        end = match.end() + _AFTER
    if end > 0:
        yield start, end


def read_machine_date(text: str) -> DateMention | None:
    """Read a date as a page's head gives it: ISO 8601, PDF's (``D:20110131``), RFC 2822, or a year or month alone.

    Days that programs write where they know none (1 January 1970) are no date.
    """
    text = text.strip()
    bare = re.fullmatch(r"(?P<year>(?:1[89]|20)\d\d)(?:[-/](?P<month>0[1-9]|1[0-2]))?(?:[-/]00)?", text)
    if bare:
        return DateMention(text, 0, len(text), int(bare["year"]), int(bare["month"] or 0), None, told=text)
    compact = _COMPACT.match(text)
    if compact:
        text = f"{compact['year']}-{compact['month']}-{compact['day']}"
    slashed = re.sub(r"^(\d{4})[/.](\d\d?)[/.](\d\d?)", lambda m: f"{m[1]}-{m[2]:0>2}-{m[3]:0>2}", text)
    mention = next((mention for mention in find_dates(slashed) if mention.edtf), None)
    if mention and (mention.year, mention.month, mention.day) in _NO_DAYS:
        return None
    return mention


def _read_match(match: re.Match[str], text: str) -> DateMention | None:
    groups = match.groupdict()
    year = int(groups["year"]) if groups.get("year") else None
    if groups.get("first"):
        parts = _read_figures(int(groups["first"]), int(groups["second"]), groups["mark"], year or 0)
    else:
        parts = _read_words(groups, year)
    if parts is None or not _exists(year or 2000, parts[0], parts[1] or 1):
        return None
    month, day, other = parts
    weekday, start, end = _read_weekday_beside(text, match)
    told = text[start:end] + (")" if "(" in text[start:end] and text[end : end + 1] == ")" else "")
    return DateMention(match[0], match.start(), match.end(), year, month, day or None, weekday, other, told)


_Parts = tuple[int, int, tuple[int, int, int] | None]


def _read_words(groups: dict[str, str | None], year: int | None) -> _Parts | None:
    """Read month and day (0 where none is told) of a date with a month in words, or of an ISO one."""
    day = int(groups.get("day") or 0)
    if groups.get("day") and not day:
        return None
    if groups.get("monthnumber"):
        return int(groups["monthnumber"] or 0), day, None
    month = _read_month_word(groups.get("month") or "", is_full=bool(day and year))
    return None if month is None else (month, day, None)


def _read_month_word(word: str, *, is_full: bool) -> int | None:
    # "may" and "march" are verbs until they are capitalised, or stand between a day and a year.
    if not word or (not is_full and (needs_capital(word) or needs_day_and_year(word))):
        return None
    return read_month(word)


def _read_figures(first: int, second: int, mark: str, year: int) -> _Parts | None:
    """Read two figures before a year: day and month, unless that cannot be; with slashes both ways may hold."""
    forward = _exists(year, second, first)
    backward = _exists(year, first, second)
    if mark == "." or first == second:
        return (second, first, None) if forward else None
    if forward and backward:
        return second, first, (year, first, second)
    if forward:
        return second, first, None
    return (first, second, None) if backward else None


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] and year >= 1


def _read_weekday_beside(text: str, match: re.Match[str]) -> tuple[int | None, int, int]:
    """Read the weekday before or after a date, with the span of both together."""
    before = _WEEKDAY_BEFORE.search(text, max(0, match.start() - 28), match.start())
    weekday = read_weekday(before["weekday"]) if before else None
    if before and weekday is not None:
        return weekday, before.start(), match.end()
    after = _WEEKDAY_AFTER.match(text[match.end() : match.end() + 28])
    weekday = read_weekday(after["weekday"]) if after else None
    if after and weekday is not None:
        return weekday, match.start(), match.end() + after.end()
    return None, match.start(), match.end()


def list_years(text: str) -> Iterator[int]:
    """List the years that `text` tells, in reading order: four figures from 1800 to 2099 that stand alone."""
    for match in re.finditer(r"(?:1[89]|20)\d\d(?<![\d.,/-]\d{4})(?![\d%]|[.,]\d)", text[:_LONGEST]):
        yield int(match[0])
