"""Which way of finding a page's body is taken: each is tried, and what comes out is weighed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from briefgen.grammar.phrases import count_things
from briefgen.ingest.bareness import is_bare, is_bare_markup
from briefgen.ingest.columns import find_column, find_declared, weigh_text
from briefgen.ingest.cutting import Cut, cut_body, find_extent, keep_whole
from briefgen.ingest.judged import Judged
from briefgen.ingest.page import Area, Choice
from briefgen.ingest.title import TitleFound

_COLUMN = "the smallest part with nearly all running text"
_STRETCH = "the stretch of blocks where running text outweighs menus"
#: An area with this share of good text among its words is the text, boxes in it aside.
_TIGHT = 0.6


@dataclass(frozen=True, slots=True)
class Ground:
    """What a page's ways of finding its text are tried on.

    `scores` weigh each block for the search of the text's extent, `title` is the page's, and `others` are the places
    of other stories' teasers. `has_asides` tells that its markup set parts aside, menus and the like.
    """

    page: Sequence[Judged]
    areas: Sequence[Area]
    scores: Sequence[float]
    title: TitleFound | None
    others: frozenset[int]
    is_flat: bool
    has_asides: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    method: str
    why: str
    cut: Cut


def choose_cut(ground: Ground) -> tuple[Cut, tuple[Choice, ...]]:
    """Try the ways that fit the page, and take the one whose outcome is worth most.

    The choices come back best first.
    """
    page, others = ground.page, ground.others
    column = find_column(ground.areas, weigh_text(page, others))
    words = weigh_text(page, others, column)
    if _has_no_frame(ground):
        bare = _Candidate("whole", "it has no frame", keep_whole(page, find_extent(ground.scores), ground.title))
        return bare.cut, (_describe(bare, page, measure_worth(bare.cut, page, words, others), chosen=True),)
    candidates = list(_list_candidates(ground, words, column))
    worth = [measure_worth(candidate.cut, page, words, others) for candidate in candidates]
    ranked = sorted(range(len(candidates)), key=lambda at: -worth[at])
    choices = tuple(_describe(candidates[at], page, worth[at], chosen=at == ranked[0]) for at in ranked)
    return candidates[ranked[0]].cut, choices


def _has_no_frame(ground: Ground) -> bool:
    if ground.is_flat:
        return is_bare(ground.page, ground.others)
    return not ground.has_asides and is_bare_markup(ground.page, ground.others)


def _list_candidates(ground: Ground, words: Sequence[int], column: Area | None) -> Iterator[_Candidate]:
    top = ground.title.places[0] if ground.title and ground.title.places else -1
    declared = find_declared(ground.areas, words, top)
    told = (("main", "what the page itself calls its text", declared), ("column", _COLUMN, column))
    seen: set[tuple[int, int]] = set()
    for method, why, area in told:
        extent = _find_extent_in(area, ground.page, ground.scores, words) if area else (0, 0)
        if area and extent[1] > extent[0] and extent not in seen:
            seen.add(extent)
            yield _Candidate(method, why, cut_body(ground.page, ground.areas, extent, ground.title, ground.others))
    stretch = find_extent(ground.scores)
    if stretch not in seen:
        yield _Candidate("stretch", _STRETCH, cut_body(ground.page, ground.areas, stretch, ground.title, ground.others))


def _find_extent_in(
    area: Area, page: Sequence[Judged], scores: Sequence[float], words: Sequence[int]
) -> tuple[int, int]:
    """Find the text's extent in an area: where it holds hardly anything else, from its first good text to its last."""
    start, end = find_extent(scores, area.first, area.last)
    good = [at for at in range(area.first, area.last) if words[at]]
    told = sum(entry.words for entry in page[area.first : area.last] if not entry.reason)
    if good and sum(words[at] for at in good) >= _TIGHT * told:
        return min(start, good[0]), max(end, good[-1] + 1)
    return start, end


def measure_worth(cut: Cut, page: Sequence[Judged], words: Sequence[int], others: Collection[int]) -> float:
    """Weigh what a way keeps: good text for it; good text that it loses, and what else it keeps, against it.

    1 is the best: all good text, and nothing but it; headings, lists and short sentences are neither.
    """
    kept = set(cut.body)
    total = max(1, sum(words))
    good = sum(words[at] for at in kept)
    alone = sum(page[at].words for at in kept if page[at].is_text and not words[at])
    linked = sum(page[at].words * page[at].block.linked for at in kept)
    foreign = sum(page[at].words for at in kept if at in others or page[at].block.region)
    return (2 * good - total - 0.5 * alone - linked - 2 * foreign) / total


def _describe(candidate: _Candidate, page: Sequence[Judged], worth: float, *, chosen: bool) -> Choice:
    body = candidate.cut.body
    words = sum(page[at].words for at in body)
    paragraphs = sum(1 for at in body if at not in candidate.cut.headings)
    reason = f"{candidate.why}; {count_things(len(page) - len(body), 'block')} left out"
    return Choice(candidate.method, round(worth, 3), words, paragraphs, chosen, reason)
