"""What `add` makes of a page: the values of the ingest stage.

A page's bytes become a `Draft` (or a `Refused`, with its reason); `ingest.write` writes a draft as a
source, `ingest.add` decides where it goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: The largest page that is read, in bytes.
MAX_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """One block of the source to be written.

    `kind` is heading (then `level` 2–6), paragraph, item (then `ordered`), quotation or table (then
    `rows`, the first one the head). `text` is plain text as the page has it, blanks run together.
    """

    kind: str
    text: str
    level: int = 0
    ordered: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text of the page that the source leaves out: where it began (line from 1), the words, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A page as it will become a source.

    `fields` are front matter values in their order (title left out), `evidence` says where values
    were read, `blocks` is the body, `dropped` what was left out, `doubts` sentences for the reader.
    """

    title: str
    fields: Mapping[str, object]
    evidence: Mapping[str, str]
    blocks: tuple[DraftBlock, ...]
    dropped: tuple[Dropped, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The page's address as it gives it, or ""."""
        return str(self.fields.get("URL", ""))


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that `add` does not read; `reason` is a sentence without the file's name."""

    reason: str


@dataclass(frozen=True, slots=True)
class PageBlock:
    """One block of a page before anything is left out.

    `line` is where it begins in the file (from 1), `kind` heading, paragraph, item, quotation,
    table, caption or line (flattened text, not yet known), `gap` how many blank lines stand before
    it. `linked` is the share of its letters inside links (0–1). `region` is "" or why its place in
    the page is suspicious (a reason for `Dropped`). `level` is a heading's, or an item's depth.
    `bold` tells that all of it is bold, `from_markup` that its kind was read from HTML, not guessed.
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


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that the page gives of itself, and where: ``meta: og:site_name``."""

    value: str
    evidence: str


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page's blocks in reading order, and what its head claims, by name of the claim.

    Names: title, issued, modified, publisher, author, language, licence, url, type, and those of a
    journal article (volume, issue, page, DOI, ISSN). The best claim of a name stands first.
    """

    blocks: tuple[PageBlock, ...]
    claims: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
