"""The files that a page is made of: which templates and style sheets there are, and which are the user's own."""

import re
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import UsageError
from briefgen.files.writing import write_whole
from briefgen.grammar.suggestions import ask_whether
from briefgen.render.templating.templates import find_shipped_templates
from briefgen.wording.words import find_catalogue, list_shipped

#: The first comment of a template or style sheet says what it is for.
_COMMENT = re.compile(r"\{#-?\s*(.*?)\s*-?#\}|/\*\s*(.*?)\s*\*/", re.DOTALL)
_ENDS = (".j2", ".css", ".po", ".svg", ".png", ".jpg")


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template or style sheet by its name inside ``templates/``; `purpose` is a sentence."""

    name: str
    purpose: str
    is_shipped: bool
    is_own: bool


def list_template_files(folder: Path | None) -> tuple[TemplateFile, ...]:
    """List the shipped templates and those in the user's `folder`, which come first."""
    shipped = _list_names(find_shipped_templates())
    own = _list_names(folder) if folder and folder != find_shipped_templates() else {}
    names = sorted({*shipped, *own}, key=lambda name: ("/" in name, name))
    return tuple(
        TemplateFile(name, _read_purpose(own.get(name) or shipped[name]), name in shipped, name in own)
        for name in names
    )


def copy_template(name: str, folder: Path) -> Path:
    """Copy a shipped template into the user's `folder`, where it takes the shipped one's place; return the copy.

    Raises UsageError for a name that none has, and where the folder has such a file already.
    """
    shipped = _list_names(find_shipped_templates()) | _list_catalogues()
    if name not in shipped:
        raise UsageError(f"no shipped template is called `{name}`. {ask_whether(name, shipped)}".rstrip())
    path = folder / name
    if path.exists() or path.is_symlink():
        raise UsageError(f"templates/{name} is there already; it is in use.")
    write_whole(path, shipped[name].read_bytes())
    return path


def _list_catalogues() -> dict[str, Path]:
    """List the shipped catalogues of words by the name that a project's own has inside ``templates/``."""
    return {f"catalogues/{language}.po": find_catalogue(language) for language in list_shipped()}


def _list_names(folder: Path) -> dict[str, Path]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix in _ENDS)
    return {path.relative_to(folder).as_posix(): path for path in files}


def _read_purpose(path: Path) -> str:
    """Read what a file's first comment says, its first sentence."""
    if path.suffix not in (".j2", ".css"):
        return ""
    found = _COMMENT.search(path.read_text("utf-8", "replace"))
    text = " ".join((found[1] or found[2] or "").split()) if found else ""
    return re.split(r"(?<=\.)\s", text, maxsplit=1)[0].rstrip(".")
