"""Which tags a tag implies: those of its entry and those above it; and the circles that entries may make of it."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.vocabulary import Term

_CYCLES_SHOWN = 20


def list_ancestors(tag: str) -> Iterator[str]:
    """Give a tag and all above it: ``a/b/c``, ``a/b``, ``a``."""
    while tag:
        yield tag
        tag = tag.rpartition("/")[0]


def find_circles(terms: Mapping[str, Term]) -> Iterator[Problem]:
    """Give a problem for each circle of `implies`; being below a tag implies that tag."""
    graph = {tag: set(_list_implied(tag, terms)) for tag in terms}
    for _ in range(_CYCLES_SHOWN):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1][::-1]
            start = next(tag for tag in circle if tag in terms)
            turned = _turn(circle[:-1], start)
            yield _report_circle(turned, terms[start].place)
            graph[turned[-1]].discard(turned[0])
        else:
            return


def _list_implied(tag: str, terms: Mapping[str, Term]) -> Iterable[str]:
    yield from terms[tag].implies
    yield from list(list_ancestors(tag))[1:]


def _turn(circle: list[str], start: str) -> list[str]:
    at = circle.index(start)
    return circle[at:] + circle[:at]


def _report_circle(circle: list[str], place: Place) -> Problem:
    chain = " → ".join(f"`{tag}`" for tag in (*circle, circle[0]))
    return Problem(kinds.TAG_CYCLE, f"A tag implies itself: {chain}.", place, "delete one of these implies")
