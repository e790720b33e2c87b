"""Jobs in processes of their own, with a deadline and limits; one dead worker costs one job.

Workers are forked from the warm parent, so a job may be a closure and inherits its items; only indexes go
in and only results come back. Beside its two pipes each worker shares a small clock with the parent, which
says which job it is in and since when: that is how blame finds the one job that hung or crashed.

The parent should have one thread, and end its jobs in the thread that began them: the kernel kills a worker
when that thread ends. Files that the parent holds open are not open in a worker (its lock, its database).
"""

import os
import select
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, is_dataclass
from enum import Enum
from functools import cache
from struct import Struct
from typing import TYPE_CHECKING, Any, Generic, Literal, NoReturn, TypeAlias, TypeVar

from briefgen.errors import BriefgenError, StorageError

if TYPE_CHECKING:
    from pickle import Unpickler

Item = TypeVar("Item")
Result = TypeVar("Result")
Kind: TypeAlias = Literal["deadline", "memory", "crash", "error"]

_MIB = 1 << 20
_BATCH = 32
_CHUNK = 1 << 16
_LAST_WORDS = 8192  # faulthandler's story of a crash begins with the place, and may go a hundred calls deep
_FRAME = Struct("=QQB")  # length of the payload, index of the item, sort of message
_INDEX = Struct("=Q")
_DONE, _ERROR, _MEMORY, _LEAVING = 0, 1, 2, 0x80
_CURRENT, _BEGAN = 0, 1  # the clock: index of the job plus one, and since when in nanoseconds (0: in no job)
_STILLBORN_AT_MOST = 3
_PLAIN_PACKAGES = frozenset({"builtins", "briefgen", "collections", "datetime", "decimal", "fractions", "pathlib"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use.

    `seconds` is wall time and `cpu_seconds` processor time, each per job; `memory_mib` is address space above
    what the parent has mapped. With `confine` a worker reads files only at and below `readable`, writes
    none and reaches no network, as far as the system can hold it to that (`describe_confinement`).
    """

    seconds: float = 20.0
    cpu_seconds: int = 60
    memory_mib: int = 1536
    confine: bool = False
    readable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """A job that came to its end, with what it returned."""

    value: Result


@dataclass(frozen=True, slots=True)
class Failed:
    """A job that did not come to its end.

    `detail` is one line: the limit it broke, the signal that killed it (`SIGSEGV`), or the exception and its
    message; a BriefgenError gives its own sentence alone. `traceback` is Python's for an error, and for
    a crash the last 8 kB that the worker wrote to its standard output and error.
    """

    kind: Kind
    detail: str
    traceback: str = ""


Outcome: TypeAlias = Done[Result] | Failed


def run_jobs(
    function: Callable[[Item], Result], items: Sequence[Item], limits: Limits, processes: int
) -> Generator[tuple[int, Outcome[Result]], None, None]:
    """Call `function` on each of `items` in up to `processes` workers; yield (index, outcome) as they finish.

    Each index comes exactly once, in no promised order; a job may be begun twice when its worker died of
    another. Nothing is started before the first `next`; closing the generator, or any exception in it, kills
    the workers at once. With `limits.confine` a result must be made of plain values and of dataclasses of
    briefgen. Raises StorageError when the system lets us start no process at all.
    """
    pool = _Pool(lambda index: function(items[index]), len(items), limits, processes)
    try:
        while pool.is_busy():
            yield from pool.collect_outcomes()
    finally:
        pool.stop()


def run_job(function: Callable[[Item], Result], item: Item, limits: Limits) -> Outcome[Result]:
    """Call `function` on `item` in one fresh worker and return what came of it; raises as `run_jobs` does."""
    with closing(run_jobs(function, (item,), limits, 1)) as outcomes:
        return next(outcomes)[1]


def describe_confinement() -> tuple[tuple[str, bool, str], ...]:
    """Return what `Limits.confine` achieves on this machine, found by trying it: (layer, active, why not)."""
    import tempfile
    from pathlib import Path

    from briefgen.confinement import library_folders, prove_confinement

    with tempfile.NamedTemporaryFile() as outside:
        place = Path(outside.name)
        place.chmod(0o666)
        outcome = run_job(lambda readable: prove_confinement(readable, place), library_folders(), Limits())
    if isinstance(outcome, Failed):
        return (("confinement", False, f"it could not be tried: {outcome.detail}"),)
    return tuple((name, active, why_not) for name, active, why_not in outcome.value)


# The parent's side


@dataclass(slots=True)
class _Link:
    """What joins a worker and its parent: indexes go down, results and printed words come up, a clock is shared."""

    requests: tuple[int, int]
    results: tuple[int, int]
    words: tuple[int, int]
    clock: memoryview


@dataclass(slots=True, eq=False)
class _Worker:
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


class _Pool:
    """The workers of one `run_jobs`, what waits for them, and the loop's one step: `collect_outcomes`."""

    def __init__(self, job: Callable[[int], object], count: int, limits: Limits, processes: int) -> None:
        import pickle

        self.job = job
        self.limits = limits
        self.processes = max(1, min(processes, count))
        self.waiting = deque(range(count))
        self.alone: deque[int] = deque()  # these need a worker that has done nothing else
        self.had_own_worker: set[int] = set()
        self.workers: list[_Worker] = []
        self.by_handle: dict[int, _Worker] = {}
        self.poll = select.poll()
        self.stillborn = 0
        self.arrived: list[tuple[int, Outcome[Any]]] = []
        # A confined worker may have been taken over by what it read; an ordinary pickle runs its code here.
        self.load: Callable[[bytes], Any] = _load_plain if limits.confine else pickle.loads

    def is_busy(self) -> bool:
        return bool(self.waiting or self.alone or any(worker.queue for worker in self.workers))

    def collect_outcomes(self) -> list[tuple[int, Outcome[Any]]]:
        """Give out work, wait for the next message, death or deadline, and return what finished."""
        self.hand_out()
        for handle, _ in self.poll.poll(self.find_patience()):
            if worker := self.by_handle.get(handle):
                self.hear(worker, handle)
        self.stop_overdue()
        self.hand_out()
        arrived, self.arrived = self.arrived, []
        return arrived

    # Giving out

    def hand_out(self) -> None:
        for worker in [worker for worker in self.workers if not worker.queue]:
            self.send_batch(worker, self.take_batch())
        while (self.waiting or self.alone) and len(self.workers) < self.processes:
            fresh = self.spawn()
            if fresh is None:
                return  # fewer workers do it too
            self.send_batch(fresh, [self.alone.popleft()] if self.alone else self.take_batch())

    def take_batch(self) -> list[int]:
        """Take the next few indexes: many while many are left, one at a time when the end is near."""
        size = min(_BATCH, max(1, len(self.waiting) // (4 * self.processes)), len(self.waiting))
        return [self.waiting.popleft() for _ in range(size)]

    def send_batch(self, worker: _Worker, batch: list[int]) -> None:
        if not batch:
            return
        worker.queue.extend(batch)
        worker.clock[_BEGAN] = time.monotonic_ns()
        try:
            # At most 264 bytes: a pipe takes them whole, and an idle worker's pipe is empty.
            os.write(worker.requests, _INDEX.pack(len(batch)) + b"".join(map(_INDEX.pack, batch)))
        except BrokenPipeError:
            self.bury(worker)

    def spawn(self) -> _Worker | None:
        try:
            with _signals_held() as mask:
                worker = _fork_worker(self.job, self.limits, mask)
                self.workers.append(worker)
        except OSError as error:
            if self.workers:
                return None
            raise StorageError(f"The system starts no further process ({error.strerror}); close some.") from error
        for handle in (worker.results, worker.words):
            self.by_handle[handle] = worker
            self.poll.register(handle, select.POLLIN)
        return worker

    # Hearing

    def find_patience(self) -> int:
        """Return the milliseconds until the first deadline could pass, an hour at most."""
        now = time.monotonic_ns()
        began = [worker.clock[_BEGAN] or now for worker in self.workers if worker.queue]
        left = self.limits.seconds * 1e3 - (now - min(began, default=now)) / 1e6
        return int(min(max(left, 0.0), 3.6e6)) + 1

    def hear(self, worker: _Worker, handle: int) -> None:
        if handle == worker.words:
            if not _hear_words(worker):
                self.forget_handle(handle)
        elif not self.hear_results(worker) or worker.is_leaving:
            self.bury(worker)

    def hear_results(self, worker: _Worker) -> bool:
        """Take in what a worker sent; return False when it will send no more."""
        chunk = _read_some(worker.results)
        if chunk:
            worker.inbox += chunk
            self.open_frames(worker)
        return chunk != b""

    def open_frames(self, worker: _Worker) -> None:
        inbox, start = worker.inbox, 0
        while len(inbox) >= start + _FRAME.size:
            length, index, sort = _FRAME.unpack_from(inbox, start)
            if not worker.queue or index != worker.queue[0] or length > self.limits.memory_mib * _MIB:
                worker.is_leaving = True  # this is no message of ours: the job has got at the pipe
                return
            end = start + _FRAME.size + length
            if end > len(inbox):
                break
            self.note_result(worker, sort, bytes(inbox[start + _FRAME.size : end]))
            start = end
        del inbox[:start]

    def note_result(self, worker: _Worker, sort: int, payload: bytes) -> None:
        index = worker.queue.popleft()
        worker.is_leaving = bool(sort & _LEAVING)
        first_job, worker.answered = worker.answered == 0, worker.answered + 1
        worker.last_words = b""
        self.stillborn = 0
        if sort & ~_LEAVING == _MEMORY and not first_job and index not in self.had_own_worker:
            # Earlier jobs may have left little of the memory: only what fails alone has failed.
            self.had_own_worker.add(index)
            self.alone.append(index)
            return
        self.arrived.append((index, self.make_outcome(sort & ~_LEAVING, payload)))

    def make_outcome(self, sort: int, payload: bytes) -> Outcome[Any]:
        if sort == _MEMORY:
            return Failed("memory", f"needed more than {self.limits.memory_mib} MiB of memory")
        try:
            value = self.load(payload)
        except Exception as error:  # noqa: BLE001 - unpickling calls what it likes, which raises what it likes
            return Failed("error", f"the result cannot be read back: {_name_error(error)}")
        return Failed("error", *value) if sort == _ERROR else Done(value)

    # Ends

    def stop_overdue(self) -> None:
        for worker in tuple(self.workers):
            if worker.queue and self.is_overdue(worker):
                self.bury(worker, was_overdue=True)

    def is_overdue(self, worker: _Worker) -> bool:
        began: int = worker.clock[_BEGAN]
        return began != 0 and time.monotonic_ns() - began > self.limits.seconds * 1e9

    def bury(self, worker: _Worker, *, was_overdue: bool = False) -> None:
        """End `worker`, take in what it still said, and give its jobs back but for the one to blame."""
        status = _end_process(worker.pid)
        self.workers.remove(worker)
        _hear_words(worker)
        while not worker.is_leaving and self.hear_results(worker):
            pass
        self.forget_handle(worker.results)
        self.forget_handle(worker.words)
        _close_all(worker.requests, worker.results, worker.words)
        if worker.queue:
            self.blame_job(worker, status, was_overdue)
        self.waiting.extendleft(reversed(worker.queue))

    def blame_job(self, worker: _Worker, status: int, was_overdue: bool) -> None:
        is_inside = worker.clock[_CURRENT] == worker.queue[0] + 1
        if was_overdue and is_inside and not self.is_overdue(worker):
            return  # the late job got through at the last moment, and the next one is innocent
        self.stillborn += not is_inside
        if is_inside or self.stillborn >= _STILLBORN_AT_MOST:
            failure = self.explain_death(status, was_overdue, worker.last_words)
            self.arrived.append((worker.queue.popleft(), failure))

    def explain_death(self, status: int, was_overdue: bool, words: bytes) -> Failed:
        if was_overdue:
            return Failed("deadline", f"took longer than {self.limits.seconds:g} s")
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            return Failed("deadline", f"used more than {self.limits.cpu_seconds} s of processor time")
        return Failed("crash", _name_death(status), words.decode("utf-8", "replace"))

    def forget_handle(self, handle: int) -> None:
        if self.by_handle.pop(handle, None):
            self.poll.unregister(handle)

    def stop(self) -> None:
        """Kill all workers, then wait for each, so that a second interruption finds them dead already."""
        for worker in self.workers:
            _kill_process(worker.pid)
        while self.workers:
            worker = self.workers.pop()
            _end_process(worker.pid)
            _close_all(worker.requests, worker.results, worker.words)


@contextmanager
def _signals_held() -> Iterator[set[int]]:
    """Put off interruptions while a child exists that nobody has noted; gives the mask to restore."""
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield {int(number) for number in mask}
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _fork_worker(job: Callable[[int], object], limits: Limits, mask: set[int]) -> _Worker:
    # Loaded once here, not in each worker: a confined one could not load them any more.
    import resource  # noqa: F401
    import traceback  # noqa: F401

    import briefgen.confinement  # noqa: F401

    link = _open_link()
    parent = os.getpid()
    try:
        pid = _fork_process()
    except OSError:
        _close_all(*link.requests, *link.results, *link.words)
        raise
    if pid == 0:
        _live_as_worker(job, limits, link, parent, mask)
    _close_all(link.requests[0], link.results[1], link.words[1])
    os.set_blocking(link.results[0], False)
    os.set_blocking(link.words[0], False)
    return _Worker(pid, link.requests[1], link.results[0], link.words[0], link.clock)


def _fork_process() -> int:
    import warnings

    with warnings.catch_warnings():
        # From 3.12 on Python warns when the parent has a second thread, as a test runner's helper may be.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _open_link() -> _Link:
    import mmap

    opened: list[tuple[int, int]] = []
    try:
        for _ in range(3):
            opened.append(_open_pipe())
    except OSError:
        for pair in opened:
            _close_all(*pair)
        raise
    requests, results, words = opened
    return _Link(requests, results, words, memoryview(mmap.mmap(-1, 16)).cast("q"))


def _open_pipe() -> tuple[int, int]:
    """Open a pipe whose ends are never 0, 1 or 2, which a worker replaces (a service may have closed them)."""
    low: list[int] = []
    ends = os.pipe()
    while min(ends) < 3:
        low.extend(ends)
        ends = os.pipe()
    _close_all(*low)
    return ends


def _close_all(*handles: int) -> None:
    for handle in handles:
        os.close(handle)


def _read_some(handle: int) -> bytes | None:
    """Return what stands in a pipe, nothing at its end, None when it is open and empty."""
    try:
        return os.read(handle, _CHUNK)
    except BlockingIOError:
        return None


def _hear_words(worker: _Worker) -> bool:
    chunk = _read_some(worker.words)
    worker.last_words = (worker.last_words + (chunk or b""))[-_LAST_WORDS:]
    return chunk != b""


def _kill_process(pid: int) -> None:
    # The group too, for what a job has started; before its own setsid a worker has no group.
    for kill in (os.kill, os.killpg):
        with suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _end_process(pid: int) -> int:
    """Kill and reap a child; return how it ended, which may have been on its own before."""
    _kill_process(pid)
    try:
        return os.waitpid(pid, 0)[1]
    except ChildProcessError:
        return 0  # somebody ignores SIGCHLD, and the kernel has reaped it


def _name_death(status: int) -> str:
    if not os.WIFSIGNALED(status):
        return f"ended on its own with exit code {os.waitstatus_to_exitcode(status)}"
    try:
        return signal.Signals(os.WTERMSIG(status)).name
    except ValueError:
        return f"signal {os.WTERMSIG(status)}"


def _load_plain(payload: bytes) -> object:
    """Unpickle plain values and dataclasses, enumerations and named tuples of briefgen, nothing else."""
    import io

    return _make_plain_unpickler()(io.BytesIO(payload)).load()


@cache
def _make_plain_unpickler() -> "type[Unpickler]":
    import pickle

    class PlainUnpickler(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> object:
            package = module.partition(".")[0]
            found = super().find_class(module, name) if package in _PLAIN_PACKAGES else None
            if not _is_plain(found, package):
                raise pickle.UnpicklingError(f"{module}.{name} is not taken from a confined worker")
            return found

    return PlainUnpickler


def _is_plain(found: object, package: str) -> bool:
    # Where the type itself says it lives: `pathlib` alone would lead to `pathlib.io.FileIO`.
    if not isinstance(found, type) or found.__module__.partition(".")[0] != package:
        return False
    return package != "briefgen" or is_dataclass(found) or issubclass(found, (Enum, tuple))


# The worker's side


class _Meter:
    """Holds a worker to its limits: memory once, processor time anew for each job."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.renewed = -1
        self.pages = -1
        with suppress(OSError):  # without /proc there is no limit of memory
            self.pages = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
        self.at_first = self.measure_space()

    def measure_space(self) -> int:
        if self.pages < 0:
            return 0
        return int(os.pread(self.pages, 64, 0).split()[0]) * os.sysconf("SC_PAGE_SIZE")

    def set_limits(self) -> None:
        import resource

        if self.at_first:
            _lower_limit(resource.RLIMIT_AS, self.at_first + self.limits.memory_mib * _MIB)
        _lower_limit(resource.RLIMIT_CORE, 0)

    def renew_time(self) -> None:
        used = int(time.process_time())
        if used != self.renewed:
            import resource

            self.renewed = used
            hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
            soft = used + 1 + self.limits.cpu_seconds
            with suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))

    def has_grown(self) -> bool:
        """Tell whether earlier jobs have left this worker with half of its memory or less."""
        return self.measure_space() - self.at_first > self.limits.memory_mib * _MIB // 2


def _lower_limit(which: int, value: int) -> None:
    import resource

    hard = resource.getrlimit(which)[1]
    value = value if hard < 0 else min(value, hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(which, (value, value))


def _live_as_worker(job: Callable[[int], object], limits: Limits, link: _Link, parent: int, mask: set[int]) -> NoReturn:
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


def _redirect_handles(link: _Link) -> None:
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
    sys.stdout = sys.stderr = open(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    faulthandler.enable(sys.stderr)


def _submit_to_limits(limits: Limits, parent: int) -> _Meter:
    import gc

    from briefgen.confinement import confine_process, die_with_parent

    gc.freeze()  # a collection here would only copy the parent's pages
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:  # noqa: PTH123 - it is no path
        score.write("500")  # when memory runs out, a worker dies before the parent
    meter = _Meter(limits)
    meter.set_limits()
    if limits.confine:
        confine_process(limits.readable)
    die_with_parent(signal.SIGKILL)  # last, since a change of privileges would undo it
    if os.getppid() != parent:
        os._exit(0)
    return meter


def _serve_jobs(job: Callable[[int], object], meter: _Meter, link: _Link) -> None:
    clock = link.clock
    while batch := _read_batch(link.requests[0]):
        for index in batch:
            clock[_CURRENT] = index + 1
            clock[_BEGAN] = time.monotonic_ns()
            meter.renew_time()
            sort, payload = _do_job(job, index)
            clock[_BEGAN] = 0  # waiting for a busy parent is not the job's time
            if sort == _MEMORY or (index == batch[-1] and meter.has_grown()):
                sort |= _LEAVING
            _send_all(link.results[1], _FRAME.pack(len(payload), index, sort) + payload)
            if sort & _LEAVING:
                return


def _read_batch(handle: int) -> tuple[int, ...]:
    head = os.read(handle, _INDEX.size)
    if not head:
        return ()
    (count,) = _INDEX.unpack(head)
    return tuple(index for (index,) in _INDEX.iter_unpack(os.read(handle, count * _INDEX.size)))


def _send_all(handle: int, message: bytes) -> None:
    sent = os.write(handle, message)
    while sent < len(message):
        sent += os.write(handle, memoryview(message)[sent:])


def _do_job(job: Callable[[int], object], index: int) -> tuple[int, bytes]:
    import pickle

    try:
        return _DONE, pickle.dumps(job(index), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return _MEMORY, b""
    except BaseException as error:  # noqa: BLE001 - whatever a job raises, SystemExit too, is its outcome
        return _ERROR, pickle.dumps(_describe_error(error))


def _describe_error(error: BaseException) -> tuple[str, str]:
    import traceback

    try:
        told = "".join(traceback.format_exception(error))
    except Exception:  # noqa: BLE001 - the exception's own methods may fail
        told = ""
    return _name_error(error), told[-16_000:]


def _name_error(error: BaseException) -> str:
    try:
        text = str(error)[:2_000]
    except Exception:  # noqa: BLE001 - the same
        text = "(it cannot say what)"
    if isinstance(error, BriefgenError):
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
