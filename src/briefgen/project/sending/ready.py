"""What stands ready to be sent: of each topic the newest editions, each in a variant."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefgen.editions.checking import check_edition
from briefgen.editions.record import RECORD, EditionHead
from briefgen.editions.shelf import find_folders, read_all_sums, read_limit
from briefgen.editions.signing import SIGNATURE, check_signature
from briefgen.errors import IntegrityError
from briefgen.grammar.markings import read_marking
from briefgen.model.marking import Marking


@dataclass(frozen=True, slots=True)
class Shelved:
    """A variant of an edition that stands ready to be sent.

    `marking` is the one that it bears. `today` is the highest that it, its topic or anything in it bears now: what was
    raised since it was issued travels no further than that. `is_strict` where TLP:AMBER+STRICT is among them.
    `kept_in` names the sources in it that their owners do not let leave the own organisation, `ended` those that may be
    quoted no more, `withdrawn` those that were withdrawn, `unread` those of which nobody can tell how they are
    marked, or may be used. `is_unsigned` tells that somebody has to sign editions here, and nobody did this one.
    `issued` is its day (ISO), "" where that does not matter.
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
    withdrawn: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    is_unsigned: bool = False
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


def read_ready(shelf: Path, slugs: Iterable[str], signers: Path | None = None) -> Ready:
    """Read the newest editions of some topics, each file proven by its record; what is older is not looked at.

    Newest is counted for each limit: a variant that was left out when others were issued is not there, for its readers
    would take an old edition for the new.
    `signers` is the file of those whose signatures count, None where editions need none.
    Raises IntegrityError where the digests of all records cannot be read, UsageError without ssh-keygen.
    """
    sums = read_all_sums(shelf)
    editions, damaged = {}, {}
    for slug in slugs:
        try:
            editions[slug] = tuple(_list_shelved(shelf, slug, sums, signers))
        except IntegrityError as error:
            damaged[slug] = str(error)
    return Ready(editions, damaged)


def _list_shelved(shelf: Path, slug: str, sums: Mapping[str, str], signers: Path | None) -> Iterator[Shelved]:
    folders = ((one, sums.get(f"{slug}/{one.parent.name}/{one.name}/{RECORD}")) for one in find_folders(shelf, slug))
    listed = [(folder, digest) for folder, digest in folders if digest]
    newest = _find_newest(((folder.name, int(folder.parent.name)) for folder, _ in listed))
    for folder, digest in listed:
        number = int(folder.parent.name)
        if number == newest[read_limit(folder.name)]:
            head = _read_proven(folder, digest)
            marking = read_marking(head.marking)
            if not isinstance(marking, Marking):
                raise IntegrityError(f"{folder / RECORD} has no marking that anybody knows")
            is_unsigned = signers is not None and not _is_signed(folder, signers)
            yield Shelved(
                slug, number, folder.name, marking, digest, folder, issued=head.issued, is_unsigned=is_unsigned
            )


def _read_proven(folder: Path, digest: str) -> EditionHead:
    """Read what an edition is. Raises IntegrityError where its record, or a file that it names, is not as issued."""
    record, faults = check_edition(folder, digest)
    wrong = [one for one in faults if one.wrong != "extra"]
    if record is None or wrong:
        told = [one.why or f"{one.path.relative_to(folder.parents[2])} is {one.wrong}" for one in wrong]
        raise IntegrityError("; ".join(told))
    return record.edition


def _is_signed(folder: Path, signers: Path) -> bool:
    """Whether one of those whose signatures count signed a record. Raises IntegrityError where another was signed."""
    signature = check_signature(folder, signers)
    if signature is not None and signature.fault:
        raise IntegrityError(f"{folder / SIGNATURE}: {signature.fault}")
    return signature is not None and bool(signature.signer)


def _find_newest(numbered: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Find the newest number of each limit, given variants and their numbers."""
    newest: dict[str, int] = {}
    for variant, number in numbered:
        limit = read_limit(variant)
        newest[limit] = max(number, newest.get(limit, 0))
    return newest
