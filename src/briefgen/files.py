"""Files: read within bounds, digest, write whole, walk in a fixed order, hold the lock.

Whatever lies in a corpus was put there by strangers: a name may be a pipe that never ends, a link to
`/dev/zero` or half a gigabyte of text. What is written here is on the disk whole or not at all.
"""

import errno
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from briefgen.errors import BriefgenError, LockedError, PolicyError, StorageError

_READ_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
_TEMP_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
_LOCK_FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
_TEMP_NAME = re.compile(r"\..+\.(?P<pid>\d+)\.[0-9a-f]{8}\.tmp", re.DOTALL)
_TEMP_AGE = 3600.0
_CHUNK = 1 << 20

_REMEDIES = {
    errno.ENOSPC: "the disk is full; free some space and run the command again",
    errno.EDQUOT: "your share of the disk is used up; free some space and run the command again",
    errno.EFBIG: "the file would be larger than is allowed here; raise the limit (ulimit -f)",
    errno.EROFS: "it lies on a read-only file system; make that writable or choose another folder",
    errno.EACCES: "permission is denied; change the permissions of the file or of its folder",
    errno.EPERM: "the system does not permit it; change the owner or the attributes of the file",
    errno.ENOENT: "it is not there",
    errno.ENOTDIR: "a part of its path is a file, not a folder; move that file away",
    errno.EISDIR: "a folder of that name is in the way; move it away",
    errno.EEXIST: "something else of that name is in the way; move it away",
    errno.ENAMETOOLONG: "its name is too long; choose a shorter one",
    errno.ELOOP: "it is a link that leads back to itself; remove the link",
    errno.EMFILE: "too many files are open; raise the limit (ulimit -n)",
    errno.ENFILE: "too many files are open on this machine; close other programs",
    errno.EIO: "the device reports an error; check the disk before you go on",
}

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class FileRefusedError(BriefgenError):
    """A file that is not read, although it is there; `reason` says why, without the name."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{show_path(path)} was not read: {reason}.")
        self.path = path
        self.reason = reason


class FileMissingError(StorageError):
    """A file that is not there, or no longer."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What a folder holds: the files found, and what was left out with a reason for each.

    Both are sorted by their path below the walked folder, written with slashes. A reason continues the
    words "it was skipped: " and bears no full stop.
    """

    found: tuple[Path, ...]
    skipped: tuple[tuple[Path, str], ...]


class _Step(Enum):
    TAKE = auto()
    ENTER = auto()
    PASS = auto()


def show_path(path: Path) -> str:
    """Return `path` for a message: bytes that are no UTF-8 and control characters appear as escapes."""
    text = os.fspath(path).encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def digest_bytes(data: bytes) -> str:
    """Return the SHA-256 of `data`, 64 lower-case hexadecimal digits."""
    # OpenSSL takes some 15 ms to load, and `--help` digests nothing.
    import hashlib

    return hashlib.sha256(data).hexdigest()


def digest_text(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8; a lone surrogate counts as itself and is no error."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


# Reading


def read_bounded(path: Path, limit: int) -> bytes:
    """Return the bytes of the regular file at `path` (links are followed), at most `limit` of them.

    Never hangs on a pipe and never reads more than `limit` + 1 bytes. Raises FileRefusedError for anything but a
    regular file, for a longer one and for an impossible name, FileMissingError where nothing is, and StorageError
    where the system does not let us read.
    """
    try:
        with _opened(path, _READ_FLAGS) as handle:
            return _read_regular(path, handle, limit)
    except FileNotFoundError as error:
        raise FileMissingError(_explain("read", path, error)) from error
    except OSError as error:
        raise StorageError(_explain("read", path, error)) from error
    except ValueError as error:
        raise FileRefusedError(path, "its name holds a character that no file name can hold") from error


@contextmanager
def _opened(path: Path, flags: int, mode: int = 0o666) -> Iterator[int]:
    handle = os.open(path, flags, mode)
    try:
        yield handle
    finally:
        os.close(handle)


def _read_regular(path: Path, handle: int, limit: int) -> bytes:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        raise FileRefusedError(path, f"it is {_name_kind(status.st_mode)}, not a file")
    if status.st_size > limit:
        raise FileRefusedError(path, _too_long(limit))
    # The size may be a lie: the file may grow while it is read, and /proc says 0.
    data = _read_up_to(handle, limit + 1, status.st_size)
    if len(data) > limit:
        raise FileRefusedError(path, _too_long(limit))
    return data


def _read_up_to(handle: int, most: int, expected: int) -> bytes:
    parts: list[bytes] = []
    left = most
    while left and (part := os.read(handle, min(left, max(expected + 1, 1 << 16)))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _too_long(limit: int) -> str:
    return f"it is longer than the {limit:,} bytes that are allowed"


def _name_kind(mode: int) -> str:
    return _KINDS.get(stat.S_IFMT(mode), "something unknown")


def _explain(verb: str, path: Path, error: OSError) -> str:
    remedy = _REMEDIES.get(error.errno or 0) or error.strerror or str(error)
    return f"Cannot {verb} {show_path(path)}: {remedy}."


# Walking


def walk_files(root: Path, suffixes: tuple[str, ...]) -> Walk:
    """Return the files below `root` whose names end with one of `suffixes` (in any case), sorted.

    A link is followed only to a regular file that lies inside `root`. Hidden names are left out without a
    word; whatever else cannot be read as a file, or may hide files from us, is listed with its reason.
    Raises StorageError when `root` itself cannot be listed.
    """
    found: list[Path] = []
    skipped: list[tuple[Path, str]] = []
    folders = [root]
    inside = _resolve_root(root)
    while folders:
        for entry in _list_folder(root, folders.pop(), skipped):
            step = _judge_entry(entry, suffixes, inside)
            if step is _Step.TAKE:
                found.append(Path(entry.path))
            elif step is _Step.ENTER:
                folders.append(Path(entry.path))
            elif isinstance(step, str):
                skipped.append((Path(entry.path), step))
    return Walk(
        tuple(sorted(found, key=lambda path: _relative(root, path))),
        tuple(sorted(skipped, key=lambda pair: _relative(root, pair[0]))),
    )


def _relative(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _resolve_root(root: Path) -> Path:
    try:
        return root.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        cause = error if isinstance(error, OSError) else OSError(errno.ELOOP, "")
        raise StorageError(_explain("list the folder", root, cause)) from error


def _list_folder(root: Path, folder: Path, skipped: list[tuple[Path, str]]) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        if folder == root:
            raise StorageError(_explain("list the folder", root, error)) from error
        skipped.append((folder, _say_unreadable(error)))
        return []


def _say_unreadable(error: OSError) -> str:
    return _REMEDIES.get(error.errno or 0) or error.strerror or "it cannot be read"


def _judge_entry(entry: "os.DirEntry[str]", suffixes: tuple[str, ...], inside: Path) -> _Step | str:
    wanted = entry.name.lower().endswith(suffixes)
    try:
        if entry.is_symlink():
            return _judge_link(entry, wanted, inside)
        if entry.is_dir(follow_symlinks=False):
            return _judge_folder(entry, wanted)
        return _judge_file(entry, wanted) if wanted else _Step.PASS
    except OSError as error:
        return _say_unreadable(error)


def _judge_folder(entry: "os.DirEntry[str]", wanted: bool) -> _Step | str:
    if wanted:
        return "it is a folder with the name of a file; rename it, what lies in it is not read"
    return _judge_name(entry.name) or _Step.ENTER


def _judge_file(entry: "os.DirEntry[str]", wanted: bool) -> _Step | str:
    mode = entry.stat(follow_symlinks=False).st_mode
    if wanted and not stat.S_ISREG(mode):
        return f"it is {_name_kind(mode)}, not a file"
    return _judge_name(entry.name) or _Step.TAKE


def _judge_link(entry: "os.DirEntry[str]", wanted: bool, inside: Path) -> _Step | str:
    try:
        mode = entry.stat().st_mode
        target = Path(entry.path).resolve(strict=True)
    except FileNotFoundError:
        return "it is a link to something that is not there"
    if stat.S_ISDIR(mode):
        return "it is a link to a folder; links are followed to files only"
    if not wanted:
        return _Step.PASS
    if not target.is_relative_to(inside):
        return "it is a link that leads outside the folder"
    if not stat.S_ISREG(mode):
        return f"it is a link to {_name_kind(mode)}, not to a file"
    return _judge_name(entry.name) or _Step.TAKE


def _judge_name(name: str) -> str:
    """Return why `name` cannot be used, or nothing: a name that is no UTF-8 cannot be written in a record."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return "its name is not valid UTF-8; rename it"
    return ""


# Writing


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader, or a power cut, finds the old file or the new one, never a mixture.

    Missing folders are made. A link at `path`, hard or symbolic, is replaced and its other end left alone;
    the permissions of a file that was there are kept. Raises StorageError.
    """
    try:
        _make_folders(path.parent)
        _replace_file(path, data)
    except OSError as error:
        raise StorageError(_explain("write", path, error)) from error
    except ValueError as error:
        raise StorageError(f"Cannot write {show_path(path)}: no file can have this name.") from error


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write `data` whole unless `path` holds just that already; return whether it was written."""
    try:
        same = read_bounded(path, len(data)) == data
    except (FileRefusedError, StorageError):
        same = False
    if not same:
        write_whole(path, data)
    return not same


def remove_leftover_temps(folder: Path) -> int:
    """Remove what killed writers left in `folder` and below; return how many files.

    Call it under the lock, before writing. A temporary file of another living process stays, unless it is
    older than an hour: process numbers are used again.
    """
    removed = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            match = _TEMP_NAME.fullmatch(name)
            if match and _is_leftover(Path(parent, name), int(match["pid"])):
                removed += _remove_quietly(Path(parent, name))
    return removed


def _make_folders(folder: Path) -> None:
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in missing:
        _sync_folder(made.parent)


def _replace_file(path: Path, data: bytes) -> None:
    temp = path.with_name(f".{path.name[:50]}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    handle = os.open(temp, _TEMP_FLAGS, 0o666)
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
        _write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy_mode(handle: int, like: Path) -> None:
    with suppress(FileNotFoundError, PermissionError):
        mode = like.lstat().st_mode
        if stat.S_ISREG(mode):
            os.fchmod(handle, stat.S_IMODE(mode))


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest[:_CHUNK]) :]


def _sync_folder(folder: Path) -> None:
    with _opened(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC) as handle:
        try:
            os.fsync(handle)
        except OSError as error:
            # Some network and shared file systems cannot sync a folder; the file itself is synced.
            if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EROFS, errno.EBADF}:
                raise


def _is_leftover(path: Path, pid: int) -> bool:
    if pid == os.getpid() or not _is_alive(pid):
        return True
    with suppress(OSError):
        return time.time() - path.lstat().st_mtime > _TEMP_AGE
    return False


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _remove_quietly(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True


# Paths and the lock


def path_inside(root: Path, name: str) -> Path:
    """Return the place of `name` below `root`, free of links and dots, proven to lie inside `root`.

    Nothing needs to exist there. Raises PolicyError for a name that leads outside, to `root` itself, or
    nowhere (a NUL in it).
    """
    try:
        real = (root / name).resolve()
        below = real.relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError) as error:
        raise PolicyError(_say_outside(root, name)) from error
    if not below.parts:
        raise PolicyError(_say_outside(root, name))
    return root / below


def _say_outside(root: Path, name: str) -> str:
    return f'Refused: "{show_path(Path(name))}" does not lead to a place inside {show_path(root)}.'


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Hold the lock file at `path` while the body runs; the kernel frees it when the process dies.

    The file stays and says, for the message only, who holds it. Raises LockedError when another process
    holds the lock and StorageError when the file cannot be made or the file system has no locks.
    """
    handle = _open_lock(path)
    try:
        _take_lock(path, handle)
    except BaseException:
        os.close(handle)
        raise
    try:
        yield
    finally:
        _free_lock(handle)


def _open_lock(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, _LOCK_FLAGS, 0o644)
    except OSError as error:
        raise StorageError(_explain("open the lock", path, error)) from error


def _take_lock(path: Path, handle: int) -> None:
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise LockedError(f"Another build is running ({_read_holder(handle)}); wait until it has ended.") from error
    except OSError as error:
        raise StorageError(_explain("lock", path, error)) from error
    # On a full disk the lock holds all the same; only its message is missing.
    with suppress(OSError):
        os.ftruncate(handle, 0)
        _write_all(handle, _describe_holder())


def _free_lock(handle: int) -> None:
    import fcntl

    # Closing alone would leave the lock with a worker that was forked a moment ago and knows our handle.
    with suppress(OSError):
        os.ftruncate(handle, 0)
        fcntl.flock(handle, fcntl.LOCK_UN)
    os.close(handle)


def _describe_holder() -> bytes:
    began = time.strftime("%Y-%m-%d %H:%M:%S")
    return f"pid {os.getpid()} on {os.uname().nodename}, since {began}\n".encode("utf-8", "replace")


def _read_holder(handle: int) -> str:
    text = os.pread(handle, 200, 0).decode("utf-8", "replace").strip()
    return "".join(c for c in text if c.isprintable()) or "it has not said which"
