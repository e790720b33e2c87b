"""The loop of sending: each step on record before the next, nothing twice, nobody in the way of the others."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from ferry_project import deliver_to

from briefgen.deliver import send as send_module
from briefgen.deliver.channel import Arrival, Letter, Outcome, Parcel
from briefgen.deliver.outbox import Outbox, open_outbox, read_outbox
from briefgen.deliver.send import Damaged, Exit, is_due, send_entries, settle_cut_off, tell_time
from briefgen.errors import StorageError
from briefgen.model.delivery import Delivery, Entry, State

ANN, BOB, EVE = map(deliver_to, ("ann", "bob", "eve"))
SENT = Outcome(State.SENT, "250 queued")


@dataclass(slots=True)
class Way:
    """A channel that says what the test wants; `took` are those whose parcels it was given."""

    says: Callable[[str], Outcome] = lambda name: SENT
    arrived: Arrival | None = None
    took: list[str] = field(default_factory=list)

    def deliver(self, parcel: Parcel) -> Outcome:
        """Take a parcel."""
        self.took.append(parcel.delivery.recipient)
        return self.says(parcel.delivery.recipient)

    def look_for(self, parcel: Parcel) -> Arrival | None:
        """Say what the test wants."""
        return self.arrived

    def locate(self, parcel: Parcel) -> str:
        """Name a place."""
        return f"{parcel.delivery.recipient}/ferry"

    @contextmanager
    def open(self) -> Iterator["Way"]:
        """Open it."""
        yield self


def pack(delivery: Delivery) -> Parcel | str:
    """Make a parcel with nothing in it; what is for Eve may not leave."""
    return "it is TLP:RED" if delivery.recipient == "eve" else Parcel(delivery, Letter("T", "TLP:GREEN", "en", ""))


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    """Give a ledger in which three deliveries are planned."""
    with open_outbox(tmp_path / "outbox.sqlite") as outbox:
        outbox.plan([ANN, BOB, EVE], tell_time())
        yield outbox


def send(outbox: Outbox, way: Way, per_minute: int = 0, pause: Callable[[float], None] = lambda _: None) -> list[Entry]:
    """Send all that waits by one channel."""
    waiting = [one for one in outbox.list_entries() if one.state.is_open]
    return list(send_entries(outbox, waiting, {"post": Exit(way.open, per_minute)}, pack, pause))


def list_states(outbox: Outbox) -> list[State]:
    """List how the deliveries stand."""
    return [one.state for one in outbox.list_entries()]


def test_each_gets_what_is_theirs_once(outbox: Outbox) -> None:
    """What was sent is not sent by the next run, and what may not leave is never begun."""
    way = Way()
    assert [one.state for one in send(outbox, way)] == [State.SENT, State.SENT, State.REFUSED]
    assert send(outbox, way) == []
    assert way.took == ["ann", "bob"]
    assert [one.attempts for one in outbox.list_entries()] == [1, 1, 0]


def test_it_is_on_disk_that_a_message_leaves_before_it_leaves(outbox: Outbox, tmp_path: Path) -> None:
    """At the moment of sending, who reads the ledger finds the delivery under way, and those behind it planned."""
    seen: list[list[State]] = []

    def look(name: str) -> Outcome:
        with read_outbox(tmp_path / "outbox.sqlite") as other:
            seen.append(list_states(other))
        return SENT

    send(outbox, Way(look))
    assert seen == [[State.SENDING, State.PLANNED, State.PLANNED], [State.SENT, State.SENDING, State.PLANNED]]


def test_one_that_is_refused_keeps_nobody_waiting(outbox: Outbox) -> None:
    """A no for good, a no for now and a broken line are one recipient's each; the others are sent to."""
    answers = {"ann": Outcome(State.REFUSED, "550 no such user"), "bob": Outcome(State.UNKNOWN, "the line broke")}
    assert [one.state for one in send(outbox, Way(answers.__getitem__))] == [
        State.REFUSED,
        State.UNKNOWN,
        State.REFUSED,
    ]
    assert send(outbox, Way()) == []


def test_a_deferred_one_is_tried_later_and_then_less_often(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each try sets the next one further off, up to a day; once it is sent there is no next one."""
    pauses = []
    for _ in range(6):
        before = datetime.now(UTC)
        (ann, *_) = send(outbox, Way(lambda name: Outcome(State.DEFERRED, "451 greylisted")))
        until = datetime.fromisoformat(ann.next_try.replace("Z", "+00:00"))
        pauses.append(round((until - before) / timedelta(minutes=1)))
        assert outbox.list_entries()[0] == ann
    assert pauses == [5, 15, 60, 240, 1440, 1440]
    (ann, *_) = send(outbox, Way())
    assert (ann.state, ann.next_try, ann.attempts) == (State.SENT, "", 7)


def test_a_channel_that_is_down_is_tried_once(outbox: Outbox) -> None:
    """Where the channel itself is out of order, those behind the first stay as they were, and are told of."""
    way = Way(lambda name: Outcome(State.DEFERRED, "no route", is_down=True))
    told = send(outbox, way)
    assert way.took == ["ann"]
    assert [(one.state, one.note) for one in told] == [
        (State.DEFERRED, "no route"),
        (State.PLANNED, "not tried in this run: no route"),
        (State.PLANNED, "not tried in this run: no route"),
    ]
    assert [one.note for one in outbox.list_entries()] == ["no route", "", ""]


def test_a_rate_counts_from_beginning_to_beginning(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty a minute are one a second: what a delivery takes is no further pause, and the first does not wait."""
    now = [100.0]
    pauses: list[float] = []

    def take(name: str) -> Outcome:
        now[0] += 0.25 if name == "ann" else 5.0
        return SENT

    def wait(seconds: float) -> None:
        pauses.append(round(seconds, 3))
        now[0] += seconds

    monkeypatch.setattr(send_module.time, "monotonic", lambda: now[0])
    send(outbox, Way(take), per_minute=60, pause=wait)
    assert pauses == [0.75]


@pytest.mark.parametrize("moment", ["before it", "within it"])
def test_a_run_that_is_interrupted_is_run_again(outbox: Outbox, moment: str) -> None:
    """Ctrl-C between two deliveries leaves nothing in doubt; within one, that one is unknown to the next run."""

    def stop(name: str) -> Outcome:
        if name == "bob":
            raise KeyboardInterrupt
        return SENT

    with pytest.raises(KeyboardInterrupt):
        if moment == "within it":
            send(outbox, Way(stop))
        else:
            for _ in send_entries(outbox, outbox.list_entries(), {"post": Exit(Way().open)}, pack):
                raise KeyboardInterrupt
    way = Way()
    unknown = settle_cut_off(outbox, {"post": Exit(way.open)}, pack)
    send(outbox, way)
    assert [one.delivery for one in unknown] == ([BOB] if moment == "within it" else [])
    assert way.took == ([] if moment == "within it" else ["bob"])
    assert list_states(outbox)[0] is State.SENT


@pytest.mark.parametrize(
    ("arrived", "state"),
    [
        (Arrival.WHOLE, State.SENT), (Arrival.PART, State.PLANNED), (Arrival.NOTHING, State.PLANNED),
        (None, State.UNKNOWN),
    ],
)  # fmt: skip
def test_a_channel_that_can_tell_settles_what_was_cut_off(
    outbox: Outbox, arrived: Arrival | None, state: State
) -> None:
    """What is found there was sent, what is not is planned again, and else it is for a person to say."""

    def stop(name: str) -> Outcome:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(outbox, Way(stop))
    # A run without that channel only notes it; the next one that has it asks.
    assert [one.delivery for one in settle_cut_off(outbox, {}, pack)] == [ANN]
    left = settle_cut_off(outbox, {"post": Exit(Way(arrived=arrived).open)}, pack)
    assert list_states(outbox)[0] is state
    assert [one.delivery for one in left] == ([ANN] if arrived is None else [])


def test_what_is_damaged_waits_and_stops_nothing_else(outbox: Outbox) -> None:
    """Its edition may be put right; until then nobody looks whether it has arrived, and the others leave."""

    def pack_others(delivery: Delivery) -> Parcel | str | Damaged:
        return Damaged("its record was altered") if delivery == ANN else pack(delivery)

    def stop(name: str) -> Outcome:
        raise KeyboardInterrupt

    way = Way()
    sent = list(send_entries(outbox, outbox.list_entries(), {"post": Exit(way.open)}, pack_others))
    assert (sent[0].state, sent[0].note, way.took) == (State.PLANNED, "its record was altered", ["bob"])
    with pytest.raises(KeyboardInterrupt):
        send(outbox, Way(stop))
    left = settle_cut_off(outbox, {"post": Exit(Way(arrived=Arrival.WHOLE).open)}, pack_others)
    assert ([one.delivery for one in left], list_states(outbox)[0]) == ([ANN], State.UNKNOWN)


def test_an_answer_that_cannot_be_put_on_record_is_told(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk fills up while a message is under way, the error says what the other side answered."""

    def fill(name: str) -> Outcome:
        def fail(*events: object) -> None:
            raise StorageError("The disk is full.")

        monkeypatch.setattr(Outbox, "note", fail)
        return SENT

    with pytest.raises(StorageError, match=f"ferry, edition 1, to ann by post: sent 250 queued .key {ANN.key[:12]}"):
        send(outbox, Way(fill))
    assert list_states(outbox) == [State.SENDING, State.PLANNED, State.PLANNED]


@pytest.mark.parametrize(
    ("next_try", "due"),
    [("", True), ("2026-11-22T09:59:59Z", True), ("2026-11-22T10:05:00Z", False), ("2030-01-01T10:00:00Z", True)],
)
def test_what_a_clock_that_ran_ahead_put_off_is_due(next_try: str, due: bool) -> None:
    """No pause is longer than a day, so what waits for longer was put off by a wrong clock."""
    entry = Entry(ANN, State.DEFERRED, "2026-11-22T09:00:00Z", next_try=next_try)
    assert is_due(entry, "2026-11-22T10:00:00Z") is due
