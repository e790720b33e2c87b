"""The site as people see it: Chromium, a plain file server, and the search used."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from asked_axe import find_violations, tell_violations
from briefgen.deliver.site.search import find_pagefind
from briefgen.model.marking import Marking
from deliver.site_library import deliver_all, find_canaries, make_parcel, make_site, serve
from required_tools import find_nu_checker, miss_tool

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
_LEFT = "net::ERR_ABORTED"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a public site of two topics, one of them with a Russian edition, below a folder of its server."""
    if find_pagefind() is None:
        miss_tool("pagefind (`pip install 'pagefind[bin]'`)")
    root = tmp_path_factory.mktemp("served")
    site = make_site(root / "desk", title="Asia desk")
    shelf = root.parent / f"{root.name}-shelf"
    deliver_all(
        site,
        make_parcel(shelf, words="The boardwalk was closed to balloons."),
        make_parcel(shelf, number=2, words="The boardwalk was opened to zeppelins."),
        make_parcel(shelf, "ferry", words="Паром ходит до причала.", language="ru", variant="brief.ru.tlp-clear"),
        make_parcel(shelf, "tunnel", variant="brief.en", marking=Marking.RED, words="A canaryword for few."),
    )
    return root


@pytest.fixture
def page(folder: Path, browser: "Browser") -> Iterator["Page"]:
    """Open the site's first page; nothing may be refused, fail or be fetched from elsewhere."""
    with serve(folder) as address:
        context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark")
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        # What is given up because the page is left for another one has not failed.
        page.on("requestfailed", lambda one: None if one.failure == _LEFT else faults.append(one.url))
        page.on("request", lambda one: None if one.url.startswith((address, "data:")) else faults.append(one.url))
        page.goto(f"{address}desk/index.html")
        yield page
        context.close()
        assert faults == []


def look_for(page: "Page", words: str) -> list[str]:
    """Search, and return the addresses of what is found."""
    page.fill("#words", words)
    page.wait_for_function("words => document.getElementById('told').dataset.asked === words", arg=words)
    return [link.get_attribute("href") or "" for link in page.query_selector_all("#results h2 a")]


def test_every_link_of_the_site_opens(page: "Page") -> None:
    """From the list to a topic, to an edition, and back; each answer is 200."""
    page.click(".library h2 a >> text=Bridges")
    assert page.inner_text("h1") == "Bridges"
    links = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    for link in {one.partition("#")[0] for one in links}:
        assert page.request.get(link).ok, link
    page.click("a.read >> text=Edition 1")
    assert "balloons" in page.inner_text("main")


def test_pages_fit_a_phone_by_night(page: "Page") -> None:
    """At 360 px nothing scrolls sideways, the label is in sight, and the page is dark."""
    for name in ("index.html", "search.html", "bridges/index.html"):
        page.goto(re.sub(r"desk/.*", f"desk/{name}", page.url))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.is_visible(".running-marking .tlp")
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 23, 26)"
        assert "Brief" in page.evaluate("getComputedStyle(document.documentElement).fontFamily")
        assert page.evaluate("document.fonts.size") > 0


def test_the_search_finds_a_word_where_it_stands(page: "Page") -> None:
    """A word of one brief leads to it alone, in any language; one of an older edition, or of none, to nothing."""
    page.click("text=Search")
    assert look_for(page, "zeppelins") == ["/desk/bridges/2/brief.en.tlp-clear/bridges.html"]
    assert page.inner_text("#results .tlp") == "TLP:CLEAR"
    assert look_for(page, "причала") == ["/desk/ferry/1/brief.ru.tlp-clear/ferry.html"]
    assert page.get_attribute("#results h2 a", "lang") == "ru"
    assert len(look_for(page, "boardwalk")) == 1
    assert look_for(page, "balloons") == []
    assert look_for(page, "xyzzyplugh") == []


def test_the_search_knows_no_word_of_a_higher_variant(page: "Page", folder: Path) -> None:
    """What was refused for its marking is in no byte of the site, and the search does not find it."""
    page.click("text=Search")
    assert look_for(page, "canaryword") == []
    assert find_canaries(folder, "canaryword", "tunnel", "TLP:RED", "TLP:GREEN") == []


def test_a_search_can_be_linked_to(page: "Page") -> None:
    """The words stand in the address's fragment, which no server sees; a result opens the edition."""
    page.goto(re.sub(r"desk/.*", "desk/search.html#zeppelins", page.url))
    page.wait_for_selector("#results h2 a")
    page.click("#results h2 a")
    assert page.url.endswith("/desk/bridges/2/brief.en.tlp-clear/bridges.html")


def test_where_nothing_can_be_searched_the_page_says_so(folder: Path, browser: "Browser") -> None:
    """Opened as a file, the site is read as on a server, but for its search, which says what it needs."""
    page = browser.new_page()
    page.goto((folder / "desk/search.html").as_uri())
    assert "needs JavaScript and a web server" in page.inner_text("#told")
    page.click(".home")
    page.click(".library h2 a >> text=Bridges")
    assert "Brief" in page.evaluate("getComputedStyle(document.documentElement).fontFamily")
    page.close()


def test_what_is_found_is_text(page: "Page") -> None:
    """An excerpt with markup in it is shown as words."""
    page.click("text=Search")
    look_for(page, "zeppelins")
    assert page.inner_text("#results mark").startswith("zeppelins")
    assert page.query_selector_all("#results :is(script, img, iframe)") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "bridges/index.html", "search.html#zeppelins"])
def test_axe_finds_nothing(folder: Path, browser: "Browser", name: str, scheme: Literal["light", "dark"]) -> None:
    """No page of a site has a fault that axe knows, by day or by night."""
    with serve(folder) as address:
        # Axe writes its own script into the page, which the page's policy forbids.
        context = browser.new_context(color_scheme=scheme, bypass_csp=True)
        page = context.new_page()
        page.goto(f"{address}desk/{name}")
        if "#" in name:
            page.wait_for_selector("#results h2 a")
        found = tell_violations(find_violations(page))
        context.close()
    assert found == []


def test_the_nu_checker_finds_no_error(folder: Path) -> None:
    """The pages of a site and its style sheet are valid HTML and CSS."""
    site = folder / "desk"
    pages = [site / "index.html", site / "search.html", site / "bridges/index.html", site / "site.css"]
    command = [*find_nu_checker(), "--also-check-css", "--format", "json", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    # The checker reads files, of which it knows no origin: what the policy calls 'self' is none of them to it.
    said = [one for one in json.loads(done.stderr)["messages"] if "Content Security Policy" not in one["message"]]
    assert [(one["type"], Path(one["url"]).name, one["message"]) for one in said][:20] == []
