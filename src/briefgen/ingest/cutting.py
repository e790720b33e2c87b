"""One way of cutting a page's text out of a stretch of its blocks: extent, head, inner junk, teasers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefgen.ingest.datelines import is_dateline
from briefgen.ingest.interior import FORGIVABLE, PULL_QUOTE, REPEATED_LEAD, Interior, judge_interior
from briefgen.ingest.judged import KEYWORDS, Judged
from briefgen.ingest.page import Area
from briefgen.ingest.people import is_byline
from briefgen.ingest.phrases import is_named
from briefgen.ingest.quoting import quote_line
from briefgen.ingest.stories import find_second_story
from briefgen.ingest.symbols import SYMBOL, find_symbol
from briefgen.ingest.teasers import find_teasers
from briefgen.ingest.title import TitleFound

_NAME_WORDS = 5
#: What a line above the text is dropped for even where nothing else is.
_NOT_WORDS = frozenset({KEYWORDS, "signs without words"})
_DECK_WORDS = 6
_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,5})[.)]\s")


@dataclass(frozen=True, slots=True)
class Cut:
    """A page's text as one way finds it: `body` and `headings` are indexes, `reasons` say why others went.

    `start` and `end` (exclusive) bound the stretch of running text.
    """

    start: int
    end: int
    body: tuple[int, ...]
    headings: frozenset[int]
    reasons: dict[int, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


def find_extent(scores: Sequence[float], first: int = 0, last: int | None = None) -> tuple[int, int]:
    """Find the stretch with the greatest sum (Kadane's algorithm) from `first` to before `last`.

    Returns its first index, and the one behind its last.
    """
    best, best_start, best_end = 0.0, first, first
    total, begin = 0.0, first
    for at in range(first, len(scores) if last is None else last):
        if total <= 0:
            total, begin = 0.0, at
        total += scores[at]
        if total > best:
            best, best_start, best_end = total, begin, at + 1
    return best_start, best_end


def cut_body(
    page: Sequence[Judged],
    areas: Sequence[Area],
    extent: tuple[int, int],
    title: TitleFound | None,
    others: Iterable[int],
) -> Cut:
    """Cut the text out of a stretch of a page; `others` are the places of other stories' teasers."""
    start, end = extent
    top = title.places[0] if title and title.places else -1
    second = find_second_story(page, areas, top, start, end)
    head, reasons = _read_head(page, start, title)
    places = [*head, *range(start, second if second < end else _extend_notes(page, end))]
    reasons |= dict.fromkeys((at for at in others if at in set(places)), "teaser of another story")
    places = [at for at in places if at not in reasons]
    inside = judge_interior(page, places)
    doubts = _cut_teasers(page, places, inside)
    if second < end:
        reasons |= dict.fromkeys(range(second, end), "another story")
        doubts.append(f"another story begins at {quote_line(page[second].block.text)} and was left out")
    body = tuple(at for at in places if inside.keeps(at))
    return Cut(start, second, body, frozenset(inside.headings) & set(body), reasons | inside.reasons, tuple(doubts))


def keep_whole(page: Sequence[Judged], extent: tuple[int, int], title: TitleFound | None) -> Cut:
    """Keep all blocks of a page that has no frame, its title aside."""
    places = title.places if title else ()
    top = places[0] if places else -1
    reasons = {at: page[at].reason for at in range(extent[0]) if page[at].reason in _NOT_WORDS}
    reasons |= {at: "figures alone" for at in range(extent[0]) if not any(map(str.isalpha, page[at].block.text))}
    reasons |= {at: reason for at in range(extent[0]) if (reason := _name_own_line(page[at])) and page[at].words <= 6}
    reasons |= {at: "repeated title" for at in places if at <= max(top + 2, extent[0])} | name_symbol(page)
    reasons |= _name_title(title)
    kept = [at for at in range(len(page)) if at not in reasons]
    inside = judge_interior(page, kept)
    reasons |= {at: reason for at, reason in inside.reasons.items() if _is_said_twice(page[at], reason)}
    kept = [at for at in kept if at not in reasons]
    headings = frozenset(at for at in kept if page[at].block.kind == "heading" or at in inside.headings)
    return Cut(*extent, tuple(kept), headings, reasons)


def _is_said_twice(entry: Judged, reason: str) -> bool:
    """Tell whether a block shows off words of the text, by its markup or as the lead of a plain text."""
    return (reason, entry.block.kind) in {(REPEATED_LEAD, "line"), (PULL_QUOTE, "quotation")}


def _name_title(title: TitleFound | None) -> dict[int, str]:
    return dict.fromkeys(title.places[:1], "title, kept as the source's title") if title else {}


def name_symbol(page: Sequence[Judged]) -> dict[int, str]:
    """Name the lines that are nothing but the document's own symbol, above its text or at the head of its pages."""
    symbol = find_symbol(entry.block.text for entry in page)
    return {at: SYMBOL for at, entry in enumerate(page) if symbol and entry.block.text.strip() == symbol}


def _extend_notes(page: Sequence[Judged], end: int) -> int:
    """Take notes along that follow the text's end, up to the next line of the page's frame."""
    if end < len(page) and is_named(page[end].block.text, "notes") and page[end].category != "related":
        end += 1
        while end < len(page) and not page[end].reason and page[end].words >= 4:
            end += 1
    while end < len(page) and page[end].block.kind == "footnote":
        end += 1
    return end


def _read_head(page: Sequence[Judged], start: int, title: TitleFound | None) -> tuple[list[int], dict[int, str]]:
    """Judge the blocks before the text: which belong to it (a lead, a heading), and why the others go."""
    reasons = dict.fromkeys(title.places, "repeated title") if title else {}
    reasons |= name_symbol(page) | _name_title(title)
    top = title.places[0] if title and title.places else -1
    places: list[int] = []
    for at in range(start):
        if at in reasons:
            continue
        reason = page[at].reason or _name_head_line(page, at)
        if 0 <= top < at and _leads_into_text(page, at, start, reason):
            places.append(at)
        elif reason:
            reasons[at] = reason
    for at in range(start, min(len(page), start + 4)):
        reason = _name_head_line(page, at)
        if reason and at not in reasons:
            reasons[at] = reason
    return places, reasons


def _name_head_line(page: Sequence[Judged], at: int) -> str:
    by_date = "author of the page" if not page[at].prose and _is_name_by_date(page, at) else ""
    return _name_own_line(page[at]) or by_date


def _name_own_line(entry: Judged) -> str:
    """Name what a line says of the page by its own words: its date, its author."""
    if entry.prose:
        return ""
    if is_dateline(entry.block.text):
        return "date of the page"
    return "author of the page" if is_byline(entry.block.text) else ""


def _is_name_by_date(page: Sequence[Judged], at: int) -> bool:
    """Tell whether a line of two to five capitalised words stands right above or below the page's date: a name."""
    words = page[at].block.text.replace(",", " ").split()
    if page[at].block.kind == "heading" or not 2 <= len(words) <= _NAME_WORDS:
        return False
    small = [word for word in words if not word[:1].isupper()]
    if (
        len(small) > 1
        or any(len(word) > 3 for word in small)
        or page[at].block.text.rstrip().endswith((":", "?", "!", ",", ";"))
    ):
        return False
    return any(
        is_dateline(page[near].block.text) and not page[near].prose
        for near in (at - 1, at + 1)
        if 0 <= near < len(page)
    )


def _leads_into_text(page: Sequence[Judged], at: int, start: int, reason: str) -> bool:
    """Tell whether a block between title and text belongs to the text: a lead, or a heading right before it."""
    entry = page[at]
    if entry.is_text:
        return not reason
    is_free = not reason or (entry.block.kind == "heading" and not entry.phrase and reason in FORGIVABLE)
    beside = all(page[i].heading or page[i].prose for i in range(at + 1, start))
    leads = _may_lead(entry) or entry.block.text.endswith((",", ":"))
    return is_free and beside and leads and entry.block.kind != "item"


def _may_lead(entry: Judged) -> bool:
    """Tell whether a line above the text may be its first heading or its deck, not a name, a place or a file's size."""
    text = entry.block.text
    if not entry.heading or entry.block.kind == "heading" or entry.block.bold:
        return entry.heading
    is_known = (
        is_named(text, "section") or is_named(text, "notes") or text.isupper() or _NUMBERED.match(text) is not None
    )
    return is_known or (entry.words >= _DECK_WORDS and not text.istitle())


def _cut_teasers(page: Sequence[Judged], places: Sequence[int], inside: Interior) -> list[str]:
    body = [at for at in places if inside.keeps(at)]
    cut, sure = find_teasers(page, body)
    if cut == len(body):
        return []
    if not sure:
        first = quote_line(page[body[cut]].block.text)
        return [f"the text ends in headlines with one paragraph each, from {first} on; other stories, perhaps: kept"]
    for at in body[cut:]:
        inside.reasons[at] = "teaser of another story"
        inside.headings.discard(at)
    return []
