"""A document (PDF, Word, EPUB, mail, …) as the content of a page: all of it is text, none of it frame."""

from collections.abc import Iterable, Iterator

from briefgen.formats.document import Document, Fact, Piece
from briefgen.formats.reading import READERS
from briefgen.ingest.cleaning import strip_unwanted
from briefgen.ingest.page import Claim, Dropped, PageBlock, PageContent

_LONGEST_DROP = 2000
_MOST_HEADINGS = 20


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
    """Yield the document's opening heading: before any text, and as high as any."""
    headings = [piece for piece in pieces[:_MOST_HEADINGS] if piece.kind == "heading"]
    if headings and pieces[0] is headings[0] and all(piece.level >= headings[0].level for piece in headings):
        yield Fact("h1", " ".join(headings[0].text.split()), "first heading")
