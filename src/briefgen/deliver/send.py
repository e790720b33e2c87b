"""Parcels sent one by one, each step on record before the next: what is about to leave, and what came of it.

A delivery is noted as `SENDING` before its first byte leaves and gets its outcome after the other side has answered. So
a run that is killed leaves at most one delivery a channel of which nobody knows; the next run looks for it where the
channel can tell, and else calls it unknown, which only a person settles: nothing is sent twice by itself.
"""

import datetime
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from briefgen.deliver.channel import Arrival, OpenWay, Outcome, Parcel, Way, write_sums
from briefgen.deliver.outbox import PART_ARRIVED, Outbox
from briefgen.editions.sums import SUMS
from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_bytes
from briefgen.model.delivery import Delivery, Entry, Event, Matter, State

#: Minutes until a deferred delivery is tried again, by how often it was begun; greylisting lets in after five or so.
_PAUSES = (5, 15, 60, 240, 1440)
#: What is on record of a delivery that was looked for: what has not arrived whole leaves once more.
_FOUND = {
    Arrival.WHOLE: (State.SENT, "it was found there"),
    Arrival.PART: (State.PLANNED, PART_ARRIVED),
    Arrival.NOTHING: (State.PLANNED, "it had not arrived"),
}
#: How a step names what leaves with it, where that is one recipient's own.
_OWN = re.compile(r"(?:PDF|text) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Exit:
    """A channel to send by: how it is opened, and how many deliveries a minute it is given at most (0: any)."""

    open: OpenWay
    per_minute: int = 0


@dataclass(frozen=True, slots=True)
class Damaged:
    """Why a parcel cannot be made: its edition is not as it was issued. It may be put right, so it waits."""

    why: str


#: Makes a delivery's parcel at the moment of sending, or says why it may not leave any more, or not as it stands.
Pack = Callable[[Delivery], Parcel | str | Damaged]


class _Pace:
    """Keeps deliveries apart, from the beginning of one to that of the next; the time that they take counts."""

    def __init__(self, per_minute: int, pause: Callable[[float], None]) -> None:
        self._interval = 60 / per_minute if per_minute else 0.0
        self._pause = pause
        self._last: float | None = None

    def keep(self) -> None:
        """Wait until the next delivery may begin."""
        if self._interval and self._last is not None:
            left = self._last + self._interval - time.monotonic()
            if left > 0:
                self._pause(left)
        self._last = time.monotonic()


def settle_cut_off(outbox: Outbox, exits: Mapping[str, Exit], pack: Pack) -> tuple[Entry, ...]:
    """Look what became of deliveries of which nobody knows; return those of which nobody can tell.

    These are what a killed run left under way, now or before a run that had no such exit. One that has not arrived is
    planned again. Call it before anything is sent.
    """
    found = outbox.find_cut_off(tell_time())
    left = {one.delivery.key: one for one in found}
    lives = outbox.list_histories() if found else {}
    for name, entries in _group(found, exits).items():
        with exits[name].open() as way:
            for entry in entries:
                event = _look_for(way, entry, pack, _find_own(lives[entry.delivery.key]))
                if event is not None:
                    outbox.note(event)
                    left.pop(entry.delivery.key)
    return tuple(left.values())


def send_entries(
    outbox: Outbox,
    entries: Iterable[Entry],
    exits: Mapping[str, Exit],
    pack: Pack,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[Entry]:
    """Send what is planned or deferred, channel by channel; yield each entry as it then stands.

    Where a channel is down, what it was to take stays as it was, and is yielded with what was said of the channel; so
    does what is damaged.
    """
    for name, waiting in _group(entries, exits).items():
        pace = _Pace(exits[name].per_minute, pause)
        down = ""
        with exits[name].open() as way:
            for entry in waiting:
                if down:
                    yield replace(entry, note=f"not tried in this run: {down}")
                    continue
                pace.keep()
                sent, outcome = _send(outbox, way, entry, pack)
                down = outcome.note if outcome.is_down else ""
                yield sent


def _group(entries: Iterable[Entry], exits: Mapping[str, Exit]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.delivery.channel in exits:
            found.setdefault(entry.delivery.channel, []).append(entry)
    return found


def _send(outbox: Outbox, way: Way, entry: Entry, pack: Pack) -> tuple[Entry, Outcome]:
    parcel = pack(entry.delivery)
    if isinstance(parcel, Damaged):
        return replace(entry, note=parcel.why), Outcome(entry.state)
    if isinstance(parcel, str):
        refused = Outcome(State.REFUSED, parcel)
        return _note(outbox, entry, refused), refused
    outbox.note(Event(entry.delivery.key, State.SENDING, tell_time(), _name_own(parcel)))
    outcome = way.deliver(parcel)
    try:
        return _note(outbox, replace(entry, attempts=entry.attempts + 1), outcome), outcome
    except BriefgenError as error:
        # The ledger says "sending" still; whoever settles that should have read what the other side said.
        raise type(error)(f"{error}\nThis could not be put on record: {_tell(entry.delivery, outcome)}") from error


def _name_own(parcel: Parcel) -> str:
    """Name the bytes that are one recipient's own, for the ledger; "" for what all others have as well.

    These are a numbered copy's PDF, and a correction: its file, or its words where it is none.
    """
    letter, files = parcel.letter, parcel.files
    if parcel.delivery.matter is Matter.CORRECTION:
        return f"text {files[0].sha256 if files else digest_words(letter.date, letter.points)}"
    pdf = next((one.sha256 for one in files if one.type == "application/pdf"), "")
    return f"PDF {pdf}" if parcel.delivery.copy and pdf else ""


def digest_words(date: str, points: Iterable[str]) -> str:
    """Digest what a correction says (SHA-256): its day (ISO) and its sentences, each on one line."""
    return digest_bytes("\n".join((date, *points)).encode())


def read_own_name(note: str) -> str:
    """Read the SHA-256 of what was one recipient's own out of a note; "" where it names none."""
    found = _OWN.fullmatch(note)
    return found[1] if found else ""


def _note(outbox: Outbox, entry: Entry, outcome: Outcome) -> Entry:
    at = tell_time()
    next_try = _choose_next_try(entry.attempts) if outcome.state is State.DEFERRED else ""
    outbox.note(Event(entry.delivery.key, outcome.state, at, outcome.note, next_try))
    return replace(entry, state=outcome.state, at=at, note=outcome.note, next_try=next_try)


def _tell(one: Delivery, outcome: Outcome) -> str:
    what = f"{one.slug}, edition {one.number}, to {one.recipient} by {one.channel}"
    return f"{what}: {outcome.state.value} {outcome.note}".rstrip() + f" (key {one.key[:12]})"


def _find_own(steps: Iterable[Event]) -> str:
    """Find the SHA-256 of what was one recipient's own in what left last; "" where nothing was."""
    begun = [one.note for one in steps if one.state is State.SENDING]
    return read_own_name(begun[-1]) if begun else ""


def _look_for(way: Way, entry: Entry, pack: Pack, own: str) -> Event | None:
    parcel = pack(entry.delivery)
    arrival = way.look_for(_restore(parcel, own)) if isinstance(parcel, Parcel) else None
    if arrival is None:
        return None
    state, note = _FOUND[arrival]
    if arrival is Arrival.PART and isinstance(parcel, Parcel):
        note += way.locate(parcel)
    return Event(entry.delivery.key, state, tell_time(), note)


def _restore(parcel: Parcel, own: str) -> Parcel:
    """Give a parcel as it left: what is one recipient's own may come out otherwise today (a day, a name)."""
    if not own or not _name_own(parcel):
        return parcel
    files = [replace(one, sha256=own, data=b"") for one in parcel.files if one.name != SUMS]
    if len(files) < len(parcel.files):
        files.append(write_sums(files))
    return replace(parcel, files=tuple(files))


def _choose_next_try(attempts: int) -> str:
    minutes = _PAUSES[min(max(attempts, 1), len(_PAUSES)) - 1]
    return tell_time(datetime.timedelta(minutes=minutes))


def is_due(entry: Entry, now: str) -> bool:
    """Whether something that waits is tried again by now (ISO, UTC): also what a clock that ran ahead put far off."""
    read = datetime.datetime.fromisoformat
    is_far_off = entry.next_try > now and read(entry.next_try) - read(now) > datetime.timedelta(minutes=_PAUSES[-1])
    return entry.next_try <= now or is_far_off


def tell_time(later: datetime.timedelta = datetime.timedelta()) -> str:
    """Tell the time, or a later one, as the ledger writes it: UTC, to the second."""
    return (datetime.datetime.now(datetime.UTC) + later).strftime("%Y-%m-%dT%H:%M:%SZ")
