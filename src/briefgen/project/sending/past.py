"""What was delivered before, as planning asks for it: which mailbox has which edition."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from briefgen.check.recipients import name_mailbox
from briefgen.model.channel import Channels
from briefgen.model.delivery import Delivery, Entry, Matter, State
from briefgen.project.sending.places.had import Places, read_places
from briefgen.project.sending.settling import is_taken_away

#: What tells deliveries of editions apart: recipient, channel, the digest of the edition's record.
_Told = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Past:
    """What the ledger says of editions that somebody has, or may have.

    `had` names those by recipient, channel and the digest of an edition's record, with what a person asked for again;
    `mailed` gives what went to a mailbox, by that and the digest; `asked` names what was asked for again.
    `exposed` says of recipients what stands in their places that they may not have. `places` tells where editions are.
    `lost` names what the other side refused, or a person took away: no run brings it.
    """

    had: frozenset[_Told] = frozenset()
    mailed: Mapping[tuple[str, str], tuple[Entry, ...]] = field(default_factory=dict)
    asked: frozenset[_Told] = frozenset()
    exposed: Mapping[str, str] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    lost: frozenset[_Told] = frozenset()

    def is_lost(self, one: Delivery) -> bool:
        """Whether no run brings a delivery, though its recipient has not got it, or not any more."""
        return _tell(one) in self.lost

    def has(self, one: Delivery) -> bool:
        """Whether a delivery was made before, or may have been, or is to be made again."""
        return _tell(one) in self.had

    def find_same(self, one: Delivery, mailbox: str) -> Entry | None:
        """Find what brought the same edition to the same mailbox by another name or channel.

        None also where it is this very delivery's own, for then it is there, and where a person asked for it again. Its
        own does not count where it was set aside since.
        """
        found = self.mailed.get((mailbox, one.edition), ())
        own = [entry for entry in found if _tell(entry.delivery) == _tell(one)]
        if _tell(one) in self.asked or any(entry.state is not State.REFUSED for entry in own):
            return None
        return next((entry for entry in found if entry not in own), None)

    def find_elsewhere(self, one: Delivery, place: str) -> Entry | None:
        """Find what brought an edition to a place, or its recipient, by another name or channel than this delivery's.

        None also where this very delivery was made before, or is to be made again.
        """
        return None if self.has(one) else self.places.find_had(one, place)

    def find_taken(self, one: Delivery, place: str) -> Entry | None:
        """Find what a person took away from a place, and would stand there again by another name; None as above."""
        return None if self.has(one) else self.places.find_taken(one, place)


def read_past(entries: Sequence[Entry], channels: Channels, exposed: Mapping[str, str]) -> Past:
    """Read out of the ledger's lines what was delivered.

    Of a channel that is gone, or of another kind now, the address tells whether it was mail.
    """
    name = cache(name_mailbox)
    mailed: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    had, asked = set(), set()
    for entry in entries:
        one = entry.delivery
        if one.matter is not Matter.EDITION:
            continue
        if entry.is_asked:
            asked.add(_tell(one))
        if entry.has_left:
            had.add(_tell(one))
        # To where a person wants it once more it goes, by whichever name.
        is_wanted = entry.is_asked and entry.state.is_open
        if entry.has_left and not is_wanted and _was_mailed(entry, channels) and (mailbox := name(one.address)):
            mailed[mailbox, one.edition].append(entry)
    by_mailbox = {where: tuple(found) for where, found in mailed.items()}
    lost = frozenset(_tell(one.delivery) for one in entries if _is_lost(one))
    return Past(frozenset(had | asked), by_mailbox, frozenset(asked), exposed, read_places(entries, channels), lost)


def _was_mailed(one: Entry, channels: Channels) -> bool:
    """Whether a delivery may have been a message, whatever its channel's name stands for now."""
    way = channels.by_name.get(one.delivery.channel)
    is_put = any(left.path for left in one.left)
    return not is_put and (way is None or way.kind != "store")


def _is_lost(one: Entry) -> bool:
    is_refused = one.state is State.REFUSED and one.attempts > 0 and not one.has_left
    return one.delivery.matter is Matter.EDITION and (is_refused or is_taken_away(one))


def _tell(one: Delivery) -> _Told:
    return one.recipient, one.channel, one.edition
