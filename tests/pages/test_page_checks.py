"""The page checks themselves: a sound page has no fault, and each fault that is planted is found."""

import re
from pathlib import Path

import pytest

from briefgen.model.page import Page
from briefgen.render.pdf.printing import print_pdf
from pages import page_checks
from pages.page_checks import check_pages, find_contrast

STYLE = """
@page { size: a4; margin: 24mm 21mm 25mm;
  @top-right { content: "TLP:GREEN"; font: 12pt "Brief Sans" }
  @bottom-right { content: "TLP:GREEN"; font: 12pt "Brief Sans" } }
body { font: 10.5pt/14pt "Brief Serif"; margin: 0; orphans: 2; widows: 2 }
p, h1, h2 { margin: 0 0 7pt } h2 { break-after: avoid } td, th { border: 1pt solid #888 } .screen { display: none }
"""
WORDS = (
    "The two organisations have never concluded a formal agreement, although officials proposed talks more than once. "
)
SOUND = f"<h2>What was said</h2><p>{WORDS * 12}</p><p><a href='#end'>Below</a> it ends.</p><p id=end>{WORDS * 4}</p>"


def find_faults(body: str, style: str = "", fonts: tuple[str, ...] = ()) -> set[str]:
    """Print a page with a body, and give the names of the faults found."""
    html = (
        f'<!DOCTYPE html><html lang="en"><title>t</title><style media="print">{STYLE}{style}</style>'
        f"<body><!--TLP:GREEN--><h1>Title</h1>{body}</body></html>"
    )
    printed = print_pdf(Page(html, ""), "planted")
    return {fault.check for fault in check_pages(html, printed.pdf, fonts)}


def push(lines: int) -> str:
    """Fill a sheet's first lines, so that what follows comes near its foot."""
    return f'<div style="height: {lines * 14}pt">x</div>'


@pytest.mark.parametrize(
    ("fault", "body", "style"),
    [
        ("stranded heading", push(46) + f"<h2>Alone</h2><p>{WORDS * 8}</p>", "h2 { break-after: auto }"),
        (
            "stranded heading",
            push(46) + f"<h2>Alone</h2><p>{WORDS * 8}</p>",
            "p { orphans: 1 } h2 { break-after: auto }",
        ),
        ("widow or orphan", push(47) + f"<p>{WORDS * 4}</p>", "p { orphans: 1; widows: 1 }"),
        ("outside the margins", "<p style='margin-left: -12mm'>Too far to the left of the sheet.</p>", ""),
        ("outside the margins", f"<p>{'long' * 50}</p>", ""),
        ("text over text", f"<p>{WORDS * 3}</p><p style='margin-top: -30pt'>{WORDS * 3}</p>", ""),
        ("words lost", "<p>Some words that <b style='display: none'>nobody</b> sees.</p>", ""),
        ("words lost", "<p style='width: 0; height: 0; overflow: hidden; display: none'>All of it.</p>", ""),
        ("missing glyph", "<p>A sign \u0378 that no font has.</p>", "p { font-family: 'Brief Sans' }"),
        ("stray line", f"<p style='width: 120mm'>{WORDS}<br>short<br>{WORDS * 2}</p>", ""),
        ("nearly empty", f"<p>few</p><p style='break-before: page'>{WORDS * 9}</p>", ""),
        ("nearly empty", f"<p>{WORDS * 30}</p><p style='break-before: page'>last words</p>", ""),
        (
            "row cut",
            push(44) + f"<table><thead><tr><th>a</thead><tbody><tr><td>{WORDS * 6}</td></tr></tbody></table>",
            "",
        ),
        ("marking missing", SOUND, "@page { @top-right { content: none } }"),
        ("marking missing", SOUND, "@page { @bottom-right { font-size: 11pt } }"),
        (
            "marking missing",
            SOUND + f"<p style='break-before: page; page: bare'>{WORDS * 20}</p>",
            "@page bare { @top-right { content: none } }",
        ),
        ("foreign font", "<p style='font-family: DejaVu Sans, sans-serif'>Words in another face.</p>", ""),
        ("too small", "<p style='font-size: 7.8pt'>Small words.</p>", ""),
        ("too small", "<p>Text<sup style='font-size: 7pt'>[1a]</sup>.</p>", ""),
        ("low contrast", "<p style='color: #888'>Pale words.</p>", ""),
        ("low contrast", "<p style='color: #5f656c; background: #9aa2ab'>Words on a dark ground.</p>", ""),
        ("id twice", "<p id=a>one</p><p id=a>two</p>", ""),
        ("broken link", "<p><a href='#gone'>nowhere</a></p>", ""),
        ("outline differs", SOUND, "h2 { bookmark-level: none }"),
        ("heading level skipped", "<h3>Deep</h3><p>words</p>", ""),
    ],
)
def test_planted_faults_are_found(fault: str, body: str, style: str) -> None:
    """Each check sees the fault that it is there for."""
    assert fault in find_faults(body, style)


def test_a_sound_page_has_no_fault() -> None:
    """Two sheets of ordinary text, a table and a list give nothing to complain of."""
    table = "".join(f"<tr><td>{number}</td><td>{WORDS}</td></tr>" for number in range(40))
    body = (
        f"{SOUND}<table><thead><tr><th>n</th><th>text</th></tr></thead><tbody>{table}</tbody></table>"
        f"<ul><li>{WORDS * 3}</li><li>two</li></ul><p class=screen>not on paper</p>"
        "<p lang=ar dir=rtl style='font-family: DejaVu Sans'>السلام عليكم ورحمة الله</p>"
        "<p style='background: #12436d; color: #fff'>White on blue.</p>"
        "<p>Cited.<sup style='font-size: 7.5pt'>[3a]</sup></p>"
    )
    assert find_faults(body, "th, td { break-inside: avoid } tr { break-inside: avoid }", ("DejaVu",)) == set()


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_short_page_may_be_nearly_empty(paper: str) -> None:
    """A brief of one sheet may be as short as it likes, on either paper."""
    assert find_faults("<p>All there is.</p>", f"@page {{ size: {paper} }}") == set()


def test_every_fault_has_been_planted() -> None:
    """No check can give a fault that no test has seen it give."""
    marker = next(mark for mark in test_planted_faults_are_found.pytestmark if mark.name == "parametrize")
    planted = {case[0] for case in marker.args[1]}
    named = set(re.findall(r'Fault\("([a-z ]+)"', Path(page_checks.__file__).read_text(encoding="utf-8")))
    assert named - planted == {"link without words"}  # the printer never leaves one; a validator looks for it too


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21:1, and the two orders are one."""
    assert find_contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert find_contrast((255, 255, 255), (118, 118, 118)) == pytest.approx(4.54, abs=0.01)
