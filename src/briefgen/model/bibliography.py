"""A numbered source as a brief lists it, with its citation and what its rights ask to be said."""

from dataclasses import dataclass

from briefgen.model.date import PartialDate
from briefgen.model.marking import Marking
from briefgen.model.prose import CitationMark


@dataclass(frozen=True, slots=True)
class CitationPiece:
    """A run of a citation's text: plain text, never markup.

    `kind` is "" or one of strong, emphasis (bold and italics), name (which has a direction of its own) and address.
    The `text` of an address is the whole of it: the filter ``short_address`` writes it for a reader. `is_title` where
    it is the source's title, in its language.
    """

    text: str
    kind: str = ""
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """What a source's rights ask to be said: who holds them, under which licence, where that is to be read.

    `licence` is the licence's usual name ("CC BY 4.0"), `url` its text's address ("" where we know none), and
    `asks_for_credit` whether it wants its holder, its name and what was changed to be told.
    """

    holder: str = ""
    licence: str = ""
    url: str = ""
    asks_for_credit: bool = False


@dataclass(frozen=True, slots=True)
class ShownElsewhere:
    """Excerpts that no section prints in full, and the sections that cite or show them (their headings)."""

    marks: tuple[CitationMark, ...]
    places: tuple[CitationMark, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One numbered source: enough to find it again from paper alone.

    `citation` is the full one, in the brief's language or by the citation style of the settings. `same_origin` are
    the other numbered sources that tell its story in the same words or are held for copies of it. `excerpts`,
    `judgements` and `sections` are where the brief uses it: printed excerpts, judgements that rest on it, and
    sections whose text cites it; `elsewhere` are its excerpts that are only cited or shown. `url`
    bears no user name and no password.
    """

    number: int
    anchor: str
    id: str
    title: str
    author: tuple[str, ...] = ()
    publisher: str = ""
    type: str = ""
    publisher_place: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    doi: str = ""
    issn: str = ""
    issued: PartialDate | None = None
    accessed: PartialDate | None = None
    url: str = ""
    language: str = ""
    reliability: str = ""
    descriptor: str = ""
    licence: str = ""
    holder: str = ""
    original_sha256: str = ""
    is_summary: bool = False
    marking: Marking = Marking.CLEAR
    excerpts: tuple[CitationMark, ...] = ()
    date_note: str = ""  # what was read about a doubtful date, for the reader
    editor: tuple[str, ...] = ()
    newspaper_section: str = ""
    translated_title: str = ""
    citation: tuple[CitationPiece, ...] = ()
    attribution: Attribution | None = None
    same_origin: tuple[CitationMark, ...] = ()
    judgements: tuple[CitationMark, ...] = ()
    sections: tuple[CitationMark, ...] = ()
    elsewhere: tuple[ShownElsewhere, ...] = ()
