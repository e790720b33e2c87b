"""Promises of names that stay inside a folder."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.errors import PolicyError
from briefgen.files.paths import path_inside


@pytest.mark.parametrize("name", ["a", "a/b.html", "a/../b", "./a", "link-inside/x", "…/ж"])
def test_path_inside_is_given(tmp_path: Path, name: str) -> None:
    """A name that stays below the root gives a path below the root as it was named."""
    (tmp_path / "a").mkdir()
    (tmp_path / "link-inside").symlink_to("a")
    assert path_inside(tmp_path, name).is_relative_to(tmp_path)
    assert ".." not in path_inside(tmp_path, name).parts


@pytest.mark.parametrize("name", ["", ".", "..", "../a", "a/../../b", "/etc/passwd", "out/x", "out", "a\0b", "\ud800"])
def test_path_outside_is_refused(tmp_path: Path, name: str) -> None:
    """A name that leads outside, through dots, a root or a link, to the root itself or nowhere, is refused."""
    root = tmp_path / "root"
    root.mkdir()
    (root / "out").symlink_to("/etc")
    with pytest.raises(PolicyError, match="does not lead to a place inside") as caught:
        path_inside(root, name)
    assert caught.value.exit_code == 3
    assert str(caught.value).encode()


def test_path_inside_a_linked_root_keeps_its_name(tmp_path: Path) -> None:
    """A root that is itself a link is no reason to refuse, and messages keep the name the user knows."""
    (tmp_path / "real").mkdir()
    (tmp_path / "way").symlink_to("real")
    assert path_inside(tmp_path / "way", "a/b") == tmp_path / "way/a/b"


@given(st.lists(st.sampled_from(["..", ".", "", "a", "/", "b\\c", "~", "%2e%2e", "\0", "ж"])).map("/".join))
@example("../root-beside/x")
def test_no_name_leads_outside(name: str) -> None:
    """No mixture of dots, slashes and odd characters gives a path outside the root."""
    root = Path("/nonexistent/root")
    try:
        path = path_inside(root, name)
    except PolicyError:
        return
    assert os.path.normpath(path).startswith("/nonexistent/root/")
