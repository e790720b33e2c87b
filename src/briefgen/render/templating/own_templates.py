"""The templates and style sheets of the user's own, looked through before and after a page is laid out."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.render.styles import TOKENS
from briefgen.render.templating.lint import TemplateText, lint_templates
from briefgen.render.templating.page_lint import find_nested_boxes, find_skipped_headings
from briefgen.render.templating.style_lint import lint_sheets
from briefgen.render.templating.templates import find_shipped_templates


@dataclass(frozen=True, slots=True)
class OwnTemplates:
    """The user's templates and style sheets, as text, and those that could not be read, as problems."""

    templates: tuple[TemplateText, ...] = ()
    sheets: tuple[TemplateText, ...] = ()
    unreadable: tuple[Problem, ...] = ()


def read_own_templates(folders: tuple[Path, ...]) -> OwnTemplates:
    """Read every template and style sheet of the user's; links are left to the loader, which judges them."""
    templates: list[TemplateText] = []
    sheets: list[TemplateText] = []
    unreadable: list[Problem] = []
    for folder in folders:
        for path in sorted((*folder.rglob("*.j2"), *folder.rglob("*.css"))):
            name = f"templates/{path.relative_to(folder).as_posix()}"
            if path.is_symlink() or not path.is_file():
                continue
            try:
                text = TemplateText(path.read_text("utf-8", "replace"), name)
            except OSError as error:
                message = f"the template cannot be read: {error.strerror}"
                unreadable.append(Problem(kinds.BRIEF_TEMPLATE, message, Place(name)))
                continue
            (sheets if path.suffix == ".css" else templates).append(text)
    return OwnTemplates(tuple(templates), tuple(sheets), tuple(unreadable))


@lru_cache(maxsize=4)
def check_own_templates(own: OwnTemplates, names: frozenset[str]) -> tuple[Problem, ...]:
    """Find what breaks in the user's templates and style sheets, before a page is laid out.

    `names` are those that the page's environment gives. It is found once a process: all pages have the same templates.
    """
    if not (own.templates or own.sheets):
        return own.unreadable
    shipped, sheets = _read_shipped()
    styles = lint_sheets(own.sheets, (*_leave_replaced(sheets, own), *shipped, *own.templates)) if own.sheets else ()
    found = lint_templates(own.templates, tuple(one.text for one in shipped), names) if own.templates else ()
    return (*own.unreadable, *found, *styles)


def _leave_replaced(sheets: tuple[TemplateText, ...], own: OwnTemplates) -> tuple[TemplateText, ...]:
    """Leave out shipped sheets that the user's take the place of; tokens.css is read beside the user's."""
    names = {one.file for one in own.sheets} - {f"templates/{TOKENS}.css"}
    return tuple(one for one in sheets if one.file not in names)


@cache
def _read_shipped() -> tuple[tuple[TemplateText, ...], tuple[TemplateText, ...]]:
    """Read the shipped templates and style sheets."""
    shipped = read_own_templates((find_shipped_templates(),))
    return shipped.templates, shipped.sheets


def check_own_page(html: str, template: str, own: OwnTemplates) -> tuple[Problem, ...]:
    """Find what only the laid-out page shows of the user's templates."""
    if not (own.templates or own.sheets):
        return ()
    skipped = find_skipped_headings(html, template, own.templates)
    return (*skipped, *find_nested_boxes(html, own.sheets, template))
