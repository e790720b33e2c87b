"""Cutting off a page's frame: menus, share lists, subscription boxes, teasers; the text and its title remain.

The text is the stretch of blocks with the greatest sum of scores (running text counts for, menus against);
inside it each block is judged with its neighbours. Everything left out has a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.ingest.datelines import is_dateline
from briefgen.ingest.interior import FORGIVABLE, Interior, judge_interior
from briefgen.ingest.judged import Judged, judge_blocks, score_block
from briefgen.ingest.lines import fold_words
from briefgen.ingest.page import Choice, Dropped, PageContent, PageOptions
from briefgen.ingest.people import is_byline
from briefgen.ingest.phrases import is_named
from briefgen.ingest.quoting import quote_line
from briefgen.ingest.teasers import find_teasers
from briefgen.ingest.title import TitleFound, find_title

_LONGEST_DROP = 2000
_SHOWN_DOUBTS = 3
_LEAST_DOUBTED = 20


@dataclass(frozen=True, slots=True)
class Framed:
    """A page without its frame: `page[i]` for `i` in `body` is the text, `headings` those of it that are headings.

    `start` and `end` (exclusive) bound the text's stretch; dates and names are looked for around it.
    """

    page: tuple[Judged, ...]
    body: tuple[int, ...]
    headings: frozenset[int]
    start: int
    end: int
    title: TitleFound | None
    dropped: tuple[Dropped, ...]
    doubts: tuple[str, ...]
    choices: tuple[Choice, ...] = ()


def frame_page(content: PageContent, options: PageOptions) -> Framed | None:
    """Cut off the frame of a page; None when there is no running text in it."""
    page = judge_blocks(content.blocks)
    start, end = find_extent([score_block(entry) for entry in page])
    if not any(entry.is_text for entry in page[start:end]):
        return None
    title = find_title(content, page, start)
    head, reasons = _read_head(page, start, title)
    places = [*head, *range(start, _extend_notes(page, end))]
    places = [at for at in places if at not in reasons]
    inside = judge_interior(page, places)
    doubts = _cut_teasers(page, places, inside)
    body = tuple(at for at in places if inside.keeps(at))
    reasons |= inside.reasons
    dropped = _list_dropped(page, frozenset(body), reasons, start)
    doubts += _doubt_dropped_text(page, frozenset(body), reasons)
    return Framed(tuple(page), body, frozenset(inside.headings), start, end, title, dropped, tuple(doubts))


def find_extent(scores: Sequence[float]) -> tuple[int, int]:
    """Find the stretch with the greatest sum (Kadane's algorithm): its first index, and the one behind its last."""
    best, best_start, best_end = 0.0, 0, 0
    total, begin = 0.0, 0
    for at, score in enumerate(scores):
        if total <= 0:
            total, begin = 0.0, at
        total += score
        if total > best:
            best, best_start, best_end = total, begin, at + 1
    return best_start, best_end


def _extend_notes(page: Sequence[Judged], end: int) -> int:
    """Take notes along that follow the text's end, up to the next line of the page's frame."""
    if end < len(page) and is_named(page[end].block.text, "notes") and page[end].category != "related":
        end += 1
        while end < len(page) and not page[end].reason and page[end].words >= 4:
            end += 1
    return end


def _read_head(page: Sequence[Judged], start: int, title: TitleFound | None) -> tuple[list[int], dict[int, str]]:
    """Judge the blocks before the text: which belong to it (a lead, a heading), and why the others go."""
    reasons = dict.fromkeys(title.places, "repeated title") if title else {}
    reasons |= dict.fromkeys(title.places[:1], "title, kept as the source's title") if title else {}
    top = title.places[0] if title and title.places else -1
    places: list[int] = []
    for at in range(start):
        if at in reasons:
            continue
        reason = page[at].reason or _name_head_line(page[at])
        if 0 <= top < at and _leads_into_text(page, at, start, reason):
            places.append(at)
        elif reason:
            reasons[at] = reason
    for at in range(start, min(len(page), start + 4)):
        reason = _name_head_line(page[at])
        if reason and at not in reasons:
            reasons[at] = reason
    return places, reasons


def _name_head_line(entry: Judged) -> str:
    text = entry.block.text
    if entry.prose:
        return ""
    if is_dateline(text):
        return "date of the page"
    return "author of the page" if is_byline(text) else ""


def _leads_into_text(page: Sequence[Judged], at: int, start: int, reason: str) -> bool:
    """Tell whether a block between title and text belongs to the text: a lead, or a heading right before it."""
    entry = page[at]
    if entry.is_text:
        return not reason
    is_free = not reason or (entry.block.kind == "heading" and not entry.phrase and reason in FORGIVABLE)
    beside = all(page[i].heading or page[i].prose for i in range(at + 1, start))
    leads = entry.heading or entry.block.text.endswith((",", ":"))
    return is_free and beside and leads and entry.block.kind != "item"


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


def _list_dropped(
    page: Sequence[Judged], body: frozenset[int], reasons: dict[int, str], start: int
) -> tuple[Dropped, ...]:
    dropped = []
    place = "before the text"
    for at, entry in enumerate(page):
        if at >= start and place == "before the text":
            place = "after the text"
        if at >= start and (entry.opens_list or entry.category == "comments"):
            place = entry.reason
        if at not in body:
            reason = reasons.get(at) or entry.reason or place
            dropped.append(Dropped(entry.block.line, entry.block.text[:_LONGEST_DROP], reason))
    return tuple(dropped)


def _doubt_dropped_text(page: Sequence[Judged], body: frozenset[int], reasons: dict[int, str]) -> list[str]:
    """Name running text that was left out only for where it stands."""
    lost = [
        entry
        for at, entry in enumerate(page)
        if at not in body and at not in reasons and entry.is_text and entry.words >= _LEAST_DOUBTED
    ]
    copies = {fold_words(page[at].block.text) for at in body}
    lost = [entry for entry in lost if fold_words(entry.block.text) not in copies]
    if not lost:
        return []
    shown = ", ".join(f"line {entry.block.line}: {quote_line(entry.block.text)}" for entry in lost[:_SHOWN_DOUBTS])
    more = f" and {len(lost) - _SHOWN_DOUBTS} more" if len(lost) > _SHOWN_DOUBTS else ""
    return [f"running text outside the article was left out ({shown}{more})"]
