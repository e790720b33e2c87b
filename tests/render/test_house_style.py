"""A ministry's own look: its tokens, its logo, its order of sections, each from a file or a line in templates/."""

import base64
import re
import struct
import zlib
from pathlib import Path

import page as page_validation
import pytest
from laid_out import lay_out

from briefgen.model import kinds
from briefgen.model.brief import Brief
from briefgen.model.page import Page
from briefgen.render.html import LayoutOptions
from briefgen.render.pdf.printing import print_pdf
from briefgen.render.templating.templates import find_shipped_templates
from briefs.made_up import make_brief, make_short_brief

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><title>old</title>'
    '<defs><linearGradient id="a"><stop offset="0" style="stop-color:#123;stop-opacity:1"/></linearGradient></defs>'
    '<rect width="200" height="100" style="fill:url(#a);-inkscape-x:1"/><text x="4" y="20">A &amp; B</text></svg>'
)


def lay_out_with(folder: Path, files: dict[str, str | bytes], brief: Brief | None = None) -> Page:
    """Lay out with some files in the project's own templates/."""
    for name, content in files.items():
        path = folder / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return lay_out(brief or make_brief(), LayoutOptions((folder / "templates",)))


def make_png() -> bytes:
    """Make a picture of 2 x 1 dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0\x12\x43\x6d\xff\xff\xff")
    header = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_own_tokens_need_only_what_they_change(tmp_path: Path) -> None:
    """A tokens.css of one line changes that token; all others stay, since it is read after the shipped one."""
    html = lay_out_with(tmp_path, {"tokens.css": ":root { --accent: #7a1f1f; }"}).html
    assert html.index("--accent: #12436d") < html.index("--accent: #7a1f1f")
    assert html.index("--accent: #7a1f1f") < html.index("@page {\n")
    assert "--column: 122mm" in html


def test_own_tokens_change_the_sheet(tmp_path: Path) -> None:
    """Margins are tokens too: a wider one moves the text on paper."""
    narrow = print_pdf(lay_out_with(tmp_path, {"tokens.css": ":root { --margin-top: 90mm; }"}), "own")
    assert narrow.problems == ()
    assert narrow.pages > print_pdf(lay_out(make_brief()), "shipped").pages


def test_style_sheets_take_their_measures_from_the_tokens() -> None:
    """Colours stand in the tokens alone, but for those that the Traffic Light Protocol lays down."""
    folder = find_shipped_templates()
    assert "#12436d" in (folder / "tokens.css").read_text("utf-8")
    for name in ("brief.css", "print.css"):
        colours = re.findall(
            r"#[0-9a-f]{3,6}\b", re.sub(r"\.tlp[^{]*\{[^}]*\}", "", (folder / name).read_text("utf-8"))
        )
        assert colours == [], name


def test_a_drawn_logo_is_taken_in_clean(tmp_path: Path) -> None:
    """Shapes, gradients and words of logo.svg print under the desk's name; its ids cannot meet the page's."""
    page = lay_out_with(tmp_path, {"logo.svg": DRAWING})
    drawing = page.html[page.html.index('<div class="logo">') : page.html.index('<p class="band">')]
    assert 'aria-label="Example desk' in drawing or 'role="img"' in drawing
    assert 'id="logo-a"' in drawing
    assert 'fill="url(#logo-a)"' in drawing
    assert 'stop-color="#123"' in drawing
    assert "A &amp; B" in drawing
    assert "inkscape" not in drawing
    assert "old" not in drawing
    assert page.problems == ()


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<script>alert(1)</script>", "holds a <script>"),
        ('<image href="https://example.org/a.png"/>', "holds a <image>"),
        ("<style>rect { fill: url(https://example.org/a) }</style>", "holds a <style>"),
        ("<foreignObject><p>a</p></foreignObject>", "holds a <foreignObject>"),
        ('<rect onload="alert(1)"/>', "would run a script"),
        ('<use href="https://example.org/a.svg#b"/>', "asks for"),
        ('<rect fill="url(https://example.org/a)"/>', "asks for"),
        ('<rect style="fill:url(file:///etc/passwd)"/>', "asks for"),
    ],
)
def test_a_logo_that_asks_or_acts_is_refused(tmp_path: Path, inside: str, words: str) -> None:
    """What could run or load anything is named with its file, and the brief prints without the logo."""
    page = lay_out_with(tmp_path, {"logo.svg": DRAWING.replace("<text", inside + "<text")})
    (problem,) = page.problems
    assert problem.kind is kinds.BRIEF_TEMPLATE
    assert problem.place.file == "templates/logo.svg"
    assert words in problem.message
    assert '<div class="logo">' not in page.html
    assert "Key judgements" in page.html


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.svg", "<svg"),
        ("logo.svg", "<html></html>"),
        (
            "logo.svg",
            '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">&a;</svg>',
        ),
        ("logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("logo.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 1"/>'),
        ("logo.png", "<svg></svg>"),
        ("logo.jpg", b"\0" * 600_000),
    ],
)
def test_a_broken_logo_is_a_problem(tmp_path: Path, name: str, content: str | bytes) -> None:
    """A file that is no picture, too large or without a measure is named; the brief still prints."""
    page = lay_out_with(tmp_path, {name: content})
    assert [str(problem.place) for problem in page.problems] == [f"templates/{name}"]
    assert "Key judgements" in page.html


@pytest.mark.parametrize(("name", "content"), [("logo.svg", DRAWING), ("logo.png", make_png())])
def test_a_logo_prints_with_a_name_and_no_request(tmp_path: Path, name: str, content: str | bytes) -> None:
    """Drawn or as a picture, the PDF holds it, stays PDF/UA-1 and complains of nothing."""
    page = lay_out_with(tmp_path, {name: content}, make_short_brief(desk="Example desk"))
    assert 'aria-label="Example desk"' in page.html or 'alt="Example desk"' in page.html
    printed = print_pdf(page, "logo")
    assert printed.problems == ()
    report = page_validation.validate_pdf_bytes(printed.pdf, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, str(report)


def test_only_the_logo_may_be_read_while_printing() -> None:
    """Another picture in a page, be it inside a data: address, is refused as before."""
    picture = "data:image/png;base64," + base64.b64encode(make_png()).decode()
    html = f'<!DOCTYPE html><html lang=en><title>t</title><h1>h</h1><img alt="a" src="{picture}">'
    assert [problem.kind for problem in print_pdf(Page(html, ""), "other").problems] == [kinds.BRIEF_FETCH_DENIED]


def test_one_line_moves_a_section(tmp_path: Path) -> None:
    """A template's `order` puts kinds first or last; all others keep the topic's order, on the page and in its list."""
    shipped = (find_shipped_templates() / "brief.html.j2").read_text("utf-8")
    moved = shipped.replace('{% set order = ("*",) %}', '{% set order = ("sources", "*", "judgements") %}')
    assert moved != shipped
    html = lay_out_with(tmp_path, {"brief.html.j2": moved}).html
    kinds_there = re.findall(r'<section class="(\w+)', html)
    assert kinds_there[0] == "sources"
    assert kinds_there[-2:] == ["judgements", "about"]
    listed = re.findall(r'<li[^>]*><a href="#([^"]+)"', html[html.index('class="contents"') :])[: len(kinds_there) - 1]
    assert listed == re.findall(r'<h2 id="([^"]+)"', html)[:-1]


def test_a_brief_names_its_permanent_address() -> None:
    """With `address` in the settings page one says where the brief stands for good, as a link."""
    html = lay_out(make_brief(address="https://example.org/briefs/made-up")).html
    assert 'href="https://example.org/briefs/made-up">example.org/briefs/made-up</a>' in html
    assert "Permanent address" not in lay_out(make_brief()).html
