"""Every page of every form of the shipped topics, looked at by machine."""

import shutil
import subprocess
from pathlib import Path

import page as page_validation
import pytest

from briefgen_command import ROOT, run_briefgen
from pages.page_checks import check_pages

TOPICS = ("astana-hub", "nato-csto", "un-eurasian-bodies")
FORMS = ("brief", "note", "dossier")
LANGUAGES = ("ru", "kk")
VARIANTS = [*(f"{topic}.{form}" for topic in TOPICS for form in FORMS), *(f"nato-csto.{code}" for code in LANGUAGES)]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Print the shipped topics in each form, one of them in each language; give the folder."""
    folder = tmp_path_factory.mktemp("forms") / "project"
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "briefgen.toml").write_text('default_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    asked = [("--template", form) for form in FORMS] + [("--language", code, "nato-csto") for code in LANGUAGES]
    for words in asked:
        built = run_briefgen("build", *words, "--date", "2026-11-22", folder=folder)
        assert built.code == 0, built.err
    return folder / "output"


def read(output: Path, variant: str) -> tuple[str, bytes]:
    """Read a variant's two files."""
    name = variant if (output / f"{variant}.pdf").exists() else variant.removesuffix(".brief")
    return (output / f"{name}.html").read_text(encoding="utf-8"), (output / f"{name}.pdf").read_bytes()


@pytest.mark.parametrize("variant", VARIANTS)
def test_pages_have_no_fault(output: Path, variant: str) -> None:
    """No check of `page_checks` finds a fault on any sheet."""
    assert [str(fault) for fault in check_pages(*read(output, variant))] == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_files_keep_to_both_profiles(output: Path, variant: str) -> None:
    """Each PDF is PDF/UA-1 and PDF/A-3a at once."""
    _, pdf = read(output, variant)
    for profile in (page_validation.ValidationProfile.PDF_UA_1, page_validation.ValidationProfile.PDF_A_3A):
        assert page_validation.validate_pdf_bytes(pdf, profile=profile).failures == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_files_carry_their_manifest(output: Path, variant: str, tmp_path: Path) -> None:
    """Each PDF has its manifest with it, as poppler lists it."""
    if shutil.which("pdfdetach") is None:
        pytest.skip("pdfdetach (poppler-utils) is not installed")
    (tmp_path / "a.pdf").write_bytes(read(output, variant)[1])
    done = subprocess.run(["pdfdetach", "-list", "a.pdf"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "1: manifest.json" in done.stdout
