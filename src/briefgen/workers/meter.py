"""Hold a worker to its limits of memory and processor time."""

import os
import time
from contextlib import suppress

from briefgen.workers.limits import MIB, Limits


class Meter:
    """Holds a worker to its limits: memory once, processor time anew for each job."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._renewed = -1
        self._pages = -1
        with suppress(OSError):  # without /proc there is no limit of memory
            self._pages = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
        self._at_first = self._measure_space()

    def _measure_space(self) -> int:
        if self._pages < 0:
            return 0
        return int(os.pread(self._pages, 64, 0).split()[0]) * os.sysconf("SC_PAGE_SIZE")

    def set_limits(self) -> None:
        """Bound this process's memory from here on, for good, and forbid core files."""
        import resource

        if self._at_first:
            _lower_limit(resource.RLIMIT_AS, self._at_first + self._limits.memory_mib * MIB)
        _lower_limit(resource.RLIMIT_CORE, 0)

    def renew_time(self) -> None:
        """Give the next job its processor time anew."""
        used = int(time.process_time())
        if used != self._renewed:
            import resource

            self._renewed = used
            hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
            soft = used + 1 + self._limits.cpu_seconds
            with suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))

    def has_grown(self) -> bool:
        """Tell whether this worker has kept more of its memory from earlier jobs than it may."""
        kept = self._limits.kept_mib or self._limits.memory_mib // 2
        return self._measure_space() - self._at_first > kept * MIB


def _lower_limit(which: int, value: int) -> None:
    import resource

    hard = resource.getrlimit(which)[1]
    value = value if hard < 0 else min(value, hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(which, (value, value))
