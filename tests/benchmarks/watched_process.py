"""A process watched while it runs: its own largest resident set, and that of the largest of its children."""

import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from whole_processes import ENVIRONMENT

_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Peaks:
    """The largest resident sets that were seen, in MiB: of the process, and of any one of its children."""

    own_mib: float
    child_mib: float


def watch(words: Sequence[str | Path], folder: Path) -> Peaks:
    """Run a command to its end and look at it twenty times a second (at ``VmHWM``, which keeps a peak)."""
    with (folder / "watched.out").open("wb") as out:
        process = subprocess.Popen(
            [str(word) for word in words], cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=ENVIRONMENT
        )
        own = child = 0.0
        while process.poll() is None:
            own = max(own, _read_peak(process.pid))
            child = max([child, *map(_read_peak, _list_children(process.pid))])
            time.sleep(_PAUSE)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{words} ended with exit code {process.returncode}")
    return Peaks(own, child)


def _read_peak(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _list_children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []
