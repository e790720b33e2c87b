"""What every way out has in common: it takes a parcel, and says what became of it."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from briefgen.editions.sums import SUMS
from briefgen.errors import IntegrityError
from briefgen.files.digest import digest_bytes
from briefgen.files.reading import read_bounded
from briefgen.model.delivery import Delivery, State

#: No file of an edition is longer; what is there instead may be a pipe, or a disk's image.
LONGEST_FILE = 256 << 20


@dataclass(frozen=True, slots=True)
class ParcelFile:
    """A file of an edition on its shelf: its name, its media type, where it is, and its digest on record.

    `data` is all of one that stands on no shelf: a notice, written for this delivery.
    """

    name: str
    type: str
    path: Path
    sha256: str
    data: bytes = b""

    @property
    def size(self) -> int:
        """Its size in bytes. Raises OSError where it is not there."""
        return len(self.data) if self.data else self.path.stat().st_size

    def read_proven(self) -> bytes:
        """Read it. Raises IntegrityError where it is not the one on record, StorageError where it cannot be read."""
        data = self.data or read_bounded(self.path, LONGEST_FILE)
        if digest_bytes(data) != self.sha256:
            raise IntegrityError(f"{self.path} is not as it was issued")
        return data


def write_sums(files: Iterable[ParcelFile]) -> ParcelFile:
    """Write the digests of files as ``sha256sum --check`` reads them: a file of its own, which comes last."""
    lines = sorted(f"{one.sha256}  {one.name}\n" for one in files)
    data = "".join(lines).encode()
    return ParcelFile(SUMS, "text/plain", Path(SUMS), digest_bytes(data), data)


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands around the files where a person reads them: in a message, a list, a feed.

    All of it was taken from the variant itself, so that it bears nothing that the recipient may not see. `label` is the
    marking as the standard writes it; `points` are the brief's bottom line, `date` is its day (ISO), `number` that of
    the edition, 0 for word of something else.
    """

    title: str
    label: str
    language: str
    date: str
    points: tuple[str, ...] = ()
    contact: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that a channel needs for one delivery."""

    delivery: Delivery
    letter: Letter
    files: tuple[ParcelFile, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a parcel: SENT, DEFERRED, REFUSED or UNKNOWN, with what the other side said.

    With `is_down` it is the whole channel that is out of order: nothing else is tried by it in this run.
    """

    state: State
    note: str = ""
    is_down: bool = False


class Arrival(Enum):
    """What of a parcel is found on the other side. PART: some of its files, which somebody may have read."""

    WHOLE = auto()
    PART = auto()
    NOTHING = auto()


class Way(Protocol):
    """An open channel. What goes wrong on the other side is an `Outcome`, never an exception."""

    def deliver(self, parcel: Parcel) -> Outcome:
        """Deliver a parcel. One that was delivered before is found there, and not delivered twice, where that shows."""
        ...

    def look_for(self, parcel: Parcel) -> Arrival | None:
        """Look what of a parcel that was cut off has arrived; None where this way cannot tell."""
        ...

    def locate(self, parcel: Parcel) -> str:
        """Name the place of a parcel's files as `deliver` says it; "" where they get none."""
        ...


def judge_arrival(parcel: Parcel, holds: Callable[[ParcelFile], bool]) -> Arrival:
    """Judge what of a parcel has arrived by which of its files stand there; digests alone tell nobody anything."""
    there = [file.name for file in parcel.files if holds(file)]
    if len(there) == len(parcel.files):
        return Arrival.WHOLE
    return Arrival.PART if any(name != SUMS for name in there) else Arrival.NOTHING


#: Opens a channel for one run: its connections are closed behind it.
OpenWay = Callable[[], AbstractContextManager[Way]]
