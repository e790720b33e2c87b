"""The pages made of what stands on a site: the list of topics, a page for each, the search page, and their style sheet.

They are laid out by ``templates/site/`` in the project's style, in the same sandbox as a brief. Nothing in them is
loaded but the one style sheet and, on the search page alone, the script that searches.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateError

from briefgen.deliver.site.feed import FEED, name_site
from briefgen.deliver.site.plan import Site, SitePlan, TopicShelf
from briefgen.errors import BriefgenError
from briefgen.model.marking import Marking
from briefgen.render.filters import BriefFilters
from briefgen.render.styles import StyleSheets
from briefgen.render.templating.templates import (
    FolderLoader,
    TemplatePathError,
    explain_error,
    find_shipped_templates,
    make_environment,
)
from briefgen.render.typefaces.fonts import write_font_rules
from briefgen.wording.words import digest_words

INDEX, SEARCH_PAGE, SEARCH_SCRIPT, STYLES = "index.html", "search.html", "search.js", "site.css"
_REMARK = re.compile(r"(?P<string>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')|/\*.*?\*/\n?", re.DOTALL)
_SHEETS = ("tokens", "brief", "screen", "site/site")


@dataclass(frozen=True, slots=True)
class ShownSite:
    """What templates see of a site as ``site``: `marking` is the page's, `up` leads to the site's folder."""

    title: str
    language: str
    marking: Marking
    is_restricted: bool
    has_search: bool
    topics: tuple[TopicShelf, ...] = ()
    contact: str = ""
    feed: str = FEED
    styles: str = STYLES
    up: str = ""


def lay_out_pages(plan: SitePlan, site: Site, *, has_search: bool) -> dict[str, bytes]:
    """Lay out all pages, by name: each behind those that it links to.

    Raises BriefgenError where a template fails, with its file and line.
    """
    filters = BriefFilters(site.language, frozenset(), "", plan.marking)
    environment = make_environment(
        site.templates, filters.list_filters(), filters.list_names(), f"site {site.language} {digest_words()}"
    )
    try:
        pages = dict(_lay_out(plan, site, environment, has_search=has_search))
        styles = _write_styles(environment, "".join(pages.values()))
    except (TemplateError, TemplatePathError, TypeError, ValueError, LookupError, OSError) as error:
        problem = explain_error(error, (*site.templates, find_shipped_templates()))
        raise BriefgenError(f"{problem.place}: {problem.message}") from error
    return {STYLES: styles.encode(), **{name: text.encode() for name, text in pages.items()}}


def _lay_out(plan: SitePlan, site: Site, environment: Environment, *, has_search: bool) -> Iterator[tuple[str, str]]:
    def lay_out(template: str, marking: Marking, up: str = "", **values: object) -> str:
        shown = ShownSite(
            name_site(site), site.language, marking, site.is_restricted, has_search, plan.topics, site.contact, up=up
        )
        return environment.get_template(f"site/{template}.html.j2").render(site=shown, marking=marking, **values)

    if has_search:
        yield SEARCH_SCRIPT, _read_script(environment)
        yield SEARCH_PAGE, lay_out("search", plan.marking)
    for topic in plan.topics:
        yield f"{topic.slug}/{INDEX}", lay_out("topic", topic.marking, "../", topic=topic)
    yield INDEX, lay_out("index", plan.marking)


def _read_script(environment: Environment) -> str:
    loader = environment.loader
    assert isinstance(loader, FolderLoader)  # noqa: S101 - make_environment gives no other
    return loader.find("site/search.js").text


def _write_styles(environment: Environment, text: str) -> str:
    """Write the one style sheet: the house's fonts, cut to the alphabets of all pages, its tokens and rules.

    What its authors remark in it is for them.
    """
    styles = StyleSheets(environment)
    rules = _REMARK.sub(lambda found: found["string"] or "", "\n".join(str(styles[name]) for name in _SHEETS))
    return f"{write_font_rules(text).strip()}\n{rules}\n"
