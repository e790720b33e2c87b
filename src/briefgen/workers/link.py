"""What joins a worker and its parent, and the messages they exchange.

Indexes go down: a count, then as many indexes. Results come up, each with a frame before it. The clock is
memory that both share: it says which job the worker is in and since when.
"""

import os
from dataclasses import dataclass
from struct import Struct

_CHUNK = 1 << 16
FRAME = Struct("=QQB")  # length of the payload, index of the item, sort of message
INDEX = Struct("=Q")
DONE, ERROR, MEMORY, LEAVING = 0, 1, 2, 0x80
CURRENT, BEGAN = 0, 1  # the clock: index of the job plus one, and since when in nanoseconds (0: in no job)


@dataclass(slots=True)
class Link:
    """What joins a worker and its parent: indexes go down, results and printed words come up, a clock is shared."""

    requests: tuple[int, int]
    results: tuple[int, int]
    words: tuple[int, int]
    clock: memoryview


def open_link() -> Link:
    """Open the three pipes and the clock of one worker; raises OSError and leaves nothing open then."""
    import mmap

    opened: list[tuple[int, int]] = []
    try:
        for _ in range(3):
            opened.append(_open_pipe())
    except OSError:
        for pair in opened:
            close_all(*pair)
        raise
    requests, results, words = opened
    return Link(requests, results, words, memoryview(mmap.mmap(-1, 16)).cast("q"))


def _open_pipe() -> tuple[int, int]:
    """Open a pipe whose ends are never 0, 1 or 2, which a worker replaces (a service may have closed them)."""
    low: list[int] = []
    ends = os.pipe()
    while min(ends) < 3:
        low.extend(ends)
        ends = os.pipe()
    close_all(*low)
    return ends


def close_all(*handles: int) -> None:
    """Close open handles."""
    for handle in handles:
        os.close(handle)


def read_some(handle: int) -> bytes | None:
    """Return what stands in a pipe, nothing at its end, None when it is open and empty."""
    try:
        return os.read(handle, _CHUNK)
    except BlockingIOError:
        return None
