"""Near-copies: one wire story in five papers, or a lead that its own page repeats.

Two excerpts are copies when nearly all runs of four words of the shorter stand in the longer one.
That is containment, which a MinHash of whole texts does not see, and exact over the few hundred
excerpts of one topic.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from briefgen.model.evidence import Evidence
from briefgen.model.source import Source

_RUN = 4
_SHARED = 0.7
_WORD = re.compile(r"\w+")


def find_copies(ranked: Sequence[Evidence]) -> dict[str, str]:
    """Map the name of each near-copy to the better-ranked excerpt that it repeats.

    `ranked` is best first; an excerpt is compared with those before it that are not copies, but for those of
    sources that a person holds for different (`not_same_as`).
    """
    sources = {evidence.name: evidence.source for evidence in ranked}
    holders: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    sizes: dict[str, int] = {}
    copies: dict[str, str] = {}
    for evidence in ranked:
        runs = _list_runs(evidence.passage.quoted)
        near = _list_faces(runs, holders, sizes)
        face = next((name for name in near if not _are_told_apart(evidence.source, sources[name])), "")
        if face:
            copies[evidence.name] = face
            continue
        sizes[evidence.name] = len(runs)
        for run in runs:
            holders[run].append(evidence.name)
    return copies


def _list_runs(parts: Iterable[str]) -> set[tuple[str, ...]]:
    words = [word for part in parts for word in _WORD.findall(part.casefold())]
    if len(words) < _RUN:
        return {tuple(words)}
    return {tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)}


def _are_told_apart(one: Source, other: Source) -> bool:
    return other.id in one.not_same_as or one.id in other.not_same_as


def _list_faces(
    runs: set[tuple[str, ...]], holders: dict[tuple[str, ...], list[str]], sizes: dict[str, int]
) -> list[str]:
    shared = Counter(name for run in runs for name in holders.get(run, ()))
    return [name for name, count in shared.items() if count >= _SHARED * min(len(runs), sizes[name])]
