"""A project's recipients, found and read."""

from collections.abc import Collection, Sequence

from briefgen.check.recipients import (
    every_form_received_is_there,
    every_recipient_is_known,
    every_topic_named_for_is_there,
)
from briefgen.errors import BriefgenError
from briefgen.files.paths import path_inside
from briefgen.files.reading import FileMissingError, read_bounded
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.recipient import Recipients
from briefgen.model.topic import Topic
from briefgen.project.place import Project
from briefgen.read.recipients import read_recipients

_LIMIT = 8 << 20


def read_project_recipients(project: Project) -> tuple[Recipients, tuple[Problem, ...]]:
    """Read the recipients; nobody where there is no file. One that cannot be read is a problem, and not sound."""
    name = project.recipients_file
    try:
        data = read_bounded(path_inside(project.folder, name), _LIMIT)
    except FileMissingError:
        return Recipients(), ()
    except BriefgenError as error:
        return Recipients(is_sound=False), (Problem(kinds.FILE_UNREADABLE, str(error), Place(name)),)
    return read_recipients(data, name)


def check_recipients(
    project: Project, topics: Sequence[Topic], slugs: Collection[str], forms: Collection[str]
) -> tuple[Problem, ...]:
    """Name what is wrong with the recipients, and those of the topics that nobody knows."""
    recipients, problems = read_project_recipients(project)
    unknown = [
        problem for topic in topics for problem in every_recipient_is_known(topic, recipients, project.recipients_file)
    ]
    absent = every_topic_named_for_is_there(recipients, slugs)
    return (*problems, *unknown, *absent, *every_form_received_is_there(recipients, forms))
