"""Promises about ends: whoever stops a run, nothing is left behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from process_watch import count_children, is_gone, open_handles, wait_until
from running_jobs import QUICK, USUAL, fail, kill_self, run_all, spin

from briefgen.errors import StorageError
from briefgen.workers.limits import Done
from briefgen.workers.run import run_job, run_jobs


@pytest.mark.slow
def test_nothing_is_left_behind() -> None:
    """Fifty runs with crashes and hangs leave no file open, no child and no zombie."""
    run_job(lambda _: None, None, USUAL)
    before = open_handles()
    for round_number in range(50):
        jobs = [None, signal.SIGKILL, None] if round_number % 2 else [None] * 3
        run_all(lambda job: kill_self(job) if job else None, jobs)
        with closing(run_jobs(lambda n: n, range(1000), USUAL, 2)) as outcomes:
            next(outcomes)
    assert open_handles() == before
    assert count_children() == 0


def test_closing_early_kills_the_workers() -> None:
    """Who stops asking waits for nobody: the workers are killed and reaped at once."""
    began = time.monotonic()
    with closing(run_jobs(lambda n: time.sleep(60) if n else os.getpid(), range(4), USUAL, 2)) as outcomes:
        next(outcomes)
        assert count_children() == 2
    assert count_children() == 0
    assert time.monotonic() - began < 2


def test_what_a_job_has_started_is_killed_too(tmp_path: Path) -> None:
    """A program that a job has started ends with the job's worker."""
    note = tmp_path / "pid"

    def job(_: None) -> None:
        note.write_text(str(subprocess.Popen(["sleep", "60"]).pid))
        spin()

    assert fail(job, QUICK).kind == "deadline"
    assert wait_until(lambda: is_gone(int(note.read_text())))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_their_parent(tmp_path: Path, number: signal.Signals) -> None:
    """However the parent is stopped, by Ctrl-C, by SIGTERM or by SIGKILL, no worker outlives it."""
    code = f"""
import os, time
from pathlib import Path
from briefgen.workers.limits import Limits
from briefgen.workers.run import run_jobs
def job(n):
    Path({str(tmp_path)!r}, str(os.getpid())).touch()
    time.sleep(60)
list(run_jobs(job, range(2), Limits(), 2))
"""
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) as parent:
        assert wait_until(lambda: len(list(tmp_path.iterdir())) == 2)
        parent.send_signal(number)
        told = parent.communicate(timeout=5)[1]
    assert parent.returncode == -number
    assert ("KeyboardInterrupt" in told) == (number == signal.SIGINT)
    assert wait_until(lambda: all(is_gone(int(path.name)) for path in tmp_path.iterdir()), 2)


def test_interruption_passes_through() -> None:
    """An exception raised by a signal while we wait kills the workers and reaches the caller unchanged."""

    class StopError(Exception):
        pass

    def stop(*_: object) -> None:
        raise StopError

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with pytest.raises(StopError):
            run_all(lambda _: time.sleep(60), range(4))
    finally:
        signal.signal(signal.SIGALRM, before)
    assert count_children() == 0


def test_killing_an_idle_worker_loses_nothing() -> None:
    """A worker killed from outside, in whatever moment, costs at most the job it was in."""
    outcomes = run_jobs(lambda n: (n, os.getpid()), range(5000), USUAL, 2)
    got = []
    for index, outcome in outcomes:
        got.append(index)
        if isinstance(outcome, Done) and index % 500 == 250:
            os.kill(outcome.value[1], signal.SIGKILL)
    assert sorted(got) == list(range(5000))


def test_workers_that_cannot_start_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """When no worker can even begin, each job fails as a crash with the cause, and nothing hangs."""
    from briefgen.workers import worker

    def break_down(*_: object) -> None:
        raise RuntimeError("no room")

    monkeypatch.setattr(worker, "_submit_to_limits", break_down)
    outcomes = run_all(lambda n: n, range(3))
    assert {(outcome.kind, outcome.detail) for outcome in outcomes} == {("crash", "ended on its own with exit code 70")}
    assert "no room" in outcomes[0].traceback


def test_no_process_at_all_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the system starts no process the caller hears it in a sentence, and no file stays open."""

    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    run_job(lambda _: None, None, USUAL)
    before = open_handles()
    monkeypatch.setattr(os, "fork", refuse)
    with pytest.raises(StorageError, match="no further process"):
        run_job(lambda _: None, None, USUAL)
    assert open_handles() == before
