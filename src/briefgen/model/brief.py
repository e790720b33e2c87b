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
from briefgen.model.indexes import Indexes
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
    `model.topic.AnalystBlock`. `language` is "" for the analyst's (`Brief.text_language`). `marking` is the highest of
    its own and of all it cites; one above the topic's stands before its words.
    """

    kind: str
    markdown: str
    marks: Mapping[str, CitationMark] = field(default_factory=dict)
    level: int = 0
    ordered: bool = False
    language: str = ""
    marking: Marking = Marking.CLEAR


@dataclass(frozen=True, slots=True)
class JudgementEntry:
    """One judgement: the analyst's sentence and what it rests on.

    `evidence` are its citations' marks; `excerpts` and `sources` count what it rests on, copies
    of one another counted once in `sources`; `is_single_source` where that is one. `warning` is "" or a phrase in
    the brief's language such as "source missing", "no evidence cited" or "evidence changed since review".
    `id` is the author's, or ""; `rests_on` names what is cited and found (``source^id``, or a source). `reviewed` is
    the day (ISO) on which an analyst last confirmed it, or "", and `is_suspect` tells that it, or what it rests on,
    has changed since.
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
    change: str = ""  # since the last edition: "", new or changed
    id: str = ""
    rests_on: tuple[str, ...] = ()
    reviewed: str = ""
    is_suspect: bool = False
    is_single_source: bool = False


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
    """Excerpts under one heading ("" where the section is not grouped); `is_rest` are those that fit no group."""

    heading: str
    anchor: str
    entries: tuple[ExcerptEntry, ...]
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing an actor said: shortened text, whether it is a quotation, who said it when, in which publication.

    `publisher` is the source's title where it names no publisher; `change` as in `ExcerptEntry`.
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

    `further` counts the older ones that the section's limit left out. `cells` are its latest stances, one for each
    of the section's `questions`, None where none is known; `newest` is its newest statement, None for the silent.
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


@dataclass(frozen=True, slots=True)
class GapEntry:
    """One thing the corpus does not tell: `kind` groups them (actor, period, language, source …).

    `further` counts the marks that are not listed, where there are many.
    """

    kind: str
    text: str
    marks: tuple[CitationMark, ...] = ()
    further: int = 0


@dataclass(frozen=True, slots=True)
class CitationPiece:
    """A run of a citation's text: plain text, never markup.

    `kind` is "" or one of strong, emphasis (bold and italics), name (which has a direction of its own) and address. The `text` of an address is the whole of
    it: the filter ``short_address`` writes it for a reader. `is_title` where it is the source's title, in its language.
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
class Remark:
    """A sentence of the brief's own about its sources, and the sources that it speaks of in particular."""

    text: str
    marks: tuple[CitationMark, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One numbered source: enough to find it again from paper alone.

    `citation` is the full one, in the brief's language or by the citation style of the settings. `same_origin` are
    the other numbered sources that tell its story in the same words or are held for copies of it. `excerpts`,
    `judgements` and `sections` are where the brief uses it: printed excerpts, judgements that rest on it, and
    sections whose text cites it. `url` bears no user name and no password.
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


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """One line of what changed since the last edition.

    `kind` is judgement, excerpt, source or summary; `manner` new, changed or withdrawn; `old` and `new` are the words
    then and now ("" where there are none), `why` a phrase; `mark` where it stands now. `subject` names it
    ("Judgement 2"), `anchor` is its place in the page, "" where it has none any more. `old_manner` and `new_manner`
    tell whether the words are a quotation (as in `ExcerptEntry`), "" for the analyst's own; `language` is theirs.
    """

    kind: str
    manner: str
    old: str = ""
    new: str = ""
    why: str = ""
    mark: CitationMark | None = None
    subject: str = ""
    anchor: str = ""
    old_manner: str = ""
    new_manner: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since edition `number` of `issued`: the entries that matter, and all counted by kind and manner."""

    number: int
    issued: PartialDate
    entries: tuple[ChangeEntry, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)  # "excerpt new": 2
    further: int = 0  # changes that no entry tells
    summary: str = ""  # the counts as a sentence


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the brief; only the fields of its `kind` are filled.

    `prose` is the analyst's text and comes first. `empty_note` is what to print where nothing was
    found, "" otherwise. `remarks` sum up the sources of a list of sources (ICD 206's summary statement).
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
    language: str = ""  # of the heading, where the analyst wrote it; "" for the brief's own language
    questions: tuple[str, ...] = ()  # of positions: what the columns are about; "" for the topic as a whole
    points: tuple[Statement, ...] = ()  # a note's, where no judgement has been written
    empty_note: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the brief rests on: counts over everything it prints or cites.

    `reliabilities` (A to F) and `credibilities` (1 to 6) are the grades that its sources and excerpts bear, so that a
    key explains no others.
    """

    excerpts: int = 0
    sources: int = 0
    independent: int = 0
    undated: int = 0
    first_year: int | None = None
    last_year: int | None = None
    languages: tuple[str, ...] = ()
    reliabilities: tuple[str, ...] = ()
    credibilities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remainder:
    """What a short form does not print of its topic: how many excerpts of how many found, how many judgements.

    `is_shortened` tells whether any of the analyst's text is left out or cut at a sentence's end.
    """

    excerpts: int = 0
    found: int = 0
    judgements: int = 0
    is_shortened: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief at a moment. `printed` is the print date (ISO), left out of the page's digest.

    `language` is that of its own words (labels, dates), `text_language` that of title, headings and the analyst's
    text. `form` is brief, note, dossier or the name of the user's own template. `indexes` are a dossier's back
    matter, `remainder` what a note leaves out; None in other forms.
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
    address: str = ""  # where it stands for good
    form: str = "brief"
    text_language: str = "en"
    topic_marking: Marking = Marking.CLEAR  # that of title and headings; what is marked higher says so itself
    withheld_note: str = ""  # says that parts are held back, where the settings want the reader to know
    indexes: Indexes | None = None
    remainder: Remainder | None = None
