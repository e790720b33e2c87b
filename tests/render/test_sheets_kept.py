"""What a process keeps from one print to the next: style sheets that were read, and fonts that were cut."""

from dataclasses import replace

import pytest
from laid_out import lay_out

import briefgen.render.pdf.printing as printer
from briefgen.model.page import Page
from briefgen.render.pdf import sheets
from briefgen.render.pdf.printing import print_pdf
from briefgen.render.typefaces.fonts import write_font_rules
from briefs.made_up import make_brief

_PAGE = "<!DOCTYPE html><html lang=en><title>a</title><style>{}</style><h1>Words</h1><p>and more of them</p>"


def make_page(style: str) -> Page:
    """Make a small page with one style sheet."""
    return Page(_PAGE.format(style), "")


@pytest.fixture(autouse=True)
def forget_sheets() -> None:
    """Begin each test as a new process does."""
    sheets._known.clear()


@pytest.mark.slow
def test_kept_sheets_change_no_byte() -> None:
    """A page comes out the same, byte for byte, from sheets that are read and from sheets that are kept."""
    page = lay_out(make_brief())
    first = print_pdf(page, "a")
    assert sheets._known
    assert print_pdf(page, "a") == first


def test_pages_keep_to_their_own_sheets() -> None:
    """A page is not touched by the sheets, and the sizes of paper, of the page before it."""
    plain = print_pdf(make_page("h1 { color: #123 }"), "a")
    wide = print_pdf(make_page("h1 { color: #123 } @page { size: a3 }"), "b")
    assert wide.pdf != plain.pdf
    assert print_pdf(make_page("h1 { color: #123 }"), "a") == plain
    assert print_pdf(make_page("h1 { color: #123 } @page { size: a3 }"), "b") == wide


def test_a_sheet_that_is_complained_of_is_complained_of_each_time() -> None:
    """What WeasyPrint says of a sheet is told for every page that takes it in, not for the first one alone."""
    page = make_page("h1 { colour-of-words: #123 }")
    assert [len(print_pdf(page, name).problems) for name in ("a", "b")] == [1, 1]


@pytest.mark.parametrize(
    "style",
    [
        "@counter-style dots { system: cyclic; symbols: '·'; suffix: ' ' }",
        "@layer one { h1 { color: #123 } }",
        "@font-face { font-family: x; src: local(x) }",
    ],
)
def test_a_sheet_that_gives_more_than_styles_is_not_kept(style: str) -> None:
    """Counters, layers and fonts belong to a document, so such a sheet is read for each."""
    page = make_page(style)
    first = print_pdf(page, "a")
    assert not sheets._known
    assert print_pdf(page, "a").pdf == first.pdf


@pytest.mark.parametrize(("sections", "is_short"), [(3, True), (99, False)])
def test_a_brief_is_laid_out_once(monkeypatch: pytest.MonkeyPatch, sections: int, is_short: bool) -> None:
    """Whether a list of contents belongs into it is guessed from its words, of which style sheets have none."""
    laid_out: list[str] = []
    own = printer._render

    def count(html: str, complaints: printer.Complaints) -> object:
        laid_out.append(html)
        return own(html, complaints)

    monkeypatch.setattr(printer, "_render", count)
    monkeypatch.setattr(printer, "_is_last_sheet_bare", lambda document: False)
    brief = make_brief()
    page = lay_out(replace(brief, sections=brief.sections[:sections]))
    assert (print_pdf(page, "a").pages < 7) == is_short
    assert len(laid_out) == 1


def test_pages_of_one_alphabet_have_the_same_fonts() -> None:
    """Fonts are cut to alphabets: pages in the same ones share them, and a letter of another adds to them."""
    english = write_font_rules("Astana, 2026")
    assert write_font_rules("“A wholly other text” – 17 % of it") == english
    russian = write_font_rules("Astana: Астана")
    assert len(russian) > len(english)
    assert write_font_rules("Щука and pike") == russian
    assert write_font_rules("Київ, Астана") != russian
