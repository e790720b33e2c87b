"""A folder swept up: everything in order, nothing opened, a reason for what is no file."""

import os
from pathlib import Path

from made_files import write

from briefgen.files.sweeping import judge_file, sweep_folder


def sweep(folder: Path, *without: str) -> dict[str, str]:
    """Give the reason of each path below a folder."""
    return {os.path.relpath(one.path, folder): one.reason for one in sweep_folder(folder, without)}


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Depth first, whatever the endings, the same every time."""
    for name in ("b.txt", "a/z.html", "a/b/c", "c.md"):
        write(tmp_path / name)
    assert list(sweep(tmp_path).items()) == [("a/b/c", ""), ("a/z.html", ""), ("b.txt", ""), ("c.md", "")]


def test_hidden_names_and_folders_left_out_are_quiet(tmp_path: Path) -> None:
    """They are told, and not entered."""
    for name in (".git/config", "corpus/a.md", "a.txt"):
        write(tmp_path / name)
    told = {os.path.relpath(one.path, tmp_path): one.is_quiet for one in sweep_folder(tmp_path, [f"{tmp_path}/corpus"])}
    assert told == {".git": True, "a.txt": False, "corpus": True}


def test_links_are_followed_to_files_inside_only(tmp_path: Path) -> None:
    """Outside, to folders, in circles and to nothing: a reason each."""
    write(tmp_path / "in/real.txt")
    write(tmp_path / "out.txt")
    for name, target in {
        "good": "real.txt",
        "out": "../out.txt",
        "up": ".",
        "round": "round",
        "gone": "nothing",
        "zero": "/dev/zero",
    }.items():
        (tmp_path / "in" / name).symlink_to(target)
    told = sweep(tmp_path / "in")
    assert told["good"] == told["real.txt"] == ""
    assert "outside" in told["out"] and "outside" in told["zero"]
    assert "to a folder" in told["up"]
    assert "leads back to itself" in told["round"]
    assert "not there" in told["gone"]


def test_pipes_are_named_and_not_opened(tmp_path: Path) -> None:
    """Nobody waits for a writer."""
    os.mkfifo(tmp_path / "pipe")
    assert sweep(tmp_path) == {"pipe": "it is a named pipe, not a file"}
    assert judge_file(str(tmp_path / "pipe")) == "it is a named pipe, not a file"


def test_deep_folders_are_walked(tmp_path: Path) -> None:
    """Three hundred of them one in another, and the file at the bottom is found."""
    deep = tmp_path.joinpath(*["d"] * 300)
    write(deep / "a.txt")
    assert list(sweep(tmp_path)) == ["d/" * 300 + "a.txt"]


def test_one_path_is_judged_like_a_folders(tmp_path: Path) -> None:
    """A file is good; what is missing, or a device, has its reason."""
    assert judge_file(str(write(tmp_path / "a"))) == ""
    assert judge_file(str(tmp_path / "b")) == "it is not there"
    assert judge_file("/dev/zero") == "it is a device, not a file"
    assert "no file name" in judge_file("a\0b")
