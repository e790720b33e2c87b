"""A channel by which nothing leaves in this run, for a reason that is no delivery's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from briefgen.deliver.channel import Arrival, Outcome, Parcel
from briefgen.model.delivery import State


@dataclass(frozen=True, slots=True)
class ClosedWay:
    """Defers whatever it is given; `why` says what has to be mended first."""

    why: str

    def deliver(self, parcel: Parcel) -> Outcome:
        """Defer a parcel, and all that wait behind it."""
        del parcel
        return Outcome(State.DEFERRED, self.why, is_down=True)

    def look_for(self, parcel: Parcel) -> Arrival | None:
        """Nobody can look there."""
        del parcel
        return None

    def locate(self, parcel: Parcel) -> str:
        """No place."""
        del parcel
        return ""


@contextmanager
def open_closed(why: str) -> Iterator[ClosedWay]:
    """Open a channel by which nothing leaves."""
    yield ClosedWay(why)
