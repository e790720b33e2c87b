"""A project's channels, found and read."""

from briefgen.check.channels import (
    every_channel_named_is_there,
    every_folder_is_one_recipients_own,
    every_name_is_a_channels_or_a_recipients,
    every_reached_recipient_has_a_place,
    no_channel_lies_in_another,
)
from briefgen.check.recipients import (
    every_mail_address_is_one,
    every_mail_domain_is_what_it_seems,
    every_mailbox_stands_once,
)
from briefgen.errors import BriefgenError
from briefgen.files.paths import path_inside
from briefgen.files.reading import FileMissingError, read_bounded
from briefgen.model import kinds
from briefgen.model.channel import Channels
from briefgen.model.problem import Place, Problem
from briefgen.project.place import Project
from briefgen.project.reading.recipients import read_project_recipients
from briefgen.read.channels import read_channels

_LIMIT = 1 << 20


def read_project_channels(project: Project) -> tuple[Channels, tuple[Problem, ...]]:
    """Read the channels; none where there is no file. One that cannot be read is a problem, and not sound."""
    name = project.channels_file
    try:
        data = read_bounded(path_inside(project.folder, name), _LIMIT)
    except FileMissingError:
        return Channels(), ()
    except BriefgenError as error:
        return Channels(is_sound=False), (Problem(kinds.FILE_UNREADABLE, str(error), Place(name)),)
    return read_channels(data, name)


def check_channels(project: Project) -> tuple[Problem, ...]:
    """Name what is wrong with the channels, and with how recipients are reached by them."""
    channels, problems = read_project_channels(project)
    recipients, _ = read_project_recipients(project)
    unknown = every_channel_named_is_there(recipients, channels, project.channels_file)
    checks = (
        every_reached_recipient_has_a_place,
        every_mail_address_is_one,
        every_mail_domain_is_what_it_seems,
        every_mailbox_stands_once,
        every_folder_is_one_recipients_own,
        every_name_is_a_channels_or_a_recipients,
    )
    unknown += no_channel_lies_in_another(channels, project.folder)
    return (*problems, *unknown, *(problem for check in checks for problem in check(recipients, channels)))
