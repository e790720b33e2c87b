"""Which editions stand ready to be sent."""

from pathlib import Path

from ferry_project import shelve, write_project

from briefgen.project.sending.ready import read_ready


def list_ready(folder: Path) -> list[tuple[str, int]]:
    """List the variants that stand ready, each with its number."""
    ready = read_ready(folder / "output/editions", ("ferry",))
    return [(one.variant, one.number) for one in ready.editions["ferry"]]


def test_the_newest_of_each_limit_stands_ready(tmp_path: Path) -> None:
    """Where the newest edition up to a marking lacks a form, its last one in an older edition is not sent."""
    folder = write_project(tmp_path / "project")
    note = {"note.en.tlp-green": "TLP:GREEN"}
    shelve(folder, 2, variants={**note, "brief.en.tlp-green": "TLP:GREEN"})
    assert list_ready(folder) == [
        ("brief.en.tlp-amber", 1),
        ("brief.en.tlp-clear", 1),
        ("brief.en.tlp-green", 2),
        ("note.en.tlp-green", 2),
    ]
    shelve(folder, 3, variants=note)
    assert ("brief.en.tlp-green", 2) not in list_ready(folder)
