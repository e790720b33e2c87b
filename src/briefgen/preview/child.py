"""What a process that we forked for good does first: leave interruptions to its parent, and end when that does."""

import os
import signal
import sys
from collections.abc import Callable
from typing import NoReturn

from briefgen.workers.confinement import die_with_parent

_FAILED = 70


def live_as_child(work: Callable[[], None], parent: int) -> NoReturn:
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
