"""Promises of a walk in a fixed order."""

import errno
import os
import subprocess
from pathlib import Path

import pytest
from made_files import write

from briefgen.errors import StorageError
from briefgen.files.walking import walk_files


def found_in(root: Path) -> list[str]:
    """Return what a walk finds, as paths below the root."""
    return [path.relative_to(root).as_posix() for path in walk_files(root, (".md",)).found]


def skipped_in(root: Path) -> dict[str, str]:
    """Return what a walk skips, with the reasons; bytes that are no UTF-8 appear as Latin-1."""
    walk = walk_files(root, (".md",))
    return {os.fsencode(path.relative_to(root)).decode("latin-1"): reason for path, reason in walk.skipped}


def test_walk_is_sorted_by_path(tmp_path: Path) -> None:
    """Files come in the order of their whole path below the root, however the system lists them."""
    for name in ("b.md", "a/z.md", "a/b/c.md", "a-b/c.md", "A.md", "ж.md", "a.md"):
        write(tmp_path / name)
    assert found_in(tmp_path) == ["A.md", "a-b/c.md", "a.md", "a/b/c.md", "a/z.md", "b.md", "ж.md"]


def test_walk_takes_only_the_suffixes(tmp_path: Path) -> None:
    """Only files with one of the suffixes are found, in capitals too; others are no cause for a reason."""
    for name in ("a.md", "B.MD", "c.txt", "md", "d.md.bak"):
        write(tmp_path / name)
    os.mkfifo(tmp_path / "pipe.txt")
    assert found_in(tmp_path) == ["B.MD", "a.md"]
    assert skipped_in(tmp_path) == {}


def test_walk_leaves_hidden_names_out(tmp_path: Path) -> None:
    """What begins with a dot, files and folders, is left out without a word."""
    for name in (".obsidian/x.md", ".x.md", "a/.git/y.md", "a/b.md"):
        write(tmp_path / name)
    (tmp_path / ".#lock.md").symlink_to("nobody@nowhere")
    assert found_in(tmp_path) == ["a/b.md"]
    assert skipped_in(tmp_path) == {}


def test_walk_follows_links_that_stay_inside(tmp_path: Path) -> None:
    """A link to a file inside the folder is found, even when the folder itself is reached through a link."""
    write(tmp_path / "real/a.txt")
    (tmp_path / "real/b.md").symlink_to("a.txt")
    (tmp_path / "way").symlink_to("real")
    assert found_in(tmp_path / "way") == ["b.md"]


def test_walk_gives_a_reason_for_each_name_it_skips(tmp_path: Path) -> None:
    """Whatever could be taken for a source and is none is listed with what it is."""
    root = tmp_path / "root"
    write(tmp_path / "secret.md")
    write(root / "folder.md/inner.md")
    write(root / "sub/a.md")
    os.mkfifo(root / "pipe.md")
    links = {"out.md": "../secret.md", "zero.md": "/dev/zero", "self.md": "self.md", "gone.md": "no.md", "again": "."}
    for name, target in links.items():
        (root / name).symlink_to(target)
    (root / "near.md").symlink_to("pipe.md")
    assert found_in(root) == ["sub/a.md"]
    assert skipped_in(root) == {
        "again": "it is a link to a folder; links are followed to files only",
        "folder.md": "it is a folder with the name of a file; rename it, what lies in it is not read",
        "gone.md": "it is a link to something that is not there",
        "near.md": "it is a link to a named pipe, not to a file",
        "out.md": "it is a link that leads outside the folder",
        "pipe.md": "it is a named pipe, not a file",
        "self.md": "it is a link that leads back to itself; remove the link",
        "zero.md": "it is a link that leads outside the folder",
    }


def test_walk_skips_names_that_are_no_utf8(tmp_path: Path) -> None:
    """A file or folder whose name is no UTF-8 is skipped with a reason, since no record could name it."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).write_text("x")
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff/x.md")))
    reason = "its name is not valid UTF-8; rename it"
    assert found_in(tmp_path) == []
    assert skipped_in(tmp_path) == {"caf\xe9.md": reason, "b\xff": reason}


def test_walk_goes_past_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be listed costs its own files, with the error of the system, and no others."""
    write(tmp_path / "closed/a.md")
    write(tmp_path / "open/b.md")
    scandir = os.scandir

    def refuse(folder: str) -> object:
        if Path(folder).name == "closed":
            raise PermissionError(errno.EACCES, "no")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert found_in(tmp_path) == ["open/b.md"]
    ((path, error),) = walk_files(tmp_path, (".md",)).refused
    assert path == tmp_path / "closed"
    assert isinstance(error, PermissionError)
    assert skipped_in(tmp_path) == {}


@pytest.mark.parametrize("name", ["missing", "file", "loop"])
def test_walk_of_no_folder_is_an_error(tmp_path: Path, name: str) -> None:
    """A root that is missing, a file or a loop is an error with a sentence, not an empty corpus."""
    write(tmp_path / "file")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(StorageError, match="Cannot list the folder"):
        walk_files(tmp_path / name, (".md",))


def test_walk_goes_deeper_than_python_recurses(tmp_path: Path) -> None:
    """Folders nested deeper than the system names paths end with a reason, not with a traceback."""
    here = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(1100):
            Path("deep").mkdir()
            os.chdir("deep")
    finally:
        os.chdir(here)
    assert list(skipped_in(tmp_path).values()) == ["its name is too long; choose a shorter one"]
    subprocess.run(["rm", "-rf", str(tmp_path / "deep")], check=True)
