"""Which drafts a change of the corpus can reach: all others are what they were, and need not be made to know it.

A draft is reached where a source that changed, came or went is among those that it met, cites or misses; where a group
of copies changed that one of these is in; where one of its queries matches anything in a changed source as it is now;
and, where its last edition had words that an excerpt lost since, by any change: they may stand anywhere, and be closed
there. Each test may say yes too often, never too seldom (`tests/regeneration` holds that against the slow path).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from briefgen.index.store import Index
from briefgen.model.marking import Marking
from briefgen.project.building.memory import KeptGroup, Known, Memory, keep_groups
from briefgen.project.building.withholding import Withholding, find_withheld
from briefgen.project.reading.corpus import name_source

#: With more changed sources than this, asking each topic of them costs more than it saves.
_MOST_ASKED = 300
#: With more ids than this, a set is quicker than to look for each.
_FEW = 16


@dataclass(frozen=True, slots=True)
class State:
    """The corpus as it is now: what each file gave the index, and the groups of copies, of all and up to a marking."""

    contents: dict[str, bytes]
    groups: list[KeptGroup]
    find_withheld: Callable[[Marking], Withholding]


def take_state(index: Index) -> State:
    """Take the state of the corpus from an index that is up to date."""
    return State(index.contents(), keep_groups(index.copies()), cache(lambda limit: find_withheld(index, limit)))


class Reach:
    """What changed between the state that a memory holds for and the one that is."""

    def __init__(self, memory: Memory, state: State, index: Index) -> None:
        before, now = memory.contents, state.contents
        everything = before.keys() | now.keys() if memory.drafts else set()
        paths = [path for path in everything if before.get(path) != now.get(path)]
        ids = {name_source(path) for path in paths}
        # All files of such an id count as changed: which of them it stands for may be another now.
        self._part = index.extract(ids) if ids and len(ids) <= _MOST_ASKED else None
        self._is_all = len(ids) > _MOST_ASKED
        renamed = [old for one in self._part.sources() for old in one.formerly] if self._part else []
        self._sources = frozenset((*ids, *renamed, *_list_regrouped(memory.groups, state.groups)))
        self._are_ids_other = _list_ids(before) != _list_ids(now)
        self._is_same = not paths
        self._memory, self._state = memory, state
        self._regrouped: dict[int, frozenset[str]] = {}

    def close(self) -> None:
        """Give the memory back that a part of the index takes."""
        if self._part is not None:
            self._part.close()

    def touches(self, known: Known) -> bool:
        """Tell whether a draft may be another now."""
        if self._is_same and not self._sources:
            return False
        return (
            self._is_all
            or (known.needs_words and not self._is_same)
            or (known.needs_ids and self._are_ids_other)
            or _meets(known.met, self._sources)
            or _meets(known.met, self._list_limited(known.limit))
            or (self._part is not None and self._part.matches(known.asks))
        )

    def _list_limited(self, limit: int | None) -> frozenset[str]:
        """List the sources whose groups of copies changed among what is marked up to a limit."""
        if limit is None:
            return frozenset()
        if limit not in self._regrouped:
            before = self._memory.open_groups.get(limit)
            now = keep_groups(self._state.find_withheld(Marking(limit)).groups)
            everything = frozenset(name_source(path) for path in self._state.contents)
            self._regrouped[limit] = everything if before is None else _list_regrouped(before, now)
        return self._regrouped[limit]


def _list_ids(contents: Mapping[str, bytes]) -> list[str]:
    """List the ids of all sources that could be read; one that several files have, several times."""
    return sorted(name_source(path) for path, content in contents.items() if content)


def _list_regrouped(before: Sequence[KeptGroup], now: Sequence[KeptGroup]) -> frozenset[str]:
    """List the sources of groups that are new, gone or other than they were."""
    one, other = {repr(group) for group in before}, {repr(group) for group in now}
    changed = one ^ other
    groups = [group for group in (*before, *now) if repr(group) in changed] if changed else []
    return frozenset(name for face, members in groups for name in (face, *(source for source, _ in members)))


def _meets(met: str, sources: Iterable[str]) -> bool:
    wanted = sources if isinstance(sources, frozenset) else frozenset(sources)
    if len(wanted) <= _FEW:
        return any(f"\n{name}\n" in met for name in wanted)
    return not wanted.isdisjoint(met.split("\n"))
