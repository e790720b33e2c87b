"""What in the vocabulary is of no use to this corpus. Only `check --all` tells it: a stock of names may wait."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from briefgen.model import kinds
from briefgen.model.problem import Problem
from briefgen.model.vocabulary import Term, Vocabulary

_NAMED = 6


@dataclass(frozen=True, slots=True)
class TagUse:
    """How the vocabulary is used: passages of each tag and those below it, tags that topics name, names that match.

    `matched` holds each tag with its names that stand in a passage; `shipped` the tags of the shipped vocabularies
    with their names: what nobody at the desk wrote is nobody's slip of the pen.
    """

    passages: Mapping[str, int]
    asked: Set[str]
    matched: Mapping[str, Set[str]]
    shipped: Mapping[str, Set[str]] = field(default_factory=dict)


def every_tag_is_used(vocabulary: Vocabulary, use: TagUse) -> tuple[Problem, ...]:
    """Every tag of the desk's own has a passage, or a topic asks for it, or another tag speaks of it."""
    named = {one for term in vocabulary.terms.values() for one in _list_named(term)}
    return tuple(
        Problem(
            kinds.TAG_UNUSED,
            f"The tag `{tag}` is never used: no passage has it, and no topic asks for it.",
            term.place,
            "leave it for sources to come, or delete it",
        )
        for tag, term in vocabulary.terms.items()
        if not use.passages.get(tag)
        and tag not in named
        and not _is_asked(tag, use.asked)
        and not _is_shipped(term, use.shipped)
    )


def every_alias_matches(vocabulary: Vocabulary, use: TagUse) -> tuple[Problem, ...]:
    """Every alias of the desk's own, of a tag that is used, stands in some passage."""
    problems = []
    for tag, term in vocabulary.terms.items():
        own = [name for name in term.aliases if name not in use.shipped.get(tag, ())]
        idle = [name for name in own if name not in use.matched.get(tag, ())]
        if idle and use.passages.get(tag):
            shown = ", ".join(f"“{name}”" for name in idle[:_NAMED]) + (", …" if len(idle) > _NAMED else "")
            counted = f"{len(idle)} of {len(own)} aliases" if len(own) > 1 else "The alias"
            message = f"{counted} of `{tag}` match nothing: {shown}."
            hint = "look for a slip of the pen; `briefgen find` shows how the sources write it"
            problems.append(Problem(kinds.TAG_ALIAS_IDLE, message, term.place, hint))
    return tuple(problems)


def _is_shipped(term: Term, shipped: Mapping[str, Set[str]]) -> bool:
    """Tell whether a tag has no name but those that the shipped vocabularies give it."""
    return term.tag in shipped and {*term.names, *term.forms} <= shipped[term.tag]


def _list_named(term: Term) -> tuple[str, ...]:
    return (*term.implies, *(one.actor for one in term.speaks_for))


def _is_asked(tag: str, asked: Set[str]) -> bool:
    """Tell whether a topic asks for a tag: for it, or for one above it."""
    return any(f"{tag}/".startswith(f"{upper}/") for upper in asked)
