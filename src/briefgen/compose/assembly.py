"""From a topic and what was found for it to the finished brief. Pure: the same values give the same brief."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.compose.changes import tell_changes
from briefgen.compose.charts import list_charts
from briefgen.compose.citations import check_exclusions, check_pins
from briefgen.compose.emptiness import check_words, is_empty, note_emptiness
from briefgen.compose.entries import Wording
from briefgen.compose.events import list_events
from briefgen.compose.excerpts import group_excerpts
from briefgen.compose.findings import AssemblyOptions, Findings, LeftOut
from briefgen.compose.forms import fills_form, fits_form, says_as_much, shape_topic, tell_remainder
from briefgen.compose.gaps import list_gaps
from briefgen.compose.indexes import make_indexes
from briefgen.compose.judgement_changes import mark_judgements
from briefgen.compose.judgements import split_judgements
from briefgen.compose.manifest import write_manifest
from briefgen.compose.material import Material, sift
from briefgen.compose.narrowing import (
    choose_points,
    count_left_out,
    list_dated,
    narrow_actors,
    narrow_events,
    narrow_gaps,
    shorten_events,
    shorten_positions,
)
from briefgen.compose.numbering import Numbering
from briefgen.compose.overview import write_overview
from briefgen.compose.positions import list_positions, list_questions
from briefgen.compose.releasing import Released, Withheld, release
from briefgen.compose.sections import (
    Desk,
    write_prose,
)
from briefgen.compose.selection import select_evidence
from briefgen.compose.shown_elsewhere import tell_share
from briefgen.compose.sources import Uses, fill_sources, list_cited
from briefgen.compose.statistics import count_evidence
from briefgen.compose.written import Written, look_back, read_written
from briefgen.model import kinds
from briefgen.model.brief import Brief, JudgementEntry, Section, Statistics
from briefgen.model.evidence import Evidence
from briefgen.model.manifest import Manifest
from briefgen.model.problem import Place, Problem
from briefgen.model.source import Source
from briefgen.model.topic import SectionPlan, Topic
from briefgen.model.variant import OWN_VARIANT, Variant
from briefgen.wording.labels import say
from briefgen.wording.words import choose_language

#: Sections of which one opens a brief; where there is none, an overview in figures does.
_OPENINGS = ("summary", "judgements", "background")


@dataclass(frozen=True, slots=True)
class Assembly:
    """A brief, the excerpts it prints or cites by name, what was left out, the problems met, and what is held back."""

    brief: Brief
    used: dict[str, Evidence]
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]
    withheld: tuple[Withheld, ...] = ()
    manifest: Manifest | None = None
    released: Topic | None = None  # as written, but for what is held back
    cited: Mapping[str, Source] = field(default_factory=dict)  # with a number, whether or not an excerpt of it prints
    written: Written = field(default_factory=Written)  # what all forms share


def assemble_brief(
    topic: Topic, findings: Findings, options: AssemblyOptions, variant: Variant = OWN_VARIANT
) -> Assembly:
    """Put a topic's brief together, in one of its variants.

    A form with a length of its own takes the first of its shapes that fits and fills it, else the first that fits.
    Shapes are tried in the topic's own language, so that each language prints the same evidence under the same numbers.
    """
    released = release(topic, findings, variant.limit)
    variant = replace(variant, template=variant.template or topic.form)
    shapes = shape_topic(released.topic, variant.template)
    written = read_written(released.topic, released.findings, options.settings)

    def assemble(shaped: Topic, language: str) -> Assembly:
        return _assemble(shaped, released, written, options, replace(variant, language=language))

    shaped = _choose_shape(shapes, lambda one: assemble(one, "").brief) if len(shapes) > 1 else shapes[0]
    return assemble(shaped, variant.language)


def _choose_shape(shapes: Sequence[Topic], assemble: Callable[[Topic], Brief]) -> Topic:
    best: tuple[Topic, Brief] | None = None
    for shaped in shapes:
        brief = assemble(shaped)
        if not fits_form(brief):
            continue
        if best is not None and not says_as_much(brief, best[1]):
            return best[0]
        if fills_form(brief):
            return shaped
        best = best or (shaped, brief)
    return best[0] if best else shapes[-1]


def _assemble(
    topic: Topic, released: Released, written: Written, options: AssemblyOptions, variant: Variant
) -> Assembly:
    """Put one shape of a topic together.

    It is done twice with one `Numbering`: the first pass learns what is printed and in which order,
    the second writes the marks.
    """
    findings, form = released.findings, variant.template
    asked = variant.language or topic.language
    wording = Wording(options.vocabulary, choose_language(asked), asked)
    material = sift(topic, findings, options)
    numbering = Numbering()
    since = look_back(findings.previous, written, form, wording.language)
    first = _Draft(Desk(topic, findings, wording, numbering, since), material)
    first.write()
    draft = _Draft(Desk(topic, findings, wording, numbering, since), material, first)
    sections = draft.write()
    used = {evidence.name: evidence for evidence in draft.list_used()}
    problems = (
        *draft.desk.problems,
        *check_pins(topic, findings, options.settings),
        *check_exclusions(topic, findings),
        *_check_found(topic, material),
        *check_words(topic, asked),
    )
    left_out = tuple(one for one in (*material.left_out, *draft.left_out) if one.name not in used)
    cited = list_cited(draft.desk)
    statistics = count_evidence(list(used.values()), cited, draft.desk.kinship)
    brief = _bind(draft.desk, sections, used, statistics, options)
    tells = bool(released.withheld) and options.settings.tell_withheld
    brief = replace(
        _fit_form(brief, form, draft, released, used),
        withheld_note=say("withheld", wording.language) if tells else "",
    )
    manifest = write_manifest(topic, brief, used, findings.sources, numbering)
    return Assembly(
        brief,
        used,
        left_out,
        tuple(dict.fromkeys(problems)),
        released.withheld,
        manifest,
        released.topic,
        {source.id: source for source in cited},
        written,
    )


def _fit_form(brief: Brief, form: str, draft: "_Draft", released: Released, used: Mapping[str, Evidence]) -> Brief:
    """Give a brief what its form has beside the sections; whatever bears a number raises its marking."""
    desk, listed = draft.desk, draft.desk.numbering.list_sources()
    numbered = [source.marking for source in desk.findings.sources.values() if source.id in listed]
    found = draft.material.list_all()
    return replace(
        brief,
        form=form,
        marking=max([brief.marking, *numbered]),
        indexes=make_indexes(brief.sections, draft.list_known(), desk) if form == "dossier" else None,
        remainder=tell_remainder(released.topic, desk.topic, found, tuple(used)) if form == "note" else None,
    )


class _Draft:
    """One pass over the topic's sections, in the order of print; `first` is the pass before, which knows all."""

    def __init__(self, desk: Desk, material: Material, first: "_Draft | None" = None) -> None:
        self.desk = desk
        self.material = material
        self.first = first
        self.left_out: list[LeftOut] = []
        self.judgements: list[JudgementEntry] = []
        self.sections: list[Section] = []
        self._taken: dict[str, Evidence] = {}

    def write(self) -> tuple[Section, ...]:
        """Write all sections; those of a topic that names none are left out when they are empty."""
        writers: dict[str, Callable[[int, SectionPlan], Section]] = {
            "judgements": self._write_judgements,
            "changes": self._write_changes,
            "chart": self._write_charts,
            "positions": self._write_positions,
            "timeline": self._write_timeline,
            "points": self._write_points,
            "excerpts": self._write_excerpts,
            "gaps": self._write_gaps,
            "sources": self._write_sources,
        }
        sections = self.sections
        sections.extend(self._open_with_summary())
        for position, plan in enumerate(self.desk.topic.sections):
            if plan.is_spare and any(len(section.timeline) > 2 for section in sections):
                continue
            section = writers.get(plan.kind, self._write_text)(position, plan)
            if not (plan.is_default and is_empty(section)):
                sections.append(note_emptiness(section, self.desk.wording.language))
        return tuple(sections)

    def _open_with_summary(self) -> tuple[Section, ...]:
        topic = self.desk.topic
        if not topic.summary or any(plan.kind == "summary" for plan in topic.sections):
            return ()
        heading = say("bottom_line", self.desk.wording.language)
        return (Section("summary", heading, "bottom-line", write_prose(topic.summary, self.desk)),)

    def _open(self, position: int, plan: SectionPlan) -> Section:
        anchor, spoken = f"part-{position + 1}", self.desk.wording.language
        if plan.word:
            return Section(plan.kind, say(f"heading.{plan.word}", spoken), anchor)
        return Section(plan.kind, plan.heading, anchor, language=self.desk.topic.language)

    def _write_text(self, position: int, plan: SectionPlan) -> Section:
        blocks = (*self.desk.topic.summary, *plan.text) if plan.kind == "summary" else plan.text
        return replace(self._open(position, plan), prose=write_prose(blocks, self.desk))

    def _write_judgements(self, position: int, plan: SectionPlan) -> Section:
        prose, judgements = split_judgements(plan, self.desk, len(self.judgements))
        judgements = mark_judgements(judgements, self.desk)
        self.judgements.extend(judgements)
        return replace(self._open(position, plan), prose=prose, judgements=judgements)

    def _write_changes(self, position: int, plan: SectionPlan) -> Section:
        known = self.first or self
        used = {evidence.name: evidence for evidence in known.list_used()}
        changes = tell_changes(used, known.judgements, self.desk)
        return replace(self._open(position, plan), prose=write_prose(plan.text, self.desk), changes=changes)

    def _write_charts(self, position: int, plan: SectionPlan) -> Section:
        charts = list_charts(self.material.list_for(plan), plan, self.desk)
        return replace(self._open(position, plan), prose=write_prose(plan.text, self.desk), charts=charts[: plan.most])

    def _write_positions(self, position: int, plan: SectionPlan) -> Section:
        prose = write_prose(plan.text, self.desk)
        found = self.material.list_for(plan)
        narrowed = narrow_actors(found, plan)
        positions = shorten_positions(list_positions(found, narrowed, self.desk), plan)
        questions = list_questions(found, narrowed, self.desk)
        section = replace(self._open(position, plan), prose=prose, positions=positions, questions=questions)
        return replace(section, further=count_left_out(found, plan, narrowed))

    def _write_timeline(self, position: int, plan: SectionPlan) -> Section:
        prose = write_prose((block for block in plan.text if block.kind != "item"), self.desk)
        everything = self.material.list_for(plan)
        found = narrow_events(everything, plan, self.desk)
        entries = shorten_events(list_events(found, plan, self.desk), plan)
        further = 0 if plan.most is None else len(list_dated(everything, self.desk)) - len(found)
        return replace(self._open(position, plan), prose=prose, timeline=entries, further=further)

    def _write_points(self, position: int, plan: SectionPlan) -> Section:
        points = choose_points(self.material.list_for(plan), self.material.always, plan, self.desk)
        return replace(self._open(position, plan), points=points)

    def _write_excerpts(self, position: int, plan: SectionPlan) -> Section:
        """Print in full what no earlier section took; the first such section takes what must print."""
        prose = write_prose(plan.text, self.desk)
        always = [evidence for evidence in self.material.always if evidence.name not in self._taken]
        found = [evidence for evidence in self.material.list_for(plan) if evidence.name not in self._taken]
        before, kinship = tuple(self._taken.values()), self.desk.kinship
        selection = select_evidence(found, always, plan, plan.query or self.desk.topic.query, before, kinship)
        self._taken.update((evidence.name, evidence) for evidence in selection.chosen)
        self.left_out.extend(selection.left_out)
        groups = group_excerpts(selection, plan, self.desk) if selection.chosen else ()
        further = selection.count_cut()
        section = replace(self._open(position, plan), prose=prose, groups=groups, further=further)
        used = self.first.list_used() if self.first else []
        return replace(section, remarks=tell_share(position, used, self.material.list_for(plan), self.desk))

    def _write_gaps(self, position: int, plan: SectionPlan) -> Section:
        prose = write_prose(plan.text, self.desk)
        gaps = list_gaps(self.list_used(), self.judgements, self.desk.topic.sections, self.desk)
        gaps = narrow_gaps(gaps, plan, self.desk.wording.language)
        return replace(self._open(position, plan), prose=prose, gaps=gaps)

    def _write_sources(self, position: int, plan: SectionPlan) -> Section:
        prose, known = write_prose(plan.text, self.desk), self.first or self
        used = {evidence.name: evidence for evidence in self.list_used()}
        section = replace(self._open(position, plan), prose=prose)
        # Marks have their letters in the second pass only; what comes later is known from the first.
        sections = (*self.sections, *known.sections[len(self.sections) :])
        return fill_sources(section, used, Uses(known.judgements, sections), self.desk)

    def list_used(self) -> list[Evidence]:
        """List what has a mark by now, in the order of the numbers."""
        known, numbering = self.list_known(), self.desk.numbering
        return [known[name] for source in numbering.list_sources() for name in numbering.list_excerpts(source)]

    def list_known(self) -> dict[str, Evidence]:
        """List everything that was found, by name."""
        known = {evidence.name: evidence for evidence in self.material.always}
        known |= {e.name: e for there in self.material.by_section.values() for e in there}
        known |= {evidence.name: evidence for evidence in self.material.found}
        return known | self.desk.findings.list_cited_excerpts()


def _check_found(topic: Topic, material: Material) -> tuple[Problem, ...]:
    if topic.query is None or material.found or material.always:
        return ()
    hint = f"`briefgen find '{' '.join(topic.query_text.split())}'` asks the same; widen it"
    return (
        Problem(kinds.TOPIC_EMPTY, "the topic's query matches no excerpt that may print", _place_query(topic), hint),
    )


def _place_query(topic: Topic) -> Place:
    return topic.query_place if topic.query_place.line else Place(topic.path)


def _bind(
    desk: Desk,
    sections: tuple[Section, ...],
    used: dict[str, Evidence],
    statistics: Statistics,
    options: AssemblyOptions,
) -> Brief:
    """Join the sections to a brief, marked as high as the highest thing in it."""
    topic, language = desk.topic, desk.wording.language
    if used and not any(section.kind in _OPENINGS for section in sections):
        sections = (write_overview(statistics, sections, language), *sections)
    blocks = (*topic.summary, *(block for plan in topic.sections for block in plan.text))
    written = [block.marking for block in blocks if block.marking is not None]
    judged = [judgement.marking for section in sections for judgement in section.judgements]
    judged += [chart.marking for section in sections for chart in section.charts]
    settings = options.settings
    return Brief(
        slug=topic.slug,
        title=topic.title,
        marking=max([topic.marking, *written, *judged, *(evidence.marking for evidence in used.values())]),
        sections=sections,
        statistics=statistics,
        language=language,
        text_language=topic.language,
        topic_marking=topic.marking,
        edition=say("edition_number", language, number=options.edition) if options.edition else say("draft", language),
        deck=topic.deck,
        analyst=topic.author or settings.analyst,
        desk=settings.desk,
        contact=settings.contact,
        cutoff=topic.cutoff,
        printed=options.printed,
        paper=settings.paper,
        address=settings.address.replace("{slug}", topic.slug),
    )
