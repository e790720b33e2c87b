"""The server: uvicorn with one thing added, a deadline by which a request must have arrived.

*Measured* on loopback (BAD_INPUTS G06, G10): uvicorn, waitress and aiohttp bear a head that drips in for ever, granian
a connection that says nothing; hypercorn ends each after 5 s, with four more libraries. uvicorn with the deadline below
ends each after 8 s.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

#: Seconds in which a request must have arrived whole, and in which a connection may do nothing.
_PATIENCE = 8.0
_LONGEST_HEAD = 32 << 10


class PunctualProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it; who has not asked by the deadline is hung up on."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock."""
        super().connection_made(transport)
        self._start_clock()

    def data_received(self, data: bytes) -> None:
        """Stop the clock once a request is whole."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_clock()

    def on_response_complete(self) -> None:
        """Start it again: the next request, or what is left of this one's body, is waited for."""
        super().on_response_complete()
        if not self.transport.is_closing():
            self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop_clock()
        super().connection_lost(exc)

    def _start_clock(self) -> None:
        self._stop_clock()
        self._deadline = self.loop.call_later(_PATIENCE, self.transport.abort)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class QuietServer(Server):
    """A server that leaves signals to us."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def make_server(app: Any) -> QuietServer:  # noqa: ANN401 - any ASGI application
    """Make a server for an ASGI application, to be given its sockets."""
    config = Config(
        app,
        http=PunctualProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        timeout_graceful_shutdown=1,
        backlog=1024,
    )
    return QuietServer(config)
