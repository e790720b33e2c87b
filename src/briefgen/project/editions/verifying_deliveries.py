"""`verify` of what a folder or a store was given of an edition: all of it is there, and its digests are those files'.

What `send` puts there is known from the edition's record, so that nothing which lies there itself has to say it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from briefgen.deliver.channel import ParcelFile, write_sums
from briefgen.editions.checking import digest_file
from briefgen.editions.record import RECORD, HeadedRecord, read_head
from briefgen.editions.signing import SIGNATURE
from briefgen.editions.sums import SUMS
from briefgen.errors import BriefgenError
from briefgen.project.editions.on_record import Entry, Identity, OnRecord
from briefgen.project.editions.verdicts import ALTERED, EXTRA, MISSING, PROVEN, UNPROVEN, UNREADABLE, Verdict
from briefgen.project.sending.packing import list_files, list_proofs
from briefgen.project.sending.ways import ENDS

_NOTICE = re.compile(r"withdrawn-.+\.txt")
_OTHER_SUMS = "it is not the one that `send` writes for the files here"


def is_delivered(folder: Path) -> bool:
    """Whether a folder away from the shelf holds what was delivered of an edition: digests of their own came along."""
    return (folder / SUMS).is_file()


def list_due(folder: Path, record: HeadedRecord) -> dict[str, str]:
    """List what a delivery of a signed edition holds beside the record, with digests.

    Without the signature, which has to be there, nobody can tell what the digests were.
    """
    shown = _list_shown(folder, record)
    proofs = _list_proofs(folder)
    sums = write_sums((*shown, *proofs)).sha256 if proofs else _digest_files([folder / SUMS]).get(folder / SUMS, "")
    files = {one.name: one.sha256 for one in (*shown, *proofs) if one.name != RECORD}
    return {SIGNATURE: "", **files, SUMS: sums}


def _list_proofs(folder: Path) -> tuple[ParcelFile, ...]:
    try:
        return tuple(list_proofs(folder, digest_file(folder / RECORD), ENDS["folder"]))
    except BriefgenError:
        # What cannot be read is told when each file is checked.
        return ()


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
    made = copies.by_digest.get(digest)
    if copies.fault:
        return replace(verdict, state=UNPROVEN, why=copies.fault)
    if made and (made.delivery.edition, made.delivery.about) == (edition, about):
        return replace(verdict, why=str(made))
    if (edition, about) in copies.corrections:
        return replace(verdict, state=ALTERED, why=f"word that {about} was withdrawn was sent, but in other words")
    return replace(verdict, state=EXTRA, why=f"nobody was sent word that {about} was withdrawn")


def _list_shown(folder: Path, record: HeadedRecord) -> tuple[ParcelFile, ...]:
    return tuple(list_files(record, folder, ENDS["folder"], is_stamped=False))


def tell_doubt(path: Path) -> str:
    """Say what is wrong with a file of a delivery that is altered, where its name does not."""
    return _OTHER_SUMS if path.name == SUMS else ""


def verify_loose(record: OnRecord, folder: Path, paths: Iterable[Path]) -> Iterator[Verdict]:
    """Verify that a delivery without a record is whole; give what is missing, and digests that are wrong.

    `paths` are the pages and PDFs in it. Of which edition they are the project says; where it does not, nothing is
    given: their own verdicts say so.
    """
    digests = _digest_files(paths) if is_delivered(folder) else {}
    entry = _find_edition(record, folder, digests)
    if entry and entry.folder:
        due = (*_list_shown(folder, read_head(entry.folder / RECORD)), *_list_proofs(entry.folder))
        for one in due:
            if not (folder / one.name).is_file():
                yield Verdict(folder / one.name, MISSING, entry.identity, expected=(one.sha256,))
        for path in sorted(folder.glob("withdrawn-*.txt")):
            yield verify_notice(record, path, digest_file(entry.folder / RECORD), entry.identity)
    else:
        copies = ((path, sha256) for path, sha256 in digests.items() if sha256 in record.copies.by_digest)
        due = tuple(ParcelFile(path.name, "", path, sha256) for path, sha256 in copies)
    expected = write_sums(due).sha256
    found = _digest_files([folder / SUMS]).get(folder / SUMS) if due else None
    if found and found != expected:
        yield Verdict(folder / SUMS, ALTERED, found=found, expected=(expected,), why=_OTHER_SUMS)


def _digest_files(paths: Iterable[Path]) -> dict[Path, str]:
    """Digest files; without those that cannot be read, of which their own verdicts tell."""
    found = {}
    for path in paths:
        with suppress(BriefgenError):
            found[path] = digest_file(path)
    return found


def _find_edition(record: OnRecord, folder: Path, digests: Mapping[Path, str]) -> Entry | None:
    """Find the edition in whose place, as deliveries have it, a folder stands, and of which it has a file."""
    found = (record.find(sha256, path) for path, sha256 in digests.items())
    return next((one for one in found if one and one.folder and one.folder.parts[-3:] == folder.parts[-3:]), None)
