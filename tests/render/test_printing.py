"""From the page to the PDF: what is in it, what is not, and that nothing is fetched."""

import io
import re
import shutil
import socket
import subprocess
import threading
from dataclasses import replace
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from laid_out import lay_out

from briefgen.model import kinds
from briefgen.model.brief import Section
from briefgen.model.marking import Marking
from briefgen.model.page import Page, Printed
from briefgen.model.printed_excerpt import ExcerptGroup
from briefgen.render.pdf.printing import print_pdf
from briefs.made_up import ENGLISH, GREEK, KAZAKH, RUSSIAN, make_brief, make_entry, prose
from pages.printed_sheets import read_sheets

TLP_COLOURS = {"RED": "#ff2b2b", "AMBER": "#ffc000", "GREEN": "#33ff00", "CLEAR": "#ffffff"}


def extract(printed: Printed, folder: Path, *options: str) -> str:
    """Return a PDF's text as poppler reads it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    (folder / "a.pdf").write_bytes(printed.pdf)
    command = ["pdftotext", *options, str(folder / "a.pdf"), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def print_excerpt(text: str, language: str = "en") -> Printed:
    """Print a brief of one excerpt."""
    groups = (ExcerptGroup("", "g1", (make_entry(1, "a", text, language),)),)
    return print_pdf(lay_out(make_brief(sections=(Section("excerpts", "Evidence", "part-1", groups=groups),))), "one")


def test_printing_has_no_complaint(printed: Printed) -> None:
    """The PDF library has nothing to say about our own templates and style sheets."""
    assert printed.problems == ()


def test_pdf_is_ua_1(printed: Printed) -> None:
    """An independent validator finds the made-up brief to be PDF/UA-1."""
    report = page_validation.validate_pdf_bytes(printed.pdf, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, str(report)


def test_brief_that_opens_with_a_table_is_ua_1() -> None:
    """Where no text stands beside the facts they are laid above the table, and the PDF stays valid."""
    brief = make_brief()
    printed = print_pdf(lay_out(replace(brief, sections=brief.sections[2:5])), "table-first")
    report = page_validation.validate_pdf_bytes(printed.pdf, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, str(report)
    assert printed.problems == ()


def test_query_only_brief_is_ua_1() -> None:
    """A brief with neither author nor judgements, whose few facts stand in columns above the text, is valid too."""
    brief = make_brief()
    opening = Section("summary", "At a glance", "at-a-glance", prose=(prose("It shows what the corpus holds."),))
    bare = replace(
        brief, sections=(opening, *brief.sections[4:]), deck="", analyst="", desk="", contact="", cutoff=None
    )
    page = lay_out(bare)
    assert 'class="rail flat"' in page.html
    printed = print_pdf(page, "query-only")
    report = page_validation.validate_pdf_bytes(printed.pdf, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, str(report)
    assert printed.problems == ()


def test_long_quotations_fill_the_sheet(tmp_path: Path) -> None:
    """A long quotation goes over a sheet's end with five lines or more, its source beside its first lines."""
    entries = tuple(make_entry(1, letter, f"Start {letter}. " + " ".join([ENGLISH] * 24), "en") for letter in "abc")
    section = Section("excerpts", "Evidence", "part-1", groups=(ExcerptGroup("Talks", "g1", entries),))
    printed = print_pdf(lay_out(make_brief(sections=(section,))), "long")
    report = page_validation.validate_pdf_bytes(printed.pdf, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, str(report)
    assert printed.pages == 3
    for sheet in extract(printed, tmp_path, "-layout").split("\f"):
        for letter in "abc":
            assert (f"Start {letter}." in sheet) == bool(re.search(rf"\b1{letter} Nina", sheet))


def test_long_table_fills_the_sheets(tmp_path: Path) -> None:
    """A table longer than a sheet begins where it stands, and each sheet repeats its head."""
    rows = "\n".join(f"| Gauge {number} | {number} cm |" for number in range(70))
    entry = make_entry(
        1, "a", "", "en", kind="table", manner="unchecked", markdown=f"| Gauge | Level |\n|---|---|\n{rows}"
    )
    section = Section("excerpts", "Evidence", "part-1", groups=(ExcerptGroup("Water", "g1", (entry,)),))
    printed = print_pdf(lay_out(make_brief(sections=(section,))), "table")
    assert printed.problems == ()
    sheets = extract(printed, tmp_path, "-layout").split("\f")[: printed.pages]
    assert "Gauge 0 " in sheets[0]
    assert all(re.search(r"Gauge +Level", sheet) for sheet in sheets if "Gauge 6" in sheet or "Gauge 0 " in sheet)


def test_names_and_quotations_are_not_divided(tmp_path: Path) -> None:
    """What is quoted has no division signs, in running text a word is divided only where a line would be very short."""
    words = " ".join(["Kazakhstan organisations notwithstanding intergovernmental"] * 40)
    background = Section("background", "Talks", "part-1", (prose(words),))
    groups = (ExcerptGroup("", "g1", (make_entry(1, "a", words, "en"),)),)
    quoted = Section("excerpts", "Evidence", "part-2", groups=groups)
    text = extract(print_pdf(lay_out(make_brief(sections=(background, quoted))), "words"), tmp_path, "-layout")
    written, said = text.split("Evidence", 1)
    assert "\u2010" not in said
    assert written.count("\u2010") < written.count("\n") / 4


def test_last_sheet_is_never_nearly_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where little would go over to a last sheet, the sheets before it take it in."""
    for words in range(25, 240, 8):
        blocks = (*[prose(" ".join([ENGLISH] * 4))] * 4, prose("Water. " * words))
        page = lay_out(make_brief(sections=(Section("background", "Talks", "part-1", blocks),)))
        with monkeypatch.context() as patch:
            patch.setattr("briefgen.render.pdf.printing._TIGHTER", "</head>")
            if print_pdf(page, "loose").pages == 2:
                break
    else:
        pytest.fail("no text of these is a little longer than a sheet")
    printed = print_pdf(page, "close")
    assert printed.pages == 1
    assert "About this brief" in extract(printed, tmp_path)


def test_pdf_is_byte_identical(page: Page, printed: Printed) -> None:
    """Printing again, after another brief, gives the same bytes."""
    print_excerpt(KAZAKH, "kk")
    assert print_pdf(page, "made-up").pdf == printed.pdf


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (RUSSIAN, "ru"), (KAZAKH, "kk"), (GREEK, "el")])
def test_text_comes_out_as_it_went_in(text: str, language: str, tmp_path: Path) -> None:
    """English, Russian, Kazakh and Greek words can be copied out of the PDF unchanged."""
    found = " ".join(extract(print_excerpt(text, language), tmp_path, "-raw").split())
    assert text in found


def test_pdf_has_title_language_and_outline(printed: Printed, tmp_path: Path) -> None:
    """Title, author, marking, language and an outline of the headings are in the file."""
    (tmp_path / "a.pdf").write_bytes(printed.pdf)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == "Northern Council and Southern Forum: relations"
        assert str(pdf.docinfo["/Author"]) == "A. Analyst"
        assert "TLP:AMBER" in str(pdf.docinfo["/Keywords"])
        assert str(pdf.Root.Lang) == "en"
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root[0].children]
    assert titles[:3] == ["Key judgements", "Contact has stayed thin since 2009", "Positions"]


def test_only_our_fonts_are_embedded(printed: Printed, tmp_path: Path) -> None:
    """Nothing of the made-up brief falls back to a font of this machine."""
    (tmp_path / "a.pdf").write_bytes(printed.pdf)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        names = {str(o.FontName) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o}
    assert names
    assert all("+Brief-" in name for name in names), names


def test_marking_and_page_number_stand_on_every_page(printed: Printed, tmp_path: Path) -> None:
    """Each page bears the label twice, at its head and at its foot, and "n / N"."""
    pages = extract(printed, tmp_path, "-layout").split("\f")[:-1]
    assert len(pages) == printed.pages
    for number, text in enumerate(pages, 1):
        assert text.count("TLP:AMBER") >= 2
        assert re.search(rf"\b{number} ?/ ?{printed.pages}\b", text)


def test_marking_is_at_least_12_points() -> None:
    """The label is printed as large as TLP 2.0 asks for."""
    folder = Path(__file__).parents[2] / "templates"
    assert ".tlp { font-size: var(--marking)" in (folder / "print.css").read_text()
    size = re.search(r"--marking: (\d+)pt", (folder / "tokens.css").read_text())
    assert size
    assert int(size[1]) >= 12


@pytest.mark.parametrize("colour", TLP_COLOURS.values(), ids=list(TLP_COLOURS))
def test_marking_colours_can_be_read(colour: str) -> None:
    """Each colour of TLP 2.0 on its black box has a contrast of 4.5:1 and stands in the style sheet."""
    css = (Path(__file__).parents[2] / "templates" / "brief.css").read_text()
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert (luminance + 0.05) / 0.05 >= 4.5
    assert colour in css or colour == "#ffffff"


def test_contents_list_only_above_four_pages(printed: Printed, tmp_path: Path) -> None:
    """A long brief has a contents list with page numbers, a short one none."""
    assert printed.pages > 4
    assert "Contents" in extract(printed, tmp_path)
    short = print_excerpt(ENGLISH)
    assert short.pages == 1
    assert "Contents" not in extract(short, tmp_path)


def test_letter_paper() -> None:
    """`paper: letter` prints on US Letter."""
    printed = print_pdf(lay_out(make_brief(paper="letter", sections=())), "letter")
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        assert [round(float(edge)) for edge in pdf.pages[0].mediabox[2:]] == [612, 792]


def test_every_marking_prints() -> None:
    """All five labels lay out and print without a complaint."""
    for marking in Marking:
        printed = print_pdf(lay_out(make_brief(marking=marking, sections=())), "marked")
        assert printed.pages == 1
        assert printed.problems == ()


VECTORS = [
    '<img src="{url}">',
    '<link rel="stylesheet" href="{url}">',
    '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">a</a>',
    '<style>@import url("{url}");</style>',
    '<style>@font-face {{ font-family: x; src: url("{url}") }} p {{ font-family: x }}</style><p>a</p>',
    '<p style="background: url({url})">a</p>',
    '<ul style="list-style-image: url({url})"><li>a</li></ul>',
    '<style>p::before {{ content: url("{url}") }}</style><p>a</p>',
    '<object data="{url}"></object>',
    '<embed src="{url}">',
    '<base href="{url}"><img src="x.png">',
    '<svg><image href="{url}"/></svg>',
    '<iframe src="{url}"></iframe>',
    '<video src="{url}" poster="{url}"></video>',
    '<svg><use href="{url}#a"/></svg>',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<img src="file:///etc/passwd">',
]


def test_nothing_is_ever_fetched(tmp_path: Path) -> None:
    """Even a template that asks for addresses and files gets none: no connection, no attachment, a problem each."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        hits: list[object] = []
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    hits.append(server.accept())
                except TimeoutError:
                    continue

        listener = threading.Thread(target=listen)
        listener.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        bodies = [vector.format(url=url) for vector in VECTORS]
        html = "<!DOCTYPE html><html lang=en><title>t</title><h1>h</h1>{}"
        printed = [print_pdf(Page(html.format(body), ""), "hostile") for body in bodies]
        done.set()
        listener.join()
    assert hits == []
    for body, one in zip(bodies, printed, strict=True):
        (tmp_path / "a.pdf").write_bytes(one.pdf)
        with pikepdf.open(tmp_path / "a.pdf") as pdf:
            assert not pdf.attachments, body
        assert b"root:x:0" not in one.pdf
    assert any(p.kind is kinds.BRIEF_FETCH_DENIED for one in printed for p in one.problems)


def test_complaints_become_problems() -> None:
    """What WeasyPrint warns of is a problem of the brief, not a line on the terminal."""
    page = Page("<!DOCTYPE html><html lang=en><title>t</title><style>p { colour: red }</style><h1>h</h1>", "")
    (problem,) = print_pdf(page, "odd").problems
    assert problem.kind is kinds.BRIEF_RENDERER
    assert problem.place.file == "output/odd.pdf"


def test_a_broken_page_prints_nothing() -> None:
    """A page that a broken template left empty gives no PDF."""
    assert print_pdf(Page("", ""), "broken") == Printed(b"", 0)


def test_qpdf_finds_nothing(printed: Printed, tmp_path: Path) -> None:
    """`qpdf --check` passes."""
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    (tmp_path / "a.pdf").write_bytes(printed.pdf)
    subprocess.run(["qpdf", "--check", str(tmp_path / "a.pdf")], check=True, capture_output=True)


def test_long_values_do_not_leave_the_page(tmp_path: Path) -> None:
    """A 400-letter word, a long title and a long desk stay inside the sheet's margins."""
    brief = make_brief(title="Word" * 60, deck="deck" * 60, desk="Desk of " * 12, contact="x" * 90 + "@example.org")
    printed = print_pdf(replace(lay_out(brief)), "long")
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    (tmp_path / "a.pdf").write_bytes(printed.pdf)
    boxes = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True
    ).stdout.decode()
    assert max(float(edge) for edge in re.findall(r'xMax="([\d.]+)"', boxes)) < 595 - 21 / 25.4 * 72 + 6


def test_no_line_breaks_early_before_a_held_blank() -> None:
    """A line that has to break before "sha256 1a2b…" breaks there, not after the first word of the text before it."""
    words = "<b>B</b>, usually reliable · Russian · newspaper article · read 3 Nov 2026 · original kept, sha256"
    style = "@page { size: 150mm 80mm; margin: 5mm } p { font: 8.5pt/11pt 'Brief Sans'; width: 114mm }"
    body = f"<h1>h</h1><p>{words}&nbsp;<i>1a2b0000…ee9f</i>&nbsp;· verbatim</p>"
    printed = print_pdf(Page(f"<!DOCTYPE html><html lang=en><title>t</title><style>{style}</style>{body}", ""), "held")
    (block,) = [block for block in read_sheets(printed.pdf).blocks if block.role == "P"]
    first, second = block.list_lines()
    assert first.text.endswith("original kept,")
    assert second.text.startswith("sha256")
