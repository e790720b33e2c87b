"""What `issue` refuses and why, what a reason lets through, and which number a further variant gets."""

import json
import re
import shutil
import zlib
from pathlib import Path

import pytest
from bridges import TOPIC, write_bridges

from briefgen.files.digest import digest_bytes
from briefgen.render.templating.templates import find_shipped_templates
from briefgen_command import run_briefgen
from edited_files import edit_text

pytestmark = pytest.mark.slow

FIRST = ("issue", "bridges", "--date", "2026-11-01")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a small project with one topic and one source."""
    return write_bridges(tmp_path, TOPIC.replace("tlp:", "cutoff: 2026-10-31\ntlp:"))


def rewrite(project: Path, old: str, new: str, name: str = "topics/bridges.md") -> None:
    """Change words of the topic, or of another file."""
    edit_text(project / "corpus" / name, old, new, count=-1)


def list_shelf(project: Path) -> list[str]:
    """List the variants on the shelf."""
    shelf = project / "output/editions/bridges"
    return sorted(str(path.parent.relative_to(shelf)) for path in shelf.glob("*/*/edition.json"))


def read_edition(project: Path, variant: str) -> dict[str, object]:
    """Read what is kept of an edition."""
    path = project / "output/editions/bridges" / variant / "edition.json"
    edition: dict[str, object] = json.loads(path.read_text("utf-8"))["edition"]
    return edition


def test_a_date_before_the_last_editions_is_refused(project: Path) -> None:
    """The rule of the shelf: exit 3, with both dates and the next step; the same day is no day before."""
    run_briefgen(*FIRST, folder=project)
    rewrite(project, "Two bridges stand.", "Two bridges still stand.")
    ran = run_briefgen("issue", "bridges", "--date", "2026-10-31", "--force", "anyway", folder=project)
    assert ran.code == 3
    assert "edition 1 is of 2026-11-01" in ran.err
    assert "--date 2026-11-01" in ran.err
    assert run_briefgen(*FIRST, folder=project).code == 0
    assert list_shelf(project) == ["1/brief.en", "2/brief.en"]


def test_a_cut_off_after_the_date_of_issue_is_refused(project: Path) -> None:
    """Nobody has read what comes after the day of issue: the content is at fault, no reason helps."""
    ran = run_briefgen("issue", "bridges", "--date", "2026-10-30", "--force", "anyway", folder=project)
    assert ran.code == 1
    assert "cut-off (2026-10-31) lies after the date of issue (2026-10-30)" in ran.err
    assert list_shelf(project) == []
    rewrite(project, "cutoff: 2026-10-31", "cutoff: 2026-10")
    assert run_briefgen("issue", "bridges", "--date", "2026-10-30", folder=project).code == 0


def test_a_suspect_judgement_is_refused_unless_a_reason_is_given(project: Path) -> None:
    """The reason is told and kept with the edition, and so is what it overruled."""
    rewrite(project, "^third", "[reviewed:: 2026-10-30 ffffff] ^third")
    ran = run_briefgen(*FIRST, folder=project)
    assert ran.code == 1
    assert "judgement 1 is suspect" in ran.err
    assert "briefgen review bridges" in ran.err
    assert list_shelf(project) == []
    ran = run_briefgen(*FIRST, "--force", "the reviewer is away", folder=project)
    assert ran.code == 0, ran.err
    assert "judgement 1 is suspect" in ran.out
    assert "the reviewer is away" in ran.out
    kept = read_edition(project, "1/brief.en")
    assert kept["forced"] == "the reviewer is away"
    assert "suspect" in str(kept["overruled"])


def test_a_reason_needs_words_and_is_kept_only_where_it_was_needed(project: Path) -> None:
    """An empty reason is a mistake of the command line; one that overrules nothing is not kept."""
    for nothing in (" ", "\u200b"):
        assert run_briefgen(*FIRST, "--force", nothing, folder=project).code == 2
    ran = run_briefgen(*FIRST, "--force", "just in case", folder=project)
    assert ran.code == 0
    assert "not needed" in ran.out
    assert read_edition(project, "1/brief.en")["forced"] == ""


def test_an_edition_in_which_nothing_changed_is_refused(project: Path) -> None:
    """A later day, a comma or a new tag make no edition (exit 3); a new fact does, and so does a reason."""
    run_briefgen(*FIRST, folder=project)
    rewrite(project, "Two bridges stand.", "Two bridges, stand!")
    again = ("issue", "bridges", "--date", "2026-11-09")
    ran = run_briefgen(*again, folder=project)
    assert ran.code == 3
    assert "since edition 1 of 2026-11-01" in ran.err
    assert "--force" in ran.err
    assert list_shelf(project) == ["1/brief.en"]
    rewrite(project, "carries carts and people.", "carries carts.", "sources/bridge-report.md")
    assert run_briefgen(*again, folder=project).code == 0
    ran = run_briefgen(*again, "--force", "the minister asked", folder=project)
    assert ran.code == 0
    assert read_edition(project, "3/brief.en")["forced"] == "the minister asked"


def test_a_further_form_of_the_same_day_and_material_joins_the_edition(project: Path) -> None:
    """All forms and languages share one series: the same material is the same edition, other material the next."""
    run_briefgen(*FIRST, folder=project)
    ran = run_briefgen(*FIRST, "--template", "note", folder=project)
    assert "edition 1, a further variant" in ran.out
    assert run_briefgen(*FIRST, "--language", "ru", folder=project).code == 0
    assert list_shelf(project) == ["1/brief.en", "1/brief.ru", "1/note.en"]
    rewrite(project, "carries carts and people.", "carries carts.", "sources/bridge-report.md")
    assert "edition 2," in run_briefgen(*FIRST, "--template", "dossier", folder=project).out
    assert "edition 2, a further variant" in run_briefgen(*FIRST, folder=project).out
    assert (
        "edition 3,"
        in run_briefgen("issue", "bridges", "--date", "2026-11-02", "--template", "note", folder=project).out
    )


def test_a_joined_variant_tells_what_changed_since_the_edition_before_its_own(project: Path) -> None:
    """A note of edition 2 is compared with edition 1, not with the brief that it was issued beside."""
    run_briefgen(*FIRST, folder=project)
    rewrite(project, "[likelihood:: unlikely]", "[likelihood:: very unlikely]")
    run_briefgen("issue", "bridges", "--date", "2026-11-05", folder=project)
    ran = run_briefgen("issue", "bridges", "--date", "2026-11-05", "--template", "dossier", folder=project)
    assert "edition 2, a further variant" in ran.out
    page = (project / "output/editions/bridges/2/dossier.en/bridges.html").read_text("utf-8")
    assert "Since edition 1" in page
    assert "likelihood: unlikely → very unlikely" in page
    assert "was: unlikely" in page


@pytest.mark.parametrize("words", [(), ("--template", "note"), ("--template", "dossier"), ("--language", "ru")])
def test_every_form_and_language_says_what_changed_and_the_rail_counts_the_same(
    project: Path, words: tuple[str, ...]
) -> None:
    """After an edition of the brief, each other draft names it; as many changes in the rail as in the section."""
    run_briefgen(*FIRST, folder=project)
    rewrite(project, "[likelihood:: unlikely]", "[likelihood:: very unlikely]")
    rewrite(project, "Two bridges stand.", "Two bridges stand. A third is planned.")
    run_briefgen("build", "bridges", "--date", "2026-11-09", *words, folder=project)
    (path,) = (project / "output").glob(f"bridges{''.join(f'.{word}' for word in words[1:])}.html")
    page = path.read_text("utf-8")
    assert "earlier edition" not in page
    rail = page.partition('class="facts"')[2].partition("</ul>")[0]
    assert ("изменено: 2" if "ru" in words else "2 changed") in rail
    assert page.count("изменено: 1" if "ru" in words else "1 changed") == 2


def test_an_edition_for_others_is_neither_compared_with_nor_named(project: Path) -> None:
    """A draft up to TLP:GREEN has no edition before it where the only one was issued without a limit."""
    run_briefgen(*FIRST, folder=project)
    run_briefgen("build", "bridges", "--max-tlp", "TLP:GREEN", folder=project)
    page = (project / "output/bridges.tlp-green.html").read_text("utf-8")
    assert "Since edition" not in page
    ran = run_briefgen(*FIRST, "--max-tlp", "TLP:GREEN", folder=project)
    assert "edition 1," in ran.out
    assert "further variant" not in ran.out


RED_FAULTS = """
The west bridge is shut. #theme/secrettag [stance:: secretstance] [date:: SECRETDATE] [tlp:: TLP:RED] ^west
"""
RED_JUDGEMENT = """
- The west bridge stays shut. [@bridge-report^west] [likelihood:: secretlikely] [tlp:: TLP:RED] ^secretid
- The west bridge falls. [@bridge-report^secretgone] [likelihood:: likely] [tlp:: TLP:RED] ^secretid
"""


def read_whole(path: Path) -> bytes:
    """Read a file, and what is packed in it if it is a PDF."""
    data = path.read_bytes()
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL) if path.suffix == ".pdf" else []
    return data + b"".join(zlib.decompressobj().decompress(one) for one in packed if one[:1] == b"x")


def test_what_a_reason_overrules_names_nothing_that_is_held_back(project: Path) -> None:
    """Errors in red excerpts and judgements: up to CLEAR only their codes are kept; whoever issues is told them all."""
    with (project / "corpus/sources/bridge-report.md").open("a", encoding="utf-8") as source:
        source.write(RED_FAULTS)
    with (project / "corpus/topics/bridges.md").open("a", encoding="utf-8") as topic:
        topic.write(RED_JUDGEMENT)
    ran = run_briefgen(*FIRST, "--max-tlp", "TLP:CLEAR", "--force", "secretreason", folder=project)
    assert ran.code == 0, ran.err
    for word in ("secretstance", "SECRETDATE", "secretlikely", "secretid"):
        assert word in ran.out
    assert "secretreason (not kept" in ran.out
    shelf = project / "output/editions"
    files = [path for path in shelf.rglob("*") if path.is_file()]
    assert len(files) == 6
    assert [path for path in files if b"secret" in read_whole(path).lower()] == []
    kept = read_edition(project, "1/brief.en.tlp-clear")
    assert kept["forced"] == ""
    assert "'BG-DATE-001: 1', 'BG-TAG-001: 1'" in str(kept["overruled"])
    assert run_briefgen(*FIRST, "--force", "secretreason", folder=project).code == 0
    own = read_edition(project, "1/brief.en")
    assert own["forced"] == "secretreason"
    assert "secretstance" in str(own["overruled"])


def test_own_templates_in_folders_are_kept_and_the_edition_is_made_again_from_them(project: Path) -> None:
    """A part, a hidden one that it takes in, a catalogue; a file that no template can be named by stops nothing.

    What was kept counts, not what stands in the project later.
    """
    own = project / "templates"
    (own / "parts").mkdir(parents=True)
    (own / "catalogues").mkdir()
    part = (find_shipped_templates() / "parts/judgements.html.j2").read_text("utf-8")
    (own / "parts/judgements.html.j2").write_text(
        f'{part}<p>OWN-PART</p>{{% include "parts/.mine/.x.j2" %}}\n', "utf-8"
    )
    (own / "catalogues/en.po").write_text(
        'msgid ""\nmsgstr "Language: en"\n\nmsgid "bottom_line"\nmsgstr "OWN-WORDS"\n', "utf-8"
    )
    (own / "a\\b.j2").write_text("no template", "utf-8")
    (own / ".note.j2.swp").write_text("an editor's", "utf-8")
    (own / "parts/.mine").mkdir()
    (own / "parts/.mine/.x.j2").write_text("<p>HIDDEN-PART</p>", "utf-8")
    assert run_briefgen(*FIRST, folder=project).code == 0
    folder = project / "output/editions/bridges/1/brief.en"
    kept = {str(path.relative_to(folder / "own")) for path in folder.glob("own/**/*") if path.is_file()}
    assert kept == {
        "templates/parts/judgements.html.j2",
        "templates/parts/.mine/.x.j2",
        "templates/catalogues/en.po",
    }
    page = (folder / "bridges.html").read_text("utf-8")
    assert "OWN-PART" in page
    assert "HIDDEN-PART" in page
    assert "OWN-WORDS" in page
    shutil.rmtree(own)
    assert run_briefgen("verify", "bridges", folder=project).code == 0
    ran = run_briefgen("verify", "--rebuild", "bridges", folder=project)
    assert ran.code == 0, ran.out + ran.err
    rewrite(project, "carries carts and people.", "carries carts.", "sources/bridge-report.md")
    assert "edition 2," in run_briefgen("issue", "bridges", "--date", "2026-11-05", folder=project).out


def test_the_number_of_an_edition_that_somebody_deleted_is_not_given_again(project: Path) -> None:
    """A whole edition, or one variant of the newest: `verify` goes on to tell of it, and the next number is free."""
    run_briefgen(*FIRST, folder=project)
    run_briefgen(*FIRST, "--template", "note", folder=project)
    shelf = project / "output/editions"
    sums = (shelf / "SHA256SUMS").read_text("utf-8")
    shutil.rmtree(shelf / "bridges/1/note.en")
    assert "edition 2," in run_briefgen(*FIRST, "--template", "note", "--force", "lost", folder=project).out
    shutil.rmtree(shelf / "bridges/2")
    rewrite(project, "carries carts and people.", "carries carts.", "sources/bridge-report.md")
    assert "edition 3," in run_briefgen("issue", "bridges", "--date", "2026-11-05", folder=project).out
    assert list_shelf(project) == ["1/brief.en", "3/brief.en"]
    assert set(sums.splitlines()) <= set((shelf / "SHA256SUMS").read_text("utf-8").splitlines())
    ran = run_briefgen("verify", "bridges", folder=project)
    assert ran.code == 7
    assert "bridges/1/note.en" in ran.out + ran.err
    assert "bridges/2/note.en" in ran.out + ran.err


def test_what_stands_in_an_editions_place_stops_no_other_command(project: Path) -> None:
    """A file of the next number: `issue` names it and ends with 5; `build` goes on, and so does `issue` without it."""
    run_briefgen(*FIRST, folder=project)
    rewrite(project, "carries carts and people.", "carries carts.", "sources/bridge-report.md")
    obstacle = project / "output/editions/bridges/2"
    obstacle.write_text("in the way", "utf-8")
    again = ("issue", "bridges", "--date", "2026-11-05")
    ran = run_briefgen(*again, folder=project)
    assert ran.code == 5
    assert "bridges/2" in ran.err
    assert run_briefgen("build", "--date", "2026-11-06", folder=project).code == 0
    obstacle.unlink()
    assert "edition 2," in run_briefgen(*again, folder=project).out


def test_a_topic_at_which_the_disk_fails_stops_no_other(project: Path) -> None:
    """Of three, the one in the middle has a file in its place: the others are issued, and the code tells of it."""
    topic = (project / "corpus/topics/bridges.md").read_text("utf-8")
    for slug in ("piers", "quays"):
        (project / f"corpus/topics/{slug}.md").write_text(topic, "utf-8")
    (project / "output/editions").mkdir(parents=True)
    (project / "output/editions/piers").write_text("in the way", "utf-8")
    ran = run_briefgen("issue", "bridges", "piers", "quays", "--date", "2026-11-01", folder=project)
    assert ran.code == 5
    assert "`piers` is not issued" in ran.err
    assert "editions/piers" in ran.err
    shelf = project / "output/editions"
    assert sorted(str(one.relative_to(shelf)) for one in shelf.glob("*/*/*")) == [
        "bridges/1/brief.en",
        "quays/1/brief.en",
    ]


def test_an_obstacle_between_a_kill_and_its_mending_stops_its_topic_alone(project: Path) -> None:
    """`build` names it and goes on; `issue` refuses the topic and issues another; without it all is ended."""
    topic = (project / "corpus/topics/bridges.md").read_text("utf-8")
    (project / "corpus/topics/piers.md").write_text(topic, "utf-8")
    assert run_briefgen(*FIRST, folder=project).code == 0
    shelf = project / "output/editions"
    sums = (shelf / "SHA256SUMS").read_bytes()
    ready = shelf / f".ready-{digest_bytes(b'bridges')[:16]}-0"
    ready.mkdir()
    (shelf / "bridges").rename(ready / "bridges")
    (shelf / "SHA256SUMS").rename(ready / "SHA256SUMS")
    (shelf / "bridges").write_text("in the way", "utf-8")
    for _ in range(2):
        ran = run_briefgen("build", "--date", "2026-11-02", folder=project)
        assert ran.code == 0, ran.err
        assert ran.err.count("BG-EDITION-002") == 1
        assert "output/editions/bridges" in ran.err
    ran = run_briefgen("issue", "bridges", "piers", "--date", "2026-11-02", folder=project)
    assert ran.code == 5
    assert "`bridges` is not issued" in ran.err
    assert "editions/bridges" in ran.err
    assert (shelf / "piers/1/brief.en/edition.json").is_file()
    (shelf / "bridges").unlink()
    ran = run_briefgen("build", "--date", "2026-11-03", folder=project)
    assert "BG-EDITION-002" not in ran.err
    assert list_shelf(project) == ["1/brief.en"]
    assert sums in (shelf / "SHA256SUMS").read_bytes()
    assert run_briefgen("verify", "bridges", folder=project).code == 0
