"""The citation style that the settings name, found and read."""

from briefgen.errors import UsageError
from briefgen.files.paths import path_inside
from briefgen.files.reading import FileMissingError, FileRefusedError, read_bounded
from briefgen.project.place import Project
from briefgen.render.citing.styles import LONGEST_STYLE, CitationStyle


def read_citation_style(project: Project) -> CitationStyle | None:
    """Read the style's file; None where the settings name none.

    Raises UsageError where it is not there, is no file or is too long, and PolicyError where a link leads out of the
    project. What stands in it is looked at where it is used, in a confined worker.
    """
    name = project.settings.csl
    if not name:
        return None
    try:
        data = read_bounded(path_inside(project.folder, name), LONGEST_STYLE)
    except FileMissingError as error:
        raise UsageError(f"{project.settings_file}: there is no citation style at `{name}`.") from error
    except FileRefusedError as error:
        message = f"{project.settings_file}: the citation style `{name}` was not read: {error.reason}."
        raise UsageError(message) from error
    return CitationStyle(name, data)
