"""Where editions were put before, by whichever name: what a place shows, and what a person took away from there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.check.recipients import name_place_of
from briefgen.model.channel import Channels
from briefgen.model.delivery import Delivery, Entry, Matter
from briefgen.project.sending.settling import is_taken_away

#: An edition where it is, or with whom: a place or a recipient, the digest of its record, its variant.
_Where = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Places:
    """What the ledger says of editions that stand somewhere, or may: the last step of each first.

    `by_place` gives it by the place where it was put, `by_recipient` by whoever got it there.
    """

    by_place: Mapping[_Where, Sequence[Entry]] = field(default_factory=dict)
    by_recipient: Mapping[_Where, Sequence[Entry]] = field(default_factory=dict)

    def find_had(self, one: Delivery, place: str) -> Entry | None:
        """Find what brought the same edition to the same place, or to the same recipient by another way."""
        there = self.by_place.get((place, one.edition, one.variant), ()) if place else ()
        return next(iter((*there, *self.by_recipient.get((one.recipient, one.edition, one.variant), ()))), None)

    def find_taken(self, one: Delivery, place: str) -> Entry | None:
        """Find what brought the same edition to a place from which a person took it away; None where it is there."""
        there = self.by_place.get((place, one.edition, one.variant), ())
        return there[0] if place and there and is_taken_away(there[0]) else None


def read_places(entries: Iterable[Entry], channels: Channels) -> Places:
    """Read out of the ledger's lines where which edition was put."""
    by_place: defaultdict[_Where, list[Entry]] = defaultdict(list)
    by_recipient: defaultdict[_Where, list[Entry]] = defaultdict(list)
    reached = [one for one in entries if one.delivery.matter is Matter.EDITION and one.has_left]
    # In one second what a person says came last.
    for entry in sorted(reached, key=lambda entry: (entry.at, is_taken_away(entry)), reverse=True):
        one = entry.delivery
        by_recipient[one.recipient, one.edition, one.variant].append(entry)
        if place := name_place_of(one.recipient, one.address, channels.by_name.get(one.channel)):
            by_place[place, one.edition, one.variant].append(entry)
    return Places(by_place, by_recipient)
