"""A comparison as a reader is told it, in one language: what `diff` prints as text and lays out as a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: `sign` is ``=`` for what both sides have, ``+`` for what was added, ``-`` for what was taken out.

    ``…`` stands for unchanged words that are left out; its text is "".
    """

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One change: its sign (+ ~ -) and what that means, the thing's name, and in whose words.

    `about` names it for a reader (a source's title), `names` are those of several that are told as one, `reasons` are
    phrases, `pieces` the words.
    `language` is that of the words, `quotes` the marks around them ("" for what is no quotation). `note` says that it
    is no reason for an edition, where it is none.
    """

    sign: str
    manner: str
    name: str
    about: str = ""
    names: str = ""
    reasons: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    language: str = ""
    quotes: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """The changes of one kind, under a heading; `kind` names it in the page."""

    kind: str
    heading: str
    changes: tuple[ToldChange, ...]


@dataclass(frozen=True, slots=True)
class ToldComparison:
    """A whole comparison: what is compared with what, what to know about it, and the changes in groups.

    `language` is that of the phrases, `text_language` that of the title. `marking` is the higher of both sides.
    """

    slug: str
    title: str
    before: str
    now: str
    marking: str
    summary: tuple[str, ...]
    groups: tuple[ToldGroup, ...]
    language: str
    text_language: str
