"""The dossier: everything that was found for a topic, in the topic's own order, with nothing held to a limit."""

from collections.abc import Iterable
from dataclasses import replace

from briefgen.compose.added_sections import plan_section
from briefgen.model.topic import SectionPlan, Topic

#: What opens a dossier, and what closes it; all else stands between them in the topic's order.
_OPENING = ("summary", "judgements", "changes")
_CLOSING = ("gaps", "sources")
#: Kinds that a dossier has even where the topic names none, in the order in which they are added.
_ADDED = ("positions", "timeline", "chart")


def shape_dossier(topic: Topic) -> Topic:
    """Give a topic whose sections print all that they find, and those that it lacks to print all there is."""
    plans = [_free(plan) for plan in topic.sections]
    kinds = {plan.kind for plan in plans}
    opening = [plan for kind in _OPENING for plan in plans if plan.kind == kind]
    opening += [] if "changes" in kinds else [plan_section(topic, "changes")]
    middle = [plan for plan in plans if plan.kind not in (*_OPENING, *_CLOSING)]
    added = [plan_section(topic, kind) for kind in _ADDED if kind not in kinds]
    closing = [plan for kind in _CLOSING for plan in plans if plan.kind == kind]
    closing += [plan_section(topic, kind) for kind in _CLOSING if kind not in kinds]
    return replace(topic, sections=(*opening, *_place_evidence(topic, middle, added), *_sort_closing(closing)))


def _free(plan: SectionPlan) -> SectionPlan:
    """Take a section's limit away; evidence that is not grouped is grouped by theme, so that it can be found."""
    group = plan.group or ("theme" if plan.kind == "excerpts" else "")
    return replace(plan, limit=None, group=group)


def _place_evidence(topic: Topic, middle: list[SectionPlan], added: list[SectionPlan]) -> Iterable[SectionPlan]:
    """Put what is added before the first evidence, and after the last a section of what no other printed."""
    places = [position for position, plan in enumerate(middle) if plan.kind == "excerpts"]
    if not places:
        return (*middle, *added, replace(plan_section(topic, "excerpts"), group="theme"))
    first, last = places[0], places[-1] + 1
    rest = replace(plan_section(topic, "excerpts", "further_evidence"), group="theme")
    return (*middle[:first], *added, *middle[first:last], rest, *middle[last:])


def _sort_closing(closing: list[SectionPlan]) -> list[SectionPlan]:
    return sorted(closing, key=lambda plan: _CLOSING.index(plan.kind))
