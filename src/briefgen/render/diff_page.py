"""A comparison as one self-contained page in the project's style: no script, nothing loaded."""

import re
from pathlib import Path

from jinja2 import TemplateError

from briefgen.errors import BriefgenError
from briefgen.model.marking import Marking
from briefgen.model.told import ToldComparison
from briefgen.render.content_policy import allow_own_styles
from briefgen.render.filters import BriefFilters
from briefgen.render.styles import StyleSheets
from briefgen.render.templating.templates import (
    TemplatePathError,
    explain_error,
    find_shipped_templates,
    make_environment,
)
from briefgen.render.typefaces.fonts import write_font_rules
from briefgen.wording.words import digest_words

_PAGE = "pages/diff.html.j2"
_FONTS = "/*fonts*/"
_SHEET = re.compile(r"<style\b[^>]*>.*?</style>", re.DOTALL)


def lay_out_diff(told: ToldComparison, folders: tuple[Path, ...] = ()) -> str:
    """Lay out a comparison; templates and style sheets in `folders` come before the shipped ones.

    Raises BriefgenError where a template fails, with its file and line.
    """
    marking = next((one for one in Marking if one.label == told.marking), Marking.RED)
    filters = BriefFilters(told.language, frozenset(), "", marking)
    environment = make_environment(
        folders, filters.list_filters(), filters.list_names(), f"{told.language} {digest_words()}"
    )
    try:
        html = environment.get_template(_PAGE).render(
            diff=told, marking=marking, styles=StyleSheets(environment), fonts=_FONTS
        )
    except (TemplateError, TemplatePathError, TypeError, ValueError, LookupError, OSError) as error:
        problem = explain_error(error, (*folders, find_shipped_templates()))
        raise BriefgenError(f"{problem.place}: {problem.message}") from error
    words = _SHEET.sub("", html)
    return allow_own_styles(html.replace(_FONTS, write_font_rules(words).strip(), 1))
