"""What `verify` asks the ledger: what was made for one recipient alone (copies, word on sources), and what was sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar

from briefgen.deliver.send import read_own_name
from briefgen.errors import BriefgenError
from briefgen.model.delivery import Delivery, Event, Matter, State
from briefgen.project.place import Project
from briefgen.project.reading.channels import Ways, read_ways
from briefgen.project.sending.ledger import read_project_outbox

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
#: A recipient's name, a topic, a number, a variant.
_SHORTEST_PLACE = 4


@dataclass(frozen=True, slots=True)
class Made:
    """A copy or a correction as it was made: for which delivery, and the last step of its life before another was."""

    delivery: Delivery
    last: Event

    def __str__(self) -> str:
        one = self.delivery
        what = f"word that {one.about} was withdrawn" if one.matter is Matter.CORRECTION else f"copy {one.copy}"
        if self.last.state is State.SENT:
            return f"{what}, which left for {one.recipient} by {one.channel}"
        said = f": {self.last.note}" if self.last.note and not read_own_name(self.last.note) else ""
        return f"{what}, made for {one.recipient} by {one.channel}; the ledger has it as {self.last.state.value}{said}"


@dataclass(frozen=True, slots=True)
class Copies:
    """All copies and corrections by the SHA-256 of the PDF or the text.

    `corrections` are the deliveries of word on a source: the digest of an edition's record, and the source's id.
    `numbered` are the digests of numbered copies by that of their edition's record. `sent` is all that the other side
    took, `places` the same by the end of the path at which a folder or a store has it. `fault` says, as a clause, why
    nobody can ask the ledger, "" where it can be asked; `may_lack` whether it would tell of numbered copies.
    """

    by_digest: Mapping[str, Made] = field(default_factory=dict)
    corrections: frozenset[tuple[str, str]] = frozenset()
    numbered: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sent: tuple[Delivery, ...] = ()
    places: Mapping[tuple[str, ...], Sequence[Delivery]] = field(default_factory=dict)
    fault: str = ""
    may_lack: bool = False

    def list_sent_to(self, folder: Path) -> tuple[Delivery, ...]:
        """List what was sent to a folder, or to the one that it is a copy of: by the end of its path."""
        parts = folder.parts
        ends = (parts[at:] for at in range(len(parts) - _SHORTEST_PLACE + 1))
        return tuple(one for end in ends for one in self.places.get(end, ()))


def read_copies(project: Project) -> Copies:
    """Read what was made for one recipient alone, and what was sent; never raises."""
    try:
        with read_project_outbox(project) as outbox:
            entries = outbox.list_entries()
            listed = (one.delivery for one in entries)
            own = {one.key: one for one in listed if one.copy or one.matter is Matter.CORRECTION}
            lives = outbox.list_histories() if own else {}
    except BriefgenError as error:
        return Copies(fault=f"the ledger cannot be read: {error}", may_lack=True)
    if not entries and not project.outbox.is_file():
        return _tell_lack(read_ways(project))
    made = {sha256: Made(one, step) for key, one in own.items() for sha256, step in _follow(lives[key])}
    corrections = frozenset((one.edition, one.about) for one in own.values() if one.about)
    sent = tuple(one.delivery for one in entries if one.state is State.SENT)
    numbered = _group((one.delivery.edition, sha256) for sha256, one in made.items() if one.delivery.copy)
    places = _group((_locate(one), one) for one in sent)
    return Copies(made, corrections, numbered, sent, places)


def _locate(one: Delivery) -> tuple[str, ...]:
    """Say where below a channel's folder a delivery is put."""
    return PurePosixPath(one.address or one.recipient, one.slug, str(one.number), one.variant).parts


def _group(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, list[_Value]]:
    found: dict[_Key, list[_Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _tell_lack(ways: Ways) -> Copies:
    """Say what a project lacks that has ways out and no ledger, as a clone of it; one that has none sent nothing."""
    channels, people = ways.channels, ways.recipients
    if not channels.by_name and channels.is_sound:
        return Copies()
    is_numbered = any(one.is_numbered for one in people.by_name.values())
    return Copies(fault="the ledger is not here", may_lack=is_numbered or not people.is_sound)


def _follow(steps: Iterable[Event]) -> Iterator[tuple[str, Event]]:
    """Follow a delivery's life: give each step with the digest of what was under way, a later one after an earlier."""
    name = ""
    for step in steps:
        name = read_own_name(step.note) or name
        if name:
            yield name, step
