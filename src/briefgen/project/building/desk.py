"""What a build knows before it makes anything: the state of the corpus, what is in the memory, and what still holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from briefgen.index.store import FILE_NAME
from briefgen.model.marking import Marking
from briefgen.model.record import Record
from briefgen.project.building.commons import Commons, digest_code, survey_commons
from briefgen.project.building.findings import survey_sources
from briefgen.project.building.gathering import read_common
from briefgen.project.building.loading import Loader, Wish
from briefgen.project.building.memory import (
    KeptGroup,
    Known,
    Memory,
    keep_draft,
    keep_groups,
    read_memory,
    write_memory,
)
from briefgen.project.building.reach import Reach, State, take_state
from briefgen.project.building.recalling import list_valid
from briefgen.project.building.trace import Trace
from briefgen.project.reading.corpus import Corpus
from briefgen.refresh.draft import Draft
from briefgen.refresh.rounds import Made


@dataclass(slots=True)
class Desk:
    """A build's desk. `valid` are the drafts of the memory that are what they were; what is made joins them.

    `seal` is the digest that the memory bears on the disk, b"" where it is not there.
    """

    corpus: Corpus
    state: State
    commons: Commons
    memory: Memory
    seal: bytes = b""
    valid: dict[str, Known] = field(default_factory=dict)
    open_groups: dict[int, list[KeptGroup]] = field(default_factory=dict)

    def make_loader(self, wishes: Iterable[Wish]) -> Loader:
        """Make what loads wishes in the workers. Ask for it while the index is open, even where nothing is wished."""
        limits = {wish.variant.limit for wish in wishes if wish.variant.limit is not None}
        withheld = {limit: self.state.find_withheld(limit) for limit in sorted(limits)}
        self.open_groups = self._list_open({*map(int, limits), *self._list_limits()})
        project = self.corpus.project
        grounds = survey_sources(self.corpus.index)
        return Loader(project, grounds, self.commons.inputs, withheld, project.state / FILE_NAME)

    def note(self, wish: Wish, made: Made[Trace]) -> None:
        """Note what was made; nothing is known of a draft that is broken or was made without its last edition."""
        self.valid.pop(wish.name, None)
        if not made.trace.problems and not made.draft.is_broken:
            key = self.commons.make_key(wish.path, made.trace.sha256, wish.slug, wish.variant)
            names = self.commons.digest_names(made.trace.tags)
            self.valid[wish.name] = keep_draft(made.draft, made.trace, key, names)

    def knows(self, drafts: Iterable[Draft]) -> bool:
        """Whether drafts are known as they are."""
        known = self.valid
        return all(draft.name in known and known[draft.name].digest == draft.digest for draft in drafts)

    def remember(self) -> bytes:
        """Write down what holds, where that is something else than before; give the memory's digest.

        Where a template or an edition changed while drafts were made of it, what was made is not known for sure: then
        nothing is written down, and no digest given. Raises StorageError.
        """
        project, corpus = self.corpus.project, self.corpus
        if survey_commons(project, corpus.vocabulary, read_common(corpus)) != self.commons:
            return b""
        open_groups = {limit: self.open_groups[limit] for limit in sorted(self._list_limits())}
        drafts = dict(sorted(self.valid.items()))
        memory = Memory(digest_code(), self.state.contents, self.state.groups, open_groups, drafts)
        if memory != self.memory:
            self.seal = write_memory(project.state, memory)
            self.memory = memory
        return self.seal

    def _list_limits(self) -> set[int]:
        return {known.limit for known in self.valid.values() if known.limit is not None}

    def _list_open(self, limits: Iterable[int]) -> dict[int, list[KeptGroup]]:
        """List the groups that are left up to each marking; where no source changed, they are what they were."""
        known = self.memory.open_groups if self.memory.contents == self.state.contents else {}
        return {
            limit: known[limit] if limit in known else keep_groups(self.state.find_withheld(Marking(limit)).groups)
            for limit in sorted(limits)
        }


def open_desk(corpus: Corpus, records: Mapping[str, Record], *, is_thorough: bool = False) -> Desk:
    """Look at what is known and what of it still holds; with `is_thorough` nothing is."""
    project, state = corpus.project, take_state(corpus.index)
    commons = survey_commons(project, corpus.vocabulary, read_common(corpus))
    code = digest_code()
    memory, seal = (Memory(code), b"") if is_thorough else read_memory(project.state, code)
    reach = Reach(memory, state, corpus.index)
    try:
        valid = list_valid(memory, corpus.files.files, commons, records, reach)
    finally:
        reach.close()
    return Desk(corpus, state, commons, memory, seal, valid)
