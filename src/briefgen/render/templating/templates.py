"""Jinja2, shut in: sandboxed, autoescaping whatever a file is called, and strict about undefined names.

Templates come from the user's folder first, then from the shipped ones. A template is trusted as code of
the user's own, yet it reaches no file beside its folders, and what loops for ever is ended by the worker's deadline.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, TracebackType

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefgen.grammar.suggestions import ask_whether
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.render.markdown import clean_text

_FORBIDDEN_FILTERS = ("safe", "xmlattr", "forceescape")
_LARGEST = 512 * 1024
#: How the file of a page ends; the parts that it takes in stand in folders.
_PAGE = ".html.j2"
#: Where the values are that a template sees.
_VALUES = "briefgen.model."
#: What an expression of Jinja2's names when it is undefined.
_UNDEFINED = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'")

_UNKNOWN = re.compile(r"No (?:filter|test) named '([^']+)'")
#: What Jinja2 says of a slip of the pen, and what to do about it.
_NEXT_STEPS = (
    (
        r"innermost block that needs to be closed is '(for|if|set|macro|with|block)'",
        "write the `{% end… %}` that is missing",
    ),
    (r"unexpected '}'|expected token 'end of print statement'", "end what begins with `{{` with `}}`, two braces"),
    (r"expected token 'end of statement block'", "end what begins with `{%` with `%}`"),
    (r"unknown tag '(end\w+|else|elif)'", "take it out, or write the `{% … %}` that it closes before it"),
)


class TemplatePathError(Exception):
    """A template asked for a file outside the template folders."""


@dataclass(frozen=True, slots=True)
class FoundTemplate:
    """A template's text and the file that it came from."""

    text: str
    path: Path


class FolderLoader(BaseLoader):
    """Loads from the first of some folders that has a file of that name, and from nowhere else.

    `used` gives the text of each file that was asked for so far, by its name.
    """

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders
        self.used: dict[str, str] = {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        """Find a template as Jinja2 wants it."""
        found = self.find(template)
        return found.text, str(found.path), None

    def find(self, name: str) -> FoundTemplate:
        """Find a template by its name.

        Raises TemplatePathError for a name with ``..``, an absolute one or a link that leads out of its folder,
        TemplateNotFound where no folder has it.
        """
        found = self.find_all(name, limit=1)
        if not found:
            raise TemplateNotFound(name)
        return found[0]

    def find_all(self, name: str, limit: int | None = None) -> tuple[FoundTemplate, ...]:
        """Find a template in every folder that has it, the first folder's first, `limit` of them at most.

        Raises TemplatePathError as `find` does.
        """
        parts = name.split("/")
        if not name or name.startswith("/") or ".." in parts or "\\" in name or ":" in name or "\0" in name:
            raise TemplatePathError(name)
        there = [folder for folder in self.folders if folder.joinpath(*parts).is_file()]
        found = tuple(_read_inside(folder.joinpath(*parts), folder, name) for folder in there[:limit])
        if found:
            self.used[name] = "".join(one.text for one in found)
        return found


def _read_inside(path: Path, folder: Path, name: str) -> FoundTemplate:
    if not path.resolve().is_relative_to(folder.resolve()):
        raise TemplatePathError(name)
    with path.open("rb") as file:
        text = file.read(_LARGEST + 1)
    if len(text) > _LARGEST:
        raise TemplateNotFound(name, f"the template {name} is larger than 512 KiB")
    return FoundTemplate(text.decode("utf-8", "replace"), path)


def find_shipped_templates() -> Path:
    """Return the folder of our own templates: in the wheel inside the package, in a checkout beside ``src``."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent.parent / "templates"


class _Compiled(BytecodeCache):
    """Templates compiled before in this process, by their file and text; nothing of it is kept on disk."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja2 the code of a template, if it is known."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code is not None:
            self.codes[bucket.key, bucket.checksum] = bucket.code


@cache
def _remember_compiled(language: str) -> _Compiled:
    """Keep a language's templates apart: compiling works out what a filter makes of a constant."""
    return _Compiled()


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's own, with a short way for our own values: frozen, and without anything that leads out of them."""

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Whether a template may see an attribute."""
        if type(obj).__module__.startswith(_VALUES):
            return not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)


def make_environment(
    folders: tuple[Path, ...],
    filters: Mapping[str, Callable[..., object]],
    names: Mapping[str, object],
    language: str,
) -> Environment:
    """Make the environment for one print: our filters and names, and the shipped templates after `folders`.

    Of the brief, the filters may know its language and nothing else where they are given constants.
    """
    environment = _Sandbox(
        loader=FolderLoader((*folders, find_shipped_templates())),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        bytecode_cache=_remember_compiled(language),
        auto_reload=False,  # it lives for one page, all of which is laid out with what is read first
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in _FORBIDDEN_FILTERS:
        environment.filters.pop(name, None)
    environment.filters.update(filters)
    environment.globals.update(names)
    return environment


def list_forms(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """List the forms that a topic may name as its `template`: pages at the top of the template folders, sorted."""
    found = (path for folder in (*folders, find_shipped_templates()) for path in folder.glob(f"*{_PAGE}"))
    return tuple(sorted({path.name.removesuffix(_PAGE) for path in found if path.is_file()}))


def explain_error(error: Exception, folders: tuple[Path, ...], known: Collection[str] = ()) -> Problem:
    """Turn what a template raised into a problem with the template's file, line and column.

    `known` are the names of all filters and tests, for one that is misspelt.
    """
    path, line = _find_place(error)
    text = _read_line(path, line)
    if isinstance(error, TemplatePathError):
        message = f"a template asks for `{error}`, which lies outside the template folders"
        place = _locate(path, line, text, str(error), folders)
        return Problem(kinds.BRIEF_TEMPLATE_PATH, message, place, "put the file into templates/ and name it from there")
    if isinstance(error, TemplateNotFound):
        message = f"there is no template `{error.name}`" if error.message == error.name else str(error.message)
        place = _locate(path, line, text, str(error.name), folders)
        return Problem(kinds.BRIEF_TEMPLATE, message, place, "a template is named by its path inside templates/")
    if isinstance(error, RecursionError):
        hint = "look for a template or macro that includes, extends or calls itself"
        return Problem(
            kinds.BRIEF_TEMPLATE, "the template calls itself without end", _locate(path, 1, "", "", folders), hint
        )
    message = str(error.message if isinstance(error, TemplateError) and error.message else error) or repr(error)
    named = _UNDEFINED.search(message)
    unknown = _UNKNOWN.search(message)
    word = unknown[1] if unknown else (named[1] or named[2]) if named else ""
    place = _locate(path, line, text, word, folders)
    hint = "the fields that a template sees are listed in the README under Templates" if named else ""
    if unknown:
        hint = ask_whether(word, known) or "README, Templates, lists the filters; Jinja2's own can be used as well"
    hint = hint or next((step for pattern, step in _NEXT_STEPS if re.search(pattern, message)), "")
    return Problem(kinds.BRIEF_TEMPLATE, f"the template failed: {message}", place, hint)


def _finalize(value: object) -> object:
    """Take control characters out of every text on its way into the page; markup has been cleaned before."""
    return clean_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _find_place(error: Exception) -> tuple[Path | None, int]:
    """Find the innermost line of a template that the error passed through."""
    if isinstance(error, TemplateSyntaxError):
        return (Path(error.filename) if error.filename else None), error.lineno
    place: tuple[Path | None, int] = (None, 0)
    frame: TracebackType | None = error.__traceback__
    while frame is not None:
        file = frame.tb_frame.f_code.co_filename
        if "__jinja_template__" in frame.tb_frame.f_globals or file.endswith((".j2", ".html")):
            place = (Path(file), frame.tb_lineno)
        frame = frame.tb_next
    return place


def _read_line(path: Path | None, line: int) -> str:
    if path is None or not line or not path.is_file():
        return ""
    lines = path.read_text("utf-8", "replace").splitlines()
    return lines[line - 1] if line <= len(lines) else ""


def _locate(path: Path | None, line: int, text: str, word: str, folders: tuple[Path, ...]) -> Place:
    if path is None:
        return Place("templates")
    name = next((path.relative_to(folder).as_posix() for folder in folders if path.is_relative_to(folder)), path.name)
    return Place(f"templates/{name}", line, max(text.find(word), 0) + 1 if word else 1)
