"""What a topic asks for and the vocabulary or the rest of the topic does not give."""

from collections.abc import Callable, Iterator

from briefgen.grammar.suggestions import ask_whether
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.query import And, Not, Or, Query, Value
from briefgen.model.topic import Topic
from briefgen.model.vocabulary import Vocabulary


def every_tag_asked_for_is_known(topic: Topic, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Queries name only tags of the vocabulary."""
    asked = [(topic.query, topic.query_place), *((plan.query, plan.query_place) for plan in topic.sections)]
    return tuple(problem for query, place in asked for problem in check_query(query, place, vocabulary))


def every_actor_listed_is_known(topic: Topic, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Positions list only tags of the vocabulary."""
    return tuple(
        _name_unknown(actor, f"`{actor}`", plan.place, vocabulary)
        for plan in topic.sections
        for actor in plan.actors
        if actor not in vocabulary.known
    )


CHECKS: tuple[Callable[[Topic, Vocabulary], tuple[Problem, ...]], ...] = (
    every_tag_asked_for_is_known,
    every_actor_listed_is_known,
)


def check_topic(topic: Topic, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Make every check of a topic, and join what they find."""
    return tuple(problem for check in CHECKS for problem in check(topic, vocabulary))


def check_query(query: Query | None, place: Place, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Name every tag of a query that the vocabulary does not know."""
    return tuple(
        _name_unknown(value.value, f"the query asks for `tag:{value.value}`, which", place, vocabulary)
        for value in list_tags(query)
        if not _is_known(value, vocabulary)
    )


def list_tags(query: Query | None) -> Iterator[Value]:
    """List the tags that a query names, excluded ones too."""
    match query:
        case Value(field="tag"):
            yield query
        case And(operands) | Or(operands):
            for operand in operands:
                yield from list_tags(operand)
        case Not(operand):
            yield from list_tags(operand)


def _is_known(value: Value, vocabulary: Vocabulary) -> bool:
    if value.is_prefix:
        return any(tag.startswith(value.value) for tag in vocabulary.known)
    return value.value in vocabulary.known


def _name_unknown(tag: str, what: str, place: Place, vocabulary: Vocabulary) -> Problem:
    hint = ask_whether(tag, vocabulary.known) or "add it to corpus/vocabulary.yaml"
    return Problem(kinds.TAG_UNKNOWN, f"{what} is not in the vocabulary", place, hint)
