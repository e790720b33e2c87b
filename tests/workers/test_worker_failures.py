"""Promises about failures, kept against real crashes, hangs and bombs."""

import ctypes
import mmap
import os
import random
import signal
import time
from collections.abc import Callable

import pytest
import yaml
from running_jobs import QUICK, fail, kill_self, run_all, spin

from briefgen.errors import PolicyError
from briefgen.workers.limits import Done, Failed, Limits
from briefgen.workers.run import run_job


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
        if name != "SIGKILL":  # what started the tests may have them ignored, as nohup does
            signal.signal(signal.Signals[name], signal.SIG_DFL)
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
    assert outcomes[3] == Failed("deadline", "took longer than 1 s")
    assert [n for n in range(40) if outcomes[n] == Done(n)] == [n for n in range(40) if n != 3]
    assert time.monotonic() - began < 10


def test_deadline_is_each_jobs_own() -> None:
    """Many jobs that are each in time are not late together, though they share a worker and a batch."""
    outcomes = run_all(lambda _: time.sleep(0.05), range(50), QUICK, processes=1)
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


@pytest.mark.parametrize(("kept", "fewest", "most"), [(50, 3, 12), (0, 1, 1)])
def test_a_worker_that_has_kept_much_makes_room_for_a_new_one(kept: int, fewest: int, most: int) -> None:
    """What libraries hoard from job to job is bounded, and who hoards little lives on."""
    hoard: list[bytearray] = []

    def job(mib: int) -> int:
        hoard.append(bytearray(mib << 20))
        return os.getpid()

    found = run_all(job, [20] * 12, Limits(memory_mib=1024, kept_mib=kept), processes=1)
    assert fewest <= len({outcome.value for outcome in found if isinstance(outcome, Done)}) <= most


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
    chance = random.Random(20261122)
    cases = chance.choices(list(deeds), weights=[200, 20, 10, 2, 5], k=400)
    limits = Limits(seconds=1.0, memory_mib=200)
    outcomes = run_all(lambda case: deeds[case](), cases, limits, processes=3)
    assert [getattr(outcome, "kind", "done") for outcome in outcomes] == cases
