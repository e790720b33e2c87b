"""`doctor`: what of this machine and this project's folder a build can rely on."""

import errno
import fcntl
import json
import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from bridges import write_bridges

from briefgen.project import doctor, folder_checks
from briefgen.project.doctor import Finding, examine_machine
from briefgen.project.place import find_project
from briefgen_command import run_briefgen


@pytest.fixture
def desk_folder(tmp_path: Path) -> Path:
    """Give a small project."""
    return write_bridges(tmp_path / "desk")


def find(folder: Path, name: str) -> Finding:
    """Find what the doctor says of a thing about the project's folder."""
    (found,) = [one for one in doctor._examine_project(folder) if one.name == name]
    return found


def list_files(folder: Path) -> list[str]:
    """List all that stands in a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_sound_folder_is_examined_and_left_as_it_was(desk_folder: Path) -> None:
    """Locks, syncing and room of the file system are tried, and nothing stays behind."""
    before = list_files(desk_folder)
    states = {one.name: one.state for one in doctor._examine_project(desk_folder)}
    assert {"locks", "syncing", "room"} <= states.keys()
    assert (states["locks"], states["syncing"]) == ("ok", "ok")
    assert list_files(desk_folder) == before


def refuse(number: int) -> object:
    """Give a function that fails as a system call does."""

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_a_file_system_without_locks_is_an_error(desk_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two builds at once could not be kept apart."""
    monkeypatch.setattr(fcntl, "flock", refuse(errno.ENOLCK))
    assert find(desk_folder, "locks").state == "error"


@pytest.mark.parametrize(("number", "state"), [(errno.EIO, "error"), (errno.EINVAL, "warning")])
def test_a_file_system_that_does_not_sync_is_told(
    desk_folder: Path, number: int, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails is an error, a file system that syncs no folders a warning."""
    monkeypatch.setattr(folder_checks.os, "fsync", refuse(number))
    assert find(desk_folder, "syncing").state == state


class _Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_a_nearly_full_disk_is_a_warning(desk_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a gigabyte a full build may not fit beside what it replaces."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(10**9, 10**9 - 5 * 10**6, 5 * 10**6))
    assert find(desk_folder, "room").state == "warning"


def test_a_file_system_over_the_network_is_a_warning(desk_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its locks may not hold between two machines."""
    monkeypatch.setattr(folder_checks, "_find_kind", lambda _: "nfs4")
    assert find(desk_folder, "file system").state == "warning"


def test_a_weasyprint_before_70_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its fetcher could be led out of what we allow, so `doctor` does not pass it."""
    version = doctor.version
    monkeypatch.setattr(doctor, "version", lambda name: "69.0" if name == "weasyprint" else version(name))
    (found,) = [one for one in doctor._examine_packages() if one.name == "weasyprint"]
    assert (found.state, found.remedy) == ("error", "python -m pip install 'weasyprint>=70'")


def test_missing_tools_are_told_with_what_is_not_known_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is only asked is a warning where it is missing, and says what for."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert [(one.name, one.state) for one in doctor._examine_tools()] == [("git", "warning")]


def test_editions_in_no_version_control_are_told(desk_folder: Path) -> None:
    """Editions that stand in one place only are named as in danger; before the first one nothing is."""
    assert find(desk_folder, "editions").state == "ok"
    assert run_briefgen("issue", "bridges", folder=desk_folder).code == 0
    assert find(desk_folder, "editions").state == "warning"


def test_doctor_names_each_layer_of_confinement(desk_folder: Path) -> None:
    """Each protection of the workers stands with whether it holds here, as text and as JSON."""
    told = json.loads(run_briefgen("doctor", "--json", folder=desk_folder).out)
    layers = {one["name"]: one["value"] for one in told if one["area"] == "protections"}
    assert len(layers) == 7
    assert set(layers.values()) <= {"active", "not active"}
    examined = {one.area for one in examine_machine(find_project(desk_folder).folder)}
    assert {one["area"] for one in told} == examined
