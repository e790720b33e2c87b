"""F15 of BAD_INPUTS.md: a word marked TLP:RED is in no byte of a variant that may go further."""

import shutil
from pathlib import Path

import pytest
from marked_project import PLANTED, find_planted, make_marked_project

from briefgen_command import run_briefgen

pytestmark = pytest.mark.slow

#: What no brief prints, whatever its marking: a judgement's id, an image, a copy's words, a file that was not found.
NEVER_PRINTED = {"judgement id", "alternative text", "near-copy"}


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """Give a project with planted words."""
    return make_marked_project(tmp_path / "marked")


def test_the_oracle_sees_what_is_printed(marked: Path) -> None:
    """In the brief without a limit the planted words are found, in the page and in the PDF: the oracle is not blind."""
    ran = run_briefgen("build", "harbour", "--date", "2026-11-22", "--template", "dossier", folder=marked)
    assert "printed" in ran.out, ran.err
    found = find_planted(marked / "output")
    seen = {
        end: {line.split(": ")[1].split(" (")[0] for line in found if f".{end}: " in line} for end in ("html", "pdf")
    }
    assert set(PLANTED) - (seen["html"] | seen["pdf"]) == NEVER_PRINTED
    assert {"excerpt", "note", "bottom line", "judgement", "tag label", "source title"} <= seen["html"] & seen["pdf"]


@pytest.mark.parametrize(
    "words",
    [("TLP:GREEN",), ("TLP:GREEN", "--template", "note"), ("TLP:CLEAR", "--template", "dossier", "--language", "ru")],
)
def test_nothing_above_the_limit_is_in_any_byte(marked: Path, words: tuple[str, ...]) -> None:
    """Page, PDF (text, tags, bookmarks, metadata, attachments, every stream), manifest, file names: none tells."""
    ran = run_briefgen("build", "harbour", "--date", "2026-11-22", "--max-tlp", *words, folder=marked)
    assert ran.code == 0, ran.err
    assert "printed" in ran.out
    assert find_planted(marked / "output") == []
    assert len(list((marked / "output").glob("harbour*.tlp-*.pdf"))) == 1


def test_the_analyst_is_told_what_is_held_back(marked: Path) -> None:
    """What a variant leaves out stands on stderr, by name and marking."""
    ran = run_briefgen("build", "harbour", "--max-tlp", "TLP:GREEN", folder=marked)
    assert "held back from harbour.tlp-green: judgement ^looks-open (TLP:RED)" in ran.err
    assert f"held back from harbour.tlp-green: source {PLANTED['source id']}-2011 (TLP:RED)" in ran.err
    status = run_briefgen("status", "-v", folder=marked)
    assert "held back from harbour.tlp-green: excerpt open-2012^clause (TLP:RED)" in status.err


def test_an_excerpt_marked_higher_since_leaves_the_variant(marked: Path) -> None:
    """What was issued once and is closed now is in no byte of the next print, not even as something withdrawn."""
    issued = run_briefgen("issue", "harbour", "--max-tlp", "TLP:GREEN", folder=marked)
    assert issued.code == 0, issued.err
    assert find_planted(marked / "output" / "editions") == []
    path = marked / "corpus" / "sources" / "green-2013.md"
    path.write_text(path.read_text(encoding="utf-8").replace("TLP:GREEN", "TLP:RED"), encoding="utf-8")
    ran = run_briefgen("build", "harbour", "--max-tlp", "TLP:GREEN", folder=marked)
    assert "printed" in ran.out, ran.err
    shutil.rmtree(marked / "output" / "editions")
    for path in (marked / "output").rglob("*"):
        assert not path.is_file() or b"mended" not in path.read_bytes(), path


def test_a_topic_raised_above_a_variant_on_record_is_refused(marked: Path) -> None:
    """The variant is not printed again: exit 3, and the sentence says what to do."""
    run_briefgen("build", "harbour", "--max-tlp", "TLP:GREEN", folder=marked)
    path = marked / "corpus" / "topics" / "harbour.md"
    path.write_text(path.read_text(encoding="utf-8").replace("tlp: TLP:CLEAR", "tlp: TLP:AMBER"), encoding="utf-8")
    asked = run_briefgen("build", "harbour", "--max-tlp", "TLP:GREEN", folder=marked)
    assert asked.code == 3
    assert "TLP:AMBER" in asked.err
    everything = run_briefgen("build", folder=marked)
    assert everything.code == 3
    assert "BG-TLP-004" in everything.err
