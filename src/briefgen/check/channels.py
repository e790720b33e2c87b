"""By which channels recipients are reached, and what channels.yaml does not tell of them."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import combinations

from briefgen.grammar.phrases import show_value
from briefgen.grammar.suggestions import ask_whether
from briefgen.model import kinds
from briefgen.model.channel import Channels
from briefgen.model.problem import Problem
from briefgen.model.recipient import Recipients

#: A folder below a channel's own: names with slashes between them, none hidden.
_PLACE = re.compile(r"(?!\.)[^/\\\0]+(?:/(?!\.)[^/\\\0]+)*")


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


def every_folder_is_one_recipients_own(recipients: Recipients, channels: Channels) -> tuple[Problem, ...]:
    """Whoever is reached by a folder has a place of their own below it: no other's, and none inside another's."""
    return tuple(problem for channel in channels.by_name for problem in _check_places(channel, recipients, channels))


def _check_places(channel: str, recipients: Recipients, channels: Channels) -> Iterator[Problem]:
    kind = channels.by_name[channel].kind
    if kind not in ("folder", "store"):
        return
    people = [one for one in recipients.by_name.values() if one.channel == channel and not one.members]
    for one in people:
        if not _PLACE.fullmatch(one.address or one.name):
            message = f"`{one.name}` is reached by a {kind}, and {show_value(one.address)} is no folder below it"
            yield Problem(kinds.RECIPIENT_ADDRESS, message, one.place, "write names with / between them, or nothing")
    for one, other in combinations(people, 2):
        if _overlap(one.address or one.name, other.address or other.name):
            message = f"`{other.name}` would read what is put into the folder of `{one.name}`, or the other way round"
            yield Problem(kinds.CHANNEL_PLACE, message, other.place, "give each an address of its own, or none")


def no_channel_lies_in_another(channels: Channels, places: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is put into one channel's folder is not shown by another's.

    `places` gives where each channel leads that has a place, links resolved, by the channel's name.
    """
    placed = [(one, places[one.name]) for one in channels.by_name.values() if one.name in places]
    return tuple(
        Problem(
            kinds.CHANNEL_PLACE,
            f"the folders of `{one.name}` and `{other.name}` are the same, or one lies in the other",
            other.place,
            "give each channel a folder of its own: what one may take the other may not show",
        )
        for (one, here), (other, there) in combinations(placed, 2)
        if _overlap(here, there)
    )


def no_channel_lies_in_the_project(
    channels: Channels, places: Mapping[str, str], kept: Mapping[str, str]
) -> tuple[Problem, ...]:
    """No channel's readers are shown the project's own folders, which hold drafts and editions of every marking.

    `places` as above; `kept` gives where each of these folders is, by its name.
    """
    met = [
        (one, [name for name, there in kept.items() if _overlap(places[one.name], there)])
        for one in channels.by_name.values()
        if one.name in places
    ]
    return tuple(
        Problem(
            kinds.CHANNEL_PLACE,
            f"the folder of `{one.name}` is the project's own {', '.join(names)}, holds it or lies in it",
            one.place,
            "give the channel a folder outside the project: its readers see all that lies there",
        )
        for one, names in met
        if names
    )


def every_name_is_a_channels_or_a_recipients(recipients: Recipients, channels: Channels) -> tuple[Problem, ...]:
    """No recipient is called as a channel is: `--to` names both."""
    return tuple(
        Problem(kinds.CHANNEL_PLACE, f"`{name}` is a channel's name too", one.place, "call one of the two otherwise")
        for name, one in recipients.by_name.items()
        if name in channels.by_name
    )


def _overlap(one: str, other: str) -> bool:
    """Whether two places are the same or one lies in the other; case tells none apart, for some disks do not."""
    here, there = (posixpath.normpath(path).casefold() + "/" for path in (one, other))
    return here.startswith(there) or there.startswith(here)
