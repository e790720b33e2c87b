"""A process beside the builder of a preview: a fork that works for it, is told what to do and tells what it made.

The builder stays free to make the next page at once; a side process may be ended at any moment, and ends with it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress

from briefgen.preview.child import Child, fork_child
from briefgen.preview.messages import HEAD, Inbox, write_frame
from briefgen.workers.plain_values import dump_plain, load_plain

_PIECE = 1 << 18
#: How much less urgent it is than the builder (nice, 0 to 19).
_PATIENT = 19


class Side(Child):
    """A side process as the builder sees it. `incoming` is readable when it has told something, or has ended."""

    __slots__ = ()

    def send(self, order: object) -> None:
        """Tell it what to do; one that has ended hears nothing."""
        with suppress(BrokenPipeError):
            write_frame(self.outgoing, _pack(order))

    def receive(self) -> list[object] | None:
        """Read what it has told; None when it has ended."""
        bodies = self.read_bodies()
        return None if bodies is None else [load_plain(body) for body in bodies]


#: What a side process does: take orders one by one, and tell what it made.
Work = Callable[[Iterator[object], Callable[[object], None]], None]


def start_side(work: Work) -> Side:
    """Start a side process that does `work` until its orders end, or the builder does."""
    return fork_child(Side, lambda orders, told: _work(work, orders, told))


def _work(work: Work, orders: int, told: int) -> None:
    os.nice(_PATIENT)
    work(_read_orders(orders), lambda value: write_frame(told, _pack(value)))


def _read_orders(handle: int) -> Iterator[object]:
    inbox = Inbox()
    while piece := os.read(handle, _PIECE):
        yield from map(load_plain, inbox.take(piece))


def _pack(value: object) -> bytes:
    body = dump_plain(value)
    return HEAD.pack(len(body)) + body
