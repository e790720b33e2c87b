"""What on a page may be its date of issue, with how much each says: gathered here, judged in `ingest.issued`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefgen.ingest.date_words import read_weekday
from briefgen.ingest.datelines import Dateline, read_dateline
from briefgen.ingest.dates_in_text import DateMention, find_dates, read_machine_date
from briefgen.ingest.frame import Framed
from briefgen.ingest.page import Claim, PageContent
from briefgen.ingest.quoting import quote_line

#: How much a candidate says: hints only; a bare day above the title or below the text, where sites show today's
#: too; a bare day by the title; a day that is called the day of issue.
HINT, LOOSE, SHOWN, STATED = range(4)
#: Claims that programs fill with any day of the page's life.
_WEAK = {"meta: date": LOOSE, "meta: dc.date": LOOSE, "meta: dcterms.date": LOOSE, "time": SHOWN}
_ABOVE = 6
_BELOW = 4
_COVER = 20
_LABELLED_AFTER = 12
_BARE_AFTER = 3
_LIST = 3
_MARKS = (" – ", " — ", " -- ", " - ")
_PLACE_WORDS = 5
#: A month alone above a title is a calendar's or an archive's, unless it is a journal's.
_VOLUME = re.compile(r"\b(?:vol|volume|no|issue|nr|том|выпуск|сан)\b|№", re.IGNORECASE)
_RUNNING = re.compile(r"(?:in|on|by|since|from|at|на|в|с|к|до|по|после)\s", re.IGNORECASE)
_AFTER_AGENCY_DATE = re.compile(
    r"(?:г\.?|года|р\.?|ж\.?|жыл\w*\.?)?\s*(?:[(/\[][^)/\]]{1,60}[)/\]]|[^\W\d_]+\.?)?[\s./,]*"
)
_PATH = re.compile(
    r"(?<![\d])(?P<year>(?:19|20)\d\d)(?:[/-](?P<month>0?[1-9]|1[0-2])(?:[/-](?P<day>[0-3]?\d))?)?(?=[/-]|$)"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day that a page tells, where, in which words, how much that says (HINT to STATED), and who says it.

    `by` is head (claims), text (datelines), file (the day a file was made) or address.
    """

    mention: DateMention
    evidence: str
    words: str
    strength: int
    by: str

    @property
    def place(self) -> tuple[str, str]:
        """Evidence and words: what tells two candidates apart."""
        return (self.evidence, self.words)


@dataclass(frozen=True, slots=True)
class Candidates:
    """All candidates of a page, the best first; `updated` are the days on which it was changed."""

    issued: tuple[Candidate, ...]
    updated: tuple[Candidate, ...]
    agency: tuple[Candidate, ...] = ()


def gather_candidates(content: PageContent, framed: Framed, address: str) -> Candidates:
    """Gather what may date a page: its head's claims, its datelines, its address; a line's year may be missing."""
    lines = list(_list_datelines(framed))
    agency = list(_read_agency_line(framed))
    issued = [
        *_read_claims(content.claims.get("issued", ())),
        *(candidate for candidate, line in lines if line.kind in {"published", "adopted", "bare"}),
        *(candidate for candidate in agency if candidate.mention.edtf),
        *_read_hints(content, address),
    ]
    updated = [
        *_read_claims(content.claims.get("modified", ())),
        *(candidate for candidate, line in lines if line.kind == "updated"),
    ]
    ranked = tuple(sorted(issued, key=lambda candidate: -candidate.strength))
    return Candidates(ranked, tuple(updated), tuple(c for c in agency if not c.mention.edtf))


def _read_claims(claims: Iterable[Claim]) -> Iterator[Candidate]:
    for claim in claims:
        mention = read_machine_date(claim.value)
        if mention:
            strength = _WEAK.get(claim.evidence, STATED)
            # The words are told where they are not simply the date.
            quoted = "" if claim.value.startswith(mention.edtf) else f" {quote_line(claim.value)}"
            yield Candidate(mention, claim.evidence + quoted, claim.value, strength, "head")


def _read_hints(content: PageContent, address: str) -> Iterator[Candidate]:
    for claim in content.claims.get("created", ()):
        mention = read_machine_date(claim.value)
        if mention:
            yield Candidate(mention, claim.evidence, claim.value, HINT, "file")
    addresses = [address, *(claim.value for claim in content.claims.get("url", ()))]
    for url in dict.fromkeys(addresses):
        mention = read_path_date(url)
        if mention:
            yield Candidate(mention, f"address: {quote_line(mention.words)}", mention.words, HINT, "address")


def read_path_date(url: str) -> DateMention | None:
    """Read the date that an address's path tells as publishing programs write it: ``/2009/06/25/``, ``/2009/06/``.

    A year alone counts only where it is a whole step of the path.
    """
    path = re.sub(r"^[a-z]+://[^/]*", "", re.split(r"[?#]", url, maxsplit=1)[0], flags=re.IGNORECASE)
    for match in _PATH.finditer(path):
        month, day = int(match["month"] or 0), int(match["day"] or 0)
        whole = path[match.start() - 1 : match.start()] == "/" and (month or path[match.end() : match.end() + 1] == "/")
        text = f"{match['year']}-{month:02}" + (f"-{day:02}" if day else "") if month else match["year"]
        mention = read_machine_date(text) if whole else None
        if mention:
            return DateMention(f"/{match[0]}", 0, 0, mention.year, mention.month, mention.day, told=match[0])
    return None


def _list_datelines(framed: Framed) -> Iterator[tuple[Candidate, Dateline]]:
    """Yield the datelines around the text, with how much their place says."""
    title = framed.title
    if title and title.date:
        words = title.line[title.date.start :]
        yield _make_candidate(title.date, words, SHOWN), Dateline(title.date, "bare")
    top = _find_top(framed)
    found = [(at, line) for at in _list_places(framed, top) if (line := _read_line(framed, at))]
    above = [at for at, line in found if at < top and line.kind == "bare"]
    for at, line in found:
        strength = _weigh_place(framed, line, at, top)
        if strength is not None and not (strength == LOOSE and at < top and len(above) >= _LIST):
            yield _make_candidate(line.mention, framed.page[at].block.text, strength), line


def _make_candidate(mention: DateMention, words: str, strength: int) -> Candidate:
    return Candidate(mention, f"text: {quote_line(words)}", words, strength, "text")


def _find_top(framed: Framed) -> int:
    """Return where the title stands: the last of its places before the text."""
    places = framed.title.places if framed.title else ()
    return max((at for at in places if at <= framed.start + 1), default=places[0] if places else framed.start)


def _find_head_end(framed: Framed) -> int:
    """Return where the lines around the title end; those of a paged document's first page go on to its first prose."""
    end = framed.start + _BELOW
    first = framed.page[0].block.page if framed.page else ""
    while first and end < min(len(framed.page), _COVER) and framed.page[end].block.page == first:
        if any(entry.prose for entry in framed.page[framed.start : end + 1]):
            break
        end += 1
    return end


def _list_places(framed: Framed, top: int) -> list[int]:
    below = range(max(0, top - _ABOVE), min(_find_head_end(framed), framed.end))
    after = []
    for at in range(max(framed.start, framed.end - 2), min(framed.end + _LABELLED_AFTER, len(framed.page))):
        if framed.page[at].opens_list or framed.page[at].category == "comments":
            break
        after.append(at)
    return list(dict.fromkeys((*below, *after)))


def _read_line(framed: Framed, at: int) -> Dateline | None:
    entry = framed.page[at]
    return None if entry.prose or entry.block.region else read_dateline(entry.block.text)


def _weigh_place(framed: Framed, line: Dateline, at: int, top: int) -> int | None:
    opening = next((place for place in framed.body if framed.page[place].prose), framed.start)
    if line.labelled and not (at > opening and _is_readers(framed, at, line)):
        return STATED
    if top <= at < min(_find_head_end(framed), framed.end) and not line.labelled:
        return SHOWN
    is_month = line.mention.day is None and not _VOLUME.search(framed.page[at].block.text)
    return LOOSE if (at < top and not is_month) or top <= at < framed.end + _BARE_AFTER else None


def _is_readers(framed: Framed, at: int, line: Dateline) -> bool:
    """Tell whether a labelled day behind the text may be a reader's comment's: "Posted by …", or one of several."""
    return line.kind == "published" and (at >= framed.end + _BARE_AFTER or " by " in framed.page[at].block.text.lower())


def _read_agency_line(framed: Framed) -> Iterator[Candidate]:
    """Read "ASTANA, 18 September 2012 (Agency) — …" at the beginning of the text; the year may be missing."""
    for at in framed.body[:3]:
        opening = framed.page[at].block.text[:90]
        mark = next((mark for mark in _MARKS if mark in opening), "")
        head = opening.split(mark, 1)[0] if mark else ""
        mentions = [mention for mention in find_dates(head) if mention.day]
        if mentions and _is_agency_head(head, mentions[0]):
            yield _make_candidate(mentions[0], head, SHOWN)
            return


def _is_agency_head(head: str, mention: DateMention) -> bool:
    """Tell whether a line opens with a place in capitals and a day, and perhaps an agency in brackets."""
    before, after = head[: mention.start].split(), head[mention.end :].strip(" .,")
    places = [word for word in before if read_weekday(word.strip(",.")) is None]
    named = all(word[:1].isupper() or not word[:1].isalpha() for word in places) and len(places) <= _PLACE_WORDS
    return named and not _RUNNING.match(head) and _AFTER_AGENCY_DATE.fullmatch(after) is not None


def list_rivals(best: Candidate, others: Sequence[Candidate]) -> list[Candidate]:
    """List the candidates that tell another day than `best`, more than a day apart (time zones), and may be right."""
    return [other for other in others if other.place != best.place and not agree(best.mention, other.mention)]


def agree(one: DateMention, other: DateMention) -> bool:
    """Tell whether two mentions can mean one day, a day's difference allowed for time zones."""
    if one.year != other.year and not (one.readings and other.readings):
        return False
    if one.readings and other.readings:
        return any(abs((a - b).days) <= 1 for a in one.readings for b in other.readings)
    return not one.month or not other.month or one.month == other.month
