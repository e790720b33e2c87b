"""Why a draft is stale: the excerpts that are new, changed, gone or in another order."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.grammar.phrases import count_things, join_words
from briefgen.model.evidence import Evidence
from briefgen.model.inputs import Inputs, Reason
from briefgen.refresh.inputs import EXCERPT_ASPECTS, bears, mark_excerpt
from briefgen.refresh.marks import find_moved, mark_tag
from briefgen.refresh.terms import Met

#: What happened to an excerpt of which an aspect is not as it was.
_DEEDS = {
    "words": "re-worded",
    "tags": "re-tagged",
    "speaker": "with another speaker, actor or stance",
    "proof": "re-proven",
    "marking": "re-marked",
    "date": "re-dated",
    "grade": "re-graded",
    "notes": "with another page, note or translation",
}
_DERIVED = re.compile(r"(.+)-[a-z2-7]{5}(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class Scene:
    """What explains beside the inputs: the vocabulary's entries that are met now, and where excerpts of before are.

    `language` is the brief's. `left_out` gives for a name why the brief leaves it out; `lost` are passages that were
    used, still stand in their sources and are not found any more (None: nobody looked); `source_ids` are all there
    are; `asked` are the tags that the topic asks for.
    """

    met: Met = field(default_factory=Met)
    language: str = ""
    left_out: Mapping[str, str] = field(default_factory=dict)
    lost: Mapping[str, Evidence] | None = None
    source_ids: Collection[str] = ()
    asked: tuple[str, ...] = ()


def compare_excerpts(before: Inputs, now: Inputs, scene: Scene) -> Iterator[Reason]:
    """Tell the new excerpts, those that are not as they were, those that are gone, and those that moved."""
    renamed = _find_renamed(before.excerpts, now.excerpts, scene)
    new = sorted(now.excerpts.keys() - before.excerpts.keys() - set(renamed.values()))
    if new:
        yield _tell("+", new, "new")
    changed: dict[str, list[str]] = {}
    for name in sorted((before.excerpts.keys() & now.excerpts.keys()) | renamed.keys()):
        deed = _tell_deed(before.excerpts[name], now.excerpts[renamed.get(name, name)])
        if deed or name in renamed:
            shown = f"{name} → {renamed[name].partition('^')[2]}" if name in renamed else name
            changed.setdefault(deed or "under another id", []).append(shown)
    for deed, names in changed.items():
        yield _tell("~", names, deed)
    gone: dict[str, list[str]] = {}
    for name in sorted(before.excerpts.keys() - now.excerpts.keys() - renamed.keys()):
        gone.setdefault(tell_loss(name, before.excerpts[name], scene), []).append(name)
    for why, names in gone.items():
        yield _tell("-", names, f"gone: {_make_plural(why) if len(names) > 1 else why}" if why else "gone")
    moved = _find_reordered(before, now, renamed)
    if moved:
        yield _tell("~", moved, "re-ordered")


def _tell(sign: str, names: Sequence[str], deed: str) -> Reason:
    return Reason(sign, f"{count_things(len(names), 'excerpt')} {deed}", tuple(names), "excerpts")


def _tell_deed(before: str, now: str) -> str:
    """Say what happened to an excerpt, "" where it is as it was; its place in the source does not count."""
    old, new = before.partition(":")[0], now.partition(":")[0]
    if old == new:
        return ""
    moved = find_moved(old, new, EXCERPT_ASPECTS) if len(old) == len(new) else ()
    return join_words([_DEEDS[aspect] for aspect in moved]) or "changed"


def _make_plural(why: str) -> str:
    return re.sub(r"\bit\b", "them", re.sub(r"\bits\b", "their", why))


# Where an excerpt went


def tell_loss(name: str, before: str, scene: Scene) -> str:
    """Say why an excerpt is not in the brief any more, "" where that is not known."""
    if name in scene.left_out:
        return scene.left_out[name]
    if scene.source_ids and name.partition("^")[0] not in scene.source_ids:
        return "its source is gone"
    if scene.lost is None:
        return ""
    evidence = scene.lost.get(name)
    return _tell_mismatch(evidence, before, scene.asked) if evidence else "no longer in its source"


def _tell_mismatch(evidence: Evidence, before: str, asked: Sequence[str]) -> str:
    """Say why a passage that still stands in its source is not found any more."""
    if evidence.source.is_withdrawn:
        return "its source is withdrawn"
    row, _, tags = before.split(":") if before.count(":") == 2 else (before, "", "")
    borne = {tags[place : place + 2] for place in range(0, len(tags), 2)}
    lacking = [tag for tag in asked if mark_tag(tag) in borne and not bears(evidence, tag)]
    if lacking:
        return f"no longer tagged {join_words(lacking)}"
    now = mark_excerpt(evidence).partition(":")[0]
    deeds = join_words([_DEEDS[aspect] for aspect in find_moved(row, now, EXCERPT_ASPECTS)])
    return f"{deeds}, and no longer what the topic asks for" if deeds else "no longer what the topic asks for"


def _find_renamed(before: Mapping[str, str], now: Mapping[str, str], scene: Scene) -> dict[str, str]:
    """Pair excerpts that are gone with new ones that they became: re-worded, their derived ids are others.

    A pair is of one source and begins with the same words, says the same, or stands at the same place; the passage
    of the old name must be there no more.
    """
    if scene.lost is None:
        return {}
    gone = [name for name in before if name not in now and name not in scene.lost and name not in scene.left_out]
    new = {name: row for name, row in now.items() if name not in before}
    pairs: dict[str, str] = {}
    for name in sorted(gone):
        source = name.partition("^")[0]
        near = [one for one in sorted(new) if one.partition("^")[0] == source]
        found = next((one for one in near if _is_same_passage((name, before[name]), (one, new[one]))), None)
        if found:
            pairs[name] = found
            del new[found]
    return pairs


def _is_same_passage(old: tuple[str, str], new: tuple[str, str]) -> bool:
    stems = [found[1] if (found := _DERIVED.fullmatch(name.partition("^")[2])) else None for name, _ in (old, new)]
    if stems[0] is not None and stems[0] == stems[1]:
        return True
    (words, place, _), (words_now, place_now, _) = (f"{row}::".split(":", 2) for _, row in (old, new))
    return place == place_now or words[:4] == words_now[:4]


# The order of print


def _find_reordered(before: Inputs, now: Inputs, renamed: Mapping[str, str]) -> list[str]:
    """Name the fewest excerpts that must have moved for the others to stand in the order in which they stood."""
    old = [renamed.get(name, name) for name in _list_in_order(before)]
    places = {name: place for place, name in enumerate(_list_in_order(now))}
    kept = [name for name in old if name in places]
    staying = _find_longest_rise([places[name] for name in kept])
    return sorted(name for place, name in enumerate(kept) if place not in staying)


def _list_in_order(inputs: Inputs) -> list[str]:
    names = sorted(inputs.excerpts)
    places = [int(word) for word in inputs.order.split()]
    return [names[place] for place in places] if sorted(places) == list(range(len(names))) else []


def _find_longest_rise(numbers: Sequence[int]) -> set[int]:
    """Find the positions of a longest rising subsequence (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for position, number in enumerate(numbers):
        pile = bisect_left(tails, number)
        tails[pile : pile + 1] = [number]
        ends[pile : pile + 1] = [position]
        previous.append(ends[pile - 1] if pile else -1)
    rise: set[int] = set()
    last = ends[-1] if ends else -1
    while last >= 0:
        rise.add(last)
        last = previous[last]
    return rise
