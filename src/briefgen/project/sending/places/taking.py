"""Whether what a person says to have taken away can be, and what went with it: it stands there no more."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from briefgen.check.recipients import name_mailbox
from briefgen.deliver.site.library import name_notice
from briefgen.files.messages import say_why_unreadable
from briefgen.model.channel import Channel, Channels
from briefgen.model.delivery import Delivery, Entry, Event, Matter, State
from briefgen.project.place import Project
from briefgen.project.reading.channels import read_ways

_FOUND = "it was found there"
#: What lies in a place: an edition in a variant, or word of which source of it.
_Kind = tuple[Matter, str, str, int, str]


def refuse_taken(project: Project, entry: Entry, said: str) -> str:
    """Say why what was sent cannot have been taken away; "" where it can.

    `said` is what the other side said as it took it, "" where only a person did. Stores are not looked into.
    """
    channels = read_ways(project).channels
    channel = channels.by_name.get(entry.delivery.channel)
    if not entry.attempts:
        return "never left by a channel, and stands nowhere"
    if not channels.is_sound:
        return "cannot be settled so while the file of channels has an error: `briefgen check`"
    if _is_mail(entry.delivery, channel, said):
        return "left by mail, and is taken away by nobody"
    places = _list_places(project, entry.delivery, channel, said)
    try:
        held = next((one for one in places if _holds(one, entry.delivery)), None)
    except OSError as error:
        return f"cannot be looked for at {error.filename}: {say_why_unreadable(error)}"
    return f"stands there still: {held}; take it away first" if held else ""


def find_same_place(
    project: Project, named: Sequence[tuple[Entry, str]], others: Iterable[tuple[Entry, str]]
) -> Iterator[tuple[Entry, str]]:
    """Find what a channel put into a place of what is named: for another reader there, or by another name.

    With each comes and goes what the other side said as it took it, as `refuse_taken` has it.
    """
    channels = read_ways(project).channels
    kinds = {_tell_kind(one.delivery) for one, _ in named}
    places = {place for one, said in named for place in _name_places(project, one.delivery, channels, said)}
    for one, said in others:
        is_alike = one.attempts > 0 and _tell_kind(one.delivery) in kinds
        if is_alike and places.intersection(_name_places(project, one.delivery, channels, said)):
            yield one, said


def find_said(steps: Iterable[Event], findings: tuple[str, ...]) -> str:
    """Find what the other side said as it took something last; "" where only a person did.

    `findings` is how the steps begin that a person put on record.
    """
    said = [one.note for one in steps if one.state is State.SENT and not one.note.startswith(findings)]
    return said[-1] if said else ""


def _is_mail(one: Delivery, channel: Channel | None, said: str) -> bool:
    """Whether something left by mail: its channel may be another one by now, or gone."""
    if not said:
        return channel.kind == "mail" if channel else bool(name_mailbox(one.address))
    below = PurePosixPath(one.slug, str(one.number), one.variant).as_posix()
    return not (os.path.isabs(said) or said.endswith(below) or said == _FOUND)  # noqa: PTH117


def _list_places(project: Project, one: Delivery, channel: Channel | None, said: str) -> list[Path]:
    """List where something may stand: where it was put, and there in its channel's folder if that has moved along."""
    is_local = channel is not None and channel.kind in ("folder", "site")
    if channel and not is_local:
        # What a store says may look like a path of this machine.
        return [Path(said)] if channel.kind == "mail" and os.path.isabs(said) else []  # noqa: PTH117
    places = [Path(said)] if os.path.isabs(said) else []  # noqa: PTH117
    if channel:
        whose = (one.address or one.recipient,) if channel.kind == "folder" else ()
        end = -len((*whose, one.slug, one.number, one.variant)) - 1
        now = locate_today(project, one, channel)
        is_along = not places or places[0].parts[end:] == now.parts[end:]
        places += [now] if is_along and now not in places else []
    return places


def _name_places(project: Project, one: Delivery, channels: Channels, said: str) -> Iterator[tuple[_Kind, str]]:
    """Name the places where something may stand; a store's are known by its channel and the address there."""
    channel = channels.by_name.get(one.channel)
    for place in _list_places(project, one, channel, said):
        yield _tell_kind(one), os.path.realpath(place)
    if channel and channel.kind == "store":
        yield _tell_kind(one), f"{channel.name}:{one.address or one.recipient}"


def _tell_kind(one: Delivery) -> _Kind:
    return one.matter, one.about, one.slug, one.number, one.variant


def locate_today(project: Project, one: Delivery, channel: Channel) -> Path:
    """Locate where a folder or a site has what it is given, as its channel stands today."""
    whose = (one.address or one.recipient,) if channel.kind == "folder" else ()
    below = (*whose, one.slug, str(one.number), one.variant)
    return Path(os.path.normpath(project.locate(channel.path).joinpath(*below)))


def holds_files(place: Path) -> bool:
    """Whether a place holds any file of an edition. Raises OSError where nobody may look."""
    words = PurePosixPath(name_notice("*")).stem
    return place.is_dir() and any(not path.match(f"{words}.*") and path.name[0] != "." for path in place.iterdir())


def holds_word(place: Path, about: str) -> bool:
    """Whether a place holds word that a source was withdrawn. Raises OSError where nobody may look."""
    notice = PurePosixPath(name_notice(about)).stem
    return any(os.path.lexists(place / f"{notice}{end}") for end in (".txt", ".json"))


def _holds(place: Path, one: Delivery) -> bool:
    return holds_word(place, one.about) if one.matter is Matter.CORRECTION else holds_files(place)
