"""The five scraped pages that briefgen was begun for, from `add` to the printed PDF."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import page
import pytest

from briefgen.files.digest import digest_bytes
from briefgen_command import ROOT, run_briefgen
from shared_data import SHARED, needs_shared

pytestmark = needs_shared

SEEDS = SHARED / "seeds"
TOPICS = ("astana-hub", "nato-csto")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a new project with the five pages added and two query-only topics printed."""
    above = tmp_path_factory.mktemp("five")
    assert run_briefgen("new", "desk", folder=above).code == 0
    folder = above / "desk"
    added = run_briefgen("add", *sorted(SEEDS.glob("*.txt")), folder=folder)
    assert added.code == 0, added.err
    shutil.copy(ROOT / "corpus" / "vocabulary.yaml", folder / "corpus" / "vocabulary.yaml")
    for topic in TOPICS:
        shutil.copy(ROOT / "tests" / "pages" / "topics" / f"{topic}.md", folder / "corpus" / "topics")
    built = run_briefgen("build", folder=folder)
    assert built.code == 0, built.err
    return folder


def read_source(desk: Path, number: str) -> str:
    """Read the source that was made of the page whose file name begins with these digits."""
    (found,) = [
        path for path in desk.glob("corpus/sources/*.md") if f'name: "{number}_' in path.read_text(encoding="utf-8")
    ]
    return found.read_text(encoding="utf-8")


def split_source(desk: Path, number: str) -> tuple[str, list[str]]:
    """Split a source into its front matter and its blocks."""
    _, front, body = read_source(desk, number).split("---\n", 2)
    return front, [block for block in body.strip().split("\n\n") if block]


def list_evidence(desk: Path) -> list[dict[str, Any]]:
    """List all excerpts with their proof."""
    ran = run_briefgen("find", "*", "--json", "--limit", "1000", folder=desk)
    found: list[dict[str, Any]] = json.loads(ran.out)["excerpts"]
    return found


def read_text_column(path: Path) -> str:
    """Read a PDF's text column with poppler: without running heads, page feet and the notes in the rail."""
    column = ["-x", "0", "-y", "66", "-W", "408", "-H", "706"]
    done = subprocess.run(["pdftotext", *column, str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout


def fold(text: str) -> str:
    """Leave only letters and digits, so that line breaks, rails and quotation marks do not count."""
    return re.sub(r"[\W_]+", "", text)


def test_originals_are_kept_under_their_digest(desk: Path) -> None:
    """Each page lies in corpus/originals byte for byte, named by its SHA-256."""
    kept = {path.stem: path.read_bytes() for path in (desk / "corpus" / "originals").iterdir()}
    pages = [path.read_bytes() for path in SEEDS.glob("*.txt")]
    assert sorted(kept) == sorted(digest_bytes(data) for data in pages)
    assert all(digest_bytes(data) == name for name, data in kept.items())


def test_page_000(desk: Path) -> None:
    """Title without the date, issued read from a Russian date, no share list, excerpts of readable length."""
    front, blocks = split_source(desk, "000")
    (title,) = re.findall(r'^title: "(.*)"$', front, flags=re.MULTILINE)
    assert title.startswith("Kazakhstan is calling Euro-Atlantic and Eurasian")
    assert title.endswith("organizations to interact")
    assert "issued: 2012-09-18\n" in front
    assert "18 сентября 2012" in front
    assert "publisher" not in front
    assert len(blocks) >= 4
    assert all(20 <= len(block.split()) <= 160 for block in blocks)
    body = "\n".join(blocks)
    for frame in ("Vkontakte", "Одноклассники", "WhatsApp", "Found a bug", "388 81 09", "Join Telegram", "REUTERS"):
        assert frame not in body


def test_page_001(desk: Path) -> None:
    """Title as printed, its missing letter told; the copyright line's 2008?; CC BY 4.0 alone; footnotes kept."""
    front, blocks = split_source(desk, "001")
    assert "CENTRAL ASIA: OOPERATION PROSPECTS" in front
    assert 'issued: "2008?"' in front
    assert "licence: CC-BY-4.0" in front
    body = "\n".join(blocks)
    assert any(block.startswith("On 8 July, 2004 CSTO Secretary") for block in blocks)
    assert any("the Rome meeting on 28 May, 2002" in block for block in blocks)
    for boilerplate in ("You are free to", "licensor", "No warranties", "Downloads", "Copyright"):
        assert boilerplate not in body


def test_page_001_says_what_it_is_unsure_of(tmp_path: Path) -> None:
    """`add` reports the letter that the title lacks."""
    run_briefgen("new", "desk", folder=tmp_path)
    (seed,) = SEEDS.glob("001_*.txt")
    added = run_briefgen("add", seed, folder=tmp_path / "desk")
    assert "OOPERATION" in added.err


def test_page_002(desk: Path) -> None:
    """The header's 2018 is not believed; both pieces of evidence and a warning; nothing of the frame survives."""
    front, blocks = split_source(desk, "002")
    assert "\nissued:" not in front
    assert "19th Mar 2018" in front
    assert re.search(r"Thursday \(?25 June", front)
    checked = run_briefgen("check", "--json", folder=desk)
    # What a page leaves unsaid (BG-SRC) is told of all five; the contradiction of this one.
    codes = [problem["code"] for problem in json.loads(checked.out)]
    assert [code for code in codes if not code.startswith("BG-SRC")] == ["BG-DATE-002"]
    body = "\n".join(blocks)
    assert "## Cold War spectre" in blocks
    assert blocks[-1].startswith("Pierre Morel")
    for frame in (
        "Subscribe",
        "€150",
        "Brexit",
        "Libya",
        "Merkel",
        "News in Brief",
        "Stakeholders",
        "UNICEF",
        "Crimea",
    ):
        assert frame not in body


def test_page_003(desk: Path) -> None:
    """Author in Cyrillic, keyword line gone, English, 2017 as evidence only."""
    front, blocks = split_source(desk, "003")
    assert "Айдана Арынбек" in front.split("author:")[1].split("\n")[0]
    assert "language: en\n" in front
    assert "\nissued:" not in front
    assert "2017" in front
    body = "\n".join(blocks)
    assert "цпаси" not in body
    assert "Поделитесь" not in body
    assert body.startswith("From the beginning of 2017")


def test_page_004(desk: Path) -> None:
    """Icon names gone, doubled title once, undated, the cable's date kept in the text."""
    front, blocks = split_source(desk, "004")
    assert "“No prospects” for cooperation between CSTO, NATO" in front
    assert "\nissued:" not in front
    body = "\n".join(blocks)
    assert "icon" not in body
    assert "“No prospects”" not in body
    assert "September 10, 2009" in body


def test_every_excerpt_is_proven(desk: Path) -> None:
    """Each excerpt of the five pages stands word for word in its original."""
    evidence = list_evidence(desk)
    assert len(evidence) > 50
    assert {one["proof"] for one in evidence} == {"exact"}


@pytest.mark.parametrize("topic", TOPICS)
def test_topics_print_excerpts_of_three_pages(desk: Path, topic: str) -> None:
    """Both briefs use at least three of the pages, and pdftotext finds every quotation printed in full."""
    records = json.loads((desk / "output" / "manifest.json").read_text(encoding="utf-8"))["drafts"]
    used = set(records[topic]["inputs"]["excerpts"])
    assert len({name.partition("^")[0] for name in used}) >= 3
    text = fold(read_text_column(desk / "output" / f"{topic}.pdf"))
    printed = set(re.findall(r'data-excerpt="([^"]+)"', (desk / "output" / f"{topic}.html").read_text("utf-8")))
    assert len(printed) >= 8
    assert printed <= used
    quoted = {str(one["excerpt"]): one["text"] for one in list_evidence(desk) if one["excerpt"] in printed}
    assert quoted.keys() == printed
    for name, (words,) in quoted.items():
        assert fold(words) in text, name


@pytest.mark.parametrize("topic", TOPICS)
def test_pdfs_are_sound(desk: Path, topic: str) -> None:
    """Each PDF passes PDF/UA-1 and `qpdf --check`."""
    pdf = desk / "output" / f"{topic}.pdf"
    assert subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, check=False).returncode == 0
    report = page.validate_pdf(str(pdf), profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report.failures


def test_adding_again_changes_nothing(desk: Path) -> None:
    """The same files added twice leave every byte as it was."""
    before = {path: path.read_bytes() for path in desk.glob("corpus/**/*") if path.is_file()}
    again = run_briefgen("add", *sorted(SEEDS.glob("*.txt")), folder=desk)
    assert again.code == 0
    assert again.out.count("unchanged") == 5
    assert {path: path.read_bytes() for path in desk.glob("corpus/**/*") if path.is_file()} == before
