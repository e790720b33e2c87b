"""The ledger shown, and settled by a person: what nobody knows of, what was refused, what is to go again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import dropwhile, pairwise

from briefgen.deliver.outbox import ASKED, Outbox
from briefgen.deliver.send import tell_time
from briefgen.errors import UsageError
from briefgen.grammar.characters import says_something
from briefgen.grammar.suggestions import ask_whether
from briefgen.model.delivery import Delivery, Entry, Event, Matter, State
from briefgen.project.place import Project
from briefgen.project.sending.ledger import hold_sending, open_project_outbox, read_project_outbox
from briefgen.project.sending.places.taking import find_said, find_same_place, refuse_taken

_SHORTEST_KEY = 8
_LONGEST_REASON = 500


class Finding(StrEnum):
    """What a person found or wants of a delivery, as the step on record begins; the person's reason follows.

    ASSUMED: it arrived. AGAIN: it is to be sent again. TAKEN: it is no longer in the place where a channel put it.
    """

    ASSUMED = "assumed sent"
    AGAIN = ASKED
    TAKEN = "taken away"


#: In which states a delivery can be settled so.
_SETTLED = {
    Finding.ASSUMED: (State.UNKNOWN,),
    Finding.AGAIN: (State.UNKNOWN, State.REFUSED, State.DEFERRED, State.SENT),
    Finding.TAKEN: (State.SENT,),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """Which deliveries are meant: of some topics (none: all), in some states (none: all)."""

    topics: tuple[str, ...] = ()
    states: tuple[State, ...] = ()

    def takes(self, entry: Entry) -> bool:
        """Whether a delivery is meant."""
        is_state = not self.states or entry.state in self.states
        return is_state and (not self.topics or entry.delivery.slug in self.topics)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a person says of deliveries, and why."""

    keys: tuple[str, ...]
    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What was settled: what a person named, and what lay in the same place along with it."""

    named: tuple[Entry, ...]
    along: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Life:
    """A delivery as it stands, with all steps that led there."""

    entry: Entry
    events: tuple[Event, ...]


def list_deliveries(project: Project, wish: Wish) -> tuple[Entry, ...]:
    """List the deliveries that are meant, in the order in which they were planned.

    Raises UsageError for a topic of which the ledger has nothing, and what reading the ledger raises.
    """
    with read_project_outbox(project) as outbox:
        return _choose(outbox, wish)


def list_lives(project: Project, wish: Wish) -> tuple[Life, ...]:
    """List the deliveries that are meant with all their steps; raises as `list_deliveries` does."""
    with read_project_outbox(project) as outbox:
        chosen, histories = _choose(outbox, wish), outbox.list_histories()
    return tuple(Life(one, histories[one.delivery.key]) for one in chosen)


def find_life(project: Project, key: str) -> Life:
    """Find a delivery by its key or its beginning. Raises UsageError where none or several have it."""
    with read_project_outbox(project) as outbox:
        entry = _find(outbox.list_entries(), key)
        return Life(entry, outbox.list_events(entry.delivery.key))


def settle_deliveries(project: Project, settlement: Settlement) -> Settled:
    """Put on record what a person decided; all of it or nothing. Give the deliveries as they then stand.

    What is gone from a place, or is back there, is so for all who read it there.

    Raises UsageError for a key that is none, a missing reason, and a delivery that cannot be settled so; LockedError
    while a run sends.
    """
    reason = " ".join(settlement.reason.split())
    if not says_something(reason) or len(reason) > _LONGEST_REASON:
        raise UsageError(f"--because: say in 1 to {_LONGEST_REASON} letters why; the ledger keeps your words.")
    finding = settlement.finding
    with hold_sending(project), open_project_outbox(project) as outbox:
        now = tell_time()
        outbox.find_cut_off(now)
        entries = outbox.list_entries()
        meant = {one.delivery.key: one for one in (_find(entries, key) for key in settlement.keys)}
        for entry in meant.values():
            _refuse_settled(entry, finding)
            if finding is Finding.AGAIN:
                _refuse_followed(entry, entries)
            if finding is Finding.TAKEN:
                _refuse_taken(project, entry, outbox)
        along = {} if finding is Finding.AGAIN else _find_along(project, finding, meant, outbox)
        state = State.PLANNED if finding is Finding.AGAIN else State.SENT
        outbox.note(*(Event(key, state, now, f"{finding}: {reason}") for key in (*meant, *along)))
        after = outbox.list_entries()
        named, others = (tuple(one for one in after if one.delivery.key in keys) for keys in (meant, along))
        return Settled(named, others)


def _find_along(project: Project, finding: Finding, meant: Mapping[str, Entry], outbox: Outbox) -> Mapping[str, Entry]:
    """Find what was put where something that is named lies, or lay, by another name: it is gone, or back, with it."""
    is_back = finding is Finding.ASSUMED
    there = [one for one in outbox.list_entries() if one.state is State.SENT and is_taken_away(one) == is_back]
    named = [one for one in there if one.delivery.key in meant]
    if not named:
        return {}
    lives = outbox.list_histories()
    others = [(one, _tell_said(lives[one.delivery.key])) for one in there if one.delivery.key not in meant]
    placed = [(one, _tell_said(lives[one.delivery.key])) for one in named]
    found = find_same_place(project, placed, others)
    return {one.delivery.key: one for one, said in found if is_back or not refuse_taken(project, one, said)}


def _tell_said(steps: Iterable[Event]) -> str:
    return find_said(steps, tuple(Finding))


def set_aside(
    outbox: Outbox, wanted: Iterable[Delivery], may_close: Callable[[Delivery], bool], at: str
) -> tuple[Entry, ...]:
    """Close what `find_superseded` finds, and return it. What is wanted again later is planned again."""
    found = find_superseded(outbox, wanted, may_close, at)
    outbox.note(*(Event(one.delivery.key, one.state, one.at, one.note) for one in found))
    return found


def find_superseded(
    outbox: Outbox, wanted: Iterable[Delivery], may_close: Callable[[Delivery], bool], at: str
) -> tuple[Entry, ...]:
    """Find what waits and is not to leave any more, as it would stand when closed; nothing is written.

    A newer edition took its place, or its recipient is out. `wanted` is what is to leave now, `may_close` tells which
    deliveries this run is about.
    """
    keys = {one.key for one in wanted}
    newest = {(one.slug, one.recipient): one for one in wanted}
    found = []
    for entry in outbox.list_entries():
        one = entry.delivery
        if entry.state.is_open and one.key not in keys and may_close(one):
            instead = newest.get((one.slug, one.recipient))
            why = f"edition {instead.number} leaves instead" if instead else "its recipient is not to have it now"
            found.append(replace(entry, state=State.REFUSED, at=at, note=why, next_try=""))
    return tuple(found)


def measure_keys(entries: Sequence[Entry]) -> int:
    """Return how many digits tell the keys of all deliveries apart, and no fewer than eight."""
    keys = sorted(one.delivery.key for one in entries)
    shared = (_count_shared(one, other) for one, other in pairwise(keys))
    return max(_SHORTEST_KEY, max(shared, default=0) + 1)


def _count_shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), len(one))


def _choose(outbox: Outbox, wish: Wish) -> tuple[Entry, ...]:
    entries = outbox.list_entries()
    known = {one.delivery.slug for one in entries}
    for slug in wish.topics:
        if slug not in known:
            hint = ask_whether(slug, known)
            raise UsageError(f"nothing of a topic `{slug}` is in the ledger{f'; {hint}' if hint else '.'}")
    return tuple(one for one in entries if wish.takes(one))


def _find(entries: Sequence[Entry], key: str) -> Entry:
    sought = key.strip().lower()
    found = [one for one in entries if sought and one.delivery.key.startswith(sought)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{len(found)} deliveries have a key that begins with {key!r}; write more of it.")
    raise UsageError(f"no delivery has a key that begins with {key!r}; `briefgen outbox` lists them.")


def is_taken_away(entry: Entry) -> bool:
    """Whether a person says that what was sent is no longer where a channel put it."""
    return entry.note.startswith(Finding.TAKEN)


def _refuse_taken(project: Project, entry: Entry, outbox: Outbox) -> None:
    """Refuse to believe that something is gone which was put nowhere, or stands there."""
    if why := refuse_taken(project, entry, _tell_said(outbox.list_events(entry.delivery.key))):
        raise UsageError(f"{entry.delivery.key[:_SHORTEST_KEY]} {why}.")


def _refuse_settled(entry: Entry, finding: Finding) -> None:
    # Word of a withdrawn source that no channel took may reach somebody by a person's mouth.
    is_told = entry.delivery.matter is Matter.CORRECTION and entry.state is State.REFUSED
    # What was taken away may have been put back, or was another one.
    is_back = entry.state is State.SENT and is_taken_away(entry)
    # What left before it was set aside, in part or whole, stands where it came to.
    is_put = entry.state is State.REFUSED and bool(entry.left)
    if entry.state in _SETTLED[finding] or (finding is Finding.ASSUMED and (is_told or is_back)):
        return
    if finding is Finding.TAKEN and is_put:
        return
    why = {
        Finding.ASSUMED: "; only what is unknown or was taken away, or a refused correction can be assumed to be sent.",
        Finding.AGAIN: ": `briefgen send` sends it as it is.",
        Finding.TAKEN: "; only what was sent can have been taken away.",
    }
    raise UsageError(f"{entry.delivery.key[:_SHORTEST_KEY]} is {entry.state.value}{why[finding]}")


def _refuse_followed(entry: Entry, entries: Sequence[Entry]) -> None:
    """Refuse to send an edition again that a newer one has followed: the next run would set it aside at once.

    One of which nobody knows may be settled so even then; else only "it has arrived" could be said of it.
    """
    one = entry.delivery
    if one.matter is not Matter.EDITION or entry.state is State.UNKNOWN:
        return
    # What was entered before it went out of use: they had a variant then whose editions went further.
    after = dropwhile(lambda other: other.key != one.key, (other.delivery for other in entries))
    same = [other for other in after if other.matter is one.matter and _tell_end(other) == _tell_end(one)]
    newest = max(other.number for other in same)
    if newest > one.number:
        raise UsageError(
            f"{one.key[:_SHORTEST_KEY]} is edition {one.number}, and edition {newest} has followed it for "
            f"{one.recipient} by {one.channel}; `briefgen send` sends the newest one only."
        )


def _tell_end(one: Delivery) -> tuple[str, str, str]:
    return one.slug, one.recipient, one.channel
