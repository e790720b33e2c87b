"""From pairs that are alike, and from persons' words, to groups of copies with a face each.

1. `same_as` joins, through a third source too; `not_same_as` keeps that one pair apart, whatever else is
   said or alike: of sources that cannot all stay together, those joined first do.
2. Wholes that are alike are joined, the likest first: a re-written copy of a copy belongs to the story. Not
   joined are stories of which as many pairs belong to a series (much the same words, other facts) as are copies:
   else one draft in which an editor cut the figures would join the reports of years.
3. A text that stands within a longer one (a cut, or a story in a digest) joins the longer one's story, or the
   longer joins its: the earliest story first, then the longest. But a text does not copy what came out after it:
   of two stories that a later digest joins, the digest goes with the likelier, and they stay two.
4. The face is what a brief should quote: not withdrawn, of the lowest marking, the earliest, then the most
   reliable, with a kept original, the longest, the first by id.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefgen.model.copies import CopyGroup, CopyMember
from briefgen.model.source import Source

Pair = tuple[str, str]
#: Admiralty letters, best first; F and nothing said are unknown, so they stand in the middle.
_RELIABILITY = {"A": 0, "B": 1, "C": 2, "D": 4, "E": 5}
_UNKNOWN_RELIABILITY = 3
#: A cut that stands by so much more in something longer is joined to that, not to another cut.
_STRONGER = 1.1


@dataclass(frozen=True, slots=True)
class Alike:
    """Two sources, by their ids, with alike texts: see `grouping.likeness.Likeness`."""

    one: str
    other: str
    share: int
    is_whole: bool
    is_series: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source that may belong to a group, and the number of its words."""

    source: Source
    words: int


@dataclass(frozen=True, slots=True)
class Told:
    """What persons say: pairs of ids that are the same, and pairs that are not. Each pair is in order."""

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


def order_pair(one: str, other: str) -> Pair:
    """Put two ids in order."""
    return (one, other) if one < other else (other, one)


def form_groups(candidates: Mapping[str, Candidate], alike: Sequence[Alike], told: Told) -> tuple[CopyGroup, ...]:
    """Form the groups of two and more among `candidates` (by id), in the order of their faces' ids.

    What `alike` and `told` say of ids that are no candidates is passed over.
    """
    known = [each for each in alike if each.one in candidates and each.other in candidates]
    stories = _Stories(candidates, known, told.apart)
    for one, other in sorted(told.same):
        if one in candidates and other in candidates:
            stories.join(one, other, is_told=True)
    copies = [each for each in known if not each.is_series]
    parts = [each for each in copies if not each.is_whole]
    _join_wholes(stories, [each for each in copies if each.is_whole], parts)
    _join_parts(stories, parts)
    shares: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for each in known:
        shares[each.one][each.other] = shares[each.other][each.one] = round(each.share / 10)
    groups = [_choose_face(ids, candidates, shares) for ids in stories.list_groups()]
    return tuple(sorted(groups, key=lambda group: group.face))


class _Stories:
    """Sets of ids that grow together, but for pairs that a person or their facts keep apart."""

    def __init__(self, candidates: Mapping[str, Candidate], alike: Iterable[Alike], apart: frozenset[Pair]) -> None:
        self.candidates = candidates
        self._apart = apart
        self._near: defaultdict[str, dict[str, Alike]] = defaultdict(dict)
        self._sets: dict[str, set[str]] = {}
        for each in alike:
            self._near[each.one][each.other] = self._near[each.other][each.one] = each

    def find(self, one: str) -> set[str]:
        return self._sets.setdefault(one, {one})

    def join(self, one: str, other: str, *, is_told: bool = False) -> bool:
        """Join two stories; False where a person, or (unless a person joins them) their facts, keep them apart."""
        mine, others = self.find(one), self.find(other)
        if mine is others:
            return True
        if self._apart and any(order_pair(a, b) in self._apart for a in mine for b in others):
            return False
        if not is_told and self._are_series(mine, others):
            return False
        mine |= others
        self._sets.update(dict.fromkeys(others, mine))
        return True

    def list_groups(self) -> list[set[str]]:
        return [ids for ids in {id(ids): ids for ids in self._sets.values()}.values() if len(ids) > 1]

    def _are_series(self, mine: set[str], others: set[str]) -> bool:
        """Whether more pairs between two stories tell different facts than tell the same; the likest pair decides."""
        small, large = sorted((mine, others), key=len)
        pairs = [pair for one in small for other, pair in self._near[one].items() if other in large]
        series = sum(pair.is_series for pair in pairs)
        if not pairs or 2 * series != len(pairs):
            return 2 * series > len(pairs)
        return max(pairs, key=lambda pair: (pair.share, pair.is_series)).is_series


def _join_wholes(stories: _Stories, wholes: Iterable[Alike], parts: Iterable[Alike]) -> None:
    """Join wholes that are alike, the likest first, unless the smaller story stands by more in a longer text."""
    claims: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for each in parts:
        short, long = sorted((each.one, each.other), key=lambda one: (stories.candidates[one].words, one))
        claims[short][long] = each.share

    def is_claimed(story: set[str], other: set[str], share: int) -> bool:
        strongest = (found for one in story for long, found in claims[one].items() if long not in other)
        return max(strongest, default=0) >= _STRONGER * share

    for each in sorted(wholes, key=lambda each: (-each.share, order_pair(each.one, each.other))):
        mine, others = stories.find(each.one), stories.find(each.other)
        smaller = [(a, b) for a, b in ((mine, others), (others, mine)) if len(a) <= len(b)]
        if not all(is_claimed(a, b, each.share) for a, b in smaller):
            stories.join(each.one, each.other)


def _join_parts(stories: _Stories, parts: Sequence[Alike]) -> None:
    """Join to each story, the earliest and longest first, what it holds or is held by.

    A story that was joined to another one takes none itself: else a chain of cuts would join strangers.
    """
    near: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for each in parts:
        near[each.one][each.other] = near[each.other][each.one] = each.share
    wholes = {frozenset(stories.find(one)) for one in near}
    heads: dict[str, frozenset[str]] = {}
    for whole in sorted(wholes, key=lambda whole: min(_rank_story(stories.candidates[one]) for one in whole)):
        links = _find_links(whole, heads, near, stories.candidates)
        if not any(stories.join(min(head), min(whole)) for head in links):
            heads.update(dict.fromkeys(whole, whole))


def _find_links(
    whole: frozenset[str],
    heads: Mapping[str, frozenset[str]],
    near: Mapping[str, Mapping[str, int]],
    candidates: Mapping[str, Candidate],
) -> list[frozenset[str]]:
    """Find the stories that one may belong to, the likest first.

    It must be alike to half of that story at least: a digest is alike to a story without making the other story
    that it holds a part of it.
    """
    links: defaultdict[frozenset[str], dict[tuple[str, str], int]] = defaultdict(dict)
    for one in sorted(whole):
        for other, share in near.get(one, {}).items():
            if other in heads and _may_copy(candidates[one], candidates[other]):
                links[heads[other]][one, other] = share
    enough = [
        (-max(found.values()), min(head), head)
        for head, found in links.items()
        if 2 * len({one for one, _ in found}) >= len(whole) and 2 * len({other for _, other in found}) >= len(head)
    ]
    return [head for _, _, head in sorted(enough, key=lambda each: each[:2])]


def _rank_story(candidate: Candidate) -> tuple[datetime.date, int, str]:
    """Put the earliest first, undated ones last, then the longest."""
    issued = candidate.source.issued
    return (issued.earliest if issued else datetime.date.max, -candidate.words, candidate.source.id)


def _may_copy(late: Candidate, early: Candidate) -> bool:
    """Whether one of two texts, of which the shorter stands within the longer, was made from the other.

    A short one that came out before the long one was not cut from it; the long one took it in.
    """
    short, long = sorted((late, early), key=lambda candidate: candidate.words)
    first, second = short.source.issued, long.source.issued
    return not (short is late and first and second and first.latest < second.earliest)


def _choose_face(
    ids: Iterable[str], candidates: Mapping[str, Candidate], shares: Mapping[str, Mapping[str, int]]
) -> CopyGroup:
    face, *others = sorted(ids, key=lambda one: _rank_face(candidates[one]))
    group = {face, *others}

    def tell_share(one: str) -> int:
        own = shares.get(one, {})
        return own.get(face) or max((share for other, share in own.items() if other in group), default=0)

    return CopyGroup(face, tuple(CopyMember(one, tell_share(one)) for one in others))


def _rank_face(candidate: Candidate) -> tuple[bool, int, datetime.date, int, bool, int, str]:
    source = candidate.source
    return (
        source.is_withdrawn,
        int(source.marking),
        source.issued.earliest if source.issued else datetime.date.max,
        _RELIABILITY.get(source.reliability, _UNKNOWN_RELIABILITY),
        source.original is None,
        -candidate.words,
        source.id,
    )
