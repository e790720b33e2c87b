"""The page's policy, and what of a page only the PDF printer gets."""

import base64
import hashlib
from pathlib import Path

from laid_out import lay_out

from briefgen.render.content_policy import allow_own_styles
from briefgen.render.html import LayoutOptions
from briefgen.render.pdf.printing import print_pdf
from briefs.made_up import make_brief

POLICY = "<meta content=\"default-src 'none'; style-src 'unsafe-inline'\">"


def test_sheets_are_allowed_by_their_digests_as_a_browser_counts_them() -> None:
    """Each sheet once, its line ends as HTML reads them; a page without sheets allows none."""
    digest = base64.b64encode(hashlib.sha256(b"p {\n}").digest()).decode()
    page = allow_own_styles(f"{POLICY}<style>p {{\r\n}}</style><STYLE media=print>p {{\n}}</STYLE>")
    assert f"style-src 'sha256-{digest}'\">" in page
    assert "style-src 'none'" in allow_own_styles(POLICY + "<p>style=red")


def test_a_template_with_style_attributes_keeps_its_looks() -> None:
    """A digest cannot allow an attribute, so a page that has one allows its inline styles, sheets and all."""
    page = f'{POLICY}<style>p {{ margin: 0 }}</style><p class="a" style="color: red">'
    assert allow_own_styles(page) == page


def test_what_only_the_pdf_printer_knows_stands_not_in_the_page(tmp_path: Path) -> None:
    """paged.css is laid out and counts in the digest, and the HTML file goes without it."""
    shipped = lay_out(make_brief())
    assert "running(" in shipped.sheet
    assert "running(" not in shipped.html
    assert "<!--paged-->" not in shipped.html
    (tmp_path / "paged.css").write_text("@page { size: a5; margin: 5mm }", "utf-8")
    own = lay_out(make_brief(), LayoutOptions((tmp_path,)))
    assert own.html == shipped.html
    assert own.digest != shipped.digest
    assert print_pdf(own, "own").pages > print_pdf(shipped, "shipped").pages
