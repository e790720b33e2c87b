"""A project's channels, found and read; and with its recipients, how each is reached."""

import os
from dataclasses import dataclass
from pathlib import Path

from briefgen.check.channels import (
    every_channel_named_is_there,
    every_folder_is_one_recipients_own,
    every_name_is_a_channels_or_a_recipients,
    every_reached_recipient_has_a_place,
    no_channel_lies_in_another,
    no_channel_lies_in_the_project,
)
from briefgen.check.numbered_names import every_numbered_name_has_room
from briefgen.check.recipients import (
    every_mail_address_is_one,
    every_mail_domain_is_what_it_seems,
    every_mailbox_stands_once,
)
from briefgen.grammar.servers import name_store_place
from briefgen.model.channel import Channels
from briefgen.model.problem import Problem
from briefgen.model.recipient import Recipients
from briefgen.project.place import Project
from briefgen.project.reading.optional_files import read_optional
from briefgen.project.reading.recipients import read_project_recipients
from briefgen.read.channels import read_channels

_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class Ways:
    """Recipients and channels, each read once, with all that is wrong with either and with how they fit together."""

    recipients: Recipients
    channels: Channels
    problems: tuple[Problem, ...]


def read_ways(project: Project) -> Ways:
    """Read who is reached, and by what."""
    recipients, told = read_project_recipients(project)
    channels, more = _read_channels(project)
    cut = every_numbered_name_has_room(recipients)
    unknown = every_channel_named_is_there(recipients, channels, project.channels_file)
    places = _locate_channels(project, channels)
    overlaps = no_channel_lies_in_another(channels, places)
    exposed = no_channel_lies_in_the_project(channels, places, _locate_kept(project))
    checks = (
        every_reached_recipient_has_a_place,
        every_mail_address_is_one,
        every_mail_domain_is_what_it_seems,
        every_mailbox_stands_once,
        every_folder_is_one_recipients_own,
        every_name_is_a_channels_or_a_recipients,
    )
    found = (problem for check in checks for problem in check(recipients, channels))
    return Ways(recipients, channels, (*told, *more, *cut, *unknown, *overlaps, *exposed, *found))


def _read_channels(project: Project) -> tuple[Channels, tuple[Problem, ...]]:
    """Read the channels; none where there is no file. One that cannot be read is a problem, and not sound."""
    found = read_optional(project, project.channels_file, _LIMIT)
    if found is None:
        return Channels(), ()
    if isinstance(found, Problem):
        return Channels(is_sound=False), (found,)
    return read_channels(found, project.channels_file)


def _locate_channels(project: Project, channels: Channels) -> dict[str, str]:
    """Say where each channel leads that has a folder, by its name: two may meet through a link."""
    local = {one.name: _resolve(project.locate(one.path)) for one in channels.by_name.values() if one.path}
    return local | {one.name: name_store_place(one.url) for one in channels.by_name.values() if one.url}


def _locate_kept(project: Project) -> dict[str, str]:
    """Say where the project's own folders are, by their names."""
    folders = (project.folder / "corpus", project.templates, project.output, project.state)
    return {project.name(one): _resolve(one) for one in folders}


def _resolve(path: Path) -> str:
    return Path(os.path.realpath(path)).as_posix()
