"""What the ledger has as put into a store, whatever the store's channel and its readers are called now.

A store is not looked into. What a channel said as it took something is the path there; whose server that is on, it does
not say, so that where the channel is gone any store may be the one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from briefgen.check.recipients import name_mailbox
from briefgen.model.channel import Channel, Channels
from briefgen.model.delivery import Delivery, Entry, Matter
from briefgen.project.sending.settling import is_taken_away
from briefgen.project.sending.ways import name_root

#: Topic, number, variant.
_OWN_PARTS = 3


def index_stored(
    entries: Iterable[Entry], store: Channel, channels: Channels
) -> Mapping[str, Sequence[tuple[str, Delivery]]]:
    """Index what may be in a store by each beginning of its path there, in small letters; with the path's rest."""
    found: defaultdict[str, dict[tuple[str, Delivery], None]] = defaultdict(dict)
    for entry in entries:
        if entry.delivery.matter is Matter.EDITION and entry.has_left and not is_taken_away(entry):
            for path in _list_paths(entry, store, channels):
                for end in range(1, len(path.parts)):
                    rest = "/".join(path.parts[end:])
                    found["/".join(path.parts[:end]).casefold()][rest, entry.delivery] = None
    return {beginning: tuple(there) for beginning, there in found.items()}


def _list_paths(entry: Entry, store: Channel, channels: Channels) -> Iterator[PurePosixPath]:
    """List where below a store's root a delivery may have been put, each time that it left."""
    one, way = entry.delivery, channels.by_name.get(entry.delivery.channel)
    files = PurePosixPath(one.slug, str(one.number), one.variant)
    own = PurePosixPath(one.address or one.recipient) / files
    # What was found there, or settled by a person, has no path: where its channel is gone it may be in any store.
    is_pathless = not all(left.note for left in entry.left) and not name_mailbox(one.address)
    if one.channel == store.name or (way is None and is_pathless):
        yield own
        yield from (PurePosixPath(left.address or one.recipient) / files for left in entry.left if not left.note)
    for left in entry.left:
        below = _find_below(left.note, own, store)
        other = way if way and way.name != store.name and way.kind == "store" else None
        if below and not (other and _find_below(left.note, own, other)):
            yield below


def _find_below(note: str, own: PurePosixPath, store: Channel) -> PurePosixPath | None:
    """Find where below a store's root an edition was put; None where a note says no such path."""
    path, root = PurePosixPath(note), PurePosixPath(name_root(store))
    is_place = path.parts[-_OWN_PARTS:] == own.parts[-_OWN_PARTS:] and path.is_relative_to(root)
    return path.relative_to(root) if is_place else None
