"""The stamp of a build that left nothing to do: it holds no failure that passes, and nothing that changed meanwhile."""

import datetime
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from briefgen.errors import IntegrityError, StorageError
from briefgen.files import sightings
from briefgen.files.reading import read_bounded
from briefgen.model.page import Page, Printed
from briefgen.project.building import build as building
from briefgen.project.building import loading, stamp, working
from briefgen.project.building.build import BuildOptions, BuildReport, build_briefs
from briefgen.project.building.memory import Memory, write_memory
from briefgen.project.building.stamp import Look, Stamp, look_at_files, read_stamp, survey_files, survey_inputs
from briefgen.project.place import Project, find_project
from briefgen.project.reading import corpus, sources, speaking
from briefgen.refresh import rounds, run
from briefgen.render.toolchain import digest_templates
from edited_files import edit_text

_SOURCE = "corpus/sources/league.md"
_CATALOGUE = 'msgid "brief"\nmsgstr "Paper of the valley"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a project of two sources and two topics; a print is a line of text here."""
    monkeypatch.setattr(run, "print_pdf", _print)
    monkeypatch.setattr(rounds, "warm_up", lambda *more: Path("/nowhere"))
    write(tmp_path / "briefgen.toml", 'default_tlp = "TLP:CLEAR"\n')
    write(tmp_path / "corpus/vocabulary.yaml", "org/league: {label: League}\norg/union: {label: Union}\n")
    for name in ("league", "union"):
        text = f"The {name} met at noon.\n#org/{name} ^met"
        write(tmp_path / f"corpus/sources/{name}.md", f"---\ntitle: {name}\ntext: summary\n---\n{text}\n")
        write_topic(tmp_path, name, f"The {name}")
    return tmp_path


def _print(page: Page, name: str) -> Printed:
    return Printed(f"%PDF {name} {hash(page.html)}".encode(), 1)


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_topic(folder: Path, name: str, title: str) -> None:
    """Write a topic that asks for what its name says."""
    text = f"---\ntitle: {title}\nquery: tag:org/{name}\n---\n# Background\nThey met. [@{name}^met]\n"
    write(folder / f"corpus/topics/{name}.md", text)


def build(folder: Path) -> BuildReport:
    """Build all drafts."""
    return build_briefs(find_project(folder), BuildOptions(processes=1))


def is_stamped(folder: Path) -> bool:
    """Whether the next build would do nothing."""
    return read_stamp(find_project(folder)) is not None


def take_marks(project: Project) -> tuple[str, str]:
    """Mark all files, and those that a build reads."""
    seen = look_at_files(project).seen
    return survey_files(seen, frozenset())[0], survey_inputs(project, seen, 0)[0]


def read_page(folder: Path, name: str = "league") -> str:
    """Read a page printed."""
    return (folder / f"output/{name}.html").read_text(encoding="utf-8")


@contextmanager
def meanwhile(act: Callable[[], object]) -> Iterator[None]:
    """Do something at the moment at which a draft comes from its worker."""
    take = working.Work._take

    def take_late(self: working.Work, *more: Any) -> None:  # noqa: ANN401
        act()
        take(self, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(working.Work, "_take", take_late)
        yield


def test_a_quiet_build_is_stamped(folder: Path) -> None:
    """A build that left nothing to do is stamped, and the next one tells the same drafts."""
    first = build(folder)
    assert is_stamped(folder)
    second = build(folder)
    assert [draft.name for draft in second.drafts] == [draft.name for draft in first.drafts] == ["league", "union"]
    assert {*second.problems} == {*first.problems}


@contextmanager
def _a_dying_reader() -> Iterator[None]:
    read = sources.index_source

    def die(path: Path, *more: Any) -> Any:  # noqa: ANN401
        if path.name == "league.md":
            raise MemoryError("the machine was full")
        return read(path, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus, "index_source", die)
        yield


@contextmanager
def _too_many_open_files() -> Iterator[None]:
    read = read_bounded

    def refuse(path: Path, limit: int) -> bytes:
        if path.name == "league.md" and path.parent.name == "sources":
            raise StorageError("cannot read: Too many open files")
        return read(path, limit)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sightings, "read_bounded", refuse)
        yield


@pytest.mark.parametrize("failing", [_a_dying_reader, _too_many_open_files])
def test_a_failure_that_passes_is_not_stamped(folder: Path, failing: Callable[[], Any]) -> None:
    """A source that could not be read once is read by the next build, though no file changed."""
    with failing():
        for _ in range(2):
            build(folder)
            assert "met at noon" not in read_page(folder)
            assert not is_stamped(folder)
    build(folder)
    assert "met at noon" in read_page(folder)
    assert is_stamped(folder)


def test_an_edition_that_could_not_be_read_once_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made without the last edition is not remembered as if it had been made with it."""

    def refuse(*more: object) -> None:
        raise IntegrityError("the record cannot be read: Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(loading, "read_last_edition", refuse)
        assert "BG-EDITION-001" in {one.kind.code for one in build(folder).problems}
    assert "BG-EDITION-001" not in {one.kind.code for one in build(folder).problems}


def test_words_that_could_not_be_read_once_are_said_the_next_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages in the shipped words are not remembered as those that the project's own catalogue gives."""
    write(folder / "templates/catalogues/en.po", _CATALOGUE)

    def refuse(path: Path, limit: int) -> bytes:
        raise StorageError("cannot read: Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(speaking, "read_bounded", refuse)
        build(folder)
    assert "Paper of the valley" not in read_page(folder)
    build(folder)
    assert "Paper of the valley" in read_page(folder)


@pytest.mark.parametrize("name", ["corpus/sources", "corpus/topics", "corpus/originals", "templates/catalogues"])
def test_an_edit_behind_a_folder_that_is_a_link_is_seen(folder: Path, name: str) -> None:
    """The project's own folders may be links inside it; what they lead to counts as what they hold."""
    target = folder / "elsewhere"
    (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / name).rename(target)
    (folder / name).symlink_to(target)
    write(target / "file.md", "one")
    project = find_project(folder)
    marks = take_marks(project)
    write(target / "file.md", "another")
    assert all(now != before for now, before in zip(take_marks(project), marks, strict=True))


def test_catalogues_behind_a_link_are_among_the_templates(folder: Path) -> None:
    """The digest of the templates knows the words of a folder that is a link, as the pages do."""
    write(folder / "elsewhere/en.po", "one")
    (folder / "templates").mkdir()
    (folder / "templates/catalogues").symlink_to("../elsewhere")
    before = digest_templates((folder / "templates",))
    write(folder / "elsewhere/en.po", "another")
    assert digest_templates((folder / "templates",)) != before


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: write(folder / "corpus/sources/__pycache__/page.md", "one"),
        lambda folder: (folder / "corpus/sources/new.md").mkdir(),
        lambda folder: (folder / "corpus/topics/new.md").mkdir(),
    ],
    ids=["a file in a folder called __pycache__", "a folder called as a source", "a folder called as a topic"],
)
def test_whatever_the_corpus_is_told_of_is_marked(folder: Path, change: Callable[[Path], object]) -> None:
    """What a build would read or complain of is among what the stamp stands for."""
    build(folder)
    assert is_stamped(folder)
    change(folder)
    assert not is_stamped(folder)


def test_a_file_that_vanishes_while_it_is_looked_at_ends_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor's own file, there when its folder was listed and gone a moment later, is passed over."""
    project, scan, passing = find_project(folder), os.scandir, folder / "corpus/sources/4913"
    before = take_marks(project)

    class Scan(list["os.DirEntry[str]"]):
        def __enter__(self) -> "Scan":
            return self

        def __exit__(self, *more: object) -> None:
            passing.unlink(missing_ok=True)

    passing.touch()
    own = str(folder)
    monkeypatch.setattr(os, "scandir", lambda path: Scan(scan(path)) if str(path).startswith(own) else scan(path))
    assert take_marks(project) == before


def test_a_template_that_vanishes_while_it_is_digested_ends_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same among the templates."""
    write(folder / "templates/own.css", "a {}")
    before, passing, is_file = digest_templates((folder / "templates",)), folder / "templates/4913", Path.is_file

    def look(path: Path) -> bool:
        found = is_file(path)
        passing.unlink(missing_ok=True)
        return found

    passing.touch()
    monkeypatch.setattr(Path, "is_file", look)
    assert digest_templates((folder / "templates",)) == before


@pytest.mark.parametrize(
    "harm",
    [lambda path: path.unlink(missing_ok=True), lambda path: path.write_text("scribble")],
    ids=["removed", "altered"],
)
def test_what_was_harmed_during_a_build_is_mended_by_the_next(folder: Path, harm: Callable[[Path], object]) -> None:
    """A printed file that is removed or altered while another topic prints is put back."""
    build(folder)
    before = read_page(folder, "union")
    edit_text(folder / _SOURCE, "noon", "dusk")
    with meanwhile(lambda: harm(folder / "output/union.html")):
        build(folder)
    build(folder)
    assert read_page(folder, "union") == before


def test_a_manifest_replaced_during_a_build_is_not_stamped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is recalled stands in the manifest: another one than the build wrote is looked at again."""
    look = stamp.look_at_files

    def look_late(project: Project) -> Look:
        edit_text(folder / "output/manifest.json", "2", "3")
        return look(project)

    with monkeypatch.context() as patch:
        patch.setattr(stamp, "look_at_files", look_late)
        build(folder)
    assert not is_stamped(folder)


def test_an_edit_between_two_looks_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source edited while the stamp is made is read by the next build."""
    look = stamp.look_at_files

    def look_early(project: Project) -> Look:
        seen = look(project)
        edit_text(folder / _SOURCE, "noon", "dusk")
        return seen

    with monkeypatch.context() as patch:
        patch.setattr(stamp, "look_at_files", look_early)
        build(folder)
    build(folder)
    assert "dusk" in read_page(folder)


def test_an_edit_within_one_tick_of_a_coarse_clock_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A young source edited during a build, with the same length and within one tick, is read by the next build."""
    monkeypatch.setattr(stamp, "_mark", lambda path, status: os.fsencode(f"{path} {status.st_size}\n"))
    with meanwhile(lambda: (folder / _SOURCE).write_text((folder / _SOURCE).read_text().replace("noon", "dusk"))):
        build(folder)
    build(folder)
    assert "dusk" in read_page(folder)


def test_a_stamp_is_bound_to_the_memory_of_its_own_build(folder: Path) -> None:
    """Where an edition's folder is touched during a build, the next one does not tell what an earlier one found out."""
    build(folder)
    write_topic(folder, "league", "The league, told anew")
    with meanwhile(lambda: write(folder / "output/editions/league/note.txt", "mine")):
        build(folder)
    assert "The league, told anew" in {draft.title for draft in build(folder).drafts}


def test_a_stamp_is_of_the_day_on_which_its_build_began(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a build that runs over midnight found out holds for the day before, and is found out again."""
    days = [datetime.date(2026, 11, 21)]
    clock = SimpleNamespace(date=SimpleNamespace(today=lambda: days[-1]))
    for module in (stamp, building):
        monkeypatch.setattr(module, "datetime", clock)
    with meanwhile(lambda: days.append(datetime.date(2026, 11, 22))):
        build(folder)
    assert not is_stamped(folder)
    build(folder)
    assert is_stamped(folder)


def test_a_memory_replaced_while_it_is_recalled_is_not_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another command may write another memory after the stamp was read: then all is looked at."""
    build(folder)
    read = stamp.read_stamp

    def read_first(project: Project, **more: Any) -> Stamp | None:  # noqa: ANN401
        found = read(project, **more)
        write_memory(project.state, Memory("other"))
        return found

    monkeypatch.setattr(building, "read_stamp", read_first)
    assert [draft.name for draft in build(folder).drafts] == ["league", "union"]


@pytest.mark.parametrize("code", [errno.EMFILE, errno.EIO, errno.EACCES])
def test_a_folder_that_could_not_be_listed_is_listed_again(
    folder: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in it is missing with an error, nothing is stamped, and a later build reads it; nobody touched it."""
    (folder / "corpus/sources/west").mkdir()
    (folder / _SOURCE).rename(folder / "corpus/sources/west/league.md")
    scan = os.scandir

    def refuse(place: Any) -> Any:  # noqa: ANN401
        if Path(place).name == "west":
            raise OSError(code, os.strerror(code))
        return scan(place)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        for _ in range(2):
            problems = build(folder).problems
            assert "BG-FILE-001 corpus/sources/west" in {f"{one.kind.code} {one.place.file}" for one in problems}
            assert "met at noon" not in read_page(folder)
            assert not is_stamped(folder)
    assert "BG-FILE-001" not in {one.kind.code for one in build(folder).problems}
    assert "met at noon" in read_page(folder)
    assert is_stamped(folder)


def test_a_stamp_of_html_alone_lets_no_build_skip_the_pdfs(folder: Path) -> None:
    """`build --html` with nothing changed has nothing to do; `build` and `status` know that the PDFs are behind."""
    project = find_project(folder)
    html = BuildOptions(processes=1, html_only=True)
    build_briefs(project, html)
    assert read_stamp(project, html_only=True) is not None
    assert not is_stamped(folder)
    status = build_briefs(project, BuildOptions(processes=1, prints=False))
    assert [str(one) for draft in status.drafts for one in draft.reasons] == ["~ its PDF shows an earlier page"] * 2
    quick = build_briefs(project, html)
    slow = build_briefs(project, replace(html, is_thorough=True))
    assert [draft.reasons for draft in quick.drafts] == [draft.reasons for draft in slow.drafts]
    assert {draft.name for draft in build(folder).drafts if draft.is_put} == {"league", "union"}
    assert (folder / "output/league.pdf").is_file()
    assert read_stamp(project, html_only=True) is not None
    assert is_stamped(folder)


def test_html_that_was_altered_is_written_again_though_it_was_stamped(folder: Path) -> None:
    """A stamp of HTML alone counts what stands in the HTML; a PDF that a person took away stays away until `build`."""
    build(folder)
    edit_text(folder / _SOURCE, "noon", "dusk")
    html = BuildOptions(processes=1, html_only=True)
    for _ in range(2):
        build_briefs(find_project(folder), html)
    before = read_page(folder)
    write(folder / "output/league.html", "scribble")
    build_briefs(find_project(folder), html)
    assert read_page(folder) == before
