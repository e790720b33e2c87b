"""What `verify` asks the ledger: what was made for one recipient alone (copies, word on sources), and what was sent."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path, PurePath, PurePosixPath
from typing import TypeVar

from briefgen.deliver.send import read_own_name
from briefgen.errors import BriefgenError
from briefgen.model.channel import Channel
from briefgen.model.delivery import Delivery, Entry, Event, Matter, State
from briefgen.project.place import Project
from briefgen.project.reading.channels import Ways, read_ways
from briefgen.project.sending.ledger import read_project_outbox
from briefgen.project.sending.places.taking import find_said
from briefgen.project.sending.settling import Finding

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
#: Who an edition was on its way to, its topic, number and variant.
_Had = tuple[str, ...]
#: A recipient's name, a topic, a number, a variant.
_SHORTEST_PLACE = 4
#: Channels that put an edition's files under a path that ends alike.
_KEEPERS = ("folder", "store")


@dataclass(frozen=True, slots=True)
class Made:
    """A copy or a correction as it was made: for which delivery, and what became of it before another was.

    That is the first step by which it arrived, else the last one. `place` is where a channel put it, "" for none.
    """

    delivery: Delivery
    last: Event
    place: str = ""

    def go_on(self, step: Event) -> "Made":
        """Give it with the next step of its life."""
        place = step.note if step.state is State.SENT and _is_path(step.note) else self.place
        return Made(self.delivery, self.last if self.last.state is State.SENT else step, place)

    def __str__(self) -> str:
        one = self.delivery
        # Whoever is numbered no more has a delivery without a number, of which a copy left before.
        what = f"copy {one.copy}" if one.copy else "a copy of its own"
        what = f"word that {one.about} was withdrawn" if one.matter is Matter.CORRECTION else what
        if self.last.state is State.SENT:
            return f"{what}, which left for {one.recipient} by {one.channel}"
        said = f": {self.last.note}" if self.last.note and not read_own_name(self.last.note) else ""
        return f"{what}, made for {one.recipient} by {one.channel}; the ledger has it as {self.last.state.value}{said}"


@dataclass(frozen=True, slots=True)
class Copies:
    """All copies and corrections by the SHA-256 of the PDF or the text: the same words may be told in many places.

    `corrections` are the deliveries of word on a source: the digest of an edition's record, and the source's id.
    `numbered` are the digests of numbered copies by that of their edition's record, and by their delivery's key. `sent`
    is all that the other side took, none of what a person only says to have arrived or to have taken away; `places` is
    what of it a folder or a store has, by the end of the path. `tried` are all places to which something of an edition
    was ever on its way, by the end that all such paths have; `had` tells to whom. `folders` are the channels' own, with
    the path by which the project names each; `readers` are whose the places in each are or were, by the path there.
    `fault` says, as a clause, why nobody can ask the ledger, "" where it can be asked; `may_lack` whether it would tell
    of numbered copies.
    """

    by_digest: Mapping[str, Sequence[Made]] = field(default_factory=dict)
    corrections: frozenset[tuple[str, str]] = frozenset()
    numbered: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sent: tuple[Entry, ...] = ()
    places: Mapping[tuple[str, ...], Sequence[Entry]] = field(default_factory=dict)
    tried: Mapping[tuple[str, ...], Sequence[tuple[str, ...]]] = field(default_factory=dict)
    had: frozenset[_Had] = frozenset()
    folders: Mapping[Path, Channel] = field(default_factory=dict)
    readers: Mapping[Path, Mapping[tuple[str, ...], Collection[str]]] = field(default_factory=dict)
    fault: str = ""
    may_lack: bool = False

    def find_made(self, digest: str, path: Path, edition: str = "", about: str = "") -> Made | None:
        """Find what was made with a digest, of an edition and about a source where these are given.

        Of several it is the one whose place is most like that of the file at `path`, then one that arrived.
        """

        def fit(one: Made) -> tuple[bool, int, bool]:
            return (
                path.stem == f"withdrawn-{one.delivery.about}",
                _count_shared(one.place, path.parent),
                one.last.state is State.SENT,
            )

        said = self.by_digest.get(digest, ())
        found = [one for one in said if edition in ("", one.delivery.edition) and about in ("", one.delivery.about)]
        return max(reversed(found), key=fit, default=None)

    def list_sent_to(self, folder: Path) -> tuple[Delivery, ...]:
        """List what was sent to a folder, which in a channel's folder is known; elsewhere by the end of its path.

        There it may be a copy of any channel's, and what came by several is listed.
        """
        parts = folder.parts
        ends = (parts[at:] for at in range(len(parts) - _SHORTEST_PLACE + 1))
        found = [one for end in ends for one in self.places.get(end, ())]
        root = self._find_root(folder)
        return tuple(one.delivery for one in found if root is None or self._is_put_at(one, root, folder))

    def is_strange(self, folder: Path) -> bool:
        """Whether nothing of an edition was ever on its way to its place in a channel's folder, or to its reader.

        By any name or channel: what a reader got by another way is theirs. Of other folders nobody knows, for there it
        may be anybody's copy.
        """
        root = self._find_root(folder)
        if root is None or self.fault:
            return False
        owners = self._find_owners(root, folder)
        return not (self._was_tried(folder.relative_to(root).parts) or self._had_any(owners, [folder.parts[-3:]]))

    def is_strange_to(self, path: Path, editions: Iterable[tuple[str, ...]]) -> bool:
        """Whether a file lies in a reader's place, and none of the editions that it may be of was on its way there.

        Nor to that reader. An edition is its topic, number and variant.
        """
        root = self._find_root(path)
        if root is None or self.fault:
            return False
        owners = self._find_owners(root, path)
        return bool(owners) and not self._had_any(owners, editions)

    def _find_owners(self, root: Path, path: Path) -> Mapping[tuple[str, ...], Collection[str]]:
        """Find whose places a path in a channel's folder lies in, by these places."""
        below, readers = path.relative_to(root).parts, self.readers.get(root, {})
        return {below[:end]: readers[below[:end]] for end in range(1, len(below)) if below[:end] in readers}

    def _had_any(self, owners: Mapping[tuple[str, ...], Collection[str]], editions: Iterable[tuple[str, ...]]) -> bool:
        """Whether one of the editions was on its way to one of some places, or to a reader of theirs."""
        return any(
            self._was_tried((*place, *edition)) or any((name, *edition) in self.had for name in names)
            for edition in editions
            for place, names in owners.items()
        )

    def _was_tried(self, place: tuple[str, ...]) -> bool:
        return any(_end_alike(place, one) for one in self.tried.get(place[-_SHORTEST_PLACE:], ()))

    def _find_root(self, folder: Path) -> Path | None:
        return next((one for one in folder.parents if one in self.folders), None)

    def _is_put_at(self, one: Entry, root: Path, folder: Path) -> bool:
        """Whether what was sent was put at a place in a channel's folder, by that channel or by a former one there."""
        if _is_path(one.note) and os.path.realpath(one.note) == str(folder):
            return True
        channel, below = self.folders[root], _locate(one.delivery)
        is_its_own = one.delivery.channel == channel.name and root.joinpath(*below) == folder
        return is_its_own and not is_put_elsewhere(one, channel, root, below)


def is_put_elsewhere(one: Entry, channel: Channel, root: Path, below: tuple[str, ...]) -> bool:
    """Whether the ledger has what was sent by a channel as put into another folder than that one is now.

    `root` is the folder, without links, and `below` the place in it. A project that was moved with the folder has
    another path before the same name; a note that is no path tells nothing.
    """
    if not _is_path(one.note) or os.path.realpath(one.note) == str(root.joinpath(*below)):
        return False
    named = PurePath(os.path.normpath(os.path.expanduser(channel.path)), *below)  # noqa: PTH111 - as `Project.locate`
    parts = tuple(part for part in named.parts if part != os.pardir)
    return PurePath(os.path.normpath(one.note)).parts[-len(parts) :] != parts


def is_put_on(one: Entry, channel: Channel, root: Path) -> bool:
    """Whether the ledger has what was sent as put on a site: in its folder (`root`, without links), or by its channel.

    What the channel put into another folder, its former one, is not on it.
    """
    notes = {left.note for left in one.left} or {one.note}
    if any(_is_path(note) and Path(os.path.realpath(note)).is_relative_to(root) for note in notes):
        return True
    below = (one.delivery.slug, str(one.delivery.number), one.delivery.variant)
    said = (replace(one, note=note) for note in notes)
    return one.delivery.channel == channel.name and not all(is_put_elsewhere(it, channel, root, below) for it in said)


def _end_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the shorter one of two paths is the end of the other: channels and projects move."""
    count = min(len(one), len(other))
    return tuple(one[-count:]) == tuple(other[-count:])


def _is_path(note: str) -> bool:
    """Whether a note is the place at which a channel put something."""
    return os.path.isabs(note)  # noqa: PTH117


def _count_shared(place: str, folder: Path) -> int:
    """Count the names at the ends of two places that are the same: a project or its folders may have moved."""
    pairs = zip(reversed(Path(os.path.realpath(place)).parts), reversed(folder.absolute().parts), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)) if place else 0


def read_copies(project: Project) -> Copies:
    """Read what was made for one recipient alone, and what was sent; never raises."""
    try:
        with read_project_outbox(project) as outbox:
            entries = outbox.list_entries()
            lives = outbox.list_histories() if entries else {}
    except BriefgenError as error:
        return Copies(fault=f"the ledger cannot be read: {error}", may_lack=True)
    if not entries and not project.outbox.is_file():
        return _tell_lack(read_ways(project))
    listed = tuple(one.delivery for one in entries)
    made = _group((sha256, found) for one in listed for sha256, found in _list_made(one, lives[one.key]).items())
    corrections = frozenset((one.edition, one.about) for one in listed if one.about)
    numbered = _group(
        (name, sha256)
        for sha256, several in made.items()
        for one in several
        if one.delivery.matter is Matter.EDITION
        for name in (one.delivery.edition, one.delivery.key)
    )
    sent = tuple(found for one in entries if (found := _find_sent(one, lives[one.delivery.key])))
    channels = read_ways(project).channels.by_name
    # What a channel that is gone took may lie in a folder.
    others = {one.name for one in channels.values() if one.kind not in _KEEPERS}
    places = _group((_locate(one.delivery), one) for one in sent if one.delivery.channel not in others)
    local = (one for one in channels.values() if one.kind == "folder")
    folders = {Path(os.path.realpath(project.locate(one.path))): one for one in local}
    tried = _group((place[-_SHORTEST_PLACE:], place) for one in entries for place in _list_tried(one))
    had = frozenset((one.delivery.recipient, *_locate(one.delivery)[-3:]) for one in entries if any(_list_tried(one)))
    readers = _list_readers(listed, read_ways(project), folders)
    return Copies(made, corrections, numbered, sent, places, tried, had, folders, readers)


def _list_readers(
    deliveries: Iterable[Delivery], ways: Ways, folders: Mapping[Path, Channel]
) -> Mapping[Path, Mapping[tuple[str, ...], Collection[str]]]:
    """List who has, or had by the ledger, which place in the folders of channels: several may have had one."""
    people = [(one.channel, one.address or one.name, one.name) for one in ways.recipients.by_name.values()]
    people += [(one.channel, one.address or one.recipient, one.recipient) for one in deliveries]
    by_channel = _group((channel, (PurePosixPath(place).parts, name)) for channel, place, name in dict.fromkeys(people))
    return {root: _group(by_channel.get(channel.name, ())) for root, channel in folders.items()}


def _list_tried(one: Entry) -> Iterator[tuple[str, ...]]:
    """List the places to which a delivery was on its way; its address may have been another one before."""
    if one.attempts or one.has_left:
        yield _locate(one.delivery)
    yield from (PurePath(left.note).parts for left in one.left if _is_path(left.note))


def _find_sent(one: Entry, steps: Iterable[Event]) -> Entry | None:
    """Find what a channel took and nobody took away, as the channel put it on record.

    None for what a person only says to have arrived, as by telephone.
    """
    if one.state is not State.SENT or not one.attempts or one.note.startswith(Finding.TAKEN):
        return None
    # What was taken away and stands there again has the place that it had.
    said = find_said(steps, tuple(Finding)) if one.note.startswith(Finding.ASSUMED) else one.note
    return replace(one, note=said) if said else None


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


def _list_made(one: Delivery, steps: Iterable[Event]) -> dict[str, Made]:
    """List what was made for a delivery, by its digest: who is numbered no more had copies before."""
    made: dict[str, Made] = {}
    name = ""
    for step in steps:
        own = read_own_name(step.note)
        # What leaves without a name is what all have, and ends the life of a copy.
        name = own or ("" if step.state is State.SENDING else name)
        if name:
            made[name] = made.pop(name, Made(one, step)).go_on(step)
    return made
