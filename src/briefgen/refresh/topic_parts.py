"""The parts of a topic's file by the names that a person gives them, each with a short digest."""

from collections.abc import Iterator
from dataclasses import replace

from briefgen.model.problem import Place
from briefgen.model.query import And, Not, Or, Query, Value
from briefgen.model.topic import AnalystBlock, SectionPlan, Topic
from briefgen.refresh.marks import mark, mark_aspects

#: What is told of a judgement that is not as it was, in the order of its row of marks.
JUDGEMENT_ASPECTS = ("words", "likelihood", "confidence", "evidence", "marking", "review")
_NO_PLACE = Place("")


def mark_parts(topic: Topic) -> dict[str, str]:
    """Mark a topic's head, its sections as planned, and the analyst's text but for the judgements."""
    head = {
        "title": topic.title,
        "deck": topic.deck,
        "author": topic.author,
        "marking": topic.marking.label,
        "query": topic.query_text,
        "cutoff": str(topic.cutoff or ""),
        "language": topic.language,
        "template": topic.template,
        "pins": [one.name for one in topic.pin],
        "exclusions": [one.name for one in topic.exclude],
        "recipients": topic.recipients,
        "summary": _tell_blocks(topic.summary),
        "order of sections": [plan.heading for plan in topic.sections if not plan.is_default],
        **dict(_list_sections(topic)),
    }
    return {name: mark(value) for name, value in head.items() if value}


def _list_sections(topic: Topic) -> Iterator[tuple[str, object]]:
    """Give each section as it was planned, and what the analyst wrote in it."""
    seen: dict[str, int] = {}
    for plan in topic.sections:
        seen[plan.heading] = seen.get(plan.heading, 0) + 1
        again = f" {seen[plan.heading]}" if seen[plan.heading] > 1 else ""
        if not plan.is_default:
            yield f"section “{plan.heading}”{again}", _tell_plan(plan)
        blocks = [one for one in plan.text if not _is_judgement(plan, one)]
        yield f"text of “{plan.heading}”{again}", _tell_blocks(blocks)


def _tell_plan(plan: SectionPlan) -> str:
    return repr(replace(plan, heading="", place=_NO_PLACE, query=None, text=()))


def _tell_blocks(blocks: list[AnalystBlock] | tuple[AnalystBlock, ...]) -> str:
    return "\n\n".join(f"{one.kind} {one.level} {one.id} {_tell_terms(one)}\n{one.markdown}" for one in blocks)


def _tell_terms(block: AnalystBlock) -> str:
    marking = block.marking.label if block.marking is not None else ""
    return " ".join((block.likelihood, block.confidence, marking, block.reviewed))


def _is_judgement(plan: SectionPlan, block: AnalystBlock) -> bool:
    return plan.kind == "judgements" and block.kind in ("paragraph", "item")


def mark_judgements(topic: Topic) -> dict[str, str]:
    """Mark each judgement, by its id (``^no-link``) or, without one, by its place among them (``judgement 3``)."""
    judging = [one for plan in topic.sections for one in plan.text if _is_judgement(plan, one)]
    return {
        f"^{one.id}" if one.id else f"judgement {number}": _mark_judgement(one) for number, one in enumerate(judging, 1)
    }


def _mark_judgement(block: AnalystBlock) -> str:
    cited = [(one.name, one.locator) for one in block.citations]
    marking = block.marking.label if block.marking is not None else ""
    return mark_aspects((block.markdown, block.likelihood, block.confidence, cited, marking, block.reviewed))


def list_asked_tags(topic: Topic) -> tuple[str, ...]:
    """List the tags that a topic asks for: in its queries, as actors, as what its groups stand under."""
    queries = [topic.query, *(plan.query for plan in topic.sections)]
    asked = [tag for query in queries if query is not None for tag in _list_tags(query)]
    named = [tag for plan in topic.sections for tag in (*plan.actors, *(tag for tag, _ in plan.headings))]
    return tuple(dict.fromkeys((*asked, *named)))


def _list_tags(query: Query) -> Iterator[str]:
    match query:
        case Value(field="tag" | "speaker" | "actor", value=value):
            yield value
        case Not(operand):
            yield from _list_tags(operand)
        case And(operands) | Or(operands):
            for one in operands:
                yield from _list_tags(one)
