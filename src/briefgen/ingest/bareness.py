"""Which pages have no frame: bare texts, and documents saved as HTML. All of such a page is its text."""

import re
from collections.abc import Collection, Iterator, Sequence

from briefgen.ingest.datelines import is_dateline
from briefgen.ingest.judged import KEYWORDS, MOSTLY_LINKED, PROGRAM_ERROR, Judged
from briefgen.ingest.lines import is_sentence
from briefgen.ingest.symbols import find_symbol

#: A menu is so many short lines above the text, or so many in a row anywhere.
_MENU_LINES = 4
_MENU_WORDS = 3
_MENU_RUN = 3
_DATE_WORDS = 4
_LEAST_PROSE = 0.3
#: One word of these kinds may be a heading of the text ("Calendar").
_WEAK_SIGNS = frozenset({"menu", "rubric", "label"})
#: What only the frame of a page says; documents name their rights, too.
_STRONG_SIGNS = frozenset({"share", "subscription", "consent", "related", "comments", "advertising"})
_SIGNS = _STRONG_SIGNS | _WEAK_SIGNS | {"rights", "licence"}
#: A flattened table has so many lines in a row, this share of them figures alone.
_TABLE_LINES = 6
_TABLE_WORDS = 6
_TABLE_FIGURES = 0.2
#: A saved document has at most this share of its words in links, and so many blocks of running text.
_DOCUMENT_LINKS = 0.03
_DOCUMENT_PROSE = 8
#: The printed version of a web page closes with where it was printed from.
_PRINTED_FROM = re.compile(r"[^\W\d_][^:/]{0,40}:\s*https?://\S+")
_FOOT = 4


def is_bare(page: Sequence[Judged], others: Collection[int]) -> bool:
    """Tell whether a flattened text has no frame: no line that only frames have, no menu, no list of keywords.

    `others` are the places of other stories' teasers. A text with a document's symbol above it is a document,
    however short its lines, unless signs of a page stand in it.
    """
    if find_symbol(entry.block.text for entry in page) and not any(_is_strong(entry) for entry in page):
        return True
    is_framed_somehow = others or _has_signs(page) or _is_printed_page(page) or _has_menu(page)
    return not is_framed_somehow and _is_mostly_prose(page)


def is_bare_markup(page: Sequence[Judged], others: Collection[int]) -> bool:
    """Tell whether an HTML page is a document: hardly a link, no menu, nothing that only frames have, much text."""
    words = sum(entry.words for entry in page)
    linked = sum(entry.words * entry.block.linked for entry in page)
    if (
        others
        or _is_printed_page(page)
        or linked > _DOCUMENT_LINKS * words
        or sum(entry.is_text for entry in page) < _DOCUMENT_PROSE
    ):
        return False
    if any(entry.block.region or _is_strong(entry) or entry.reason == PROGRAM_ERROR for entry in page):
        return False
    return _is_mostly_prose(page) and not _has_linked_run(page)


def is_framed(page: Sequence[Judged]) -> bool:
    """Tell whether a page clearly has a frame: two signs of one, a part of the markup that is one, or menu links."""
    signs = sum(1 for entry in page if _is_sign(entry))
    return signs > 1 or any(entry.block.region for entry in page) or _has_linked_run(page)


def _is_mostly_prose(page: Sequence[Judged]) -> bool:
    tables = _find_tables(page)
    told = [entry for at, entry in enumerate(page) if at not in tables]
    return sum(entry.words for entry in told if entry.prose) >= _LEAST_PROSE * sum(entry.words for entry in told)


def _is_sign(entry: Judged) -> bool:
    return entry.phrase is not None and not entry.phrase.weak and entry.category in _SIGNS


def _is_strong(entry: Judged) -> bool:
    return _is_sign(entry) and entry.category in _STRONG_SIGNS


def _has_signs(page: Sequence[Judged]) -> bool:
    signs = [entry for entry in page if _is_sign(entry)]
    if len(signs) > 1 or any(sign.category not in _WEAK_SIGNS and sign.words > 1 for sign in signs):
        return True
    if any(
        entry.caption or entry.reason == PROGRAM_ERROR or (entry.reason == KEYWORDS and " • " not in entry.block.text)
        for entry in page
    ):
        return True
    return sum(1 for entry in page if entry.words <= _DATE_WORDS and is_dateline(entry.block.text)) > 1


def _is_printed_page(page: Sequence[Judged]) -> bool:
    return any(_PRINTED_FROM.fullmatch(entry.block.text) for entry in page[-_FOOT:])


def _has_menu(page: Sequence[Judged]) -> bool:
    first = next((at for at, entry in enumerate(page) if entry.prose), len(page))
    return sum(map(_is_short, page[:first])) >= _MENU_LINES or _find_longest_run(page) >= _MENU_RUN


def _is_short(entry: Judged) -> bool:
    """Tell whether a line is as short as a menu's entries."""
    text = entry.block.text
    return (
        entry.words <= _MENU_WORDS and not text.isupper() and not any(map(str.isdigit, text)) and not is_sentence(text)
    )


def _find_longest_run(page: Sequence[Judged]) -> int:
    tables = _find_tables(page)
    longest = run = 0
    for at, entry in enumerate(page):
        run = run + 1 if _is_short(entry) and at not in tables else 0
        longest = max(longest, run)
    return longest


def _has_linked_run(page: Sequence[Judged]) -> bool:
    run = 0
    for entry in page:
        run = run + 1 if entry.block.linked >= MOSTLY_LINKED else 0
        if run >= _MENU_RUN:
            return True
    return False


def _find_tables(page: Sequence[Judged]) -> frozenset[int]:
    """Find the lines of tables that were flattened: below running text, short lines in a row, figures among them."""
    found: set[int] = set()
    for run in _list_short_runs(page):
        figures = sum(1 for at in run if not any(map(str.isalpha, page[at].block.text)))
        if len(run) >= _TABLE_LINES and figures >= _TABLE_FIGURES * len(run):
            found.update(run)
    return frozenset(found)


def _list_short_runs(page: Sequence[Judged]) -> Iterator[range]:
    """Yield the runs of short lines that are no sentences, from the first running text on."""
    begin = next((at for at, entry in enumerate(page) if entry.prose), len(page))
    for at in range(begin, len(page) + 1):
        if at == len(page) or page[at].words > _TABLE_WORDS or is_sentence(page[at].block.text):
            if begin < at:
                yield range(begin, at)
            begin = at + 1
