"""`verify` of editions: those on the shelf, and a folder of one wherever it lies, each file by its record."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from briefgen.editions.checking import Fault, check_edition, digest_file, list_below
from briefgen.editions.placing import READY
from briefgen.editions.record import RECORD
from briefgen.editions.shelf import list_all_folders
from briefgen.editions.signing import SIGNATURE, check_signature
from briefgen.editions.sums import SUMS
from briefgen.project.editions.delivered import Delivered, digest_files, find_delivered
from briefgen.project.editions.on_record import Identity, OnRecord, identify
from briefgen.project.editions.verdicts import ALTERED, EXTRA, MISSING, PROVEN, UNPROVEN, Verdict, tell_signer
from briefgen.project.editions.verifying_deliveries import (
    find_untold,
    is_notice,
    judge_place,
    list_due,
    tell_doubt,
    verify_notice,
)

_SHOWN = (".pdf", ".html")


def verify_editions(record: OnRecord, slug: str = "") -> tuple[Verdict, ...]:
    """Verify all editions, or those of one topic: every file, nothing missing, nothing extra.

    Beside topics only pages and PDFs are: somebody may keep a signature of the shelf's digests there.
    """
    shelf = record.project.editions
    topics = [slug] if slug else sorted({*list_shelved(shelf), *(name.split("/")[0] for name in record.sums or ())})
    found = [verdict for topic in topics for verdict in _verify_topic(record, topic)]
    beside = sorted(shelf.glob("*")) if not slug else ()
    found += [_call_stray(path) for path in beside if path.suffix.lower() in _SHOWN and not path.is_dir()]
    if record.sums is None:
        why = "it cannot be read, or a line of it is no digest of an edition's record: nothing proves the records"
        found.insert(0, Verdict(shelf / SUMS, ALTERED, why=why))
    return tuple(found)


def list_shelved(shelf: Path) -> set[str]:
    """List the names of all folders on the shelf, whatever is in them."""
    found = (*shelf.glob("*"), *shelf.glob(f"{READY}*/*")) if shelf.is_dir() else ()
    return {one.name for one in found if one.is_dir() and not one.name.startswith(".")}


def _verify_topic(record: OnRecord, slug: str) -> Iterator[Verdict]:
    shelf = record.project.editions
    folders = list_all_folders(shelf, slug)
    for folder in folders:
        yield from verify_folder(record, folder)
    there = {"/".join(folder.parts[-3:]) for folder in folders}
    for name, digest in (record.sums or {}).items():
        place = name.removesuffix(f"/{RECORD}")
        if name.startswith(f"{slug}/") and place not in there:
            yield Verdict(shelf / name, MISSING, expected=(digest,), why=f"{SUMS} names it")
    yield from map(_call_stray, _find_strays(shelf / slug, frozenset(folders)))


def _find_strays(topic: Path, editions: frozenset[Path]) -> Iterator[Path]:
    """Find what lies in a topic's folder and in no edition; what begins with a dot is the file system's, or Git's."""
    for path in list_below(topic):
        names = path.relative_to(topic).parts
        if editions.isdisjoint(path.parents) and not any(name.startswith(".") for name in names):
            yield path


def _call_stray(path: Path) -> Verdict:
    return Verdict(path, EXTRA, why="no edition has it")


def verify_folder(record: OnRecord | None, folder: Path) -> Iterator[Verdict]:
    """Verify one variant's folder: a verdict on the whole, or one on each file that is not as its record says."""
    is_shelved = record is not None and folder.is_relative_to(record.project.editions)
    given = find_delivered(record, folder) if record and not is_shelved else None
    expected = record.expect(folder) if record and is_shelved else _expect_sent(record, given)
    head, faults = check_edition(folder, expected, None if is_shelved else list_due)
    identity = identify(head.edition, folder) if head else None
    notices = [] if is_shelved else [one.path for one in faults if one.wrong == EXTRA and is_notice(one.path, folder)]
    faults = tuple(one for one in faults if one.path not in notices)
    for path in notices:
        yield judge_place(record, given, verify_notice(record, path, digest_file(folder / RECORD), identity))
    yield from find_untold(given) if given else ()
    for fault in faults:
        yield _make_verdict(fault, identity)
    if head is None or identity is None or faults:
        return
    newer = record.find_newer(identity) if record else ""
    signature = record.check_signature(folder) if record else check_signature(folder, None)
    if signature and signature.fault:
        yield Verdict(folder / SIGNATURE, ALTERED, identity, why=signature.fault)
        return
    count = len(tuple(list_below(folder))) - len(notices)
    verdict = Verdict(folder, PROVEN, identity, newer=newer, files=count, signed=tell_signer(signature))
    if doubt := record.doubt_signature(signature) if record else "":
        yield replace(verdict, state=UNPROVEN, why=doubt)
    elif (record and record.is_vouched(folder, digest_file(folder / RECORD))) or (signature and signature.signer):
        yield verdict if is_shelved else judge_place(record, given, verdict)
    else:
        # An edition without its project.
        yield replace(verdict, state=UNPROVEN, why="each file is the one that its record names; nothing proves that")


def _expect_sent(record: OnRecord | None, given: Delivered | None) -> str | None:
    """Give the digest of the record that was sent to a place, where another one of the shelf's is there; else None."""
    if record is None or given is None:
        return None
    found = digest_files([given.folder / RECORD]).values()
    is_other = any(one != given.edition and record.is_vouched(given.folder, one) for one in found)
    return given.edition if is_other else None


def _make_verdict(fault: Fault, identity: Identity | None) -> Verdict:
    expected = (fault.expected,) if fault.expected else ()
    why = fault.why or (tell_doubt(fault.path) if fault.wrong == ALTERED else "")
    if fault.wrong == MISSING and fault.path.name == RECORD:
        why = "a folder without a record is no edition"
    return Verdict(fault.path, fault.wrong, identity, fault.found, expected, why=why)
