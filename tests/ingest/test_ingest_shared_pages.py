"""Real pages that nobody in the project wrote: five scraped pages and thirteen reports with their paragraphs."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ingest_pages import reasons, texts

from briefgen.ingest.draft import read_page
from briefgen.ingest.page import Draft
from briefgen.ingest.write import OriginalFile, write_markdown
from briefgen.model.settings import Settings
from briefgen.read.defaults import FolderDefaults
from briefgen.read.source import read_source
from shared_data import SHARED, needs_shared

pytestmark = needs_shared


def seed(number: str) -> Draft:
    """Read one of the five scraped pages."""
    path = next((SHARED / "seeds").glob(f"{number}_*"))
    read = read_page(path.read_bytes(), path.name)
    assert isinstance(read, Draft)
    return read


def body(draft: Draft) -> str:
    """Join all that the source will hold."""
    return "\n".join(texts(draft))


def test_seed_000() -> None:
    """The date leaves the title, widgets, caption and doubled lead go, the one paragraph becomes several excerpts."""
    draft = seed("000")
    assert draft.title.startswith("Kazakhstan is calling")
    assert draft.title.endswith("to interact")
    assert draft.fields["issued"] == "2012-09-18"
    assert "18 сентября 2012" in draft.evidence["issued"]
    assert "publisher" not in draft.fields
    for gone in ("Vkontakte", "Одноклассники", "WhatsApp", "+7(700)", "REUTERS", "Join Telegram", "Found a bug"):
        assert gone not in body(draft)
    assert body(draft).count("advocating a platform") == 1
    assert "photo caption" in reasons(draft).values()
    text = write_markdown(draft, OriginalFile("seed.txt", "0" * 64))
    passages = read_source(text.encode(), "corpus/sources/seed.md", FolderDefaults(), Settings()).passages
    assert len(passages) >= 4
    assert all(20 <= len(passage.plain.split()) <= 150 for passage in passages)


def test_seed_001() -> None:
    """The title stays as printed with a doubt, licence and labels go, footnotes stay whole."""
    draft = seed("001")
    assert ": OOPERATION" in draft.title
    assert any("OOPERATION" in doubt for doubt in draft.doubts)
    assert draft.fields["issued"] == "2008?"
    assert draft.fields["rights"] == {"licence": "CC-BY-4.0"}
    assert texts(draft, "heading") == ["Abstract", "References"]
    assert len(texts(draft, "paragraph")) == 12
    for whole in (
        "the Central Asian sub-region",
        "Post-Soviet Eurasia",
        "8 July, 2004",
        "28 May, 2002",
        "and the global",
    ):
        assert whole in body(draft)
    for gone in ("Downloads", "Adapt", "licensor", "warranties", "Copyright"):
        assert gone not in body(draft)


def test_seed_002() -> None:
    """The header's date is not believed, no teaser or subscription line survives, sub-headings stay."""
    draft = seed("002")
    assert "issued" not in draft.fields
    assert "2018" in draft.evidence["issued_header"]
    assert "25 June" in draft.evidence["issued_text"]
    assert any("19th Mar 2018" in doubt and "25 June" in doubt for doubt in draft.doubts)
    assert texts(draft, "heading") == ["Cold War spectre", "Europe useful for training and environment"]
    assert len(texts(draft, "paragraph")) == 25
    assert texts(draft)[-1].startswith("Pierre Morel")
    for gone in (
        "Subscribe",
        "€",
        "Brexit",
        "Libya",
        "Merkel",
        "Stakeholders",
        "News in Brief",
        "Photo",
        "advertising",
    ):
        assert gone not in body(draft)


def test_seed_003() -> None:
    """The author keeps Cyrillic letters, the keyword line goes, and 2017 is evidence only."""
    draft = seed("003")
    assert draft.fields["author"] == ["Айдана Арынбек"]
    assert draft.fields["language"] == "en"
    assert "issued" not in draft.fields
    assert "2017" in draft.evidence["issued_text"]
    assert len(texts(draft)) == 4
    assert draft.title.startswith("From the beginning of 2017")
    assert any("no title" in doubt for doubt in draft.doubts)
    assert "цпаси" not in body(draft)
    assert "социальных сетях" not in body(draft)


def test_seed_004() -> None:
    """Icon names go, the doubled title is read once, Monday dates nothing, the cable's date stays in the text."""
    draft = seed("004")
    assert draft.title == "“No prospects” for cooperation between CSTO, NATO"
    assert "issued" not in draft.fields
    assert len(texts(draft)) == 10
    assert "icon" not in body(draft)
    assert draft.title not in body(draft)
    assert "September 10, 2009" in body(draft)


@cache
def read_once(path: Path) -> Draft:
    """Read a real page, once for all tests."""
    draft = read_page(path.read_bytes(), path.name)
    assert isinstance(draft, Draft)
    return draft


def list_pages() -> list[Path]:
    """List the real pages: seeds, and reports as HTML and as flattened text."""
    folders = (SHARED / "seeds", SHARED / "data/html_state_gov", SHARED / "data/txt_state_gov")
    return sorted(path for folder in folders for path in folder.glob("*") if path.suffix in {".txt", ".html"})


def fold(text: str) -> str:
    """Run blanks together."""
    return " ".join(text.split())


@pytest.mark.parametrize("path", list_pages(), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_passage_stands_in_the_original(path: Path) -> None:
    """Word for word after blanks are run together; by a check that shares no code with the proof."""
    from lxml import html

    data = path.read_text(encoding="utf-8")
    page: Any = html.document_fromstring(data) if path.suffix == ".html" else None
    original = data if page is None else page.text_content()
    draft = read_once(path)
    text = write_markdown(draft, OriginalFile(path.name, "0" * 64))
    read = read_source(text.encode(), "corpus/sources/page.md", FolderDefaults(), Settings())
    assert read.passages
    told = fold(original)
    assert [passage.plain for passage in read.passages if fold(passage.plain) not in told] == []
    assert [problem for problem in read.problems if problem.is_error] == []


@pytest.mark.parametrize("suffix", ["html", "txt"])
def test_reports_give_their_paragraphs(suffix: str) -> None:
    """Against the paragraphs picked from the pages' own markup, F1 is 0.99 or better on the mean."""
    lines = (SHARED / "data/html_state_gov/gold_paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    scores = []
    for gold in map(json.loads, lines):
        path = SHARED / f"data/{suffix}_state_gov" / gold["file"].replace(".html", f".{suffix}")
        draft = read_once(path)
        assert draft.title.startswith(gold["file"][:4])
        got = Counter(fold(block.text) for block in draft.blocks if block.kind != "heading")
        wanted = Counter(map(fold, gold["paragraphs"]))
        scores.append(2 * (got & wanted).total() / (got.total() + wanted.total()))
    assert sum(scores) / len(scores) >= 0.99
