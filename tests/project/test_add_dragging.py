"""What is dragged in: folders, patterns, links, pipes and odd names; each file ends with one status."""

import os
from pathlib import Path

import pytest
from add_runs import add, list_sources, make_desk, outcomes, page, write_pages

from briefgen.errors import PolicyError, UsageError
from briefgen.project.adding.additions import Added
from briefgen.project.place import Project


@pytest.fixture
def desk(tmp_path: Path) -> Project:
    """Give a new project."""
    return make_desk(tmp_path / "desk")


def reasons(told: list[Added]) -> dict[str, str]:
    """Give the reason of each skipped file by its name."""
    return {os.path.basename(one.file): one.reason for one in told if one.outcome == "skipped"}  # noqa: PTH119


def test_of_a_folder_every_file_is_told_of_in_order(desk: Project, tmp_path: Path) -> None:
    """Pages of all depths are added; what is no page is skipped by name; hidden and bare names are only counted."""
    pages = write_pages(tmp_path / "pages", "alpha beta")
    write_pages(pages / "deep" / "deeper", "gamma")
    (pages / "data.json").write_text("{}")
    (pages / ".hidden.txt").write_text(page("hidden"))
    (pages / "LICENSE").write_text("Do as you like.")
    told = add(desk, pages)
    assert len(told) == 6
    named = [(one.outcome, os.path.relpath(one.file, pages)) for one in told if not one.is_quiet]
    assert named == [
        ("added", "alpha.txt"),
        ("added", "beta.txt"),
        ("skipped", "data.json"),
        ("added", "deep/deeper/gamma.txt"),
    ]
    assert reasons(told)[".hidden.txt"] == "its name begins with a full stop"
    assert max(one.code for one in told) == 0
    assert len(list_sources(desk)) == 3


def test_what_is_no_file_is_never_opened(desk: Project, tmp_path: Path) -> None:
    """A pipe, a link to /dev/zero, links outside, in a circle, to a folder and to nothing: a line each, no wait."""
    pages = write_pages(tmp_path / "pages", "alpha")
    write_pages(tmp_path / "outside", "secret")
    os.mkfifo(pages / "pipe.html")
    for name, target in {
        "zero.txt": "/dev/zero",
        "out.txt": "../outside/secret.txt",
        "folder": "../outside",
        "self.txt": "self.txt",
        "gone.txt": "nothing",
        "twin.txt": "alpha.txt",
    }.items():
        (pages / name).symlink_to(target)
    told = add(desk, pages)
    found = reasons(told)
    assert "a named pipe" in found["pipe.html"]
    assert "outside" in found["zero.txt"] and "outside" in found["out.txt"] and "outside" in found["folder"]
    assert "leads back to itself" in found["self.txt"]
    assert "not there" in found["gone.txt"]
    assert outcomes(told).count("added") == 1
    assert outcomes(told).count("unchanged") == 1
    assert not any(b"secret" in text for text in list_sources(desk).values())


def test_a_named_pipe_or_device_is_at_fault(desk: Project, tmp_path: Path) -> None:
    """What the user names himself and cannot be read asks for exit code 1."""
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "zero.html").symlink_to("/dev/zero")
    told = add(desk, tmp_path / "pipe.html", tmp_path / "zero.html")
    assert [one.code for one in told] == [1, 1]
    assert ["pipe" in told[0].reason, "device" in told[1].reason] == [True, True]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("pages/**/*.txt", ["alpha", "deep/beta", "deep/deeper/gamma"]),
        ("pages/*.txt", ["alpha"]),
        ("pages/d*/*.txt", ["deep/beta"]),
        ("pages/d*", ["deep/beta", "deep/deeper/gamma"]),
        ("pages/**", ["alpha", "deep/beta", "deep/deeper/gamma"]),
        ("pages/[ab]*.t?t", ["alpha"]),
        ("pages/**/[!a]*.txt", ["deep/beta", "deep/deeper/gamma"]),
    ],
)
def test_patterns_that_the_shell_left_are_expanded(
    pattern: str, found: list[str], desk: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`*`, `?`, `[…]` and `**` mean what they mean in a shell; a folder that matches stands for its files."""
    write_pages(tmp_path / "pages", "alpha")
    write_pages(tmp_path / "pages/deep", "beta")
    write_pages(tmp_path / "pages/deep/deeper", "gamma")
    (tmp_path / "pages/deep/loop").symlink_to("..")
    monkeypatch.chdir(tmp_path)
    told = [one for one in add(desk, pattern) if one.outcome == "added"]
    assert [one.file for one in told] == [f"pages/{name}.txt" for name in found]


def test_a_file_named_twice_counts_once(desk: Project, tmp_path: Path) -> None:
    """The same path from a folder, a pattern and by name is one file."""
    pages = write_pages(tmp_path / "pages", "alpha beta")
    told = add(desk, pages / "beta.txt", pages, f"{pages}/*.txt")
    assert [os.path.basename(one.file) for one in told] == ["beta.txt", "alpha.txt"]  # noqa: PTH119


@pytest.mark.parametrize("word", ["nowhere.txt", "nowhere/*.txt", "pages/*.pdf"])
def test_what_is_not_there_is_the_users_mistake(word: str, desk: Project, tmp_path: Path) -> None:
    """A path or a pattern without a file ends the command before anything is read."""
    write_pages(tmp_path / "pages", "alpha")
    with pytest.raises(UsageError, match=r"not there|nothing matches"):
        add(desk, f"{tmp_path}/pages/alpha.txt", f"{tmp_path}/{word}")
    assert list_sources(desk) == {}


def test_the_projects_own_folders_are_not_added(desk: Project, tmp_path: Path) -> None:
    """Dragging in the project itself takes what lies beside the corpus; naming the corpus is refused."""
    add(desk, write_pages(tmp_path / "pages", "alpha"))
    write_pages(desk.folder / "inbox", "beta")
    told = add(desk, desk.folder)
    assert [os.path.basename(one.file) for one in told if one.outcome == "added"] == ["beta.txt"]  # noqa: PTH119
    with pytest.raises(UsageError, match="project's own"):
        add(desk, desk.sources)


def test_odd_names_are_names(desk: Project, tmp_path: Path) -> None:
    """A newline, quotes and 250 bytes of name come through; bytes that are no UTF-8 are skipped with a word."""
    folder = tmp_path / "pages"
    folder.mkdir()
    names = ["two\nlines.txt", "quote\"d {x: 'y'} #z.txt", "ж" * 123 + ".txt", "-n.txt"]
    for number, name in enumerate(names):
        (folder / name).write_text(page(f"harbour{number}"))
    (Path(os.fsdecode(os.fsencode(folder) + b"/bad\xff.txt"))).write_text(page("bad"))
    told = add(desk, folder)
    assert sorted(outcomes(told)) == ["added"] * 4 + ["skipped"]
    assert "not valid UTF-8" in next(one.reason for one in told if one.outcome == "skipped")
    again = add(desk, folder)
    assert sorted(outcomes(again)) == ["skipped"] + ["unchanged"] * 4


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(desk: Project, tmp_path: Path) -> None:
    """Permissions are told as such, and the others are read."""
    pages = write_pages(tmp_path / "pages", "alpha beta")
    (pages / "alpha.txt").chmod(0)
    told = add(desk, pages)
    assert outcomes(told) == ["skipped", "added"]
    assert "permission" in told[0].reason


def test_an_address_needs_leave(desk: Project, tmp_path: Path) -> None:
    """Nothing is fetched, and nothing else done, unless asked: exit code 3."""
    pages = write_pages(tmp_path / "pages", "alpha")
    with pytest.raises(PolicyError, match="--fetch") as caught:
        add(desk, pages, "https://example.org/a")
    assert caught.value.exit_code == 3
    assert list_sources(desk) == {}
