"""Promises of `briefgen.files`: bounded reading, whole writing, a walk in a fixed order, one lock."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.errors import LockedError, PolicyError, StorageError
from briefgen.files import (
    FileMissingError,
    FileRefusedError,
    digest_bytes,
    digest_text,
    hold_lock,
    path_inside,
    read_bounded,
    remove_leftover_temps,
    show_path,
    walk_files,
    write_if_changed,
    write_whole,
)

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def write(path: Path, text: str = "x") -> Path:
    """Write a file and its folders; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def names(folder: Path) -> list[str]:
    """Return the names in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())


# Digests and names


def test_digest_is_sha256_in_hexadecimal() -> None:
    """A digest is the SHA-256 of FIPS 180-4, and text is digested as UTF-8."""
    assert digest_bytes(b"abc") == digest_text("abc") == ABC
    assert digest_text("қ") == digest_bytes("қ".encode())


def test_digest_of_a_lone_surrogate_is_no_crash() -> None:
    """Text with a lone surrogate, as JSON may hold, still has a digest of its own."""
    assert digest_text("\ud800") not in {digest_text("?"), digest_text("\ufffd")}


def test_message_shows_no_control_characters() -> None:
    """A file name cannot clear the terminal or break the encoding of a message."""
    shown = show_path(Path(os.fsdecode(b"a\x1b[2J\n\xff.md")))
    assert shown.isprintable()
    assert shown.encode()


# Reading


def test_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    """A file of just the limit is read; one byte more is refused with a reason that names the limit."""
    path = write(tmp_path / "a.md", "12345")
    assert read_bounded(path, 5) == b"12345"
    with pytest.raises(FileRefusedError, match="longer than the 4 bytes") as caught:
        read_bounded(path, 4)
    assert caught.value.exit_code == 1


def test_empty_file_is_read(tmp_path: Path) -> None:
    """An empty file gives no bytes and no error, even with a limit of nothing."""
    assert read_bounded(write(tmp_path / "a.md", ""), 0) == b""


def test_file_that_lies_about_its_size_is_bounded() -> None:
    """A file that says it has no bytes, as those of /proc do, is read to the limit and no further."""
    assert read_bounded(Path("/proc/self/cmdline"), 1 << 20)
    with pytest.raises(FileRefusedError, match="longer than"):
        read_bounded(Path("/proc/self/status"), 10)


def test_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    """A named pipe to which nobody writes is refused at once."""
    os.mkfifo(tmp_path / "a.md")
    began = time.monotonic()
    with pytest.raises(FileRefusedError, match="named pipe"):
        read_bounded(tmp_path / "a.md", 100)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(("target", "kind"), [("/dev/zero", "a device"), ("/", "a folder")])
def test_link_to_no_file_is_refused(tmp_path: Path, target: str, kind: str) -> None:
    """A link to an endless device or to a folder is refused and said to be what it is."""
    (tmp_path / "a.md").symlink_to(target)
    with pytest.raises(FileRefusedError) as caught:
        read_bounded(tmp_path / "a.md", 100)
    assert caught.value.reason == f"it is {kind}, not a file"


def test_missing_file_has_its_own_error(tmp_path: Path) -> None:
    """A file that is not there is told apart from one that cannot be read, so that a caller may try again."""
    with pytest.raises(FileMissingError, match=r"a\.md: it is not there"):
        read_bounded(tmp_path / "a.md", 100)


def test_link_to_itself_is_an_error_of_storage(tmp_path: Path) -> None:
    """A link that leads back to itself gives a sentence and exit code 5, not a traceback."""
    (tmp_path / "a.md").symlink_to("a.md")
    with pytest.raises(StorageError, match="leads back to itself") as caught:
        read_bounded(tmp_path / "a.md", 100)
    assert caught.value.exit_code == 5


def test_impossible_name_is_refused() -> None:
    """A name with a NUL or a lone surrogate is refused like any other file we cannot read."""
    for name in ("a\0b", "a\ud800b"):
        with pytest.raises(FileRefusedError, match="character"):
            read_bounded(Path(name), 100)


def test_reading_leaves_nothing_open(tmp_path: Path) -> None:
    """Reading and refusing leave no file open."""
    path = write(tmp_path / "a.md", "12345")
    before = names(Path("/proc/self/fd"))
    for limit in (5, 4) * 50:
        with suppress(FileRefusedError):
            read_bounded(path, limit)
    assert names(Path("/proc/self/fd")) == before


# Walking


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
    """A folder that may not be listed costs its own files, with a reason, and no others."""
    write(tmp_path / "closed/a.md")
    write(tmp_path / "open/b.md")
    scandir = os.scandir

    def refuse(folder: Path) -> object:
        if folder.name == "closed":
            raise PermissionError(errno.EACCES, "no")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert found_in(tmp_path) == ["open/b.md"]
    assert "permission is denied" in skipped_in(tmp_path)["closed"]


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


# Writing


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


def test_same_content_is_not_written_again(tmp_path: Path) -> None:
    """Writing what is there already touches nothing and says so."""
    path = tmp_path / "a"
    assert write_if_changed(path, b"one")
    before = path.stat()
    assert not write_if_changed(path, b"one")
    assert path.stat().st_ino == before.st_ino
    assert write_if_changed(path, b"two")
    assert write_if_changed(path, b"")
    assert path.read_bytes() == b""


def failing(code: int) -> Callable[..., object]:
    """Return a function that fails as the system does."""

    def fail(*_: object, **__: object) -> object:
        raise OSError(code, os.strerror(code))

    return fail


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


# Paths


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


# The lock


def test_second_build_is_told_of_the_first(tmp_path: Path) -> None:
    """While the lock is held a second taker gets exit code 4 and hears who holds it and since when."""
    lock = tmp_path / ".briefgen/lock"
    with (
        hold_lock(lock),
        pytest.raises(LockedError, match=rf"pid {os.getpid()} on .+, since \d{{4}}-\d\d-\d\d \d\d:") as caught,
        hold_lock(lock),
    ):
        pass
    assert caught.value.exit_code == 4
    with hold_lock(lock):
        pass
    assert lock.read_bytes() == b""


def test_lock_is_free_after_an_error(tmp_path: Path) -> None:
    """An error in the body passes on unchanged and frees the lock."""
    with pytest.raises(ZeroDivisionError), hold_lock(tmp_path / "lock"):
        raise ZeroDivisionError
    with hold_lock(tmp_path / "lock"):
        pass


def test_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    """A build that was killed leaves no lock behind."""
    code = f"""
import sys, time
from pathlib import Path
from briefgen.files import hold_lock
with hold_lock(Path({str(tmp_path / "lock")!r})):
    print("held", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockedError, match=f"pid {holder.pid}"), hold_lock(tmp_path / "lock"):
            pass
        holder.kill()
        holder.wait()
        with hold_lock(tmp_path / "lock"):
            pass


def test_lock_holds_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk too full for the message does not stop the lock from being taken and freed."""
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", failing(errno.ENOSPC))
        with (
            hold_lock(tmp_path / "lock"),
            pytest.raises(LockedError, match="it has not said which"),
            hold_lock(tmp_path / "lock"),
        ):
            pass


def test_lock_message_is_safe_to_print(tmp_path: Path) -> None:
    """What stands in the lock file is cut and cleaned before it reaches a terminal."""
    lock = tmp_path / "lock"
    with hold_lock(lock):
        lock.write_bytes(b"\x1b[2J\xff" + b"x" * 10_000)
        with pytest.raises(LockedError) as caught, hold_lock(lock):
            pass
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


def test_lock_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    """A lock in an impossible place, or a link in its place, gives a sentence and exit code 5."""
    write(tmp_path / "file")
    (tmp_path / "link").symlink_to("file")
    for place in (tmp_path / "file/lock", tmp_path / "link"):
        with pytest.raises(StorageError, match="Cannot open the lock"), hold_lock(place):
            pass


def test_files_loads_no_heavy_module() -> None:
    """Importing the module costs `briefgen --help` neither OpenSSL nor the random numbers of `secrets`."""
    code = "import briefgen.files, sys; print({'hashlib', 'secrets', 'random', 'socket'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
