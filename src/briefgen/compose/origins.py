"""Origins: how many independent voices stand behind a statement. The one place where that is decided."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from briefgen.compose.copies import find_copies
from briefgen.compose.pairs import list_document_names
from briefgen.model.copies import CopyGroup
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source


def count_origins(rests_on: Iterable[Evidence | Source], groups: Sequence[CopyGroup]) -> int:
    """Count the origins behind excerpts, and behind sources that are cited as wholes.

    Sources of one publisher count once, and so do those of one group of copies (whose texts are alike, or which
    a person joined by `same_as`), those that give here the same words as another, and one document in two languages.
    """
    there = list(rests_on)
    evidence = [one for one in there if isinstance(one, Evidence)]
    copies = find_copies(evidence, groups)
    sources = [one.source for one in evidence if one.name not in copies]
    sources += [one for one in there if isinstance(one, Source)]
    faces = {source: group.face for group in groups for source in group.sources}
    origins: list[set[str]] = []
    for source in sources:
        own = {f"story {faces.get(source.id, source.id)}", *list_document_names(source)}
        if source.publisher:
            own.add(f"publisher {source.publisher}")
        origins = [*(one for one in origins if not one & own), own.union(*(one for one in origins if one & own))]
    return len(origins)


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
