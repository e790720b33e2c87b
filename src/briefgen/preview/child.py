"""A process forked for good, with a pipe each way: it leaves interruptions to its parent, and ends when that does."""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NoReturn, TypeVar

from briefgen.preview.messages import Inbox
from briefgen.workers.confinement import die_with_parent

_FAILED = 70
_PIECE = 1 << 18


@dataclass(slots=True)
class Child:
    """A child as its parent sees it: its process and our ends of the pipes, and what came in and is not whole yet."""

    pid: int
    incoming: int
    outgoing: int
    inbox: Inbox = field(default_factory=Inbox)

    def read_bodies(self) -> list[bytes] | None:
        """Read the messages that are there; None when the child has ended. Call it when `incoming` is readable."""
        piece = os.read(self.incoming, _PIECE)
        return self.inbox.take(piece) if piece else None

    def close(self) -> None:
        """End the process at once, and wait for it."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        os.close(self.incoming)
        os.close(self.outgoing)


Kind = TypeVar("Kind", bound=Child)


def fork_child(kind: type[Kind], work: Callable[[int, int], None]) -> Kind:
    """Fork a child that does `work`, which is given its ends: what it reads from, and what it writes to."""
    to_child, to_parent = os.pipe(), os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        os.close(to_child[1])
        os.close(to_parent[0])
        _live_as_child(lambda: work(to_child[0], to_parent[1]), parent)
    os.close(to_child[0])
    os.close(to_parent[1])
    return kind(pid, to_parent[0], to_child[1])


def _live_as_child(work: Callable[[], None], parent: int) -> NoReturn:
    """Do `work` as a child of the process `parent`, and end; never return into the parent's code."""
    code = _FAILED
    try:
        # Ctrl-C reaches every process of the terminal; the parent ends us.
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        die_with_parent(signal.SIGKILL)
        if os.getppid() == parent:
            work()
        code = 0
    except BrokenPipeError:
        pass  # the parent is gone
    except BaseException:  # noqa: BLE001 - nothing may unwind into the parent's frames
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)
