"""What stands ready to be sent: of each topic the newest editions, each in a variant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.editions.record import RECORD, read_head
from briefgen.editions.shelf import find_folders, read_all_sums, read_limit
from briefgen.errors import IntegrityError
from briefgen.grammar.markings import read_marking
from briefgen.model.marking import Marking


@dataclass(frozen=True, slots=True)
class Shelved:
    """A variant of an edition that stands ready to be sent.

    `marking` is the one that it bears. `today` is the highest that it, its topic or anything in it bears now: what was
    raised since it was issued travels no further than that. `is_strict` where TLP:AMBER+STRICT is among them.
    `kept_in` names the sources in it that their owners do not let leave the own organisation, `ended` those that may be
    quoted no more. `issued` is its day (ISO), "" where that does not matter.
    """

    slug: str
    number: int
    variant: str
    marking: Marking
    sha256: str
    folder: Path
    today: Marking = Marking.CLEAR
    is_strict: bool = False
    kept_in: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    issued: str = ""

    @property
    def highest(self) -> Marking:
        """What decides where it may go."""
        return max(self.marking, self.today)


@dataclass(frozen=True, slots=True)
class Ready:
    """What stands ready, by topic; `damaged` says of a topic why its newest edition cannot be trusted."""

    editions: Mapping[str, tuple[Shelved, ...]]
    damaged: Mapping[str, str]


def read_ready(shelf: Path, slugs: Iterable[str]) -> Ready:
    """Read the newest editions of some topics; what is older is not looked at.

    Raises IntegrityError where the digests of all records cannot be read.
    """
    sums = read_all_sums(shelf)
    editions, damaged = {}, {}
    for slug in slugs:
        try:
            editions[slug] = tuple(_list_shelved(shelf, slug, sums))
        except IntegrityError as error:
            damaged[slug] = str(error)
    return Ready(editions, damaged)


def _list_shelved(shelf: Path, slug: str, sums: Mapping[str, str]) -> Iterator[Shelved]:
    folders = ((one, sums.get(f"{slug}/{one.parent.name}/{one.name}/{RECORD}")) for one in find_folders(shelf, slug))
    listed = [(folder, digest) for folder, digest in folders if digest]
    newest = _find_newest(((folder.name, int(folder.parent.name)) for folder, _ in listed))
    for folder, digest in listed:
        number = int(folder.parent.name)
        if number == newest[read_limit(folder.name)]:
            head = read_head(folder / RECORD).edition
            marking = read_marking(head.marking)
            if not isinstance(marking, Marking):
                raise IntegrityError(f"{folder / RECORD} has no marking that anybody knows")
            yield Shelved(slug, number, folder.name, marking, digest, folder, issued=head.issued)


def choose_newest(editions: Sequence[Shelved]) -> tuple[Shelved, ...]:
    """Choose of a topic's editions those of the newest number up to each limit: no other is sent."""
    newest = _find_newest((one.variant, one.number) for one in editions)
    return tuple(one for one in editions if one.number == newest[read_limit(one.variant)])


def _find_newest(numbered: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Find the newest number of each limit, given variants and their numbers."""
    newest: dict[str, int] = {}
    for variant, number in numbered:
        limit = read_limit(variant)
        newest[limit] = max(number, newest.get(limit, 0))
    return newest
