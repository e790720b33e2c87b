"""The HTML file of record, in every form of the shipped topics and of those that strain the layout."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import html as markup
from playwright.sync_api import Browser

from asked_axe import find_violations, tell_violations
from briefgen_command import ROOT, run_briefgen
from pages.pages_without_print import write_pages
from pages.stress_project import write_project
from required_tools import find_nu_checker

pytestmark = pytest.mark.slow
#: Bytes from which on a page is not shown to axe.
LONG = 500_000
#: Text that is cut off: an element that hides what overflows it sideways, or reaches out of the window.
CUT = """() => { const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll('main *, header *')].filter(one => !one.closest('svg, .here')
        && one.getBoundingClientRect().right > width + 1
        && !one.closest('.words, .chart-frame, .numbers-frame, .table')
        && getComputedStyle(one.closest('thead') || one).position !== 'absolute'
        && one.checkVisibility()).map(one => one.outerHTML.slice(0, 100)) }"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Make the pages of the shipped topics and of the straining ones, of which one has an edition before it."""
    folder = tmp_path_factory.mktemp("record")
    shutil.copytree(ROOT / "corpus", folder / "shipped/corpus")
    (folder / "shipped/briefgen.toml").write_text('analyst = "Tests"\ndefault_tlp = "TLP:CLEAR"\n', "utf-8")
    stress = write_project(folder / "stress")
    issued = run_briefgen("issue", "changed", "--date", "2026-11-21", folder=stress)
    assert issued.code == 0, issued.err
    (stress / "corpus/sources/changed-4.md").unlink()
    return write_pages(folder / "shipped", folder / "a") | write_pages(stress, folder / "b")


def test_the_nu_checker_finds_no_error(files: dict[str, Path]) -> None:
    """Markup and style sheets are valid HTML and CSS; of its warnings only those that are wrong here come."""
    done = subprocess.run(
        [*find_nu_checker(), "--format", "json", *map(str, files.values())],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    said = json.loads(done.stderr)["messages"]
    # An excerpt is an article, and what it is called stands in its source line; a heading for each would drown ours.
    said = [one for one in said if not one["message"].startswith("Article lacks heading")]
    assert [(one["type"], Path(one["url"]).name, one["message"]) for one in said][:20] == []


def test_the_policy_lets_in_the_page_s_own_styles_and_nothing_else(files: dict[str, Path]) -> None:
    """Each sheet is allowed by its digest; there is no script, no style attribute, and nothing of the PDF printer's."""
    for name, path in files.items():
        html = path.read_text("utf-8")
        policy = dict(part.strip().partition(" ")[::2] for part in _read_policy(html).split(";"))
        sheets = re.findall(r"<style\b[^>]*>(.*?)</style>", html, re.DOTALL)
        digests = [base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode() for sheet in sheets]
        assert policy.pop("style-src").split() == list(dict.fromkeys(f"'sha256-{one}'" for one in digests)), name
        assert policy == {
            "default-src": "'none'",
            "font-src": "data:",
            "base-uri": "'none'",
            "form-action": "'none'",
        }, name
        body = markup.document_fromstring(html).body
        assert body.xpath("//script | //@style | //@*[starts-with(name(), 'on')]") == [], name
        assert re.search(r"element\(|running\(|target-counter|bookmark-level", html) is None, name


def _read_policy(html: str) -> str:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert found is not None
    return found[1]


def test_what_can_be_pointed_at_has_a_link_to_itself(files: dict[str, Path]) -> None:
    """Each section, judgement, excerpt, source, event and chart has one link to itself, by a name of its own."""
    asked = (
        "//main//section[h2 and not(contains(@class, 'about'))]/h2 | //ol[@class='judgement-list']/li | //article"
        " | //ol[contains(@class, 'source-list')]/li | //ol[contains(@class, 'event-list')]/li"
        " | //ul[@class='position-list']/li | //table[contains(@class, 'position-table')]/tbody | //figure[@id]"
    )
    for name, path in files.items():
        body = markup.document_fromstring(path.read_text("utf-8")).body
        ids = body.xpath("//@id")
        assert len(ids) == len(set(ids)), name
        links = {link.get("href"): link.get("aria-label") for link in body.xpath("//a[@class='here']")}
        named = [element.get("id") for element in body.xpath(asked)]
        assert [one for one in named if not links.get(f"#{one}")] == [], name
        assert {href[1:] for href in links} <= set(ids), name


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing_in_any_form(files: dict[str, Path], browser: Browser, width: int, scheme: str) -> None:
    """Axe has no complaint of any form, half of the pages seen on a phone by day, half on a desk by night."""
    found = []
    # Axe takes up to half a minute for a long dossier, so each page is seen once; the longest repeat what others have.
    looked = [name for name, path in files.items() if path.stat().st_size < LONG]
    for name in looked[::2] if width == 320 else looked[1::2]:
        path = files[name]
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            bypass_csp=True,
            color_scheme="dark" if scheme == "dark" else "light",
        )
        tab = context.new_page()
        tab.goto(path.as_uri())
        found += [(name, *told) for told in tell_violations(find_violations(tab))]
        context.close()
    assert found == []


@pytest.mark.parametrize("width", [320, 768, 1280, 3840])
def test_nothing_is_cut_or_scrolls_sideways(files: dict[str, Path], browser: Browser, width: int) -> None:
    """Whatever a topic holds, its page stands within the window; wide tables and charts scroll in their own frames."""
    tab = browser.new_page(viewport={"width": width, "height": 900})
    wrong = {}
    for name, path in files.items():
        tab.goto(path.as_uri())
        wide = tab.evaluate("document.documentElement.scrollWidth")
        cut = tab.evaluate(CUT)
        if wide > width or cut:
            wrong[name] = (wide, cut[:3])
    tab.close()
    assert wrong == {}
