"""`verify`: what a file is, whether it is the one on record, and whether a newer edition exists.

Proven is what has, byte for byte, the SHA-256 that the project's own records name. What a PDF says of itself (its
enclosed manifest) tells which record to compare it with, and proves nothing: whoever alters a file can alter that too.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from briefgen.deliver.site.library import ENTRY, LIBRARY
from briefgen.editions.checking import digest_file
from briefgen.editions.record import RECORD
from briefgen.editions.sums import SUMS
from briefgen.errors import BriefgenError, UsageError
from briefgen.files.digest import digest_bytes
from briefgen.files.reading import FileMissingError, read_bounded
from briefgen.grammar.suggestions import suggest
from briefgen.project.editions.claims import Claim, NoClaimError, read_claim
from briefgen.project.editions.delivered import Delivered, find_delivered
from briefgen.project.editions.on_record import Entry, Identity, OnRecord, identify, read_on_record
from briefgen.project.editions.verdicts import (
    ALTERED,
    FOREIGN,
    MISSING,
    OTHER,
    PROVEN,
    UNKNOWN,
    UNPROVEN,
    UNREADABLE,
    Verdict,
    tell_signer,
)
from briefgen.project.editions.verifying_deliveries import (
    is_notice,
    is_shown,
    judge_place,
    verify_beside,
    verify_notice,
)
from briefgen.project.editions.verifying_shelf import list_shelved, verify_editions, verify_folder
from briefgen.project.editions.verifying_sites import find_site, is_on_site, verify_alone, verify_part, verify_site
from briefgen.project.place import Project
from briefgen.project.sending.copies import Made

_LARGEST = 1 << 30
_HEAD = 1024


def verify(project: Project | None, words: Sequence[str]) -> tuple[Verdict, ...]:
    """Verify files, folders and topics; without words all editions and drafts of the project.

    Raises UsageError for a word that is neither a path nor a topic, and without words where no project is.
    """
    record = read_on_record(project) if project else None
    if words:
        return tuple(verdict for word in words for verdict in _verify_word(record, word))
    if record is None:
        raise UsageError("no briefgen project is here; name the files to verify.")
    return (*verify_editions(record), *verify_drafts(record))


def verify_drafts(record: OnRecord, slug: str = "") -> tuple[Verdict, ...]:
    """Verify the printed drafts that are on record, or those of one topic."""
    drafts = [one for one in record.entries if one.folder is None and slug in ("", one.identity.slug)]
    return tuple(_verify_entry(one) for one in drafts if ".gen" not in one.path.parts)


def _verify_word(record: OnRecord | None, word: str) -> tuple[Verdict, ...]:
    path = Path(word)
    if path.is_dir():
        return tuple(_verify_place(record, _follow(path)))
    if path.exists() or path.is_symlink():
        return (verify_file(record, path),)
    slugs = {one.identity.slug for one in record.entries} | list_shelved(record.project.editions) if record else set()
    if record and word in slugs:
        return (*verify_editions(record, word), *verify_drafts(record, word))
    near = suggest(word, slugs)
    hint = f"did you mean `{near}`?" if near else "name a file, a folder or a topic that was printed or issued"
    raise UsageError(f"there is neither a file nor a topic `{word}`: {hint}")


def _follow(path: Path) -> Path:
    """Follow links, of which Path's own `resolve` raises for one that leads to itself."""
    return Path(os.path.realpath(path))


def _verify_place(record: OnRecord | None, folder: Path) -> Iterator[Verdict]:
    """Verify a folder: an edition's, one of the shelf or of the project, else each page and PDF in it."""
    if (folder / RECORD).is_file() and not is_on_site(folder):
        yield from verify_folder(record, folder)
        return
    if (folder / LIBRARY).is_file():
        yield from verify_site(record, folder)
        return
    if site := find_site(folder):
        yield from verify_part(record, site, folder)
        return
    if record and folder in (record.project.editions, record.project.output, record.project.folder):
        yield from verify_editions(record)
        if folder != record.project.editions:
            yield from verify_drafts(record)
        return
    if record and folder.parent == record.project.editions:
        yield from verify_editions(record, folder.name)
        return
    yield from _verify_below(record, folder)


def _verify_below(record: OnRecord | None, folder: Path) -> Iterator[Verdict]:
    """Verify all editions in a folder, on sites or by themselves, and each page and PDF beside them."""
    sites = [path.parent for path in sorted(folder.rglob(LIBRARY)) if any(path.parent.glob(f"*/*/*/{ENTRY}"))]
    alone = _list_apart(folder.rglob(ENTRY), sites, is_on_site)
    editions = _list_apart(folder.rglob(RECORD), (*sites, *alone))
    known = {*sites, *alone, *editions}
    given = {one.folder: one for one in _list_delivered(record, folder, known)}
    files = [path for path in sorted(folder.rglob("*")) if is_shown(path)]
    loose = [path for path in files if known.isdisjoint(path.parents)]
    if not (known or given or loose):
        raise UsageError(f"{folder}: there is no edition, no page and no PDF in this folder.")
    for verify_one, places in ((verify_site, sites), (verify_alone, alone), (verify_folder, editions)):
        for place in places:
            yield from verify_one(record, place)
    for path in loose:
        yield verify_file(record, path, given.get(path.parent))
    if record:
        for one in given.values():
            yield from verify_beside(record, one)


def _list_delivered(record: OnRecord | None, folder: Path, others: set[Path]) -> Iterator[Delivered]:
    """List what was delivered to a folder and those in it that are in none of the others."""
    for place in sorted((folder, *filter(Path.is_dir, folder.rglob("*")))):
        if record and others.isdisjoint((place, *place.parents)) and (found := find_delivered(record, place)):
            yield found


def _list_apart(
    paths: Iterable[Path], others: Collection[Path], is_one: Callable[[Path], bool] = Path.is_dir
) -> list[Path]:
    """List the folders of paths, those of a kind, that are in none of the others."""
    return [one for one in sorted(path.parent for path in paths) if is_one(one) and not {one, *one.parents} & {*others}]


def verify_file(record: OnRecord | None, path: Path, given: Delivered | None = None) -> Verdict:
    """Verify one file: by its digest, else by where it stands, else by what it claims to be.

    `given` is what its folder was given of an edition, where that was looked up already.
    """
    place = _follow(path)
    try:
        data = read_bounded(place, _LARGEST)
    except BriefgenError as error:
        return Verdict(path, UNREADABLE, why=str(error))
    digest = digest_bytes(data)
    if record and (folder := record.find_damaged(place)):
        return Verdict(path, ALTERED, found=digest, why=f"the record of its edition is damaged: {folder / RECORD}")
    if record and place.name == RECORD and place.parent in record.editions:
        return _verify_record(record, path, place.parent, digest)
    if found := _find_on_site(record, path):
        return found
    if record and not given and not is_on_site(place.parent):
        given = find_delivered(record, _follow(path.parent))
    return judge_place(record, given, _judge(record, path, data, digest, given))


def _find_on_site(record: OnRecord | None, path: Path) -> Verdict | None:
    """Find what is said of a file beside an edition on a site, where another edition's would be wrong; None elsewhere.

    None too where only other files there are wrong.
    """
    place = _follow(path)
    if not is_on_site(place.parent):
        return None
    verdicts = {one.path: one for one in verify_alone(record, place.parent)}
    found = verdicts.get(place) or (verdicts.get(place.parent) if len(verdicts) == 1 else None)
    return replace(found, path=path, files=0) if found else None


def _judge(record: OnRecord | None, path: Path, data: bytes, digest: str, given: Delivered | None) -> Verdict:
    place = _follow(path)
    entry = record.find(digest, place) if record else None
    due = _list_due(record, path, given) if record else ()
    if record and due and digest not in (expected := tuple(one.sha256 for one in due)):
        other = entry.identity if entry else record.copies.find_made(digest, path)
        why = f"another file on record is in its place: {other}" if other else ""
        return Verdict(path, ALTERED, due[0].identity, digest, expected, why=why)
    if record and entry:
        return _prove(record, entry, path, digest)
    if b"%PDF-" in data[:_HEAD]:
        return _judge_pdf(record, path, data, digest)
    if record and is_notice(path, path.parent):
        return _judge_notice(record, path, digest, given)
    return _judge_name(record, path, digest)


def _list_due(record: OnRecord, path: Path, given: Delivered | None) -> tuple[Entry, ...]:
    """List what should stand at a path: on the shelf, among the drafts, or in a folder that was given it."""
    sent = [Entry(given.identity, path, one.sha256) for one in given.files if one.name == path.name] if given else ()
    return record.find_at(_follow(path)) or tuple(sent)


def _judge_notice(record: OnRecord, path: Path, digest: str, given: Delivered | None) -> Verdict:
    """Judge word of a withdrawn source: where it was sent by that place, elsewhere by its bytes alone."""
    if given and (found := verify_notice(record, path, given.edition, given.identity)).state != PROVEN:
        return found
    made = record.copies.find_made(digest, path, given.edition if given else "")
    return _prove_copy(record, made, path, digest) if made else _judge_name(record, path, digest)


def _judge_pdf(record: OnRecord | None, path: Path, data: bytes, digest: str) -> Verdict:
    """Judge a PDF that no edition's record names: it may be a numbered copy."""
    if record and (made := record.copies.find_made(digest, path)):
        return _prove_copy(record, made, path, digest)
    verdict = _judge_claim(record, path, data, digest)
    if record and record.copies.may_lack and verdict.state != FOREIGN:
        # A copy claims what its edition's PDF does, and is not altered for having other bytes.
        why = f"whether it is a numbered copy nobody can tell, for {record.copies.fault}"
        return replace(verdict, state=UNPROVEN, expected=(), why=why)
    return verdict


def _verify_record(record: OnRecord, path: Path, folder: Path, digest: str) -> Verdict:
    """Verify the record in an edition's folder; faults of the other files there are not its own."""
    for one in verify_folder(record, folder):
        if one.path in (folder, folder / RECORD):
            return replace(one, path=path)
    verdict = Verdict(path, PROVEN, identify(record.editions[folder], folder), digest)
    if record.is_vouched(folder, digest):
        return verdict
    return replace(verdict, state=UNPROVEN, why=f"{SUMS} does not prove it")


def _prove(record: OnRecord, entry: Entry, path: Path, digest: str) -> Verdict:
    """Prove a file that a record names, if that is itself the one on the shelf, and signed where it has to be."""
    verdict = Verdict(path, PROVEN, entry.identity, digest, newer=record.find_newer(entry.identity))
    if entry.folder is None:
        return verdict
    expected, found = record.expect(entry.folder), digest_file(entry.folder / RECORD)
    if expected == found:
        signature = record.check_signature(entry.folder) if record.signers else None
        doubt = record.doubt_signature(signature)
        return replace(verdict, state=UNPROVEN if doubt else PROVEN, why=doubt, signed=tell_signer(signature))
    if expected:
        why = f"its record was altered: {entry.folder / RECORD}"
        return replace(verdict, state=ALTERED, why=why)
    return replace(verdict, state=UNPROVEN, why=f"{SUMS} does not name the record that names it")


def _prove_copy(record: OnRecord, made: Made, path: Path, digest: str) -> Verdict:
    """Prove what was made for one recipient alone, which the ledger names."""
    copy = made.delivery
    head = record.editions.get(record.project.editions / copy.slug / str(copy.number) / copy.variant)
    title, date = (head.title, head.issued) if head else ("", "")
    identity = Identity(copy.slug, title, copy.number, date, copy.marking.label, copy.variant)
    verdict = Verdict(path, PROVEN, identity, digest, newer=record.find_newer(identity), why=str(made))
    if record.signers is None:
        return verdict
    signature = record.check_signature(record.project.editions / copy.slug / str(copy.number) / copy.variant)
    doubt = record.doubt_signature(signature)
    return replace(verdict, state=UNPROVEN, why=f"{made}; {doubt}") if doubt else verdict


def _judge_claim(record: OnRecord | None, path: Path, data: bytes, digest: str) -> Verdict:
    """Judge a PDF that no record names by what it claims to be."""
    try:
        claim = read_claim(data)
    except NoClaimError as error:
        return Verdict(path, FOREIGN, found=digest, why=str(error))
    variant = f"{claim.form}.{claim.language}"
    identity = Identity(claim.slug, claim.title, claim.edition, claim.date, claim.marking, variant)
    expected = _find_claimed(record, claim) if record else ()
    if expected:
        why = "it claims to be what another file is on record" if claim.edition else "altered, or not the newest print"
        state = ALTERED if claim.edition else OTHER
        return Verdict(path, state, identity, digest, tuple(one.sha256 for one in expected), why=why)
    newer = record.find_newer(identity) if record else ""
    return Verdict(path, UNPROVEN, identity, digest, newer=newer, why="known by its manifest alone")


def _find_claimed(record: OnRecord, claim: Claim) -> tuple[Entry, ...]:
    """Find the PDFs on record that are what a manifest claims; several where editions have several limits."""
    found = []
    for one in record.entries:
        head = record.editions.get(one.folder) if one.folder else None
        claims = (claim.slug, claim.edition, claim.form, claim.language)
        if one.path.suffix != ".pdf" or (one.identity.slug, one.identity.edition) != claims[:2]:
            continue
        if head is None or (head.slug, head.number, head.template, head.language) == claims:
            found.append(one)
    return tuple({one.sha256: one for one in found}.values())


def _judge_name(record: OnRecord | None, path: Path, digest: str) -> Verdict:
    """Judge a page that no record names by the name that its file still has."""
    named = [one for one in record.entries if one.path.name == path.name] if record else []
    if path.suffix.lower() != ".html" or not named:
        return Verdict(path, UNKNOWN, found=digest, why="no record names these bytes")
    expected = tuple(dict.fromkeys(one.sha256 for one in named))
    why = "no page of this name has these bytes on record"
    return Verdict(path, OTHER, found=digest, expected=expected, why=why)


def _verify_entry(entry: Entry) -> Verdict:
    try:
        found = digest_file(entry.path)
    except FileMissingError:
        return Verdict(entry.path, MISSING, entry.identity, expected=(entry.sha256,), why="`briefgen build` prints it")
    except BriefgenError as error:
        return Verdict(entry.path, UNREADABLE, entry.identity, why=str(error))
    state = PROVEN if found == entry.sha256 else ALTERED
    return Verdict(entry.path, state, entry.identity, found, (entry.sha256,))
