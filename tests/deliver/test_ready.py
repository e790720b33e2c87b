"""Which editions stand ready to be sent."""

import datetime
from pathlib import Path

import pytest
from ferry_project import shelve, write_project

from briefgen.project.sending.ready import read_ready


def list_ready(folder: Path, day: str = "9999-12-31") -> list[tuple[str, int]]:
    """List the variants that stand ready on a day, each with its number."""
    ready = read_ready(folder / "output/editions", ("ferry",), day=datetime.date.fromisoformat(day))
    assert not ready.damaged
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


@pytest.mark.parametrize(
    ("day", "numbers"),
    [
        pytest.param("2026-11-19", [1, 2, 3], id="none yet"),
        pytest.param("2026-11-20", [1, 2, 3], id="the one that counts, and those to come"),
        pytest.param("2026-12-01", [3], id="what a newer one was before is passed over"),
    ],
)
def test_the_newest_whose_day_has_come_stands_ready(tmp_path: Path, day: str, numbers: list[int]) -> None:
    """An edition of a later date takes nothing away before its day; somebody may have any of those to come."""
    folder = write_project(tmp_path / "project")
    green = {"brief.en.tlp-green": "TLP:GREEN"}
    shelve(folder, 2, variants=green, issued="2026-12-24")
    shelve(folder, 3, variants=green, issued="2026-12-01")
    assert [number for variant, number in list_ready(folder, day) if variant in green] == numbers


def test_what_is_older_is_not_looked_at(tmp_path: Path) -> None:
    """A record behind the one that counts may be damaged; one of a later day may not, for it may hide its day."""
    folder = write_project(tmp_path / "project")
    green = {"brief.en.tlp-green": "TLP:GREEN"}
    shelve(folder, 2, variants=green)
    shelve(folder, 3, variants=green, issued="2026-12-01")
    records = [folder / f"output/editions/ferry/{number}/brief.en.tlp-green/edition.json" for number in (1, 3)]
    records[0].write_bytes(b"{")
    (records[1].parent / "ferry.pdf").write_bytes(b"altered")
    assert list_ready(folder, "2026-11-20")[2:] == [("brief.en.tlp-green", 2), ("brief.en.tlp-green", 3)]
    records[1].write_bytes(records[1].read_bytes().replace(b"2026-12-01", b"2027-12-01"))
    ready = read_ready(folder / "output/editions", ("ferry",), day=datetime.date(2026, 11, 20))
    assert ready.damaged == {"ferry": "ferry/3/brief.en.tlp-green/edition.json is altered"}
