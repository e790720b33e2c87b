"""The page of a comparison: words between <ins> and <del>, sound markup, and nothing that axe complains of."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from lxml import html as markup
from playwright.sync_api import Browser

from asked_axe import find_violations, tell_violations
from briefgen.compose.telling import tell_comparison
from briefgen.model.comparison import Change, Comparison, Move, Share, Side
from briefgen.render.diff_page import lay_out_diff
from required_tools import find_nu_checker

LONG = "The council met and talked of many things that do not matter here. " * 8
CHANGES = (
    Change("marking", "changed", "marking", old="TLP:CLEAR", new="TLP:GREEN"),
    Change("summary", "changed", "summary", old="A link is unlikely.", new="A link is <b>likely</b> & near."),
    Change(
        "judgement",
        "changed",
        "no-link",
        moves=(Move("likelihood", "unlikely", "likely"),),
        gained=("a^x",),
        touched=("a^y",),
        is_suspect=True,
        words="A link will come.",
    ),
    Change("judgement", "withdrawn", "j2", old="It was so."),
    Change("head", "new", "cutoff", new="2026-11-20"),
    Change("text", "changed", "Background", old=f"{LONG}Then. {LONG}", new=f"{LONG}Now. {LONG}"),
    Change(
        "excerpt", "withdrawn", "a^z", old="Слова ушли.", language="ru", old_manner="quotation", reason="source_gone"
    ),
    Change(
        "excerpt",
        "new",
        "b^q",
        new="قال الوزير.",
        language="ar",
        new_manner="quotation",
        reason="new_source",
        source="b",
    ),
    Change("excerpt", "retagged", "a^x", gained=("org/nato",), lost=("org/sco",), is_substantive=False, source="a"),
    Change("excerpt", "retagged", "a^y", gained=("org/nato",), lost=("org/sco",), is_substantive=False, source="a"),
    Change("source", "changed", "a", moves=(Move("address", "x", "y"),), is_substantive=False, source="a"),
)


def make(*changes: Change, language: str = "en") -> Comparison:
    """Make a comparison of an edition with the draft."""
    before = Side(3, "2026-03-05", "brief", language, "TLP:CLEAR", "A sample & more")
    now = Side(0, "", "brief", language, "TLP:GREEN", "A sample & more")
    titles = {"a": "One “source”", "b": "مصدر"}
    return Comparison("sample", before, now, changes, Share(12, 240), {"org/nato": "NATO"}, titles)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write a page with every kind of change in three languages, and one in which nothing changed."""
    folder = tmp_path_factory.mktemp("diff")
    made = {language: make(*CHANGES, language=language) for language in ("en", "ru", "kk")} | {"nothing": make()}
    for name, comparison in made.items():
        language = comparison.now.language
        (folder / f"{name}.html").write_text(lay_out_diff(tell_comparison(comparison, language)), "utf-8")
    return {name: folder / f"{name}.html" for name in made}


def test_every_change_is_told_with_its_sign_and_words(pages: dict[str, Path]) -> None:
    """Inserted and deleted words, names, reasons and what is cosmetic; a stranger's markup stays text."""
    page = markup.parse(str(pages["en"])).getroot()
    said = [re.sub(r"\s+", " ", one.text_content()).strip() for one in page.xpath("//p[@class='said']")]
    assert "A link is unlikely <b>likely</b> & near." in said
    assert any("… " in text and "Then Now." in text and len(text) < 200 for text in said)
    assert "«Слова ушли.»" in said
    heads = [re.sub(r"\s+", " ", one.text_content()).strip() for one in page.xpath("//p[@class='what']")]
    assert heads[2] == "~ changed ^no-link"
    assert "~ retagged 2 excerpts cosmetic" in heads
    reasons = [one.text_content().strip() for one in page.xpath("//p[@class='why']")]
    assert (
        "Likelihood: unlikely → likely; evidence: +a^x; its evidence changed: a^y; nobody has confirmed it since"
        in reasons
    )
    assert "Tags: +NATO, −Sco" in reasons
    assert page.xpath("//p[@class='tlp']/text()")[0] == "TLP:GREEN"
    assert page.xpath("//*[@lang='ar'][@dir='rtl']")


def test_the_page_has_no_script_and_loads_nothing(pages: dict[str, Path]) -> None:
    """Its policy lets in its own sheets by their digests, and nothing else."""
    for path in pages.values():
        html = path.read_text("utf-8")
        page = markup.document_fromstring(html)
        assert page.xpath("//script | //@style | //@src | //link | //@*[starts-with(name(), 'on')]") == []
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))


def test_nothing_changed_says_so_and_no_more(pages: dict[str, Path]) -> None:
    """There is no legend for what is not there."""
    page = markup.parse(str(pages["nothing"])).getroot()
    assert [one.text_content() for one in page.xpath("//p[@class='sum']")] == ["Nothing changed."]
    assert not page.xpath("//ins | //del")


@pytest.mark.slow
def test_the_nu_checker_finds_no_error(pages: dict[str, Path]) -> None:
    """Markup and style sheets are valid HTML and CSS."""
    command = [*find_nu_checker(), "--format", "json", *map(str, pages.values())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    said = json.loads(done.stderr)["messages"]
    assert [(one["type"], Path(one["url"]).name, one["message"]) for one in said][:20] == []


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing(pages: dict[str, Path], browser: Browser, width: int, scheme: str) -> None:
    """On a phone by day and on a desk by night, and nothing scrolls sideways."""
    found = []
    for name, path in pages.items():
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            bypass_csp=True,
            color_scheme="dark" if scheme == "dark" else "light",
        )
        tab = context.new_page()
        tab.goto(path.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        found += [(name, *told) for told in tell_violations(find_violations(tab))]
        context.close()
    assert found == []
