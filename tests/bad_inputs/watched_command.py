"""The command with its memory watched: the largest resident set of any one of its processes."""

import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Watched:
    """What a run gave: exit code and output; the largest resident set of one process that was seen, in MiB."""

    code: int
    out: str
    err: str
    peak_mib: float


def watch_peaks(words: tuple[str, ...], folder: Path, seconds: float) -> Watched:
    """Run ``briefgen`` with these words, look at its processes twenty times a second; kill it after so many seconds."""
    out, err = folder.parent / "watched.out", folder.parent / "watched.err"
    with out.open("wb") as to_out, err.open("wb") as to_err:
        process = subprocess.Popen(
            [sys.executable, "-m", "briefgen", *words],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=to_out,
            stderr=to_err,
        )
        peak, end = 0.0, time.monotonic() + seconds
        while process.poll() is None:
            peak = max([peak, *map(_read_peak, (process.pid, *_list_children(process.pid)))])
            if time.monotonic() > end:
                process.kill()
            time.sleep(_PAUSE)
    return Watched(process.returncode, out.read_text("utf-8"), err.read_text("utf-8"), peak)


def _read_peak(pid: int) -> float:
    """Read ``VmHWM``, which keeps a peak, in MiB."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _list_children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    return []
