"""The same project and date give the same files, wherever, whenever and by whomever they are built (I18)."""

import os
import tempfile
from pathlib import Path

import pytest
from varied_build import NOBODY, Circumstances, build_under, find_faketime, list_words_of, name_difference

from required_tools import miss_tool

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Give the files of an ordinary build."""
    files = build_under(tmp_path_factory.mktemp("ordinary") / "project", Circumstances())
    ends = {Path(name).suffix for name in files}
    assert {".html", ".pdf", ".json"} <= ends
    assert any(name.startswith("editions/bridges/1/") for name in files)
    assert any(name.startswith(".gen/") for name in files)
    return files


VARIATIONS = {
    "another time zone, locale and hash seed": Circumstances(
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "ru_RU.UTF-8", "LANGUAGE": "ru", "PYTHONHASHSEED": "4711"}
    ),
    "another folder and umask, files written in another order, one worker": Circumstances(
        changes_folder=True, umask=0o077, shuffles=True, options=("--jobs", "1")
    ),
    "a build date of its own, three workers": Circumstances(
        {"SOURCE_DATE_EPOCH": "1000000000"}, options=("--jobs", "3")
    ),
    "a broken build date": Circumstances({"SOURCE_DATE_EPOCH": "-1 or so"}),
}


@pytest.mark.parametrize("name", VARIATIONS)
def test_a_build_is_the_same_under(name: str, ordinary: dict[str, bytes], tmp_path: Path) -> None:
    """Every file is the same to the byte: HTML, PDF, manifest, edition."""
    found = build_under(tmp_path / "project", VARIATIONS[name])
    assert not name_difference(ordinary, found)


def test_a_build_is_the_same_without_a_home_or_caches(ordinary: dict[str, bytes], tmp_path: Path) -> None:
    """A home that is empty, and none at all: no font cache, no settings of other programs."""
    home = tmp_path / "home"
    home.mkdir()
    places = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "XDG_CONFIG_HOME": str(home / "config")}
    assert not name_difference(ordinary, build_under(tmp_path / "project", Circumstances(places)))
    nowhere = dict.fromkeys(places, "/nowhere")
    assert not name_difference(ordinary, build_under(tmp_path / "other", Circumstances(nowhere)))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_build_is_the_same_for_another_user(ordinary: dict[str, bytes]) -> None:
    """An account without a name, a home or a group gives the same files, which are its own."""
    given = Circumstances({"HOME": "/nowhere"}, prefix=list_words_of(NOBODY))
    with tempfile.TemporaryDirectory() as room:  # pytest's own folders are closed to others
        Path(room).chmod(0o755)
        found = build_under(Path(room, "project"), given, owner=NOBODY)
        assert {path.stat().st_uid for path in Path(room, "project", "output").rglob("*")} == {NOBODY}
    assert not name_difference(ordinary, found)


@pytest.mark.parametrize("moment", ["2026-11-23 00:00:01", "2038-01-20 03:14:08", "2025-11-22 12:00:00"])
def test_a_build_is_the_same_on_another_day(moment: str, ordinary: dict[str, bytes], tmp_path: Path) -> None:
    """The date that `--date` names is the only one: tomorrow, behind the end of 32-bit time, and a year ago."""
    faketime = find_faketime() or miss_tool("faketime")
    found = build_under(tmp_path / "project", Circumstances({"TZ": "UTC"}, prefix=(faketime, moment)))
    assert not name_difference(ordinary, found)
