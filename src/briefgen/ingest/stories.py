"""Other stories on a page: runs of headlines with one paragraph each, and a second story after the page's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.ingest.cohesion import measure_cohesion
from briefgen.ingest.datelines import is_dateline
from briefgen.ingest.judged import Judged
from briefgen.ingest.lines import fold_words
from briefgen.ingest.page import Area
from briefgen.ingest.people import is_byline

_LEAST_HEADLINE = 3
_USUAL_HEADLINE = 4
_LONGEST_SUMMARY = 60
_USUAL_SUMMARY = 45
_LEAST_PAIRS = 3
_MOST_BETWEEN = 3
#: A headline that is a link, all of it, but for a sign or two.
_LINKED = 0.8
#: At most this share of the page's other text stands beyond a run at the page's edge.
_BEYOND = 0.1
_FAR_BEYOND = 0.4
#: Sections of one text share more of their words with it; summaries of other stories share hardly any.
_LEAST_COHESION = 0.33
_LEAST_STORY = 25
_DATE_REACH = 3
_TEXT_REACH = 14
_LABEL_WORDS = 3
_LONGEST_TAGLINE = 30
_LEAST_BELOW = 2


@dataclass(frozen=True, slots=True)
class _Pair:
    """A headline at `first` and its only paragraph at `last`."""

    first: int
    last: int


def find_teaser_runs(page: Sequence[Judged]) -> frozenset[int]:
    """Find the blocks of teasers: headlines that are links, or at the page's edge three pairs or more.

    Teasers are told only where the page has other text: a page of questions and answers is none.
    """
    runs = list(_list_runs(page))
    paired = {pair.last for run in runs for pair in run}
    words = [entry.words if entry.is_text and at not in paired else 0 for at, entry in enumerate(page)]
    if sum(words) < _LEAST_STORY:
        return frozenset()
    spared = list(filter(None, (_spare_title(page, run) for run in runs)))
    apart = [at for run in spared for pair in run for at in (pair.first, pair.last)]
    found: set[int] = set()
    for run in spared:
        if _is_linked(page, run) or _is_opened(page, run) or _is_foreign(page, run, words, apart):
            found.update(range(run[0].first, run[-1].last + 1))
    return frozenset(found)


def find_tagline(page: Sequence[Judged]) -> frozenset[int]:
    """Find the lone sentence above a flattened page's headline that shares hardly a word with the text.

    So sites praise themselves at the head of each page: "Get the latest news from around the world".
    """
    first = next((at for at, entry in enumerate(page) if entry.is_text), len(page))
    below = page[first + 1 : first + 1 + _DATE_REACH]
    head = next(
        (at for at, entry in enumerate(below, first + 1) if entry.heading and entry.words >= _USUAL_HEADLINE), -1
    )
    is_flat = bool(page) and not page[0].block.from_markup
    above = any(entry.heading and entry.words >= _USUAL_HEADLINE and not entry.reason for entry in page[:first])
    if (
        not is_flat
        or above
        or head < 0
        or page[first].words > _LONGEST_TAGLINE
        or any(e.prose for e in page[first + 1 : head])
    ):
        return frozenset()
    rest = sum(1 for entry in page[head:] if entry.is_text)
    if rest < _LEAST_BELOW or measure_cohesion(page, [first]) >= _LEAST_COHESION:
        return frozenset()
    return frozenset({first})


def _is_foreign(page: Sequence[Judged], run: Sequence[_Pair], words: Sequence[int], apart: Sequence[int]) -> bool:
    """Tell whether a run looks like a list of stories, stands beside the text, and shares few words with it."""
    before, after = sum(words[: run[0].first]), sum(words[run[-1].last + 1 :])
    beyond = min(before, after) / max(1, before + after)
    if not _looks_alike(page, run):
        return False
    part = [at for pair in run for at in (pair.first, pair.last)]
    return beyond <= _BEYOND or (beyond <= _FAR_BEYOND and measure_cohesion(page, part, apart) < _LEAST_COHESION)


def _list_runs(page: Sequence[Judged]) -> Iterator[list[_Pair]]:
    run: list[_Pair] = []
    at = 0
    while at < len(page):
        pair = _read_pair(page, at)
        if pair and (not run or _continues(page, run[-1], pair)):
            run.append(pair)
        elif pair or (run and at - run[-1].last >= _MOST_BETWEEN):
            if run:
                yield run
            run = [pair] if pair else []
        at = pair.last + 1 if pair else at + 1
    if run:
        yield run


def _continues(page: Sequence[Judged], last: _Pair, pair: _Pair) -> bool:
    """Tell whether a pair is of the same list as the one before: close to it, and marked up alike."""
    first, second = page[last.first].block, page[pair.first].block
    return pair.first - last.last <= _MOST_BETWEEN and (first.kind, first.level) == (second.kind, second.level)


def _read_pair(page: Sequence[Judged], at: int) -> _Pair | None:
    if not _is_headline(page[at]):
        return None
    below = at + 1
    if below < len(page) and _is_label(page[below]):
        if at and page[at - 1].heading and is_dateline(page[below].block.text):
            return None  # a name between a title and its date
        below += 1
    if below >= len(page) or not _is_summary(page[below]):
        return None
    after = page[below + 1] if below + 1 < len(page) else None
    return None if after is not None and after.is_text else _Pair(at, below)


def _is_headline(entry: Judged) -> bool:
    block = entry.block
    if entry.prose or not entry.heading or entry.words < _LEAST_HEADLINE or entry.phrase or entry.caption:
        return False
    if block.linked >= _LINKED:
        return True
    told = block.kind in {"heading", "line"} or block.bold
    return told and not block.text.rstrip().endswith(("?", ":"))


def _is_label(entry: Judged) -> bool:
    is_short = entry.words <= _LABEL_WORDS and not entry.prose and entry.block.kind != "heading"
    return is_short or is_dateline(entry.block.text) or is_byline(entry.block.text)


def _is_summary(entry: Judged) -> bool:
    return entry.prose and entry.words <= _LONGEST_SUMMARY and entry.block.kind in {"paragraph", "line"}


def _spare_title(page: Sequence[Judged], run: list[_Pair]) -> list[_Pair]:
    """Leave a run's last pair out when text follows it: a title and the first paragraph, then a picture."""
    after = page[run[-1].last + 1 : run[-1].last + 4]
    heads = [entry for entry in after if entry.heading and not entry.caption]
    return run[:-1] if any(entry.is_text for entry in after) and not heads else run


def _is_linked(page: Sequence[Judged], run: Sequence[_Pair]) -> bool:
    return all(page[pair.first].block.linked >= _LINKED for pair in run)


def _is_opened(page: Sequence[Judged], run: Sequence[_Pair]) -> bool:
    """Tell whether a line such as "Most read" stands right before a run of two pairs or more."""
    return len(run) >= _LEAST_PAIRS - 1 and run[0].first > 0 and page[run[0].first - 1].opens_list


def _looks_alike(page: Sequence[Judged], run: Sequence[_Pair]) -> bool:
    headlines = [page[pair.first].words for pair in run]
    summaries = [page[pair.last].words for pair in run]
    # The more pairs, the shorter their headlines may be.
    least = _USUAL_HEADLINE if len(run) == _LEAST_PAIRS else _LEAST_HEADLINE
    usual = sum(headlines) / len(run) >= least and sum(summaries) / len(run) <= _USUAL_SUMMARY
    return usual and len(run) >= _LEAST_PAIRS


def find_second_story(page: Sequence[Judged], areas: Sequence[Area], top: int, start: int, end: int) -> int:
    """Find where another story begins below the page's own: its headline's index, or `end` where there is none.

    `top` is the place of the page's title, `start` and `end` bound its text. A second story has what the first has:
    a headline with a date right below it, or an <article> of its own with a headline of the same rank.
    """
    dated = top >= 0 and _date_below(page, top)
    articles = {area.first for area in areas if area.kind == "article"}
    words = 0
    for at in range(start, end):
        entry = page[at]
        words += entry.words if entry.is_text else 0
        if words < _LEAST_STORY or at <= top or not _may_open_story(page, at, top):
            continue
        is_article = any(first in articles for first in range(at - 1, at + 1))
        same_rank = top >= 0 and entry.block.kind == "heading" and entry.block.level == page[top].block.level
        if (dated and _date_below(page, at)) or (is_article and same_rank):
            return at
    return end


def _may_open_story(page: Sequence[Judged], at: int, top: int) -> bool:
    entry = page[at]
    if entry.prose or not entry.heading or entry.words < _LEAST_HEADLINE:
        return False
    if top >= 0 and fold_words(entry.block.text) == fold_words(page[top].block.text):
        return False
    return any(other.is_text for other in page[at + 1 : at + 1 + _TEXT_REACH])


def _date_below(page: Sequence[Judged], at: int) -> bool:
    for entry in page[at + 1 : at + 1 + _DATE_REACH]:
        if is_dateline(entry.block.text):
            return True
        if entry.prose:
            return False
    return False
