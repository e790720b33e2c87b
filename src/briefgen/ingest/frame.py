"""Cutting off a page's frame: menus, share lists, subscription boxes, teasers; the text and its title remain.

The text is a stretch of blocks in which running text outweighs menus, found in several ways of which the best
outcome is taken (`ingest.choices`); inside it each block is judged with its neighbours. Everything left out has a
reason.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from briefgen.ingest.bareness import is_framed
from briefgen.ingest.choices import Ground, choose_cut
from briefgen.ingest.cutting import Cut, find_extent
from briefgen.ingest.judged import Judged, judge_blocks, score_block
from briefgen.ingest.lines import fold_words, is_sentence
from briefgen.ingest.page import Choice, Dropped, PageContent, PageOptions
from briefgen.ingest.phrases import open_phrases
from briefgen.ingest.quoting import quote_line
from briefgen.ingest.site_blocks import discount_site_blocks, drop_site_blocks, find_site_blocks
from briefgen.ingest.stories import find_tagline, find_teaser_runs
from briefgen.ingest.title import TitleFound, find_title

_SHOWN_DOUBTS = 3
_LEAST_DOUBTED = 20
_LEAST_RUN = 5
_TEASER_SCORE = -4.0
_BEFORE = "before the text"
_AFTER = "after the text"


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
    book = open_phrases(options.phrases)
    page = judge_blocks(content.blocks, book)
    others = find_teaser_runs(page) | find_tagline(page)
    scores = [_TEASER_SCORE if at in others else score_block(entry) for at, entry in enumerate(page)]
    site = find_site_blocks(page, options.repeated)
    scores = discount_site_blocks(page, scores, site)
    start, end = find_extent(scores)
    if not any(entry.is_text for entry in page[start:end]):
        return None
    title = find_title(content, page, start)
    scores = _discount_before_title(page, scores, title)
    is_flat, has_asides = content.format == "text", bool(content.dropped)
    ground = Ground(page, content.areas, scores, title, others, is_flat=is_flat, has_asides=has_asides)
    cut, choices = choose_cut(ground)
    cut = drop_site_blocks(page, cut, site) if site else cut
    dropped = _list_dropped(page, frozenset(cut.body), cut.reasons, cut.start)
    doubts = (*content.doubts, *book.doubts, *cut.doubts, *_doubt_dropped_text(page, dropped, cut))
    return Framed(tuple(page), cut.body, cut.headings, cut.start, cut.end, title, dropped, doubts, choices)


def _discount_before_title(page: Sequence[Judged], scores: Sequence[float], title: TitleFound | None) -> list[float]:
    """Let text before the page's main heading count nothing, when most of the text follows it."""
    heads = (
        [at for at in title.places if page[at].block.kind == "heading" and page[at].block.level == 1] if title else []
    )
    if not heads:
        return list(scores)
    before = sum(entry.words for entry in page[: heads[0]] if entry.is_text)
    after = sum(entry.words for entry in page[heads[0] :] if entry.is_text)
    if after < before:
        return list(scores)
    return [min(score, 0.0) if at < heads[0] else score for at, score in enumerate(scores)]


def _list_dropped(
    page: Sequence[Judged], body: Collection[int], reasons: dict[int, str], start: int
) -> tuple[Dropped, ...]:
    dropped = []
    place = _BEFORE
    for at, entry in enumerate(page):
        if at >= start and place == _BEFORE:
            place = _AFTER
        if at >= start and (entry.opens_list or entry.category == "comments"):
            place = entry.reason
        if at not in body:
            reason = reasons.get(at) or entry.reason or place
            dropped.append(Dropped(entry.block.line, entry.block.text, reason))
    return tuple(dropped)


def _doubt_dropped_text(page: Sequence[Judged], dropped: Sequence[Dropped], cut: Cut) -> list[str]:
    """Name running text that was left out only for where it stands; of a page without a clear frame, lines too."""
    body = frozenset(cut.body)
    outside = [at for at in range(len(page)) if at not in body]
    copies = {fold_words(page[at].block.text) for at in cut.body}
    lost = [at for at in outside if at not in cut.reasons and page[at].is_text and page[at].words >= _LEAST_DOUBTED]
    lost = [at for at in lost if fold_words(page[at].block.text) not in copies]
    if not is_framed(page):
        alone = [at for at, one in zip(outside, dropped, strict=True) if one.reason in {_BEFORE, _AFTER}]
        lost = sorted({*lost, *(run[0] for run in _list_runs(alone) if _is_worth_naming(page, run))})
    if not lost:
        return []
    shown = ", ".join(f"line {page[at].block.line}: {quote_line(page[at].block.text)}" for at in lost[:_SHOWN_DOUBTS])
    more = f" and {len(lost) - _SHOWN_DOUBTS} more" if len(lost) > _SHOWN_DOUBTS else ""
    return [f"running text outside the article was left out ({shown}{more})"]


def _list_runs(places: Sequence[int]) -> list[list[int]]:
    """Divide places into those that follow one another."""
    runs: list[list[int]] = []
    for at in places:
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _is_worth_naming(page: Sequence[Judged], run: Sequence[int]) -> bool:
    told = sum(page[at].words for at in run if is_sentence(page[at].block.text))
    return len(run) >= _LEAST_RUN or told >= _LEAST_DOUBTED
