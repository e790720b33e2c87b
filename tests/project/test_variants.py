"""Variants of a draft and its editions: files of their own, kept up to date, never mixed."""

import json
import shutil
from pathlib import Path

import pytest
from bridges import TOPIC, write_bridges

from briefgen.files.digest import digest_bytes
from briefgen_command import run_briefgen


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a small project with one topic and one source."""
    return write_bridges(tmp_path)


def list_files(folder: Path) -> set[str]:
    """List the flat files of output/."""
    return {path.name for path in (folder / "output").iterdir() if path.is_file()}


def test_a_variant_has_files_of_its_own_and_leaves_the_draft_alone(project: Path) -> None:
    """Another language is printed beside the topic's own draft, whose bytes stay as they were."""
    assert run_briefgen("build", folder=project).code == 0
    before = digest_bytes((project / "output/bridges.pdf").read_bytes())
    ran = run_briefgen("build", "bridges", "--language", "ru", folder=project)
    assert ran.code == 0, ran.err
    assert list_files(project) == {
        "bridges.html",
        "bridges.pdf",
        "bridges.ru.html",
        "bridges.ru.pdf",
        "manifest.json",
    }
    assert digest_bytes((project / "output/bridges.pdf").read_bytes()) == before
    assert '<html lang="ru"' in (project / "output/bridges.ru.html").read_text("utf-8")


@pytest.mark.slow
def test_later_builds_keep_a_variant_up_to_date_until_its_files_are_taken_away(project: Path) -> None:
    """A plain build prints a stale variant again; one whose files a person removed goes off the record."""
    run_briefgen("build", folder=project)
    run_briefgen("build", "--language", "ru", folder=project)
    path = project / "corpus/sources/bridge-report.md"
    path.write_text(path.read_text("utf-8").replace("carts and people", "carts"), "utf-8")
    ran = run_briefgen("build", folder=project)
    assert "printed  bridges.ru " in ran.out
    assert "people" not in (project / "output/bridges.ru.html").read_text("utf-8")
    for end in (".html", ".pdf"):
        (project / f"output/bridges.ru{end}").unlink()
    assert run_briefgen("build", folder=project).code == 0
    assert list_files(project) == {"bridges.html", "bridges.pdf", "manifest.json"}
    assert "2 up to date" not in run_briefgen("build", folder=project).out


def test_what_the_topic_says_itself_makes_no_variant(project: Path) -> None:
    """The topic's own form and language, named once more, print the topic's own draft."""
    assert run_briefgen("build", "--template", "brief", "--language", "en", folder=project).code == 0
    assert list_files(project) == {"bridges.html", "bridges.pdf", "manifest.json"}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--max-tlp", "TLP:PURPLE"), 2, "TLP:PURPLE is no TLP 2.0 label"),
        (("--language", "english!"), 2, "BCP 47"),
        (("--template", "../note"), 2, "a template's name"),
        (("--template", "nope"), 1, "nope"),
    ],
)
def test_a_variant_that_cannot_be_is_refused_in_a_sentence(
    project: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    """A label, language or template that is none ends with its name and the right exit code."""
    ran = run_briefgen("build", "bridges", *words, folder=project)
    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_topic_marked_above_the_limit_is_refused(project: Path) -> None:
    """Its title and headings may not travel, so nothing is printed, and the exit code says that a rule refused it."""
    path = project / "corpus/topics/bridges.md"
    path.write_text(TOPIC.replace("tlp: TLP:CLEAR", "tlp: TLP:AMBER"), "utf-8")
    ran = run_briefgen("build", "bridges", "--max-tlp", "TLP:GREEN", folder=project)
    assert ran.code == 3
    assert "TLP:AMBER" in ran.err
    assert not (project / "output/bridges.tlp-green.pdf").exists()


def test_an_edition_is_numbered_dated_and_never_rewritten(project: Path) -> None:
    """Each issue makes a new folder; the files of earlier editions keep their bytes; the page says its number."""
    assert run_briefgen("issue", "bridges", "--date", "2026-11-01", folder=project).code == 0
    shelf = project / "output/editions/bridges"
    first = {path.name: path.read_bytes() for path in (shelf / "1/brief.en").iterdir()}
    assert set(first) == {"bridges.html", "bridges.pdf", "brief.json", "edition.json", "manifest.json"}
    data = json.loads(first["edition.json"])
    assert data["edition"]["issued"] == "2026-11-01"
    assert data["files"]["bridges.pdf"] == digest_bytes(first["bridges.pdf"])
    assert run_briefgen("issue", "bridges", "--force", "a new month", folder=project).code == 0
    assert {path.name: path.read_bytes() for path in (shelf / "1/brief.en").iterdir()} == first
    assert (shelf / "2/brief.en/edition.json").is_file()
    assert "Edition 1" in first["bridges.html"].decode()


def test_a_topic_with_errors_is_not_issued(project: Path) -> None:
    """What is issued is signed: with a citation that leads nowhere no edition comes into being."""
    path = project / "corpus/topics/bridges.md"
    path.write_text(TOPIC.replace("^south]", "^sunk]"), "utf-8")
    ran = run_briefgen("issue", "bridges", folder=project)
    assert ran.code == 1
    assert "sunk" in ran.err
    assert not (project / "output/editions").exists()


def test_an_editions_damaged_record_is_named_and_stops_no_build(project: Path) -> None:
    """The draft prints without saying what changed, the problem names the edition, and the exit code says integrity."""
    run_briefgen("issue", "bridges", folder=project)
    record = project / "output/editions/bridges/1/brief.en/edition.json"
    record.write_text(record.read_text("utf-8")[:200], "utf-8")
    ran = run_briefgen("build", folder=project)
    assert ran.code == 7
    assert "BG-EDITION-001" in ran.err
    assert (project / "output/bridges.pdf").is_file()


def test_editions_survive_the_loss_of_everything_derived(project: Path) -> None:
    """Deleting drafts, manifest and index leaves the editions, and the next number follows theirs."""
    run_briefgen("issue", "bridges", folder=project)
    shutil.rmtree(project / ".briefgen", ignore_errors=True)
    ran = run_briefgen("issue", "bridges", "--force", "lost", folder=project)
    assert "edition 2" in ran.out


def test_a_half_written_edition_is_none_and_its_number_is_spent(project: Path) -> None:
    """A page without a record is not compared with and stops no later edition; somebody may have its number in hand."""
    shelf = project / "output/editions/bridges"
    (shelf / "1/brief.en").mkdir(parents=True)
    (shelf / "1/brief.en/bridges.html").write_text("half", "utf-8")
    (shelf / "1/brief.en/.bridges.pdf.999999.0123abcd.tmp").write_text("half", "utf-8")
    ran = run_briefgen("issue", "bridges", folder=project)
    assert "edition 2," in ran.out, ran.err
    assert b"Edition 2" in (shelf / "2/brief.en/bridges.html").read_bytes()
    assert not (shelf / "1/brief.en/edition.json").exists()


@pytest.mark.slow
def test_editions_up_to_a_marking_are_numbered_by_themselves(project: Path) -> None:
    """A gap in the numbers would tell a reader that there are editions which may not be seen."""
    run_briefgen("issue", "bridges", folder=project)
    assert "edition 2," in run_briefgen("issue", "bridges", "--force", "a second copy", folder=project).out
    ran = run_briefgen("issue", "bridges", "--max-tlp", "TLP:GREEN", folder=project)
    assert "edition 1," in ran.out, ran.err
    assert "edition 3," in run_briefgen("issue", "bridges", "--force", "a third copy", folder=project).out


@pytest.mark.slow
def test_a_suspect_judgement_is_not_issued(project: Path) -> None:
    """What changed since its review is named, with its place, and nothing comes on the shelf until it is confirmed."""
    run_briefgen("review", "bridges", folder=project)
    source = project / "corpus/sources/bridge-report.md"
    source.write_text(source.read_text("utf-8").replace("carts and people", "carts"), "utf-8")
    ran = run_briefgen("issue", "bridges", folder=project)
    assert ran.code == 1
    assert "judgement 1 is suspect" in ran.err
    assert "corpus/topics/bridges.md:11:" in ran.err
    assert not (project / "output/editions").exists()
    run_briefgen("review", "bridges", folder=project)
    assert run_briefgen("issue", "bridges", folder=project).code == 0


def test_nothing_is_issued_after_an_edition_that_cannot_be_read(project: Path) -> None:
    """Its readers would be told that nothing changed."""
    run_briefgen("issue", "bridges", folder=project)
    (project / "output/editions/bridges/1/brief.en/edition.json").write_text("{", "utf-8")
    ran = run_briefgen("issue", "bridges", folder=project)
    assert ran.code == 7
    assert "cannot be read" in ran.err
    assert not (project / "output/editions/bridges/2").exists()


@pytest.mark.slow
def test_a_variant_whose_files_were_taken_away_is_told_as_such(project: Path) -> None:
    """`status` and `build` name every variant whose files a person deleted, and blame no topic file."""
    for language in ("ru", "kk"):
        assert run_briefgen("build", "bridges", "--language", language, folder=project).code == 0
    for path in (*(project / "output").glob("*ru*.*"), *(project / "output").glob("*kk*.*")):
        if path.is_file():
            path.unlink()
    for command in ("status", "build"):
        said = run_briefgen(command, folder=project).out
        assert said.count("its files were taken away") == 2, said
        assert "topic file" not in said
