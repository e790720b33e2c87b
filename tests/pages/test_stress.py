"""Every form of every topic that strains the layout: a sound file, no fault on any page, nothing lost."""

import re
import subprocess
from pathlib import Path

import page
import pytest
from page_checks import check_pages
from stress_project import TOPICS, change_sources, write_project

from briefgen.render.typefaces.system_fonts import find_in_system
from briefgen_command import run_briefgen
from required_tools import miss_tool

pytestmark = pytest.mark.slow
FORMS = ("brief", "note", "dossier")
#: Topics in scripts that our fonts lack: fonts of the machine print them.
OTHER_SCRIPTS = {"arabic": "ع", "cjk": "河の"}
PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print every topic in every form; one of them has an edition before this one."""
    folder = write_project(tmp_path_factory.mktemp("stress"))
    issued = run_briefgen("issue", "changed", "--date", "2026-11-21", folder=folder)
    assert issued.code == 0, issued.err
    change_sources(folder)
    for form in FORMS:
        built = run_briefgen("build", "--template", form, "--date", "2026-11-22", folder=folder, seconds=900)
        assert built.code == 0, built.err
        said = [line for line in built.err.splitlines() if "BG-PRINT-" in line]
        assert [line for line in said if not re.match(r"(?:corpus/topics|output)/(?:arabic|cjk)\.", line)] == []
    return folder / "output"


def ask_for_fonts(topic: str) -> None:
    """Skip a topic whose script no font of this machine has (Debian: fonts-noto-core, fonts-noto-cjk)."""
    wanted = frozenset(OTHER_SCRIPTS.get(topic, ""))
    if find_in_system(wanted) != wanted:
        miss_tool(f"a font for the topic {topic}")


def find_files(output: Path, topic: str, form: str) -> tuple[Path, Path]:
    """Find a topic's HTML and PDF in one form."""
    name = topic if form == "brief" else f"{topic}.{form}"
    return output / f"{name}.html", output / f"{name}.pdf"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("topic", TOPICS)
def test_the_file_is_valid_for_readers_and_archives(printed: Path, topic: str, form: str) -> None:
    """The PDF passes PDF/UA-1 and PDF/A-3a, both, and `qpdf --check`."""
    ask_for_fonts(topic)
    _, pdf = find_files(printed, topic, form)
    for profile in PROFILES:
        report = page.validate_pdf(str(pdf), profile=profile)
        assert report.failures == [], profile
    assert subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("topic", TOPICS)
def test_no_page_has_a_fault(printed: Path, topic: str, form: str) -> None:
    """No heading is stranded, no text overflows or is lost, every sheet is marked, every link leads somewhere."""
    ask_for_fonts(topic)
    html, pdf = find_files(printed, topic, form)
    foreign = ("Noto", "DejaVu", "WenQuanYi", "Droid") if topic in OTHER_SCRIPTS else ()
    assert check_pages(html.read_text("utf-8"), pdf.read_bytes(), foreign) == []


@pytest.mark.parametrize("topic", TOPICS)
def test_a_note_fits_two_pages(printed: Path, topic: str) -> None:
    """Whatever a topic holds, its note is one sheet of paper."""
    _, pdf = find_files(printed, topic, "note")
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    found = re.search(r"Pages:\s+(\d+)", told)
    assert found is not None
    assert int(found[1]) <= 2


def test_forms_agree_about_what_they_cite(printed: Path) -> None:
    """The dossier prints at least what the brief does, excerpt by excerpt."""
    for topic in ("much-written", "unwritten", "russian"):
        names = {}
        for form in ("brief", "dossier"):
            html, _ = find_files(printed, topic, form)
            names[form] = set(re.findall(r'data-excerpt="([^"]+)"', html.read_text("utf-8")))
        assert names["brief"] <= names["dossier"]
