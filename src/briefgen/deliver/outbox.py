"""``output/outbox.sqlite``, the ledger of all that was sent: primary data, which no command deletes or rewrites.

Deliveries and the steps of their lives are only ever added (`deliver.ledger_file`). What is about to be sent is on disk
before the first byte leaves; what a killed run left under way is `UNKNOWN` to the next one. All rows are proven when
the ledger is opened, and what is told of it afterwards is told of these.
"""

from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from briefgen.deliver.ledger_file import LedgerFile, Row, explained, open_ledger, read_ledger
from briefgen.model.delivery import Delivery, Departure, Entry, Event, Matter, State
from briefgen.model.marking import Marking

_CUT_OFF = "the run ended while it was under way"
_MAY_LEAVE = "it may leave now"
_MOVED = "its address was "
_IS_GONE = "it is not there any more"
#: How the step begins by which a person asks for a delivery again; the person's reason follows.
ASKED = "to be sent again"
#: How the step begins by which a delivery leaves of which a part has arrived, that may have been read; then its place.
PART_ARRIVED = "a part of it had arrived: "
#: Of these nobody has anything yet, and nobody may have.
_NOT_DELIVERED = (State.PLANNED, State.DEFERRED, State.REFUSED)
_LABELS = {marking.label: marking for marking in Marking}


@dataclass(slots=True)
class _Life:
    """A delivery with its last step, and how often it was begun; `is_held` where it was refused before it began.

    `is_asked` where a person asked for it again, and it was neither sent nor refused since. `left` are the times that
    it left, `copy` is the number of the last copy of its own, also where it has none any more. `addresses` are those
    that it had, one after the other; `moved` counts how often it got another.
    """

    delivery: Delivery
    last: Event
    begun: int = 0
    is_held: bool = False
    is_asked: bool = False
    left: tuple[Departure, ...] = ()
    copy: int = 0
    addresses: tuple[str, ...] = ()
    moved: int = 0

    def enter(self, delivery: Delivery) -> None:
        """Take the delivery as it is on record now."""
        self.delivery = delivery
        self.copy = delivery.copy or self.copy
        if self.addresses[-1:] != (delivery.address,):
            self.addresses = (*self.addresses, delivery.address)

    def go_on(self, step: Event, number: int) -> None:
        """Take the next step, the ledger's `number`th."""
        self.left = self._note_leaving(step, number)
        self.is_held = step.state is State.REFUSED and self.last.state is not State.SENDING
        self.begun += step.state is State.SENDING
        # All deliveries are read before the first step: which address it had then, the steps tell.
        self.moved += step.state is State.PLANNED and step.note.startswith(_MOVED)
        is_settled = step.state in (State.SENT, State.REFUSED)
        self.is_asked = not is_settled and (self.is_asked or _is_wish(step))
        self.last = step

    def _note_leaving(self, step: Event, number: int) -> tuple[Departure, ...]:
        """Give the times that it left, with what a step says of them."""
        is_sure, before = step.state is State.SENT, self.last.state
        if before is State.UNKNOWN and step.state is State.PLANNED and not _is_wish(step):
            if not step.note.startswith(PART_ARRIVED):
                return self.left[:-1]  # it was looked for, and had not arrived
            return (*self.left[:-1], replace(self.left[-1], note=step.note.removeprefix(PART_ARRIVED)))
        if not is_sure and step.state is not State.UNKNOWN:
            return self.left
        if self.left and before in (State.SENT, State.UNKNOWN):
            last = self.left[-1]
            return (*self.left[:-1], replace(last, is_sure=last.is_sure or is_sure, settled=step.note))
        address = self.addresses[self.moved]
        if before is State.SENDING:
            return (*self.left, Departure(number, step.note if is_sure else "", is_sure, address=address))
        return (*self.left, Departure(number, is_sure=is_sure, settled=step.note, address=address))

    @property
    def entry(self) -> Entry:
        """How it stands."""
        last, left = self.last, self.left
        return Entry(
            self.delivery,
            last.state,
            last.at,
            self.begun,
            last.note,
            last.next_try,
            self.is_asked,
            left,
        )


class Outbox:
    """The ledger, open for one run. What changes it raises StorageError where the disk fails."""

    def __init__(self, file: LedgerFile, path: Path) -> None:
        self._file = file
        self._path = path
        self._lives: dict[str, _Life] = {}
        self._steps = 0
        self.check()

    def plan(self, deliveries: Iterable[Delivery], at: str, again: Container[str] = ()) -> None:
        """Enter deliveries that are not on record yet, as planned; all or none of them.

        One that nobody has and whose recipient has another address now, or a copy of its own, is changed. One that was
        refused here before it began (by a marking, by a file with an error) is planned again, for it is asked for
        again; one that the other side refused is not. Of what was sent only that is planned whose key is in `again`.
        """
        self._write(*self._choose_steps(deliveries, at, again))

    def foresee(self, deliveries: Iterable[Delivery], at: str, again: Container[str] = ()) -> tuple[Entry, ...]:
        """Give deliveries as they would stand if they were planned now; nothing is written."""
        wanted = tuple(deliveries)
        changed, events = self._choose_steps(wanted, at, again)
        new = {one.key: one for one in changed}
        steps = {one.key: one for one in events}
        found = []
        for key in dict.fromkeys(one.key for one in wanted):
            life = self._lives.get(key) or _Life(new[key], Event(key, State.PLANNED, at))
            entry = life.entry
            if key in steps:
                step = steps[key]
                entry = replace(entry, delivery=new.get(key, entry.delivery), state=step.state, at=at, note=step.note)
                entry = replace(entry, next_try="")
            found.append(entry)
        return tuple(found)

    def _choose_steps(
        self, deliveries: Iterable[Delivery], at: str, again: Container[str]
    ) -> tuple[tuple[Delivery, ...], tuple[Event, ...]]:
        """Choose what planning adds: deliveries that are new or other now, and steps."""
        changed: dict[str, Delivery] = {}
        events: dict[str, Event] = {}
        for one in deliveries:
            key = one.key
            life = self._lives.get(key)
            if key in events:
                continue
            if life is None:
                changed[key], events[key] = one, Event(key, State.PLANNED, at)
            elif life.last.state in _NOT_DELIVERED and (why := _tell_change(life.delivery, one)):
                changed[key] = replace(life.delivery, address=one.address, organisation=one.organisation, copy=one.copy)
                events[key] = Event(key, State.PLANNED, at, why)
            elif life.is_held:
                events[key] = Event(key, State.PLANNED, at, _MAY_LEAVE)
            elif life.last.state is State.SENT and key in again:
                events[key] = Event(key, State.PLANNED, at, _IS_GONE)
        return tuple(changed.values()), tuple(events.values())

    def note(self, *events: Event) -> None:
        """Add steps in the lives of deliveries, all or none; they are on disk when this returns."""
        self._write((), events)

    def find_cut_off(self, at: str) -> tuple[Entry, ...]:
        """Note as unknown what an ended run left under way; return all that is unknown. Call it before sending."""
        under_way = [one for one in self._lives.values() if one.last.state is State.SENDING]
        self.note(*(Event(one.last.key, State.UNKNOWN, at, _CUT_OFF) for one in under_way))
        return tuple(one for one in self.list_entries() if one.state is State.UNKNOWN)

    def list_entries(self) -> tuple[Entry, ...]:
        """List all deliveries as they stand, in the order in which they were planned."""
        return tuple(life.entry for life in self._lives.values())

    def list_events(self, key: str) -> tuple[Event, ...]:
        """List the steps of one delivery's life, the first one first."""
        return self.list_histories().get(key, ())

    def list_histories(self) -> dict[str, tuple[Event, ...]]:
        """List the steps of all lives by key, the first one first."""
        found: dict[str, list[Event]] = {}
        with explained(self._path):
            for event in map(_read_event, self._file.list_steps()):
                found.setdefault(event.key, []).append(event)
        return {key: tuple(events) for key, events in found.items()}

    def number_copies(self, deliveries: Iterable[Delivery], numbered: Container[str]) -> tuple[Delivery, ...]:
        """Number the copies of recipients who get one of their own: each has the number that it had, or the next.

        None is given twice: what left with a number bears it wherever it is, also if its recipient is numbered no more.
        """
        last = max((life.copy for life in self._lives.values()), default=0)
        found = []
        for one in deliveries:
            number = 0
            if one.recipient in numbered:
                life = self._lives.get(one.key)
                number = life.copy if life else 0
                if not number:
                    number = last = last + 1
            found.append(replace(one, copy=number))
        return tuple(found)

    def check(self) -> None:
        """Read every row anew; raise IntegrityError where one is not as it was written, or one is missing."""
        lives: dict[str, _Life] = {}
        steps = 0
        with explained(self._path):
            for table, row in self._file.read():
                key = str(row[0])
                if table == "event":
                    steps += 1
                    lives[key].go_on(_read_event(row), steps)
                else:
                    _enter(lives, _read_delivery(row), key)
        self._lives, self._steps = lives, steps

    def _write(self, deliveries: tuple[Delivery, ...], events: tuple[Event, ...]) -> None:
        if not events:
            return
        self._file.write([_write_delivery(one) for one in deliveries], [_write_event(one) for one in events])
        for one in deliveries:
            _enter(self._lives, one, one.key)
        for event in events:
            self._steps += 1
            self._lives[event.key].go_on(event, self._steps)


@contextmanager
def open_outbox(path: Path, witness: Path | None = None) -> Iterator[Outbox]:
    """Open the ledger at `path`, or begin it. The caller holds the lock of sending.

    `witness` is a file in another folder that names its newest step: with it an older copy in the ledger's place, or
    none, is noticed. Raises IntegrityError where the file is no ledger of ours or not as it was written, PolicyError
    where it is no file, StorageError where the disk fails, LockedError where another program holds it.
    """
    with open_ledger(path, witness) as file:
        outbox = Outbox(file, path)
        file.testify()
        yield outbox


@contextmanager
def read_outbox(path: Path, witness: Path | None = None) -> Iterator[Outbox]:
    """Open the ledger to read it, also while a run sends; where there is none it is empty, and is not begun.

    Raises as `open_outbox` does.
    """
    with read_ledger(path, witness) as file:
        yield Outbox(file, path)


def _enter(lives: dict[str, _Life], one: Delivery, key: str) -> None:
    """Enter a delivery, or what is other about it now."""
    if key not in lives:
        lives[key] = _Life(one, Event(key, State.PLANNED, ""))
    lives[key].enter(one)


def _is_wish(step: Event) -> bool:
    return step.state is State.PLANNED and step.note.startswith(ASKED)


def _tell_change(before: Delivery, now: Delivery) -> str:
    """Tell what is other about a delivery that nobody has yet; "" for nothing."""
    if before.address != now.address:
        return f"{_MOVED}{before.address} before"
    if before.copy != now.copy:
        return f"it is copy {now.copy} now" if now.copy else "it is no copy of its own any more"
    return ""


def _write_delivery(one: Delivery) -> Row:
    where = (one.slug, one.number, one.variant, one.edition, one.marking.label)
    whom = (one.recipient, one.organisation, one.channel, one.address)
    return (one.key, one.matter.value, *where, *whom, one.about, one.copy)


def _read_delivery(row: Row) -> Delivery:
    _, matter, slug, number, variant, edition, label, recipient, organisation, channel, address, about, copy = row
    return Delivery(
        Matter(str(matter)), str(slug), int(number), str(variant), str(edition), _LABELS[str(label)], str(recipient),
        str(organisation), str(channel), str(address), str(about), int(copy),
    )  # fmt: skip


def _write_event(one: Event) -> Row:
    return tuple(str(value) for value in astuple(one))


def _read_event(row: Row) -> Event:
    key, state, at, note, next_try = map(str, row)
    return Event(key, State(state), at, note, next_try)
