"""A page that is added again: versions on record, sources that say what changed, and the way back."""

import json
from pathlib import Path

import pytest
from add_runs import TODAY, add, html_page, list_originals, list_sources, make_desk, outcomes, page, write_pages

from briefgen.errors import UsageError
from briefgen.files.digest import digest_text
from briefgen.ingest.add import Changes
from briefgen.project.adding.undoing import undo_addition
from briefgen.project.place import Project


@pytest.fixture
def desk(tmp_path: Path) -> Project:
    """Give a new project."""
    return make_desk(tmp_path / "desk")


def read_versions(desk: Project) -> list[dict[str, str]]:
    """Give the lines of the file of versions."""
    return [json.loads(line) for line in desk.versions.read_text("utf-8").splitlines()]


def test_an_update_is_on_record_and_says_what_changed(desk: Project, tmp_path: Path) -> None:
    """The old original stays, a line says what follows what, and the status counts the paragraphs."""
    path = tmp_path / "harbour-talks.txt"
    path.write_text(page("harbour"))
    (first,) = add(desk, path)
    path.write_text(page("harbour", "A new paragraph tells that the talks in the capital will go on in the spring."))
    (again,) = add(desk, path)
    assert (again.outcome, again.path) == ("updated", first.path)
    assert again.changes == Changes(new=1, gone=0, same=3)
    assert read_versions(desk) == [
        {
            "source": Path(first.path).stem,
            "follows": digest_text(page("harbour")),
            "sha256": digest_text(path.read_text()),
            "name": "harbour-talks.txt",
            "added": "2026-11-22",
        }
    ]
    assert len(list_originals(desk)) == 2


def test_an_edited_source_stays_and_the_new_version_is_on_record(desk: Project, tmp_path: Path) -> None:
    """Added once more it is a version that is known; a third version follows the second."""
    path = tmp_path / "harbour-talks.txt"
    path.write_text(page("harbour"))
    (first,) = add(desk, path)
    source = desk.folder / first.path
    source.write_text(source.read_text("utf-8") + "\nA line of mine.\n", encoding="utf-8")
    mine = source.read_bytes()
    for number, words in enumerate(("It was added to.", "It was added to. And once more.")):
        path.write_text(page("harbour", words))
        assert outcomes(add(desk, path)) == ["kept"]
        assert outcomes(add(desk, path)) == ["unchanged"]
        assert len(read_versions(desk)) == number + 1
    first_line, second_line = read_versions(desk)
    assert second_line["follows"] == first_line["sha256"]
    assert source.read_bytes() == mine
    assert len(list_originals(desk)) == 3


def test_a_version_from_before_is_not_new(desk: Project, tmp_path: Path) -> None:
    """Two saved versions of one page, added again and again, do not take turns."""
    url = "https://a.example/harbour"
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.html").write_text(html_page("harbour", url))
    (pages / "b.html").write_text(html_page("harbour", url, "A later version tells more of what the ministers said."))
    assert outcomes(add(desk, pages)) == ["added", "updated"]
    before = list_sources(desk)
    assert outcomes(add(desk, pages)) == ["unchanged", "unchanged"]
    assert list_sources(desk) == before
    assert len(read_versions(desk)) == 1


def test_undo_takes_versions_back_too(desk: Project, tmp_path: Path) -> None:
    """The source, the originals and the file of versions are what they were before the run."""
    folder = write_pages(tmp_path / "pages", "alpha beta")
    add(desk, folder)
    source = desk.folder / add(desk, folder)[0].path
    source.write_text(source.read_text("utf-8") + "\nA line of mine.\n", encoding="utf-8")
    before = (list_sources(desk), list_originals(desk))
    for subject in ("alpha", "beta"):
        (folder / f"{subject}.txt").write_text(page(subject, "And a paragraph more, on what will be done next."))
    assert outcomes(add(desk, folder)) == ["kept", "updated"]
    undone = undo_addition(desk)
    assert "corpus/originals/versions.jsonl" in undone
    assert (list_sources(desk), list_originals(desk)) == before
    assert not desk.versions.exists()
    with pytest.raises(UsageError, match="no addition"):
        undo_addition(desk)


def test_undo_keeps_what_a_person_relies_on(desk: Project, tmp_path: Path) -> None:
    """A source edited since stays, and with it its original and its version's line."""
    path = tmp_path / "harbour-talks.txt"
    path.write_text(page("harbour"))
    add(desk, path)
    path.write_text(page("harbour", "And a paragraph more, on what will be done next."))
    (again,) = add(desk, path)
    source = desk.folder / again.path
    source.write_text(source.read_text("utf-8") + "\nA line of mine.\n", encoding="utf-8")
    assert undo_addition(desk) == ()
    assert len(list_originals(desk)) == 2
    assert len(read_versions(desk)) == 1


def test_a_torn_line_of_versions_is_cut_off(desk: Project, tmp_path: Path) -> None:
    """A line that a power cut left without its end was never acted on: the next line stands whole."""
    path = tmp_path / "harbour-talks.txt"
    path.write_text(page("harbour"))
    add(desk, path)
    desk.versions.write_bytes(b'{"source": "x", "fol')
    path.write_text(page("harbour", "And a paragraph more, on what will be done next."))
    add(desk, path)
    assert [one["name"] for one in read_versions(desk)] == ["harbour-talks.txt"]


def test_files_of_one_name_in_two_folders_are_two_sources(desk: Project, tmp_path: Path) -> None:
    """Neither replaces the other, in the first run and in the next."""
    for year, subject in (("2011", "alpha"), ("2012", "omega")):
        (tmp_path / "pages" / year).mkdir(parents=True)
        (tmp_path / "pages" / year / "report.txt").write_text(page(subject))
    assert outcomes(add(desk, tmp_path / "pages")) == ["added", "added"]
    (tmp_path / "pages/2012/report.txt").write_text(page("omega", "The report goes on with what was left open then."))
    assert outcomes(add(desk, tmp_path / "pages")) == ["unchanged", "updated"]
    assert len(list_sources(desk)) == 2


def test_an_address_tells_a_page_in_another_file(desk: Project, tmp_path: Path) -> None:
    """Saved anew under another name, with tracking in its address, it is the same page."""
    one, other = tmp_path / "one.html", tmp_path / "other.html"
    one.write_text(html_page("harbour", "http://a.example/harbour/"))
    other.write_text(html_page("harbour", "https://a.example/harbour?utm_source=x#top", "A paragraph that came later."))
    assert outcomes(add(desk, one)) == ["added"]
    assert outcomes(add(desk, other)) == ["updated"]


def test_a_day_is_recorded_in_the_form_of_its_day(desk: Project, tmp_path: Path) -> None:
    """What is added is dated by the day that the command is given."""
    path = tmp_path / "harbour-talks.txt"
    for words in ((), ("And a paragraph more, on what will be done next.",)):
        path.write_text(page("harbour", *words))
        add(desk, path, options=TODAY)
    assert read_versions(desk)[0]["added"] == TODAY.today
