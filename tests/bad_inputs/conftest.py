"""The sound project, printed once for a test process; each case gets a copy of its own."""

from pathlib import Path

import pytest
from bad_project import copy_project, make_sound_project


@pytest.fixture(scope="session")
def printed_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the sound project, printed; not to be written to."""
    return make_sound_project(tmp_path_factory.mktemp("sound") / "project")


@pytest.fixture
def project(printed_project: Path, tmp_path: Path) -> Path:
    """Give a copy of the sound project."""
    return copy_project(printed_project, tmp_path / "project")
