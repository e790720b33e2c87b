"""Dates as running text and datelines write them, with weekday where one is told.

English, Russian and Kazakh words, ISO 8601, and day.month.year. Nothing is filled in: a date without a
year has none.
"""

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.ingest.date_words import MONTH, WEEKDAY, read_month, read_weekday

_DAY = r"(?P<day>\d{1,2})(?:-?(?:st|nd|rd|th|го|ое|е))?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_MONTH = rf"(?P<month>{MONTH})\b\.?"
_YEAR_WORD = r"(?:\s*(?:жылғы|жылдың|жылы|ж\.|год[ау]|г\.))?"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}-(?P<monthnumber>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?<![\d.,/]){_YEAR}{_YEAR_WORD},?\s+{_DAY}[\s-]+{_MONTH}",
        rf"(?<![\d.,:/–-]){_DAY}[\s-]+(?:of\s+|день\s+)?{_MONTH},?[\s-]+{_YEAR}(?!\d)",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}(?!\d)",
        r"(?<![\d.,/-])(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:1[89]|20)\d\d)(?!\d|\.\d)",
        rf"(?<![\d.,:/–-]){_DAY}[\s-]+(?:of\s+)?{_MONTH}",
        rf"\b{_MONTH}\s+{_DAY}(?![\d:])",
        rf"(?<!\d\s)(?<!\d-)\b{_MONTH},?\s+{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}{_YEAR_WORD}\s+{_MONTH}",
    )
)
_WEEKDAY_BEFORE = re.compile(rf"\b(?P<weekday>{WEEKDAY})\b\.?\s*[,(]?\s*(?:the\s+)?$", re.IGNORECASE)
_WEEKDAY_AFTER = re.compile(rf"^\s*(?:[,(]\s*|г\.?\s*\(\s*)(?:в\s+|во\s+)?(?P<weekday>{WEEKDAY})\b", re.IGNORECASE)
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as `text` has it between `start` and `end` (code points).

    `words` are the date's own, `told` those with the weekday beside them. `year` and `day` are None
    and `month` is 0 where they are not told; `weekday` (Monday 0) likewise. `other` is the second reading (year, month,
    day) of a figure like 03/04/2010, None when there is but one.
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


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Find the dates in `text` (its first 200,000 characters), in reading order, the fullest reading of each place."""
    text = text[:_LONGEST]
    taken: list[tuple[int, int]] = []
    found: list[DateMention] = []
    for form in _FORMS:
        for match in form.finditer(text):
            mention = _read_match(match, text)
            if mention and all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def read_machine_date(text: str) -> DateMention | None:
    """Read a date as a page's head gives it: ISO 8601, or with slashes, or a year or month alone."""
    bare = re.fullmatch(r"\s*(?P<year>(?:1[89]|20)\d\d)(?:[-/](?P<month>0[1-9]|1[0-2]))?\s*", text)
    if bare:
        return DateMention(text.strip(), 0, len(text), int(bare["year"]), int(bare["month"] or 0), None)
    slashed = re.sub(r"^\s*(\d{4})/(\d\d?)/(\d\d?)", lambda m: f"{m[1]}-{m[2]:0>2}-{m[3]:0>2}", text)
    return next((mention for mention in find_dates(slashed) if mention.edtf), None)


def _read_match(match: re.Match[str], text: str) -> DateMention | None:
    groups = match.groupdict()
    year = int(groups["year"]) if groups.get("year") else None
    other = None
    if groups.get("first"):
        parts = _read_figures(int(groups["first"]), int(groups["second"]), groups["mark"], year or 0)
        if parts is None:
            return None
        month, day, other = parts
    else:
        number = int(groups["monthnumber"]) if groups.get("monthnumber") else _read_month_word(groups["month"])
        if number is None:
            return None
        month, day = number, int(groups["day"]) if groups.get("day") else 0
    if not _exists(year or 2000, month, day or 1):
        return None
    weekday, start, end = _read_weekday_beside(text, match)
    told = text[start:end] + (")" if "(" in text[start:end] and text[end : end + 1] == ")" else "")
    return DateMention(match[0], match.start(), match.end(), year, month, day or None, weekday, other, told)


def _read_month_word(word: str) -> int | None:
    # "may" and "march" are verbs until they are capitalised.
    if word.isascii() and not word[0].isupper():
        return None
    return read_month(word)


def _read_figures(first: int, second: int, mark: str, year: int) -> tuple[int, int, tuple[int, int, int] | None] | None:
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
    before = _WEEKDAY_BEFORE.search(text, max(0, match.start() - 24), match.start())
    if before:
        return read_weekday(before["weekday"]), before.start(), match.end()
    after = _WEEKDAY_AFTER.match(text[match.end() : match.end() + 24])
    if after:
        return read_weekday(after["weekday"]), match.start(), match.end() + after.end()
    return None, match.start(), match.end()


def list_years(text: str) -> Iterator[int]:
    """List the years that `text` tells, in reading order: four figures from 1800 to 2099 that stand alone."""
    for match in re.finditer(r"(?<![\d.,/-])(?:1[89]|20)\d\d(?![\d%]|[.,]\d)", text[:_LONGEST]):
        yield int(match[0])
