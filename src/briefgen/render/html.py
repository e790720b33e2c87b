"""A finished brief to one self-contained HTML file: templates, style sheets and fonts inside, no script."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from pathlib import Path

from jinja2 import Environment, TemplateError
from markupsafe import Markup

from briefgen.files.digest import digest_text
from briefgen.grammar.markings import shows_label
from briefgen.model import kinds
from briefgen.model.brief import Brief, Statistics
from briefgen.model.marking import Marking
from briefgen.model.page import Page
from briefgen.model.problem import Place, Problem
from briefgen.render.citing.citing import cite_by_style
from briefgen.render.citing.styles import CitationStyle
from briefgen.render.content_policy import allow_own_styles
from briefgen.render.figures.widths import measure_text
from briefgen.render.filters import BriefFilters, list_anchors
from briefgen.render.logo import take_logo
from briefgen.render.source_filters import SourceFilters
from briefgen.render.styles import StyleSheets
from briefgen.render.templating.own_templates import check_own_page, check_own_templates, read_own_templates
from briefgen.render.templating.templates import (
    FolderLoader,
    TemplatePathError,
    explain_error,
    find_shipped_templates,
    make_environment,
)
from briefgen.render.typefaces.fonts import digest_fonts, write_font_rules
from briefgen.render.typefaces.glyphs import check_glyphs
from briefgen.wording.dates import write_day
from briefgen.wording.labels import say
from briefgen.wording.words import digest_words

#: Around the contents list in the page's text: the printer leaves it out of a short brief.
CONTENTS_START, CONTENTS_END = "<!--contents-->", "<!--/contents-->"
_PAGED = re.compile("<!--paged-->(.*?)<!--/paged-->\n?", re.DOTALL)
_FONTS_START, _FONTS_END = "/*fonts*/", "/*end of fonts*/"
#: Stands for the print date while the page is laid out; its private-use characters are cleaned out of all other text.
_PRINTED = Markup("\uf8f0printed\uf8f1")

_REQUIRED = (
    (
        "language",
        'write <html lang="{{ brief.language }}">',
        re.compile(r"<html\b[^>]*\slang=[\"']?[a-z]", re.IGNORECASE),
    ),
    ("title", "write <title>{{ brief.title }}</title> in the head", re.compile(r"<title>\s*[^\s<]", re.IGNORECASE)),
)

#: What of a page nobody reads: its head, styles, comments, the tags themselves.
_NO_TEXT = re.compile(r"<head\b.*?</head>|<style\b.*?</style>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)
#: What a template can raise; a recursion is one that includes itself.
_TEMPLATE_FAILURES = (
    TemplateError,
    TemplatePathError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    RecursionError,
)


@dataclass(frozen=True, slots=True)
class LayoutOptions:
    """Where templates are looked for before the shipped ones, and which of them is the page's.

    `citation_style` is the project's own, None for the default one. `font_rules` load the fonts from where the page
    is served; "" puts them into it, cut to what it needs.
    """

    template_folders: tuple[Path, ...] = ()
    template: str = "brief"
    citation_style: CitationStyle | None = None
    font_rules: str = ""


def lay_out_bare(brief: Brief, options: LayoutOptions = LayoutOptions()) -> Page:
    """Lay out a brief but for the print date and the fonts, which no digest counts.

    It tells whether a brief is stale; `finish_page` makes a page of it that can be read and printed. Broken
    templates and characters without a glyph come back as problems, never as exceptions.
    """
    brief, uncited = cite_by_style(brief, options.citation_style)
    environment = _prepare_environment(brief, options.template_folders)
    folders = (*options.template_folders, find_shipped_templates())
    own = read_own_templates(options.template_folders)
    linted = check_own_templates(own, frozenset(environment.globals))
    # A broken one would let a stranger's text through; without a token the page has neither colours nor a sheet's size.
    if any(problem.kind in (kinds.BRIEF_TEMPLATE, kinds.STYLE_TOKEN_MISSING) for problem in linted):
        return Page("", "", linted)
    logo = take_logo(options.template_folders, brief.desk or say("logo_of", brief.language))
    try:
        html = _render(environment, brief, options.template, logo.markup)
    except (*_TEMPLATE_FAILURES, OSError) as error:
        failed = explain_error(error, folders, (*environment.filters, *environment.tests))
        return Page("", "", linted if _is_told(failed, linted) else (*linted, failed))
    unreadable = _check_page(html, options.template)
    lacking = unreadable or _check_marking(html, brief.marking.label, options.template)
    if lacking:
        return Page("", "", lacking)
    digest = digest_text(html + digest_fonts())
    bare, sheet = _take_paged(html)
    return Page(
        bare,
        digest,
        (*uncited, *linted, *logo.problems, *check_own_page(html, options.template, own), *check_glyphs(brief, html)),
        sheet=sheet,
        own=tuple((one.file, one.text) for one in (*own.templates, *own.sheets)),
        used=_list_used(environment, logo.markup),
        marking=brief.marking.label,
    )


def _prepare_environment(brief: Brief, folders: tuple[Path, ...]) -> Environment:
    filters = BriefFilters(brief.language, list_anchors(brief), _PRINTED, brief.topic_marking)
    sources = SourceFilters(brief)
    return make_environment(
        folders,
        filters.list_filters() | sources.list_filters(),
        filters.list_names() | sources.list_names(),
        f"{brief.language} {digest_words()}",
    )


def warm_up_layout(language: str) -> None:
    """Load what every page needs and compile the shipped templates, so that workers forked from here find it done.

    It is our own that is compiled, of an empty brief: nothing of a user's or a stranger's.
    """
    brief = Brief("", "", Marking.CLEAR, (), Statistics(), language)
    finish_page(lay_out_bare(brief), "2000-01-01", language, " ")
    environment = _prepare_environment(brief, ())
    folder = find_shipped_templates()
    for path in sorted(folder.rglob("*.j2")):
        environment.get_template(path.relative_to(folder).as_posix())
    for weight in (400, 600):
        measure_text("", 1, weight)


def _list_used(environment: Environment, logo: Markup) -> tuple[tuple[str, str], ...]:
    """List what a page was laid out with beside the brief, each with its digest."""
    assert isinstance(environment.loader, FolderLoader)  # noqa: S101 - make_environment gives no other
    texts = {**environment.loader.used, "the logo": str(logo), "the project's own words": digest_words()}
    return tuple((name, _digest_once(text)) for name, text in sorted(texts.items()) if text)


@lru_cache(maxsize=256)
def _digest_once(text: str) -> str:
    """Digest a text that many pages take in."""
    return digest_text(text)


def _is_told(failed: Problem, linted: tuple[Problem, ...]) -> bool:
    """Whether the look through the templates has named the field already that made a template fail."""
    where = (failed.place.file, failed.place.line)
    return any(one.kind is kinds.TEMPLATE_FIELD and (one.place.file, one.place.line) == where for one in linted)


def finish_page(page: Page, printed: str, language: str, font_rules: str = "") -> Page:
    """Put into a bare page what its digest leaves out: the print date ("": not dated), the fonts, and its policy.

    `font_rules` as in `LayoutOptions`.
    """
    if not page.html:
        return page
    date = write_day(printed, language) if printed else say("not_dated", language)
    html = page.html.replace(_PRINTED, date)
    rules = font_rules or _cut_fonts_for(html)
    html = html.replace(_FONTS_START + _FONTS_END, f"{_FONTS_START}{rules}{_FONTS_END}", 1)
    if font_rules:
        html = html.replace("font-src data:", "font-src 'self'", 1)
    return replace(page, html=allow_own_styles(html), printed=printed)


def _cut_fonts_for(html: str) -> str:
    return write_font_rules(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL) + "0123456789/–…“”")


def _take_paged(html: str) -> tuple[str, str]:
    """Part a page from what only the PDF printer knows."""
    return _PAGED.sub("", html), "".join(_PAGED.findall(html))


def _check_page(html: str, template: str) -> tuple[Problem, ...]:
    """Name what a page lacks that a PDF/UA-1 file must have (7.1, 7.2) and only a template can give."""
    place = Place(f"templates/{template}.html.j2")
    return tuple(
        Problem(kinds.BRIEF_TEMPLATE, f"the page has no {what}, so a screen reader cannot name it", place, hint)
        for what, hint, pattern in _REQUIRED
        if not pattern.search(html)
    )


def _check_marking(html: str, label: str, template: str) -> tuple[Problem, ...]:
    """Name that a page does not say who may read it: it bears its TLP label, whatever its template is (TLP 2.0)."""
    if shows_label(unescape(_NO_TEXT.sub("", html)), label):
        return ()
    message = f"the page does not bear its marking, {label}: who has it cannot know who may read it"
    place = Place(f"templates/{template}.html.j2")
    return (Problem(kinds.BRIEF_TEMPLATE, message, place, "write {{ brief.marking.label }} at its head"),)


def cut_fonts(html: str) -> str:
    """Take the fonts out of a page for the printer, which has them already."""
    start, end = html.find(_FONTS_START), html.find(_FONTS_END)
    return html[:start] + html[end + len(_FONTS_END) :] if 0 <= start < end else html


def _render(environment: Environment, brief: Brief, template: str, logo: Markup) -> str:
    dateless = replace(brief, printed=_PRINTED)
    names = {"brief": dateless, "logo": logo, "styles": StyleSheets(environment), "fonts": _FONTS_START + _FONTS_END}
    return environment.get_template(f"{template}.html.j2").render(**names)
