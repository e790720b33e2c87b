"""A project's recipients, found and read."""

from briefgen.model.problem import Problem
from briefgen.model.recipient import Recipients
from briefgen.project.place import Project
from briefgen.project.reading.optional_files import read_optional
from briefgen.read.recipients import read_recipients

_LIMIT = 8 << 20


def read_project_recipients(project: Project) -> tuple[Recipients, tuple[Problem, ...]]:
    """Read the recipients; nobody where there is no file. One that cannot be read is a problem, and not sound."""
    found = read_optional(project, project.recipients_file, _LIMIT)
    if found is None:
        return Recipients(), ()
    if isinstance(found, Problem):
        return Recipients(is_sound=False), (found,)
    return read_recipients(found, project.recipients_file)
