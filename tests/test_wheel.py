"""The wheel is whole: what a user installs prints without the repository."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from briefgen_command import ROOT


@pytest.mark.slow
def test_the_wheel_prints_with_the_templates_it_carries(tmp_path: Path, shipped: Path) -> None:
    """The wheel holds the shipped templates and the catalogues of words, and a build from it alone uses those."""
    made = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(made, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    inside = tmp_path / "inside"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(inside)
    catalogues = inside / "briefgen" / "wording" / "catalogues"
    assert {path.name for path in catalogues.iterdir()} == {"en.po", "kk.po", "ru.po"}
    template = inside / "briefgen" / "templates" / "parts" / "about.html.j2"
    template.write_text("<p>Printed from the wheel.</p>", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", "build", "un-eurasian-bodies"],
        cwd=shipped,
        env={**os.environ, "PYTHONPATH": str(inside)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    page = (shipped / "output" / "un-eurasian-bodies.html").read_text(encoding="utf-8")
    assert "Printed from the wheel." in page
