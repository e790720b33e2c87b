"""What stands where readers find editions, who reads there what they may not have, and where nobody can tell.

What is on a site its own files say, whoever put it there. For folders and stores the ledger says it, and for what a
channel put below a folder that is a site now: a folder is looked at then, for what was taken away is gone; a store is
not. What is in a mailbox is its owner's, and nobody's to judge.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.deliver.shares import name_lack
from briefgen.deliver.site.library import SiteEntry, find_library
from briefgen.deliver.site.plan import name_fault
from briefgen.errors import BriefgenError
from briefgen.files.messages import say_why_unreadable
from briefgen.model.channel import Channel
from briefgen.model.delivery import Delivery, Entry, Matter
from briefgen.model.marking import Marking
from briefgen.model.recipient import Recipient
from briefgen.project.place import Project
from briefgen.project.sending.copies import is_put_on
from briefgen.project.sending.places.in_stores import index_stored
from briefgen.project.sending.places.on_disk import PutPlaces, read_put_places
from briefgen.project.sending.planning import Rules, refuse_reader
from briefgen.project.sending.ready import Shelved
from briefgen.project.sending.settling import is_taken_away
from briefgen.project.sending.ways import describe_site


@dataclass(frozen=True, slots=True)
class Exposed:
    """What stands where it may not: `recipient` reads it there ("": all who come to a site).

    Or a site of which nobody can tell: editions were put there, and it cannot be read.

    `why` says what it is, `mend` what a person can do. `names` are those of the channel and its readers; `closed` is
    the channel by which nothing may leave until somebody mends that, "" for none.
    """

    recipient: str
    why: str
    mend: str
    names: frozenset[str]
    closed: str = ""

    @property
    def told(self) -> str:
        """The whole sentence."""
        told = f"{self.why}; {self.mend}" if self.mend else self.why
        return f"{self.recipient}: {told}" if self.recipient else told


#: What was delivered below the addresses of a folder or a store: the rest of its path with what it is.
_ByAddress = Mapping[str, Sequence[tuple[str, Delivery]]]


def find_exposed(project: Project, rules: Rules, entries: Iterable[Entry]) -> tuple[Exposed, ...]:
    """Find what stands where not all who read it may have it; `entries` are the ledger's.

    A place that cannot be read is passed over, for nothing is put there either; not a site that was given something.
    """
    readers: defaultdict[str, list[Recipient]] = defaultdict(list)
    for one in rules.recipients.by_name.values():
        if not one.members:
            readers[one.channel].append(one)
    there = tuple(entries)
    delivered, put = _index_by_address(there, rules), read_put_places(there)
    found: list[Exposed] = []
    for channel in rules.channels.by_name.values():
        people = readers[channel.name]
        if channel.kind == "site":
            if lost := _find_lost(project, channel, people, there):
                found.append(lost)
            else:
                found += _look_at_site(project, channel, people, put, rules)
        elif channel.kind in ("folder", "store"):
            if channel.kind == "folder":
                places = _join(delivered, put.index_below(project.locate(channel.path)))
            else:
                places = index_stored(there, channel, rules.channels)
            found += _look_at_folders(project, channel, people, places, rules)
    return tuple(found)


def tell_exposed(exposed: Iterable[Exposed], names: frozenset[str]) -> tuple[str, ...]:
    """Tell what stands where it may not, of the channels and recipients that are asked for; none: all."""
    return tuple(one.told for one in exposed if not names or names & one.names)


def _join(one: _ByAddress, other: _ByAddress) -> _ByAddress:
    return {
        address: tuple(dict.fromkeys((*one.get(address, ()), *other.get(address, ())))) for address in {**one, **other}
    }


def _find_lost(
    project: Project, channel: Channel, people: Sequence[Recipient], entries: Sequence[Entry]
) -> Exposed | None:
    """Find out why nobody can tell what stands on a site to which something was sent; None where it can be read."""
    site = describe_site(project, channel)
    why = name_lack(site.folder, site.mount) or _refuse_reading(site.folder)
    if not (why and _has_given(entries, channel, site.folder)):
        return None
    names = frozenset((channel.name, *(one.name for one in people)))
    told = f"what was put on the site `{channel.name}` cannot be looked at: {why}"
    return Exposed("", told, "", names, channel.name)


def _refuse_reading(folder: Path) -> str:
    """Say why the site in a folder cannot be read, "" where it can: a share that went leaves an empty folder."""
    try:
        is_empty = not any(folder.iterdir())
        find_library(folder)
    except BriefgenError as error:
        return str(error)
    except OSError as error:
        return f"{error.filename or folder}: {say_why_unreadable(error)}"
    return f"the folder {folder} is empty; is the share mounted?" if is_empty else ""


def _has_given(entries: Iterable[Entry], channel: Channel, folder: Path) -> bool:
    """Whether an edition was put on a site, by its name or another one, and nobody took it away since."""
    root = Path(os.path.realpath(folder))
    given = (one for one in entries if one.delivery.matter is Matter.EDITION and one.has_left)
    return any(is_put_on(one, channel, root) for one in given if not is_taken_away(one))


def _look_at_site(
    project: Project, channel: Channel, people: Sequence[Recipient], put: PutPlaces, rules: Rules
) -> Iterator[Exposed]:
    """Look at all that is on a site: what may not stand there at all, or who reads what they may not have."""
    site = describe_site(project, channel)
    if name_lack(site.folder, site.mount):
        return
    try:
        entries = find_library(site.folder).entries
    except (BriefgenError, OSError):
        return
    names = frozenset((channel.name, *(one.name for one in people)))
    if fault := name_fault(site, entries):
        yield Exposed("", fault, "", names)
        return
    shown = {one.place for one in entries}
    others = [(path, one) for path, one in put.list_below(site.folder) if path.as_posix() not in shown]
    above = [(path, one) for path, one in others if one.marking > site.highest and _is_there(site.folder / path)]
    if above:
        path, highest = max(above, key=lambda found: found[1].marking)
        more = f" (and {len(above) - 1} more)" if len(above) > 1 else ""
        why = f"{site.folder / path} stands on this site{more}, and is {highest.marking.label}"
        for name in [one.name for one in people] or [""]:
            yield Exposed(name, why, f"take it away: no more than {site.highest.label} may stand there", names)
        return
    standing = [_shelve(one, site.folder / one.place) for one in entries]
    standing += [_shelve(one, site.folder / path) for path, one in others]
    for one in people:
        if why := _refuse_standing(standing, one, rules):
            yield Exposed(one.name, why, f"take it away, or give {one.name} another channel", names)


def _look_at_folders(
    project: Project, channel: Channel, people: Sequence[Recipient], delivered: _ByAddress, rules: Rules
) -> Iterator[Exposed]:
    """Look at what was put into readers' own places for others, before these were theirs."""
    is_store = channel.kind == "store"
    folder = Path(channel.name) if is_store else project.locate(channel.path)
    if not is_store and name_lack(folder, project.locate(channel.mount) if channel.mount else None):
        return
    mend = "take it away, or give it an address that nobody had"
    if is_store:
        mend = f"{mend} (`briefgen outbox --resolve KEY --taken-away` tells that it is gone)"
    for one in people:
        own = one.address or one.name
        standing = [
            _shelve(sent, folder / own / rest)
            for rest, sent in delivered.get(own.casefold(), ())
            if sent.recipient != one.name
        ]
        if why := _refuse_standing(standing, one, rules, is_looked_at=not is_store):
            yield Exposed(one.name, why, mend, frozenset((channel.name, one.name)))


def _refuse_standing(standing: Iterable[Shelved], reader: Recipient, rules: Rules, *, is_looked_at: bool = True) -> str:
    """Say what of what stands in a place its reader may not have, of several the highest; "" for nothing."""
    by_kind: defaultdict[tuple[str, Marking], list[Shelved]] = defaultdict(list)
    for one in standing:
        by_kind[one.slug, one.marking].append(one)
    refused = [
        (one, why)
        for kind in by_kind.values()
        if (why := refuse_reader(kind[0], reader, rules.organisation))
        for one in kind
        if not is_looked_at or _is_there(one.folder)
    ]
    if not refused:
        return ""
    first, why = max(refused, key=lambda found: found[0].marking)
    others = f" (and {len(refused) - 1} more)" if len(refused) > 1 else ""
    return f"{first.folder} stands in its place{others}: {why}"


def _shelve(one: SiteEntry | Delivery, folder: Path) -> Shelved:
    """Describe what stands somewhere as what it is on the shelf."""
    return Shelved(one.slug, one.number, one.variant, one.marking, one.edition, folder)


def _is_there(folder: Path) -> bool:
    """Whether anything is in a folder; one that may not be looked into is not known to be empty."""
    try:
        return any(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def _index_by_address(entries: Iterable[Entry], rules: Rules) -> _ByAddress:
    """Index what was put into folders by its address and all that lead there; case tells none apart."""
    found: defaultdict[str, list[tuple[str, Delivery]]] = defaultdict(list)
    for entry in entries:
        one = entry.delivery
        way = rules.channels.by_name.get(one.channel)
        if way and way.kind != "folder":
            continue
        is_there = one.matter is Matter.EDITION and entry.has_left
        for address in dict.fromkeys((*(left.address for left in entry.left), one.address)) if is_there else ():
            parts = [*(address or one.recipient).split("/"), one.slug, str(one.number), one.variant]
            for end in range(1, len(parts)):
                found["/".join(parts[:end]).casefold()].append(("/".join(parts[end:]), one))
    return found
