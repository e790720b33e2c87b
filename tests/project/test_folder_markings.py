"""What a folder says of its sources' marking holds though its file cannot be read: then nobody may see them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.errors import StorageError
from briefgen.files.reading import read_bounded
from briefgen.model.marking import Marking
from briefgen.model.settings import Settings
from briefgen.model.variant import Variant
from briefgen.project.building.build import BuildOptions, BuildReport, build_briefs
from briefgen.project.place import find_project
from briefgen.project.reading import rules
from briefgen.read.defaults import read_defaults

_PLANTED = "The north bridge carries forty lorries"
_Patch = pytest.MonkeyPatch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a project where a folder marks its one source TLP:RED; all else is TLP:CLEAR."""
    files = {
        "briefgen.toml": 'default_tlp = "TLP:CLEAR"\n',
        "corpus/vocabulary.yaml": "org/alpha: {label: Alpha}\n",
        "corpus/sources/closed/_defaults.yaml": "tlp: TLP:RED\n",
        "corpus/sources/closed/note.md": f"---\ntitle: Note\ntext: summary\n---\n{_PLANTED}.\n#org/alpha ^north\n",
        "corpus/sources/open.md": "---\ntitle: Page\ntext: summary\n---\nThe south bridge is up.\n#org/alpha ^south\n",
        "corpus/topics/one.md": "---\ntitle: Bridges\ntlp: TLP:CLEAR\nquery: tag:org/alpha\n---\n# Evidence\n",
    }
    for name, text in files.items():
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "project"


def _fail_to_read(folder: Path, patch: _Patch) -> None:
    def fail(path: Path, limit: int) -> bytes:
        if path.name == "_defaults.yaml":
            raise StorageError("cannot read: Input/output error")
        return read_bounded(path, limit)

    patch.setattr(rules, "read_bounded", fail)


def _let_the_reader_die(folder: Path, patch: _Patch) -> None:
    def die(data: bytes, path: str, settings: Settings) -> None:
        raise MemoryError("the machine was full")

    patch.setattr(rules, "read_defaults", die)
    assert rules.read_defaults is not read_defaults


def _link(folder: Path, patch: _Patch) -> None:
    path = folder / "corpus/sources/closed/_defaults.yaml"
    path.rename(folder.parent / "outside.yaml")
    path.symlink_to(folder.parent / "outside.yaml")


def _rename(name: str) -> Callable[[Path, _Patch], None]:
    return lambda folder, patch: (
        (folder / "corpus/sources/closed/_defaults.yaml").rename(folder / "corpus/sources/closed" / name) and None
    )


def _make_folder(folder: Path, patch: _Patch) -> None:
    (folder / "corpus/sources/closed/_defaults.yaml").unlink()
    (folder / "corpus/sources/closed/_defaults.yaml").mkdir()


_FAULTS: dict[str, tuple[Callable[[Path, _Patch], None], str]] = {
    "nothing": (lambda folder, patch: None, ""),
    "the device fails": (_fail_to_read, "BG-FILE-001"),
    "its reader dies": (_let_the_reader_die, "BG-FILE-008"),
    "it is a link that leads outside": (_link, "BG-FILE-006"),
    "it is a folder": (_make_folder, "BG-FILE-005"),
    "it ends with .yml": (_rename("_defaults.yml"), "BG-FILE-005"),
    "it has a capital": (_rename("_Defaults.yaml"), "BG-FILE-005"),
    "it lacks its s": (_rename("_default.yaml"), "BG-FILE-005"),
    "it lacks its _": (_rename("defaults.yaml"), "BG-FILE-005"),
    "it ends with .txt": (_rename("_defaults.yaml.txt"), "BG-FILE-005"),
    "it ends with .json": (_rename("_defaults.json"), "BG-FILE-005"),
}


def build(folder: Path) -> tuple[BuildReport, str]:
    """Build the variant for TLP:GREEN; give the report and the page."""
    options = BuildOptions(topics=("one",), variant=Variant(limit=Marking.GREEN), html_only=True, processes=1)
    report = build_briefs(find_project(folder), options)
    return report, (folder / "output/one.tlp-green.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("fault", _FAULTS)
def test_defaults_that_are_not_read_keep_their_sources_closed(folder: Path, fault: str, monkeypatch: _Patch) -> None:
    """Whatever keeps a `_defaults.yaml` from being read, its sources are TLP:RED, and the fault is told."""
    make, code = _FAULTS[fault]
    make(folder, monkeypatch)
    report, page = build(folder)
    assert "south bridge" in page
    assert _PLANTED not in page
    told = [one for one in report.problems if "default" in one.place.file.lower()]
    assert [one.kind.code for one in told] == ([code] if code else [])


def test_the_right_name_of_defaults_is_told(folder: Path, monkeypatch: _Patch) -> None:
    """Beside the right file a wrongly named one closes the folder, too, and the warning says what to call it."""
    (folder / "corpus/sources/closed/_defaults.yaml").write_text("tlp: TLP:CLEAR\n", encoding="utf-8")
    assert _PLANTED in build(folder)[1]
    (folder / "corpus/sources/closed/_defaults.yml").write_text("tlp: TLP:RED\n", encoding="utf-8")
    report, page = build(folder)
    assert _PLANTED not in page
    told = next(one for one in report.problems if one.place.file.endswith(".yml"))
    assert "are called `_defaults.yaml`" in told.message
    assert "TLP:RED" in told.hint


def test_defaults_one_folder_too_high_close_all_sources(folder: Path) -> None:
    """Beside the folder of the sources they are not read, and what they say of its marking is not known."""
    (folder / "corpus/_defaults.yaml").write_text("tlp: TLP:AMBER\n", encoding="utf-8")
    report, page = build(folder)
    assert "south bridge" not in page
    told = next(one for one in report.problems if one.place.file == "corpus/_defaults.yaml")
    assert "all sources are TLP:RED" in told.hint
