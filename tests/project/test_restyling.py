"""README, "Restyle it", followed to the letter: colour, logo and the order of sections, in five steps."""

import re
import shutil
import subprocess
from pathlib import Path

import page
import pytest

from briefgen_command import ROOT, run_briefgen

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="120" height="40" fill="#5a1a2b"/>'
    '<circle cx="20" cy="20" r="12" fill="#fff"/></svg>'
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give a project of one topic, without templates of its own."""
    folder = tmp_path / "desk"
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    for topic in ("nato-csto", "un-eurasian-bodies"):
        (folder / f"corpus/topics/{topic}.md").unlink()
    settings = 'analyst = "A. Reader"\ndesk = "Ministry of Rivers"\ndefault_tlp = "TLP:CLEAR"\n'
    (folder / "briefgen.toml").write_text(settings, "utf-8")
    return folder


def list_headings(html: str) -> list[str]:
    """List the level-2 headings of a page in order."""
    return [
        " ".join(re.sub(r"<[^>]+>", "", one).split()) for one in re.findall(r"<h2\b[^>]*>(.*?)</h2>", html, re.DOTALL)
    ]


@pytest.mark.slow
def test_colour_logo_and_order_are_changed_in_five_steps(desk: Path) -> None:
    """The printed brief has the new colour, the logo with its name, the sections in the new order, and is sound."""
    assert run_briefgen("build", folder=desk).code == 0
    before = list_headings((desk / "output/astana-hub.html").read_text("utf-8"))
    assert run_briefgen("templates", "--copy", "tokens.css", folder=desk).code == 0
    (desk / "templates/tokens.css").write_text(":root { --accent: #5a1a2b; --night-accent: #e0a0b0; }\n", "utf-8")
    (desk / "templates/logo.svg").write_text(LOGO, "utf-8")
    assert run_briefgen("templates", "--copy", "brief.html.j2", folder=desk).code == 0
    template = desk / "templates/brief.html.j2"
    moved = re.sub(r"{% set order = .*? %}", '{% set order = ("summary", "gaps", "*") %}', template.read_text("utf-8"))
    template.write_text(moved, "utf-8")
    built = run_briefgen("build", folder=desk)
    assert built.code == 0, built.err
    assert built.err == ""
    html = (desk / "output/astana-hub.html").read_text("utf-8")
    after = list_headings(html)
    assert sorted(after) == sorted(before)
    assert after != before
    assert "--accent: #5a1a2b" in html
    assert "Ministry of Rivers" in html
    pdf = desk / "output/astana-hub.pdf"
    raw = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(pdf), "-"], capture_output=True, check=False)
    assert b"0.352941 0.101961 0.168627 rg" in raw.stdout, "burgundy is painted"
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        report = page.validate_pdf(str(pdf), profile=profile)
        assert report.is_compliant, report.failures
