"""Whole processes measured: wall time, processor time and memory of a process and all its children."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# An installed briefgen is compiled; a checkout where Python may write no bytecode would be compiled at every start.
_BYTECODE = tempfile.TemporaryDirectory(prefix="briefgen-benchmark-")
#: What every measured process is given.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "PYTHONPATH": str(ROOT / "src"),
    "PYTHONPYCACHEPREFIX": _BYTECODE.name,
    "NO_COLOR": "1",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: seconds of wall and of processor time, both with its children; what it wrote.

    `peak_mib` is the largest resident set of any single one of its processes (``ru_maxrss``).
    """

    seconds: float
    cpu_seconds: float
    peak_mib: float
    code: int
    out: str


def measure(words: Sequence[str | Path], folder: Path) -> Run:
    """Run a command in a folder to its end; what it writes goes to two files there.

    The first run of each command also compiles its modules: run it once before you measure.
    """
    with (folder / "benchmark.out").open("w+b") as out, (folder / "benchmark.err").open("wb") as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in words],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=ENVIRONMENT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode(errors="replace")
    cpu = usage.ru_utime + usage.ru_stime
    return Run(seconds, cpu, usage.ru_maxrss / 1024, process.returncode, text)


def briefgen(*words: str | Path) -> list[str | Path]:
    """Give the command line of briefgen with these words."""
    return [sys.executable, "-m", "briefgen", *words]


def interleave(commands: Mapping[str, Sequence[str | Path]], folder: Path, rounds: int) -> dict[str, list[Run]]:
    """Run the commands in turn, A B A B, so that a slow minute of the machine meets each of them."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, words in commands.items():
            run = measure(words, folder)
            if run.code not in (0, 1):
                complaint = (folder / "benchmark.err").read_text(errors="replace")[-2000:]
                raise SystemExit(f"{name} ended with exit code {run.code}:\n{complaint}")
            runs[name].append(run)
    return runs


def median_seconds(runs: Sequence[Run]) -> float:
    """Give the median wall time."""
    return statistics.median(run.seconds for run in runs)


def describe(name: str, runs: Sequence[Run]) -> str:
    """Describe the runs of one command in a line."""
    cpu = statistics.median(run.cpu_seconds for run in runs)
    peak = max(run.peak_mib for run in runs)
    spread = f"{min(run.seconds for run in runs):.3f}–{max(run.seconds for run in runs):.3f}"
    return f"{name:<34} {median_seconds(runs):8.3f} s  ({spread}; cpu {cpu:.3f} s; largest process {peak:.0f} MiB)"
