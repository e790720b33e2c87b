"""The store channel: editions put into an object store (S3) or on an SFTP server.

``<address>/<topic>/<number>/<variant>/<file>``, as in a folder. A name is used once: what stands there already with the
same bytes is left alone, and anything else under it is somebody's own. ``SHA256SUMS`` is a parcel's last file and put
last, so that whoever waits for it finds all that it names.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from briefgen.deliver.channel import Outcome, Parcel
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
        """Put the files in their place, one after the other; what was put stays where a later one fails."""
        if not parcel.files:
            return Outcome(State.REFUSED, "the edition has no file that this channel takes")
        try:
            shelf, place = self._open(), self._locate(parcel)
            for file in parcel.files:
                refused = _put(shelf, f"{place}/{file.name}", file.read_proven())
                if refused:
                    return Outcome(State.REFUSED, refused)
        except IntegrityError as error:
            return Outcome(State.REFUSED, str(error))
        except StorageError as error:
            return Outcome(State.DEFERRED, str(error))
        except StoreError as error:
            self.close()
            return Outcome(State.DEFERRED, str(error), error.is_down)
        return Outcome(State.SENT, place)

    def was_delivered(self, parcel: Parcel) -> bool | None:
        """Look whether all files are there; None where the store cannot be reached."""
        if not parcel.files:
            return None
        try:
            shelf, place = self._open(), self._locate(parcel)
            return all(_digest(shelf.read(f"{place}/{file.name}")) == file.sha256 for file in parcel.files)
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

    def _locate(self, parcel: Parcel) -> str:
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


def _digest(data: bytes | None) -> str:
    return "" if data is None else digest_bytes(data)
