"""How much a brief prints of what its author sets no limit for: a brief is read at a sitting, the dossier has all."""

from dataclasses import replace

from briefgen.model.topic import SectionPlan, Topic

#: At most so many statements of an actor, and so many excerpts in full beside those that are cited or pinned.
_LIMITS = {"positions": 3, "excerpts": 24}
#: At most so many actors, and so many events.
_MOST = {"positions": 12, "timeline": 20}


def shape_brief(topic: Topic) -> Topic:
    """Hold the sections that the author left to the tool to the length of a brief; `Section.further` tells the rest.

    A topic that names its sections prints what they ask for: twelve pages at most are then its author's to keep.
    """
    return replace(topic, sections=tuple(map(_hold, topic.sections)))


def _hold(plan: SectionPlan) -> SectionPlan:
    if not plan.is_default:
        return plan
    return replace(plan, limit=_LIMITS.get(plan.kind, plan.limit), most=_MOST.get(plan.kind, plan.most))
