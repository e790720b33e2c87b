"""What should stand on a site of an edition: worked out from its proven record, never from what the site says itself.

A record is proven by the project's shelf, or by a signature on the site that counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.deliver.channel import ParcelFile, write_sums
from briefgen.deliver.site.library import EntryFile, SiteEntry
from briefgen.editions.checking import digest_file
from briefgen.editions.record import RECORD, EditionRecord, read_record
from briefgen.editions.shelf import read_limit
from briefgen.editions.signing import Signature, check_signature
from briefgen.errors import BriefgenError
from briefgen.project.editions.on_record import OnRecord
from briefgen.project.sending.packing import list_files, list_proofs, write_letter
from briefgen.project.sending.ways import ENDS


@dataclass(frozen=True, slots=True)
class Known:
    """An edition's proven record, and the folder with the signature that goes to the site with it, if there is one."""

    record: EditionRecord
    signed: Path


def find_signature(record: OnRecord | None, place: Path, entry: SiteEntry) -> Signature | None:
    """Check the signature beside an edition on a site; None where it has none, or not the record that it is of."""
    try:
        if digest_file(place / RECORD) != entry.edition:
            return None
    except BriefgenError:
        return None
    return check_signature(place, record.signers if record else None)


def find_known(record: OnRecord | None, place: Path, entry: SiteEntry, signature: Signature | None) -> Known | None:
    """Find the proven record of an edition on a site; None where nothing proves one."""
    is_signed = signature is not None and bool(signature.signer)
    try:
        if record and (record.sums or {}).get(f"{entry.place}/{RECORD}") == entry.edition:
            shelved = record.project.editions / entry.place
            # A signature that is gone from the shelf is no fault of the site, where the one there counts.
            is_lost = is_signed and not _list_proofs(shelved, entry)
            if digest_file(shelved / RECORD) == entry.edition:
                return Known(read_record(shelved / RECORD), place if is_lost else shelved)
        found = read_record(place / RECORD) if is_signed else None
    except BriefgenError:
        return None
    return Known(found, place) if found and _is_of(found, entry) else None


def _is_of(found: EditionRecord, entry: SiteEntry) -> bool:
    """Whether a record that the site has itself is of the edition in whose place it stands."""
    one = found.edition
    form = entry.variant.removesuffix(read_limit(entry.variant))
    return (one.slug, one.number, f"{one.template}.{one.language}") == (entry.slug, entry.number, form)


def list_expected(known: Known, place: Path, entry: SiteEntry) -> tuple[ParcelFile, ...]:
    """List the files that `send` puts on a site of an edition, with the digests that its record gives them."""
    shown = list_files(known.record, place, ENDS["site"], is_stamped=False)
    files = (*shown, *_list_proofs(known.signed, entry))
    return (*files, write_sums(files)) if files else ()


def _list_proofs(folder: Path, entry: SiteEntry) -> tuple[ParcelFile, ...]:
    try:
        return tuple(list_proofs(folder, entry.edition, ENDS["site"]))
    except BriefgenError:
        return ()


def describe_expected(known: Known, entry: SiteEntry, files: Iterable[ParcelFile]) -> SiteEntry:
    """Say what a site should tell of an edition whose files are all there. Raises OSError where one is not."""
    letter = write_letter(known.record)
    told = tuple(EntryFile(one.name, one.type, one.size, one.sha256) for one in files)
    return replace(
        entry, title=letter.title, label=letter.label, language=letter.language, date=letter.date,
        points=letter.points, files=told,
    )  # fmt: skip
