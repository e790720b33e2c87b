"""Blocks of a page that other pages of its site have too: which of them go.

A menu's line or a notice at the text's edge goes; a heading that leads into the page's own text stays, and so do
sentences inside the text: reports of one series share them.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from briefgen.ingest.cutting import Cut
from briefgen.ingest.judged import Judged
from briefgen.ingest.lines import is_sentence
from briefgen.ingest.repetition import make_key

REPEATED = "stands on other pages of the site"
#: Where the site has so much of the text's words elsewhere, the page was read before: repetition tells nothing.
_COPY_SHARE = 0.5
_MENU_WORDS = 12
_LEAST_BOX = 2
_MENU_SCORE = -4.0
_TEXT_WEIGHT = 0.3


def find_site_blocks(page: Sequence[Judged], keys: Collection[str]) -> frozenset[int]:
    """Return the places of the blocks whose keys (`ingest.repetition`) stand on other pages of the site.

    None where that is half of the page's running text: then the pages are copies of one another.
    """
    if not keys:
        return frozenset()
    places = frozenset(at for at, entry in enumerate(page) if make_key(entry.block.text) in keys)
    text = sum(entry.words for entry in page if entry.prose)
    shared = sum(page[at].words for at in places if page[at].prose)
    return frozenset() if shared > _COPY_SHARE * text else places


def discount_site_blocks(page: Sequence[Judged], scores: Sequence[float], places: Collection[int]) -> list[float]:
    """Let the site's lines weigh like a menu's, and its sentences less than the page's own."""
    return [_discount(page[at], score) if at in places else score for at, score in enumerate(scores)]


def _discount(entry: Judged, score: float) -> float:
    if entry.prose:
        return _TEXT_WEIGHT * score
    return score if entry.heading or entry.words > _MENU_WORDS else min(score, _MENU_SCORE)


def drop_site_blocks(page: Sequence[Judged], cut: Cut, places: Collection[int]) -> Cut:
    """Leave the site's blocks out of a cut: those at its edges, boxes inside it, and short lines that lead nowhere."""
    gone: set[int] = set()
    for run in _list_runs(cut.body, places):
        at_edge = run[0] == 0 or run[-1] == len(cut.body) - 1
        spots = [cut.body[position] for position in run]
        lines = [at for at in spots if at not in cut.headings and _is_line(page[at])]
        if at_edge or (len(run) >= _LEAST_BOX and lines):
            gone.update(spots if run[-1] == len(cut.body) - 1 else _spare_headings(spots, cut.headings))
        else:
            gone.update(at for at in lines if page[at].words <= _MENU_WORDS)
    body = tuple(at for at in cut.body if at not in gone)
    if not any(page[at].prose for at in body):
        return cut
    return replace(cut, body=body, headings=cut.headings - gone, reasons=cut.reasons | dict.fromkeys(gone, REPEATED))


def _is_line(entry: Judged) -> bool:
    """Tell whether a block is a mere line: no sentence, no list item, nothing that leads into what follows."""
    text = entry.block.text
    is_told = entry.prose or is_sentence(text) or text.rstrip().endswith(":")
    return not is_told and entry.block.kind not in {"item", "table", "footnote"}


def _list_runs(body: Sequence[int], places: Collection[int]) -> list[range]:
    """List the runs of the site's blocks, as positions in `body`."""
    runs: list[range] = []
    for position, at in enumerate(body):
        if at not in places:
            continue
        if runs and runs[-1].stop == position:
            runs[-1] = range(runs[-1].start, position + 1)
        else:
            runs.append(range(position, position + 1))
    return runs


def _spare_headings(spots: Sequence[int], headings: Collection[int]) -> list[int]:
    """Leave out of `spots` the headings that close them: the page's own text follows."""
    kept = list(spots)
    while kept and kept[-1] in headings:
        kept.pop()
    return kept
