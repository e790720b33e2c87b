"""What speaks against a page's date: weekdays, later changes, days that had not come yet, figures with two readings."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.ingest.date_candidates import LOOSE, SHOWN, Candidate, Candidates, agree
from briefgen.ingest.datelines import read_dateline
from briefgen.ingest.dates_in_text import DateMention, find_dates, list_years
from briefgen.ingest.frame import Framed
from briefgen.ingest.quoting import quote_line

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: A weekday with day and month, but no year, is told of a day at most this far from the page's date.
_REACH = datetime.timedelta(days=200)
#: A story tells of days up to a week before it, or of the next one.
_STORY = range(-7, 2)
_FEWEST_YEARS = 2
#: A longer line is no dateline.
_LONG_LINE = 160
#: Days that belong to a page's own are told in its first pages (characters).
_OPENING = 40_000
_OLD = 3
_LIST = 3
#: Words that tell of a day from the day of writing: such a text is no history.
_NEWS = re.compile(
    r"\b(?:yesterday|today|tonight|this morning|earlier this week|last week|"
    r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"вчера|сегодня|в понедельник|во вторник|в среду|в четверг|в пятницу|в субботу|в воскресенье|бүгін|кеше|"
    r"дүйсенбіде|сейсенбіде|бүгүн|bugun|kecha|имрӯз|дирӯз|вчора|сьогодні|bugün|dün|gestern|heute|aujourd[’']hui|hier|"
    r"ayer|hoy|ieri|oggi|ontem|hoje)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that speaks against a date: a sentence, and its evidence where it is of the page ("" else).

    One that `is_grave` marks the date uncertain. `value` is a coarser date (EDTF) that is to stand instead, or "".
    """

    sentence: str
    against: str = ""
    is_grave: bool = True
    value: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a page's text tells of days: its dates, its years; `opening` are its first words.

    `days` counts the different days that stand alone on lines inside the text, as in a list of dated items.
    """

    mentions: tuple[DateMention, ...]
    years: tuple[int, ...]
    opening: str
    days: int

    @property
    def is_news(self) -> bool:
        """Whether the text speaks of days from the day of writing ("yesterday", "on Monday")."""
        return _NEWS.search(self.opening) is not None


def read_told(framed: Framed) -> Told:
    """Read what the text of a page tells of days."""
    words = (framed.page[at].block.text for at in framed.body)
    body = " ".join(text for text in words if len(text) > _LONG_LINE or read_dateline(text) is None)
    inner = [entry.block.text for entry in framed.page[framed.start : framed.end] if not entry.prose]
    lines = [line for text in inner if (line := read_dateline(text)) and line.mention.day]
    days = {line.mention.edtf for line in lines if line.kind in {"bare", "published"}}
    return Told(find_dates(body[:_OPENING]), tuple(list_years(body)), body[:_OPENING], len(days))


def find_doubts(best: Candidate, candidates: Candidates, told: Told, fetched: str) -> list[Doubt]:
    """List what speaks against a date; `fetched` is the day (ISO 8601) on which the page was fetched, or ""."""
    checks = (_doubt_reading(best), _doubt_weekday(best), _doubt_stand_in(best), _doubt_short_year(best))
    found = [doubt for doubt in checks if doubt]
    found += [*_doubt_change(best, candidates), *_doubt_future(best, fetched), *_doubt_years(best, told)]
    return [*found, *_doubt_old_news(best, candidates, told), *_doubt_list(best, told)]


def _doubt_reading(best: Candidate) -> Doubt | None:
    if not best.mention.other:
        return None
    words = quote_line(best.mention.words)
    sentence = f"{words} can be read as day/month or month/day: only its year was taken"
    return Doubt(sentence, is_grave=best.strength <= LOOSE or best.mention.is_short)


def _doubt_weekday(best: Candidate) -> Doubt | None:
    day, weekday = best.mention.as_day, best.mention.weekday
    if day is None or weekday is None or day.weekday() == weekday:
        return None
    sentence = f"the page's date {quote_line(best.words)} was a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}"
    return Doubt(f"{sentence}: marked uncertain", best.evidence)


def _doubt_stand_in(best: Candidate) -> Doubt | None:
    """Doubt 1 January without a time of day in a page's head: programs write it for a year alone."""
    day = best.mention.as_day
    if (
        best.by != "head"
        or day is None
        or (day.month, day.day) != (1, 1)
        or re.search(r"[1-9]:|:[0-5]*[1-9]", best.words[10:])
    ):
        return None
    sentence = f"{quote_line(best.words)} may stand for the year alone: only the year was taken"
    return Doubt(sentence, is_grave=False, value=f"{day.year:04}")


def _doubt_short_year(best: Candidate) -> Doubt | None:
    if not best.mention.is_short:
        return None
    return Doubt(f"{quote_line(best.mention.words)} has a year of two figures: marked uncertain")


def _doubt_change(best: Candidate, candidates: Candidates) -> Iterator[Doubt]:
    day = best.mention.as_day
    for change in candidates.updated:
        changed = change.mention.as_day
        if day and changed and (day - changed).days > 1:
            words = quote_line(best.words)
            sentence = f"{words} is later than the page's last change, {change.evidence} {changed}: marked uncertain"
            yield Doubt(sentence, change.evidence)
            return


def _doubt_future(best: Candidate, fetched: str) -> Iterator[Doubt]:
    day = best.mention.as_day
    if not day or not fetched:
        return
    if day.isoformat() > fetched[:10] and (day - datetime.date.fromisoformat(fetched[:10])).days > 1:
        yield Doubt(
            f"{quote_line(best.words)} had not come yet when the page was fetched: marked uncertain",
            f"fetched: {fetched[:10]}",
        )
    elif day.isoformat() == fetched[:10] and best.strength <= SHOWN and best.by == "head":
        yield Doubt(
            f"{quote_line(best.words)} is the day the page was fetched: marked uncertain", f"fetched: {fetched[:10]}"
        )


def _doubt_years(best: Candidate, told: Told) -> Iterator[Doubt]:
    """Doubt a date before all years that the text tells."""
    year = best.mention.year
    if year and len(told.years) >= _FEWEST_YEARS and min(told.years) > year:
        first = min(told.years)
        sentence = f"{quote_line(best.words)} is earlier than all the years the text tells, the first being {first}"
        yield Doubt(f"{sentence}: marked uncertain", f"text: '{first}'")


def _doubt_old_news(best: Candidate, candidates: Candidates, told: Told) -> Iterator[Doubt]:
    """Doubt a lone date years after the last one a news story tells: sites that are moved stamp their stories anew."""
    year = best.mention.year
    if not year or len(told.years) < _FEWEST_YEARS or year - max(told.years) < _OLD or not told.is_news:
        return
    others = [candidate for candidate in candidates.issued if candidate.by not in {best.by, "file"}]
    if not any(agree(other.mention, best.mention) for other in others):
        latest = max(told.years)
        sentence = f"{quote_line(best.words)} is years later than the last year the text tells as news, {latest}"
        yield Doubt(f"{sentence}: marked uncertain", f"text: '{latest}'")


def _doubt_list(best: Candidate, told: Told) -> Iterator[Doubt]:
    """Doubt the date of a page that holds several dated items."""
    if best.by == "text" and told.days >= _LIST:
        yield Doubt(f"the page has {told.days} dated items; {quote_line(best.words)} may be one's: marked uncertain")


def find_contradiction(issued: DateMention, told: Told) -> DateMention | None:
    """Find a day told with its weekday in the text that the page's year cannot have.

    A story that says "Thursday (25 June)" means the one nearest to its own date; when no 25 June within
    200 days was a Thursday, the page's date is not the story's.
    """
    day = issued.as_day
    if day is None:
        return None
    for mention in told.mentions:
        if mention.weekday is not None and mention.year is None and mention.day and not _fits(mention, day):
            return mention
    return None


def _fits(mention: DateMention, issued: datetime.date) -> bool:
    near = [day for day in _list_days(mention, issued) if abs(day - issued) <= _REACH]
    return not near or any(day.weekday() == mention.weekday for day in near)


def _list_days(mention: DateMention, issued: datetime.date) -> list[datetime.date]:
    """List the days a mention can mean: its own year's, else those of the years around `issued`."""
    years = [mention.year] if mention.year else [issued.year - 1, issued.year, issued.year + 1]
    return [day for year in years if (day := _make_day(year, mention.month, mention.day or 1))]


def _make_day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def is_told_near(issued: DateMention, told: Told) -> bool:
    """Tell whether the text tells a day of the week before `issued`, with its year or a weekday that fits."""
    day = issued.as_day
    if day is None:
        return False
    for mention in told.mentions:
        if mention.day and not mention.other and (mention.year or mention.weekday is not None):
            days = [near for near in _list_days(mention, day) if (near - day).days in _STORY]
            if any(mention.weekday in {None, near.weekday()} for near in days):
                return True
    return False


def name_fitting_years(told: DateMention, year: int) -> str:
    """List the last four years up to `year` in which a day has its weekday: "2015, 2009"."""
    years = [
        y
        for y in range(year, year - 30, -1)
        if (day := _make_day(y, told.month, told.day or 1)) and day.weekday() == told.weekday
    ]
    return ", ".join(map(str, years[:4]))
