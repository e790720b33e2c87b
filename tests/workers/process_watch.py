"""What the tests of workers see of processes: children, open files, ends."""

import threading
import time
from collections.abc import Callable
from pathlib import Path


def open_handles() -> list[str]:
    """Return the numbers of the files that are open here."""
    return sorted(path.name for path in Path("/proc/self/fd").iterdir())


def count_children() -> int:
    """Return how many children this thread has, zombies among them."""
    with Path(f"/proc/self/task/{threading.get_native_id()}/children").open() as children:
        return len(children.read().split())


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
