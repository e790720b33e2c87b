"""Hearing of saved files: the kernel tells by way of watchfiles (inotify, FSEvents; polling where neither is)."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Milliseconds: how long to wait for more of the same save (a temporary file and its renaming come together), and the
#: longest to wait while more keeps coming.
_STEP, _LONGEST = 15, 150
#: Seconds after which a new folder is looked through once more.
_LATER = 0.3
#: A path that stands for all: everything may have changed.
EVERYTHING = ""


@dataclass(frozen=True, slots=True)
class Watch:
    """What to hear of: `whole` folders with all below, and of `flat` folders only the files named `names`."""

    whole: tuple[Path, ...]
    flat: tuple[Path, ...]
    names: frozenset[str]


async def watch_files(choose: Callable[[], Watch], stop: asyncio.Event) -> AsyncIterator[frozenset[str]]:
    """Give the paths of what was saved, removed or renamed, as it happens, until `stop` is set.

    A folder that is not there yet is heard of when it appears in one of the `flat` ones; then all is watched anew,
    as when something was saved after which `choose` asks to hear of something else.
    What was written into a new folder before the kernel watched it is told by `EVERYTHING` a moment later.
    """
    is_anew = False
    while not stop.is_set():
        watch = choose()
        async for paths in _watch_once(watch, stop, is_anew=is_anew):
            yield paths
            if any(Path(path) in (*watch.whole, *watch.flat) for path in paths) or choose() != watch:
                break
        is_anew = True


async def _watch_once(watch: Watch, stop: asyncio.Event, *, is_anew: bool) -> AsyncIterator[frozenset[str]]:
    found: asyncio.Queue[frozenset[str]] = asyncio.Queue()
    ended = asyncio.Event()
    jobs = [
        asyncio.ensure_future(_hear(folders, found, ended, is_deep=is_deep))
        for group, is_deep in ((watch.whole, True), (watch.flat, False))
        if (folders := [path for path in group if path.is_dir()])
    ]
    later = [asyncio.ensure_future(_tell_later(found))] if is_anew else []
    stopping = asyncio.ensure_future(stop.wait())
    try:
        while not stop.is_set():
            getting = asyncio.ensure_future(found.get())
            await asyncio.wait({getting, stopping, *jobs}, return_when=asyncio.FIRST_COMPLETED)
            if not getting.done():
                getting.cancel()
                for job in jobs:
                    job.result()
                return
            paths = frozenset(path for path in getting.result() if _is_meant(path, watch))
            if any(map(os.path.isdir, paths)):
                later.append(asyncio.ensure_future(_tell_later(found)))
            if paths:
                yield paths
    finally:
        ended.set()
        for one in (stopping, *later):
            one.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)


async def _tell_later(found: "asyncio.Queue[frozenset[str]]") -> None:
    await asyncio.sleep(_LATER)
    found.put_nowait(frozenset({EVERYTHING}))


async def _hear(
    folders: Sequence[Path], found: "asyncio.Queue[frozenset[str]]", ended: asyncio.Event, *, is_deep: bool
) -> None:
    from watchfiles import awatch

    async for changes in awatch(
        *folders,
        watch_filter=None,
        debounce=_LONGEST,
        step=_STEP,
        stop_event=ended,
        rust_timeout=500,
        recursive=is_deep,
    ):
        found.put_nowait(frozenset(path for _, path in changes))


def _is_meant(path: str, watch: Watch) -> bool:
    """Whether a path is the user's: not an editor's own file, and of a flat folder only what was asked for."""
    if path == EVERYTHING:
        return True
    one = Path(path)
    if any(folder == one or folder in one.parents for folder in watch.whole):
        return not (one.name.startswith(".") or one.name.endswith(("~", ".swp", ".tmp")))
    return one.name in watch.names
