"""A worker's process as its parent sees it: forked, listened to, killed and reaped."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from briefgen.workers.limits import Limits
from briefgen.workers.link import close_all, open_link, read_some
from briefgen.workers.worker import live_as_worker

_LAST_WORDS = 8192  # faulthandler's story of a crash begins with the place, and may go a hundred calls deep


@dataclass(slots=True, eq=False)
class Worker:
    """A living worker: its process, our ends of its pipes, the shared clock, and what it has been given to do."""

    pid: int
    requests: int
    results: int
    words: int
    clock: memoryview
    queue: deque[int] = field(default_factory=deque)  # handed out and not yet answered, in order
    inbox: bytearray = field(default_factory=bytearray)
    last_words: bytes = b""
    answered: int = 0
    is_leaving: bool = False


@contextmanager
def hold_signals() -> Iterator[set[int]]:
    """Put off interruptions while a child exists that nobody has noted; gives the mask to restore."""
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield {int(number) for number in mask}
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def fork_worker(job: Callable[[int], object], limits: Limits, mask: set[int]) -> Worker:
    """Fork a worker that does `job` within `limits`, with the signal mask `mask`; raises OSError."""
    # Loaded once here, not in each worker: a confined one could not load them any more.
    import resource  # noqa: F401 - as said above
    import traceback  # noqa: F401 - as said above

    import briefgen.workers.confinement  # noqa: F401 - as said above

    link = open_link()
    parent = os.getpid()
    try:
        pid = _fork_process()
    except OSError:
        close_all(*link.requests, *link.results, *link.words)
        raise
    if pid == 0:
        live_as_worker(job, limits, link, parent, mask)
    close_all(link.requests[0], link.results[1], link.words[1])
    os.set_blocking(link.results[0], False)
    os.set_blocking(link.words[0], False)
    return Worker(pid, link.requests[1], link.results[0], link.words[0], link.clock)


def _fork_process() -> int:
    import warnings

    with warnings.catch_warnings():
        # From 3.12 on Python warns when the parent has a second thread, as a test runner's helper may be.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def hear_words(worker: Worker) -> bool:
    """Take in what a worker printed, of which the end is kept; return False when it will print no more."""
    chunk = read_some(worker.words)
    worker.last_words = (worker.last_words + (chunk or b""))[-_LAST_WORDS:]
    return chunk != b""


def kill_process(pid: int) -> None:
    """Kill a worker and what its jobs have started; one that is gone already is no error."""
    # The group too, for what a job has started; before its own setsid a worker has no group.
    for kill in (os.kill, os.killpg):
        with suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def end_process(pid: int) -> int:
    """Kill and reap a child; return how it ended, which may have been on its own before."""
    kill_process(pid)
    try:
        return os.waitpid(pid, 0)[1]
    except ChildProcessError:
        return 0  # somebody ignores SIGCHLD, and the kernel has reaped it
