"""A document has no frame: all of it is its text, but for the heading that is its title."""

from collections.abc import Sequence

from briefgen.ingest.cutting import name_symbol
from briefgen.ingest.frame import Framed
from briefgen.ingest.judged import Judged
from briefgen.ingest.lines import fold_words, is_prose, measure_line
from briefgen.ingest.page import Claim, Dropped, PageBlock, PageContent
from briefgen.ingest.quoting import quote_line
from briefgen.ingest.title import TitleFound

#: Formats whose title property is filled by hand, not left over from a template.
_TITLED = frozenset({"epub", "mail", "markdown", "tei"})
_NEAR_TOP = 6


def frame_document(content: PageContent) -> Framed | None:
    """Take all blocks of a document for its text; None when it holds none."""
    page = tuple(_judge_plainly(block) for block in content.blocks)
    title = _find_title(content, page)
    own = name_symbol(page) | dict.fromkeys(title.places if title else (), "title, kept as the source's title")
    body = tuple(at for at in range(len(page)) if at not in own)
    if not any(page[at].block.kind != "heading" for at in body):
        return None
    headings = frozenset(at for at in body if page[at].block.kind == "heading")
    dropped = tuple(Dropped(page[at].block.line, page[at].block.text, own[at]) for at in sorted(own))
    return Framed(page, body, headings, body[0], len(page), title, dropped, content.doubts)


def _judge_plainly(block: PageBlock) -> Judged:
    """Judge a block without suspicion: no phrase of a web page's frame is looked for."""
    is_heading = block.kind == "heading"
    return Judged(
        block, measure_line(block.text).words, not is_heading and is_prose(block.text), is_heading, None, False
    )


def _find_title(content: PageContent, page: Sequence[Judged]) -> TitleFound | None:
    """Choose between the title that the file's properties give and the heading that opens it."""
    told = next(iter(content.claims.get("title", ())), None)
    head = next(iter(content.claims.get("h1", ())), None)
    if told is None or (head is not None and content.format not in _TITLED):
        return _locate(head, page, _doubt_property(told, head)) if head else None
    return _locate(told, page, ())


def _doubt_property(told: Claim | None, head: Claim | None) -> tuple[str, ...]:
    """Say that the properties give another title than the document shows."""
    if not told or not head:
        return ()
    first, second = fold_words(told.value), fold_words(head.value)
    if first in second or second in first:
        return ()
    return (f"its properties call it {quote_line(told.value)}; the heading that opens it was taken for its title",)


def _locate(claim: Claim, page: Sequence[Judged], doubts: tuple[str, ...]) -> TitleFound:
    """Find the heading that says the title; the same words further down are the text's own."""
    words = fold_words(claim.value)
    opening = range(min(_NEAR_TOP, len(page)))
    headings = [at for at in opening if page[at].block.kind == "heading"]
    places: list[tuple[int, ...]] = [(at,) for at in headings if fold_words(page[at].block.text) == words]
    # A title of two lines is two headings, one right after the other.
    pairs = [(at, at + 1) for at in headings if at + 1 in headings]
    places += [
        (at, after) for at, after in pairs if fold_words(f"{page[at].block.text} {page[after].block.text}") == words
    ]
    return TitleFound(claim.value, claim.evidence, places[0] if places else (), line=claim.value, doubts=doubts)
