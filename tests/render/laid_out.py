"""A brief laid out and finished in one go."""

from briefgen.model.brief import Brief
from briefgen.model.page import Page
from briefgen.render.html import LayoutOptions, finish_page, lay_out_bare


def lay_out(brief: Brief, options: LayoutOptions = LayoutOptions()) -> Page:  # noqa: B008 - frozen
    """Lay out a brief as a page that can be read and printed."""
    return finish_page(lay_out_bare(brief, options), brief.printed, brief.language)
