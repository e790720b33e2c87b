"""`verify`: what a file is, whether it is the one on record, and old editions made again byte for byte."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bridges import TOPIC, write_bridges

from briefgen.cli.verified import print_rebuilt
from briefgen.editions.placing import Frozen, place_editions
from briefgen.editions.record import RECORD, read_record
from briefgen.files.digest import digest_bytes
from briefgen.project.editions.rebuilding import DIFFERENT, OTHER_VERSIONS, SAME, rebuild_editions
from briefgen.project.place import find_project
from briefgen.render.templating.templates import find_shipped_templates
from briefgen_command import run_briefgen

pytestmark = pytest.mark.slow

PDF = "output/editions/bridges/1/brief.en/bridges.pdf"
STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>Titles</title><id>titles</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text variable="title" prefix="OWN-STYLE "/></layout></bibliography>
</style>
"""
WORDS = """msgid ""
msgstr "Language: en"

msgid "bottom_line"
msgstr "OWN-WORDS"
"""


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Issue two editions of a project with a template, words and a citation style of its own, and print a draft."""
    folder = write_bridges(tmp_path_factory.mktemp("verified"), TOPIC)
    (folder / "briefgen.toml").write_text('default_tlp = "TLP:CLEAR"\ncsl = "styles/titles.csl"\n', "utf-8")
    (folder / "styles").mkdir()
    (folder / "styles/titles.csl").write_text(STYLE, "utf-8")
    (folder / "templates/catalogues").mkdir(parents=True)
    (folder / "templates/catalogues/en.po").write_text(WORDS, "utf-8")
    tokens = (find_shipped_templates() / "tokens.css").read_text("utf-8")
    (folder / "templates/tokens.css").write_text(tokens + "\n/* OWN-TEMPLATE */\n", "utf-8")
    assert run_briefgen("issue", "bridges", "--date", "2026-11-01", folder=folder).code == 0
    source = folder / "corpus/sources/bridge-report.md"
    source.write_text(source.read_text("utf-8").replace("carts and people", "carts"), "utf-8")
    assert run_briefgen("issue", "bridges", "--date", "2026-11-05", folder=folder).code == 0
    assert run_briefgen("build", "--date", "2026-11-06", folder=folder).code == 0
    return folder


@pytest.fixture
def project(issued: Path, tmp_path: Path) -> Path:
    """Give a copy of the project."""
    return shutil.copytree(issued, tmp_path / "copy")


def verify(*words: str | Path, folder: Path) -> tuple[int, list[dict[str, Any]]]:
    """Run `verify --json`."""
    ran = run_briefgen("verify", *words, "--json", folder=folder)
    return ran.code, json.loads(ran.out)


def test_editions_and_drafts_of_a_project_are_proven(project: Path) -> None:
    """Without a word: all; an edition is one verdict, a draft's page and PDF one each."""
    code, found = verify(folder=project)
    assert code == 0
    assert [(one["state"], one["edition"]) for one in found] == [("proven", 1), ("proven", 2)] + [("proven", None)] * 2
    assert verify("bridges", folder=project) == (code, found)


def test_a_pdf_is_named_and_a_newer_edition_told(project: Path, tmp_path: Path) -> None:
    """Under any name: topic, edition, date, marking, variant."""
    copy = tmp_path / "mail attachment.bin"
    shutil.copy(project / PDF, copy)
    ran = run_briefgen("verify", copy, folder=project)
    assert ran.code == 0
    assert "bridges, edition 1 of 2026-11-01, TLP:CLEAR, brief.en" in ran.out
    assert "newer: edition 2 of 2026-11-05" in ran.out


def test_an_altered_pdf_is_found_with_both_digests(project: Path, tmp_path: Path) -> None:
    """In its place, and as a copy that only its manifest tells: exit 7."""
    whole = (project / PDF).read_bytes()
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(whole + b"\n% one line more\n")
    ran = run_briefgen("verify", copy, folder=project)
    assert ran.code == 7
    assert digest_bytes(whole) in ran.out
    assert digest_bytes(copy.read_bytes()) in ran.out
    (project / PDF).write_bytes(whole[:-1] + b"X")
    code, (found,) = verify(PDF, folder=project)
    assert (code, found["state"], found["expected"]) == (7, "altered", [digest_bytes(whole)])


def test_a_damaged_record_is_told_by_every_file_of_its_edition(project: Path) -> None:
    """No longer JSON: the PDF by its own path, the record by its own, and the folder end with 7; the next does not."""
    folder = (project / PDF).parent
    (folder / RECORD).write_bytes(b"\x00 scrambled")
    for word in (project / PDF, folder / RECORD, folder / "own/templates/tokens.css"):
        ran = run_briefgen("verify", str(word), folder=project)
        assert ran.code == 7, word
        assert "record of its edition is damaged" in ran.out + ran.err
        assert "edition.json" in ran.out + ran.err
    assert run_briefgen("verify", str(folder), folder=project).code == 7
    assert run_briefgen("verify", str(project / PDF.replace("/1/", "/2/")), folder=project).code == 0


def test_a_lone_pdf_is_known_by_its_manifest_and_not_proven(project: Path, tmp_path: Path) -> None:
    """Outside a project nothing proves it: exit 1; of a draft that was printed over too, with exit 7."""
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(project / PDF, alone / "b.pdf")
    ran = run_briefgen("verify", "b.pdf", folder=alone)
    assert ran.code == 1
    assert "not proven" in ran.out
    assert "bridges, edition 1 of 2026-11-01" in ran.out
    assert "known by its manifest alone" in ran.out
    shutil.copy(project / "output/bridges.pdf", alone / "draft.pdf")
    assert run_briefgen("build", "--date", "2026-11-09", "--force", folder=project).code == 0
    code, (found,) = verify(alone / "draft.pdf", folder=project)
    assert (code, found["state"], found["date"]) == (7, "not the one on record", "2026-11-06")


def test_an_edition_in_the_place_of_a_draft_is_not_that_draft(project: Path) -> None:
    """What is on record elsewhere does not prove the place it was copied to: exit 7, and what it is."""
    shutil.copy(project / PDF, project / "output/bridges.pdf")
    code, (found,) = verify("output/bridges.pdf", folder=project)
    assert (code, found["state"], found["edition"]) == (7, "altered", None)
    assert "bridges, edition 1 of 2026-11-01" in found["why"]


def test_a_manifest_cannot_write_a_line_of_ours(tmp_path: Path) -> None:
    """Line breaks and gaps in what a stranger's PDF claims stay within its one line."""
    spoof = "2026-11-22\nproven   report.pdf   bridges, edition 1 of 2026-11-22\r\u2028  " + " " * 90 + "proven"
    manifest = {"format": "briefgen-manifest/1", "topic": "a\n\nb", "title": "T", "printed": spoof, "form": "x\x85y"}
    (tmp_path / "report.pdf").write_bytes(write_pdf_with_manifest(json.dumps(manifest).encode()))
    ran = run_briefgen("verify", "report.pdf", folder=tmp_path)
    assert ran.code == 1
    assert [line for line in ran.out.splitlines() if line.startswith("proven")] == []
    assert "not proven report.pdf   a b, draft of 2026-11-22 proven report.pdf" in ran.out
    assert "   proven" not in ran.out


def write_pdf_with_manifest(manifest: bytes) -> bytes:
    """Write a small PDF by hand that encloses a manifest."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(manifest.json)3 0 R]>>>>>>",
        b"<</Type/Pages/Kids[5 0 R]/Count 1>>",
        b"<</Type/Filespec/F(manifest.json)/UF(manifest.json)/EF<</F 4 0 R>>>>",
        b"<</Type/EmbeddedFile/Length %d>>stream\n%s\nendstream" % (len(manifest), manifest),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ]
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return data + end % (table, len(data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"1 0 obj\n<</Type/Catalog/Names<</EmbeddedFiles 1 0 R>>>>\nendobj\n" * 50,
        b"no PDF at all",
        b"%PDF-1.7\ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
    ],
)
def test_a_file_that_is_not_ours_is_said_to_be_so(tmp_path: Path, data: bytes) -> None:
    """Whatever is in it, no crash: exit 1."""
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    code, (found,) = verify("x.pdf", folder=tmp_path)
    assert (code, found["topic"]) == (1, None)
    assert found["state"] in ("not ours", "not on record")


def test_hostile_edits_of_our_own_pdf_do_no_harm(project: Path, tmp_path: Path) -> None:
    """Cut short, filled with other bytes, a manifest that is no JSON: a verdict each time, and never `proven`."""
    whole = (project / PDF).read_bytes()
    edits = [whole[: len(whole) // 3], whole.replace(b"EmbeddedFile", b"EmbeddedFlie"), whole.replace(b"obj", b"obk")]
    edits += [whole[:at] + bytes(2_000) + whole[at + 2_000 :] for at in range(0, len(whole), max(len(whole) // 8, 1))]
    for number, data in enumerate(edits):
        (tmp_path / f"{number:02}.pdf").write_bytes(data)
    ran = run_briefgen("verify", "--json", *sorted(tmp_path.glob("*.pdf")), folder=project)
    found = json.loads(ran.out)
    assert len(found) == len(edits)
    assert ran.code in (1, 7)
    assert {one["state"] for one in found} <= {"not ours", "altered", "not proven", "not on record"}


def test_a_word_that_is_neither_file_nor_topic_is_a_mistake_of_the_command_line(project: Path) -> None:
    """Exit 2 and a suggestion; outside a project `verify` asks for a file."""
    ran = run_briefgen("verify", "brigdes", folder=project)
    assert ran.code == 2
    assert "did you mean `bridges`?" in ran.err
    assert run_briefgen("verify", folder=project.parent).code == 2


def test_editions_are_rebuilt_byte_for_byte_from_their_own_record(project: Path) -> None:
    """After template, words, style, corpus and settings are gone: HTML, PDF and manifest come out the same."""
    assert b"OWN-TEMPLATE" in (project / PDF.replace(".pdf", ".html")).read_bytes()
    data = (project / PDF.replace(".pdf", ".html")).read_text("utf-8")
    assert "OWN-WORDS" in data
    assert "OWN-STYLE" in data
    for name in ("corpus", "templates", "styles", ".briefgen"):
        shutil.rmtree(project / name)
    (project / "briefgen.toml").write_text('default_tlp = "TLP:RED"\n', "utf-8")
    ran = run_briefgen("verify", "--rebuild", folder=project)
    assert ran.code == 0, ran.out
    assert ran.out.count("rebuilt, byte for byte") == 2
    assert run_briefgen("verify", "--rebuild", "bridges", "3", folder=project).code == 2


def test_where_other_versions_make_another_page_they_are_named(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A shipped template of a later briefgen: exit 0 with a note, with --strict 1."""
    later = shutil.copytree(find_shipped_templates(), tmp_path / "later")
    page = later / "brief.html.j2"
    page.write_text(page.read_text("utf-8").replace("</body>", "<p>later</p></body>"), "utf-8")
    for module in ("html", "toolchain", "templating.templates", "templating.own_templates"):
        monkeypatch.setattr(f"briefgen.render.{module}.find_shipped_templates", lambda: later)
    monkeypatch.setattr("briefgen.refresh.rebuild.find_shipped_templates", lambda: later)
    (one,) = rebuild_editions(find_project(project), "bridges", 1)
    assert one.state == OTHER_VERSIONS
    assert one.versions[0].startswith("the templates of briefgen")
    assert (one.choose_exit_code(strict=False), one.choose_exit_code(strict=True)) == (0, 1)
    print_rebuilt([one])
    assert "then → now: the templates of briefgen" in capsys.readouterr().out


def test_an_edition_whose_data_is_not_that_of_its_page_differs(project: Path) -> None:
    """The same versions and another page, though all digests are as they should be: exit 7."""
    found = find_project(project)
    folder = project / "output/editions/bridges/1/brief.en"
    record = read_record(folder / RECORD)
    files = {name: (folder / name).read_bytes() for name in record.files}
    files["brief.json"] = files["brief.json"].replace(b"Two bridges stand", b"Ten bridges stand")
    forged = Frozen(replace(record.edition, number=3), "brief.en", files, record.made_with)
    place_editions(found.editions, [forged])
    (one,) = rebuild_editions(found, "bridges", 3)
    assert one.state == DIFFERENT, one.versions
    assert "bridges.html" in one.files
    assert one.choose_exit_code(strict=False) == 7


def test_an_altered_edition_is_not_rebuilt(project: Path) -> None:
    """Nothing is laid out of data that nobody vouches for: exit 7."""
    path = project / "output/editions/bridges/1/brief.en/brief.json"
    path.write_bytes(path.read_bytes().replace(b"Two bridges", b"Ten bridges"))
    first, second = rebuild_editions(find_project(project))
    assert (first.state, first.choose_exit_code(strict=False)) == ("altered", 7)
    assert second.state == SAME
    path.unlink()
    path.mkdir()
    (first,) = rebuild_editions(find_project(project), "bridges", 1)
    assert [one.state for one in first.faults] == ["unreadable"]
