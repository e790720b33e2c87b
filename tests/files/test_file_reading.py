"""Promises of bounded reading."""

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest
from made_files import names, write

from briefgen.errors import StorageError
from briefgen.files.reading import FileMissingError, FileRefusedError, read_bounded


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
