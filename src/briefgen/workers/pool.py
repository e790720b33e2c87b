"""The parent's side: give out the work, hear the results, and find the one job to blame for a death."""

import os
import select
import signal
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from briefgen.errors import StorageError
from briefgen.workers.failures import name_death, name_error
from briefgen.workers.limits import MIB, Done, Failed, Limits, Outcome
from briefgen.workers.link import BEGAN, CURRENT, ERROR, FRAME, INDEX, LEAVING, MEMORY, close_all, read_some
from briefgen.workers.plain_values import load_plain
from briefgen.workers.process import Worker, end_process, fork_worker, hear_words, hold_signals, kill_process

_BATCH = 32
_STILLBORN_AT_MOST = 3


class Pool:
    """The workers of one `run_jobs`, what waits for them, and the loop's one step: `collect_outcomes`."""

    def __init__(self, job: Callable[[int], object], count: int, limits: Limits, processes: int) -> None:
        import pickle

        self._job = job
        self._limits = limits
        self._processes = max(1, min(processes, count))
        self._waiting = deque(range(count))
        self._alone: deque[int] = deque()  # these need a worker that has done nothing else
        self._had_own_worker: set[int] = set()
        self._workers: list[Worker] = []
        self._by_handle: dict[int, Worker] = {}
        self._poll = select.poll()
        self._stillborn = 0
        self._arrived: list[tuple[int, Outcome[Any]]] = []
        # A confined worker may have been taken over by what it read; an ordinary pickle runs its code here.
        self._load: Callable[[bytes], Any] = load_plain if limits.confine else pickle.loads

    def is_busy(self) -> bool:
        """Tell whether any item waits or is being worked on."""
        return bool(self._waiting or self._alone or any(worker.queue for worker in self._workers))

    def collect_outcomes(self) -> list[tuple[int, Outcome[Any]]]:
        """Give out work, wait for the next message, death or deadline, and return what finished."""
        self._hand_out()
        for handle, _ in self._poll.poll(self._find_patience()):
            if worker := self._by_handle.get(handle):
                self._hear(worker, handle)
        self._stop_overdue()
        self._hand_out()
        arrived, self._arrived = self._arrived, []
        return arrived

    # Giving out

    def _hand_out(self) -> None:
        for worker in [worker for worker in self._workers if not worker.queue]:
            self._send_batch(worker, self._take_batch())
        while (self._waiting or self._alone) and len(self._workers) < self._processes:
            fresh = self._spawn()
            if fresh is None:
                return  # fewer workers do it too
            self._send_batch(fresh, [self._alone.popleft()] if self._alone else self._take_batch())

    def _take_batch(self) -> list[int]:
        """Take the next few indexes: many while many are left, one at a time when the end is near."""
        size = min(_BATCH, max(1, len(self._waiting) // (4 * self._processes)), len(self._waiting))
        return [self._waiting.popleft() for _ in range(size)]

    def _send_batch(self, worker: Worker, batch: list[int]) -> None:
        if not batch:
            return
        worker.queue.extend(batch)
        worker.clock[BEGAN] = time.monotonic_ns()
        try:
            # At most 264 bytes: a pipe takes them whole, and an idle worker's pipe is empty.
            os.write(worker.requests, INDEX.pack(len(batch)) + b"".join(map(INDEX.pack, batch)))
        except BrokenPipeError:
            self._bury(worker)

    def _spawn(self) -> Worker | None:
        try:
            with hold_signals() as mask:
                worker = fork_worker(self._job, self._limits, mask)
                self._workers.append(worker)
        except OSError as error:
            if self._workers:
                return None
            raise StorageError(f"The system starts no further process ({error.strerror}); close some.") from error
        for handle in (worker.results, worker.words):
            self._by_handle[handle] = worker
            self._poll.register(handle, select.POLLIN)
        return worker

    # Hearing

    def _find_patience(self) -> int:
        """Return the milliseconds until the first deadline could pass, an hour at most."""
        now = time.monotonic_ns()
        began = [worker.clock[BEGAN] or now for worker in self._workers if worker.queue]
        left = self._limits.seconds * 1e3 - (now - min(began, default=now)) / 1e6
        return int(min(max(left, 0.0), 3.6e6)) + 1

    def _hear(self, worker: Worker, handle: int) -> None:
        if handle == worker.words:
            if not hear_words(worker):
                self._forget_handle(handle)
        elif not self._hear_results(worker) or worker.is_leaving:
            self._bury(worker)

    def _hear_results(self, worker: Worker) -> bool:
        """Take in what a worker sent; return False when it will send no more."""
        chunk = read_some(worker.results)
        if chunk:
            worker.inbox += chunk
            self._open_frames(worker)
        return chunk != b""

    def _open_frames(self, worker: Worker) -> None:
        inbox, start = worker.inbox, 0
        while len(inbox) >= start + FRAME.size:
            length, index, sort = FRAME.unpack_from(inbox, start)
            if not worker.queue or index != worker.queue[0] or length > self._limits.memory_mib * MIB:
                worker.is_leaving = True  # this is no message of ours: the job has got at the pipe
                return
            end = start + FRAME.size + length
            if end > len(inbox):
                break
            self._note_result(worker, sort, bytes(inbox[start + FRAME.size : end]))
            start = end
        del inbox[:start]

    def _note_result(self, worker: Worker, sort: int, payload: bytes) -> None:
        index = worker.queue.popleft()
        worker.is_leaving = bool(sort & LEAVING)
        first_job, worker.answered = worker.answered == 0, worker.answered + 1
        worker.last_words = b""
        self._stillborn = 0
        if sort & ~LEAVING == MEMORY and not first_job and index not in self._had_own_worker:
            # Earlier jobs may have left little of the memory: only what fails alone has failed.
            self._had_own_worker.add(index)
            self._alone.append(index)
            return
        self._arrived.append((index, self._make_outcome(sort & ~LEAVING, payload)))

    def _make_outcome(self, sort: int, payload: bytes) -> Outcome[Any]:
        if sort == MEMORY:
            return Failed("memory", f"needed more than {self._limits.memory_mib} MiB of memory")
        try:
            value = self._load(payload)
        except Exception as error:  # noqa: BLE001 - unpickling calls what it likes, which raises what it likes
            return Failed("error", f"the result cannot be read back: {name_error(error)}")
        return Failed("error", *value) if sort == ERROR else Done(value)

    # Ends

    def _stop_overdue(self) -> None:
        for worker in tuple(self._workers):
            if worker.queue and self._is_overdue(worker):
                self._bury(worker, was_overdue=True)

    def _is_overdue(self, worker: Worker) -> bool:
        began: int = worker.clock[BEGAN]
        return began != 0 and time.monotonic_ns() - began > self._limits.seconds * 1e9

    def _bury(self, worker: Worker, *, was_overdue: bool = False) -> None:
        """End `worker`, take in what it still said, and give its jobs back but for the one to blame."""
        status = end_process(worker.pid)
        self._workers.remove(worker)
        hear_words(worker)
        while not worker.is_leaving and self._hear_results(worker):
            pass
        self._forget_handle(worker.results)
        self._forget_handle(worker.words)
        close_all(worker.requests, worker.results, worker.words)
        if worker.queue:
            self._blame_job(worker, status, was_overdue)
        self._waiting.extendleft(reversed(worker.queue))

    def _blame_job(self, worker: Worker, status: int, was_overdue: bool) -> None:
        is_inside = worker.clock[CURRENT] == worker.queue[0] + 1
        if was_overdue and is_inside and not self._is_overdue(worker):
            return  # the late job got through at the last moment, and the next one is innocent
        self._stillborn += not is_inside
        if is_inside or self._stillborn >= _STILLBORN_AT_MOST:
            failure = self._explain_death(status, was_overdue, worker.last_words)
            self._arrived.append((worker.queue.popleft(), failure))

    def _explain_death(self, status: int, was_overdue: bool, words: bytes) -> Failed:
        if was_overdue:
            return Failed("deadline", f"took longer than {self._limits.seconds:g} s")
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            return Failed("deadline", f"used more than {self._limits.cpu_seconds} s of processor time")
        return Failed("crash", name_death(status), words.decode("utf-8", "replace"))

    def _forget_handle(self, handle: int) -> None:
        if self._by_handle.pop(handle, None):
            self._poll.unregister(handle)

    def stop(self) -> None:
        """Kill all workers, then wait for each, so that a second interruption finds them dead already."""
        for worker in self._workers:
            kill_process(worker.pid)
        while self._workers:
            worker = self._workers.pop()
            end_process(worker.pid)
            close_all(worker.requests, worker.results, worker.words)
