"""The finished brief: the value that templates lay out, and nothing else.

Every field is part of the documented contract for template writers (README, "Templates").
Numbers, letters and anchors are the same in HTML and PDF. Dates are `PartialDate` values: the
filter ``date`` writes them in the brief's language. Markdown stays Markdown here: the filter
``prose`` renders and sanitises it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model.chart import Chart
from briefgen.model.date import PartialDate
from briefgen.model.marking import Marking


@dataclass(frozen=True, slots=True)
class CitationMark:
    """What stands for one citation: ``[3b]``, linking to `anchor`.

    `is_missing` where nothing is behind the citation: then `label` is the citation as written and
    the brief shows "source missing". `locator` is the author's ("p. 3"), or "".
    """

    label: str
    anchor: str
    title: str = ""
    locator: str = ""
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """One block of the analyst's text: Markdown with citation groups, and what each citation became.

    `marks` maps a citation's name (``source^id``) to its mark. `kind`, `level`, `ordered` as in
    `model.topic.AnalystBlock`.
    """

    kind: str
    markdown: str
    marks: Mapping[str, CitationMark] = field(default_factory=dict)
    level: int = 0
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class JudgementEntry:
    """One judgement: the analyst's sentence and what it rests on.

    `evidence` are its citations' marks; `excerpts` and `sources` count what it rests on, copies
    of one another counted once in `sources`. `warning` is "" or a phrase such as "source missing"
    or "rests on no evidence".
    """

    number: int
    anchor: str
    prose: Prose
    likelihood: str = ""
    confidence: str = ""
    evidence: tuple[CitationMark, ...] = ()
    excerpts: int = 0
    sources: int = 0
    warning: str = ""
    marking: Marking = Marking.CLEAR


@dataclass(frozen=True, slots=True)
class ExcerptEntry:
    """One excerpt as printed in full.

    `kind` as in `model.source.Passage`. `parts` are the plain texts that were proven (several are
    joined with "[…]"); `markdown` is the passage's Markdown, for tables and summaries.
    `manner` is "quotation" (proven), "unchecked" (verbatim, no original kept) or "summary".
    `speaker`, `actor` and `tags` are labels for readers. `grade` is reliability and credibility ("B2").
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


@dataclass(frozen=True, slots=True)
class ExcerptGroup:
    """Excerpts under one heading ("" where the section is not grouped)."""

    heading: str
    anchor: str
    entries: tuple[ExcerptEntry, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing an actor said: shortened text, whether it is a quotation, who said it when."""

    text: str
    manner: str
    mark: CitationMark
    speaker: str = ""
    stance: str = ""
    towards: str = ""
    date: PartialDate | None = None
    is_date_of_source: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class ActorPositions:
    """An actor's statements, newest first; none: the actor is shown as silent.

    `further` counts the older ones that the section's limit left out.
    """

    actor: str
    tag: str
    statements: tuple[Statement, ...]
    further: int = 0


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One dated event: an excerpt's, or a line of the analyst's (then `prose` is set).

    `manner` is "" for an event told in the analyst's words, else as in `ExcerptEntry`.
    """

    date: PartialDate
    text: str
    manner: str = ""
    language: str = ""
    mark: CitationMark | None = None
    prose: Prose | None = None


@dataclass(frozen=True, slots=True)
class GapEntry:
    """One thing the corpus does not tell: `kind` groups them (actor, period, language, source …)."""

    kind: str
    text: str
    marks: tuple[CitationMark, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One numbered source: enough to find it again from paper alone."""

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


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One line of what changed since the last edition.

    `kind` is judgement, excerpt, source or summary; `manner` new, changed or withdrawn; `old` and `new` are the words
    then and now ("" where there are none), `why` a phrase; `mark` where it stands now.
    """

    kind: str
    manner: str
    old: str = ""
    new: str = ""
    why: str = ""
    mark: CitationMark | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since edition `number` of `issued`: the entries that matter, and all counted by kind and manner."""

    number: int
    issued: PartialDate
    entries: tuple[ChangeEntry, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)  # "excerpt new": 2


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the brief; only the fields of its `kind` are filled.

    `prose` is the analyst's text and comes first. `empty_note` is what to print where nothing was
    found, "" otherwise.
    """

    kind: str
    heading: str
    anchor: str
    prose: tuple[Prose, ...] = ()
    judgements: tuple[JudgementEntry, ...] = ()
    groups: tuple[ExcerptGroup, ...] = ()
    positions: tuple[ActorPositions, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    gaps: tuple[GapEntry, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    charts: tuple[Chart, ...] = ()
    changes: Changes | None = None
    empty_note: str = ""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the brief rests on: counts over everything it prints or cites."""

    excerpts: int = 0
    sources: int = 0
    independent: int = 0
    undated: int = 0
    first_year: int | None = None
    last_year: int | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief at a moment. `printed` is the print date (ISO), left out of the page's digest.

    `language` is that of its own words (labels, dates), `text_language` that of title, headings and the analyst's
    text. `form` is brief, note, dossier or the name of the user's own template.
    """

    slug: str
    title: str
    marking: Marking
    sections: tuple[Section, ...]
    statistics: Statistics
    language: str = "en"
    deck: str = ""
    analyst: str = ""
    desk: str = ""
    contact: str = ""
    cutoff: PartialDate | None = None
    printed: str = ""
    edition: str = "Draft"
    paper: str = "a4"
    form: str = "brief"
    text_language: str = "en"
