"""`verify` of what a folder or a store was given of an edition: all of it is there, and its digests are those files'.

What `send` puts there is known from the edition's record, so that nothing which lies there itself has to say it.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from briefgen.deliver.channel import write_sums
from briefgen.editions.checking import digest_file
from briefgen.editions.record import RECORD, HeadedRecord
from briefgen.editions.signing import SIGNATURE
from briefgen.editions.sums import SUMS
from briefgen.errors import BriefgenError
from briefgen.files.reading import FileMissingError
from briefgen.project.editions.delivered import Delivered, digest_files, list_shelved_proofs
from briefgen.project.editions.on_record import Identity, OnRecord
from briefgen.project.editions.verdicts import ALTERED, EXTRA, MISSING, PROVEN, UNPROVEN, UNREADABLE, Verdict
from briefgen.project.sending.packing import list_files, name_word
from briefgen.project.sending.ways import ENDS

_NOTICE = re.compile(r"withdrawn-.+\.txt")
_NOTHING_SENT = "the ledger has nothing of it sent here"
_OTHER_SUMS = "it is not the one that `send` writes for the files here"


def list_due(folder: Path, record: HeadedRecord) -> Mapping[str, str]:
    """List what the folder of an edition holds beside the record away from the shelf, with digests.

    That is what a delivery of a signed edition holds, or all that the record names where it is a copy of the shelf's:
    none of that which nobody is sent comes with a delivery. Without the signature, which has to be there, nobody can
    tell what the digests were.
    """
    shown = tuple(list_files(record, folder, ENDS["folder"], is_stamped=False))
    inner = record.files.keys() - {one.name for one in shown}
    is_cut = (folder / SIGNATURE).is_file() and inner and not any((folder / name).exists() for name in inner)
    if not (is_cut or (folder / SUMS).is_file()):
        return record.files
    proofs = list_shelved_proofs(folder)
    sums = write_sums((*shown, *proofs)).sha256 if proofs else digest_files([folder / SUMS]).get(folder / SUMS, "")
    files = {one.name: one.sha256 for one in (*shown, *proofs) if one.name != RECORD}
    return {SIGNATURE: "", **files, SUMS: sums}


def is_notice(path: Path, folder: Path) -> bool:
    """Whether a file beside an edition has the name of word that a source of it was withdrawn."""
    return path.parent == folder and _NOTICE.fullmatch(path.name) is not None


def verify_notice(record: OnRecord | None, path: Path, edition: str, identity: Identity | None) -> Verdict:
    """Verify word that a source of an edition was withdrawn, by the ledger. `edition` is the digest of its record."""
    try:
        digest = digest_file(path)
    except BriefgenError as error:
        return Verdict(path, UNREADABLE, identity, why=str(error))
    return judge_words(record, Verdict(path, PROVEN, identity, digest), digest, edition)


def judge_words(record: OnRecord | None, verdict: Verdict, digest: str, edition: str) -> Verdict:
    """Judge a correction by the ledger: `digest` is of its file or its words, `edition` of the edition's record."""
    if record is None:
        return replace(verdict, state=UNPROVEN, why="the ledger, which alone could prove it, is not here")
    copies, about = record.copies, verdict.path.stem.removeprefix("withdrawn-")
    if copies.fault:
        return replace(verdict, state=UNPROVEN, why=copies.fault)
    if made := copies.find_made(digest, verdict.path, edition, about):
        return replace(verdict, why=str(made))
    if (edition, about) in copies.corrections:
        return replace(verdict, state=ALTERED, why=f"word that {about} was withdrawn was sent, but in other words")
    return replace(verdict, state=EXTRA, why=f"nobody was sent word that {about} was withdrawn")


def judge_place(record: OnRecord | None, given: Delivered | None, verdict: Verdict) -> Verdict:
    """Judge what is proven by where it lies: in a place to which nothing of its edition was sent it is too much."""
    if record is None or verdict.state != PROVEN:
        return verdict
    is_strange = given.is_strange if given else _is_strange(record, verdict)
    return replace(verdict, state=EXTRA, why=_NOTHING_SENT) if is_strange else verdict


def _is_strange(record: OnRecord, verdict: Verdict) -> bool:
    """Whether what is proven lies loose in the place of a reader to whom nothing of its edition was sent."""
    path = Path(os.path.realpath(verdict.path.parent)) / verdict.path.name
    # No channel brings anything into what the project makes: the ledger is not asked.
    if path.is_relative_to(record.project.output):
        return False
    editions = list(_list_editions(record, verdict))
    return bool(editions) and record.copies.is_strange_to(path, editions)


def _list_editions(record: OnRecord, verdict: Verdict) -> Iterator[tuple[str, ...]]:
    """List the editions that a file, or the folder of a record, may be of; none for a draft, which nobody is sent."""
    if verdict.path.is_dir():
        digest = digest_file(verdict.path / RECORD)
        yield from (tuple(name.split("/")[:-1]) for name, sha256 in (record.sums or {}).items() if sha256 == digest)
        return
    yield from (one.folder.parts[-3:] for one in record.entries if one.folder and one.sha256 == verdict.found)
    for made in record.copies.by_digest.get(verdict.found, ()):
        yield made.delivery.slug, str(made.delivery.number), made.delivery.variant


def tell_doubt(path: Path) -> str:
    """Say what is wrong with a file of a delivery that is altered, where its name does not."""
    return _OTHER_SUMS if path.name == SUMS else ""


def verify_beside(record: OnRecord, given: Delivered) -> Iterator[Verdict]:
    """Give what is missing or wrong in a delivery, and word of sources; pages and PDFs have their own verdicts."""
    for one in given.files:
        path = given.folder / one.name
        try:
            found = digest_file(path)
        except FileMissingError:
            yield Verdict(path, MISSING, given.identity, expected=(one.sha256,))
        except BriefgenError as error:
            if not is_shown(path):
                yield Verdict(path, UNREADABLE, given.identity, why=str(error))
        else:
            if found != one.sha256 and not is_shown(path):
                yield Verdict(path, ALTERED, given.identity, found, (one.sha256,), why=tell_doubt(path))
    for path in sorted(given.folder.glob(name_word("*"))):
        yield judge_place(record, given, verify_notice(record, path, given.edition, given.identity))
    yield from find_untold(given)


def find_untold(given: Delivered) -> Iterator[Verdict]:
    """Find word of withdrawn sources that was sent to a place and is not there."""
    for name, one in sorted(given.told.items()):
        if not os.path.lexists(given.folder / name):
            why = f"the ledger has it as sent to {one.recipient} by {one.channel}"
            yield Verdict(given.folder / name, MISSING, given.identity, why=why)


def is_shown(path: Path) -> bool:
    """Whether a file is a page or a PDF, as people open them."""
    return path.suffix.lower() in (".pdf", ".html") and path.is_file()
