"""The worker's side: take indexes, do the jobs, send what came of them."""

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from briefgen.workers.failures import describe_error
from briefgen.workers.limits import Limits
from briefgen.workers.link import BEGAN, CURRENT, DONE, ERROR, FRAME, INDEX, LEAVING, MEMORY, Link
from briefgen.workers.meter import Meter
from briefgen.workers.plain_values import dump_plain


def live_as_worker(job: Callable[[int], object], limits: Limits, link: Link, parent: int, mask: set[int]) -> NoReturn:
    """Be a worker until there is no more to do; never return into the parent's code."""
    code = 70
    try:
        _leave_terminal(mask)
        _redirect_handles(link)
        meter = _submit_to_limits(limits, parent)
        _serve_jobs(job, meter, link)
        code = 0
    except BrokenPipeError:
        pass  # the parent is gone
    except BaseException:  # noqa: BLE001 - nothing may unwind into the parent's frames
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)


def _leave_terminal(mask: set[int]) -> None:
    """Leave interruptions to the parent: Ctrl-C reaches it alone, and no handler of its runs here."""
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    os.setsid()


def _redirect_handles(link: Link) -> None:
    """Keep our ends of the pipes, and put /dev/null under every other number that the parent has open.

    Closing them would be worse: the number is used again, and an object of the parent's that still knows
    it would close or write to a stranger's file.
    """
    import faulthandler

    null = os.open("/dev/null", os.O_RDWR | os.O_CLOEXEC)
    os.dup2(null, 0)
    os.dup2(link.words[1], 1)
    os.dup2(link.words[1], 2)
    ours = {0, 1, 2, null, link.requests[0], link.results[1]}
    for handle in {int(name) for name in os.listdir("/dev/fd")} - ours:  # noqa: PTH208 - numbers, not paths
        os.dup2(null, handle, inheritable=False)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - open for the process's life
    sys.stdout = sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115 - so
    faulthandler.enable(sys.stderr)


def _submit_to_limits(limits: Limits, parent: int) -> Meter:
    import gc

    from briefgen.workers.confinement import confine_process, die_with_parent

    gc.freeze()  # a collection here would only copy the parent's pages
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:  # noqa: PTH123 - it is no path
        score.write("500")  # when memory runs out, a worker dies before the parent
    meter = Meter(limits)
    meter.set_limits()
    if limits.confine:
        confine_process(limits.readable)
    die_with_parent(signal.SIGKILL)  # last, since a change of privileges would undo it
    if os.getppid() != parent:
        os._exit(0)
    return meter


def _serve_jobs(job: Callable[[int], object], meter: Meter, link: Link) -> None:
    clock = link.clock
    while batch := _read_batch(link.requests[0]):
        for index in batch:
            clock[CURRENT] = index + 1
            clock[BEGAN] = time.monotonic_ns()
            meter.renew_time()
            sort, payload = _do_job(job, index)
            clock[BEGAN] = 0  # waiting for a busy parent is not the job's time
            if sort == MEMORY or (index == batch[-1] and meter.has_grown()):
                sort |= LEAVING
            _send_all(link.results[1], FRAME.pack(len(payload), index, sort) + payload)
            if sort & LEAVING:
                return


def _read_batch(handle: int) -> tuple[int, ...]:
    head = os.read(handle, INDEX.size)
    if not head:
        return ()
    (count,) = INDEX.unpack(head)
    return tuple(index for (index,) in INDEX.iter_unpack(os.read(handle, count * INDEX.size)))


def _send_all(handle: int, message: bytes) -> None:
    sent = os.write(handle, message)
    while sent < len(message):
        sent += os.write(handle, memoryview(message)[sent:])


def _do_job(job: Callable[[int], object], index: int) -> tuple[int, bytes]:
    import pickle

    try:
        return DONE, dump_plain(job(index))
    except MemoryError:
        return MEMORY, b""
    except BaseException as error:  # noqa: BLE001 - whatever a job raises, SystemExit too, is its outcome
        return ERROR, pickle.dumps(describe_error(error))
