"""Small values of the model, made with one call, for tests of the pure stages."""

from briefgen.grammar.dates import read_date
from briefgen.model.date import PartialDate
from briefgen.model.evidence import Evidence, Proof, ProofState, TaggedPassage, Tagging
from briefgen.model.marking import Marking
from briefgen.model.problem import Place
from briefgen.model.source import Passage, Source, Trailer
from briefgen.model.topic import AnalystBlock, Citation, SectionPlan, Topic
from briefgen.model.vocabulary import Term, Vocabulary

HERE = Place("corpus/topics/sample.md", 1, 1)

VOCABULARY = Vocabulary(
    {
        tag: Term(tag, (("en", label),))
        for tag, label in (
            ("org/nato", "NATO"),
            ("org/csto", "CSTO"),
            ("theme/peacekeeping", "Peacekeeping"),
            ("theme/transit", "Transit"),
            ("person/bordyuzha", "Nikolay Bordyuzha"),
        )
    },
    frozenset({"org", "org/nato", "org/csto", "theme", "theme/peacekeeping", "theme/transit", "person"}),
)


def date(text: str) -> PartialDate:
    """Read a date that is known to be sound."""
    read = read_date(text)
    assert isinstance(read, PartialDate), read
    return read


def make_source(source_id: str, issued: str = "", **fields: object) -> Source:
    """Make a source with a title and, if given, a date."""
    values: dict[str, object] = {"title": f"Title of {source_id}", "marking": Marking.CLEAR, "language": "en"}
    values |= {"issued": date(issued) if issued else None} | fields
    return Source(id=source_id, path=f"corpus/sources/{source_id}.md", **values)  # type: ignore[arg-type]


def make_evidence(  # noqa: PLR0913 - a sample has many sides
    name: str,
    text: str,
    *tags: str,
    source: Source | None = None,
    asserted: bool = False,
    actor: str = "",
    trailer: Trailer | None = None,
    ordinal: int = 0,
    state: ProofState = ProofState.EXACT,
) -> Evidence:
    """Make an excerpt called ``source^id`` with derived tags."""
    source_id, _, excerpt_id = name.partition("^")
    origin = source or make_source(source_id)
    passage = Passage(
        source=source_id,
        id=excerpt_id,
        kind="paragraph",
        markdown=text,
        plain=text,
        place=Place(origin.path, 5 + ordinal, 1),
        last_line=5 + ordinal,
        ordinal=ordinal,
        trailer=trailer or Trailer(),
    )
    taggings = tuple(Tagging(tag, asserted, "for the test") for tag in tags)
    tagged = TaggedPassage(passage, taggings, actor=actor)
    marking = max(origin.marking, passage.trailer.marking or Marking.CLEAR)
    return Evidence(tagged, origin, Proof(state), marking)


def cite(name: str) -> Citation:
    """Make a citation of ``source^id``, or of a source."""
    source, _, excerpt = name.partition("^")
    return Citation(source, excerpt, "", HERE)


def make_block(text: str, *names: str, kind: str = "paragraph") -> AnalystBlock:
    """Make a block of the analyst's text that cites these excerpts in one group."""
    group = "; ".join(f"@{name}" for name in names)
    return AnalystBlock(kind, f"{text} [{group}]" if names else text, HERE, (tuple(map(cite, names)),) if names else ())


def make_plan(kind: str, heading: str = "", **fields: object) -> SectionPlan:
    """Make a section's plan."""
    return SectionPlan(heading or kind.capitalize(), kind, HERE, **fields)  # type: ignore[arg-type]


def make_topic(*plans: SectionPlan, **fields: object) -> Topic:
    """Make a topic with these sections."""
    values: dict[str, object] = {"title": "Sample", "marking": Marking.CLEAR, "query": None} | fields
    return Topic(slug="sample", path="corpus/topics/sample.md", sections=plans, **values)  # type: ignore[arg-type]
