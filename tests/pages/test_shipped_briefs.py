"""The three briefs that the repository prints of its own corpus."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import page
import pytest
from lxml import html

from briefgen_command import ROOT, run_briefgen

TOPICS = ("astana-hub", "nato-csto", "un-eurasian-bodies")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the shipped project, printed."""
    folder = tmp_path_factory.mktemp("shipped") / "project"
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "briefgen.toml").write_text('default_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    built = run_briefgen("build", folder=folder)
    assert built.code == 0, built.err
    assert built.err == ""
    return folder


def fold(text: str) -> str:
    """Leave only letters and digits."""
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_summary_stands_whole_in_the_pdf(printed: Path, topic: str) -> None:
    """Each excerpt that the HTML shows is the corpus's own text, and pdftotext finds it in full in the PDF."""
    pdf = printed / "output" / f"{topic}.pdf"
    text = fold(subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout)
    tree: Any = html.fromstring((printed / "output" / f"{topic}.html").read_bytes())
    shown = [one.text_content() for one in tree.xpath("//article[contains(@class, 'excerpt')]//*[@class='words']")]
    found = json.loads(run_briefgen("find", "*", "--json", "--limit", "1000", folder=printed).out)["excerpts"]
    texts = {fold(" ".join(one["text"])): one["excerpt"] for one in found}
    assert len(shown) >= 15
    for words in shown:
        assert texts[fold(words)]
        assert fold(words) in text, texts[fold(words)]
        assert "“" not in words[:1], "a summary never stands between quotation marks"


@pytest.mark.parametrize("topic", TOPICS)
def test_shipped_pdfs_are_sound(printed: Path, topic: str) -> None:
    """Each passes PDF/UA-1 and `qpdf --check`, and no font but ours is in it."""
    pdf = printed / "output" / f"{topic}.pdf"
    report = page.validate_pdf(str(pdf), profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report.failures
    assert subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, check=False).returncode == 0
