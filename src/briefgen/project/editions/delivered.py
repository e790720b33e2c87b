"""What should stand where a folder or a store was given an edition: worked out from its record, and from the ledger.

Of which edition a place is tells the end of its path, as `send` writes it: ``…/<topic>/<number>/<variant>``. No file in
it is asked, for whoever alters one can alter all.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.deliver.channel import ParcelFile, write_sums
from briefgen.editions.checking import digest_file
from briefgen.editions.record import RECORD, read_head
from briefgen.errors import BriefgenError
from briefgen.model.delivery import Delivery, Matter
from briefgen.project.editions.on_record import Identity, OnRecord, identify
from briefgen.project.sending.packing import list_files, list_proofs, name_word
from briefgen.project.sending.ways import ENDS


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a folder was given: of which edition, the digest of that one's record, and the files.

    `files` are none where only word of a source came there. `told` is the word that the ledger has as sent there, by
    the names of its files. `is_strange` where the ledger has nothing of the edition as ever on its way there: then
    whatever lies there is nothing that should.
    """

    folder: Path
    identity: Identity
    edition: str
    files: tuple[ParcelFile, ...]
    told: Mapping[str, Delivery]
    is_strange: bool = False


def find_delivered(record: OnRecord, folder: Path) -> Delivered | None:
    """Find what a folder was given; None where its path is of no edition, or nothing of one is there or was sent there.

    None too where the edition's record was altered: it would accuse files that are as they were sent.
    """
    shelved = record.project.editions.joinpath(*folder.parts[-3:])
    head = record.editions.get(shelved)
    if head is None or folder.is_relative_to(record.project.editions):
        return None
    edition = digest_file(shelved / RECORD)
    if record.expect(shelved) not in (edition, "", None):
        return None
    if record.copies.is_strange(folder):
        return Delivered(folder, identify(head, folder), edition, (), {}, is_strange=True)
    sent = _choose_way(folder, [one for one in record.copies.list_sent_to(folder) if one.edition == edition])
    files = _choose_files(record, folder, shelved, [one for one in sent if one.matter is Matter.EDITION])
    told = {name_word(one.about): one for one in sent if one.matter is Matter.CORRECTION}
    if not (files or told or any(folder.glob(name_word("*")))):
        return None
    return Delivered(folder, identify(head, folder), edition, files, told)


def _choose_way(folder: Path, sent: list[Delivery]) -> list[Delivery]:
    """Choose what came by one channel, where a folder may be a copy of several channels': by what lies in it."""
    ways: dict[str, list[Delivery]] = {}
    for one in sent:
        ways.setdefault(one.channel, []).append(one)
    words = set(folder.glob(name_word("*")))
    has_more = not words.issuperset(folder.glob("*"))

    def fit(way: list[Delivery]) -> int:
        there = (folder / name_word(one.about) in words if one.about else has_more for one in way)
        return sum(1 if one else -1 for one in there)

    return max(ways.values(), key=fit, default=[])


def _choose_files(record: OnRecord, folder: Path, shelved: Path, sent: list[Delivery]) -> tuple[ParcelFile, ...]:
    """Choose what should stand in a folder: what was sent there, else of what might have been that which fits best.

    Nothing where neither the ledger nor any file there tells that it is a delivery: names alone may be a stranger's.
    """
    parcels = [(*files, write_sums(files)) for files in _list_parcels(record, folder, shelved, sent) if files]
    found = digest_files({folder / one.name for files in parcels for one in files})
    due = {one.sha256 for files in parcels for one in files}
    is_ours = any(one in due or one in record.copies.by_digest or record.find(one, at) for at, one in found.items())
    if not (sent or is_ours):
        return ()
    return max(parcels, key=lambda files: sum(found.get(folder / one.name) == one.sha256 for one in files), default=())


def _list_parcels(
    record: OnRecord, folder: Path, shelved: Path, sent: list[Delivery]
) -> Iterator[tuple[ParcelFile, ...]]:
    """List what an edition's deliveries hold: what all receive, then each copy; only what was sent, if known."""
    head = read_head(shelved / RECORD)
    if not sent or not all(one.copy for one in sent):
        yield (*list_files(head, folder, ENDS["folder"], is_stamped=False), *list_shelved_proofs(shelved))
    copied = next(list_files(head, folder, (".pdf",), is_stamped=True), None)
    names = [one.key for one in sent] or [digest_file(shelved / RECORD)]
    # Of several that were made for one delivery the last one is what left.
    for sha256 in (one for name in names for one in reversed(record.copies.numbered.get(name, ()))):
        if copied:
            yield (replace(copied, sha256=sha256),)


def list_shelved_proofs(folder: Path) -> tuple[ParcelFile, ...]:
    """List what proves a signed edition: its record and signature; none where they cannot be read."""
    with suppress(BriefgenError):
        return tuple(list_proofs(folder, digest_file(folder / RECORD), ENDS["folder"]))
    return ()


def digest_files(paths: Iterable[Path]) -> dict[Path, str]:
    """Digest files; without those that cannot be read, of which their own verdicts tell."""
    found = {}
    for path in paths:
        with suppress(BriefgenError):
            found[path] = digest_file(path)
    return found
