"""A command that stands still in one of its phases, in a process of its own, to be interrupted there.

Run as a program: the phase, then the command's words. What stands still is our own code, replaced before it is called;
workers inherit that.
"""

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

#: Where each phase stands still: in a worker that reads, makes or prints, or in the parent that writes.
PHASES = ("reading", "making", "printing", "publishing")
_LONG = 120.0
_STILL = 8  # so many looks in a row, a tenth of a second apart, find nothing running


class HeldCommand:
    """A command that stands still: its process, its terminal, and what it and its workers do."""

    def __init__(self, process: "subprocess.Popen[bytes]", terminal: int) -> None:
        self.process = process
        self.terminal = terminal

    def wait_until_still(self, seconds: float = 60.0) -> list[int]:
        """Wait until neither it nor a worker runs; return the processes, its own first."""
        end, looks = time.monotonic() + seconds, 0
        while looks < _STILL and time.monotonic() < end:
            time.sleep(0.1)
            self.read_terminal()
            assert self.process.poll() is None, "it ended before it stood still"
            tree = list_tree(self.process.pid)
            ready = has_loaded(self.process.pid) and all(read_state(pid) == "S" for pid in tree)
            looks = looks + 1 if ready else 0
        assert looks >= _STILL, "it never stood still"
        return list_tree(self.process.pid)

    def read_terminal(self) -> str:
        """Read what it has written to its terminal since."""
        os.set_blocking(self.terminal, False)
        told = b""
        with suppress(OSError):
            while chunk := os.read(self.terminal, 1 << 16):
                told += chunk
        return told.decode("utf-8", "replace")

    def press_control_c(self) -> None:
        """Press Ctrl-C on its terminal: the kernel signals the foreground group."""
        os.write(self.terminal, b"\x03")


@contextmanager
def hold_command(phase: str, *words: str, folder: Path) -> Iterator[HeldCommand]:
    """Start the command on a terminal of its own; it is killed with its workers in the end."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, __file__, phase, *words],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm"},
    ) as process:
        os.close(theirs)
        tree = [process.pid]
        try:
            yield HeldCommand(process, ours)
        finally:
            tree += list_tree(process.pid)
            for pid in tree:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            os.close(ours)


def list_tree(pid: int) -> list[int]:
    """List a process and its children, theirs too."""
    found = [pid]
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += list_tree(int(child))
    return found


def read_state(pid: int) -> str:
    """Read what a process does: R runs, S waits, D reads or writes, "" for none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def has_loaded(pid: int) -> bool:
    """Tell whether the command has begun: it has made its lock file's handle or its index's."""
    with suppress(OSError):
        return any(".briefgen" in os.readlink(one) for one in Path(f"/proc/{pid}/fd").iterdir())  # noqa: PTH115 - a link of /proc
    return False


def _hold(phase: str) -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    from briefgen.project.reading import corpus
    from briefgen.refresh import publish, rounds

    places = {
        "reading": (corpus, "index_source"),
        "making": (rounds, "make_draft"),
        "printing": (rounds, "print_draft"),
        "publishing": (publish, "write_records"),
    }
    if phase in places:
        holder, name = places[phase]
        setattr(holder, name, _stand_still_once(getattr(holder, name)))


def _stand_still_once(function: Callable[..., object]) -> Callable[..., object]:
    """Stand still where a function is first called; what is put right after an interruption goes its way."""
    calls: list[None] = []

    def hold(*words: object, **named: object) -> object:
        calls.append(None)
        if len(calls) == 1:
            time.sleep(_LONG)
        return function(*words, **named)

    return hold


if __name__ == "__main__":
    _hold(sys.argv[1])
    from briefgen.cli import main

    sys.argv = ["briefgen", *sys.argv[2:]]
    main()
