"""Origins: how many independent voices stand behind a statement. The one place where that is decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from briefgen.compose.copies import find_copies
from briefgen.compose.pairs import list_document_names
from briefgen.model.copies import CopyGroup
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source
from briefgen.model.vocabulary import Vocabulary

_NO_NAMES = Vocabulary()
#: The vocabulary that was asked last, and what `name_owners` makes of it: a build asks one thousands of times.
_last: list[tuple[Vocabulary, dict[str, str], dict[str, str]]] = []
#: Publishers are organisations: a newspaper called "Astana" is not the city's.
_OWNERS = "org/"


def count_origins(
    rests_on: Iterable[Evidence | Source], groups: Sequence[CopyGroup], vocabulary: Vocabulary = _NO_NAMES
) -> int:
    """Count the origins behind excerpts, and behind sources that are cited as wholes.

    Sources of one owner (see `find_owner`) count once, and so do those of one group of copies (whose texts are alike,
    or which a person joined by `same_as`), those that give here the same words as another, and one document in two
    languages.
    """
    there = list(rests_on)
    evidence = [one for one in there if isinstance(one, Evidence)]
    copies = find_copies(evidence, groups)
    sources = [one.source for one in evidence if one.name not in copies]
    sources += [one for one in there if isinstance(one, Source)]
    faces = {source: group.face for group in groups for source in group.sources}
    owners = name_owners(vocabulary) if sources else {}
    origins: list[set[str]] = []
    for source in sources:
        own = {f"story {faces.get(source.id, source.id)}", *list_document_names(source)}
        if owner := find_owner(source, owners):
            own.add(f"owner {owner}")
        origins = [*(one for one in origins if not one & own), own.union(*(one for one in origins if one & own))]
    return len(origins)


def find_owner(source: Source, owners: Mapping[str, str]) -> str:
    """Name who answers for what a source says: its `owner`, else its publisher; "" where neither is known.

    `owners` maps tags and names, case-folded, to the organisation at the top of the tag: what the Security Council
    and the General Assembly publish has one owner, `org/un`.
    """
    name = name_publisher(source)
    return owners.get(name, name)


def name_publisher(source: Source) -> str:
    """Name who a source says that it is from, folded as the names in `name_owners` are: its `owner`, or publisher."""
    return fold_name(source.owner or source.publisher)


def fold_name(name: str) -> str:
    """Fold a publisher's name, so that it is compared without its letters' case and its blanks."""
    return " ".join(name.casefold().split())


def name_owners(vocabulary: Vocabulary) -> dict[str, str]:
    """Map every organisation's tag and names, case-folded, to the organisation that it is a part of."""
    return _remember(vocabulary)[1]


def name_entries(vocabulary: Vocabulary) -> dict[str, str]:
    """Map the same names to the tags that bear them."""
    return _remember(vocabulary)[0]


def _remember(vocabulary: Vocabulary) -> tuple[dict[str, str], dict[str, str]]:
    if not (_last and _last[0][0] is vocabulary):
        entries: dict[str, str] = {}
        for tag, term in vocabulary.terms.items():
            if tag.startswith(_OWNERS):
                entries |= {fold_name(name): tag for name in (tag, *term.names)}
        _last[:] = [(vocabulary, entries, {name: "/".join(tag.split("/")[:2]) for name, tag in entries.items()})]
    return _last[0][1:]


def join_origins(
    used: Sequence[Evidence], sources: Sequence[Source], groups: Sequence[CopyGroup]
) -> dict[str, tuple[str, ...]]:
    """Map a source's id to the others of `sources` that tell its story: copies, versions, and those that share words.

    That two have one publisher makes them one origin too, yet it stands in both entries and needs no telling.
    """
    order = [source.id for source in sources]
    known = set(order)
    families = [known.intersection(group.sources) for group in groups]
    owners = {evidence.name: evidence.source.id for evidence in used}
    families += [{owners[copy], owners[face]} & known for copy, face in find_copies(used, groups).items()]
    names: defaultdict[str, set[str]] = defaultdict(set)
    for source in sources:
        for name in list_document_names(source):
            names[name].add(source.id)
    joined: list[set[str]] = []
    for family in (*families, *names.values()):
        touching = [one for one in joined if one & family]
        joined = [*(one for one in joined if not one & family), family.union(*touching)]
    return {
        source: tuple(other for other in order if other in family and other != source)
        for family in joined
        if len(family) > 1
        for source in family
    }
