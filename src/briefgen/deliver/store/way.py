"""The store channel: editions put into an object store (S3) or on an SFTP server.

``<address>/<topic>/<number>/<variant>/<file>``, as in a folder. A name is used once: what stands there already with the
same bytes is left alone, and anything else under it is somebody's own. ``SHA256SUMS`` is a parcel's last file and put
last, so that whoever waits for it finds all that it names.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from briefgen.deliver.channel import Arrival, Outcome, Parcel, judge_arrival
from briefgen.deliver.store.shelf import Shelf, StoreError
from briefgen.errors import IntegrityError, StorageError
from briefgen.files.digest import digest_bytes
from briefgen.model.delivery import State

#: Connects to a store; raises StoreError.
Connect = Callable[[], Shelf]


@dataclass(slots=True)
class StoreWay:
    """A store, connected to when the first parcel leaves and again where the connection broke; `root` is put first."""

    connect: Connect
    root: str
    _shelf: Shelf | None = None

    def deliver(self, parcel: Parcel) -> Outcome:
        """Put the files in their place, one after the other.

        What was put stays where a later one fails, and somebody may have it: UNKNOWN.
        """
        if not parcel.files:
            return Outcome(State.REFUSED, "the edition has no file that this channel takes")
        is_there = False
        try:
            shelf, place = self._open(), self.locate(parcel)
            for file in parcel.files:
                refused = _put(shelf, f"{place}/{file.name}", file.read_proven())
                if refused:
                    return _fail(State.REFUSED, refused, is_there=is_there)
                is_there = True
        except IntegrityError as error:
            return _fail(State.REFUSED, str(error), is_there=is_there)
        except StorageError as error:
            return _fail(State.DEFERRED, str(error), is_there=is_there)
        except StoreError as error:
            self.close()
            return _fail(State.DEFERRED, str(error), is_there=is_there or error.is_in_doubt, is_down=error.is_down)
        return Outcome(State.SENT, place)

    def look_for(self, parcel: Parcel) -> Arrival | None:
        """Look which files are there; None where the store cannot be reached."""
        if not parcel.files:
            return None
        try:
            shelf, place = self._open(), self.locate(parcel)
            return judge_arrival(parcel, lambda file: _digest(shelf.read(f"{place}/{file.name}")) == file.sha256)
        except (StoreError, StorageError, IntegrityError):
            self.close()
            return None

    def close(self) -> None:
        """End the connection."""
        shelf, self._shelf = self._shelf, None
        if shelf is not None:
            with suppress(StoreError):
                shelf.close()

    def _open(self) -> Shelf:
        if self._shelf is None:
            self._shelf = self.connect()
        return self._shelf

    def locate(self, parcel: Parcel) -> str:
        """Name the folder of a parcel's files in the store."""
        one = parcel.delivery
        parts = (self.root, one.address or one.recipient, one.slug, str(one.number), one.variant)
        return "/".join(part for part in parts if part)


@contextmanager
def open_store(connect: Connect, root: str) -> Iterator[StoreWay]:
    """Open a store as a channel."""
    way = StoreWay(connect, root)
    try:
        yield way
    finally:
        way.close()


def _put(shelf: Shelf, path: str, data: bytes) -> str:
    """Put a file; say what is in its way, "" for nothing."""
    if shelf.put_new(path, data) or shelf.read(path) == data:
        return ""
    return f"{path} is there and is another file; it was left alone"


def _fail(state: State, why: str, *, is_there: bool, is_down: bool = False) -> Outcome:
    """Say what became of a parcel of which a file could not be put: where others stand there, nobody knows."""
    if not is_there:
        return Outcome(state, why, is_down)
    return Outcome(State.UNKNOWN, f"{why}; a part of it may stand there", is_down)


def _digest(data: bytes | None) -> str:
    return "" if data is None else digest_bytes(data)
