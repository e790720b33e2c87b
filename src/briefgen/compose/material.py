"""What there is to print: of all that was found, cited and pinned, what may print, and of the rest why not."""

from dataclasses import dataclass

from briefgen.compose.citations import resolve_citation
from briefgen.compose.findings import AssemblyOptions, Findings, LeftOut
from briefgen.compose.selection import explain_refusal
from briefgen.model.evidence import Evidence
from briefgen.model.topic import SectionPlan, Topic


@dataclass(frozen=True, slots=True)
class Material:
    """What may print: the usable finds of the topic and of each section, and what prints in any case."""

    found: tuple[Evidence, ...]
    by_section: dict[int, tuple[Evidence, ...]]
    always: tuple[Evidence, ...]
    left_out: tuple[LeftOut, ...]

    def list_for(self, plan: SectionPlan) -> tuple[Evidence, ...]:
        """List what may print in a section."""
        return self.found if plan.position is None else self.by_section.get(plan.position, self.found)

    def list_all(self) -> list[Evidence]:
        """List everything that may print, some of it more than once."""
        return [*self.always, *self.found, *(one for there in self.by_section.values() for one in there)]


def sift(topic: Topic, findings: Findings, options: AssemblyOptions) -> Material:
    """Keep what may print; say of the rest why not."""
    left_out: dict[str, LeftOut] = {}

    def keep(evidence: Evidence) -> bool:
        reason = explain_refusal(evidence, topic, options.settings)
        if reason:
            left_out[evidence.name] = LeftOut(evidence.name, "", reason)
        return not reason

    found = tuple(filter(keep, findings.found))
    by_section = {position: tuple(filter(keep, there)) for position, there in findings.by_section.items()}
    resolved = [resolve_citation(citation, findings) for citation in (*topic.citations, *topic.pin)]
    pinned_whole = [e for c in topic.pin if not c.excerpt for e in findings.cited.get(c.source, ())]
    always = dict.fromkeys(e.name for e in [*resolved, *pinned_whole] if isinstance(e, Evidence) and keep(e))
    by_name = findings.list_cited_excerpts()
    return Material(found, by_section, tuple(by_name[name] for name in always), tuple(left_out.values()))
