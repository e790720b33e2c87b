"""What `add` says: a line for each file, a summary, JSON, explanations; mails with their parts; sites' own blocks."""

import json
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from add_runs import add, html_page, list_originals, list_sources, make_desk, outcomes, page, write_pages

from briefgen.model.settings import Settings
from briefgen.project.place import Project
from briefgen.read.defaults import FolderDefaults
from briefgen.read.source import read_source
from briefgen_command import Ran, run_briefgen
from shared_data import SHARED, needs_shared


@pytest.fixture
def desk(tmp_path: Path) -> Project:
    """Give a new project."""
    return make_desk(tmp_path / "desk")


def run_add(desk: Project, *words: str | Path) -> Ran:
    """Run the command in the project."""
    return run_briefgen("add", *words, folder=desk.folder)


def test_each_file_has_one_line_and_the_summary_counts_them_all(desk: Project, tmp_path: Path) -> None:
    """Results go to stdout; the counts, and what was skipped by reason with names, to stderr."""
    pages = write_pages(tmp_path / "pages", "alpha beta")
    for number in range(5):
        (pages / f"data{number}.json").write_text(f'{{"number": {number}}}')
    (pages / "LICENSE").write_text("Do as you like.")
    ran = run_add(desk, pages)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert len(lines) == 7
    assert lines[0].startswith(f"added      {pages}/alpha.txt → corpus/sources/")
    assert "   3 passages" in lines[0]
    assert lines[2].startswith(f"skipped    {pages}/data0.json: ")
    assert "8 files: 2 added, 6 skipped" in ran.err
    assert "      5 skipped: " in ran.err
    assert "data0.json, data1.json, data2.json and 2 more" in ran.err
    assert "      1 skipped: its name has no ending that tells its format\n        LICENSE" in ran.err


def test_json_tells_the_same(desk: Project, tmp_path: Path) -> None:
    """One object: the files in order, quiet ones too, and the counts, whose sum they are."""
    pages = write_pages(tmp_path / "pages", "alpha")
    (pages / ".hidden").write_text("x")
    (pages / "two\nlines.json").write_text("{}")
    told = json.loads(run_add(desk, pages, "--json").out)
    assert [one["outcome"] for one in told["files"]] == ["skipped", "added", "skipped"]
    assert told["counts"] == {"added": 1, "updated": 0, "kept": 0, "unchanged": 0, "skipped": 2}
    assert told["complete"] is True
    assert told["files"][1]["passages"] == 3
    assert run_add(desk, tmp_path / "nothing", "--json").out == ""


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [("a.json", "{}", 1), ("empty.txt", "", 1), ("a.txt", page("alpha"), 0)],
)
def test_a_named_file_that_cannot_be_read_is_exit_1(
    name: str, text: str, code: int, desk: Project, tmp_path: Path
) -> None:
    """Swept up with a folder, a format that is not read is no fault; named, it is."""
    path = tmp_path / "pages" / name
    path.parent.mkdir()
    path.write_text(text)
    assert run_add(desk, path).code == code
    assert run_add(desk, path.parent).code == (1 if name == "empty.txt" else 0)


def test_addresses_that_are_not_wanted_are_exit_3(desk: Project) -> None:
    """Without --fetch, and with it to this machine itself, an address is refused."""
    refused = run_add(desk, "https://example.org/a")
    assert (refused.code, "--fetch" in refused.err) == (3, True)
    assert run_add(desk, "--fetch", "http://127.0.0.1:9/a").code == 3
    assert run_add(desk, "--fetch", "--allow-private", "http://127.0.0.1:9/a").code == 5


def test_an_update_says_what_changed(desk: Project, tmp_path: Path) -> None:
    """New, gone and the same paragraphs are counted in its line."""
    path = tmp_path / "harbour-talks.txt"
    path.write_text(page("harbour"))
    run_add(desk, path)
    path.write_text(page("harbour", "A new paragraph tells that the talks in the capital will go on in the spring."))
    assert "(1 new, 0 gone, 3 the same)" in run_add(desk, path).out


def test_explain_shows_choices_evidence_and_what_was_dropped(desk: Project, tmp_path: Path) -> None:
    """Values with where they were read, dropped blocks by reason; of a page that is there already too."""
    path = tmp_path / "harbour.html"
    menu = "".join(f"<li><a href='/{n}'>Menu entry {n}</a></li>" for n in range(9))
    path.write_text(html_page("harbour", "https://a.example/1").replace("<body>", f"<body><nav><ul>{menu}</ul></nav>"))
    ran = run_add(desk, path, "--explain")
    assert "    URL: https://a.example/1   [link: canonical]" in ran.out
    assert "    title: Harbour ministers meet in the capital   [" in ran.out
    assert "Menu entry 0 | Menu entry 1 | Menu entry 2" in ran.out
    assert "  * " in ran.out
    (told,) = json.loads(run_add(desk, path, "--explain", "--json").out)["files"]
    assert {"key": "URL", "value": "https://a.example/1", "evidence": "link: canonical"} in told["explanation"]["facts"]
    assert sum(one["chosen"] for one in told["explanation"]["choices"]) == 1
    assert sum(one["count"] for one in told["explanation"]["dropped"]) >= 9
    assert told["outcome"] == "unchanged"


def test_parts_of_a_mail_are_files_of_their_own(desk: Project, tmp_path: Path) -> None:
    """The mail and each of its parts end with a status, in order, and each that is a source keeps its own original."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = "Minutes", "Jane Doe <j@a.example>", "Mon, 5 Mar 2018 10:00:00 +0000"
    mail.set_content(page("mailed"))
    mail.add_attachment(page("attached").encode(), "text", "plain", filename="notes.txt")
    mail.add_attachment(b"\x00\x01", "application", "octet-stream", filename="../../numbers.bin")
    inner = EmailMessage()
    inner["Subject"], inner["From"] = "Forwarded", "John Roe <r@a.example>"
    inner.set_content(page("forwarded"))
    mail.add_attachment(inner)
    write_pages(tmp_path / "box", "zeta")
    path = tmp_path / "box" / "minutes.eml"
    path.write_bytes(mail.as_bytes())
    told = add(desk, tmp_path / "box")
    names = [one.file.removeprefix(f"{tmp_path}/box/") for one in told]
    assert names[0] == "minutes.eml"
    assert names[1] == "minutes.eml/notes.txt"
    assert names[-1] == "zeta.txt"
    assert all(".." not in name for name in names)
    assert outcomes(told)[:2] == ["added", "added"]
    assert outcomes(told).count("added") == 4
    assert any(b"minutes.eml/notes.txt" in text for text in list_sources(desk).values())
    assert len(list_originals(desk)) == 4
    assert outcomes(add(desk, tmp_path / "box")).count("unchanged") == 4


NOTICE = "The Daily is not answerable for what its readers write beneath its stories, nor for other pages it links to."


def test_what_stands_on_many_pages_of_a_site_is_the_sites(desk: Project, tmp_path: Path) -> None:
    """A notice below the text of every page is left out of all; the same words on one page alone are that page's."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(6):
        text = html_page(f"subject{number}", f"https://daily.example/{number}")
        (pages / f"{number}.html").write_text(text.replace("</body>", f"<p>{NOTICE}</p></body>"))
    (pages / "other.html").write_text(
        html_page("other", "https://weekly.example/1").replace("</body>", f"<p>{NOTICE}</p></body>")
    )
    assert outcomes(add(desk, pages)) == ["added"] * 7
    holders = [name for name, text in list_sources(desk).items() if NOTICE.encode() in text]
    assert len(holders) == 1
    assert "other" in holders[0]


def test_sources_that_are_there_count_among_a_sites_pages(desk: Project, tmp_path: Path) -> None:
    """A page that comes later, alone, is told from its site's notice by the pages before it."""
    for number in range(4):
        path = tmp_path / f"{number}.html"
        text = html_page(f"subject{number}", f"https://daily.example/{number}")
        path.write_text(text.replace("</body>", f"<p>{NOTICE}</p></body>"))
        assert outcomes(add(desk, path)) == ["added"]
    holders = [name for name, text in sorted(list_sources(desk).items()) if NOTICE.encode() in text]
    assert 2 <= len(holders) <= 3


def test_a_phrase_list_of_the_project_must_be_readable(desk: Project, tmp_path: Path) -> None:
    """A mistake in it is named before anything is read."""
    (desk.folder / "corpus/phrases.toml").write_text("[menu\n")
    ran = run_add(desk, write_pages(tmp_path / "pages", "alpha"))
    assert ran.code == 2
    assert "corpus/phrases.toml" in ran.err


def test_a_reader_that_goes_away_stops_nothing(desk: Project, tmp_path: Path) -> None:
    """`briefgen add … | head -1`: all pages are added, without a traceback."""
    pages = write_pages(tmp_path / "pages", "alpha beta gamma")
    command = [sys.executable, "-u", "-m", "briefgen", "add", str(pages), "--explain"]
    with subprocess.Popen(command, cwd=desk.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        told = process.stderr.read().decode()
    assert process.returncode == 0
    assert "Traceback" not in told
    assert "3 files: 3 added" in told
    assert len(list_sources(desk)) == 3


@needs_shared
def test_passages_are_counted_as_they_will_be_read(desk: Project) -> None:
    """The number in a page's line is that of the passages which its source has."""
    told = add(desk, SHARED / "data/re3d/txt", SHARED / "data/docx", SHARED / "data/annotations")
    added = [one for one in told if one.outcome == "added"]
    assert len(added) > 20
    for one in added:
        text = (desk.folder / one.path).read_bytes()
        assert len(read_source(text, one.path, FolderDefaults(), Settings()).passages) == one.passages
