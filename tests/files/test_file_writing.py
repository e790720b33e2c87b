"""Promises of whole writing, against failing disks and killed writers."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from made_files import failing, names, write

from briefgen.errors import StorageError
from briefgen.files.writing import make_folder, remove_file, remove_leftover_temps, remove_temps_in, write_whole


def test_file_is_written_with_its_folders(tmp_path: Path) -> None:
    """Missing folders are made, and nothing but the file is left in them."""
    write_whole(tmp_path / "a/b/c.txt", b"data")
    assert (tmp_path / "a/b/c.txt").read_bytes() == b"data"
    assert names(tmp_path / "a/b") == ["c.txt"]


def test_long_name_is_written(tmp_path: Path) -> None:
    """A name as long as the system allows is written, although the temporary name is longer than its stem."""
    path = tmp_path / ("ж" * 127)
    write_whole(path, b"data")
    assert path.read_bytes() == b"data"


def test_links_at_the_target_are_replaced(tmp_path: Path) -> None:
    """A hard or symbolic link at the target is replaced; the file at its other end keeps its words."""
    other = write(tmp_path / "other", "theirs")
    (tmp_path / "hard").hardlink_to(other)
    (tmp_path / "soft").symlink_to(other)
    for name in ("hard", "soft"):
        write_whole(tmp_path / name, b"ours")
        assert (tmp_path / name).read_bytes() == b"ours"
        assert not (tmp_path / name).is_symlink()
    assert other.read_text() == "theirs"


def test_permissions_of_a_file_are_kept(tmp_path: Path) -> None:
    """A file that its owner has closed to others stays closed when it is written anew."""
    path = write(tmp_path / "a")
    path.chmod(0o600)
    write_whole(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "the disk is full; free some space"),
        (errno.EROFS, "read-only file system"),
        (errno.EACCES, "change the permissions"),
        (errno.EIO, "check the disk"),
        (errno.EXDEV, "cross-device"),
    ],
)
@pytest.mark.parametrize("step", ["open", "write", "fsync", "close", "replace"])
def test_failed_write_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, words: str
) -> None:
    """Whatever step fails, the old file is whole, no temporary file is left and the sentence says what to do."""
    path = write(tmp_path / "a.pdf", "old")
    with monkeypatch.context() as patch:
        if step == "close":
            close = os.close
            patch.setattr(os, "close", lambda handle: (close(handle), failing(code)())[1])
        else:
            patch.setattr(Path if step == "replace" else os, step, failing(code))
        with pytest.raises(StorageError, match="(?i)" + words) as caught:
            write_whole(path, b"new")
    assert "a.pdf" in str(caught.value)
    assert caught.value.exit_code == 5
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.pdf"]


def test_interrupted_write_leaves_no_temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of a write passes on, and no temporary file is left."""

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a", b"new")
    assert names(tmp_path) == []


def test_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    """A folder where the file should be, or a file where a folder should be, gives a sentence."""
    (tmp_path / "folder").mkdir()
    write(tmp_path / "file")
    with pytest.raises(StorageError, match="in the way"):
        write_whole(tmp_path / "folder", b"x")
    with pytest.raises(StorageError, match=r"not a folder|in the way"):
        write_whole(tmp_path / "file/a", b"x")
    assert names(tmp_path) == ["file", "folder"]


def die_at(step: str) -> None:
    """In a forked child: be killed at the nth call of a function of os (`fsync:2`)."""
    name, _, count = step.partition(":")
    real, left = getattr(os, name), [int(count)]

    def call(*arguments: object) -> object:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments)

    setattr(os, name, call)


@pytest.mark.parametrize(
    "step", ["open:1", "write:1", "write:2", "fsync:1", "close:1", "replace:1", "open:2", "fsync:2"]
)
def test_killed_writer_leaves_old_or_new(tmp_path: Path, step: str) -> None:
    """A writer killed at any step leaves the old file or the new one whole, and its temp is swept away later."""
    path = write(tmp_path / "out/a", "old" * 1000)
    new = b"new" * 1_000_000
    child = os.fork()
    if child == 0:
        die_at(step)
        write_whole(path, new)
        os._exit(0)
    os.waitpid(child, 0)
    assert path.read_bytes() in {b"old" * 1000, new}
    left = len(names(tmp_path / "out")) - 1
    assert remove_leftover_temps(tmp_path) == left
    assert names(tmp_path / "out") == ["a"]


def test_only_leftovers_are_removed(tmp_path: Path) -> None:
    """Files of others, and the temporary file of another living writer, stay; an old one of it goes."""
    kept = [".a.tmp", "a.1.00000000.tmp", ".a.1.0000000g.tmp", ".a.x.00000000.tmp", ".note.md"]
    for name in kept:
        write(tmp_path / name)
    living = write(tmp_path / f".a.{os.getppid()}.0123abcd.tmp")
    write(tmp_path / "deep/er" / f".a.{os.getpid()}.0123abcd.tmp")
    write(tmp_path / ".b.99999999999999999999.0123abcd.tmp")
    assert remove_leftover_temps(tmp_path) == 2
    assert names(tmp_path) == sorted([*kept, living.name, "deep"])
    os.utime(living, (0, 0))
    assert remove_leftover_temps(tmp_path) == 1


def test_no_folder_has_no_leftovers(tmp_path: Path) -> None:
    """Sweeping a folder that is not there finds nothing and is no error."""
    assert remove_leftover_temps(tmp_path / "none") == 0


def test_files_loads_no_heavy_module() -> None:
    """Importing the modules costs `briefgen --help` neither OpenSSL nor the random numbers of `secrets`."""
    modules = "digest", "lock", "paths", "reading", "walking", "writing"
    imports = ", ".join(f"briefgen.files.{name}" for name in modules)
    code = f"import sys, {imports}; print({{'hashlib', 'secrets', 'random', 'socket'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_temps_of_one_folder_are_removed_without_a_look_below(tmp_path: Path) -> None:
    """`remove_temps_in` takes what killed writers left in a folder itself; a folder that is not there has none."""
    (tmp_path / "below").mkdir()
    for folder in (tmp_path, tmp_path / "below"):
        (folder / ".x.999999999.0123abcd.tmp").touch()
    assert remove_temps_in(tmp_path) == 1
    assert (tmp_path / "below" / ".x.999999999.0123abcd.tmp").exists()
    assert remove_temps_in(tmp_path / "nowhere") == 0


def test_removing_and_making_say_why_they_cannot(tmp_path: Path) -> None:
    """A file that cannot be removed, a folder that cannot be made: a sentence each; what is not there is no error."""
    remove_file(tmp_path / "nothing")
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="Cannot make the folder"):
        make_folder(tmp_path / "file" / "below")
    with pytest.raises(StorageError, match="Cannot remove"):
        remove_file(tmp_path)
