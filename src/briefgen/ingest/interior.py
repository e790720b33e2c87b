"""Judging the blocks of a page's text by their neighbours: what is a heading, a list, a widget, a repetition."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from briefgen.ingest.judged import MOSTLY_LINKED, Judged
from briefgen.ingest.lines import collapse_doubled, fold_words, is_enumerator, is_sentence, measure_line
from briefgen.ingest.phrases import is_named
from briefgen.ingest.teasers import count_listed

_BOX_REACH = 4
_BOXES = frozenset({"subscription", "consent", "share", "advertising"})
_LEAST_REPEATED = 4
_REPEAT_REACH = 8
_REFRAIN = 3
_LEAST_CELLS = 3
_CELL_WORDS = 2
#: A text with so many questions is an interview, and they are no headings.
_LEAST_QUESTIONS = 3
_QUESTION_WORDS = 3
_QUOTE_REACH = 12
_LEAST_QUOTED = 4
_MOST_QUOTED = 60
#: "Prison and Detention Conditions": a line with so few words in lower case is a heading, no sentence shown off.
_CAPITALISED = 0.4
_LEAST_LEAD = 6
_LEAD_REACH = 4
_LIST_WORDS = 3.0
#: Reasons from an element's class name alone; running text around a heading proves them wrong.
FORGIVABLE = frozenset({"menu", "sidebar", "link", "tags"})

REPEATED_LEAD = "lead, repeated by the text that follows"
PULL_QUOTE = "pull quote"


@dataclass(slots=True)
class Interior:
    """The outcome for the blocks of a stretch: why some go (`reasons`), and which are `headings`, by index."""

    reasons: dict[int, str] = field(default_factory=dict)
    headings: set[int] = field(default_factory=set)
    doubts: list[str] = field(default_factory=list)

    def keeps(self, at: int) -> bool:
        """Tell whether a block stays so far."""
        return at not in self.reasons


def judge_interior(page: Sequence[Judged], places: Sequence[int]) -> Interior:
    """Judge the blocks of `page` at `places`, in reading order, with each other as neighbours."""
    found = Interior()
    _take_own_reasons(page, places, found)
    _drop_boxes(page, places, found)
    _settle_lines(page, places, found)
    _drop_cells(page, places, found)
    _drop_refrains(page, places, found)
    _drop_repeated(page, places, found)
    _drop_leads(page, places, found)
    _drop_pull_quotes(page, places, found)
    _drop_empty_headings(page, places, found)
    return found


def _take_own_reasons(page: Sequence[Judged], places: Sequence[int], found: Interior) -> None:
    """Take each block's own reason, and drop the lists that a line such as "Most read" opens."""
    position = 0
    while position < len(places):
        at = places[position]
        entry = page[at]
        rest = places[position + 1 :]
        position += 1
        if _is_rescued(entry, _next_free(page, rest)):
            found.headings.add(at)
        elif entry.category == "comments" and _closes_text(page, places, position):
            found.reasons.update(dict.fromkeys(places[position - 1 :], "comments"))
            return
        elif entry.reason:
            found.reasons[at] = entry.reason
            if entry.opens_list and not entry.block.region:
                count = count_listed(page, rest)
                found.reasons.update(dict.fromkeys(rest[:count], "list of other stories"))
                position += count


def _closes_text(page: Sequence[Judged], places: Sequence[int], position: int) -> bool:
    """Tell whether at `position` most of the running text has been read."""
    before = sum(page[at].words for at in places[:position] if page[at].is_text)
    after = sum(page[at].words for at in places[position:] if page[at].is_text)
    return before > 0 and before * 3 >= after


def _next_free(page: Sequence[Judged], rest: Sequence[int]) -> Judged | None:
    """Return what follows: the next block, other headings passed over where the page's markup names them."""
    for at in rest[:3]:
        if page[at].block.kind != "heading":
            return page[at]
    return None


def _is_rescued(entry: Judged, following: Judged | None) -> bool:
    """Tell whether a block that looks like a menu's is a heading: running text follows it."""
    if following is None or not following.is_text or not entry.heading or entry.caption:
        return False
    if entry.category == "related" and entry.phrase:
        return not (entry.phrase.exact or entry.block.region or ":" in entry.block.text)
    if entry.category == "rubric":
        return not entry.block.region
    return entry.block.kind == "heading" and not entry.phrase and entry.reason in FORGIVABLE


def _drop_boxes(page: Sequence[Judged], places: Sequence[int], found: Interior) -> None:
    """Drop what stands between two signs of one widget: a subscription box's prices, a share list's counts."""
    signs = [i for i, at in enumerate(places) if page[at].category in _BOXES and at in found.reasons]
    for first, second in pairwise(signs):
        between = places[first + 1 : second]
        if 0 < len(between) <= _BOX_REACH and not any(page[at].is_text for at in between):
            for at in between:
                found.reasons.setdefault(at, page[places[first]].reason)


def _settle_lines(page: Sequence[Judged], places: Sequence[int], found: Interior) -> None:
    notes = False
    asks = sum(1 for at in places if page[at].block.text.rstrip().endswith("?")) >= _LEAST_QUESTIONS
    for position, at in enumerate(places):
        entry = page[at]
        if at in found.reasons:
            continue
        if is_named(entry.block.text, "notes"):
            notes = True
            found.headings.add(at)
        elif entry.block.kind == "heading":
            found.headings.add(at)
        elif entry.block.kind == "item":
            _settle_item(page, places, position, found, notes)
        elif asks and entry.words >= _QUESTION_WORDS and entry.block.text.rstrip().endswith("?"):
            continue
        elif not (entry.prose or notes or entry.block.kind in {"table", "quotation", "footnote"}):
            _settle_line(page, places, position, found)


def _settle_line(page: Sequence[Judged], places: Sequence[int], position: int, found: Interior) -> None:
    at = places[position]
    entry = page[at]
    after = _neighbour(page, places, position, 1, found)
    before = _neighbour(page, places, position, -1, found)
    if _introduces(entry, after) or (after is not None and after.is_text and is_enumerator(entry.block.text)):
        return
    if entry.heading and after is not None and (after.prose or after.heading or after.block.kind in {"item", "table"}):
        if entry.block.kind == "line" or entry.block.bold or entry.block.text.isupper():
            found.headings.add(at)
        elif entry.words < 3 and not is_sentence(entry.block.text):
            found.reasons[at] = "loose words"
    elif not (is_sentence(entry.block.text) or (entry.words >= 5 and before is not None and before.prose)):
        found.reasons[at] = "loose words"


def _introduces(entry: Judged, after: Judged | None) -> bool:
    """Tell whether a line leads into what follows ("It provides for:", "The Council,") and is no heading."""
    text = entry.block.text.rstrip()
    if after is None or not text.endswith((":", ",", ";")):
        return False
    if not text.endswith(":"):
        return after.prose
    goes_on = after.block.text[:2].isalpha() and after.block.text[:1].islower()
    opens = after.block.kind == "item" or after.block.text.rstrip().endswith(";") or goes_on
    return opens or measure_line(entry.block.text).breaks > 0


def _neighbour(
    page: Sequence[Judged], places: Sequence[int], position: int, step: int, found: Interior
) -> Judged | None:
    position += step
    while 0 <= position < len(places):
        if found.keeps(places[position]):
            return page[places[position]]
        position += step
    return None


def _settle_item(page: Sequence[Judged], places: Sequence[int], position: int, found: Interior, notes: bool) -> None:
    """Keep a list that the text leads into, or whose items are sentences; drop the menus among the lists."""
    if notes or page[places[position]].prose:
        return
    first, last = _list_extent(page, places, position)
    items = [page[at] for at in places[first : last + 1]]
    before = _neighbour(page, places, first, -1, found)
    after = _neighbour(page, places, last, 1, found)
    introduced = before is not None and (before.block.text.rstrip().endswith((":", ";")) or before.heading)
    flanked = before is not None and before.prose and after is not None and (after.prose or after.heading)
    words = sum(item.words for item in items) / len(items)
    linked = sum(item.block.linked for item in items) / len(items)
    listed = (
        any(item.prose for item in items) or (introduced and after is not None) or (flanked and words >= _LIST_WORDS)
    )
    if linked >= MOSTLY_LINKED or not listed:
        found.reasons[places[position]] = "list of links or names"


def _list_extent(page: Sequence[Judged], places: Sequence[int], position: int) -> tuple[int, int]:
    first = last = position
    while first > 0 and page[places[first - 1]].block.kind == "item":
        first -= 1
    while last + 1 < len(places) and page[places[last + 1]].block.kind == "item":
        last += 1
    return first, last


def _drop_cells(page: Sequence[Judged], places: Sequence[int], found: Interior) -> None:
    """Drop three or more lines in a row of a word or two, or of figures: what is left of a table's cells, or a menu."""
    row: list[int] = []
    for at in (*places, -1):
        entry = page[at] if at >= 0 else None
        if entry and entry.block.kind == "line" and not entry.block.from_markup and _is_cell(entry):
            row.append(at)
            continue
        if len(row) >= _LEAST_CELLS:
            for cell in row:
                found.reasons.setdefault(cell, "loose words")
                found.headings.discard(cell)
        row = []


def _is_cell(entry: Judged) -> bool:
    return entry.words <= _CELL_WORDS and not entry.prose and not is_sentence(entry.block.text)


def _drop_refrains(page: Sequence[Judged], places: Sequence[int], found: Interior) -> None:
    """Drop short lines that the text has three times or more: the buttons of comments, labels of a list."""
    counts = Counter(fold_words(page[at].block.text) for at in places if found.keeps(at))
    for at in places:
        entry = page[at]
        is_short = found.keeps(at) and not entry.prose and entry.block.kind in {"line", "paragraph"}
        if is_short and counts[fold_words(entry.block.text)] >= _REFRAIN:
            found.reasons[at] = "repeated line"
            found.headings.discard(at)


def _drop_repeated(page: Sequence[Judged], places: Sequence[int], found: Interior) -> None:
    """Drop a line that was there before; sentences only nearby, for far apart a report may say one twice."""
    seen: dict[str, int] = {}
    for position, at in enumerate(places):
        words = fold_words(collapse_doubled(page[at].block.text))
        if not found.keeps(at) or at in found.headings or len(words.split()) < _LEAST_REPEATED:
            continue
        if words in seen and (not page[at].prose or position - seen[words] <= _REPEAT_REACH):
            found.reasons[at] = "repeated line"
        seen.setdefault(words, position)


def _drop_pull_quotes(page: Sequence[Judged], places: Sequence[int], found: Interior) -> None:
    """Drop a line that a paragraph nearby has among its words: a page's way to show off a sentence."""
    kept = [at for at in places if found.keeps(at)]
    folded = [f" {fold_words(page[at].block.text)} " for at in kept]
    for position, at in enumerate(kept):
        words = folded[position]
        if not _may_be_shown_off(page[at]) or not _LEAST_QUOTED <= words.count(" ") - 1 <= _MOST_QUOTED:
            continue
        near = range(max(0, position - _QUOTE_REACH), min(len(kept), position + _QUOTE_REACH + 1))
        if any(page[kept[o]].prose and len(folded[o]) > len(words) and words in folded[o] for o in near):
            found.reasons[at] = PULL_QUOTE
            found.headings.discard(at)


def _may_be_shown_off(entry: Judged) -> bool:
    """Tell whether a block may be a pull quote: no heading is one, no clause of a list, no question."""
    text = entry.block.text.rstrip()
    if entry.block.kind in {"item", "footnote", "table", "heading"} or text.isupper():
        return False
    if measure_line(text).lower <= _CAPITALISED and not is_sentence(text):
        return False
    return not text.endswith((";", ",", ":", "?"))


def _drop_leads(page: Sequence[Judged], places: Sequence[int], found: Interior) -> None:
    """Drop a lead whose words the text's beginning says again."""
    kept = [at for at in places if found.keeps(at) and at not in found.headings]
    for position, at in enumerate(kept[:3]):
        lead = fold_words(page[at].block.text)
        following = [fold_words(page[other].block.text) for other in kept[position + 1 : position + 1 + _LEAD_REACH]]
        if measure_line(page[at].block.text).words >= _LEAST_LEAD and any(
            _begins_with(text, lead) for text in following
        ):
            found.reasons[at] = REPEATED_LEAD


def _begins_with(text: str, lead: str) -> bool:
    return text != lead and (text.startswith(lead) or f" {lead} " in f" {text} ")


def _drop_empty_headings(page: Sequence[Judged], places: Sequence[int], found: Interior) -> None:
    """Drop headings at the end, which nothing follows, and rubrics that became empty."""
    for at in reversed(places):
        if not found.keeps(at):
            continue
        if at not in found.headings:
            return
        found.headings.discard(at)
        found.reasons[at] = "heading without text"
