"""One pass over a topic's sections, in the order of print.

A brief takes two: the first learns what is printed and in which order, the second writes the marks.
"""

from collections.abc import Callable
from dataclasses import replace

from briefgen.compose.changes import tell_changes
from briefgen.compose.charts import list_charts
from briefgen.compose.emptiness import is_empty, note_emptiness
from briefgen.compose.events import list_events
from briefgen.compose.excerpts import group_excerpts
from briefgen.compose.findings import LeftOut
from briefgen.compose.gaps import list_gaps
from briefgen.compose.judgement_changes import mark_judgements
from briefgen.compose.judgements import split_judgements
from briefgen.compose.material import Material
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
from briefgen.compose.positions import list_positions, list_questions
from briefgen.compose.sections import Desk, write_prose
from briefgen.compose.selection import select_evidence
from briefgen.compose.shown_elsewhere import tell_share
from briefgen.compose.sources import Uses, fill_sources
from briefgen.model.brief import JudgementEntry, Section
from briefgen.model.evidence import Evidence
from briefgen.model.topic import SectionPlan
from briefgen.wording.labels import say


class Pass:
    """One pass over the topic's sections, in the order of print; `first` is the pass before, which knows all."""

    def __init__(self, desk: Desk, material: Material, first: "Pass | None" = None) -> None:
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
            if not ((plan.is_default or plan.hides_emptiness) and is_empty(section)):
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
        changes = tell_changes(known.judgements, self.desk)
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
