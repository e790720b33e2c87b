"""What a releasable variant is told of the whole corpus: as if what is marked above its limit were not in it.

`compose.releasing` takes out the sources and excerpts themselves. Here is mended what was worked out from them: groups
of copies, in which two open texts may be joined by a closed one alone, and the places and numbers of passages.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from briefgen.compose.findings import Findings
from briefgen.grouping.groups import Alike, form_groups
from briefgen.grouping.likeness import SourceText, compare_texts, prepare_text
from briefgen.grouping.sketch import Sketch, are_worth_reading
from briefgen.index.store import Index
from briefgen.model.copies import CopyGroup
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.query import Or, Value
from briefgen.model.source import Source
from briefgen.project.reading.relating import gather_copies, sketch_evidence


@dataclass(frozen=True, slots=True)
class Withholding:
    """What a limit takes out of a corpus: the names of closed excerpts by source, and the groups that are then left."""

    closed: Mapping[str, tuple[str, ...]]
    groups: tuple[CopyGroup, ...]


def find_withheld(index: Index, limit: Marking) -> Withholding:
    """Find what is marked above a limit; groups of copies are formed anew from what is left, if anything is closed."""
    above = tuple(Value("tlp", marking.label) for marking in Marking if marking > limit)
    closed: defaultdict[str, list[str]] = defaultdict(list)
    for name in index.find(Or(above)) if above else ():
        closed[name.partition("^")[0]].append(name)
    groups = _form_open_groups(index, limit, closed) if closed else index.copies()
    return Withholding({source: tuple(names) for source, names in closed.items()}, groups)


def withhold(findings: Findings, index: Index, withholding: Withholding) -> Findings:
    """Leave in findings only what the open part of the corpus would have said of copies, places and lengths."""
    met = {one.source.id for one in _list_evidence(findings)} | findings.sources.keys()
    places: dict[str, int] = {}
    for source in sorted(met & withholding.closed.keys()):
        shut = set(withholding.closed[source])
        there = [one for one in index.evidence_of(source) if one.name not in shut]
        places.update({one.name: place for place, one in enumerate(there)})

    def move(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        return tuple(_move(one, places[one.name]) if one.name in places else one for one in evidence)

    return replace(
        findings,
        found=move(findings.found),
        by_section={position: move(there) for position, there in findings.by_section.items()},
        cited={source: move(there) for source, there in findings.cited.items()},
        copies=tuple(group for group in withholding.groups if met & set(group.sources)),
        lengths={
            source: length - len(withholding.closed.get(source, ())) for source, length in findings.lengths.items()
        },
    )


def _list_evidence(findings: Findings) -> list[Evidence]:
    there = (findings.found, *findings.by_section.values(), *findings.cited.values())
    return [one for each in there for one in each]


def _move(evidence: Evidence, place: int) -> Evidence:
    passage = replace(evidence.passage, ordinal=place)
    return replace(evidence, tagged=replace(evidence.tagged, passage=passage))


def _form_open_groups(index: Index, limit: Marking, closed: Mapping[str, Iterable[str]]) -> tuple[CopyGroup, ...]:
    """Form the groups anew; where a text lost passages, what is left of it is compared again.

    Two texts of which only what is left is alike stay apart: that counts one too many, and tells nothing.
    """
    candidates, alike, told = gather_copies(index)
    left = {name: one for name, one in candidates.items() if one.source.marking <= limit}
    read = cache(lambda name: _read_open(index, left[name].source, closed.get(name, ())))

    def compare(pair: Alike) -> Alike | None:
        if pair.one not in closed and pair.other not in closed:
            return pair
        return _compare(pair, read(pair.one), read(pair.other))

    known = (compare(pair) for pair in alike if pair.one in left and pair.other in left)
    pairs = [pair for pair in known if pair is not None]
    counted = {
        name: replace(one, words=read(name).words) if name in closed and one.words else one
        for name, one in left.items()
    }
    return form_groups(counted, pairs, told)


@dataclass(frozen=True, slots=True)
class _OpenText:
    """What is open of a source: its text, its sketch (None: too few words) and the number of its words."""

    text: SourceText
    sketch: Sketch | None
    words: int


def _read_open(index: Index, source: Source, closed: Iterable[str]) -> _OpenText:
    shut = set(closed)
    there = [one for one in index.evidence_of(source.id) if one.name not in shut]
    row = sketch_evidence(there)
    text = prepare_text(source, [one.passage.plain for one in there])
    return _OpenText(text, Sketch(row.numbers, row.top) if row else None, row.words if row else 0)


def _compare(pair: Alike, one: _OpenText, other: _OpenText) -> Alike | None:
    """Compare what is open of two texts in the way in which whole texts are: by their sketches first."""
    if not (one.sketch and other.sketch and are_worth_reading(one.sketch, other.sketch)):
        return None
    found = compare_texts(one.text, other.text)
    return Alike(pair.one, pair.other, found.share, found.is_whole, found.is_series) if found else None
