"""Small corpora for the index's tests: sources of a few excerpts with chosen or drawn values."""

import datetime
from dataclasses import dataclass, field

from hypothesis import strategies as st

from briefgen.index.entries import IndexEntry
from briefgen.model.date import PartialDate
from briefgen.model.evidence import Evidence, Proof, ProofState, TaggedPassage, Tagging
from briefgen.model.marking import Marking
from briefgen.model.problem import Place
from briefgen.model.source import Passage, Source, Trailer

TAGS = ("org", "org/nato", "org/nato/staff", "org/nato-x", "org/csto", "place/кыргызстан", "person/bordyuzha")
WORDS = (
    "contacts",
    "Contact",
    "contacting",
    "no",
    "Альянс",
    "альянса",
    "straße",
    "tree-line",
    "О'Брайен",
    "42",
    "北约",
)
NAMES = ("", "Nikolay Bordyuzha", "N. Bordyuzha", "Нурсултан Назарбаев", "Bordyuzhasson")
YEARS = (2009, 2010, 2011, 2012)


@dataclass(frozen=True)
class Facts:
    """What the tests vary about an excerpt; all else is filled in."""

    text: str = "No contacts."
    tags: tuple[str, ...] = ()
    speaker: str = ""
    speaker_name: str = ""
    actor: str = ""
    stance: str = ""
    credibility: str = ""
    language: str = ""
    date: PartialDate | None = None
    is_key: bool = False
    marking: Marking = Marking.CLEAR
    proof: ProofState = ProofState.EXACT


@dataclass(frozen=True)
class SourceFacts:
    """What the tests vary about a source."""

    title: str = "A title"
    publisher: str = ""
    author: tuple[str, ...] = ()
    language: str = ""
    type: str = ""
    reliability: str = ""
    status: str = ""
    issued: PartialDate | None = None
    excerpts: tuple[Facts, ...] = field(default=(Facts(),))


def make_span(first: int, last: int) -> PartialDate:
    """Return the span from the first day of one year to the last day of another."""
    return PartialDate(f"{first}/{last}", datetime.date(first, 1, 1), datetime.date(last, 12, 31), "interval")


def make_entry(name: str, facts: SourceFacts, fingerprint: str = "f") -> IndexEntry:
    """Return the entry of the source `name` with excerpts p-0, p-1 and so on."""
    path = f"corpus/sources/{name}.md"
    source = Source(
        name,
        path,
        facts.title,
        Marking.CLEAR,
        type=facts.type,
        publisher=facts.publisher,
        author=facts.author,
        issued=facts.issued,
        language=facts.language,
        reliability=facts.reliability,
        status=facts.status,
    )
    evidence = tuple(_make_evidence(source, place, each) for place, each in enumerate(facts.excerpts))
    return IndexEntry(path, fingerprint, source, evidence)


def _make_evidence(source: Source, ordinal: int, facts: Facts) -> Evidence:
    place = Place(source.path, 10 + ordinal, 1)
    trailer = Trailer(
        speaker=facts.speaker_name,
        stance=facts.stance,
        credibility=facts.credibility,
        language=facts.language,
        date=facts.date,
        is_key=facts.is_key,
        places=(("speaker", place),),
    )
    passage = Passage(
        source.id, f"p-{ordinal}", "paragraph", facts.text, facts.text, place, 10 + ordinal, ordinal, trailer=trailer
    )
    taggings = tuple(Tagging(tag, True, "written in the trailer") for tag in facts.tags)
    tagged = TaggedPassage(passage, taggings, facts.speaker, facts.actor)
    return Evidence(tagged, source, Proof(facts.proof), max(facts.marking, source.marking))


_dates = st.none() | st.tuples(st.sampled_from(YEARS), st.sampled_from(YEARS)).map(
    lambda ys: make_span(min(ys), max(ys))
)
_texts = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
_facts = st.builds(
    Facts,
    text=_texts,
    tags=st.lists(st.sampled_from(TAGS), max_size=3, unique=True).map(tuple),
    speaker=st.sampled_from(("", "person/bordyuzha", "person/x")),
    speaker_name=st.sampled_from(NAMES),
    actor=st.sampled_from(("", "org/nato", "org/csto")),
    stance=st.sampled_from(("", "for", "sceptical")),
    credibility=st.sampled_from(("", "1", "2", "5", "6")),
    language=st.sampled_from(("", "", "ru", "kk-Cyrl")),
    date=_dates,
    is_key=st.booleans(),
    marking=st.sampled_from(Marking),
    proof=st.sampled_from((ProofState.EXACT, ProofState.MISSING, ProofState.SUMMARY)),
)
_sources = st.builds(
    SourceFacts,
    title=_texts,
    publisher=st.sampled_from(("", "Example Daily", "The Daily Example")),
    author=st.lists(st.sampled_from(("Jane Doe", "John Roe", "Doe John")), max_size=2).map(tuple),
    language=st.sampled_from(("", "en", "en-GB", "enm", "ru")),
    type=st.sampled_from(("", "article-newspaper", "article-journal")),
    reliability=st.sampled_from(("", "A", "B", "E", "F")),
    status=st.sampled_from(("", "withdrawn")),
    issued=_dates,
    excerpts=st.lists(_facts, max_size=4).map(tuple),
)

#: Corpora of up to five sources, named so that one id begins another.
corpora = st.lists(_sources, min_size=1, max_size=5).map(
    lambda sources: [make_entry(name, each) for name, each in zip(("b-1", "a", "a-b", "c", "b"), sources, strict=False)]
)
