"""What a topic asks for and the vocabulary or the rest of the topic does not give."""

from collections.abc import Callable

from briefgen.grammar.query import list_query_tags
from briefgen.grammar.suggestions import ask_whether
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.topic import Topic
from briefgen.model.vocabulary import Vocabulary


def every_tag_asked_for_is_known(topic: Topic, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Queries name only tags of the vocabulary."""
    asked = [(topic.query_text, topic.query_place), *((plan.query_text, plan.query_place) for plan in topic.sections)]
    return tuple(problem for text, place in asked if text for problem in check_query(text, place, vocabulary))


def every_actor_listed_is_known(topic: Topic, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Positions list only tags of the vocabulary."""
    return tuple(
        _name_unknown(actor, f"`{actor}`", plan.place, vocabulary)
        for plan in topic.sections
        for actor in plan.actors
        if actor not in vocabulary.known
    )


def every_tag_with_a_heading_is_known(topic: Topic, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Sections give headings only to tags of the vocabulary."""
    return tuple(
        _name_unknown(tag, f"`headings` names `{tag}`, which", plan.place, vocabulary)
        for plan in topic.sections
        for tag, _ in plan.headings
        if tag not in vocabulary.known
    )


CHECKS: tuple[Callable[[Topic, Vocabulary], tuple[Problem, ...]], ...] = (
    every_tag_asked_for_is_known,
    every_actor_listed_is_known,
    every_tag_with_a_heading_is_known,
)


def the_template_named_is_there(topic: Topic, forms: tuple[str, ...]) -> tuple[Problem, ...]:
    """A topic is printed in a form that there is a template for."""
    if not topic.template or topic.template in forms:
        return ()
    if any(sign in topic.template for sign in ("/", "\\", "..")):
        message = f"the template `{topic.template}` would lie outside templates/"
        return (Problem(kinds.BRIEF_TEMPLATE_PATH, message, topic.template_place, "a form is named without a path"),)
    hint = ask_whether(topic.template, forms) or f"the forms are {', '.join(forms)}"
    message = f"there is no template `{topic.template}`"
    return (Problem(kinds.TOPIC_TEMPLATE, message, topic.template_place, hint),)


def check_topic(topic: Topic, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Make every check of a topic, and join what they find."""
    return tuple(problem for check in CHECKS for problem in check(topic, vocabulary))


def check_query(text: str, place: Place, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Name every tag of a query that the vocabulary does not know."""
    return tuple(
        _name_unknown(tag, f"the query asks for `{tag}`, which", where, vocabulary)
        for tag, where in list_query_tags(text, place.file, place.line, place.column)
        if tag not in vocabulary.known
    )


def _name_unknown(tag: str, what: str, place: Place, vocabulary: Vocabulary) -> Problem:
    hint = ask_whether(tag, vocabulary.known) or "add it to corpus/vocabulary.yaml"
    return Problem(kinds.TAG_UNKNOWN, f"{what} is not in the vocabulary", place, hint)
