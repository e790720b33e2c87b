"""`add`: what it says of doubts and mistakes, and which run `add --undo` takes back."""

from pathlib import Path

import pytest
from add_runs import add, list_sources, make_desk, page, write_pages
from click.testing import CliRunner

from briefgen.cli.add import command
from briefgen.project.adding.journal import Journal, Write
from briefgen.project.place import Project
from briefgen_command import run_briefgen

_LACK = "the page does not say who published it"


@pytest.fixture
def desk(tmp_path: Path) -> Project:
    """Give a new project."""
    return make_desk(tmp_path / "desk")


def test_a_run_that_wrote_nothing_leaves_the_last_one_to_undo(desk: Project, tmp_path: Path) -> None:
    """After the same pages again, a refused address and a file that cannot be read, the first run is undone."""
    pages = write_pages(tmp_path / "pages", "alpha beta")
    (tmp_path / "empty.txt").write_text("")
    add(desk, pages)
    assert len(list_sources(desk)) == 2
    add(desk, pages)
    add(desk, tmp_path / "empty.txt")
    assert run_briefgen("add", "https://example.org/", folder=desk.folder).code == 3
    assert run_briefgen("add", "--undo", folder=desk.folder).code == 0
    assert list_sources(desk) == {}


def test_each_doubt_names_its_file(desk: Project, tmp_path: Path) -> None:
    """Of a few files every doubt is told, one that several share once, with their names."""
    told = run_briefgen("add", write_pages(tmp_path / "pages", "alpha beta"), folder=desk.folder)
    assert f"    2 files: {_LACK} (alpha.txt, beta.txt)\n" in told.err
    assert _LACK not in told.out
    one = run_briefgen("add", write_pages(tmp_path / "more", "gamma"), folder=desk.folder)
    assert f"    gamma.txt: {_LACK}\n" in one.err


def test_the_doubts_of_many_files_are_counted(desk: Project, tmp_path: Path) -> None:
    """In a long run a doubt of most files is told once, one of a single file only with --explain."""
    pages = write_pages(tmp_path / "pages", " ".join(f"topic{number}" for number in range(12)))
    (pages / "topic3.txt").write_text("\u202e" + page("topic3"), encoding="utf-8")
    ran = run_briefgen("add", pages, folder=desk.folder)
    assert f"    12 files: {_LACK} (topic0.txt, topic1.txt, topic10.txt and 9 more)\n" in ran.err
    assert "1 other doubt; --explain tells each with its file" in ran.err
    again = run_briefgen("add", "--explain", pages / "topic3.txt", pages / "topic4.txt", folder=desk.folder)
    assert again.code == 0


def test_a_page_whose_source_was_edited_has_no_doubts_of_its_own(desk: Project, tmp_path: Path) -> None:
    """What its draft would lack is settled by the person who edited the source."""
    pages = write_pages(tmp_path / "pages", "alpha")
    add(desk, pages)
    [source] = desk.sources.rglob("*.md")
    source.write_text(
        source.read_text(encoding="utf-8").replace("\n---\n", "\nissued: 2020-05-01\n---\n"), encoding="utf-8"
    )
    (pages / "alpha.txt").write_text(page("alpha", "One more paragraph tells that the talks went on in spring."))
    [told] = add(desk, pages)
    assert told.outcome == "kept"
    assert not [doubt for doubt in told.doubts if "date" in doubt or "published" in doubt]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("www.example.org/news",), "write https://www.example.org/news and --fetch"),
        (("example.org",), "write https://example.org and --fetch"),
        (("notes.txt",), "notes.txt is not there\n"),
        (("PAGES", "https://example.org/"), "was not fetched and nothing else was taken"),
        (("--fetch", "http://127.0.0.1:9/"), "127.0.0.1 is a private or local address"),
    ],
)
def test_what_was_not_taken_is_told_with_a_hint(
    words: tuple[str, ...], sentence: str, desk: Project, tmp_path: Path
) -> None:
    """An address without https://, one without --fetch among files, and a private one."""
    pages = write_pages(tmp_path / "pages", "alpha")
    ran = run_briefgen("add", *(str(pages) if word == "PAGES" else word for word in words), folder=desk.folder)
    assert sentence in ran.err
    assert list_sources(desk) == {}


@pytest.mark.parametrize("has_written", [False, True])
def test_an_interruption_says_what_was_written(
    has_written: bool, desk: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the first write: nothing."""

    def stop(project: Project, words: tuple[str, ...], *_: object) -> None:
        if has_written:
            project.state.mkdir(exist_ok=True)
            Journal(project, words).note(Write("source", "corpus/sources/a.md"))
        raise KeyboardInterrupt

    monkeypatch.setattr("briefgen.project.adding.adding.add_files", stop)
    ran = CliRunner().invoke(command, [str(tmp_path), "--project", str(desk.folder)])
    said = "all that is written is whole" if has_written else "nothing was written"
    assert f"{said}; the same command goes on from here" in ran.output


def test_a_topics_query_from_its_title_is_called_a_guess(desk: Project) -> None:
    """Where a query is given nothing is said of it."""
    ran = run_briefgen("new", "topic", "Harbour talks", folder=desk.folder)
    assert "its query is a guess from the title: Harbour OR talks" in ran.err
    assert run_briefgen("new", "topic", "Other", "--query", "harbour", folder=desk.folder).err == ""
