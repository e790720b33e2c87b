"""Files that a project may have or not, read whole."""

from briefgen.errors import BriefgenError
from briefgen.files.paths import path_inside
from briefgen.files.reading import FileMissingError, read_bounded
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.project.place import Project


def read_optional(project: Project, name: str, limit: int) -> bytes | Problem | None:
    """Read a file by its path from the project's folder: its bytes, None where there is none, or why it cannot be."""
    try:
        return read_bounded(path_inside(project.folder, name), limit)
    except FileMissingError:
        return None
    except BriefgenError as error:
        return Problem(kinds.FILE_UNREADABLE, str(error), Place(name))
