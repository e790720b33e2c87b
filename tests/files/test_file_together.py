"""Many files written together: each whole or not at all, in order, and nothing left behind."""

import errno
import os
from pathlib import Path

import pytest
from made_files import failing, names, write

from briefgen.errors import StorageError
from briefgen.files import together
from briefgen.files.together import Stage, append_line, write_together


def test_all_files_are_written(tmp_path: Path) -> None:
    """New ones in new folders, and one in the place of another, whose permissions it keeps."""
    old = write(tmp_path / "old.md", "before")
    old.chmod(0o600)
    write_together([(tmp_path / "a/b/new.md", b"new"), (old, b"after")], tmp_path)
    assert (tmp_path / "a/b/new.md").read_bytes() == b"new"
    assert old.read_bytes() == b"after"
    assert old.stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["a", "old.md"]


def test_nothing_has_its_name_before_all_is_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the sync fails no file appears, and no temporary one stays."""
    monkeypatch.setattr(together, "_sync_system", failing(errno.EIO))
    with pytest.raises(StorageError, match="device reports an error"):
        write_together([(tmp_path / "a.md", b"a"), (tmp_path / "b.md", b"b")], tmp_path)
    assert names(tmp_path) == []


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says what to do, and what was there stays."""
    old = write(tmp_path / "old.md", "before")
    monkeypatch.setattr(together, "write_all", failing(errno.ENOSPC))
    with pytest.raises(StorageError, match="disk is full"):
        write_together([(old, b"after")], tmp_path)
    assert (old.read_text(), names(tmp_path)) == ("before", ["old.md"])


def test_a_link_is_replaced_and_its_other_end_left_alone(tmp_path: Path) -> None:
    """Nothing is written through a link."""
    target = write(tmp_path / "target", "theirs")
    (tmp_path / "link").symlink_to(target)
    write_together([(tmp_path / "link", b"ours")], tmp_path)
    assert target.read_text() == "theirs"
    assert (tmp_path / "link").read_bytes() == b"ours"


def test_lines_are_appended_whole(tmp_path: Path) -> None:
    """Each ends with a line end; a last line without one is cut off, however long it is."""
    path = tmp_path / "folder/lines"
    append_line(path, b"one")
    append_line(path, b"two")
    assert path.read_bytes() == b"one\ntwo\n"
    path.write_bytes(b"one\n" + b"x" * 200_000)
    append_line(path, b"three")
    assert path.read_bytes() == b"one\nthree\n"
    path.write_bytes(b"torn")
    append_line(path, b"four")
    assert path.read_bytes() == b"four\n"


def test_data_that_lies_in_a_file_is_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes the name with the others; when that fails it stays where it was."""
    aside = write(tmp_path / "aside", "data")
    with monkeypatch.context() as patch:
        patch.setattr(together, "_sync_system", failing(errno.EIO))
        with pytest.raises(StorageError):
            write_together([(tmp_path / "in/a", aside), (tmp_path / "in/b", b"b")], tmp_path)
    assert (aside.read_text(), names(tmp_path / "in")) == ("data", [])
    write_together([(tmp_path / "in/a", aside), (tmp_path / "in/b", b"b")], tmp_path)
    assert (names(tmp_path), names(tmp_path / "in")) == (["in"], ["a", "b"])
    assert (tmp_path / "in/a").read_text() == "data"


def test_a_stage_places_files_whole_and_clears_the_rest(tmp_path: Path) -> None:
    """Nothing stands under its name before it is placed; what was cleared leaves nothing behind."""
    stage = Stage()
    stage.write(tmp_path / "one", b"old")
    stage.write(tmp_path / "one", b"new")
    stage.write(tmp_path / "sub" / "two", b"2", tmp_path / "two")
    assert not (tmp_path / "one").exists()
    stage.place()
    assert (tmp_path / "one").read_bytes() == b"new"
    assert (tmp_path / "sub" / "two").read_bytes() == b"2"
    stage.write(tmp_path / "three", b"3")
    stage.clear()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "sub"]


def test_a_stage_that_is_refused_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails is a sentence, and its temporary file is gone."""
    stage = Stage()
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", failing(errno.ENOSPC))
        with pytest.raises(StorageError, match="the disk is full"):
            stage.write(tmp_path / "one", b"1")
    assert not list(tmp_path.iterdir())
