"""Which sources are copies: what each change of the corpus does to the likenesses and the groups in the index.

Only sources that are new or changed are compared, by their sketches first and then word by word; the groups
are formed anew from all pairs that are alike, of which there are few.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from briefgen.grammar.query_words import split_words
from briefgen.grouping.groups import Alike, Candidate, Told, form_groups, order_pair
from briefgen.grouping.likeness import SourceText, compare_texts, prepare_text
from briefgen.grouping.sketch import LEAST_MET, Sketch, are_worth_reading, make_sketch
from briefgen.index.likenesses import Likenesses, Pair, SketchRow
from briefgen.index.store import Index
from briefgen.model.evidence import Evidence, ProofState
from briefgen.model.source import Source

#: Texts of so many words are kept at hand: copies of one story are mostly compared one soon after another.
_WORDS_AT_HAND = 2_000_000
_SKETCHES_AT_HAND = 20_000


def sketch_evidence(evidence: Iterable[Evidence]) -> SketchRow | None:
    """Make the sketch of a source from its excerpts, as the index takes it; None where there are too few words.

    Summaries are left out: the analyst's words are no copy of anything.
    """
    quoted = (each for each in evidence if each.proof.state is not ProofState.SUMMARY)
    words = [word for each in quoted for word in split_words(each.passage.plain)]
    sketch = make_sketch(words)
    return SketchRow(sketch.numbers, sketch.top, len(words)) if sketch.numbers else None


def relate_sources(index: Index) -> None:
    """Find what the new and changed sources are like, and form the groups: the `finish` of an index's `replace`."""
    desk = _Desk(index, index.likenesses)
    done: set[int] = set()
    for key in desk.likenesses.take_unsettled():
        desk.likenesses.settle(key, desk.compare(key, done))
        done.add(key)
    index.put_copies(form_groups(*gather_copies(index)))


@dataclass(slots=True)
class _Desk:
    """The index, and the sketches and texts read last."""

    index: Index
    likenesses: Likenesses
    sketches: dict[int, tuple[Sketch, int]] = field(default_factory=dict)
    texts: dict[int, SourceText] = field(default_factory=dict)
    words: int = 0

    def compare(self, key: int, done: Set[int]) -> list[Pair]:
        """Find all sources that one is like, but for those that are done."""
        own, _ = self.take_sketch(key)
        met = self.likenesses.list_met(key, own.numbers, own.top, LEAST_MET)
        near = sorted(
            other for other in met if other not in done and are_worth_reading(own, self.take_sketch(other)[0])
        )
        return [pair for other in near if (pair := self._compare_texts(key, other))]

    def _compare_texts(self, key: int, other: int) -> Pair | None:
        likeness = compare_texts(self.take_text(key), self.take_text(other))
        return Pair(key, other, likeness.share, likeness.is_whole, likeness.is_series) if likeness else None

    def take_sketch(self, key: int) -> tuple[Sketch, int]:
        """Take a sketch and the file it is of."""
        if key not in self.sketches:
            if len(self.sketches) >= _SKETCHES_AT_HAND:
                self.sketches.clear()
            numbers, top, file = self.likenesses.load_sketch(key)
            self.sketches[key] = Sketch(tuple(numbers), top), file
        return self.sketches[key]

    def take_text(self, key: int) -> SourceText:
        """Take a text, those at hand first."""
        if key not in self.texts:
            text = prepare_text(*self.index.load_text(self.take_sketch(key)[1]))
            self.words += len(text.runs)
            while self.texts and self.words > _WORDS_AT_HAND:
                self.words -= len(self.texts.pop(next(iter(self.texts))).runs)
            self.texts[key] = text
        return self.texts[key]


def gather_copies(index: Index) -> tuple[dict[str, Candidate], list[Alike], Told]:
    """Gather the sources that are alike or of which a person speaks, as values by id."""
    likenesses = index.likenesses
    pairs, telling = likenesses.list_pairs(), read_telling(index)
    found = likenesses.find_files({key for pair in pairs for key in pair[:2]})
    by_key = {key: (source, words) for key, (file, words) in found.items() if (source := index.source_of_file(file))}
    candidates = {source.id: Candidate(source, words) for source, words in by_key.values() if _is_first(source, index)}
    for name in sorted({name for pair in telling.told.same for name in pair} - candidates.keys()):
        if source := index.source(name):
            candidates[name] = Candidate(source, 0)
    alike = [
        Alike(by_key[pair.one][0].id, by_key[pair.other][0].id, *pair[2:])
        for pair in pairs
        if _is_first(by_key[pair.one][0], index) and _is_first(by_key[pair.other][0], index)
    ]
    return candidates, alike, telling.told


def _is_first(source: Source, index: Index) -> bool:
    """Whether a source is the one that its id stands for, where several files have it."""
    first = index.source(source.id)
    return first is not None and first.path == source.path


@dataclass(frozen=True, slots=True)
class Telling:
    """Persons' words on copies: the sources in which they stand, what they come to, and ids that have a new name."""

    sources: tuple[Source, ...]
    renamed: dict[str, str]
    told: Told


def read_telling(index: Index) -> Telling:
    """Read what persons say of copies: `same_as` and `not_same_as` of all sources."""
    rows = index.told()
    if not rows:
        return Telling((), {}, Told())
    sources = {file: source for file in dict.fromkeys(row[0] for row in rows) if (source := index.source_of_file(file))}
    known = set(index.source_ids())
    missing = {other for _, _, other in rows} - known
    renamed = {old: one.id for one in (index.sources() if missing else ()) for old in one.formerly if old in missing}
    pairs: dict[bool, set[tuple[str, str]]] = {True: set(), False: set()}
    for file, is_same, other in rows:
        name = renamed.get(other, other)
        if file in sources and name in known and name != sources[file].id:
            pairs[is_same].add(order_pair(sources[file].id, name))
    apart = frozenset(pairs[False])
    told = Told(frozenset(pairs[True]) - apart, apart)
    return Telling(tuple(sources.values()), renamed, told)
