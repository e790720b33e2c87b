"""What was delivered before, as planning asks for it: which mailbox has which edition."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from briefgen.check.recipients import name_mailbox
from briefgen.model.channel import Channels
from briefgen.model.delivery import Delivery, Entry, Matter
from briefgen.project.sending.places import Places, read_places
from briefgen.project.tracing.impact import REACHED

#: What tells deliveries of editions apart: recipient, channel, the digest of the edition's record.
_Told = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Past:
    """What the ledger says of editions that somebody has, or may have.

    `had` names those by recipient, channel and the digest of an edition's record, with what a person asked for again;
    `mailed` gives what went to a mailbox, by that and the digest; `asked` names what was asked for again.
    `exposed` says of recipients what stands in their places that they may not have. `places` tells where editions are.
    """

    had: frozenset[_Told] = frozenset()
    mailed: Mapping[tuple[str, str], tuple[Entry, ...]] = field(default_factory=dict)
    asked: frozenset[_Told] = frozenset()
    exposed: Mapping[str, str] = field(default_factory=dict)
    places: Places = field(default_factory=Places)

    def has(self, one: Delivery) -> bool:
        """Whether a delivery was made before, or may have been, or is to be made again."""
        return _tell(one) in self.had

    def find_same(self, one: Delivery, mailbox: str) -> Entry | None:
        """Find what brought the same edition to the same mailbox by another name or channel.

        None also where it is this very delivery's own, for then it is there, and where a person asked for it again.
        """
        found = self.mailed.get((mailbox, one.edition), ())
        is_own = any(_tell(entry.delivery) == _tell(one) for entry in found)
        return None if not found or is_own or _tell(one) in self.asked else found[0]

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

    Of a channel that is gone the address tells whether it was mail.
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
        if entry.state in REACHED:
            had.add(_tell(one))
        way = channels.by_name.get(one.channel)
        is_mail = way is None or way.kind == "mail"
        if entry.state in REACHED and is_mail and (mailbox := name(one.address)):
            mailed[mailbox, one.edition].append(entry)
    by_mailbox = {where: tuple(found) for where, found in mailed.items()}
    return Past(frozenset(had | asked), by_mailbox, frozenset(asked), exposed, read_places(entries, channels))


def _tell(one: Delivery) -> _Told:
    return one.recipient, one.channel, one.edition
