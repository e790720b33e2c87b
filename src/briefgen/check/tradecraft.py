"""Tradecraft of one brief: each check is named as the sentence that should hold (README, "Tradecraft")."""

from collections.abc import Callable

from briefgen.check.counted_sources import reasons_count_sources_as_they_are
from briefgen.check.drafted import Drafted
from briefgen.check.estimates import (
    judgements_are_few,
    judgements_are_short,
    likelihood_and_confidence_stand_apart,
    likelihood_fields_hold_terms_of_the_scale,
    likelihoods_come_from_one_row,
    sentences_say_what_likelihood_fields_say,
)
from briefgen.check.grounds import (
    judgements_on_one_source_say_so,
    others_words_keep_to_their_share,
    present_claims_rest_on_dated_evidence,
)
from briefgen.grammar.phrases import count_things
from briefgen.model import kinds
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem
from briefgen.model.topic import Topic

#: Sections that have good news to tell where they are empty.
_MAY_BE_EMPTY = ("gaps", "changes")
_NAMED = 3


def sections_asked_for_hold_something(drafted: Drafted) -> tuple[Problem, ...]:
    """No section that the topic names is empty in the brief."""
    empty = {(section.kind, section.heading) for section in drafted.brief.sections if section.empty_note}
    return tuple(
        Problem(
            kinds.CRAFT_EMPTY,
            f"the section “{plan.heading}” is empty",
            plan.place,
            f"write under `# {plan.heading}`, widen its query, or take the section out",
        )
        for plan in drafted.topic.sections
        if (plan.kind, plan.heading) in empty and plan.kind not in _MAY_BE_EMPTY and not plan.is_default
    )


def topics_are_marked_as_high_as_what_they_print(drafted: Drafted) -> tuple[Problem, ...]:
    """A topic's `tlp` is not below the marking of its brief; the problem names what raises it."""
    topic, marking = drafted.topic, drafted.brief.marking
    if topic.marking >= marking:
        return ()
    message = f"the topic is {topic.marking.label}, its brief {marking.label}, by {_name_highest(drafted, marking)}"
    hint = f"write `tlp: {marking.label}`, or keep it out with `exclude`"
    hint += f"; `briefgen build {topic.slug} --max-tlp {topic.marking.label}` prints what may go to all"
    place = topic.marking_place if topic.marking_place.line else Place(topic.path, 1, 1)
    return (Problem(kinds.CRAFT_MARKING, message, place, hint),)


def _name_highest(drafted: Drafted, marking: Marking) -> str:
    excerpts = [f"`{name}`" for name, one in sorted(drafted.used.items()) if one.marking == marking]
    blocks = (*drafted.topic.summary, *(block for plan in drafted.topic.sections for block in plan.text))
    written = [f"the text at {block.place}" for block in blocks if block.marking == marking]
    cited = [f"`{key}`" for key, source in sorted(drafted.findings.sources.items()) if source.marking == marking]
    named = excerpts or written or cited or ["what it tells of the last edition"]
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return ", ".join(named[:_NAMED]) + more


def every_judgement_was_reviewed(topic: Topic) -> tuple[Problem, ...]:
    """Every judgement has a review stamp; one problem a topic. Only `check --all` asks."""
    plans = [plan for plan in topic.sections if plan.kind == "judgements"]
    new = [block for plan in plans for block in plan.text if block.kind in ("paragraph", "item") and not block.reviewed]
    if not new:
        return ()
    verb = "was" if len(new) == 1 else "were"
    message = f"{count_things(len(new), 'judgement')} {verb} never reviewed"
    hint = f"`briefgen review {topic.slug}` confirms them as they stand"
    return (Problem(kinds.REVIEW_NEVER, message, new[0].place, hint),)


CHECKS: tuple[Callable[[Drafted], tuple[Problem, ...]], ...] = (
    likelihoods_come_from_one_row,
    likelihood_fields_hold_terms_of_the_scale,
    sentences_say_what_likelihood_fields_say,
    likelihood_and_confidence_stand_apart,
    judgements_on_one_source_say_so,
    reasons_count_sources_as_they_are,
    present_claims_rest_on_dated_evidence,
    others_words_keep_to_their_share,
    sections_asked_for_hold_something,
    topics_are_marked_as_high_as_what_they_print,
    judgements_are_short,
    judgements_are_few,
)


def check_tradecraft(drafted: Drafted) -> tuple[Problem, ...]:
    """Make every check of a brief, and join what they find."""
    return tuple(problem for check in CHECKS for problem in check(drafted))
