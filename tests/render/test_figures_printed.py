"""Figures on paper and in a browser: tagged, named, with their numbers, and legible on both."""

import shutil
import subprocess
from pathlib import Path

import page
import pytest
from laid_out import lay_out
from playwright.sync_api import sync_playwright

from briefgen.model.brief import Brief, Section
from briefgen.model.chart import Chart, ChartRow
from briefgen.model.printed_excerpt import TimelineEntry
from briefgen.model.prose import CitationMark
from briefgen.render.pdf.printing import print_pdf
from briefs.made_up import day, make_brief

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
#: Words of a figure that leave their picture or lie on one another, as the browser sees them.
ASTRAY = """() => [...document.querySelectorAll('svg.drawing')].flatMap(picture => {
    const frame = picture.viewBox.baseVal
    const boxes = [...picture.querySelectorAll('text')].map(text => [text.textContent, text.getBBox()])
    const out = boxes.filter(([_, b]) =>
        b.x < -1 || b.x + b.width > frame.width + 1 || b.y + b.height > frame.height + 2)
    const meet = (a, b) => a.x + 1 < b.x + b.width && b.x + 1 < a.x + a.width
        && a.y + 3 < b.y + b.height && b.y + 3 < a.y + a.height
    const over = boxes.filter(([_, a], i) => boxes.some(([_, b], k) => i < k && meet(a, b)))
    return [...out, ...over].map(([text, _]) => text)
})"""
_DATES = (
    "1973/1975",
    "1994",
    "2001~",
    "2004-07-08",
    "2005/2008",
    "2009-06-25?",
    "201X",
    "2016/..",
    "2018-03",
    "2022-02-24",
)
_TEXTS = (
    "NATO and the CSTO are named as partners in a pact",
    "Договорённость о сотрудничестве",
    "هذا نص عربي",
    "W" * 200,
)


def make_figures(language: str) -> Brief:
    """Make a brief of a timeline of every kind of date and of every kind of chart."""
    events = tuple(
        TimelineEntry(day(date), text, label=text, marks=(CitationMark("1a", "e1a"),), weight=number % 3)
        for number, date in enumerate(_DATES)
        for text in (_TEXTS[number % len(_TEXTS)],)
    )
    years = tuple(str(year) for year in range(2001, 2019))
    rows = tuple(ChartRow(name, tuple(range(18))) for name in ("UN", "Қазақстан", "العربية", "Very long name " * 10))
    charts = (
        Chart("actors", "part-2-actors", "Finding", "Measure; n = 1", years, rows, (1, 2, 3), "A note.", "Year", 4),
        Chart("years", "part-2-years", "Finding", "Measure; n = 1", years, rows[:2], heading="Year"),
        Chart("types", "part-2-types", "Finding", "Measure; n = 1", years[:4], (ChartRow("Sources", (1234, 9, 1, 0)),)),
    )
    timeline = Section("timeline", "When", "part-1", timeline=events)
    return make_brief(sections=(timeline, Section("chart", "How many", "part-2", charts=charts)), language=language)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_figures_are_printed_without_complaint(tmp_path: Path, language: str) -> None:
    """The PDF library says nothing, the file passes PDF/UA-1, each picture is named and its numbers are text."""
    printed = print_pdf(lay_out(make_figures(language)), "figures")
    assert printed.problems == ()
    path = tmp_path / "figures.pdf"
    path.write_bytes(printed.pdf)
    report = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report.failures
    structure = subprocess.run(["pdfinfo", "-struct", str(path)], capture_output=True, text=True, check=True).stdout
    assert structure.count("Figure") == 4
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "1234" in text
    assert "Қазақстан" in text


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figures_are_legible_in_a_browser(tmp_path: Path, scheme: str) -> None:
    """A browser, which kerns, keeps the words apart too; on a phone the list stands for the timeline."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    path = tmp_path / "figures.html"
    path.write_text(lay_out(make_figures("ru")).html, "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_context(color_scheme="dark" if scheme == "dark" else "light").new_page()
        for width in (320, 1280):
            tab.set_viewport_size({"width": width, "height": 900})
            tab.goto(path.as_uri())
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
            assert tab.locator(".timeline-figure svg").is_visible() == (width > 640)
        assert tab.evaluate(ASTRAY) == []
        browser.close()
