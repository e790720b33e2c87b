"""What the tests of workers see of processes: children, open files, ends."""

import threading
import time
from collections.abc import Callable
from pathlib import Path


def open_handles() -> list[str]:
    """Return the numbers of the files that are open here."""
    return sorted(path.name for path in Path("/proc/self/fd").iterdir())


_before: set[str] = set()


def _list_children() -> set[str]:
    with Path(f"/proc/self/task/{threading.get_native_id()}/children").open() as children:
        return set(children.read().split())


def note_children() -> None:
    """Take the children that are there now for somebody else's: other tests keep servers."""
    _before.clear()
    _before.update(_list_children())


def count_children() -> int:
    """Return how many children this thread has got since `note_children`, zombies among them."""
    return len(_list_children() - _before)


def is_gone(pid: int) -> bool:
    """Tell whether a process has ended, reaped or not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def wait_until(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Wait until something holds; return whether it does."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()
