"""What persons say of copies (`same_as`, `not_same_as`) and the corpus or another person contradicts."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from briefgen.grammar.suggestions import ask_whether
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.source import Source


def check_told_copies(
    telling: Sequence[Source], known: Collection[str], renamed: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Make both checks of the sources that say something of copies.

    `known` are the ids of all sources; `renamed` gives the id that a source has now, by one that it had.
    """
    return (*every_copy_told_of_exists(telling, known, renamed), *no_copy_is_told_of_in_two_ways(telling, renamed))


def every_copy_told_of_exists(
    telling: Sequence[Source], known: Collection[str], renamed: Mapping[str, str]
) -> tuple[Problem, ...]:
    """`same_as` and `not_same_as` name other sources of the corpus."""
    return tuple(
        Problem(
            kinds.COPY_UNKNOWN,
            f"`{key}` names `{other}`, which is " + ("this source itself" if other == source.id else "no source"),
            _place(source, key),
            (other != source.id and ask_whether(other, known)) or "name the id of another source, or take it out",
        )
        for source in telling
        for key, other in _list_told(source)
        if other == source.id or (other not in known and other not in renamed)
    )


def no_copy_is_told_of_in_two_ways(telling: Sequence[Source], renamed: Mapping[str, str]) -> tuple[Problem, ...]:
    """No two sources are said to be the same and not to be."""
    same = {
        frozenset((source.id, renamed.get(other, other))): source
        for source in telling
        for key, other in _list_told(source)
        if key == "same_as"
    }
    return tuple(
        Problem(
            kinds.COPY_CONTRADICTION,
            f"not the same as `{other}`, it says; {same[pair].path} says they are",
            _place(source, key),
            "take one of the two out; until then they count as two",
        )
        for source in telling
        for key, other in _list_told(source)
        if key == "not_same_as"
        and (pair := frozenset((source.id, renamed.get(other, other)))) in same
        and len(pair) > 1
    )


def _list_told(source: Source) -> Iterator[tuple[str, str]]:
    for key, others in (("same_as", source.same_as), ("not_same_as", source.not_same_as)):
        for other in dict.fromkeys(others):
            yield key, other


def _place(source: Source, key: str) -> Place:
    return dict(source.places).get(key, Place(source.path))
