"""By which channels recipients are reached, and what channels.yaml does not tell of them."""

from briefgen.grammar.suggestions import ask_whether
from briefgen.model import kinds
from briefgen.model.channel import Channels
from briefgen.model.problem import Problem
from briefgen.model.recipient import Recipients


def every_channel_named_is_there(recipients: Recipients, channels: Channels, file: str) -> tuple[Problem, ...]:
    """Recipients are reached by channels that stand in `file`."""
    return tuple(
        Problem(
            kinds.CHANNEL_UNKNOWN,
            f"`{one.name}` is reached by the channel `{one.channel}`, which is not in {file}",
            one.place,
            ask_whether(one.channel, channels.by_name) or f"give it an entry there: {one.channel}: {{kind: mail, …}}",
        )
        for one in recipients.by_name.values()
        if one.channel and one.channel not in channels.by_name
    )


def every_reached_recipient_has_a_place(recipients: Recipients, channels: Channels) -> tuple[Problem, ...]:
    """Whoever is reached by mail has an address."""
    return tuple(
        Problem(
            kinds.RECIPIENT_ADDRESS,
            f"`{one.name}` is reached by mail, and has no address",
            one.place,
            "write address: name@example.org",
        )
        for one in recipients.by_name.values()
        if not one.address and (way := channels.by_name.get(one.channel)) is not None and way.kind == "mail"
    )
