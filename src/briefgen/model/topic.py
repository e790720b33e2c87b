"""What is wanted: a query, sections, and the analyst's own text."""

from dataclasses import dataclass, field

from briefgen.model.date import PartialDate
from briefgen.model.marking import Marking
from briefgen.model.problem import Place
from briefgen.model.query import Query

#: The kinds of section of this release, in the order of a brief that names none.
SECTION_KINDS = (
    "summary",
    "judgements",
    "changes",
    "background",
    "positions",
    "timeline",
    "chart",
    "excerpts",
    "gaps",
    "sources",
)
#: Those that a topic which names no sections has only where the analyst wrote under their heading.
WRITTEN_KINDS = frozenset({"judgements", "background"})


@dataclass(frozen=True, slots=True)
class Citation:
    """One ``@source^id, locator`` of a citation group (G2); `excerpt` is "" for a whole source."""

    source: str
    excerpt: str
    locator: str
    place: Place = field(compare=False)

    @property
    def name(self) -> str:
        """``source^id``, or the source alone."""
        return f"{self.source}^{self.excerpt}" if self.excerpt else self.source


@dataclass(frozen=True, slots=True)
class AnalystBlock:
    """A paragraph, list item, table or heading of the analyst's own text.

    `markdown` is its text without its trailer, with each citation group ``[@…]`` still in place;
    `groups` are those groups in order, the fields from `id` to `reviewed` what the trailer says,
    `kind` is paragraph, item, quotation, table, heading (then `level`), code or footnote (then `label`);
    `places` says where each token of the trailer stands, as in `source.Trailer`.
    `ordered` tells a numbered item. `whole` is the block as written where a form prints less of it: a judgement
    rests on all that it cites, however little of that a note has room for.
    """

    kind: str
    markdown: str
    place: Place
    groups: tuple[tuple[Citation, ...], ...] = ()
    id: str = ""
    tags: tuple[str, ...] = ()
    likelihood: str = ""
    confidence: str = ""
    marking: Marking | None = None
    reviewed: str = ""
    level: int = 0
    ordered: bool = False
    whole: "AnalystBlock | None" = None
    label: str = ""
    places: tuple[tuple[str, Place], ...] = field(default=(), compare=False)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations in order."""
        return tuple(citation for group in self.groups for citation in group)


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """One section as asked for. `query` is None where the topic's alone holds; `limit` None: no limit.

    `group` is "" or a tag root such as ``theme``, or ``source``, ``actor``, ``year``;
    `headings` pairs tags with what stands over their groups instead of their names;
    `order` is ``score`` (default; in a group of more than six by actor, then by day), ``newest``,
    ``oldest`` or ``source``; `charts` are what a chart section draws
    (see `model.chart.CHART_KINDS`), all that tell something where none is named. `is_default` where the topic
    names no sections: such a section is left out when it has nothing to show, as is one that `hides_emptiness`.

    The rest is for the forms. `position` is the section's place in the topic, None for one that a form adds; `most`
    is at most how many entries (actors, events, gaps) it lists, `longest` how wide a statement may be (see
    `grammar.shortening`); `is_spare` where it stands only if no section before it draws a figure. `word` names the
    heading of a section that the analyst did not name: ``heading.`` and this is its key in the catalogues.
    """

    heading: str
    kind: str
    place: Place
    query: Query | None = None
    whole_corpus: bool = False
    actors: tuple[str, ...] = ()
    group: str = ""
    headings: tuple[tuple[str, str], ...] = ()
    order: str = ""
    limit: int | None = None
    charts: tuple[str, ...] = ()
    is_default: bool = False
    hides_emptiness: bool = False
    query_text: str = ""
    query_place: Place = field(default=Place(""), compare=False)
    text: tuple[AnalystBlock, ...] = ()
    position: int | None = None
    most: int | None = None
    longest: int | None = None
    is_spare: bool = False
    word: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic file. `query` is None where it could not be read (a problem says so).

    `template` names the form: ``brief`` (also where it is ""), ``note``, ``dossier``, or a template of the user's own.
    """

    slug: str
    path: str
    title: str
    marking: Marking
    query: Query | None
    query_text: str = ""
    query_place: Place = field(default=Place(""), compare=False)
    marking_place: Place = field(default=Place(""), compare=False)
    cutoff: PartialDate | None = None
    language: str = "en"
    sections: tuple[SectionPlan, ...] = ()
    pin: tuple[Citation, ...] = ()
    exclude: tuple[Citation, ...] = ()
    recipients: tuple[str, ...] = ()
    recipient_places: tuple[Place, ...] = field(default=(), compare=False)
    summary: tuple[AnalystBlock, ...] = ()
    author: str = ""
    deck: str = ""
    template: str = ""
    template_place: Place = field(default=Place(""), compare=False)

    @property
    def form(self) -> str:
        """The form it says it is printed in."""
        return self.template or "brief"

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of the analyst's text, in order of print."""
        blocks = (*self.summary, *(block for plan in self.sections for block in plan.text))
        return tuple(citation for block in blocks for citation in block.citations)
