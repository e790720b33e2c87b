"""E07, E12, D13 and links among the prints: what loops is ended, and what is replaced is not followed."""

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bad_project import put_files

from briefgen.model import kinds
from briefgen.project.building import refreshing
from briefgen.project.building.build import BuildOptions, build_briefs
from briefgen.project.place import find_project
from briefgen.refresh.run import RefreshOptions
from briefgen_command import run_briefgen
from own_pages import MARKED

_HEAD = '<!DOCTYPE html><html lang="en"><title>{{ brief.title }}</title>' + MARKED
_FLEX = "<div style='display:flex'>"
HANGING = {
    "E07 a template that loops": _HEAD
    + "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "E12 twenty nested flex boxes": f"{_HEAD}<p>a</p>{_FLEX * 20}a",
    "a cell of a million columns": f"{_HEAD}<table><tr><td colspan=1000000>a</table>",
}


@pytest.mark.parametrize("name", HANGING)
def test_what_hangs_is_ended_at_the_deadline(name: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A topic whose page takes too long is an error, its last print stays, and the build ends (here after 2 s)."""
    put_files(project, {"templates/brief.html.j2": HANGING[name].encode()})
    before = (project / "output/sound.pdf").read_bytes()
    choose = refreshing.choose_refresh

    def choose_hasty(*given: Any) -> RefreshOptions:  # noqa: ANN401 - what the real one takes
        options = choose(*given)
        return replace(options, limits=replace(options.limits, seconds=2.0))

    monkeypatch.setattr(refreshing, "choose_refresh", choose_hasty)
    began = time.monotonic()
    report = build_briefs(find_project(project), BuildOptions())
    assert time.monotonic() - began < 20
    assert report.failed == ("sound",)
    (problem,) = (one for one in report.problems if one.is_error)
    assert problem.kind is kinds.BRIEF_FAILED
    assert "took too long" in problem.message
    assert (project / "output/sound.pdf").read_bytes() == before


@pytest.mark.parametrize("way", ["hard", "symbolic"])
def test_a_link_in_a_prints_place_is_replaced(way: str, project: Path) -> None:
    """D13: the other end of a link keeps its bytes, and the print is a file of its own."""
    kept = project.parent / "kept.html"
    kept.write_bytes(b"kept")
    page = project / "output/sound.html"
    page.unlink()
    if way == "hard":
        os.link(kept, page)
    else:
        page.symlink_to(kept)
    ran = run_briefgen("build", folder=project)
    assert ran.code == 0, ran.err
    assert kept.read_bytes() == b"kept"
    assert not page.is_symlink()
    assert page.read_bytes().startswith(b"<!DOCTYPE html>")
