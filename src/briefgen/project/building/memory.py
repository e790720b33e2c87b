"""What each draft was made from and came to, kept in ``.briefgen/memory`` so that it need not be made to be known.

The memory holds for one state of the corpus, which it describes: the content of every source's file, and the groups of
copies. It may be deleted at any time; a damaged one, or one of other code, knows nothing.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

import msgspec

from briefgen.files.sightings import read_sealed, write_sealed
from briefgen.model.copies import CopyGroup, CopyMember
from briefgen.model.inputs import Inputs, Reason
from briefgen.model.last_edition import LastEdition
from briefgen.model.marking import Marking
from briefgen.model.record import Record
from briefgen.model.variant import Variant
from briefgen.model.withheld import Withheld
from briefgen.project.building.trace import Trace
from briefgen.project.reading.kept_problems import KeptProblem, keep_problems, restore_problems
from briefgen.refresh.draft import Draft

Triple = tuple[str, str, str]
#: A group of copies: its face, then its members with their shares.
KeptGroup = tuple[str, list[tuple[str, int]]]
_NAME = "memory"


class Known(msgspec.Struct, frozen=True):
    """One draft: what it depends on, and what it came to.

    `key` stands for all that is not the corpus. `met` are the ids of the sources that it met, cites or misses, each
    between line ends; `asks` its queries as conditions on the index; `needs_ids` where it depends on the list of all
    ids, `needs_words` on all words of the corpus. `unresolved` are the citations that lead nowhere, `last` digests
    their last known words. `tags` are those that its excerpts bear, `names` digests what the vocabulary calls them.
    """

    key: str
    met: str
    asks: list[tuple[str, list[str | int | None]]]
    needs_ids: bool
    needs_words: bool
    unresolved: list[str]
    last: str
    tags: list[str]
    names: str
    slug: str
    template: str
    language: str
    limit: int | None
    title: str
    marking: str
    digest: str
    statistics: dict[str, int]
    problems: list[KeptProblem]
    left_out: msgspec.Raw
    withheld: list[tuple[str, str, int]]
    since: tuple[int, str, bool | None] | None

    @property
    def variant(self) -> Variant:
        """The variant that it is."""
        return Variant(self.template, self.language, None if self.limit is None else Marking(self.limit))


class Memory(msgspec.Struct):
    """All drafts by name, and the state of the corpus for which they hold.

    `contents` digests what each source's file gave the index, by path; `groups` are the groups of copies, `open_groups`
    those that are left up to a marking.
    """

    code: str
    contents: dict[str, bytes] = {}
    groups: list[KeptGroup] = []
    open_groups: dict[int, list[KeptGroup]] = {}
    drafts: dict[str, Known] = {}


def read_memory(state: Path, code: str) -> tuple[Memory, bytes]:
    """Read the memory and its digest; an empty one, and no digest, where there is none that can be used."""
    seal = read_seal(state)
    memory = read_sealed(state / _NAME, Memory, seal)
    return (memory, seal) if memory is not None and memory.code == code else (Memory(code), b"")


def recall_memory(state: Path, seal: bytes) -> Memory | None:
    """Read the memory that bears a digest; None where that is not there."""
    return read_sealed(state / _NAME, Memory, seal)


def read_seal(state: Path) -> bytes:
    """Read the digest that the memory bears."""
    try:
        with (state / _NAME).open("rb") as file:
            return file.read(32)
    except OSError:
        return b""


def write_memory(state: Path, memory: Memory) -> bytes:
    """Write the memory, and give its digest. Raises StorageError."""
    return write_sealed(state / _NAME, memory)


def keep_groups(groups: Sequence[CopyGroup]) -> list[KeptGroup]:
    """Give groups the form in which they are kept."""
    return [(group.face, [(one.source, one.share) for one in group.members]) for group in groups]


def restore_groups(kept: Sequence[KeptGroup]) -> tuple[CopyGroup, ...]:
    """Give the groups that `keep_groups` kept."""
    return tuple(CopyGroup(face, tuple(CopyMember(*one) for one in members)) for face, members in kept)


def keep_draft(draft: Draft, trace: Trace, key: str, names: str) -> Known:
    """Give a draft that was made the form in which it is kept."""
    variant = draft.variant
    return Known(
        key=key,
        met="\n" + "".join(f"{name}\n" for name in trace.met),
        asks=[(condition, list(values)) for condition, values in trace.asks],
        needs_ids=trace.needs_ids,
        needs_words=trace.needs_words,
        unresolved=list(trace.unresolved),
        last=trace.last,
        tags=list(trace.tags),
        names=names,
        slug=draft.slug,
        template=variant.template,
        language=variant.language,
        limit=None if variant.limit is None else int(variant.limit),
        title=draft.title,
        marking=draft.marking,
        digest=draft.digest,
        statistics=dict(draft.statistics),
        problems=keep_problems(one for one in draft.problems if not draft.result or one not in draft.result.problems),
        left_out=msgspec.Raw(msgspec.msgpack.encode(tuple(draft.left_out))),
        withheld=[(one.kind, one.name, int(one.marking)) for one in draft.withheld],
        since=(draft.since.number, draft.since.issued, draft.since.differs) if draft.since else None,
    )


class KeptTriples(Sequence[Triple]):
    """What was left out of a draft, decoded when somebody asks: of a thousand drafts nobody does."""

    def __init__(self, raw: msgspec.Raw) -> None:
        self._raw = raw

    def _decode(self) -> tuple[Triple, ...]:
        return msgspec.msgpack.decode(self._raw, type=tuple[Triple, ...])

    @overload
    def __getitem__(self, index: int) -> Triple: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Triple]: ...
    def __getitem__(self, index: int | slice) -> Triple | Sequence[Triple]:
        return self._decode()[index]

    def __len__(self) -> int:
        return len(self._decode())

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._decode())


def recall_draft(known: Known, record: Record | None = None, reasons: tuple[Reason, ...] = ()) -> Draft:
    """Tell of a draft what is known, in place of making it; without its record, nothing of what stands there."""
    return Draft(
        slug=known.slug,
        title=known.title,
        marking=known.marking,
        digest=known.digest,
        printed=record.printed if record else "",
        inputs=record.inputs if record else Inputs(),
        cited=dict(record.cited) if record else {},
        left_out=KeptTriples(known.left_out),
        problems=restore_problems(known.problems),
        statistics=known.statistics,
        reasons=reasons,
        variant=known.variant,
        withheld=tuple(Withheld(kind, name, Marking(marking)) for kind, name, marking in known.withheld),
        since=LastEdition(*known.since) if known.since else None,
    )
