"""One run of sending: what is due is planned, leaves, and what became of each is in the ledger."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial

from briefgen.deliver.channel import Letter
from briefgen.deliver.closed import open_closed
from briefgen.deliver.copies import check_stamping
from briefgen.deliver.outbox import Outbox
from briefgen.deliver.send import Exit, is_due, send_entries, settle_cut_off, tell_time
from briefgen.model.channel import Channel
from briefgen.model.delivery import Delivery, Entry, Matter, State
from briefgen.model.problem import Problem
from briefgen.project.place import Project
from briefgen.project.sending.ledger import open_project_outbox, read_project_outbox
from briefgen.project.sending.packing import Packer
from briefgen.project.sending.planning import Held, Rules
from briefgen.project.sending.ready import Shelved
from briefgen.project.sending.rules import Rereader
from briefgen.project.sending.settling import find_superseded, set_aside
from briefgen.project.sending.ways import end_site, list_ends, open_exit, tell_left_work


@dataclass(frozen=True, slots=True)
class SendOptions:
    """What to send: `topics` by slug, none: all; `to` names channels or recipients, none: all.

    With `is_trial` nothing leaves, and nothing is written. `is_unreplaced` lets corrections leave that name no edition
    in place of the one that they concern. `date` is the day that counts, None: today. `report` is told of each delivery
    as it then stands.
    """

    topics: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    is_trial: bool = False
    is_unreplaced: bool = False
    processes: int = 2
    date: datetime.date | None = None
    report: Callable[[int, int, Entry], None] = lambda done, total, entry: None

    @property
    def day(self) -> datetime.date:
        """The day that counts: what is dated later does not leave yet."""
        return self.date or datetime.date.today()


@dataclass(frozen=True, slots=True)
class SendReport:
    """What a run did. `planned` is what was to be done when it began; `done` how each of it then stood.

    `there` counts editions that their recipients have already, `told` corrections. `later` is not tried again yet,
    `refused` was refused before. `unknown` needs a person, `aside` does not leave any more. `damaged` says
    what of editions was found altered while they were to leave.
    """

    planned: tuple[Entry, ...] = ()
    done: tuple[Entry, ...] = ()
    held: tuple[Held, ...] = ()
    unknown: tuple[Entry, ...] = ()
    there: int = 0
    told: int = 0
    later: tuple[Entry, ...] = ()
    refused: tuple[Entry, ...] = ()
    aside: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    faults: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What all steps of one run share: who is to have what, and how it would leave.

    `slugs` (None: all, those too that are no topics any more, but for what is `spared`) and `names` (channels and
    recipients; none: all) are what the run is about, `editions` by their records' digests what may leave, `letters` by
    their deliveries' keys what is written of corrections, `again` the keys of what leaves though it was sent before.
    `closed` says by the names of channels why nothing leaves by them.
    """

    project: Project
    options: SendOptions
    rules: Rules
    wanted: tuple[Delivery, ...]
    slugs: frozenset[str] | None
    names: frozenset[str]
    editions: Mapping[str, Shelved] = field(default_factory=dict)
    letters: Mapping[str, Letter] = field(default_factory=dict)
    matter: Matter = Matter.EDITION
    spared: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    closed: Mapping[str, str] = field(default_factory=dict)

    def is_meant(self, one: Delivery) -> bool:
        """Whether a delivery on record is of the topics, and to or by those, that this run is about."""
        is_topic = one.slug not in self.spared and (self.slugs is None or one.slug in self.slugs)
        return is_topic and (not self.names or not self.names.isdisjoint((one.recipient, one.channel)))

    def may_close(self, one: Delivery) -> bool:
        """Whether a delivery that waits is this run's to close where it is not to leave any more."""
        return one.matter is self.matter and self.is_meant(one)

    def choose(self, entries: Sequence[Entry]) -> list[Entry]:
        """Choose what this run is about, and what is unknown still of earlier editions."""
        keys = {one.key for one in self.wanted}
        return [
            one
            for one in entries
            if one.delivery.key in keys or (one.state is State.UNKNOWN and self.is_meant(one.delivery))
        ]

    def number(self, outbox: Outbox) -> tuple[Delivery, ...]:
        """Give what is to leave, with the numbers of copies that are somebody's own."""
        if self.matter is not Matter.EDITION:
            return self.wanted
        numbered = frozenset(name for name, one in self.rules.recipients.by_name.items() if one.is_numbered)
        if not numbered.isdisjoint(one.recipient for one in self.wanted):
            check_stamping()
        return outbox.number_copies(self.wanted, numbered)

    def name_channels(self) -> list[str]:
        """Name the channels by which something is to leave."""
        return sorted({one.channel for one in self.wanted})

    def list_sites(self) -> list[Channel]:
        """List the sites that this run is about, also those by which nothing is to leave."""
        sites = [one for one in self.rules.channels.by_name.values() if one.kind == "site"]
        people = (one for one in self.rules.recipients.by_name.values() if one.name in self.names)
        asked = self.names.union(one.channel for one in people)
        return [one for one in sites if not self.names or one.name in asked]


def run(desk: Desk, outbox: Outbox | None = None) -> SendReport:
    """Send what is due, or say of a trial what would be done.

    `outbox` is the ledger where it was opened by `open_run` before; else it is opened, or begun, when all ways out are
    ready: a run that is refused before anything leaves begins none.
    """
    return _try(desk, outbox) if desk.options.is_trial else _send(desk, outbox)


def open_run(project: Project, options: SendOptions) -> AbstractContextManager[Outbox]:
    """Open the ledger as a run needs it: a trial only reads it, and begins none. Raises as its opening does."""
    return (read_project_outbox if options.is_trial else open_project_outbox)(project)


def _open(desk: Desk, outbox: Outbox | None) -> AbstractContextManager[Outbox]:
    return nullcontext(outbox) if outbox else open_run(desk.project, desk.options)


def _try(desk: Desk, opened: Outbox | None) -> SendReport:
    """Say what would be done."""
    now = tell_time()
    with _open(desk, opened) as outbox:
        aside = find_superseded(outbox, desk.wanted, desk.may_close, now)
        report = _sort(outbox.foresee(desk.number(outbox), now, desk.again), now)
    faults = tuple(filter(None, (tell_left_work(desk.project, one) for one in desk.list_sites())))
    return replace(report, aside=aside, faults=faults)


def _send(desk: Desk, opened: Outbox | None) -> SendReport:
    channels = {name: desk.rules.channels.by_name[name] for name in desk.name_channels()}
    faults: list[str] = []
    exits = {
        name: Exit(partial(open_closed, desk.closed[name]))
        if name in desk.closed
        else open_exit(desk.project, channel, faults.append)
        for name, channel in channels.items()
    }
    # What was taken away from a site is told of by its pages still, also where nothing is to come there any more.
    for site in desk.list_sites():
        if site.name not in exits and site.name not in desk.closed:
            end_site(desk.project, site, faults.append)
    ends = {name: list_ends(channel) for name, channel in channels.items()}
    rules = Rereader(desk.project, desk.rules)
    damaged: list[str] = []
    contact = desk.project.settings.contact
    pack = Packer(desk.project.editions, rules.read, ends, desk.editions, desk.letters, contact, damaged.append)
    with _open(desk, opened) as outbox:
        settle_cut_off(outbox, exits, pack)
        outbox.plan(desk.number(outbox), tell_time(), desk.again)
        aside = set_aside(outbox, desk.wanted, desk.may_close, tell_time())
        report = _sort(desk.choose(outbox.list_entries()), tell_time())
        done: list[Entry] = []
        for entry in send_entries(outbox, report.planned, exits, pack):
            done.append(entry)
            desk.options.report(len(done), len(report.planned), entry)
    told = tuple(dict.fromkeys(faults))
    return replace(report, done=tuple(done), aside=aside, faults=told, damaged=tuple(dict.fromkeys(damaged)))


def _sort(entries: Sequence[Entry], now: str) -> SendReport:
    """Sort deliveries by what is to be done about each."""
    waiting = [one for one in entries if one.state.is_open]
    return SendReport(
        planned=tuple(one for one in waiting if is_due(one, now)),
        later=tuple(one for one in waiting if not is_due(one, now)),
        unknown=tuple(one for one in entries if one.state in (State.UNKNOWN, State.SENDING)),
        refused=tuple(one for one in entries if one.state is State.REFUSED),
        there=sum(one.state is State.SENT for one in entries),
    )
