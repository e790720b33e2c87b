"""What is left of a section where its form has little room: the best of it, in few words (`SectionPlan.most`)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from briefgen.compose.copies import drop_repeated
from briefgen.compose.pairs import drop_versions
from briefgen.compose.scores import list_wanted, rank_evidence
from briefgen.compose.sections import Desk
from briefgen.compose.statements import make_statement
from briefgen.grammar.shortening import shorten_text
from briefgen.model.brief import GapEntry
from briefgen.model.evidence import Evidence
from briefgen.model.printed_excerpt import ActorPositions, Statement, TimelineEntry
from briefgen.model.topic import SectionPlan

#: A note names so many silent actors.
_MOST_SILENT = 8
_MOST_MARKS = 6


def choose_points(
    found: Sequence[Evidence], always: Sequence[Evidence], plan: SectionPlan, desk: Desk
) -> tuple[Statement, ...]:
    """Choose the excerpts that speak for a topic without judgements: pinned ones, then the best of each source."""
    wanted = list_wanted(desk.topic.query)
    pinned = {evidence.name for evidence in always}
    ranked = sorted(
        {evidence.name: evidence for evidence in (*always, *found)}.values(),
        key=lambda evidence: (evidence.name not in pinned, rank_evidence(evidence, wanted)),
    )
    told = drop_repeated(drop_versions(ranked, desk.kinship), desk.findings.copies)
    turns: Counter[str] = Counter()
    rounds = []
    for place, evidence in enumerate(told):
        rounds.append((turns[evidence.source.id], place, evidence))
        turns[evidence.source.id] += 1
    chosen = [evidence for *_, evidence in sorted(rounds, key=lambda one: one[:2])[: plan.limit]]
    return tuple(
        shorten_statement(make_statement(one, desk.numbering.mark_excerpt(one), desk.wording), plan.longest)
        for one in chosen
    )


def shorten_statement(statement: Statement, longest: int | None) -> Statement:
    """Shorten a statement at a sentence's end."""
    if longest is None:
        return statement
    return replace(statement, text=shorten_text(statement.text, statement.language, longest))


def narrow_actors(selected: Sequence[Evidence], plan: SectionPlan) -> SectionPlan:
    """Name the actors whom a section with little room lists: those who speak most, then some of the silent."""
    if plan.most is None:
        return plan
    heard = Counter(evidence.tagged.actor for evidence in selected if evidence.tagged.actor)
    if not plan.actors and len(heard) <= plan.most:
        return plan
    asked = plan.actors or tuple(heard)
    speaking = sorted((actor for actor in asked if heard[actor]), key=lambda actor: -heard[actor])[: plan.most]
    silent = [actor for actor in plan.actors if not heard[actor]][:_MOST_SILENT]
    return replace(plan, actors=tuple(actor for actor in asked if actor in {*speaking, *silent}))


def shorten_positions(positions: tuple[ActorPositions, ...], plan: SectionPlan) -> tuple[ActorPositions, ...]:
    """Shorten every statement to the section's width."""
    return tuple(
        replace(row, statements=tuple(shorten_statement(statement, plan.longest) for statement in row.statements))
        for row in positions
    )


def narrow_events(selected: Sequence[Evidence], plan: SectionPlan, desk: Desk) -> Sequence[Evidence]:
    """Keep as many of the best dated excerpts as a section with little room has left beside the analyst's own."""
    if plan.most is None:
        return selected
    wanted = list_wanted(plan.query or desk.topic.query)
    room = max(plan.most - len(plan.text), 0)
    # What is told in the words of `event` needs no cutting, so it comes first.
    dated = list_dated(selected, desk)
    ranked = sorted(dated, key=lambda one: (not one.passage.trailer.event, rank_evidence(one, wanted)))
    return ranked[:room]


def list_dated(selected: Sequence[Evidence], desk: Desk) -> list[Evidence]:
    """List the excerpts that tell of a day, each thing once."""
    dated = drop_versions([one for one in selected if one.passage.trailer.date], desk.kinship)
    return drop_repeated(dated, desk.findings.copies)


def count_left_out(selected: Sequence[Evidence], plan: SectionPlan, narrowed: SectionPlan) -> int:
    """Count who spoke and has no room; whom an author did not list is not left out."""
    if plan.actors or not narrowed.actors:
        return 0
    return len({one.tagged.actor for one in selected if one.tagged.actor}.difference(narrowed.actors))


def shorten_events(entries: tuple[TimelineEntry, ...], plan: SectionPlan) -> tuple[TimelineEntry, ...]:
    """Shorten what an excerpt tells of its day; the analyst's own words stay."""
    longest = plan.longest
    if longest is None:
        return entries
    return tuple(
        entry if entry.prose else replace(entry, text=shorten_text(entry.text, entry.language, longest))
        for entry in entries
    )


def narrow_gaps(gaps: tuple[GapEntry, ...], plan: SectionPlan, language: str) -> tuple[GapEntry, ...]:
    """Keep the first gaps, each in few words."""
    if plan.most is None:
        return gaps
    return tuple(
        replace(
            gap, text=shorten_text(gap.text, language, plan.longest or len(gap.text)), marks=gap.marks[:_MOST_MARKS]
        )
        for gap in gaps[: max(plan.most, 0)]
    )
