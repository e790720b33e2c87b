"""The preview as a reader sees it: Chromium follows saves and stays at its place."""

import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page

from asked_axe import find_violations
from briefgen_command import ROOT
from edited_files import edit_text
from preview.running_preview import Preview, count_handles, find_site, run_preview

pytestmark = pytest.mark.slow
_TOPIC = "corpus/topics/nato-csto.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a copy of the shipped corpus."""
    folder = tmp_path / "desk"
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "briefgen.toml").write_text('desk = "Test desk"\ndefault_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    return folder


@pytest.fixture
def preview(project: Path) -> Iterator[Preview]:
    """Run a preview of it."""
    with run_preview(project) as running:
        yield running


@pytest.fixture
def page(browser: Browser, preview: Preview) -> Iterator[Page]:
    """Open the brief in a window, and wait until it is shown."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.goto(f"http://127.0.0.1:{preview.port}{preview.root}brief/nato-csto")
    opened.wait_for_selector("iframe", timeout=120_000)
    _wait(lambda: _brief(opened).evaluate("document.readyState") == "complete")
    yield opened
    context.close()


def _brief(page: Page) -> Frame:
    return page.frames[-1]


def _wait(is_so: Callable[[], object], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


def _text(page: Page) -> str:
    return str(_brief(page).evaluate("document.body.textContent"))


def test_a_save_changes_the_page_and_nothing_else(page: Page, project: Path) -> None:
    """The very document stays: scroll position, selection, focus and what the reader has opened are as they were."""
    brief = _brief(page)
    brief.evaluate(
        """() => { document.body.before = true;
            const one = [...document.querySelectorAll("main p")].find((p) => p.textContent.length > 200);
            getSelection().selectAllChildren(one);
            document.querySelectorAll("details")[1].open = true;
            document.querySelectorAll("main a[href^='#']")[3].focus({preventScroll: true});
            window.scrollTo(0, 1800); }"""
    )
    state = "() => [scrollY, String(getSelection()), document.activeElement.outerHTML, document.body.before,"
    state += " document.querySelectorAll('details')[1].open]"
    before = brief.evaluate(state)
    edit_text(
        project / _TOPIC, "\n# Key judgements", "\nA sentence about Zanzibar.\n\n# Key judgements", is_replaced=True
    )
    _wait(lambda: "Zanzibar" in _text(page))
    after = _brief(page).evaluate(state)
    assert after[1:] == before[1:]
    # What was inserted above is as high as one paragraph; the words that are read stay where they are.
    assert 0 <= after[0] - before[0] < 120
    assert "changed" in page.inner_text("#live")
    assert page.locator("iframe").count() == 1


def test_another_style_is_shown_at_the_same_place(page: Page, project: Path) -> None:
    """A style sheet needs another document; the reader sees the same words at the same height, and what was opened."""
    where = """() => { const one = document.querySelector("main section:nth-of-type(4) h2");
        return Math.round(one.getBoundingClientRect().top); }"""
    brief = _brief(page)
    brief.evaluate("() => document.querySelector('main section:nth-of-type(4) h2').scrollIntoView()")
    before = brief.evaluate(where)
    (project / "templates").mkdir()
    (project / "templates/tokens.css").write_text(":root { --accent: #aa0000; }\n", encoding="utf-8")
    colour = "getComputedStyle(document.documentElement).getPropertyValue('--accent')"
    _wait(lambda: page.locator("iframe").count() == 1 and _brief(page).evaluate(colour) == "#aa0000")
    assert abs(_brief(page).evaluate(where) - before) <= 2


def test_problems_stand_in_the_page_and_the_brief_stays(page: Page, project: Path) -> None:
    """A broken topic and a broken template are told with place, code and sentence, under the last whole page."""
    words = _text(page)
    edit_text(project / _TOPIC, "tag:org/csto", "tag:org/cstoo", is_replaced=True)
    page.wait_for_selector("#told .notice.error", timeout=120_000)
    told = page.inner_text("#told")
    assert f"{_TOPIC}:" in told
    assert "error[BG-" in told
    assert "did you mean `org/csto`" in told
    assert _text(page) == words
    edit_text(project / _TOPIC, "tag:org/cstoo", "tag:org/csto", is_replaced=True)
    _wait(lambda: "BG-" not in page.inner_text("#told"))
    (project / "templates/parts").mkdir(parents=True)
    (project / "templates/parts/gaps.html.j2").write_text("{{ brief.titel }}\n{% if %}", encoding="utf-8")
    _wait(lambda: "templates/parts/gaps.html.j2:2:" in page.inner_text("#told"))
    assert "Above stands the page as it was before" in page.inner_text("#told")
    assert _text(page) == words


def test_settings_that_cannot_be_read_are_told(page: Page, project: Path) -> None:
    """A mistake in the settings is told in the page, and gone when it is mended."""
    edit_text(project / "briefgen.toml", "TLP:CLEAR", "TLP:PURPLE", is_replaced=True)
    _wait(lambda: "PURPLE" in page.inner_text("#told"))
    edit_text(project / "briefgen.toml", "TLP:PURPLE", "TLP:CLEAR", is_replaced=True)
    _wait(lambda: "PURPLE" not in page.inner_text("#told"))


def test_the_pdf_follows(page: Page, preview: Preview, project: Path) -> None:
    """The page says that it is being printed, then leads to the PDF of just this page."""
    page.wait_for_selector("#print a", timeout=120_000)
    first = preview.ask("pdf/nato-csto.pdf")
    assert (first.status, first.headers["content-type"]) == (200, "application/pdf")
    assert first.body.startswith(b"%PDF-")
    edit_text(
        project / _TOPIC, "\n# Key judgements", "\nA sentence about Zanzibar.\n\n# Key judgements", is_replaced=True
    )
    _wait(lambda: "Zanzibar" in _text(page))
    _wait(lambda: preview.ask("pdf/nato-csto.pdf").body != first.body)
    assert not (project / "output").exists()


def test_the_shell_has_no_fault_that_axe_finds(page: Page, preview: Preview, project: Path) -> None:
    """The list, a brief and a brief with problems hold WCAG 2.2 AA, by day and by night, and at 320 px."""
    (project / "corpus/topics/broken.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    page.wait_for_selector("#told .notice.error", timeout=120_000)
    root = f"http://127.0.0.1:{preview.port}{preview.root}"
    found = []
    for address in (root, f"{root}brief/nato-csto", f"{root}brief/broken"):
        for scheme in ("light", "dark"):
            for width in (1280, 320):
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                page.set_viewport_size({"width": width, "height": 700})
                page.goto(address)
                page.wait_for_selector(".notice", timeout=120_000)
                wrong = find_violations(page, iframes=False)
                found += [(address[len(root) :], scheme, width, one["id"]) for one in wrong]
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                found += [(address[len(root) :], scheme, width, "scrolls sideways")] if wide else []
    assert found == []


def test_all_of_a_thousand_requests_are_answered(preview: Preview) -> None:
    """G10: a thousand at once, and afterwards as many open files as before."""
    preview.wait_for("", lambda one: "nato-csto" in one.text)
    site = find_site(preview)
    before = count_handles(site)
    with ThreadPoolExecutor(250) as pool:
        answers = list(pool.map(lambda _: preview.ask("").status, range(1000)))
    assert answers.count(200) == 1000
    _wait(lambda: count_handles(site) <= before + 2, 15)


def test_saves_in_a_row_end_with_the_newest(page: Page, project: Path) -> None:
    """Fifty saves, some far quicker than a page is made: what is shown at the end is the last of them."""
    path = project / _TOPIC
    text = path.read_text("utf-8")
    for number in range(50):
        beside = path.with_name(".new.tmp")
        beside.write_text(text.replace("\n# Key", f"\nSave {number:02} of Zanzibar.\n\n# Key", 1), encoding="utf-8")
        beside.replace(path)
        time.sleep((0.02, 0.1, 0.4)[number % 3])
    _wait(lambda: "Save 49 of Zanzibar" in _text(page))
    time.sleep(1)
    assert _text(page).count("of Zanzibar") == 1
