"""The groups of copies as a person looks at them, to split or to join them."""

from dataclasses import dataclass

from briefgen.model.copies import CopyGroup
from briefgen.model.source import Source
from briefgen.project.place import Project
from briefgen.project.reading.corpus import Corpus, use_corpus


@dataclass(frozen=True, slots=True)
class ShownCopy:
    """A source of a group: `share` as in `CopyMember`, and whether it bears another date than the face."""

    source: Source
    share: int
    is_of_other_date: bool


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group: the source that briefs quote first, and the others."""

    face: Source
    copies: tuple[ShownCopy, ...]


def list_copies(project: Project, processes: int = 2) -> tuple[ShownGroup, ...]:
    """List the groups of copies in the order of their faces' ids."""
    return use_corpus(project, _show_groups, processes)


def _show_groups(corpus: Corpus) -> tuple[ShownGroup, ...]:
    shown = (_show_group(group, corpus) for group in corpus.index.copies())
    return tuple(group for group in shown if group)


def _show_group(group: CopyGroup, corpus: Corpus) -> ShownGroup | None:
    sources = {name: source for name in group.sources if (source := corpus.index.source(name))}
    face = sources.get(group.face)
    if face is None:
        return None
    copies = ((sources[one.source], one.share) for one in group.members if one.source in sources)
    return ShownGroup(face, tuple(ShownCopy(one, share, one.issued != face.issued) for one, share in copies))
