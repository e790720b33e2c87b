"""What `add` makes of a page: the values of the ingest stage.

A page's bytes become a `Draft` (or a `Refused`, with its reason); `ingest.write` writes a draft as a
source, `ingest.add` decides where it goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: The largest file that is read, in bytes; `formats.detection` says how large one of its kind may be.
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """One block of the source to be written.

    `kind` is heading (then `level` 2–6), paragraph, item (then `level` is its depth, and `ordered`), quotation,
    table (then `rows`, the first one the head) or footnote (then `label`). `text` is plain text as the page has it,
    blanks run together. `page` is the locator of a paged original (``3``, ``3-4``), `language` the
    passage's own (BCP 47) where it is not the source's; both "" where there is nothing to say. `number` is an
    ordered item's, 0 where it follows on the one before. `calls` are footnote calls: how many characters of the
    plain text that are no blanks stand before it, and the footnote's label.
    """

    kind: str
    text: str
    level: int = 0
    ordered: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    label: str = ""
    page: str = ""
    language: str = ""
    number: int = 0
    calls: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text of the page that the source leaves out: where it began (line from 1), the words, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One way of telling a page's body from its frame, and how it came out: what `add --explain` shows.

    `method` is the way's name, `score` what its outcome was worth (greater is better), `words` and
    `paragraphs` what it kept; `reason` is a phrase for a reader. The chosen one has `chosen`.
    """

    method: str
    score: float
    words: int
    paragraphs: int
    chosen: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What reading a page may know beside its bytes.

    `phrases` is the text of the project's own phrase list (TOML, as `phrases.toml`), `repeated` the
    keys (`ingest.repetition`) of blocks that other pages of the same site have too, `address` where
    the page was fetched from, and `fetched` that day in ISO 8601.
    """

    phrases: str = ""
    repeated: frozenset[str] = frozenset()
    address: str = ""
    fetched: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A page as it will become a source.

    `fields` are front matter values in their order (title left out), `evidence` says where values
    were read, `blocks` is the body, `dropped` what was left out, `doubts` sentences for the reader,
    `choices` the ways of finding the body that were tried. `symbol` is the document symbol that it bears, or "".
    """

    title: str
    fields: Mapping[str, object]
    evidence: Mapping[str, str]
    blocks: tuple[DraftBlock, ...]
    dropped: tuple[Dropped, ...] = ()
    doubts: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    symbol: str = ""

    @property
    def url(self) -> str:
        """The page's address as it gives it, or ""."""
        return str(self.fields.get("URL", ""))


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that `add` does not read; `reason` is a sentence without the file's name.

    `is_foreign` tells that its format is none of those that are read: swept up with a folder it is no fault.
    """

    reason: str
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class PageBlock:
    """One block of a page before anything is left out.

    `line` is where it begins in the file (from 1), `kind` heading, paragraph, item, quotation,
    table, caption, footnote (then `label`) or line (flattened text, not yet known), `gap` how many
    blank lines stand before it. `linked` is the share of its letters inside links (0–1). `region` is ""
    or why its place in the page is suspicious (a reason for `Dropped`). `level` is a heading's, or an
    item's depth. `bold` tells that all of it is bold, `from_markup` that its kind was read from HTML,
    not guessed. `page` is the page it stands on in a paged original, "" elsewhere; `number` and `calls` are
    a `DraftBlock`'s.
    """

    line: int
    text: str
    kind: str = "line"
    gap: int = 0
    level: int = 0
    ordered: bool = False
    linked: float = 0.0
    region: str = ""
    bold: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    from_markup: bool = False
    label: str = ""
    page: str = ""
    number: int = 0
    calls: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page that its markup sets apart: blocks `first` to `last` (exclusive), two or more.

    `kind` is "main" for what the page itself calls its text (<main>, role=main, itemprop=articleBody), "article" for
    an <article>, else "".
    """

    first: int
    last: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that the page gives of itself, and where: ``meta: og:site_name``."""

    value: str
    evidence: str


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page's blocks in reading order, and what its head claims, by name of the claim.

    Names: title, issued, modified, created (when the file was made: weak), publisher, author, language, licence,
    holder, url, section, type, and those of a journal article (volume, issue, page, DOI, ISSN). The best claim of a
    name stands first. `format` is what it was read from: text, html, pdf, docx, odt, epub, mail, tei or markdown.
    `areas` are the parts that the markup sets apart, inner ones before those around them.
    """

    blocks: tuple[PageBlock, ...]
    claims: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    format: str = "text"
    areas: tuple[Area, ...] = ()
