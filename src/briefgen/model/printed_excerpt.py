"""An excerpt as a brief shows it: in full, as a statement of an actor's, as an event of a timeline."""

from dataclasses import dataclass

from briefgen.model.date import PartialDate
from briefgen.model.marking import Marking
from briefgen.model.prose import CitationMark, Prose


@dataclass(frozen=True, slots=True)
class Version:
    """The same passage of the same document in another language (BCP 47), and its mark."""

    language: str
    mark: CitationMark


@dataclass(frozen=True, slots=True)
class ExcerptEntry:
    """One excerpt as printed in full.

    `kind` as in `model.source.Passage`. `parts` are the plain texts that were proven (several are
    joined with "[…]"); `markdown` is the passage's Markdown, for tables and summaries.
    `manner` is "quotation" (proven), "unchecked" (verbatim, no original kept) or "summary".
    `speaker`, `actor` and `tags` are labels for readers. `grade` is reliability and credibility ("B2").
    `versions` are the same passage in other languages, which is not printed again. `change` is "", "new" or "changed"
    since the last edition; `has_other_language` tells that its words are not in the brief's language.
    """

    mark: CitationMark
    name: str
    kind: str
    parts: tuple[str, ...]
    markdown: str
    manner: str
    language: str = ""
    speaker: str = ""
    actor: str = ""
    stance: str = ""
    date: PartialDate | None = None
    issued: PartialDate | None = None
    publisher: str = ""
    source_title: str = ""
    source_number: int = 0
    page: str = ""
    grade: str = ""
    translation: str = ""
    translator: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    marking: Marking = Marking.CLEAR
    is_key: bool = False
    copies: tuple[str, ...] = ()  # names of near-copies held back behind this one
    versions: tuple[Version, ...] = ()
    change: str = ""
    has_other_language: bool = False


@dataclass(frozen=True, slots=True)
class ExcerptGroup:
    """Excerpts under one heading ("" where the section is not grouped); `is_rest` are those that fit no group.

    `language` is the heading's where the analyst wrote it, "" for the brief's own.
    """

    heading: str
    anchor: str
    entries: tuple[ExcerptEntry, ...]
    is_rest: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing an actor said: shortened text, whether it is a quotation, who said it when, in which publication.

    `speaker` is "" where the words name the speaker themselves, `publisher` the source's title where it names no
    publisher; `change` as in `ExcerptEntry`.
    """

    text: str
    manner: str
    mark: CitationMark
    speaker: str = ""
    stance: str = ""
    towards: str = ""
    date: PartialDate | None = None
    is_date_of_source: bool = False
    language: str = ""
    publisher: str = ""
    change: str = ""
    marking: Marking = Marking.CLEAR


@dataclass(frozen=True, slots=True)
class PositionCell:
    """An actor's latest stance on one question.

    `towards` is what it is about where its column does not say so; `is_stale` where it is older than 24 months at the
    cut-off (without one, at the newest source's date).
    """

    stance: str
    mark: CitationMark
    date: PartialDate | None = None
    towards: str = ""
    is_stale: bool = False
    change: str = ""


@dataclass(frozen=True, slots=True)
class ActorPositions:
    """An actor's statements, newest first; none: the actor is shown as silent.

    Those without a stance are listed only where none has one; `further` counts what is not listed. `cells` are its
    latest stances, one for each of the section's `questions`, None where none is known; `newest` is
    its newest statement, None for the silent.
    """

    actor: str
    tag: str
    statements: tuple[Statement, ...]
    further: int = 0
    cells: tuple[PositionCell | None, ...] = ()
    newest: Statement | None = None
    is_assessed: bool = False  # whether any of its stances is known


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One dated event: an excerpt's, or a line of the analyst's (then `prose` is set).

    `manner` is "" for an event told in the analyst's words, else as in `ExcerptEntry`. For the figure: `label` is its
    plain words, without citations; `marks` are all that it cites; the higher its `weight`, the sooner it is labelled
    (the analyst's own and key excerpts 2, cited or pinned ones 1 more). `is_new`: not in the last edition.
    """

    date: PartialDate
    text: str
    manner: str = ""
    language: str = ""
    mark: CitationMark | None = None
    prose: Prose | None = None
    label: str = ""
    marks: tuple[CitationMark, ...] = ()
    weight: int = 0
    is_new: bool = False
    marking: Marking = Marking.CLEAR
