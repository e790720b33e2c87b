"""Who is to receive which edition by which channel, and who not, with the reason. Nothing leaves here."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from briefgen.check.recipients import find_shared_mailboxes, name_place
from briefgen.editions.shelf import name_variant
from briefgen.model.channel import Channel, Channels
from briefgen.model.delivery import Delivery, Entry, Matter, State
from briefgen.model.marking import Marking
from briefgen.model.recipient import Recipient, Recipients
from briefgen.model.topic import Topic
from briefgen.model.variant import Variant
from briefgen.project.sending.past import Past
from briefgen.project.sending.ready import Shelved

_NOTHING = Past()


class Cause(StrEnum):
    """What it calls for that somebody gets nothing.

    LACK: somebody has to do something. MARKING, or a right, forbids it, and nobody has to do anything. SHARED: it is
    there for them by another name. AWAY: a person took it from there. EARLY: its day has not come. DAMAGE: the edition
    is not as it was issued.
    """

    LACK = "lack"
    MARKING = "marking"
    SHARED = "shared"
    AWAY = "away"
    EARLY = "early"
    DAMAGE = "damage"


@dataclass(frozen=True, slots=True)
class Held:
    """Who gets nothing of a topic, and why."""

    slug: str
    recipient: str
    reason: str
    cause: Cause = Cause.LACK


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides who may have what: the two files, the house that sends (settings, `organisation`), and the day."""

    recipients: Recipients
    channels: Channels
    organisation: str = ""
    day: datetime.date = datetime.date.max
    _places: Mapping[str, str] = field(init=False, compare=False)
    _by_place: Mapping[str, tuple[Recipient, ...]] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Group the readers of each place once: a thousand recipients are asked for a million times."""
        people = [one for one in self.recipients.by_name.values() if not one.members]
        places = {one.name: name_place(one, self.channels) for one in people}
        by_place: defaultdict[str, list[Recipient]] = defaultdict(list)
        for one in people:
            if place := places[one.name]:
                by_place[place].append(one)
        object.__setattr__(self, "_places", places)
        object.__setattr__(self, "_by_place", {place: tuple(readers) for place, readers in by_place.items()})

    def list_readers(self, one: Recipient) -> tuple[Recipient, ...]:
        """List who reads what a recipient finds: all who have the same mailbox, folder or site."""
        others = self._by_place.get(self.locate(one), ())
        return (one, *(other for other in others if other.name != one.name))

    def locate(self, one: Recipient) -> str:
        """Name the place where one of the recipients finds what is sent, "" for none."""
        return self._places.get(one.name, "")


def plan_deliveries(
    topic: Topic,
    shelf: Mapping[str, tuple[Shelved, ...]],
    rules: Rules,
    wanted: frozenset[str] = frozenset(),
    past: Past = _NOTHING,
) -> tuple[tuple[Delivery, ...], tuple[Held, ...]]:
    """Plan what a topic's recipients are to receive: of each the variant that fits it, of what stands ready.

    `wanted` names the channels or recipients that are asked for, none: all. `past` is what was delivered before.
    """
    planned: list[Delivery] = []
    held = [
        Held(topic.slug, name, "the file of recipients does not know it")
        for name in topic.recipients
        if name not in rules.recipients.by_name and not wanted
    ]
    people = rules.recipients.resolve(topic.recipients)
    shared = find_shared_mailboxes(people, rules.channels)
    asked = [one for one in people if not wanted or wanted & {one.name, one.channel}]
    names = {shared.get(one.name, one.name) for one in asked}
    editions = shelf.get(topic.slug, ())
    plans = {one.name: plan_delivery(topic, one, editions, rules, past) for one in people if one.name in names}
    for one in asked:
        if first := shared.get(one.name):
            is_asked = any(other.name == first for other in asked)
            why = _tell_shared(first, plans[first], rules.locate(one), past, is_asked=is_asked)
            held.append(Held(topic.slug, one.name, why, Cause.SHARED))
            continue
        for found in plans[one.name]:
            if isinstance(found, Held):
                held.append(found)
            else:
                planned.append(found)
    return tuple(planned), tuple(held)


def _tell_shared(other: str, plan: Sequence[Delivery | Held], mailbox: str, past: Past, *, is_asked: bool) -> str:
    """Say what a mailbox gets by the other name that counts for it, and why nothing comes by this one.

    `plan` is what is due by the other name, `is_asked` whether this run is about it.
    """
    told = f"{other} has the same mailbox, and"
    leaving = next((one for one in plan if isinstance(one, Delivery)), None)
    if leaving is None:
        # What is said of the mailbox is true of this name too.
        same = next((one.reason for one in plan if isinstance(one, Held) and one.cause is Cause.SHARED), "")
        return same or f"{told} gets nothing there in this run"
    if there := past.mailed.get((mailbox, leaving.edition)):
        return _tell_same(there[0])
    if past.is_lost(leaving):
        return f"{told} was refused it there: no run sends it again"
    return f"{told} gets it there" if is_asked else f"{told} gets it there where `--to {other}` asks for it"


def _tell_same(same: Entry) -> str:
    has = "has" if same.state is State.SENT else "may have"
    return f"its mailbox {has} it already, as that of {same.delivery.recipient} by {same.delivery.channel}"


def _tell_taken(one: Delivery) -> str:
    puts_back = f"`briefgen outbox --resolve {one.key[:12]} --resend --because …` puts it back"
    return f"edition {one.number} was taken away from there; {puts_back}"


def _tell_there(there: Entry, edition: Shelved) -> str:
    had = "has" if there.state is State.SENT else "may have"
    told = f"edition {edition.number}, of {edition.issued}, {had} come there by {there.delivery.channel} already"
    return f"{told}, to {there.delivery.recipient}: no older one follows it, and it leaves from that day on"


def plan_delivery(
    topic: Topic, one: Recipient, editions: tuple[Shelved, ...], rules: Rules, past: Past = _NOTHING
) -> Sequence[Delivery | Held]:
    """Plan what one recipient gets of a topic, of what stands ready, or say why not: last of all.

    Before that come the newer editions that wait for their day.
    """
    channel = _find_channel(one, rules)
    if isinstance(channel, str):
        return [Held(topic.slug, one.name, channel)]
    variant = one.choose_variant(topic.slug)
    if variant.limit is not None and topic.marking > variant.limit:
        why = f"{one.name} may see up to {variant.limit.label}, and the topic itself is {topic.marking.label}"
        return [Held(topic.slug, one.name, why, Cause.MARKING)]
    name = name_variant(topic, variant)
    ours = [shelved for shelved in editions if shelved.variant == name]
    if not ours:
        return [Held(topic.slug, one.name, f"no edition was issued in its variant: {_tell_command(topic, variant)}")]
    found: list[Delivery | Held] = []
    before = ""
    for edition in sorted(ours, key=lambda edition: edition.number, reverse=True):
        delivery = Delivery(
            Matter.EDITION, edition.slug, edition.number, edition.variant, edition.sha256, edition.marking, one.name,
            one.organisation, channel.name, one.address,
        )  # fmt: skip
        # Who has it already, by a later day that was made to count, is not sent an older one after it.
        if edition.issued <= rules.day.isoformat() or past.has(delivery):
            held = _hold_edition(topic, one, edition, channel, rules)
            return [*found, held or _hold_delivery(delivery, rules.locate(one), past) or delivery]
        if there := past.find_elsewhere(delivery, rules.locate(one)):
            return [*found, Held(topic.slug, one.name, _tell_there(there, edition), Cause.EARLY)]
        # Where a newer one has its day first, this one never leaves.
        if not before or edition.issued < before:
            before = edition.issued
            why = f"edition {edition.number} is of {edition.issued}: it leaves from that day on"
            found.append(Held(topic.slug, one.name, why, Cause.EARLY))
    return found


def _hold_delivery(one: Delivery, place: str, past: Past) -> Held | None:
    """Say why a delivery does not go where others were made before, None where it does."""
    if why := past.exposed.get(one.recipient):
        return Held(one.slug, one.recipient, why, Cause.MARKING)
    if taken := past.find_taken(one, place):
        return Held(one.slug, one.recipient, _tell_taken(taken.delivery), Cause.AWAY)
    same = past.find_same(one, place)
    return Held(one.slug, one.recipient, _tell_same(same), Cause.SHARED) if same else None


def _hold_edition(topic: Topic, one: Recipient, edition: Shelved, channel: Channel, rules: Rules) -> Held | None:
    """Say why an edition whose day has come does not leave for a recipient, None where it does."""
    if refused := refuse_delivery(edition, one, channel, rules):
        return Held(topic.slug, one.name, refused, Cause.MARKING)
    lack = _name_lack(topic, edition)
    return Held(topic.slug, one.name, lack) if lack else None


def _name_lack(topic: Topic, edition: Shelved) -> str:
    """Say what somebody has to mend before an edition can leave, "" for nothing."""
    if edition.unread:
        named = ", ".join(edition.unread)
        unknown = f"nobody can tell how {named} is marked now, or may be used"
        return f"{unknown}: a source cannot be read, or not whole; `briefgen check` says which"
    if edition.withdrawn:
        named = ", ".join(edition.withdrawn)
        return f"it rests on {named}, which was withdrawn: `briefgen issue {topic.slug}`"
    if edition.is_unsigned:
        return "nobody whose signature counts signed it: set `signing_key`, and issue it again"
    return ""


def _find_channel(one: Recipient, rules: Rules) -> Channel | str:
    """Find a recipient's channel, or say why it gets nothing by it."""
    channel = rules.channels.by_name.get(one.channel)
    if channel is None:
        why = f"there is no channel `{one.channel}`" if one.channel else "it has no channel"
        return f"{why} in the file of channels"
    if one.is_numbered and channel.kind == "site":
        return "a site shows all the same file: it has no numbered copies"
    return channel


def refuse_delivery(edition: Shelved, one: Recipient, channel: Channel, rules: Rules) -> str:
    """Say why an edition may not go to a recipient by a channel; "" where it may. Asked again as it leaves.

    TLP 2.0: RED is for those who are named, AMBER+STRICT stays within one organisation. All who read what stands in the
    recipient's place have to be allowed it.
    """
    if edition.ended:
        return f"it quotes {', '.join(edition.ended)}, which may be quoted no more"
    if refused := _refuse_channel(edition, channel):
        return refused
    refusals = (refuse_reader(edition, reader, rules.organisation) for reader in rules.list_readers(one))
    return next(filter(None, refusals), "")


def refuse_correction(edition: Shelved, one: Recipient | None, channel: Channel, rules: Rules) -> str:
    """Say why word of a withdrawn source may not go where an edition is; "" where it may.

    A site has the edition, whoever may read it today: what may stand there at all decides. Elsewhere it goes to
    somebody (`one`), as an edition does.
    """
    if channel.kind == "site":
        return _refuse_channel(edition, channel)
    if one is None:
        return "it is not in the file of recipients any more"
    return refuse_delivery(edition, one, channel, rules)


def _refuse_channel(edition: Shelved, channel: Channel) -> str:
    if edition.highest <= channel.highest:
        return ""
    return f"{_tell_marking(edition)}, and by the channel {channel.name} no more than {channel.highest.label} may leave"


def refuse_reader(edition: Shelved, one: Recipient, organisation: str) -> str:
    """Say why somebody may not read an edition; "" where they may. `organisation` is the house that sends."""
    told, limit = _tell_marking(edition), one.choose_limit(edition.slug)
    if limit is not None and edition.highest > limit:
        if one.marking is Marking.RED and edition.highest is Marking.RED:
            return f"{told}, and {one.name} is not named for this topic"
        return f"{told}, and {one.name} may see up to {limit.label}"
    if (edition.is_strict or edition.highest is Marking.AMBER_STRICT) and not _is_own(one, organisation):
        strict = Marking.AMBER_STRICT.label
        holds = told if edition.highest is Marking.AMBER_STRICT else f"{told} and holds {strict}"
        return f"{holds}, which stays within the own organisation, and {one.name} belongs to another"
    if edition.kept_in and not _is_own(one, organisation):
        named = ", ".join(edition.kept_in)
        return f"it quotes {named}, which may not be distributed, and {one.name} is not of the own organisation"
    return ""


def _tell_marking(edition: Shelved) -> str:
    if edition.today > edition.marking:
        return f"it bears {edition.marking.label}, and what is in it is {edition.today.label} today"
    return f"it is {edition.marking.label}"


def _is_own(one: Recipient, organisation: str) -> bool:
    return bool(organisation) and one.organisation.casefold() == organisation.casefold()


def _tell_command(topic: Topic, variant: Variant) -> str:
    words = [f"briefgen issue {topic.slug}"]
    words += [f"--template {variant.template}"] if variant.template else []
    words += [f"--language {variant.language}"] if variant.language else []
    words += [f"--max-tlp {variant.limit.label}"] if variant.limit is not None else []
    return f"`{' '.join(words)}` makes it"
