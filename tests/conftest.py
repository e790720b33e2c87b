"""What tests of several areas share."""

import shutil
from pathlib import Path

import pytest

from briefgen_command import ROOT, run_briefgen


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give a new, empty project."""
    ran = run_briefgen("new", "desk", folder=tmp_path)
    assert ran.code == 0, ran.err
    return tmp_path / "desk"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """Give a copy of the shipped corpus as a project of its own."""
    folder = tmp_path / "shipped"
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "briefgen.toml").write_text('analyst = "Tests"\ndefault_tlp = "TLP:CLEAR"\n', encoding="utf-8")
    return folder
