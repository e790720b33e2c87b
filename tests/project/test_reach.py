"""What a change reaches: exactly the drafts that may come out different are made again, and no other."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from briefgen.editions.placing import Frozen, place_editions
from briefgen.editions.record import MadeWith
from briefgen.errors import StorageError
from briefgen.files.lock import hold_lock
from briefgen.index.opening import record_digest
from briefgen.model.edition import Edition, IssuedExcerpt
from briefgen.model.marking import Marking
from briefgen.model.variant import Variant
from briefgen.project.building import refreshing
from briefgen.project.building.build import BuildOptions, BuildReport, build_briefs
from briefgen.project.building.stamp import look_at_files, read_stamp, survey_files
from briefgen.project.place import find_project
from briefgen.project.reading import speaking
from edited_files import edit_text

_VOCABULARY = """
org/alpha: {label: Alpha}
org/beta: {label: Beta, aliases: [Bet]}
org/gamma: {label: Gamma}
"""
_LONG = (
    "Delegates of nine towns met on the bridge at noon and heard how the toll would be raised in spring, how the money "
    "would be spent on the road behind it, and who would hold the keys of the gate while the keeper was away."
)

_OWN_WORD = 'msgid "draft"\nmsgstr "First sketch"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a project of three sources and three topics: one asks for Alpha, one for Beta, one cites what is missing."""
    write(tmp_path / "briefgen.toml", 'default_tlp = "TLP:CLEAR"\n')
    write(tmp_path / "corpus/vocabulary.yaml", _VOCABULARY)
    for name in ("alpha", "beta", "gamma"):
        write_source(tmp_path, f"about-{name}", f"The {name} league met at noon.\n#org/{name} ^met")
    write_source(tmp_path, "long-beta", f"{_LONG}\n#org/beta ^long")
    write_topic(tmp_path, "one", "tag:org/alpha", "Alpha met. [@about-alpha^met]")
    write_topic(tmp_path, "two", "tag:org/beta", "Beta met. [@about-beta^met]")
    write_topic(tmp_path, "three", "tag:org/gamma", "It is said. [@lost-page^met]")
    return tmp_path


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_source(folder: Path, name: str, text: str, front: str = "") -> Path:
    """Write a source that prints as the analyst's summary."""
    path = folder / f"corpus/sources/{name}.md"
    write(path, f"---\ntitle: {name}\ntext: summary\nissued: 2020-01-01\n{front}---\n{text}\n")
    return path


def write_topic(folder: Path, slug: str, query: str, text: str) -> None:
    """Write a topic whose background says `text`."""
    write(
        folder / f"corpus/topics/{slug}.md",
        f"---\ntitle: Topic {slug}\nquery: {query}\n---\n# Background\n{text}\n",
    )


def build(folder: Path, **more: bool | Variant) -> tuple[BuildReport, set[str]]:
    """Build the pages without PDFs; give the report, and the names of the drafts that were made to know what is."""
    made: set[str] = set()

    def note(stage: str, done: int, total: int, name: str) -> None:
        if stage != "reading":
            made.add(name)

    options = BuildOptions(html_only=True, processes=1, report=note, **more)  # type: ignore[arg-type]  # as named
    return build_briefs(find_project(folder), options), made


def read_output(folder: Path) -> dict[str, bytes]:
    """Read the pages printed."""
    return {path.name: path.read_bytes() for path in sorted((folder / "output").glob("*.html"))}


def _add_match(folder: Path) -> None:
    write_source(folder, "new-page", "Somebody spoke.\n#org/alpha ^spoke")


def _rename(folder: Path) -> None:
    write_source(folder, "found-page", "Nobody is named.\n^none", "formerly: [lost-page]\n")


def _add_alias(folder: Path) -> None:
    edit_text(folder / "corpus/vocabulary.yaml", "label: Gamma}", "label: Gamma, aliases: [Nowhere]}")


def _retag(folder: Path) -> None:
    edit_text(folder / "corpus/vocabulary.yaml", "label: Alpha}", "label: Alpha, aliases: [beta league]}")


def _touch(folder: Path) -> None:
    for path in folder.glob("corpus/**/*.md"):
        path.touch()


_EDITS: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "nothing": (lambda folder: None, set()),
    "files touched": (_touch, set()),
    "a source edited": (lambda folder: edit_text(folder / "corpus/sources/about-alpha.md", "noon", "dusk"), {"one"}),
    "a source that newly matches": (_add_match, {"one", "three"}),
    "a source gone": (lambda folder: (folder / "corpus/sources/about-gamma.md").unlink(), {"three"}),
    "a missing source found under another name": (_rename, {"three"}),
    "a topic edited": (lambda folder: edit_text(folder / "corpus/topics/two.md", "Beta met", "Beta did meet"), {"two"}),
    "an alias that no text has": (_add_alias, {"three"}),
    "an alias that tags another source": (_retag, {"one", "two"}),
    "a template of one's own": (lambda folder: write(folder / "templates/tokens.css", "a {}"), {"one", "two", "three"}),
}


@pytest.mark.parametrize("what", _EDITS)
def test_an_edit_makes_what_it_reaches_and_no_other(folder: Path, what: str) -> None:
    """Only drafts that an edit can reach are made again, and the pages are those of a build that makes all."""
    change, reached = _EDITS[what]
    build(folder)
    change(folder)
    report, made = build(folder)
    assert made == reached
    fast = read_output(folder)
    thorough, everything = build(folder, is_thorough=True)
    assert everything == {"one", "two", "three"}
    assert read_output(folder) == fast
    assert {*thorough.problems} == {*report.problems}


def test_a_copy_of_what_a_topic_prints_reaches_it(folder: Path) -> None:
    """A new source that no query matches counts where it is a copy of one that a topic met."""
    edit_text(folder / "corpus/vocabulary.yaml", "org/gamma", "org/delta: {label: Delta}\norg/gamma")
    for path in folder.glob("corpus/sources/long-*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("text: summary\n", ""), encoding="utf-8")
    build(folder)
    path = folder / "corpus/sources/other-paper.md"
    write(path, f"---\ntitle: Other\nissued: 2020-01-02\n---\n{_LONG}\n#org/delta ^long\n")
    _, made = build(folder)
    assert "two" in made
    assert "one" not in made


def test_an_alias_that_is_a_publisher_reaches_the_drafts_of_its_sources(folder: Path) -> None:
    """Whose a newspaper is decides how many origins there are, though no excerpt bears that tag."""
    edit_text(folder / "corpus/vocabulary.yaml", "org/gamma", "org/house: {label: The House}\norg/gamma")
    for name in ("alpha", "beta"):
        edit_text(
            folder / f"corpus/sources/about-{name}.md", "text: summary", f"text: summary\npublisher: {name} Daily"
        )
    build(folder)
    edit_text(folder / "corpus/vocabulary.yaml", "label: The House}", "label: The House, aliases: [Beta Daily]}")
    assert build(folder)[1] == {"two"}


def test_pages_made_without_ones_own_words_are_made_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue that could not be read once leaves shipped words in the pages until the next build, and no longer."""
    words = folder / "templates/catalogues/en.po"
    write(words, 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n' + _OWN_WORD)

    def fail(path: Path, limit: int) -> bytes:
        raise StorageError("cannot read: Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(speaking, "read_bounded", fail)
        report, _ = build(folder)
    assert "BG-FILE-001" in {one.kind.code for one in report.problems}
    assert build(folder)[1] == {"one", "two", "three"}
    assert all(b"First sketch" in page for page in read_output(folder).values())


def test_an_edit_that_keeps_size_and_time_is_seen(folder: Path) -> None:
    """Content decides: a file of the same length with its old time set back is read again."""
    build(folder)
    path = folder / "corpus/sources/about-alpha.md"
    status = path.stat()
    edit_text(folder / "corpus/sources/about-alpha.md", "noon", "dusk")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert build(folder)[1] == {"one"}
    assert "dusk" in (folder / "output/one.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["memory", "sightings", "topics", "shelf", "stamp"])
def test_a_damaged_memory_is_not_believed(folder: Path, name: str) -> None:
    """With a byte flipped in what is kept of earlier builds, the pages stay what they are, and nothing fails."""
    build(folder)
    build(folder)
    before = read_output(folder)
    path = folder / ".briefgen" / name
    data = bytearray(path.read_bytes() if path.is_file() else b"nothing")
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)
    report, _ = build(folder)
    assert not report.failed
    assert read_output(folder) == before


def test_many_drafts_are_made_from_a_copy_of_the_index(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While many are made, another command may use the index; the pages are the same, and no copy stays behind."""
    build(folder)
    before = read_output(folder)
    monkeypatch.setattr(refreshing, "_MANY", 1)
    free: list[str] = []

    def note(stage: str, done: int, total: int, name: str) -> None:
        if stage == "printing":
            with hold_lock(folder / ".briefgen/index.lock"):
                free.append(name)

    options = BuildOptions(html_only=True, processes=1, report=note, is_thorough=True, force=True)
    build_briefs(find_project(folder), options)
    assert sorted(free) == ["one", "three", "two"]
    assert read_output(folder) == before
    assert not list((folder / ".briefgen").glob(".*.tmp"))


def test_a_damaged_excerpt_that_a_worker_meets_makes_the_index_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index damaged behind its times is found out where it is read, and the pages are what they were."""
    build(folder)
    before = read_output(folder)
    with closing(sqlite3.connect(folder / ".briefgen/index.sqlite")) as connection, connection:
        connection.execute("UPDATE body SET digest = zeroblob(16)")
    record_digest(folder / ".briefgen/index.sqlite")
    report, _ = build(folder, force=True)
    assert not report.failed
    assert read_output(folder) == before


def test_a_stamp_answers_until_anything_changes(folder: Path) -> None:
    """After a build that left nothing to do, a stamp says so; an edit of any file that a build looks at ends it."""
    project = find_project(folder)
    assert all(record.pdf_page == "" for record in build(folder)[0].records.values())
    assert not list((folder / "output").glob("*.pdf"))
    assert read_stamp(project) is None
    printed = build_briefs(project, BuildOptions(processes=1))
    assert all(record.pdf_page == record.page for record in printed.records.values())
    assert all("PDF" in str(draft.reasons) for draft in printed.drafts)
    assert read_stamp(project) is not None
    answer, made = build(folder)
    assert not made
    assert [draft.name for draft in answer.drafts] == ["one", "three", "two"]
    marks = survey_files(look_at_files(project).seen, frozenset())[0]
    names = ("output/one.html", "output/manifest.json", "corpus/sources/about-beta.md", "corpus/topics/one.md")
    for name in (*names, "corpus/vocabulary.yaml", "briefgen.toml", "corpus/sources/more.md", "templates/own.css"):
        write(folder / name, "another text")
        before, marks = marks, survey_files(look_at_files(project).seen, frozenset())[0]
        assert marks != before, name
    assert read_stamp(project) is None


def test_a_source_that_closes_words_of_the_last_edition_reaches_the_variant_that_told_them(folder: Path) -> None:
    """No query of the topic asks for it; the draft up to a limit quotes what an excerpt said and says no more."""
    open_to_all = Variant(limit=Marking.CLEAR)
    text = "The alpha league met at noon. The keeper told us so."
    last = Edition(
        "one", 1, "2020-02-01", "Topic one", "TLP:CLEAR", sources={"about-alpha": "about-alpha"},
        excerpts={"about-alpha^met": IssuedExcerpt(text, "about-alpha", manner="summary")},
    )  # fmt: skip
    frozen = [Frozen(last, f"brief.en{open_to_all.suffix}", {"one.html": b"<title>One</title>"}, MadeWith({}))]
    place_editions(folder / "output/editions", frozen)
    name = f"one{open_to_all.suffix}"
    assert name in build(folder, variant=open_to_all)[1]
    assert b"The keeper told us so" in read_output(folder)[f"{name}.html"]
    assert build(folder, variant=open_to_all)[1] == set()
    closed = write_source(folder, "closed-page", "The keeper told us so.\n^told", "tlp: TLP:AMBER\n")
    assert build(folder, variant=open_to_all)[1] >= {name}
    assert b"The keeper told us so" not in read_output(folder)[f"{name}.html"]
    closed.unlink()
    build(folder, variant=open_to_all)
    assert b"The keeper told us so" in read_output(folder)[f"{name}.html"]
