"""Who is owed word of a withdrawn source: of each place one of those who read it there, and how it was told before.

On a site every edition stands for good, whoever it was sent for, so each one there is told of: the site itself is asked
whether it stands there, and the word beside it. Elsewhere it is the last edition that somebody received.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefgen.check.recipients import name_place
from briefgen.model.channel import Channel
from briefgen.model.delivery import Entry, Matter, State
from briefgen.model.impact import EditionUse, Impact
from briefgen.model.recipient import Recipient
from briefgen.model.source import Source
from briefgen.project.sending.places.shown import Shown
from briefgen.project.sending.planning import Rules
from briefgen.project.sending.settling import is_taken_away


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has an edition, or the site on which it stands.

    `entry` says how it came there, `reader` who reads it there today (None: nobody who is in the files), `channel` how
    the place is reached (None: not any more). `place` is as `name_place` has it, "" for none.
    """

    entry: Entry
    reader: Recipient | None
    channel: Channel | None
    place: str

    @property
    def is_site(self) -> bool:
        """Whether it is a site that has to be told, and no person."""
        return self.channel is not None and self.channel.kind == "site"

    @property
    def recipient(self) -> str:
        """In whose name it is told."""
        return self.reader.name if self.reader and not self.is_site else self.entry.delivery.recipient


@dataclass(frozen=True, slots=True)
class Received:
    """An edition that somebody has, and the source of it that was withdrawn since.

    `about` is the source's id as the edition has it, `names` are all of whom and by which it may be asked for. `told`
    is how the place was told of the source before, None: never, or the word is there no more.
    """

    edition: EditionUse
    source: Source
    about: str
    holder: Holder
    names: frozenset[str]
    told: Entry | None


class _Places:
    """Whom each place belongs to today."""

    def __init__(self, rules: Rules, shown: Shown) -> None:
        self._rules, self._shown = rules, shown
        self._readers: dict[str, Recipient] = {}
        for one in rules.recipients.by_name.values():
            if not one.members:
                self._readers.setdefault(name_place(one, rules.channels), one)

    def name(self, entry: Entry) -> str:
        """Name the place that a delivery went to; "" where its channel is gone, and it is on no site."""
        one, site = entry.delivery, self._shown.find_site(entry)
        then = Recipient(one.recipient, channel=site.name if site else one.channel, address=one.address)
        return name_place(then, self._rules.channels)

    def is_on_site(self, entry: Entry) -> bool:
        """Whether a delivery went to a site."""
        return self._shown.find_site(entry) is not None

    def find_site(self, entry: Entry) -> Holder | None:
        """Find the site on which a delivery put its edition; None where it went another way."""
        one, channel = entry.delivery, self._shown.find_site(entry)
        if channel is None:
            return None
        reader = self._rules.recipients.by_name.get(one.recipient)
        is_there = reader is not None and reader.channel == channel.name
        return Holder(entry, reader if is_there else None, channel, self.name(entry))

    def find_reader(self, entry: Entry) -> Holder:
        """Find who has what was delivered, by the way of today; another name of the same place stands for one gone."""
        one, place = entry.delivery, self.name(entry)
        reader = self._rules.recipients.by_name.get(one.recipient) or (self._readers.get(place) if place else None)
        channel = self._rules.channels.by_name.get(reader.channel) if reader else None
        return Holder(entry, reader, channel, name_place(reader, self._rules.channels) if reader else "")


def list_received(impacts: Iterable[tuple[Source, Impact]], rules: Rules, shown: Shown) -> Iterator[Received]:
    """List what rests on each withdrawn source, place by place: an edition stands in each place once.

    `shown` looks at folders and sites.
    """
    places = _Places(rules, shown)
    for source, impact in impacts:
        for edition, holders in _list_holders(impact.editions, places, shown):
            yield from _list_places(edition, source, holders, _Before(edition, source, places, shown))


def _list_holders(
    editions: Sequence[EditionUse], places: _Places, shown: Shown
) -> Iterator[tuple[EditionUse, tuple[Holder, ...]]]:
    """List of each edition who has it: each site on which it stands, and those whose last edition it is."""
    last: dict[tuple[str, str], Entry] = {}
    there = [(edition, tuple(_list_reached(edition))) for edition in editions]
    for edition, entries in there:
        for entry in entries:
            before = last.get((edition.slug, entry.delivery.recipient))
            if before is None or _came_later(entry, before):
                last[edition.slug, entry.delivery.recipient] = entry
    for edition, entries in there:
        holders: list[Holder] = []
        for entry in entries:
            site = places.find_site(entry)
            # What was taken away may have come back with a copy; what is to go there again may stand there or not.
            is_moot = entry.state.is_open or is_taken_away(entry)
            if site and not (is_moot and not shown.may_hold(entry)):
                holders.append(site)
            if entry is last[edition.slug, entry.delivery.recipient]:
                one = places.find_reader(entry)
                # Whoever has left a site for another way is told there too; who is gone has read it on the site.
                is_elsewhere = one.channel is not None and not one.is_site
                holders += [one] if site is None or is_elsewhere else []
        yield edition, tuple(holders)


def _came_later(one: Entry, before: Entry) -> bool:
    """Whether somebody got an edition after another: in one series by its number, else by the ledger, no clock."""
    if one.delivery.variant == before.delivery.variant:
        return one.delivery.number >= before.delivery.number
    return _find_step(one) >= _find_step(before)


def _find_step(one: Entry) -> int:
    return one.left[-1].step if one.left else 0


def _list_reached(edition: EditionUse) -> Iterator[Entry]:
    for one in edition.readers:
        if one.delivery.matter is Matter.EDITION and one.has_left:
            yield one


class _Before:
    """What is on record of word of a source of one edition, by place and by name."""

    def __init__(self, edition: EditionUse, source: Source, places: _Places, shown: Shown) -> None:
        self.about = edition.source or source.id
        self._told: list[tuple[str, Entry]] = []
        self._begun: dict[tuple[str, str], State] = {}
        self._places, self._shown = places, shown
        for one in edition.readers:
            if one.delivery.about == self.about:
                place = places.name(one)
                self._begun[place, one.delivery.recipient] = one.state
                self._told += [(place, one)] if one.has_left else []

    def find_told(self, holder: Holder) -> Entry | None:
        """Find how a holder was told, what is sure before what is not; None for never, or no more."""
        there = [one for place, one in self._told if place and place == holder.place]
        told = [one for one in there if not self._shown.lacks_word(one)]
        if not holder.is_site:
            # Whoever has left a site is told in both places, and by now perhaps in one of them.
            begun = self._begun.get((holder.place, holder.recipient))
            told += [
                one
                for _, one in self._told
                if one.delivery.recipient == holder.recipient
                and one not in there
                and not (begun and begun.is_open and self._places.is_on_site(one))
            ]
        return max(told, key=lambda one: one.has_arrived, default=None)

    def has_begun(self, holder: Holder) -> bool:
        """Whether word was on its way to a holder already, by the way of today."""
        return bool(holder.place) and (holder.place, holder.recipient) in self._begun


def _list_places(edition: EditionUse, source: Source, holders: Iterable[Holder], before: _Before) -> Iterator[Received]:
    groups: defaultdict[tuple[str, str], list[Holder]] = defaultdict(list)
    for holder in holders:
        groups[holder.place, "" if holder.place else holder.recipient].append(holder)
    for group in groups.values():
        chosen, told = _choose(group, before)
        names = frozenset(name for one in group for name in _list_names(one))
        yield Received(edition, source, before.about, chosen, names, told)


def _choose(group: Sequence[Holder], before: _Before) -> tuple[Holder, Entry | None]:
    """Choose who of a place is told for all, and find how they were told before; None where somebody was not.

    It is the one to whom word was on its way already, so that nothing begins anew; then one who still reads it.
    """
    told = [(one, before.find_told(one)) for one in group]
    untold = [pair for pair in told if pair[1] is None]
    return min(untold or told, key=lambda pair: (not before.has_begun(pair[0]), pair[0].reader is None))


def _list_names(one: Holder) -> Iterator[str]:
    yield from (one.entry.delivery.recipient, one.entry.delivery.channel, one.recipient)
    if one.channel:
        yield one.channel.name
