"""What stands in each kind of section, but for judgements and gaps, which have rooms of their own."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from briefgen.compose.citations import resolve_citation
from briefgen.compose.copies import drop_repeated
from briefgen.compose.entries import Wording, make_excerpt, make_source, make_statement, shorten_evidence, tell_manner
from briefgen.compose.findings import Findings
from briefgen.compose.numbering import Numbering
from briefgen.compose.selection import Selection
from briefgen.grammar.dates import read_date
from briefgen.model import kinds
from briefgen.model.brief import (
    ActorPositions,
    CitationMark,
    ExcerptEntry,
    ExcerptGroup,
    Prose,
    SourceEntry,
    TimelineEntry,
)
from briefgen.model.evidence import Evidence
from briefgen.model.problem import Problem
from briefgen.model.source import Source
from briefgen.model.topic import AnalystBlock, Citation, SectionPlan, Topic

_EVENT_WORDS = 35
_DATED_ITEM = re.compile(r"\s*(?P<date>[^\s:]+)\s*:\s+(?P<text>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the desk while one brief is put together: its topic, findings, words and numbers.

    `problems` gathers what is found wrong on the way, each once, in order.
    """

    topic: Topic
    findings: Findings
    wording: Wording
    numbering: Numbering
    problems: dict[Problem, None] = field(default_factory=dict)

    def note(self, problem: Problem) -> None:
        """Keep a problem."""
        self.problems[problem] = None


def write_prose(blocks: Iterable[AnalystBlock], desk: Desk) -> tuple[Prose, ...]:
    """Carry over the analyst's blocks, each citation with its mark."""
    return tuple(
        Prose(
            kind=block.kind,
            markdown=block.markdown,
            marks={citation.name: mark_citation(citation, desk) for citation in block.citations},
            level=block.level,
            ordered=block.ordered,
        )
        for block in blocks
    )


def mark_citation(citation: Citation, desk: Desk) -> CitationMark:
    """Give a citation's mark, and note its problem where nothing is behind it."""
    match resolve_citation(citation, desk.findings):
        case Evidence() as evidence:
            return desk.numbering.mark_excerpt(evidence, citation.locator)
        case Source() as source:
            return desk.numbering.mark_source(source, citation.locator)
        case problem:
            desk.note(problem)
            return CitationMark(citation.name, "", is_missing=True)


def group_excerpts(selection: Selection, plan: SectionPlan, desk: Desk) -> tuple[ExcerptGroup, ...]:
    """Lay a selection out in groups, in the vocabulary's order; what fits none comes last."""
    keyed = [(_find_group(evidence, plan.group, desk.wording), evidence) for evidence in selection.chosen]
    order = sorted({key for key, _ in keyed}) if plan.order != "source" else list(dict.fromkeys(k for k, _ in keyed))
    return tuple(
        ExcerptGroup(
            heading=heading,
            anchor=f"g{position}",
            entries=tuple(_print_excerpt(e, selection, desk) for k, e in keyed if k == (rank, heading)),
        )
        for position, (rank, heading) in enumerate(order, 1)
    )


def _print_excerpt(evidence: Evidence, selection: Selection, desk: Desk) -> ExcerptEntry:
    mark = desk.numbering.print_in_full(evidence)
    number = desk.numbering.number(evidence.source)
    return make_excerpt(evidence, mark, number, desk.wording, selection.list_copies(evidence.name))


def _find_group(evidence: Evidence, group: str, wording: Wording) -> tuple[int, str]:
    """Name the group and give its rank: the first of the excerpt's tags below the wanted root."""
    last = len(wording.vocabulary.terms) + 10_000
    match group:
        case "":
            return (0, "")
        case "source":
            return (0, evidence.source.title)
        case "year":
            issued = evidence.source.issued
            return (issued.earliest.year, str(issued.earliest.year)) if issued else (last, "Undated")
        case "actor":
            tags: tuple[str, ...] = (evidence.tagged.actor,) if evidence.tagged.actor else ()
        case root:
            tags = tuple(tag for tag in evidence.tagged.tags if tag.startswith(f"{root}/"))
    ranks = wording.vocabulary.rank_tags()
    ranked = sorted((ranks.get(tag, last - 1), wording.name_tag(tag)) for tag in tags)
    return ranked[0] if ranked else (last, "Other")


def list_positions(selected: Sequence[Evidence], plan: SectionPlan, desk: Desk) -> tuple[ActorPositions, ...]:
    """List who said what, newest first; listed actors without a statement are shown as silent."""
    heard_of = sorted((evidence for evidence in selected if evidence.tagged.actor), key=_newest_first)
    speaking = drop_repeated(heard_of, desk.findings.copies)
    ranks = desk.wording.vocabulary.rank_tags()
    heard = sorted({evidence.tagged.actor for evidence in speaking}, key=lambda tag: (ranks.get(tag, len(ranks)), tag))
    return tuple(_list_statements(actor, speaking, plan, desk) for actor in (plan.actors or heard))


def _list_statements(actor: str, speaking: Sequence[Evidence], plan: SectionPlan, desk: Desk) -> ActorPositions:
    """List an actor's statements, at most as many as the section's limit."""
    own = [evidence for evidence in speaking if evidence.tagged.actor == actor]
    return ActorPositions(
        actor=desk.wording.name_tag(actor),
        tag=actor,
        statements=tuple(
            make_statement(evidence, desk.numbering.mark_excerpt(evidence), desk.wording)
            for evidence in own[: plan.limit]
        ),
        further=len(own[plan.limit :]) if plan.limit is not None else 0,
    )


def _newest_first(evidence: Evidence) -> tuple[int, str, int]:
    date = evidence.passage.trailer.date or evidence.source.issued
    return (-date.earliest.toordinal() if date else 0, evidence.source.id, evidence.passage.ordinal)


def list_events(selected: Sequence[Evidence], plan: SectionPlan, desk: Desk) -> tuple[TimelineEntry, ...]:
    """List dated excerpts and the analyst's dated items, earliest day first, coarser before finer."""
    dated = drop_repeated([one for one in selected if one.passage.trailer.date], desk.findings.copies)
    written = [entry for block in plan.text if block.kind == "item" if (entry := read_event(block, desk))]
    found = [_tell_event(evidence, desk) for evidence in dated]
    return tuple(sorted([*written, *found], key=lambda entry: (entry.date.sort_key, entry.text)))


def read_event(block: AnalystBlock, desk: Desk) -> TimelineEntry | None:
    """Read a list item such as ``2009-06: the forum meets in Astana``; note one without a date."""
    match = _DATED_ITEM.fullmatch(block.markdown)
    date = read_date(match["date"]) if match else "no date"
    if match is None or isinstance(date, str):
        message = "this item of the timeline does not begin with a date and a colon"
        desk.note(Problem(kinds.TOPIC_TIMELINE_ITEM, message, block.place, "write `2009-06-25: what happened`"))
        return None
    marks = {citation.name: mark_citation(citation, desk) for citation in block.citations}
    return TimelineEntry(date, match["text"], prose=Prose("paragraph", match["text"], marks))


def _tell_event(evidence: Evidence, desk: Desk) -> TimelineEntry:
    trailer = evidence.passage.trailer
    assert trailer.date is not None  # noqa: S101 - the caller chose dated ones
    return TimelineEntry(
        date=trailer.date,
        text=trailer.event or shorten_evidence(evidence, _EVENT_WORDS),
        manner="" if trailer.event else tell_manner(evidence),
        language=desk.topic.language if trailer.event else evidence.language,
        mark=desk.numbering.mark_excerpt(evidence),
    )


def list_sources(used: dict[str, Evidence], sources: dict[str, Source], desk: Desk) -> tuple[SourceEntry, ...]:
    """List every numbered source with the marks of its excerpts."""
    return tuple(
        make_source(
            sources[source_id],
            desk.numbering,
            tuple(
                desk.numbering.mark_excerpt(used[name])
                for name in desk.numbering.list_excerpts(source_id)
                if desk.numbering.is_printed(name)
            ),
        )
        for source_id in desk.numbering.list_sources()
    )
