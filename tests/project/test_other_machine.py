"""What a machine has installed shows in a PDF: another Pango or another font prints what it prints, and is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefgen.model.page import Page, Printed
from briefgen.project.building import commons, installed, recalling
from briefgen.project.building.build import BuildOptions, BuildReport, build_briefs
from briefgen.project.building.stamp import read_stamp
from briefgen.project.place import find_project
from briefgen.refresh import rounds, run
from briefgen.render import toolchain
from briefgen.render.typefaces import glyphs, shaping

_CACHES = (
    shaping.list_shaping_libraries,
    toolchain.list_toolchain,
    installed.list_installed_first,
    commons.digest_code,
)


def begin_anew() -> None:
    """Forget what a process finds out once, as the next process does."""
    for one in _CACHES:
        one.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a project of two topics, of which one is written with a character that our fonts lack."""
    monkeypatch.setattr(run, "print_pdf", print_line)
    monkeypatch.setattr(rounds, "warm_up", lambda *more: Path("/nowhere"))
    monkeypatch.setattr(installed, "_FONT_FOLDERS", (str(tmp_path / "fonts"),))
    write(tmp_path / "fonts/han.ttf", "old")
    write(tmp_path / "briefgen.toml", 'default_tlp = "TLP:CLEAR"\n')
    write(tmp_path / "corpus/vocabulary.yaml", "org/plain: {label: Plain}\norg/han: {label: Han}\n")
    for name, word in (("plain", "noon"), ("han", "漢")):
        text = f"The {name} met at {word}.\n#org/{name} ^met"
        write(tmp_path / f"corpus/sources/{name}.md", f"---\ntitle: {name}\ntext: summary\n---\n{text}\n")
        write(tmp_path / f"corpus/topics/{name}.md", f"---\ntitle: The {name}\nquery: tag:org/{name}\n---\n")
    begin_anew()
    yield tmp_path
    begin_anew()


def print_line(page: Page, name: str) -> Printed:
    """Print a line of text."""
    return Printed(f"%PDF {name} {hash(page.html)}".encode(), 1)


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def build(folder: Path, *, prints: bool = True) -> BuildReport:
    """Build all drafts, or only find out which are stale, as a process of its own would."""
    begin_anew()
    return build_briefs(find_project(folder), BuildOptions(processes=1, prints=prints))


def tell_reasons(report: BuildReport) -> dict[str, str]:
    """Tell of each stale draft why it is."""
    return {draft.name: "; ".join(map(str, draft.reasons)) for draft in report.stale}


def lists_glyphs(report: BuildReport) -> bool:
    """Whether boxes would print, as the build says."""
    return any("no font has" in one.message for one in report.problems)


def test_another_pango_prints_everything_and_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upgrade of the system's library is seen by `status` and by `build`, whatever was stamped before."""
    ask, version = shaping._ask, ["1.50.12"]
    monkeypatch.setattr(shaping, "_ask", lambda name, *more: version[-1] if "pango" in name else ask(name, *more))
    build(folder)
    assert read_stamp(find_project(folder)) is not None
    version.append("1.52.0")
    reason = "~ other versions of the libraries or fonts print it (Pango 1.50.12 → 1.52.0)"
    assert tell_reasons(build(folder, prints=False)) == {"plain": reason, "han": reason}
    assert {draft.name for draft in build(folder).drafts if draft.is_put} == {"plain", "han"}
    assert tell_reasons(build(folder, prints=False)) == {}


def test_other_fonts_of_the_machine_print_what_borrows_from_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page with a character that our fonts lack is printed again, also where its draft is recalled; no other is."""
    digests = ["one"]
    for module in (toolchain, recalling):
        monkeypatch.setattr(module, "digest_machine_fonts", lambda: digests[-1])
    build(folder)
    digests.append("two")
    write(folder / "fonts/han.ttf", "new")
    reason = "~ other versions of the libraries or fonts print it (the fonts of this machine)"
    for _ in range(2):
        assert tell_reasons(build(folder, prints=False)) == {"han": reason}
    assert {draft.name for draft in build(folder).drafts if draft.is_put} == {"han"}
    assert tell_reasons(build(folder, prints=False)) == {}


def test_a_font_overwritten_in_place_is_looked_into(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which characters no font has is found out anew, though the folder's list of files is what it was."""
    monkeypatch.setattr(glyphs, "find_in_system", lambda characters: frozenset())
    assert lists_glyphs(build(folder))
    assert lists_glyphs(build(folder))
    monkeypatch.setattr(glyphs, "find_in_system", lambda characters: characters)
    write(folder / "fonts/han.ttf", "new")
    assert not lists_glyphs(build(folder))


def test_a_process_that_outlives_a_font_stamps_nothing(folder: Path) -> None:
    """It goes on with the fonts that it loaded: what it found out is no quick answer for the next one."""
    build(folder)
    write(folder / "fonts/han.ttf", "new")
    build_briefs(find_project(folder), BuildOptions(processes=1))
    assert read_stamp(find_project(folder)) is None
    build(folder)
    assert read_stamp(find_project(folder)) is not None


def test_the_systems_libraries_are_found() -> None:
    """Where WeasyPrint prints, each has a version of numbers."""
    for name, version in shaping.list_shaping_libraries().items():
        assert version.split()[0].replace(".", "").isdigit(), name
