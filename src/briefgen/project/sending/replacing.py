"""Which edition takes the place of one that rests on a withdrawn source: one that its reader has, or is sent today."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefgen.editions.shelf import name_variant
from briefgen.model.delivery import Delivery
from briefgen.model.impact import Standing
from briefgen.model.recipient import Recipient
from briefgen.model.topic import Topic
from briefgen.project.sending.owing import Received
from briefgen.project.sending.past import Past
from briefgen.project.sending.planning import Held, Rules, plan_delivery
from briefgen.project.sending.ready import Ready
from briefgen.project.tracing.impact import Withdrawals

_TELL = "--unreplaced tells of it without one"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was withdrawn and what stands, and of that what is ready to be sent, as it is marked today.

    `past` is what was delivered before.
    """

    withdrawals: Withdrawals
    ready: Ready = field(default_factory=lambda: Ready({}, {}))
    past: Past = field(default_factory=Past)


def choose_instead(one: Received, shelf: Shelf, rules: Rules) -> Standing | str:
    """Choose what replaces an edition where somebody has it, or say why nothing does and what helps.

    It is the newest in the variant that they are sent today, else in the one that they had.
    """
    slug, holder = one.edition.slug, one.holder
    topic = shelf.withdrawals.topics.get(slug)
    reader = _choose_reader(topic, holder.reader, rules) if topic and holder.reader else holder.reader
    own = name_variant(topic, reader.choose_variant(slug)) if topic and reader else ""
    later = [other for other in shelf.withdrawals.standing.get(slug, ()) if _follows(other, one, own)]
    found = [other for other in later if _is_there(other, one)]
    if topic is None:
        why = f"there is no topic `{slug}` any more; {_TELL}"
    elif reader is None:
        why = f"nobody is sent this variant any more; {_TELL}"
    else:
        ready = [other for other in later if other.variant == own and _is_ready(other, shelf)]
        leaving, why = _choose_leaving(topic, reader, ready, shelf, rules)
        found += leaving
    return max(found, key=lambda other: (other.variant == own, other.number), default=why)


def _choose_reader(topic: Topic, reader: Recipient, rules: Rules) -> Recipient:
    """Choose of those who read a place one who is sent the topic today; the reader where nobody is."""
    people = {one.name for one in rules.recipients.resolve(topic.recipients)}
    return next((one for one in rules.list_readers(reader) if one.name in people), reader)


def _is_ready(other: Standing, shelf: Shelf) -> bool:
    ready = shelf.ready.editions.get(other.slug, ())
    return any((one.sha256, one.variant) == (other.sha256, other.variant) for one in ready)


def _choose_leaving(
    topic: Topic, reader: Recipient, ready: Sequence[Standing], shelf: Shelf, rules: Rules
) -> tuple[list[Standing], str]:
    """Choose what is sent to a reader today of what could replace what it has, or say why nothing is."""
    slug = topic.slug
    if reader not in rules.recipients.resolve(topic.recipients):
        return [], f"{reader.name} is not sent this topic any more; {_TELL}"
    if slug in shelf.ready.damaged:
        return [], f"{shelf.ready.damaged[slug]} (`briefgen verify {slug}`); {_TELL}"
    # What its mailbox has by another name is there for it as well.
    past = replace(shelf.past, mailed={})
    planned = plan_delivery(topic, reader, shelf.ready.editions[slug], rules, past) if ready else ()
    coming = [one for one in planned if isinstance(one, Delivery)]
    if any(map(past.is_lost, coming)):
        number = coming[-1].number
        return [], f"edition {number} was refused, or taken away (`briefgen outbox {slug}` shows which); {_TELL}"
    digests = {one.edition for one in coming}
    leaving = [one for one in ready if one.sha256 in digests]
    held = [one for one in planned if isinstance(one, Held)]
    if leaving or not held:
        return leaving, f"`briefgen issue {slug}`, or add --unreplaced"
    newest = max(ready, key=lambda one: one.number)
    # What waits for its day is told first of all, what holds today's last.
    told = held[0] if newest.day > rules.day.isoformat() else held[-1]
    return [], f"edition {newest.number} does not leave ({told.reason}); {_TELL}"


def _follows(other: Standing, one: Received, own: str) -> bool:
    """Whether an edition came after another one; variants up to another marking are counted by themselves."""
    edition = one.edition
    if other.variant == edition.variant:
        return other.number > edition.number
    # Where a variant is on a site for nobody any more, whoever comes upon it finds the others beside it.
    is_beside = one.holder.is_site and one.holder.reader is None and other.number > edition.number
    return (other.variant == own or is_beside) and other.day >= edition.issued


def _is_there(other: Standing, one: Received) -> bool:
    """Whether an edition has reached the site, or the person, already."""
    holder = one.holder
    if holder.is_site:
        return holder.channel is not None and holder.channel.name in other.channels
    return not other.recipients.isdisjoint((holder.recipient, holder.entry.delivery.recipient))
