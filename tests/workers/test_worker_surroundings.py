"""Promises about what a worker inherits: no terminal, no file, no lock."""

import os
import resource
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from process_watch import count_children
from running_jobs import USUAL

from briefgen.files.lock import hold_lock
from briefgen.workers.limits import Done
from briefgen.workers.run import run_job, run_jobs


def test_worker_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """What a job prints, from Python or from C, does not reach the user's terminal."""

    def job(_: None) -> None:
        print("from Python")  # noqa: T201 - what is tested
        print("as an error", file=sys.stderr)  # noqa: T201 - the same
        os.write(1, b"from C")
        os.write(2, b"from C")

    assert run_job(job, None, USUAL) == Done(None)
    assert capfd.readouterr() == ("", "")


def test_worker_reads_no_keys() -> None:
    """A job that asks for input gets none, at once."""
    assert run_job(lambda _: (os.read(0, 10), sys.stdin.read()), None, USUAL) == Done((b"", ""))


def test_worker_prints_as_much_as_it_likes() -> None:
    """A job that floods its output neither hangs nor fills memory."""
    assert run_job(lambda _: sum(os.write(1, b"x" * 50_000) for _ in range(200)), None, USUAL) == Done(10_000_000)


def test_worker_has_no_file_of_the_parent(tmp_path: Path) -> None:
    """Files, locks and sockets of the parent are not open in a worker, yet their numbers stay taken."""

    def job(handle: int) -> tuple[str, bool]:
        return str(Path(f"/proc/self/fd/{handle}").readlink()), os.get_inheritable(handle)

    with (tmp_path / "secret").open("w") as secret:
        assert run_job(job, secret.fileno(), USUAL) == Done(("/dev/null", False))


def test_worker_does_not_hold_the_lock(tmp_path: Path) -> None:
    """The project's lock is the parent's alone: it is free when the parent lets go, though workers live on."""
    with closing(run_jobs(lambda n: n, range(2000), USUAL, 2)) as outcomes:
        with hold_lock(tmp_path / "lock"):
            next(outcomes)
        with hold_lock(tmp_path / "lock"):
            assert count_children() == 2


def test_worker_dumps_no_core_and_sheds_handlers() -> None:
    """A worker writes no core file, ignores Ctrl-C, leads its own session and runs no handler of the parent's."""

    def job(_: None) -> tuple[object, ...]:
        handlers = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
        return (resource.getrlimit(resource.RLIMIT_CORE)[1], os.getsid(0) == os.getpid(), *handlers)

    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        assert run_job(job, None, USUAL) == Done((0, True, signal.SIG_IGN, signal.SIG_DFL))
    finally:
        signal.signal(signal.SIGTERM, before)


def test_workers_start_without_standard_files() -> None:
    """A service that has closed its standard input and output can still run jobs."""
    code = """
import os
from briefgen.workers.limits import Limits
from briefgen.workers.run import run_jobs
handle = os.dup(2)
for n in (0, 1, 2):
    os.close(n)
outcomes = sorted(run_jobs(lambda n: print(n) or n, range(5), Limits(), 2))
os.write(handle, repr([outcome.value for _, outcome in outcomes]).encode())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=False)
    assert done.stderr == b"[0, 1, 2, 3, 4]"
