"""The lock file: one build at a time."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefgen.errors import LockedError, StorageError
from briefgen.files.handles import write_all
from briefgen.files.messages import explain_failure
from briefgen.files.processes import is_alive

_PAUSE = 0.05
_MOMENT = 3.0
_HOLDER = re.compile(r"pid (?P<pid>\d{1,9}) on (?P<host>.+), since ")
_LOCK_FLAGS = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW


@contextmanager
def hold_lock(path: Path, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock file at `path` while the body runs; the kernel frees it when the process dies.

    The file stays and says, for the message only, who holds it. Raises LockedError when another process
    still holds the lock after `patience` seconds, and StorageError when the file cannot be made or the
    file system has no locks.
    """
    handle = _open_lock(path)
    try:
        _await_lock(path, handle, patience)
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
        raise StorageError(explain_failure("open the lock", path, error)) from error


def _await_lock(path: Path, handle: int, patience: float) -> None:
    began = time.monotonic()
    while True:
        try:
            return _take_lock(path, handle)
        except LockedError:
            waited = time.monotonic() - began
            # A holder that has taken the lock this moment, or is about to let go of it, has not said yet who it is; one
            # that was killed has workers, who know its handle and end a moment later.
            holder = _read_holder(handle)
            if waited >= patience and (waited >= _MOMENT or (holder and not _is_gone(holder))):
                raise
            time.sleep(_PAUSE)


def _take_lock(path: Path, handle: int) -> None:
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = _read_holder(handle) or "it has not said which"
        raise LockedError(f"Another command is at work here ({holder}); --wait waits until it has ended.") from error
    except OSError as error:
        raise StorageError(explain_failure("lock", path, error)) from error
    # On a full disk the lock holds all the same; only its message is missing.
    with suppress(OSError):
        os.ftruncate(handle, 0)
        write_all(handle, _describe_holder())


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


def _is_gone(holder: str) -> bool:
    """Whether who holds the lock, by its own words, is a process of this machine that has ended."""
    named = _HOLDER.match(holder)
    return bool(named and named["host"] == os.uname().nodename and not is_alive(int(named["pid"])))


def _read_holder(handle: int) -> str:
    text = os.pread(handle, 200, 0).decode("utf-8", "replace").strip()
    return "".join(c for c in text if c.isprintable())
