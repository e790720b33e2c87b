"""Promises of `briefgen.workers` and `briefgen.confinement`, kept against real crashes, hangs and bombs."""

import ctypes
import mmap
import os
import random
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.confinement import library_folders
from briefgen.errors import PolicyError, StorageError
from briefgen.files import hold_lock
from briefgen.workers import Done, Failed, Limits, Outcome, describe_confinement, run_job, run_jobs

USUAL = Limits()
QUICK = Limits(seconds=0.3)


def run_all(
    function: Callable[[Any], Any], items: Sequence[Any], limits: Limits = USUAL, processes: int = 2
) -> list[Any]:
    """Run the jobs and return their outcomes in order; each index must come exactly once."""
    outcomes: dict[int, Outcome[Any]] = {}
    for index, outcome in run_jobs(function, items, limits, processes):
        assert index not in outcomes
        outcomes[index] = outcome
    assert sorted(outcomes) == list(range(len(items)))
    return [outcomes[index] for index in range(len(items))]


def fail(function: Callable[[None], object], limits: Limits = USUAL) -> Failed:
    """Run one job that must fail; return its failure."""
    outcome = run_job(function, None, limits)
    assert isinstance(outcome, Failed), outcome
    return outcome


def kill_self(number: int) -> None:
    """Send this process a signal, and wait for it."""
    os.kill(os.getpid(), number)
    time.sleep(60)


def spin() -> None:
    """Never end."""
    while True:
        pass


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


# Results


@pytest.mark.parametrize("processes", [1, 2, 5, 100])
def test_each_item_has_one_outcome(processes: int) -> None:
    """Each index comes exactly once with its own result, whatever the number of workers."""
    assert run_all(lambda n: n * n, range(300), processes=processes) == [Done(n * n) for n in range(300)]


def test_no_items_start_no_process() -> None:
    """Nothing to do starts nothing and yields nothing; so does a generator that nobody asks."""
    assert run_all(lambda n: n, []) == []
    run_jobs(lambda n: n, [1], USUAL, 0)
    assert count_children() == 0


def test_job_is_a_closure_over_what_cannot_be_pickled() -> None:
    """A job and its items may be anything in memory: only results travel."""
    table: dict[int, Callable[[], str]] = {1: lambda: "one", 2: lambda: "two"}
    assert run_all(lambda item: table[item[0]]() + item[1](), [(1, lambda: "!"), (2, lambda: "?")]) == [
        Done("one!"),
        Done("two?"),
    ]


def test_worker_lives_for_many_jobs() -> None:
    """Small jobs share a worker instead of paying for a process each."""
    assert len({outcome.value for outcome in run_all(lambda _: os.getpid(), range(200))}) == 2


def test_large_results_arrive_whole() -> None:
    """Results far larger than a pipe arrive whole, from several workers at once."""
    sizes = [0, 1, 65_535, 65_536, 65_537, 1_000_000, 20_000_000, 3]
    got = run_all(lambda n: b"x" * n, sizes)
    assert [len(outcome.value) for outcome in got] == sizes


def test_busy_parent_costs_no_deadline() -> None:
    """A parent that takes its time between results makes no job late."""
    with closing(run_jobs(lambda _: b"x" * 300_000, range(6), QUICK, 2)) as outcomes:
        for _, outcome in outcomes:
            assert isinstance(outcome, Done)
            time.sleep(0.15)


def test_end_is_shared_fairly() -> None:
    """Slow jobs are not piled on one worker while another has nothing to do."""
    began = time.monotonic()
    run_all(lambda _: time.sleep(0.2), range(8))
    assert time.monotonic() - began < 1.4


# Failures


def test_segfault_costs_one_job() -> None:
    """A worker killed by a bad pointer costs the job it was in; the signal and the place are told."""

    def job(n: int) -> int:
        return n if n != 50 else ctypes.string_at(0)[0]

    outcomes = run_all(job, range(100))
    assert [index for index, outcome in enumerate(outcomes) if isinstance(outcome, Failed)] == [50]
    assert (outcomes[50].kind, outcomes[50].detail) == ("crash", "SIGSEGV")
    assert "Segmentation fault" in outcomes[50].traceback
    assert "in job" in outcomes[50].traceback


def test_yaml_that_crashes_its_parser_costs_one_job() -> None:
    """A hundred thousand brackets, which crash the C parser of YAML, cost their own file only."""
    texts = ["a: 1", "[" * 100_000, "b: 2"]
    first, second, third = run_all(lambda text: yaml.load(text, yaml.CSafeLoader), texts)
    assert (first, third) == (Done({"a": 1}), Done({"b": 2}))
    assert isinstance(second, Failed)
    assert second.kind in {"crash", "error"}  # later versions of the parser may learn to refuse


@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV", "SIGABRT", "SIGTERM", "SIGHUP", "SIGPIPE", "SIGUSR1"])
def test_crash_is_told_by_its_signal(name: str) -> None:
    """Whatever signal kills a worker, the failure names it."""

    def job(_: None) -> None:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        kill_self(signal.Signals[name])

    failure = fail(job)
    assert (failure.kind, failure.detail) == ("crash", name)


def test_every_job_may_crash() -> None:
    """When each job kills its worker, each has its own failure and the run comes to its end."""
    outcomes = run_all(lambda _: kill_self(signal.SIGKILL), range(12))
    assert {(outcome.kind, outcome.detail) for outcome in outcomes} == {("crash", "SIGKILL")}


def test_exit_of_the_process_is_a_crash() -> None:
    """Code that ends the process behind Python's back is told with its exit code."""
    failure = fail(lambda _: os._exit(3))
    assert (failure.kind, failure.detail) == ("crash", "ended on its own with exit code 3")


def test_last_words_of_a_crash_are_kept() -> None:
    """Of an endless complaint before a crash the last 8 kB are kept, whatever their bytes."""

    def job(_: None) -> None:
        os.write(2, b"\xff" * 500_000 + b"the end")
        kill_self(signal.SIGKILL)

    failure = fail(job)
    assert failure.traceback.endswith("the end")
    assert len(failure.traceback) <= 8192


def test_endless_loop_is_stopped_at_its_deadline() -> None:
    """A job that never ends is stopped when its time is over, and its neighbours go on."""
    began = time.monotonic()
    outcomes = run_all(lambda n: spin() if n == 3 else n, range(40), QUICK)
    assert outcomes[3] == Failed("deadline", "took longer than 0.3 s")
    assert [n for n in range(40) if outcomes[n] == Done(n)] == [n for n in range(40) if n != 3]
    assert time.monotonic() - began < 3


def test_deadline_is_each_jobs_own() -> None:
    """Many jobs that are each in time are not late together, though they share a worker and a batch."""
    outcomes = run_all(lambda _: time.sleep(0.02), range(50), Limits(seconds=0.5), processes=1)
    assert outcomes == [Done(None)] * 50


def test_catastrophic_pattern_is_stopped() -> None:
    """A pattern that holds the interpreter's lock for ever is stopped all the same."""
    import re

    failure = fail(lambda _: re.match(r"^(a+)+$", "a" * 40 + "!"), QUICK)
    assert failure.kind == "deadline"


@pytest.mark.slow
def test_processor_time_is_limited_for_each_job() -> None:
    """Processor time is bounded apart from the wall, and counted anew for each job."""

    def burn(seconds: float) -> None:
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass

    outcomes = run_all(burn, [0.7, 0.7, 0.7, 9.0, 0.1], Limits(cpu_seconds=1), processes=1)
    assert outcomes[3] == Failed("deadline", "used more than 1 s of processor time")
    assert [type(outcome) for outcome in outcomes].count(Done) == 4


@pytest.mark.parametrize("confine", [False, True])
def test_memory_bomb_is_told_as_memory(confine: bool) -> None:
    """A string of ten thousand million letters breaks the limit of memory and nothing else."""
    outcomes = run_all(lambda n: len("x" * n), [1, 10**10, 2], Limits(memory_mib=256, confine=confine))
    assert outcomes == [Done(1), Failed("memory", "needed more than 256 MiB of memory"), Done(2)]


def test_limit_of_memory_is_above_what_the_parent_has() -> None:
    """What the parent has mapped already is not counted, and half of the allowance is free to use."""
    ballast = mmap.mmap(-1, 300 << 20)
    assert run_job(lambda _: len(bytearray(100 << 20)), None, Limits(memory_mib=200)) == Done(100 << 20)
    ballast.close()


def test_hoarding_job_takes_no_memory_from_the_next() -> None:
    """What one job leaves behind in its worker makes no other job fail."""
    hoard: list[bytearray] = []

    def job(mib: int) -> int:
        hoard.append(bytearray(mib << 20))
        return mib

    assert run_all(job, [60] * 12, Limits(memory_mib=150), processes=1) == [Done(60)] * 12
    assert not hoard


def test_error_is_told_with_its_traceback() -> None:
    """An exception gives its type and message in a line, and Python's traceback beside it."""

    def job(_: None) -> None:
        raise ValueError("such a thing")

    failure = fail(job)
    assert (failure.kind, failure.detail) == ("error", "ValueError: such a thing")
    assert "in job" in failure.traceback
    assert "ValueError: such a thing" in failure.traceback


def test_own_error_gives_its_sentence() -> None:
    """An error that is written for the user comes back as its own sentence."""

    def job(_: None) -> None:
        raise PolicyError("Refused: a RED word.")

    assert fail(job).detail == "Refused: a RED word."


def test_any_exception_is_an_error_of_its_job() -> None:
    """What usually ends a program ends one job only, and so does an exception that cannot even be shown."""

    class MuteError(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    def recurse(n: int) -> int:
        return recurse(n + 1) + 1

    def job(case: object) -> object:
        if case == "recursion":
            return recurse(0)
        if isinstance(case, BaseException):
            raise case
        return case

    cases = [SystemExit(3), KeyboardInterrupt(), GeneratorExit(), MuteError(), "recursion", "well"]
    outcomes = run_all(job, cases)
    assert [getattr(outcome, "kind", "done") for outcome in outcomes] == ["error"] * 5 + ["done"]
    assert outcomes[0].detail == "SystemExit: 3"
    assert outcomes[4].detail.startswith("RecursionError")
    assert len(outcomes[4].traceback) <= 16_000


def test_result_that_cannot_travel_is_an_error() -> None:
    """A result that cannot be pickled, or cannot be read back, is an error of its job."""

    class Odd:
        def __reduce__(self) -> tuple[object, ...]:
            return (int, ("no number",))

    outcomes = run_all(lambda n: [lambda: 1, Odd(), (n for n in "a"), "fine"][n], range(4))
    assert [getattr(outcome, "kind", "done") for outcome in outcomes] == ["error", "error", "error", "done"]
    assert outcomes[1].detail.startswith("the result cannot be read back: ValueError")


def test_forged_message_is_a_crash() -> None:
    """A job that writes into its worker's pipe is ended; it fails alone and gives nobody a false result."""

    def job(n: int) -> int:
        if n == 5:
            for handle in range(3, 64):
                try:
                    os.write(handle, b"\x00" * 8 + b"\x01" + b"\x00" * 7 + b"\x00" + b"forged")
                except OSError:
                    continue
            time.sleep(60)
        return n

    outcomes = run_all(job, range(10), Limits(seconds=5))
    assert [n for n in range(10) if outcomes[n] != Done(n)] == [5]
    assert outcomes[5].kind == "crash"


@pytest.mark.slow
def test_mixed_misfortunes_are_each_told() -> None:
    """In any mixture of good jobs, errors, crashes, hangs and bombs each job has the outcome it earned."""
    deeds: dict[str, Callable[[], object]] = {
        "done": lambda: "done",
        "error": lambda: 1 // 0,
        "crash": lambda: kill_self(signal.SIGSEGV),
        "deadline": spin,
        "memory": lambda: "x" * 10**10,
    }
    chance = random.Random(20261122)  # noqa: S311 - a fixed mixture
    cases = chance.choices(list(deeds), weights=[200, 20, 10, 2, 5], k=400)
    limits = Limits(seconds=0.4, memory_mib=200)
    outcomes = run_all(lambda case: deeds[case](), cases, limits, processes=3)
    assert [getattr(outcome, "kind", "done") for outcome in outcomes] == cases


# The worker's surroundings


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
from briefgen.workers import *
handle = os.dup(2)
for n in (0, 1, 2):
    os.close(n)
outcomes = sorted(run_jobs(lambda n: print(n) or n, range(5), Limits(), 2))
os.write(handle, repr([outcome.value for _, outcome in outcomes]).encode())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=False)
    assert done.stderr == b"[0, 1, 2, 3, 4]"


# Ends


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
from briefgen.workers import *
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
    from briefgen import workers

    def break_down(*_: object) -> None:
        raise RuntimeError("no room")

    monkeypatch.setattr(workers, "_submit_to_limits", break_down)
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


@pytest.mark.slow
def test_small_jobs_are_cheap() -> None:
    """Ten thousand small jobs cost far less than a process each: under 60 µs apiece."""
    best = 1.0
    for _ in range(3):
        began = time.perf_counter()
        run_all(lambda n: n, range(10_000))
        best = min(best, (time.perf_counter() - began) / 10_000)
    assert best < 60e-6


# Confinement


CONFINED = Limits(confine=True, readable=library_folders(), seconds=10)
ACTIVE = {name: active for name, active, _ in describe_confinement()}
needs_landlock = pytest.mark.skipif(
    not ACTIVE["files: read-only, and few (Landlock)"], reason="this kernel has no Landlock"
)


def test_confinement_describes_itself() -> None:
    """Each layer is said to hold, or why it does not; asking does not confine who asks."""
    layers = describe_confinement()
    assert len(layers) == 7
    assert all(active == (why_not == "") for _, active, why_not in layers)
    assert {name: active for name, active, _ in layers}["no new privileges"]
    assert Path("/etc/passwd").read_bytes()


@needs_landlock
def test_confined_job_reads_libraries_only(tmp_path: Path) -> None:
    """A confined job reads what rendering needs and no other file, not even the environment of its process."""
    secret = tmp_path / "secret"
    secret.write_text("x")
    places = [secret, "/etc/passwd", "/proc/self/environ", f"/proc/{os.getpid()}/environ", tmp_path, os.__file__]

    def job(place: str | Path) -> int:
        return len(list(Path(place).iterdir())) if Path(place).is_dir() else len(Path(place).read_bytes())

    outcomes = run_all(job, places, CONFINED)
    assert [type(outcome) for outcome in outcomes] == [Failed] * 5 + [Done]
    assert all(outcome.detail.startswith("PermissionError") for outcome in outcomes[:5])


@needs_landlock
def test_confined_job_writes_nothing(tmp_path: Path) -> None:
    """A confined job makes, changes, renames and removes no file, nor does it run a program."""
    old = tmp_path / "old"
    old.write_text("x")
    deeds: list[Callable[[], object]] = [
        (tmp_path / "new").touch,
        lambda: old.write_text("y"),
        lambda: os.truncate(old, 0),
        lambda: old.rename(tmp_path / "other"),
        old.unlink,
        (tmp_path / "folder").mkdir,
        lambda: Path("/dev/shm/briefgen-test").touch(),  # noqa: S108 - it must fail
        lambda: subprocess.run(["/bin/true"], check=True),
    ]
    outcomes = run_all(lambda deed: deed(), deeds, CONFINED)
    assert [outcome.detail.partition(":")[0] for outcome in outcomes] == ["PermissionError"] * len(deeds)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["x"]


def test_confined_job_reaches_no_network() -> None:
    """A confined job connects to no listener, neither of this machine nor of another."""
    if not (ACTIVE["no TCP (Landlock)"] or ACTIVE["no network (namespace)"]):
        pytest.skip("this kernel confines no network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        outcome = run_job(lambda place: socket.create_connection(place, 2).close(), server.getsockname(), CONFINED)
        assert isinstance(outcome, Failed)
        assert outcome.kind == "error"
        with pytest.raises(BlockingIOError):
            server.accept()


def test_confined_job_signals_nobody() -> None:
    """A confined job cannot kill the process that started it."""
    if not ACTIVE["no signals to others (Landlock)"]:
        pytest.skip("this kernel's Landlock does not confine signals")
    assert fail(lambda _: os.kill(os.getppid(), 0), CONFINED).detail.startswith("PermissionError")


def test_confined_job_is_still_itself() -> None:
    """A confined job sees its own user, imports libraries late and opens /dev/null."""

    def job(_: None) -> tuple[int, str, bytes]:
        import colorsys

        return os.getuid(), colorsys.__name__, Path("/dev/null").read_bytes()

    assert run_job(job, None, CONFINED) == Done((os.getuid(), "colorsys", b""))


def test_confined_result_is_made_of_plain_values() -> None:
    """From a confined worker come plain values and briefgen's own, never a pickle that calls a function here."""

    class Attack:
        def __init__(self, *call: object) -> None:
            self.call = call

        def __reduce__(self) -> tuple[object, ...]:
            return self.call[0], self.call[1:]

    from briefgen.files import write_whole

    plain = [date(2026, 11, 22), Path("a"), {1: (2, [b"3", {4.0}])}, Limits(seconds=3), PolicyError]
    outcomes = run_all(lambda value: value, plain, CONFINED)
    assert outcomes[:4] == [Done(value) for value in plain[:4]]
    assert isinstance(outcomes[4], Failed)
    attacks = [
        Attack(os.system, "true"),
        Attack(print, "x"),
        Attack(write_whole, Path("x"), b""),
        Attack(eval, "1"),
    ]
    for outcome in run_all(lambda attack: attack, attacks, CONFINED):
        assert isinstance(outcome, Failed)
        assert "is not taken from a confined worker" in outcome.detail


def test_confined_crash_costs_one_job() -> None:
    """Confinement changes nothing about crashes and deadlines."""
    outcomes = run_all(
        lambda n: [lambda: n, lambda: kill_self(signal.SIGSEGV), spin, lambda: 1 // 0][n](),
        range(4),
        Limits(confine=True, seconds=0.3),
    )
    assert [getattr(outcome, "kind", "done") for outcome in outcomes] == ["done", "crash", "deadline", "error"]
    assert "ZeroDivisionError" in outcomes[3].traceback


@pytest.mark.slow
def test_confined_worker_prints_a_page() -> None:
    """WeasyPrint lays out a page in a confined worker: the folders it may read are enough."""
    import weasyprint

    def job(text: str) -> bytes:
        return bytes(weasyprint.HTML(string=f"<h1>{text}</h1>").write_pdf())

    outcome = run_job(job, "Қазақстан", CONFINED)
    assert isinstance(outcome, Done), outcome
    assert outcome.value.startswith(b"%PDF")


def test_library_folders_hold_no_secrets() -> None:
    """What a confined worker may read holds no home folder, no working folder and nothing of /proc."""
    folders = library_folders()
    assert all(Path(folder).is_absolute() for folder in folders)
    assert not {"/", "/usr", str(Path.home()), str(Path.cwd()), "/proc", "/tmp", "/etc", "/work/main"} & set(folders)  # noqa: S108
