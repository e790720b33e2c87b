"""The finished brief: the value that templates lay out, and nothing else.

Every field is part of the documented contract for template writers (README, "Templates").
Numbers, letters and anchors are the same in HTML and PDF. Dates are `PartialDate` values: the
filter ``date`` writes them in the brief's language. Markdown stays Markdown here: the filter
``prose`` renders and sanitises it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model.bibliography import SourceEntry
from briefgen.model.chart import Chart
from briefgen.model.date import PartialDate
from briefgen.model.indexes import Indexes
from briefgen.model.marking import Marking
from briefgen.model.printed_excerpt import ActorPositions, ExcerptGroup, Statement, TimelineEntry
from briefgen.model.prose import CitationMark, Prose, Remark


@dataclass(frozen=True, slots=True)
class JudgementEntry:
    """One judgement: the analyst's sentence and what it rests on.

    `evidence` are its citations' marks; `excerpts` and `sources` count what it rests on, copies
    of one another counted once in `sources`; `is_single_source` where that is one. `warning` is "" or a phrase in
    the brief's language such as "source missing", "no evidence cited" or "evidence changed since review".
    `id` is the author's, or ""; `rests_on` names what is cited and found (``source^id``, or a source). `reviewed` is
    the day (ISO) on which an analyst last confirmed it, or "", and `is_suspect` tells that it, or what it rests on,
    has changed since. `former_likelihood` and `former_confidence` are what the last edition said, where that changed.
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
    former_likelihood: str = ""
    former_confidence: str = ""


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
class ChangeEntry:
    """One line of what changed since the last edition.

    `kind` is marking, judgement, summary, head (title, deck …), text (a section), excerpt or source; `manner` new,
    changed, withdrawn or retagged; `old` and `new` are the words then and now ("" where there are none), `why` a
    phrase; `mark` where it stands now. `subject` names it ("Judgement 2"), `anchor` is its place in the page, "" where
    it has none any more. `old_manner` and `new_manner` tell whether the words are a quotation (as in `ExcerptEntry`),
    "" for the analyst's own; `language` is theirs. `number` counts what the line tells: one line tells all excerpts
    that gained and lost the same tags, and `marks` are theirs.
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
    marks: tuple[CitationMark, ...] = ()
    number: int = 1


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since edition `number` of `issued`: the entries that matter, and all counted by kind and manner."""

    number: int
    issued: PartialDate
    entries: tuple[ChangeEntry, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)  # "excerpt new": 2
    further: int = 0  # changes that no entry tells
    summary: str = ""  # the counts, and the share of the text, as sentences


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the brief; only the fields of its `kind` are filled.

    `prose` is the analyst's text and comes first. `empty_note` is what to print where nothing was
    found, "" otherwise. `remarks` sum up the sources of a list of sources (ICD 206's summary statement); over
    excerpts they say how many of all are printed.
    `further` counts what the section has no room for: excerpts, actors who spoke, or dated events.
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
    further: int = 0


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
