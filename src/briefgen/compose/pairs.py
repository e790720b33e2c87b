"""Versions: one document in several languages, whose excerpts say the same and count once.

Decided on facts only, never on meaning. Sources are one document where a person says so (`same_as`), or where they
have one DOI, one address but for the language in it, or one document symbol of the United Nations, and no date or
person speaks against it. Their excerpts are one passage where both bear one id that a person gave; where both documents
have as many passages and these two stand in the same place; else where they alone bear the same figures. Without
any name, two documents of one publisher and day pair only where they are as long and their passages bear the same
figures. When unsure, nothing is paired: a passage printed twice does less harm than one that is lost.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from briefgen.model.copies import CopyGroup
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source
from briefgen.model.vocabulary import Vocabulary

#: Bodies that number the documents of the United Nations, and what may follow: ``A/RES/75/253 B``, ``S/2021/12/Add.1``.
_SYMBOL = re.compile(
    r"\b(?:A|S|E|T|ST|TD|CCPR|CERD|CEDAW|CRC|CAT|HRC|UNEP)/[A-Z0-9][A-Za-z0-9.()/-]*\d[A-Za-z0-9.()-]*(?: [A-Z](?!\w))?"
)
#: The Security Council's year belongs to no symbol: ``S/RES/2405 (2018)``, ``S/RES/2405(2018)``.
_YEAR_OF_SYMBOL = re.compile(r"\(\d{4}\)$")
_LANGUAGE_PART = re.compile(r"(?<![a-z])(?:lang(?:uage)?=)?{}(?![a-z])", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(\d{1,3})\s*[.)]\s")
_FIGURE = re.compile(r"\d+")
#: Figures that two passages must share at least where only publisher, day and length speak for their documents.
_FIGURES_THAT_TELL = 2


@dataclass(frozen=True, slots=True)
class Kinship:
    """What tells that several excerpts are one voice.

    `groups` are the groups of copies, `lengths` the numbers of passages of sources, by id, and `languages` (BCP 47)
    those in which a document that there is in several is to be quoted, best first. `fixed` are the names of excerpts
    that print in any case. `vocabulary` knows which publishers are parts of one organisation.
    """

    groups: Sequence[CopyGroup] = ()
    lengths: Mapping[str, int] = field(default_factory=dict)
    languages: Sequence[str] = ()
    fixed: Collection[str] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)


def drop_versions(ranked: Sequence[Evidence], kinship: Kinship) -> list[Evidence]:
    """Leave out what another excerpt says in another language."""
    versions = find_versions(ranked, kinship)
    return [evidence for evidence in ranked if evidence.name not in versions]


def find_versions(ranked: Sequence[Evidence], kinship: Kinship, fixed: Collection[str] = ()) -> dict[str, str]:
    """Map the name of an excerpt to the one in another language that stands for it.

    `ranked` is best first. The first of those that are `fixed` (here or in the kinship) stands, else the one in the
    earliest of the kinship's languages, else the best; another that is fixed stands beside it.
    """
    fixed = {*fixed, *kinship.fixed}
    sets = _Versions(ranked, kinship.lengths)
    places = {_primary(language): place for place, language in reversed(list(enumerate(kinship.languages)))}
    order = {evidence.name: position for position, evidence in enumerate(ranked)}
    versions: dict[str, str] = {}
    for together in sets.list_sets():
        face, *others = sorted(
            together,
            key=lambda one: (
                one.name not in fixed,
                places.get(_primary(one.language), len(places)),
                order[one.name],
            ),
        )
        versions |= {one.name: face.name for one in others if one.name not in fixed}
    return versions


def list_document_names(source: Source) -> frozenset[str]:
    """Name the document that a source is a version of, by facts that no other document shares; maybe none."""
    names = {f"doi {source.doi.casefold()}"} if source.doi else set()
    address = _drop_language(source.url, source.language)
    if address and "/" in address.partition("://")[2].rstrip("/"):
        names.add(f"address {address}")
    if symbol := find_symbol(source):
        names.add(f"symbol {symbol}")
    return frozenset(names)


def find_symbol(source: Source) -> str:
    """Find the one UN document symbol that a source's title, address or evidence of them names; "" for none or two."""
    texts = (source.title, source.url, source.evidence.get("title", ""), source.evidence.get("publisher", ""))
    found = {_YEAR_OF_SYMBOL.sub("", match[0].rstrip(".-(")) for text in texts for match in _SYMBOL.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def are_versions(one: Source, other: Source) -> bool:
    """Whether two sources are one document in two languages: a person, or a name that both bear, says so."""
    if not _may_be_versions(one, other):
        return False
    told = other.id in one.same_as or one.id in other.same_as
    return told or (bool(list_document_names(one) & list_document_names(other)) and not _contradict(one, other))


class _Versions:
    """Excerpts gathered into sets that say the same in different languages."""

    def __init__(self, ranked: Sequence[Evidence], lengths: Mapping[str, int]) -> None:
        self._lengths = lengths
        self._by_source: defaultdict[str, list[Evidence]] = defaultdict(list)
        for evidence in ranked:
            self._by_source[evidence.source.id].append(evidence)
        self._sets: dict[str, list[Evidence]] = {}

    def list_sets(self) -> list[list[Evidence]]:
        for one, other, is_one_document in self._find_documents():
            for left, right in self._align(one, other, is_one_document=is_one_document):
                self._join(left, right)
        return list({id(together): together for together in self._sets.values()}.values())

    def _join(self, left: Evidence, right: Evidence) -> None:
        """Join two excerpts and what they are joined with, unless two of one language would come together."""
        mine, others = self._sets.get(left.name, [left]), self._sets.get(right.name, [right])
        languages = [_primary(one.language) for one in (*mine, *others)]
        if mine is others or len(set(languages)) < len(languages):
            return
        joined = [*mine, *others]
        self._sets.update((one.name, joined) for one in joined)

    def _find_documents(self) -> Iterator[tuple[Source, Source, bool]]:
        """Find pairs of sources that are one document, then those that may be; each pair once."""
        sources = {name: there[0].source for name, there in sorted(self._by_source.items())}
        told = {pair for pair in _list_named(sources) if are_versions(sources[pair[0]], sources[pair[1]])}
        for one, other in sorted(told):
            yield sources[one], sources[other], True
        for one, other in sorted(self._list_alike(sources.values()) - told):
            yield sources[one], sources[other], False

    def _list_alike(self, sources: Iterable[Source]) -> set[tuple[str, str]]:
        """List pairs with one publisher, day and length and no name that tells them apart.

        Where two sources of one language are alike, nothing tells which of them is meant, and there is no pair.
        """
        alike: defaultdict[tuple[str, str, int], defaultdict[str, list[Source]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for source in sources:
            length = self._lengths.get(source.id)
            if source.publisher and length and source.issued and source.issued.precision == "day":
                alike[source.publisher, source.issued.text, length][_primary(source.language)].append(source)
        return {
            (min(one.id, other.id), max(one.id, other.id))
            for by_language in alike.values()
            for (one, *more), (other, *others) in combinations(by_language.values(), 2)
            if not more and not others and _may_be_versions(one, other) and not _are_told_apart(one, other)
        }

    def _align(self, one: Source, other: Source, *, is_one_document: bool) -> Iterator[tuple[Evidence, Evidence]]:
        """Pair the passages of two versions that stand in one place, then those that alone bear the same figures."""
        lengths = self._lengths.get(one.id), self._lengths.get(other.id)
        is_as_long = lengths[0] is not None and lengths[0] == lengths[1]
        theirs = self._by_source[other.id]
        places: defaultdict[tuple[str, str | int], list[Evidence]] = defaultdict(list)
        for right in theirs:
            for place in _list_places(right):
                places[place].append(right)
        for left in self._by_source[one.id]:
            near = {right.name: right for place in _list_places(left) for right in places[place]}
            found = [right for right in near.values() if _stand_together(left, right, is_as_long=is_as_long)]
            if len(found) == 1 and (is_one_document or _share_figures(left, found[0])):
                yield left, found[0]
        if is_one_document and not is_as_long and None not in lengths:
            yield from _align_figures(self._by_source[one.id], theirs, abs((lengths[0] or 0) - (lengths[1] or 0)))


def _align_figures(
    ours: Sequence[Evidence], theirs: Sequence[Evidence], shift: int
) -> Iterator[tuple[Evidence, Evidence]]:
    """Pair passages whose figures no other passage has, where they stand no further apart than the lengths differ."""
    by_figures: defaultdict[str, tuple[list[Evidence], list[Evidence]]] = defaultdict(lambda: ([], []))
    for side, there in enumerate((ours, theirs)):
        for evidence in there:
            by_figures[" ".join(sorted(_list_figures(evidence)))][side].append(evidence)
    for mine, others in by_figures.values():
        is_alone = len(mine) == len(others) == 1 and _share_figures(mine[0], others[0])
        if is_alone and abs(mine[0].passage.ordinal - others[0].passage.ordinal) <= shift:
            yield mine[0], others[0]


def _list_named(sources: Mapping[str, Source]) -> set[tuple[str, str]]:
    """List pairs of ids that share a name or a person's word, each in order."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for source in sources.values():
        for name in list_document_names(source):
            holders[name].append(source.id)
    pairs = {pair for there in holders.values() for pair in combinations(sorted(there), 2)}
    told = {(min(one.id, other), max(one.id, other)) for one in sources.values() for other in one.same_as}
    return pairs | {pair for pair in told if sources.keys() >= set(pair)}


def _are_told_apart(one: Source, other: Source) -> bool:
    """Whether both bear a name of one kind, and not the same one."""
    names = [dict(name.split(" ", 1) for name in list_document_names(source)) for source in (one, other)]
    return any(names[0][kind] != names[1][kind] for kind in names[0].keys() & names[1].keys() - {"address"})


def _may_be_versions(one: Source, other: Source) -> bool:
    if one.id == other.id or other.id in one.not_same_as or one.id in other.not_same_as:
        return False
    languages = {_primary(one.language), _primary(other.language)}
    return len(languages) == 2 and "" not in languages


def _contradict(one: Source, other: Source) -> bool:
    """Whether the documents' days exclude each other."""
    if one.issued is None or other.issued is None:
        return False
    return one.issued.latest < other.issued.earliest or other.issued.latest < one.issued.earliest


def _list_places(evidence: Evidence) -> Iterator[tuple[str, str | int]]:
    """List what a passage's place in its document can be told by."""
    passage = evidence.passage
    yield "ordinal", passage.ordinal
    if passage.has_own_id:
        yield "id", passage.id
    if number := _NUMBERED.match(passage.plain):
        yield "number", number[1]


def _stand_together(left: Evidence, right: Evidence, *, is_as_long: bool) -> bool:
    """Whether two passages of one document stand in one place: by id, by number, or by place in as many."""
    if _primary(left.language) == _primary(right.language):
        return False
    one, other = left.passage, right.passage
    if one.has_own_id and other.has_own_id:
        return one.id == other.id
    numbers = [_NUMBERED.match(passage.plain) for passage in (one, other)]
    if numbers[0] or numbers[1]:
        return bool(numbers[0] and numbers[1] and numbers[0][1] == numbers[1][1]) and is_as_long
    return is_as_long and one.ordinal == other.ordinal and one.kind == other.kind


def _share_figures(left: Evidence, right: Evidence) -> bool:
    figures = [Counter(_list_figures(each)) for each in (left, right)]
    return figures[0] == figures[1] and len(figures[0]) >= _FIGURES_THAT_TELL


def _list_figures(evidence: Evidence) -> list[str]:
    return _FIGURE.findall(evidence.passage.plain)


def _drop_language(address: str, language: str) -> str:
    """Leave a source's own language out of its address: ``/ru/``, ``_ru.pdf``, ``?lang=ru``, ``ru.example.org``."""
    code = _primary(language)
    bare = address.casefold().partition("#")[0]
    if not code or "://" not in bare:
        return bare
    pieces = _LANGUAGE_PART.pattern.format(code)
    return re.sub(r"(?<=[/._?&-])" + pieces + r"[/._&-]?", "", bare).rstrip("/?&._-")


def _primary(language: str) -> str:
    return language.split("-", 1)[0].casefold()
