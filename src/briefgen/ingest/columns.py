"""Where on a page the text stands: the smallest part of its markup that holds nearly all of its running text."""

from collections.abc import Collection, Sequence
from itertools import accumulate

from briefgen.ingest.judged import Judged
from briefgen.ingest.page import Area

#: A part that holds this share of the page's good text holds the page's text.
_NEARLY_ALL = 0.85
#: What the page itself calls its text needs less: other stories may stand beside it in full.
_DECLARED = 0.25
_REACH = 2
_LONG = 50
_HEADING_WORDS = 3
_MOST_LINKED = 0.3


def weigh_text(page: Sequence[Judged], others: Collection[int], column: Area | None = None) -> list[int]:
    """Count for each block its words of good text: sentences that stand together, neither links nor `others`.

    A paragraph that stands alone counts only when it is long: a box beside the text has one. Paragraphs on the two
    sides of `column`'s border do not stand together.
    """
    plain = [entry.is_text and at not in others and entry.block.linked <= _MOST_LINKED for at, entry in enumerate(page)]
    first, last = (column.first, column.last) if column else (0, len(page))
    counted = [0] * len(page)
    for low, high in ((0, first), (first, last), (last, len(page))):
        for at in range(low, high):
            if plain[at] and (page[at].words >= _LONG or _has_company(page, plain, range(low, high), at)):
                counted[at] = page[at].words
    return counted


def _has_company(page: Sequence[Judged], plain: Sequence[bool], within: range, at: int) -> bool:
    for step in (-1, 1):
        for other in range(at + step, at + step * (_REACH + 1), step):
            if other not in within or _parts(page[other]):
                break
            if plain[other]:
                return True
    return False


def _parts(entry: Judged) -> bool:
    """Tell whether a block parts the text before it from the text behind: a heading of some words."""
    return entry.block.kind == "heading" and entry.words >= _HEADING_WORDS


def find_column(areas: Sequence[Area], words: Sequence[int]) -> Area | None:
    """Find the smallest area with nearly all good text; None where there is none smaller than the page."""
    sums = list(accumulate(words, initial=0))
    holding = [area for area in areas if sums[area.last] - sums[area.first] >= _NEARLY_ALL * sums[-1]]
    smallest = min(holding, key=lambda area: area.last - area.first, default=None)
    return None if smallest is None or smallest.last - smallest.first >= len(words) else smallest


def find_declared(areas: Sequence[Area], words: Sequence[int], top: int) -> Area | None:
    """Find what the page calls its text: the innermost main part or article around or right below its title.

    `top` is the title's place, -1 where it is not known. None where nothing is so called, or it holds little text.
    """
    sums = list(accumulate(words, initial=0))
    told = [
        area
        for area in areas
        if area.kind and sums[area.last] - sums[area.first] >= _DECLARED * sums[-1] and area.last > top
    ]
    main = [area for area in told if area.kind == "main"]
    return min(
        main or told, key=lambda area: (area.first > top >= 0 and not main, area.last - area.first), default=None
    )
