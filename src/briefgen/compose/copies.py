"""Near-copies among excerpts: one wire story in five papers, or a lead that its own page repeats.

Two excerpts are copies when nearly all runs of four words of the shorter stand in the longer one.
That is containment, which a MinHash of whole texts does not see, and exact over the few hundred
excerpts of one topic. Of sources that are known for copies of one another, less is enough: their
excerpts are the same passage in an editor's words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from briefgen.model.copies import CopyGroup
from briefgen.model.date import PartialDate
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source

_RUN = 4
#: Of so many excerpts comparing each with each is the quicker way.
_FEW = 24
_SHARED, _SHARED_IN_GROUP = 0.7, 0.2
_WORD = re.compile(r"\w+")


def find_copies(
    ranked: Sequence[Evidence], groups: Iterable[CopyGroup] = (), fixed: Collection[str] = ()
) -> dict[str, str]:
    """Map the name of each near-copy to the excerpt that stands for it.

    `ranked` is best first; an excerpt is compared with those before it that are not copies, but for those of
    sources that a person holds for different (`not_same_as`). Of copies whose sources are of one group, the
    group's face stands for the others, unless they are of those that are `fixed` (they are printed in any case).
    """
    if len(ranked) < 2:
        return {}
    places = {source: (group.face, place) for group in groups for place, source in enumerate(group.sources)}
    known = {evidence.name: evidence for evidence in ranked}
    kept = _FewKept() if len(known) <= _FEW else _ManyKept()
    copies: dict[str, str] = {}
    for name, evidence in known.items():
        runs = _list_runs(evidence.passage.quoted)
        shares = kept.list_shares(runs)
        near = (other for other, share in shares if _is_copy(evidence.source, known[other].source, share, places))
        face = next(near, "")
        if face:
            copies[name] = face
        else:
            kept.add(name, runs)
    return _let_faces_stand(copies, known, places, fixed)


def drop_repeated(ranked: Sequence[Evidence], groups: Iterable[CopyGroup]) -> list[Evidence]:
    """Leave out what an excerpt that stays says of the same date (or without one) in nearly the same words."""
    told: defaultdict[PartialDate | None, list[Evidence]] = defaultdict(list)
    for evidence in ranked:
        told[evidence.passage.trailer.date].append(evidence)
    copies = {name for each in told.values() for name in find_copies(each, groups)}
    return [evidence for evidence in ranked if evidence.name not in copies]


_Places = Mapping[str, tuple[str, int]]
_Run = tuple[str, ...]


@lru_cache(maxsize=4096)
def _list_runs(parts: tuple[str, ...]) -> frozenset[_Run]:
    """List a passage's runs of words; every section of a brief compares the same passages."""
    words = [word for part in parts for word in _WORD.findall(part.casefold())]
    if len(words) < _RUN:
        return frozenset({tuple(words)})
    return frozenset(tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))


class _FewKept:
    """Excerpts that are no copies, each compared by itself: most lists are short, those of one day or one speaker."""

    def __init__(self) -> None:
        self._runs: dict[str, frozenset[_Run]] = {}

    def add(self, name: str, runs: frozenset[_Run]) -> None:
        """Add an excerpt, the best first."""
        self._runs[name] = runs

    def list_shares(self, runs: frozenset[_Run]) -> list[tuple[str, float]]:
        """List the excerpts that share enough, each with the share of the shorter one's runs; in the order of rank."""
        counted = ((name, there, len(runs & there)) for name, there in self._runs.items())
        shares = ((name, count / min(len(runs), len(there))) for name, there, count in counted)
        return [(name, share) for name, share in shares if share >= _SHARED_IN_GROUP]


class _ManyKept:
    """The same by an index of all runs: for hundreds of excerpts."""

    def __init__(self) -> None:
        self._holders: defaultdict[_Run, list[str]] = defaultdict(list)
        self._sizes: dict[str, tuple[int, int]] = {}  # place in the ranking, number of runs

    def add(self, name: str, runs: frozenset[_Run]) -> None:
        """Add an excerpt, the best first."""
        self._sizes[name] = (len(self._sizes), len(runs))
        for run in runs:
            self._holders[run].append(name)

    def list_shares(self, runs: frozenset[_Run]) -> list[tuple[str, float]]:
        """List as `_FewKept` does."""
        shared = Counter(name for run in runs for name in self._holders.get(run, ()))
        shares = [(name, count / min(len(runs), self._sizes[name][1])) for name, count in shared.items()]
        enough = [(name, share) for name, share in shares if share >= _SHARED_IN_GROUP]
        return sorted(enough, key=lambda each: self._sizes[each[0]])


def _is_copy(one: Source, other: Source, share: float, places: _Places) -> bool:
    if other.id in one.not_same_as or one.id in other.not_same_as:
        return False
    return share >= (_SHARED_IN_GROUP if _are_together(one, other, places) else _SHARED)


def _are_together(one: Source, other: Source, places: _Places) -> bool:
    """Whether two different sources belong to one group."""
    if one.id == other.id or one.id not in places or other.id not in places:
        return False
    return places[one.id][0] == places[other.id][0]


def _let_faces_stand(
    copies: Mapping[str, str], known: Mapping[str, Evidence], places: _Places, fixed: Collection[str]
) -> dict[str, str]:
    """Turn round which of several copies stands for the others, where their sources' group knows a better one."""
    clusters: defaultdict[str, list[str]] = defaultdict(list)
    for copy, face in copies.items():
        clusters[face].append(copy)
    result: dict[str, str] = {}
    for face, others in clusters.items():
        source = known[face].source
        ranked = [name for name in others if _are_together(known[name].source, source, places)]
        best = min([face, *ranked], key=lambda name: places.get(known[name].source.id, ("", 0))[1])
        stands = face if face in fixed else best
        result.update((name, stands) for name in (face, *others) if name != stands)
    return result
