"""What a reader of a document format gives: pieces in reading order, and what the file says of itself."""

from dataclasses import dataclass

from briefgen.errors import BriefgenError

#: The most text that is taken from one file, in characters: some two thousand printed pages, five seconds' work.
LONGEST_TEXT = 4_000_000


class DocumentRefusedError(BriefgenError):
    """A file that makes no source; its text is a sentence without the file's name (``it is encrypted``)."""


class ForeignFileError(DocumentRefusedError):
    """A file in a format that is none of those that are read: swept up with a folder it is no fault."""


def quote_library(error: Exception) -> str:
    """Return what a library says of a broken file, in one line of at most 120 characters."""
    return " ".join(str(error).split())[:120]


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a document.

    `kind` is heading (then `level` 1–6), paragraph, item (then `level` is its depth, `ordered`, and
    `number` where it is known), quotation, table (then `rows`, the first one the head) or footnote (then
    `label`). `text` is its plain text; a word cut at a line's end keeps hyphen and line feed. `calls`
    are footnote calls: the label, and how many characters that are no blanks stand before it in the
    plain text. `page` is the locator in a paged document (``3``, ``3-4``).
    """

    kind: str
    text: str
    level: int = 0
    ordered: bool = False
    number: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    label: str = ""
    calls: tuple[tuple[int, str], ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that the file gives of itself: its name (title, author, issued, created, …), and where it was read."""

    name: str
    value: str
    evidence: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text of the document that is none of its pieces, and why: a running header, a hidden slide."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read.

    `left_out` is text that is none of its pieces; `doubts` are sentences for a reader.
    """

    pieces: tuple[Piece, ...]
    facts: tuple[Fact, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[str, ...] = ()
