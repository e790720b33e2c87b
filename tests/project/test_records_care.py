"""Editions and ledger are records: whoever does not keep them safe is told."""

import shutil
import subprocess
from pathlib import Path

import pytest

from briefgen.editions.placing import Frozen, place_editions
from briefgen.editions.record import MadeWith
from briefgen.model.edition import Edition
from briefgen.model.settings import Settings
from briefgen.project.care import tell_records_care
from briefgen.project.place import Project
from required_tools import miss_tool


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a folder with one edition on its shelf."""
    if not shutil.which("git"):
        miss_tool("git")
    edition = Edition("ferry", 1, "2026-11-20", "The ferry", "TLP:CLEAR")
    place_editions(tmp_path / "output/editions", [Frozen(edition, "brief.en", {"ferry.pdf": b"%PDF"}, MadeWith())])
    return Project(tmp_path, Settings())


def git(project: Project, *words: str) -> None:
    """Run git in the project."""
    who = ("-c", "user.name=Tests", "-c", "user.email=tests@example.org")
    subprocess.run(["git", *who, "-C", str(project.folder), *words], check=True, capture_output=True)


def test_editions_in_no_version_control_are_told(project: Project) -> None:
    """A folder of its own: keep a copy."""
    (told,) = tell_records_care(project)
    assert "under no version control" in told.told


def test_editions_that_git_ignores_are_told_with_the_rule_and_the_remedy(project: Project) -> None:
    """Then, not ignored, those that are not committed; committed, nothing."""
    git(project, "init", "-q")
    ignoring = project.folder / ".gitignore"
    ignoring.write_text("/output/*\n")
    (told,) = tell_records_care(project)
    assert ".gitignore:1:/output/*" in told.told
    assert "`!/output/editions/`" in told.told
    ignoring.write_text("/output/*\n!/output/editions/\n")
    (told,) = tell_records_care(project)
    assert told.told.startswith("output/editions has 3 files that are not committed")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "an edition")
    assert tell_records_care(project) == ()


def test_a_project_without_editions_has_nothing_to_lose(tmp_path: Path) -> None:
    """No word before the first one is issued."""
    assert tell_records_care(Project(tmp_path, Settings())) == ()


def test_a_ledger_is_a_record_too(tmp_path: Path) -> None:
    """What was sent to whom stands there alone."""
    ledger = tmp_path / "output/outbox.sqlite"
    ledger.parent.mkdir()
    ledger.write_bytes(b"")
    assert [one.name for one in tell_records_care(Project(tmp_path, Settings()))] == ["ledger"]
