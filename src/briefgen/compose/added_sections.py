"""Sections that a form has though the topic names none of their kind."""

from dataclasses import replace

from briefgen.model.problem import Place
from briefgen.model.topic import SectionPlan, Topic
from briefgen.wording.labels import say

#: Behind the last of these that opens a brief stands what changed: on page one or two.
_BEFORE_CHANGES = ("summary", "judgements")


def plan_section(topic: Topic, kind: str, word: str = "") -> SectionPlan:
    """Plan a section of a kind; it is left out when it is empty. `word` names its heading where that is another."""
    word = word or kind
    return SectionPlan(say(f"heading.{word}", topic.language), kind, Place(topic.path), is_default=True, word=word)


def insert_changes(topic: Topic) -> Topic:
    """Give a topic a section of what changed, where it names none: an edition before this one must not go untold."""
    plans = list(topic.sections)
    if any(plan.kind == "changes" for plan in plans):
        return topic
    place = next((at for at, plan in enumerate(plans) if plan.kind not in _BEFORE_CHANGES), len(plans))
    plans.insert(place, plan_section(topic, "changes"))
    return replace(topic, sections=tuple(plans))
