"""The structure of the PDF, which a screen reader reads: one element for each element of the page."""
# ruff: noqa: ANN401 - pikepdf has no types

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import page as page_validation
import pikepdf
import pytest
from laid_out import lay_out

from briefgen.model.page import Page, Printed
from briefgen.render.pdf.printing import print_pdf
from briefs.made_up import make_brief
from pages.printed_sheets import read_sheets

HEAD = "<!DOCTYPE html><html lang=en><title>t</title><style>@page { size: 100mm 60mm; margin: 5mm }</style>"
PARAGRAPH = "<p>" + "Talks went on for a long time. " * 60 + "</p>"


def print_body(body: str) -> bytes:
    """Print some HTML on small sheets, and see that it is valid PDF/UA-1."""
    printed = print_pdf(Page(HEAD + "<h1>t</h1>" + body, ""), "tags")
    report = page_validation.validate_pdf_bytes(printed.pdf, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report.failures
    return printed.pdf


@dataclass(frozen=True, slots=True)
class Node:
    """A structure element as a test looks at it: its kids' roles, and what it says of itself."""

    role: str
    kids: list[str]
    identity: str
    language: str
    words: str
    scope: str
    heads: list[str]
    box: list[float]


def list_elements(pdf: bytes, role: str) -> list[Node]:
    """List the structure elements of a role, in order."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [_describe(node) for node in _walk(file.Root.StructTreeRoot.K) if str(node.S) == f"/{role}"]


def _describe(node: Any) -> Node:
    said = node.get("/A", pikepdf.Dictionary())
    return Node(
        role=str(node.S)[1:],
        kids=[str(kid.S)[1:] for kid in node.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid],
        identity=str(node.get("/ID", "")),
        language=str(node.get("/Lang", "")),
        words=str(node.get("/Alt", "")),
        scope=str(said.get("/Scope", "")),
        heads=[str(name) for name in said.get("/Headers", ())],
        box=[float(edge) for edge in said.get("/BBox", ())],
    )


def _walk(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _walk(kid)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from _walk(node.get("/K", pikepdf.Array()))


def find_heads(pdf: bytes) -> list[list[int]]:
    """Give for each cell the positions of its head cells among all head cells."""
    names = [cell.identity for cell in list_elements(pdf, "TH")]
    return [[names.index(name) for name in cell.heads] for cell in list_elements(pdf, "TD")]


def read_roles(pdf: bytes) -> list[tuple[str, str]]:
    """List the blocks with their words."""
    return [(block.role, " ".join(block.text.split())) for block in read_sheets(pdf).blocks]


def test_a_paragraph_over_three_sheets_is_one_paragraph() -> None:
    """What goes over a sheet's end stays one element, with its words in order."""
    sheets = read_sheets(print_body(PARAGRAPH))
    assert len(sheets.sizes) >= 3
    (block,) = [block for block in sheets.blocks if block.role == "P"]
    assert "".join(block.text.split()) == "Talkswentonforalongtime." * 60


def test_a_table_over_two_sheets_is_one_table() -> None:
    """The repeated head is an ornament on later sheets, and each cell has the heads of its column and its row."""
    rows = "".join(f"<tr><th scope=row>r{n}</th><td>a{n}</td><td>b{n}</td></tr>" for n in range(30))
    pdf = print_body(f"<table><thead><tr><th>x</th><th>y</th><th>z</th></tr></thead><tbody>{rows}</tbody></table>")
    (table,) = list_elements(pdf, "Table")
    assert table.kids == ["THead", "TBody"]
    assert len(list_elements(pdf, "TR")) == 31
    assert [cell.scope for cell in list_elements(pdf, "TH")] == ["/Column"] * 3 + ["/Row"] * 30
    assert find_heads(pdf) == [[3 + number // 2, 1 + number % 2] for number in range(60)]


def test_cells_belong_to_the_group_above_them() -> None:
    """The head of a group of rows counts for the rows up to the next one, and for no other."""
    body = "".join(
        f"<tr><th scope=rowgroup colspan=2>{name}</th></tr><tr><td>{name}1</td><td>{name}2</td></tr>" for name in "AB"
    )
    pdf = print_body(f"<table><thead><tr><th>x</th><th>y</th></tr></thead><tbody>{body}</tbody></table>")
    assert find_heads(pdf) == [[2, 0], [2, 1], [3, 0], [3, 1]]


def test_cells_that_reach_down_move_the_next_row() -> None:
    """Under a cell of two rows the next row's cells stand in the columns to its right."""
    pdf = print_body(
        "<table><thead><tr><th>x</th><th>y</th></tr></thead>"
        "<tbody><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>"
    )
    assert find_heads(pdf) == [[0], [1], [1]]


def test_languages_are_told() -> None:
    """Words in another language say so; within them the page's own language says so again."""
    pdf = print_body(
        '<p>One <span lang="ru">Два <b lang="en">three</b></span></p><blockquote lang="kk">Төрт</blockquote>'
    )
    assert [node.language for node in list_elements(pdf, "Span")] == ["ru", "en"]
    assert list_elements(pdf, "BlockQuote")[0].language == "kk"


def test_links_say_where_they_lead() -> None:
    """A link over two lines is one element with both its areas, and each says the link's words or its title."""
    words = "a link of many words " * 6
    pdf = print_body(
        f'<p><a href="https://example.org/">{words}</a> <a title="Source 3" href="#t">3</a></p><p id=t>x</p>'
    )
    links = list_elements(pdf, "Link")
    assert len(links) == 2
    with pikepdf.open(io.BytesIO(pdf)) as file:
        said = [str(one.Contents) for page in file.pages for one in page.get("/Annots", ())]
    assert set(said[:-1]) == {words.strip()}
    assert len(said) >= 3
    assert said[-1] == "Source 3"


def test_figures_have_words_and_a_place() -> None:
    """A drawing has its title and description for those who cannot see it, and its place on the sheet."""
    pdf = print_body(
        '<svg width="100" height="40" viewBox="0 0 100 40"><title>Talks</title><desc>More each year.</desc>'
        '<rect width="100" height="40"/></svg>'
    )
    (figure,) = list_elements(pdf, "Figure")
    assert figure.words == "Talks. More each year."
    left, bottom, right, top = figure.box
    assert right - left == pytest.approx(75, abs=0.1)
    assert top - bottom == pytest.approx(30, abs=0.1)
    assert 0 < bottom < top < 60 / 25.4 * 72


def test_a_drawing_without_words_is_a_problem() -> None:
    """A figure that says nothing to a blind reader is named when it is printed."""
    svg = '<svg width="9" height="9" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    printed = print_pdf(Page(HEAD + "<h1>t</h1><p>" + svg, ""), "mute")
    assert "alternative" in printed.problems[0].message


def test_lists_keep_their_items() -> None:
    """Numbers are labels, a list in an item stands in that item's body, terms are labels of what tells them."""
    pdf = print_body("<ol><li>one<ul><li>inner</li></ul></li><li>two</li></ol><dl><dt>word</dt><dd>meaning</dd></dl>")
    assert len(list_elements(pdf, "L")) == 3
    assert [item.kids for item in list_elements(pdf, "LI")] == [["Lbl", "LBody"]] * 4
    assert list_elements(pdf, "LBody")[0].kids == ["L"]
    assert read_roles(pdf)[-2:] == [("Lbl", "word"), ("LBody", "meaning")]


def test_contents_are_a_table_of_contents() -> None:
    """A list of links in a `nav` is read as such."""
    pdf = print_body('<nav><p>Contents</p><ol><li><a href="#a">One</a></li></ol></nav><p id=a>One</p>')
    (item,) = list_elements(pdf, "TOCI")
    assert item.kids == ["Lbl", "Reference"]
    assert list_elements(pdf, "L") == []


def test_ornaments_are_not_read() -> None:
    """What is hidden from screen readers is in the picture and not in the structure."""
    pdf = print_body('<p>Read <span aria-hidden="true">QQQ</span> this</p>')
    assert [text for _, text in read_roles(pdf)] == ["t", "Read this"]
    assert any("QQQ" in piece.text for piece in read_sheets(pdf).list_running(0))


def test_bare_text_gets_a_paragraph() -> None:
    """Text that stands in no paragraph is given one, block by block, in the order of the page."""
    pdf = print_body("<section>first<p>second</p>third<div>fourth <b>still</b></div></section>")
    assert read_roles(pdf)[1:] == [("P", "first"), ("P", "second"), ("P", "third"), ("P", "fourth still")]


def test_running_heads_are_not_read(printed: Printed) -> None:
    """No marking, title or page number of a sheet's margins stands in the made-up brief's structure."""
    sheets = read_sheets(printed.pdf)
    assert not any("TLP:AMBER" in block.text and block.role == "P" for block in sheets.blocks)
    assert all(sheets.list_running(sheet) for sheet in range(printed.pages))


def test_structure_holds_every_word() -> None:
    """All that the made-up brief prints outside the margins is in its structure."""
    sheets = read_sheets(print_pdf(lay_out(make_brief()), "made-up").pdf)
    held = {id(piece) for block in sheets.blocks for piece in block.pieces}
    lost = [piece for piece in sheets.pieces if piece.number >= 0 and id(piece) not in held]
    for piece in lost:
        assert any(sheet == piece.sheet and min(box.overlaps(piece.box)) > 0 for sheet, box in sheets.figures), (
            piece.text
        )
