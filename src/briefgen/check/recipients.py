"""Who is to receive a topic, and what recipients.yaml does not tell of them."""

from collections.abc import Collection, Iterable, Iterator

from briefgen.grammar.addresses import fold_address, is_address
from briefgen.grammar.characters import find_deceptive_host
from briefgen.grammar.phrases import show_value
from briefgen.grammar.suggestions import ask_whether
from briefgen.model import kinds
from briefgen.model.channel import Channel, Channels
from briefgen.model.problem import Problem
from briefgen.model.recipient import Recipient, Recipients
from briefgen.model.topic import Topic


def every_recipient_is_known(topic: Topic, recipients: Recipients, file: str) -> tuple[Problem, ...]:
    """A topic names only recipients that stand in `file`."""
    places = topic.recipient_places
    return tuple(
        Problem(
            kinds.RECIPIENT_UNKNOWN,
            f"the recipient `{name}` is not in {file}",
            place,
            ask_whether(name, recipients.by_name) or f"give it an entry there: {name}: {{tlp: TLP:GREEN}}",
        )
        for name, place in zip(topic.recipients, places, strict=True)
        if name not in recipients.by_name
    )


def every_topic_named_for_is_there(recipients: Recipients, slugs: Collection[str]) -> tuple[Problem, ...]:
    """Recipients are named for topics that there are."""
    return tuple(
        Problem(
            kinds.RECIPIENT_TOPIC,
            f"`{one.name}` is named for the topic `{slug}`, which is not there",
            one.place,
            ask_whether(slug, slugs) or "`briefgen status` lists the topics",
        )
        for one in recipients.by_name.values()
        for slug in one.named_for
        if slug not in slugs
    )


def every_form_received_is_there(recipients: Recipients, forms: Collection[str]) -> tuple[Problem, ...]:
    """Recipients have forms that there is a template for."""
    return tuple(
        Problem(
            kinds.TOPIC_TEMPLATE,
            f"`{one.name}` receives the form `{one.form}`, for which there is no template",
            one.place,
            ask_whether(one.form, forms) or f"the forms are {', '.join(forms)}",
        )
        for one in recipients.by_name.values()
        if one.form and one.form not in forms
    )


def every_mail_address_is_one(recipients: Recipients, channels: Channels) -> tuple[Problem, ...]:
    """Whoever is reached by mail has one bare address: no second one, no name before it, nothing around it."""
    return tuple(
        Problem(
            kinds.RECIPIENT_ADDRESS,
            f"`{one.name}` is reached by mail, and {show_value(one.address)} is not one address of e-mail",
            one.place,
            "write one address alone, name@example.org; several people are several entries, and a list of them",
        )
        for one in _list_mailed(recipients.by_name.values(), channels)
        if not is_address(one.address)
    )


def every_mail_domain_is_what_it_seems(recipients: Recipients, channels: Channels) -> tuple[Problem, ...]:
    """No address has a domain that passes itself off as another, by letters that look alike."""
    found = ((one, _find_deceptive(one.address)) for one in _list_mailed(recipients.by_name.values(), channels))
    return tuple(
        Problem(
            kinds.RECIPIENT_DOMAIN,
            f"the domain of `{one.name}` looks like another: its mail goes to {known}",
            one.place,
            "type it again in one alphabet; if it is meant, write it as servers know it",
        )
        for one, known in found
        if known
    )


def every_mailbox_stands_once(recipients: Recipients, channels: Channels) -> tuple[Problem, ...]:
    """No two recipients have the same mailbox, by whichever channel: else it would get the same brief twice."""
    shared = find_shared_mailboxes(recipients.by_name.values(), channels)
    return tuple(
        Problem(
            kinds.RECIPIENT_MAILBOX,
            f"`{one.name}` has the same mailbox as `{shared[one.name]}`, {one.address}",
            one.place,
            f"take one of the two out; until then `{shared[one.name]}` alone gets what both are to receive",
        )
        for one in recipients.by_name.values()
        if one.name in shared
    )


def find_shared_mailboxes(recipients: Iterable[Recipient], channels: Channels) -> dict[str, str]:
    """Find recipients whose mailbox another has too, by whichever channel, and give the name of the one it counts for.

    It counts for the one who may see least, among equals for the first: a mailbox is no safer than its other name says.
    """
    first: dict[str, str] = {}
    shared: dict[str, str] = {}
    for one in sorted(_list_mailed(recipients, channels), key=lambda one: one.marking):
        place = name_place(one, channels)
        if place and first.setdefault(place, one.name) != one.name:
            shared[one.name] = first[place]
    return shared


def name_place(one: Recipient, channels: Channels) -> str:
    """Name the place where a recipient finds what is sent: a mailbox, a folder, a whole site; "" without a channel.

    Whoever has the same place reads the same.
    """
    return name_place_of(one.name, one.address, channels.by_name.get(one.channel))


def name_place_of(name: str, address: str, way: Channel | None) -> str:
    """Name the place where somebody of a name and an address finds what a channel brings; "" without a channel."""
    if way is None:
        return ""
    if way.kind == "mail":
        return name_mailbox(address)
    return f"{way.kind} {way.name}" if way.kind == "site" else f"{way.kind} {way.name} {address or name}"


def name_mailbox(address: str) -> str:
    """Name the mailbox of an address, the same for all ways of writing it; "" for what is no address."""
    return f"mail {fold_address(address)}" if is_address(address) else ""


def _list_mailed(recipients: Iterable[Recipient], channels: Channels) -> Iterator[Recipient]:
    for one in recipients:
        way = channels.by_name.get(one.channel)
        if one.address and way is not None and way.kind == "mail":
            yield one


def _find_deceptive(address: str) -> str:
    """Return the domain as servers know it where it deceives the eye, else ""."""
    if not is_address(address):
        return ""
    found = find_deceptive_host(f"//{address.rpartition('@')[2]}/")
    return found[1] if found else ""
