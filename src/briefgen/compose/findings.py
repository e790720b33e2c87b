"""What goes into an assembly: the values that the index found, and the choices that hold for all topics."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model.copies import CopyGroup
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.owned import Owned
from briefgen.model.settings import Settings
from briefgen.model.source import Source
from briefgen.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for one topic.

    `found` answers the topic's query; `by_section` the queries of single sections, by the section's
    position in the topic; `cited` holds all excerpts of every source that the topic cites, pins or excludes, by
    source id, and `sources` those sources; `source_ids` are all there are, to suggest from.
    `last_texts` are the words of cited excerpts as the last record knew them, to say what changed
    behind a citation. `renamed` gives the id that a cited source has now, where its `formerly` says so.
    `copies` are the groups of copies that any of all these sources belongs to, `lengths` their numbers of passages.
    `previous` is the last edition to compare with (`editions.shelf.read_last_edition`), None before the first.
    `former` are those of its excerpts that were not found and still stand in the corpus, None where nobody looked;
    `former_sources` are those of its sources that still stand there. `raised` gives by the names of its excerpts how
    words are marked now that these had then and lost; it is asked for in a variant with a limit. `owned` says of
    sources, also of that edition's, what their owners allow, by every id that is met; it is empty where no edition is
    made.
    """

    found: tuple[Evidence, ...] = ()
    by_section: Mapping[int, tuple[Evidence, ...]] = field(default_factory=dict)
    cited: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    source_ids: tuple[str, ...] = ()
    last_texts: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    copies: tuple[CopyGroup, ...] = ()
    lengths: Mapping[str, int] = field(default_factory=dict)
    previous: Edition | None = None
    former: tuple[Evidence, ...] | None = None
    former_sources: Mapping[str, Source] = field(default_factory=dict)
    raised: Mapping[str, Marking] = field(default_factory=dict)
    owned: Mapping[str, Owned] = field(default_factory=dict)

    def list_cited_excerpts(self) -> dict[str, Evidence]:
        """List all excerpts of the sources that the topic cites, pins or excludes, by name."""
        return {evidence.name: evidence for there in self.cited.values() for evidence in there}

    def list_all(self) -> dict[str, Evidence]:
        """List all excerpts that were found, or that are of a source that the topic names, by name."""
        groups = (*self.cited.values(), *self.by_section.values(), self.found)
        return {evidence.name: evidence for there in groups for evidence in there}

    def list_sources(self) -> dict[str, Source]:
        """List the sources of all that was found, and those that the topic names, by id."""
        return {**{one.source.id: one.source for one in self.list_all().values()}, **self.sources}


@dataclass(frozen=True, slots=True)
class AssemblyOptions:
    """What holds for all topics of a project. `printed` is the print date, ISO; `edition` 0 for a draft."""

    vocabulary: Vocabulary
    settings: Settings
    printed: str
    edition: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An excerpt that a section could have printed and did not, and why (a phrase)."""

    name: str
    section: str
    reason: str
