"""Promises of the one lock."""

import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from made_files import failing, write

from briefgen.errors import LockedError, StorageError
from briefgen.files.lock import hold_lock


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
from briefgen.files.lock import hold_lock
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


@pytest.mark.parametrize("error", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS])
def test_a_file_system_without_locks_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    """Where the file system has no locks, the sentence says so and what to do: without one, two builds could meet."""
    monkeypatch.setattr("fcntl.flock", failing(error))
    with pytest.raises(StorageError, match="move the project to a local disk"), hold_lock(tmp_path / "lock"):
        pass


def test_waiting_for_the_lock_ends_when_it_is_free(tmp_path: Path) -> None:
    """Whoever waits without an end gets the lock when its holder lets go of it, and not before."""
    order = []

    def hold_it_for_a_moment() -> None:
        with hold_lock(tmp_path / "lock"):
            began.set()
            time.sleep(0.2)
            order.append("first")

    began = threading.Event()
    holder = threading.Thread(target=hold_it_for_a_moment)
    holder.start()
    began.wait()
    with hold_lock(tmp_path / "lock", float("inf")):
        order.append("second")
    holder.join()
    assert order == ["first", "second"]


_KILLED_WITH_A_WORKER = """
import os, signal, sys, time
from pathlib import Path
from briefgen.files.lock import hold_lock

with hold_lock(Path(sys.argv[1])):
    if os.fork():
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(float(sys.argv[2]))
"""


def test_a_killed_holders_worker_is_waited_for(tmp_path: Path) -> None:
    """It knows the lock's handle, and ends a moment later: the next command is not refused for that."""
    words = [sys.executable, "-c", _KILLED_WITH_A_WORKER, str(tmp_path / "lock"), "0.5"]
    ended = subprocess.run(
        words, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    assert ended.returncode < 0
    with hold_lock(tmp_path / "lock"):
        pass
