"""A document (PDF, Word, EPUB, mail, …) as the content of a page: all of it is text, none of it frame."""

from collections.abc import Iterable, Iterator

from briefgen.formats.document import Document, Fact, Piece
from briefgen.formats.reading import READERS
from briefgen.ingest.cleaning import strip_unwanted
from briefgen.ingest.page import Claim, Dropped, PageBlock, PageContent

_LONGEST_DROP = 2000
_MOST_HEADINGS = 20
_MOST_BEFORE = 2
_SHORT_LINE = 14
_LEAST_ON_COVER = 2
_COVER_WORDS = 25


def read_document_page(data: bytes, format_: str) -> PageContent:
    """Read a document in one of the formats of `formats.reading`; raises DocumentRefusedError as its readers do."""
    document = READERS[format_].read_pieces(data)
    blocks = tuple(_make_blocks(document.pieces))
    left_out = (Dropped(0, one.text[:_LONGEST_DROP], one.reason) for one in document.left_out)
    return PageContent(blocks, _group_facts(document), document.doubts, tuple(left_out), format_)


def _make_blocks(pieces: Iterable[Piece]) -> Iterator[PageBlock]:
    for number, piece in enumerate(pieces, 1):
        block = PageBlock(
            line=number,
            text=strip_unwanted(piece.text),
            kind=piece.kind,
            level=piece.level,
            ordered=piece.ordered,
            rows=tuple(tuple(strip_unwanted(cell) for cell in row) for row in piece.rows),
            from_markup=True,
            label=piece.label,
            page=piece.page,
            number=piece.number,
            calls=piece.calls,
        )
        if any(c.isalnum() for c in block.text):
            yield block


def _group_facts(document: Document) -> dict[str, tuple[Claim, ...]]:
    """Return what the document says of itself by name, and its first headings of the highest level as ``h1``."""
    found: dict[str, list[Claim]] = {}
    for fact in (*document.facts, *_list_headings(document.pieces)):
        claim = Claim(strip_unwanted(fact.value), fact.evidence)
        if claim.value and all(claim.value != known.value for known in found.get(fact.name, ())):
            found.setdefault(fact.name, []).append(claim)
    return {name: tuple(claims) for name, claims in found.items()}


def _list_headings(pieces: tuple[Piece, ...]) -> Iterator[Fact]:
    """Yield the document's opening heading: before any text but a short line or two, and as high as any."""
    headings = [piece for piece in pieces[:_MOST_HEADINGS] if piece.kind == "heading"]
    first = headings[0] if headings else None
    if first is None or any(piece.level < first.level for piece in headings):
        return
    at = pieces.index(first)
    if at > _MOST_BEFORE or any(len(piece.text.split()) > _SHORT_LINE for piece in pieces[:at]):
        return
    title = " ".join(first.text.split())
    second = _find_second_line(pieces, at)
    if second:
        yield Fact("h1", f"{title}{'' if title.endswith(('.', ':', '?', '!')) else ':'} {second}", "first headings")
    else:
        yield Fact("h1", title, "first heading")


def _find_second_line(pieces: tuple[Piece, ...], at: int) -> str:
    """Return the second line of a title that has a page of its own (a cover), else ""."""
    page = pieces[at].page
    cover = [piece for piece in pieces if piece.page == page] if page else []
    second = pieces[at + 1] if len(cover) > _LEAST_ON_COVER and at + 1 < len(pieces) else None
    if second is None or second.kind != "heading" or second.page != page or len(cover) == len(pieces):
        return ""
    is_cover = all(len(piece.text.split()) <= _COVER_WORDS for piece in cover)
    return " ".join(second.text.split()) if is_cover else ""
