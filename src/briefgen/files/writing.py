"""Write a file whole or not at all, and sweep away what killed writers left."""

import errno
import os
import re
import stat
import time
from contextlib import suppress
from pathlib import Path

from briefgen.errors import StorageError
from briefgen.files.handles import NEW_FILE, open_handle, write_all
from briefgen.files.messages import explain_failure, show_path
from briefgen.files.processes import is_alive

_TEMP_NAME = re.compile(r"\..+\.(?P<pid>\d+)\.[0-9a-f]{8}\.tmp", re.DOTALL)
_TEMP_AGE = 3600.0


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader, or a power cut, finds the old file or the new one, never a mixture.

    Missing folders are made. A link at `path`, hard or symbolic, is replaced and its other end left alone;
    the permissions of a file that was there are kept. Raises StorageError.
    """
    try:
        _make_folders(path.parent)
        _replace_file(path, data)
    except OSError as error:
        raise StorageError(explain_failure("write", path, error)) from error
    except ValueError as error:
        raise StorageError(f"Cannot write {show_path(path)}: no file can have this name.") from error


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, where they are not there. Raises StorageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(explain_failure("make the folder", folder, error)) from error


def remove_file(path: Path) -> None:
    """Remove a file; one that is not there is no error. Raises StorageError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(explain_failure("remove", path, error)) from error


def remove_leftover_temps(folder: Path) -> int:
    """Remove what killed writers left in `folder` and below; return how many files.

    Call it under the lock, before writing. A temporary file of another living process stays, unless it is
    older than an hour: process numbers are used again.
    """
    return sum(_remove_temps(parent, names) for parent, _, names in os.walk(folder))


def remove_temps_in(folder: Path) -> int:
    """Remove what killed writers left in `folder` itself, as `remove_leftover_temps` does for all that is below."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except OSError:
        return 0
    return _remove_temps(os.fspath(folder), names)


def _remove_temps(folder: str, names: list[str]) -> int:
    removed = 0
    for name in names:
        match = _TEMP_NAME.fullmatch(name)
        if match and _is_leftover(Path(folder, name), int(match["pid"])):
            removed += _remove_quietly(Path(folder, name))
    return removed


def _make_folders(folder: Path) -> None:
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in missing:
        _sync_folder(made.parent)


def _replace_file(path: Path, data: bytes) -> None:
    temp = path.with_name(f".{path.name[:50]}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    handle = os.open(temp, NEW_FILE, 0o666)
    try:
        _fill_file(handle, data, path)
        temp.replace(path)
    except BaseException:
        _remove_quietly(temp)
        raise
    _sync_folder(path.parent)


def _fill_file(handle: int, data: bytes, like: Path) -> None:
    try:
        _copy_mode(handle, like)
        write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy_mode(handle: int, like: Path) -> None:
    with suppress(FileNotFoundError, PermissionError):
        mode = like.lstat().st_mode
        if stat.S_ISREG(mode):
            os.fchmod(handle, stat.S_IMODE(mode))


def _sync_folder(folder: Path) -> None:
    with open_handle(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC) as handle:
        try:
            os.fsync(handle)
        except OSError as error:
            # Some network and shared file systems cannot sync a folder; the file itself is synced.
            if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EROFS, errno.EBADF}:
                raise


def _is_leftover(path: Path, pid: int) -> bool:
    if pid == os.getpid() or not is_alive(pid):
        return True
    with suppress(OSError):
        return time.time() - path.lstat().st_mtime > _TEMP_AGE
    return False


def _remove_quietly(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
