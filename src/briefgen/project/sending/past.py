"""What was delivered before, as planning asks for it: which mailbox has which edition."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from briefgen.check.recipients import name_mailbox
from briefgen.model.channel import Channels
from briefgen.model.delivery import Delivery, Entry, Matter
from briefgen.project.tracing.impact import REACHED


@dataclass(frozen=True, slots=True)
class Past:
    """What the ledger says of editions that somebody has, or may have.

    `mailed` gives what went to a mailbox, by that and the digest of an edition's record; `asked` names by their keys
    the deliveries that a person asked for again.
    """

    mailed: Mapping[tuple[str, str], tuple[Entry, ...]] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()

    def find_same(self, one: Delivery, mailbox: str) -> Entry | None:
        """Find what brought the same edition to the same mailbox by another name or channel.

        None also where it is this very delivery's own, for then it is there, and where a person asked for it again.
        """
        found = self.mailed.get((mailbox, one.edition), ())
        is_own = any(_tell_reader(entry.delivery) == _tell_reader(one) for entry in found)
        return None if not found or is_own or one.key in self.asked else found[0]


def read_past(entries: Iterable[Entry], channels: Channels) -> Past:
    """Read out of the ledger's lines what was delivered.

    Of a channel that is gone the address tells whether it was mail.
    """
    name = cache(name_mailbox)
    mailed: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    asked = []
    for entry in entries:
        one = entry.delivery
        if one.matter is not Matter.EDITION:
            continue
        if entry.is_asked:
            asked.append(one.key)
        way = channels.by_name.get(one.channel)
        is_mail = way is None or way.kind == "mail"
        if entry.state in REACHED and is_mail and (mailbox := name(one.address)):
            mailed[mailbox, one.edition].append(entry)
    return Past({where: tuple(found) for where, found in mailed.items()}, frozenset(asked))


def _tell_reader(one: Delivery) -> tuple[str, str]:
    return one.recipient, one.channel
