"""When a page was published, and whether that can be believed: EDTF's ``?`` and ``~`` instead of guesses."""

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefgen.ingest.date_candidates import (
    HINT,
    LOOSE,
    SHOWN,
    Candidate,
    Candidates,
    agree,
    gather_candidates,
    list_rivals,
)
from briefgen.ingest.date_doubts import (
    WEEKDAYS,
    Doubt,
    Told,
    find_contradiction,
    find_doubts,
    is_told_near,
    name_fitting_years,
    read_told,
)
from briefgen.ingest.dates_in_text import DateMention, find_dates
from briefgen.ingest.frame import Framed
from briefgen.ingest.licence import read_copyright_year
from briefgen.ingest.page import PageContent, PageOptions
from briefgen.ingest.quoting import quote_line

_NO_DATE = "no date of publication was found"


@dataclass(frozen=True, slots=True)
class IssuedFound:
    """A page's date in EDTF ("" when there is none to believe), its evidence by key, and doubts.

    Evidence keys: ``issued`` where the value was read; ``issued_against`` what speaks against it; for a page
    left undated ``issued_header`` and ``issued_text``, what its head and its text say.
    """

    value: str = ""
    evidence: dict[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


def find_issued(content: PageContent, framed: Framed, options: PageOptions, day_first: bool | None) -> IssuedFound:
    """Find a page's date among its claims, datelines and address, and hold it against all else that the page tells.

    `day_first` says whether the page's language writes 3 April as 03/04; None where that is not known.
    """
    candidates = gather_candidates(content, framed, options.address)
    candidates = replace(candidates, issued=_settle_figures(candidates, framed, day_first))
    text = read_told(framed)
    told = [candidate for candidate in candidates.issued if candidate.strength > HINT]
    if not told:
        return _read_hints(candidates, framed, text)
    address = next((c for c in candidates.issued if c.by == "address" and c.mention.month), None)
    if address and told[0].strength == LOOSE and not agree(address.mention, told[0].mention):
        return _take_address(address, candidates.agency)
    best, rivals = _choose(told if address is None else [*told, address])
    told_day = find_contradiction(best.mention, text)
    if told_day and not _is_backed(best, told):
        return _disbelieve(best, told_day)
    doubts = find_doubts(best, candidates, text, options.fetched)
    doubts += [_doubt_rival(best, rivals[0])] if rivals else []
    doubts += [_doubt_text(best, told_day)] if told_day else []
    doubts += _doubt_place(best, candidates, text)
    return _report(best, doubts)


def _settle_figures(candidates: Candidates, framed: Framed, day_first: bool | None) -> tuple[Candidate, ...]:
    """Settle which of two figures is the month, where another date, a weekday, or the page's language tells."""
    days = [day for c in (*candidates.issued, *candidates.updated) if (day := c.mention.as_day)]
    habit = _read_habit(framed) if any(c.mention.other for c in candidates.issued) else None
    return tuple(
        replace(candidate, mention=_settle(candidate.mention, days, day_first if habit is None else habit))
        for candidate in candidates.issued
    )


def _settle(mention: DateMention, days: Sequence[datetime.date], day_first: bool | None) -> DateMention:
    if not mention.other:
        return mention
    readings = mention.readings
    by_weekday = [day for day in readings if mention.weekday is not None and day.weekday() == mention.weekday]
    for fitting in (by_weekday, [day for day in readings if day in days]):
        if len(fitting) == 1:
            return mention.settle(fitting[0])
    return mention if day_first is None else mention.settle(readings[0 if day_first else 1])


def _read_habit(framed: Framed) -> bool | None:
    """Tell from the page's other figures whether its day comes first: 13/04/2010 can be read but one way."""
    firsts = set()
    for entry in framed.page:
        if "/" in entry.block.text or "-" in entry.block.text:
            firsts |= {
                int(mention.words.replace("-", "/").split("/")[0]) == mention.day
                for mention in find_dates(entry.block.text)
                if mention.words[:1].isdigit()
                and mention.words.count("/") == 2
                and not mention.other
                and mention.day != mention.month
            }
    return firsts.pop() if len(firsts) == 1 else None


def _choose(told: Sequence[Candidate]) -> tuple[Candidate, list[Candidate]]:
    """Choose the candidate to go by, and list those that speak against it.

    The best stated or shown one; of two that differ the earlier, for a page is moved, printed and shown again
    after its day, never before. The page's own words go before its head's by a day: they are its local time.
    """
    best = told[0]
    peers = [c for c in told if c.strength >= min(best.strength, SHOWN) or c.by == "address"]
    rivals = [rival for rival in list_rivals(best, peers) if _counts(best, rival)]
    if rivals:
        earliest = min((best, *rivals), key=lambda candidate: candidate.mention.edtf)
        best, rivals = (
            earliest,
            [c for c in (best, *rivals) if c.place != earliest.place and not agree(c.mention, earliest.mention)],
        )
    finer = [c for c in told if agree(c.mention, best.mention) and c.strength >= SHOWN and c.mention.as_day]
    local = next((c for c in finer if c.by == "text" and not c.mention.is_short), None)
    if local and (best.mention.as_day is None or best.by == "head"):
        best = local if local.mention.as_day != best.mention.as_day else best
    elif best.mention.as_day is None and finer:
        best = finer[0]
    return best, rivals


def _counts(best: Candidate, rival: Candidate) -> bool:
    """Tell whether a day that differs makes the best one doubtful: one as well founded, or an earlier one shown."""
    if rival.strength >= best.strength:
        return True
    is_earlier = rival.mention.edtf < best.mention.edtf
    return rival.by == "address" or (is_earlier and rival.strength >= SHOWN and rival.by == "text")


def _is_backed(best: Candidate, told: Sequence[Candidate]) -> bool:
    """Tell whether head and text tell the same day."""
    return any(c.by != best.by and c.mention.as_day and agree(c.mention, best.mention) for c in told)


def _disbelieve(best: Candidate, told: DateMention) -> IssuedFound:
    sentence = (
        f"the page's own date is {quote_line(best.words)}, but the text speaks of {name_day(told)}, which that year "
        f"has not (it fits {name_fitting_years(told, best.mention.year or 0)}): the page is left undated"
    )
    evidence = {"issued_header": best.evidence, "issued_text": f"text: {quote_line(told.told)}"}
    return IssuedFound("", evidence, (sentence,))


def name_day(told: DateMention) -> str:
    """Write a day that is told with its weekday, in English: Thursday 25 June."""
    month = calendar.month_name[told.month]
    return f"{WEEKDAYS[told.weekday or 0]} {told.day} {month}"


def _doubt_text(best: Candidate, told: DateMention) -> Doubt:
    return Doubt(
        f"the text speaks of {name_day(told)}, which the year of {quote_line(best.words)} has not: marked uncertain",
        f"text: {quote_line(told.told)}",
    )


def _doubt_rival(best: Candidate, rival: Candidate) -> Doubt:
    other = rival.evidence if "'" in rival.evidence else f"{rival.evidence} {quote_line(rival.words)}"
    return Doubt(f"the page gives two dates: {best.evidence} was taken, {other} was not: marked uncertain", other)


def _doubt_place(best: Candidate, candidates: Candidates, text: Told) -> list[Doubt]:
    """Doubt a bare day that stands where sites show today's, unless address, head or text bear it out."""
    if best.strength > LOOSE or best.by == "address" or is_told_near(best.mention, text):
        return []
    others = [c for c in candidates.issued if c.place != best.place and c.mention.month]
    if any(agree(c.mention, best.mention) and (c.by != "text" or c.strength > LOOSE) for c in others):
        return []
    sentence = f"{quote_line(best.words)} may be the day the page was shown, not the day it was published"
    return [Doubt(f"{sentence}: marked uncertain")]


def _report(best: Candidate, doubts: Sequence[Doubt]) -> IssuedFound:
    evidence = {"issued": best.evidence}
    against = next((doubt.against for doubt in doubts if doubt.against), "")
    if against:
        evidence["issued_against"] = against
    marked = any(doubt.is_grave for doubt in doubts)
    value = next((doubt.value for doubt in doubts if doubt.value), best.mention.edtf)
    return IssuedFound(value + ("?" if marked else ""), evidence, tuple(doubt.sentence for doubt in doubts))


def _read_hints(candidates: Candidates, framed: Framed, text: Told) -> IssuedFound:
    """Read a date that is told nowhere from what hints at it, marked uncertain; else leave the page undated."""
    hints = {candidate.by: candidate for candidate in reversed(candidates.issued)}
    address, file = hints.get("address"), hints.get("file")
    if address:
        return _take_address(address, candidates.agency)
    latest = max(text.years, default=0)
    if file and (file.mention.year or 0) >= latest - 1:
        doubt = f"{_NO_DATE}; {file.evidence} tells when the file was made: marked approximate"
        return IssuedFound(f"{file.mention.year:04}~", {"issued": file.evidence}, (doubt,))
    return _read_copyright(framed, text.years) or _leave_undated(candidates, text)


def _take_address(address: Candidate, agency: Sequence[Candidate]) -> IssuedFound:
    value, evidence = address.mention.edtf, address.evidence
    for line in agency:
        if not address.mention.month or agree(replace(line.mention, year=address.mention.year), address.mention):
            day = _make_day(address.mention.year or 0, line.mention)
            if day:
                value, evidence = day.isoformat(), f"{line.evidence}, and the year from {evidence}"
                break
    return IssuedFound(f"{value}?", {"issued": evidence}, (f"{_NO_DATE}; {value} was read from {evidence}",))


def _make_day(year: int, mention: DateMention) -> datetime.date | None:
    try:
        return datetime.date(year, mention.month, mention.day or 1)
    except ValueError:
        return None


def _read_copyright(framed: Framed, years: Sequence[int]) -> IssuedFound | None:
    """Read the year of a copyright line when the text itself tells of that year and of none much later."""
    for entry in framed.page:
        year = read_copyright_year(entry.block.text) if entry.category in {"licence", "rights", "menu"} else None
        if year and year in years and year + 1 >= max(years):
            evidence = f"text: {quote_line(entry.block.text)}, and the text tells of {year}"
            doubt = f"{_NO_DATE}; the year {year} was read from a copyright line: marked uncertain"
            return IssuedFound(f"{year}?", {"issued": evidence}, (doubt,))
    return None


def _leave_undated(candidates: Candidates, text: Told) -> IssuedFound:
    for change in candidates.updated:
        sentence = f"{_NO_DATE}, only that of a change, {change.evidence}: the page is left undated"
        return IssuedFound("", {"issued_text": change.evidence}, (sentence,))
    for line in candidates.agency:
        sentence = f"{_NO_DATE} but {quote_line(line.words)}, which has no year: the page is left undated"
        return IssuedFound("", {"issued_text": line.evidence}, (sentence,))
    if not text.years:
        return IssuedFound("", {}, (f"{_NO_DATE}: the page is left undated",))
    dated = max((mention for mention in text.mentions if mention.edtf), key=lambda m: m.edtf, default=None)
    words = quote_line(dated.words if dated else str(max(text.years)))
    sentence = f"{_NO_DATE}, so the page is left undated; the latest date its text tells is {words}"
    return IssuedFound("", {"issued_text": f"text: {words}"}, (sentence,))
