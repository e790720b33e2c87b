"""The site's process: it serves pages from memory, hears of saved files, and talks with the builder over two pipes."""

import asyncio
import os
import socket
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from briefgen.errors import StorageError
from briefgen.preview.asking import Door
from briefgen.preview.child import Child, fork_child
from briefgen.preview.messages import (
    Changed,
    FromBuilder,
    FromSite,
    Inbox,
    Watched,
    pack_message,
    read_from_builder,
    read_from_site,
    write_frame,
)
from briefgen.preview.watching import EVERYTHING, Watch

if TYPE_CHECKING:
    from briefgen.preview.showing import Showing

_PIECE = 1 << 18
#: More paths than this are told as one: everything may have changed.
_MANY = 500
_ENDED = "The preview's server has ended unexpectedly; start the preview again."


class SiteLink(Child):
    """The site as the builder sees it."""

    __slots__ = ()

    def send(self, message: FromBuilder) -> None:
        """Send a message. Raises StorageError where the site is no more."""
        try:
            write_frame(self.outgoing, pack_message(message))
        except BrokenPipeError as error:
            raise StorageError(_ENDED) from error

    def receive(self) -> list[FromSite]:
        """Read what is there; call it when `incoming` is readable. Raises StorageError where the site is no more."""
        bodies = self.read_bodies()
        if bodies is None:
            raise StorageError(_ENDED)
        return [read_from_site(body) for body in bodies]


def start_site(sockets: Sequence[socket.socket], door: Door, watch: Callable[[], Watch]) -> SiteLink:
    """Start the site's process on sockets that are bound already; it ends when the builder does.

    `watch` says what to hear of, asked again at each save.
    """
    site = fork_child(SiteLink, lambda *pipes: asyncio.run(_serve(sockets, door, watch, pipes)))
    for one in sockets:
        one.close()
    return site


async def _serve(
    sockets: Sequence[socket.socket], door: Door, watch: Callable[[], Watch], pipes: tuple[int, int]
) -> None:
    from briefgen.preview.app import Site
    from briefgen.preview.serving import make_server
    from briefgen.preview.shell import Shell
    from briefgen.preview.showing import Showing

    showing = Showing()
    stop = asyncio.Event()
    post = _Post(pipes[1])
    _hear_builder(pipes[0], showing.take, stop)
    server = make_server(Site(showing, Shell(door.root), door))
    jobs = [
        asyncio.ensure_future(job)
        for job in (
            server.serve(list(sockets)),
            _tell_changes(watch, post, stop),
            _tell_watched(showing, post),
            post.work(),
        )
    ]
    stopping = asyncio.ensure_future(stop.wait())
    done, _ = await asyncio.wait({stopping, *jobs}, return_when=asyncio.FIRST_COMPLETED)
    for job in done:
        job.result()
    # The process ends here: open streams, threads and all.
    os._exit(0)


def _hear_builder(handle: int, take: Callable[[FromBuilder], None], stop: asyncio.Event) -> None:
    inbox = Inbox()
    loop = asyncio.get_running_loop()

    def hear() -> None:
        piece = os.read(handle, _PIECE)
        if not piece:
            loop.remove_reader(handle)
            stop.set()
        for body in inbox.take(piece):
            take(read_from_builder(body))

    loop.add_reader(handle, hear)


class _Post:
    """What goes to the builder: kept together while it is busy, so that it never reads of the same thing twice."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._paths: dict[str, None] = {}
        self._at = 0.0
        self._watched: tuple[str, ...] | None = None
        self._news = asyncio.Event()

    def tell_changed(self, paths: Sequence[str]) -> None:
        """Tell of saved files."""
        self._at = self._at or time.monotonic()
        self._paths |= dict.fromkeys(paths)
        self._news.set()

    def tell_watched(self, names: tuple[str, ...]) -> None:
        """Tell which drafts readers look at."""
        self._watched = names
        self._news.set()

    async def work(self) -> None:
        """Send what there is, each time when the pipe has taken all from before."""
        loop = asyncio.get_running_loop()
        while True:
            await self._news.wait()
            self._news.clear()
            for message in self._take():
                # In a thread: the builder reads when it has finished what it is at.
                await loop.run_in_executor(None, write_frame, self._handle, pack_message(message))

    def _take(self) -> list[FromSite]:
        messages: list[FromSite] = []
        if self._paths:
            paths = tuple(self._paths) if len(self._paths) <= _MANY else (EVERYTHING,)
            messages.append(Changed(paths, self._at))
        if self._watched is not None:
            messages.append(Watched(self._watched))
        self._paths, self._at, self._watched = {}, 0.0, None
        return messages


async def _tell_changes(watch: Callable[[], Watch], post: _Post, stop: asyncio.Event) -> None:
    from briefgen.preview.watching import watch_files

    async for paths in watch_files(watch, stop):
        post.tell_changed(sorted(paths))


async def _tell_watched(showing: "Showing", post: _Post) -> None:
    while True:
        await showing.watched_anew.wait()
        showing.watched_anew.clear()
        post.tell_watched(showing.list_watched())
