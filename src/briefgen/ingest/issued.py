"""When a page was published, and whether that can be believed."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefgen.ingest.datelines import read_dateline
from briefgen.ingest.dates_in_text import DateMention, find_dates, list_years, read_machine_date
from briefgen.ingest.frame import Framed
from briefgen.ingest.licence import read_copyright_year
from briefgen.ingest.page import Claim, PageContent
from briefgen.ingest.quoting import quote_line

#: A weekday with day and month, but no year, is told of a day at most this far from the page's date.
_REACH = datetime.timedelta(days=200)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_HEAD_LINES = 40


@dataclass(frozen=True, slots=True)
class IssuedFound:
    """A page's date in EDTF ("" when there is none to believe), its evidence by key, and doubts."""

    value: str = ""
    evidence: dict[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    mention: DateMention
    evidence: str
    words: str
    updated: bool = False


def find_issued(content: PageContent, framed: Framed) -> IssuedFound:
    """Find a page's date among its head's claims and its datelines, and hold it against weekdays in the text."""
    candidates = [*_read_claims(content.claims.get("issued", ())), *_read_datelines(framed)]
    body = " ".join(framed.page[at].block.text for at in framed.body)
    if not candidates:
        return _fall_back(framed, body)
    best = candidates[0]
    told = _find_contradiction(best.mention, body)
    if told:
        return _disbelieve(best, told)
    doubts = [*_doubt_rivals(best, candidates[1:]), *_doubt_reading(best), *_doubt_weekday(best)]
    value = best.mention.edtf + ("?" if _doubt_weekday(best) else "")
    return IssuedFound(value, {"issued": best.evidence}, tuple(doubts))


def _read_claims(claims: Iterable[Claim]) -> list[_Candidate]:
    found = []
    for claim in claims:
        mention = read_machine_date(claim.value)
        if mention:
            found.append(_Candidate(mention, f"{claim.evidence} {quote_line(claim.value)}", claim.value))
    return found


def _read_datelines(framed: Framed) -> list[_Candidate]:
    """List the page's datelines: labelled ones first, then those by the title, then others; updates last."""
    ranked: list[tuple[int, int, _Candidate]] = []
    title = framed.title
    if title and title.date:
        words = title.line[title.date.start :]
        ranked.append((1, 0, _Candidate(title.date, f"text: {quote_line(words)}", words)))
    for at in _list_head_and_tail(framed):
        text = framed.page[at].block.text
        line = read_dateline(text)
        if line and not framed.page[at].prose and not framed.page[at].block.region:
            rank = 3 if line.updated else 0 if line.labelled else 1 if at <= framed.end else 2
            ranked.append((rank, at, _Candidate(line.mention, f"text: {quote_line(text)}", text, line.updated)))
    ranked.extend((1, at, candidate) for at, candidate in _read_agency_line(framed))
    return [candidate for _rank, _at, candidate in sorted(ranked, key=lambda entry: entry[:2])]


def _list_head_and_tail(framed: Framed) -> list[int]:
    title = framed.title.places[0] if framed.title and framed.title.places else framed.start
    head = range(max(0, title - 6), min(framed.start + 4, len(framed.page)))
    tail = range(max(framed.start, framed.end - 2), min(framed.end + _HEAD_LINES, len(framed.page)))
    return list(dict.fromkeys((*head, *tail)))


def _read_agency_line(framed: Framed) -> list[tuple[int, _Candidate]]:
    """Read "ASTANA, 18 September 2012 (Agency) — …" at the beginning of the text."""
    for at in framed.body[:3]:
        text = framed.page[at].block.text
        opening = text[:90]
        mark = next((mark for mark in (" – ", " — ", " -- ", " - ", ". ") if mark in opening), "")
        head = opening.split(mark, 1)[0] if mark else ""
        mentions = [mention for mention in find_dates(head) if mention.edtf]
        if mentions and len(head.split()) <= 10 and head[:1].isupper() and mentions[0].start <= 40 and mark != ". ":
            return [(at, _Candidate(mentions[0], f"text: {quote_line(head)}", head))]
    return []


def _find_contradiction(issued: DateMention, body: str) -> DateMention | None:
    """Find a day told with its weekday in the text that the page's year cannot have.

    A story that says "Thursday (25 June)" means the one nearest to its own date; when no 25 June within
    200 days was a Thursday, the page's date is not the story's.
    """
    day = issued.as_day
    if day is None:
        return None
    for mention in find_dates(body):
        if mention.weekday is not None and mention.year is None and mention.day and not _fits(mention, day):
            return mention
    return None


def _fits(mention: DateMention, issued: datetime.date) -> bool:
    days = [day for day in (_make_day(issued.year + shift, mention) for shift in (-1, 0, 1)) if day]
    near = [day for day in days if abs(day - issued) <= _REACH]
    return not near or any(day.weekday() == mention.weekday for day in near)


def _make_day(year: int, mention: DateMention) -> datetime.date | None:
    try:
        return datetime.date(year, mention.month, mention.day or 1)
    except ValueError:
        return None


def _disbelieve(best: _Candidate, told: DateMention) -> IssuedFound:
    day = f"{_WEEKDAYS[told.weekday or 0]} {told.day} {_MONTHS[told.month - 1]}"
    year = best.mention.year or 0
    years = [y for y in range(year - 30, year + 1) if (d := _make_day(y, told)) and d.weekday() == told.weekday]
    fitting = ", ".join(str(y) for y in reversed(years[-4:]))
    sentence = (
        f"the page's own date is {quote_line(best.words)}, but the text speaks of {day}, which that year has not "
        f"(it fits {fitting}): the page is left undated"
    )
    evidence = {"issued_header": best.evidence, "issued_text": f"text: {quote_line(told.told)}"}
    return IssuedFound("", evidence, (sentence,))


def _doubt_rivals(best: _Candidate, others: Sequence[_Candidate]) -> list[str]:
    first = best.mention.as_day
    for other in others:
        day = other.mention.as_day
        if first and day and not other.updated and abs(day - first) > datetime.timedelta(days=1):
            return [f"the page gives two dates: {best.evidence} was taken, {other.evidence} was not"]
    return []


def _doubt_reading(best: _Candidate) -> list[str]:
    if not best.mention.other:
        return []
    words = quote_line(best.mention.words)
    return [f"{words} can be read as day/month or month/day: only its year was taken"]


def _doubt_weekday(best: _Candidate) -> list[str]:
    day, weekday = best.mention.as_day, best.mention.weekday
    if day is None or weekday is None or day.weekday() == weekday:
        return []
    told = _WEEKDAYS[weekday]
    return [
        f"the page's date {quote_line(best.words)} was a {_WEEKDAYS[day.weekday()]}, not a {told}: marked uncertain"
    ]


def _fall_back(framed: Framed, body: str) -> IssuedFound:
    """Read a year from a copyright line when the text itself tells of that year; else leave the page undated."""
    years = list(list_years(body))
    latest = max(years, default=0)
    for entry in framed.page:
        year = read_copyright_year(entry.block.text) if entry.category in {"licence", "rights", "menu"} else None
        if year and year in years and year + 1 >= latest:
            evidence = f"text: {quote_line(entry.block.text)}, and the text tells of {year}"
            doubt = f"no date of publication was found; the year {year} was read from a copyright line"
            return IssuedFound(str(year), {"issued": evidence}, (doubt,))
    if not latest:
        return IssuedFound("", {}, ("no date of publication was found: the page is left undated",))
    dated = max((mention for mention in find_dates(body) if mention.edtf), key=lambda m: m.edtf, default=None)
    words = quote_line(dated.words) if dated else _quote_year(body, latest)
    sentence = (
        f"no date of publication was found, so the page is left undated; the latest date its text tells is {words}"
    )
    return IssuedFound("", {"issued_text": f"text: {words}"}, (sentence,))


def _quote_year(body: str, year: int) -> str:
    at = body.find(str(year))
    words = body[max(0, at - 40) : at + 4].split()
    return quote_line(" ".join(words[1:] if at > 40 else words))
