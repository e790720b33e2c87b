"""One variant of an edition on its way to one recipient by one channel, and what has become of it."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from briefgen.model.marking import Marking


class State(StrEnum):
    """What has become of a delivery.

    It is planned, then under way; what came of that is one of the four others. DEFERRED is tried again, REFUSED is not.
    UNKNOWN is one that was cut off where the other side may have it: only a person settles that.
    """

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"

    @property
    def is_open(self) -> bool:
        """Whether `send` has something to do about it."""
        return self in (State.PLANNED, State.DEFERRED)


class Matter(StrEnum):
    """What is delivered: an edition, or word that a source of one was withdrawn."""

    EDITION = "edition"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is to reach whom, and how; nothing of it changes afterwards.

    `edition` is the SHA-256 of the edition's record, which names the digest of each of its files. `about` is "" but for
    a correction: the source that was withdrawn. `address` is where to, in the channel's own way of naming it. `copy` is
    the number of the copy that was made for this recipient alone, 0 where all receive the same file.
    """

    matter: Matter
    slug: str
    number: int
    variant: str
    edition: str
    marking: Marking
    recipient: str
    organisation: str
    channel: str
    address: str
    about: str = ""
    copy: int = 0

    @property
    def key(self) -> str:
        """What tells it from all others, 64 hexadecimal digits: the same edition reaches nobody twice by one channel.

        The address is no part of it: one that is mended is no reason to send again.
        """
        parts = (self.matter, self.edition, self.recipient, self.channel, self.about)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Departure:
    """One time that a delivery left, so that somebody has, or may have, what it brought.

    `step` is the ledger's step that says so, counted from 1; `note` what the channel said of it: of a file its place.
    `is_sure` where it arrived. `settled` is what a person, or the place itself, said of it afterwards. `address` is the
    one that it left for: where it was cut off, a part may stand there, whatever the delivery's address is now.
    """

    step: int
    note: str = ""
    is_sure: bool = True
    settled: str = ""
    address: str = ""

    @property
    def path(self) -> PurePath | None:
        """Where on this machine's file systems it was put, None where it left otherwise: a mailbox, a store."""
        path = PurePath(self.note)
        return path if path.is_absolute() else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger: a delivery as it stands.

    `at` is when it came to be so (ISO, UTC), `attempts` how often it was begun, `note` what the other side or a person
    said of it, `next_try` before when a deferred one is not tried again ("" at any time). `is_asked` tells that
    a person asked for it again, and it was neither sent nor refused since. `left` are the times that it left, the first
    one first: what became of it later, when a person asked for it again, takes nothing from anybody.
    """

    delivery: Delivery
    state: State
    at: str
    attempts: int = 0
    note: str = ""
    next_try: str = ""
    is_asked: bool = False
    left: tuple[Departure, ...] = ()

    @property
    def has_left(self) -> bool:
        """Whether somebody has, or may have, what was to be delivered."""
        return bool(self.left) or self.state in (State.SENT, State.UNKNOWN, State.SENDING)

    @property
    def has_arrived(self) -> bool:
        """Whether somebody has it for sure."""
        return self.state is State.SENT or any(one.is_sure for one in self.left)


@dataclass(frozen=True, slots=True)
class Event:
    """One step in a delivery's life, as the ledger keeps it for good."""

    key: str
    state: State
    at: str
    note: str = ""
    next_try: str = ""
