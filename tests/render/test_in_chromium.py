"""The HTML file as a browser shows it: alone, quiet, within a phone's width, and open to everyone."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from laid_out import lay_out
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from asked_axe import find_violations, tell_violations
from briefgen.model.brief import Section
from briefgen.model.page import Page
from briefgen.model.prose import Prose
from briefgen.render.text_fragments import link_to_words
from briefs.made_up import make_brief

pytestmark = pytest.mark.slow
WIDTHS = (320, 360, 768, 1280, 3840)
#: Ids of elements that a link leads to and that no reader would find there.
LOST = """() => [...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href').slice(1))
    .filter(id => !document.getElementById(id)?.checkVisibility())"""


@pytest.fixture(scope="module")
def file(page: Page, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the made-up brief to disk and return its address."""
    path = tmp_path_factory.mktemp("page") / "made-up.html"
    path.write_text(page.html, "utf-8")
    return path.as_uri()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """Open a window of a desk's size."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


def test_page_asks_for_nothing_and_complains_of_nothing(tab: Tab, file: str) -> None:
    """No request but the file itself leaves the page, and its own policy forbids nothing that it does."""
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(file)
    tab.evaluate("document.fonts.ready")
    tab.emulate_media(media="print")
    tab.emulate_media(media="screen", color_scheme="dark")
    assert [url for url in asked if not url.startswith("data:")] == [file]
    assert said == []
    assert tab.evaluate("document.fonts.check('16px \"Brief Serif\"')")


@pytest.mark.parametrize("width", WIDTHS)
def test_page_never_scrolls_sideways(tab: Tab, tmp_path: Path, width: int) -> None:
    """From 320 px to a wall screen all stands within the window, long words, titles and addresses too."""
    brief = make_brief(title="Word" * 60, deck="deck" * 60, desk="Desk of " * 12, contact="x" * 90 + "@example.org")
    (tmp_path / "long.html").write_text(lay_out(brief).html, "utf-8")
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto((tmp_path / "long.html").as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_skip_link_leads_to_the_text(tab: Tab, file: str) -> None:
    """The first press of Tab shows the link, Enter goes past the facts and the contents."""
    tab.goto(file)
    tab.keyboard.press("Tab")
    link = tab.locator(".skip:focus")
    box = link.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] >= 0
    tab.keyboard.press("Enter")
    assert tab.evaluate("location.hash") == "#text"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("width", [320, 1280])
def test_citations_lead_to_what_can_be_seen(tab: Tab, file: str, width: int) -> None:
    """Each link inside the page has a visible target, and a click brings it out from under the marking."""
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(file)
    assert tab.evaluate(LOST) == []
    for selector in (".judgement-list a.cite", ".said a.cite", ".source a.number", ".source-list a.cite"):
        link = tab.locator(selector).first
        target = link.get_attribute("href")
        link.click()
        box = tab.locator(str(target)).bounding_box()
        bar = tab.locator(".running-marking").bounding_box()
        assert box
        assert bar
        assert bar["y"] + bar["height"] <= box["y"] < 900, selector


def test_marking_stays_in_sight(tab: Tab, file: str) -> None:
    """However far one scrolls, the label is on the screen."""
    tab.goto(file)
    tab.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    box = tab.locator(".running-marking .tlp").bounding_box()
    assert box
    assert 0 <= box["y"] < 900


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(browser: Browser, file: str, scheme: str, width: int) -> None:
    """Axe has no complaint: roles, names, order, targets and contrast, by day and by night."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, bypass_csp=True, color_scheme="dark" if scheme == "dark" else "light"
    )
    tab = context.new_page()
    tab.goto(file)
    found = tell_violations(find_violations(tab))
    context.close()
    assert found == []


def test_one_click_selects_a_citation_whole(tab: Tab, file: str) -> None:
    """What there is to copy opens without a script, and one click on it selects all of it."""
    tab.goto(file)
    first = tab.locator("details.copy").first
    first.locator("summary").focus()
    tab.keyboard.press("Enter")
    text = first.locator(".copyable")
    text.click()
    assert tab.evaluate("String(getSelection()).trim()") == text.inner_text().strip()


def test_place_links_come_with_the_keyboard_and_the_mouse(tab: Tab, file: str) -> None:
    """The link to a place is hidden until it is focused or the mouse is there; it is 24 px wide and high."""
    tab.goto(file)
    link = tab.locator(".excerpt .here").first
    assert link.evaluate("one => getComputedStyle(one).opacity") == "0"
    link.focus()
    assert link.evaluate("one => getComputedStyle(one).opacity") == "1"
    tab.locator("h1").hover()
    link.evaluate("one => one.blur()")
    assert link.evaluate("one => getComputedStyle(one).opacity") == "0"
    tab.locator(".excerpt .words").first.hover()
    assert link.evaluate("one => getComputedStyle(one).opacity") == "1"
    box = link.bounding_box()
    assert box
    assert (round(box["width"]), round(box["height"])) == (24, 24)
    tab.keyboard.press("Escape")
    link.click()
    assert tab.evaluate("location.hash") == link.get_attribute("href")


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_focus_is_never_under_the_marking(tab: Tab, file: str, width: int) -> None:
    """What Tab reaches stands below the marking that stays in sight (WCAG 2.2, 2.4.11), forwards and backwards."""
    tab.set_viewport_size({"width": width, "height": 600})
    tab.goto(file)
    bar = tab.locator(".running-marking").bounding_box()
    assert bar
    hidden = []
    for key in ["Tab"] * 60 + ["Shift+Tab"] * 30:
        tab.keyboard.press(key)
        focused = tab.evaluate(
            "() => { const one = document.activeElement, box = one.getBoundingClientRect();"
            " return [box.top, box.bottom, one.className, one.outerHTML.slice(0, 80)] }"
        )
        if focused[2] != "skip" and (focused[1] <= bar["height"] or focused[0] >= 600):
            hidden.append(focused)
    assert hidden == []


def test_link_to_the_words_scrolls_to_them(tab: Tab, tmp_path: Path) -> None:
    """The text fragment of "find the words" leads a browser to those words, far down a long page."""
    words = "The council proposes talks on both banks, it said"
    page = f"<!DOCTYPE html><html lang=en><title>t</title><p style='margin: 4000px 0'>Before. {words}. After.</p>"
    (tmp_path / "source.html").write_text(page, "utf-8")
    link = link_to_words("https://example.org/source", (words,))
    fragment = link.partition("#")[2]
    assert fragment.startswith(":~:text=")
    tab.goto(f"{(tmp_path / 'source.html').as_uri()}#{fragment}")
    tab.wait_for_function("window.scrollY > 3000")


def test_printed_from_a_browser_each_sheet_bears_its_marking(browser: Browser, page: Page, tmp_path: Path) -> None:
    """Chromium prints the file itself with the label on every sheet, and with none of what is for screens alone."""
    (tmp_path / "page.html").write_text(page.html, "utf-8")
    tab = browser.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    tab.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    tab.close()
    with pikepdf.open(tmp_path / "page.pdf") as file:
        sheets = len(file.pages)
    texts = [
        subprocess.run(
            ["pdftotext", "-f", str(sheet), "-l", str(sheet), "page.pdf", "-"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for sheet in range(1, sheets + 1)
    ]
    assert sheets > 1
    assert all("TLP:" in text for text in texts)
    assert not any("¶" in text or "Copy citation" in text for text in texts)


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"contrast": "more"}, {"reduced_motion": "reduce"}])
def test_wishes_of_the_reader_s_system_are_kept(browser: Browser, file: str, media: dict[str, str]) -> None:
    """With forced colours, more contrast or less motion all text stands on its own, and nothing moves."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True, **media)  # type: ignore[arg-type]
    tab = context.new_page()
    tab.goto(file)
    found = tell_violations(find_violations(tab))
    assert found == []
    assert tab.evaluate("document.getAnimations().length") == 0
    context.close()


def test_a_wide_table_of_the_analyst_s_scrolls_in_its_own_frame(tab: Tab, tmp_path: Path) -> None:
    """On a phone no word or figure of a table is broken; what does not fit is reached by the keyboard."""
    head = "| Year | " + " | ".join(f"Measurement {number}" for number in range(9)) + " |"
    row = "| 2004 | " + " | ".join("1,234.5" for _ in range(9)) + " |"
    table = Prose("table", "\n".join((head, "|" + "---|" * 10, row)))
    brief = make_brief(sections=(Section("background", "Levels", "levels", prose=(table,)),))
    (tmp_path / "wide.html").write_text(lay_out(brief).html, "utf-8")
    tab.set_viewport_size({"width": 320, "height": 700})
    tab.goto((tmp_path / "wide.html").as_uri())
    frame = tab.locator(".prose .table")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    assert frame.evaluate("one => one.scrollWidth > one.clientWidth")
    cell = frame.locator("td").first.bounding_box()
    assert cell
    assert cell["height"] < 40
    frame.focus()
    tab.keyboard.press("ArrowRight")
    # No `wait_for_function`: the page's own policy forbids what it does.
    for _ in range(50):
        if frame.evaluate("one => one.scrollLeft > 0"):
            break
        tab.wait_for_timeout(100)
    assert frame.evaluate("one => one.scrollLeft") > 0
