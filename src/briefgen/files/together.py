"""Write many files whole or not at all, with one sync for all of them.

A sync of each file costs milliseconds, and a run writes thousands. Here all are written under temporary names,
the file system is synced once, and only then does each take its name: what stands under a name is whole,
after a power cut too.
"""

import ctypes
import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from briefgen.errors import StorageError
from briefgen.files.handles import NEW_FILE, open_handle, write_all
from briefgen.files.messages import explain_failure

_CHUNK = 1 << 16


def write_together(files: Sequence[tuple[Path, bytes | Path]], beside: Path) -> None:
    """Write each (path, data) whole or not at all; they take their names in the given order.

    Data that lies in a file already is given as that file's path: it is moved, or copied where it lies on another
    file system. What else was written before on the file systems of the files and of the folder `beside` is on
    disk before the first takes its name. Folders are made as needed, permissions of a file that is there are
    kept. Raises StorageError; the files before the one that failed may have their names then.
    """
    temps: list[tuple[Path, Path]] = []
    path = beside
    try:
        for path, data in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            temps.append((_prepare(path, data), path))
        sync_disk(*{path.parent for path, _ in files}, beside)
        while temps:
            temps[0][0].replace(path := temps[0][1])
            temps.pop(0)
    except OSError as error:
        raise StorageError(explain_failure("write", path, error)) from error
    finally:
        for temp, target in temps:
            if temp.parent == target.parent:
                with suppress(OSError):
                    temp.unlink(missing_ok=True)


def _prepare(path: Path, data: bytes | Path) -> Path:
    """Give the file that is to take the name `path`."""
    if isinstance(data, Path):
        if data.stat().st_dev == path.parent.stat().st_dev:
            return data
        data = data.read_bytes()
    temp = _name_temp(path)
    try:
        _write_temp(temp, data, path)
    except OSError:
        with suppress(OSError):
            temp.unlink(missing_ok=True)
        raise
    return temp


class Stage:
    """Files on their way: `write` each, have the disk take them (`sync_disk`), then `place` all.

    `clear` removes what was not placed. Its methods raise StorageError.
    """

    def __init__(self) -> None:
        self._temps: dict[Path, Path] = {}

    def write(self, path: Path, data: bytes, beside: Path | None = None) -> None:
        """Write what is to stand at `path`; the last one written for it counts.

        It waits beside its name, or beside `beside` on the same file system where its folder is made only later.
        """
        self.forget(path)
        temp = _name_temp(beside or path)
        self._temps[path] = temp
        try:
            _write_temp(temp, data, path)
        except BaseException as error:
            self.forget(path)
            if isinstance(error, OSError):
                raise StorageError(explain_failure("write", path, error)) from error
            raise

    def place(self) -> None:
        """Let all take their names, in the order of writing: each is replaced whole, and no link is followed."""
        for path, temp in list(self._temps.items()):
            try:
                with suppress(FileExistsError):
                    path.parent.mkdir()
                temp.replace(path)
            except OSError as error:
                raise StorageError(explain_failure("write", path, error)) from error
            del self._temps[path]

    def forget(self, path: Path) -> None:
        """Remove what waits for `path`, if anything does."""
        temp = self._temps.pop(path, None)
        if temp is not None:
            with suppress(OSError):
                temp.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove all that waits."""
        for path in list(self._temps):
            self.forget(path)


def append_line(path: Path, line: bytes) -> None:
    """Append one line to a file that only grows; `line` bears no line end. Raises StorageError.

    A last line without its end, which a power cut may leave, was never reported as written: it is cut off first.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open_handle(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW) as handle:
            _cut_torn_line(handle)
            write_all(handle, line + b"\n")
    except OSError as error:
        raise StorageError(explain_failure("write", path, error)) from error


def _cut_torn_line(handle: int) -> None:
    end = os.fstat(handle).st_size
    if end == 0 or os.pread(handle, 1, end - 1) == b"\n":
        return
    while end > 0:
        start = max(0, end - _CHUNK)
        found = os.pread(handle, end - start, start).rfind(b"\n")
        if found >= 0:
            os.ftruncate(handle, start + found + 1)
            return
        end = start
    os.ftruncate(handle, 0)


def sync_disk(*folders: Path) -> None:
    """Have everything written so far on the file systems of `folders` put on disk; raises OSError."""
    devices: set[int] = set()
    for folder in folders:
        device = folder.stat().st_dev
        if device not in devices:
            devices.add(device)
            _sync_system(folder)


def _sync_system(folder: Path) -> None:
    sync = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if sync is None:
        os.sync()
        return
    with open_handle(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC) as handle:
        if sync(ctypes.c_int(handle)) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _name_temp(path: Path) -> Path:
    # The form of `files.writing`, whose sweep removes what a killed writer leaves.
    return path.with_name(f".{path.name[:50]}.{os.getpid()}.{os.urandom(4).hex()}.tmp")


def _write_temp(temp: Path, data: bytes, like: Path) -> None:
    with open_handle(temp, NEW_FILE) as handle:
        with suppress(FileNotFoundError, PermissionError):
            mode = like.lstat().st_mode
            if stat.S_ISREG(mode):
                os.fchmod(handle, stat.S_IMODE(mode))
        write_all(handle, data)
