"""A brief bears its marking on the page and on every sheet, whatever the house's templates and styles are."""

from pathlib import Path

import pytest
from laid_out import lay_out

from briefgen.model.page import Page
from briefgen.render.html import LayoutOptions
from briefgen.render.pdf.printing import print_pdf
from briefgen.render.templating.templates import find_shipped_templates
from briefs.made_up import make_short_brief
from own_pages import MARKED

_HEAD = '<!DOCTYPE html><html lang="{{ brief.language }}"><head><title>{{ brief.title }}</title></head><body>'


def lay_out_own(folder: Path, name: str, text: str) -> Page:
    """Lay a brief out with a template or a style sheet of one's own."""
    (folder / name).write_text(text, encoding="utf-8")
    return lay_out(make_short_brief(), LayoutOptions((folder,)))


@pytest.mark.parametrize(
    "body",
    [
        "<h1>{{ brief.title }}</h1>", "<h1>a</h1><!-- {{ brief.marking.label }} -->",
        "<style>p::after { content: '{{ brief.marking.label }}' }</style><p>a</p>",
        '<p title="{{ brief.marking.label }}">a</p>',
    ],
)  # fmt: skip
def test_a_template_that_forgets_the_marking_lays_nothing_out(tmp_path: Path, body: str) -> None:
    """Nor does it count where nobody reads it: in a comment, a style, an attribute."""
    page = lay_out_own(tmp_path, "brief.html.j2", _HEAD + body)
    (problem,) = page.problems
    assert (problem.kind.code, problem.place.file, page.html) == ("BG-PRINT-003", "templates/brief.html.j2", "")
    assert make_short_brief().marking.label in problem.message
    assert "brief.marking.label" in problem.hint


@pytest.mark.parametrize(
    "style",
    [
        "@page { @top-right { content: none } @bottom-right { content: none } } "
        "@page :first { @top-right { content: none } @bottom-right { content: none } }",
        ".running-marking { visibility: hidden }", ".running-marking { display: none }",
    ],
)  # fmt: skip
def test_sheets_without_a_marking_are_an_error(tmp_path: Path, style: str) -> None:
    """A style sheet of the house's own leaves it out of the margins: the sheets are named."""
    shipped = (find_shipped_templates() / "paged.css").read_text("utf-8")
    printed = print_pdf(lay_out_own(tmp_path, "paged.css", shipped + style), "own")
    (problem,) = [one for one in printed.problems if one.kind.code == "BG-PRINT-003"]
    label = make_short_brief().marking.label
    assert problem.message.startswith(f"{label} stands neither at the head nor at the foot of sheet 1")


@pytest.mark.parametrize(
    "marked",
    [
        MARKED,
        MARKED.replace("{ position", "{ text-transform: lowercase; width: 1mm; position"),
        MARKED.replace("{{ brief.marking.label }}", "<span>TLP:</span><wbr><b>{{ brief.marking.label[4:] }}</b>"),
        MARKED.replace("running(label)", "fixed; top: -18mm"),
    ],
    ids=["plain", "in small letters, broken into lines", "in pieces", "fixed"],
)
def test_a_template_of_ones_own_may_put_it_where_it_likes(tmp_path: Path, marked: str) -> None:
    """In one margin of each sheet, which is enough, and in the house's own style."""
    page = lay_out_own(tmp_path, "brief.html.j2", f"{_HEAD}{marked}<h1>a</h1>{'<p>b</p>' * 200}")
    printed = print_pdf(page, "own")
    assert (printed.problems, printed.pages > 1) == ((), True)
