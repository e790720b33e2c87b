"""`verify` of a site: each edition on it is the one on record, and each page the one that would be made of them."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from briefgen.deliver.send import digest_words
from briefgen.deliver.site.library import (
    ENTRY,
    LIBRARY,
    BrokenRecordError,
    Found,
    SiteEntry,
    encode_record,
    find_library,
    name_notice,
    read_entry,
    read_notice,
)
from briefgen.deliver.site.way import hash_pages, make_pages
from briefgen.editions.checking import digest_file
from briefgen.editions.signing import SIGNATURE
from briefgen.editions.sums import SUMS
from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_bytes
from briefgen.files.reading import FileMissingError
from briefgen.project.editions.on_record import Identity, OnRecord
from briefgen.project.editions.site_editions import (
    Known,
    describe_expected,
    find_known,
    find_signature,
    list_expected,
)
from briefgen.project.editions.taken_away import find_taken_away
from briefgen.project.editions.verdicts import (
    ALTERED,
    EXTRA,
    MISSING,
    PROVEN,
    UNPROVEN,
    UNREADABLE,
    Verdict,
    tell_signer,
)
from briefgen.project.editions.verifying_deliveries import judge_words
from briefgen.project.place import Project
from briefgen.project.reading.channels import read_ways
from briefgen.project.sending.ways import describe_site


def verify_site(record: OnRecord | None, folder: Path) -> Iterator[Verdict]:
    """Verify a site: a verdict for each edition on it, or on each file that is wrong, and one for its pages.

    Proven is what the project's records name, or a signature on the site itself; pages are proven by making them again.
    """
    try:
        found = find_library(folder)
    except (BriefgenError, OSError) as error:
        path = error.path if isinstance(error, BrokenRecordError) else folder / LIBRARY
        yield Verdict(path, ALTERED, why=str(error))
        return
    verdicts = [one for entry in found.entries for one in _verify_edition(record, folder / entry.place, entry)]
    if record:
        verdicts += find_taken_away(record, folder)
    yield from verdicts
    is_proven = all(one.state == PROVEN for one in verdicts)
    yield from _verify_pages(record, folder, found, is_proven=is_proven)


def is_on_site(folder: Path) -> bool:
    """Whether a folder holds an edition as a site has it."""
    return (folder / ENTRY).is_file() and (folder / SUMS).is_file()


def find_site(folder: Path) -> Path | None:
    """Find the site that a folder of editions is a part of; None where it is of none."""
    if not any(folder.rglob(ENTRY)):
        return None
    return next((one for one in folder.parents[:3] if (one / LIBRARY).is_file()), None)


def verify_part(record: OnRecord | None, site: Path, folder: Path) -> Iterator[Verdict]:
    """Verify a part of a site: one edition by itself; of more of it the pages too, which are proven with all others."""
    if is_on_site(folder):
        yield from verify_alone(record, folder)
        return
    verdicts = tuple(verify_site(record, site))
    inside = [one for one in verdicts if one.path.is_relative_to(folder)]
    yield from inside
    pages = next((one for one in verdicts if one.path in (site, site / LIBRARY)), None)
    if pages:
        yield pages
    elif not any(one.exit_code > 1 for one in inside):
        yield Verdict(folder, UNPROVEN, why="pages elsewhere on the site are wrong, and prove none of those here")


def verify_alone(record: OnRecord | None, place: Path) -> Iterator[Verdict]:
    """Verify one edition as a site has it, wherever that lies."""
    try:
        entry = read_entry(place / ENTRY)
    except BriefgenError as error:
        yield Verdict(place / ENTRY, ALTERED, why=str(error))
        return
    yield from _verify_edition(record, place, entry)


def _verify_edition(record: OnRecord | None, place: Path, told: SiteEntry) -> Iterator[Verdict]:
    entry = replace(told, notices=())
    identity = Identity(entry.slug, entry.title, entry.number, entry.date, entry.label, entry.variant)
    signature = find_signature(record, place, entry)
    if signature and signature.fault:
        yield Verdict(place / SIGNATURE, ALTERED, identity, why=signature.fault)
        return
    yield from _verify_notices(record, place, entry, identity)
    known = find_known(record, place, entry, signature)
    faults = tuple(_find_faults(known, place, entry, identity))
    yield from faults
    if faults:
        return
    newer = record.find_newer(identity) if record else ""
    verdict = Verdict(place, PROVEN, identity, newer=newer, files=len(entry.files), signed=tell_signer(signature))
    if known:
        doubt = record.doubt_signature(signature) if record else ""
        yield replace(verdict, state=UNPROVEN, why=doubt) if doubt else verdict
    else:
        why = f"each file is the one that {ENTRY} names; nothing proves that"
        yield replace(verdict, state=UNPROVEN, why=why, files=1)


def _verify_notices(record: OnRecord | None, place: Path, entry: SiteEntry, identity: Identity) -> Iterator[Verdict]:
    """Verify word of withdrawn sources beside an edition: the pages tell it in the desk's name."""
    for path in sorted(place.glob(name_notice("*"))):
        try:
            notice = read_notice(path)
        except BriefgenError as error:
            yield Verdict(path, ALTERED, identity, why=str(error))
        else:
            yield judge_words(
                record, Verdict(path, PROVEN, identity), digest_words(notice.date, notice.points), entry.edition
            )


def _find_faults(known: Known | None, place: Path, entry: SiteEntry, identity: Identity) -> Iterator[Verdict]:
    """Find what is not as the proven record says; where there is none, what is not as the entry says itself."""
    expected = list_expected(known, place, entry) if known else ()
    names = {one.name: one.sha256 for one in (expected if known else entry.files)}
    faults = [
        *_check_files(place, names, identity),
        *_find_extra(place.rglob("*"), {place / name for name in (*names, ENTRY)}, name_notice("*")),
    ]
    yield from faults
    if not faults:
        # A size is of a file's own bytes, and these are proven by now.
        told = describe_expected(known, entry, expected) if known else entry
        yield from _check_files(place, {ENTRY: digest_bytes(encode_record(told))}, identity)


def _check_files(folder: Path, expected: Mapping[str, str], identity: Identity | None) -> Iterator[Verdict]:
    for name, sha256 in sorted(expected.items()):
        path = folder / name
        try:
            found = digest_file(path)
        except FileMissingError:
            yield Verdict(path, MISSING, identity, expected=(sha256,))
        except BriefgenError as error:
            yield Verdict(path, UNREADABLE, identity, why=str(error))
        else:
            if found != sha256:
                yield Verdict(path, ALTERED, identity, found, (sha256,))


def _find_extra(paths: Iterable[Path], known: set[Path], ours: str = "") -> Iterator[Verdict]:
    """Find files that nobody put there; those whose names begin with a dot are the server's."""
    for path in sorted(paths):
        is_file = path.is_symlink() or not path.is_dir()
        if is_file and path not in known and not path.name.startswith(".") and not (ours and path.match(ours)):
            yield Verdict(path, EXTRA, why="no edition and no page of the site")


def _verify_pages(record: OnRecord | None, folder: Path, found: Found, *, is_proven: bool) -> Iterator[Verdict]:
    """Verify the pages of a site; `is_proven` tells that all editions are, of which they are made."""
    pages = found.finished.pages
    editions = {folder / one.place for one in found.entries}
    around = (path for path in folder.rglob("*") if editions.isdisjoint(path.parents))
    faults = [
        *_check_files(folder, pages, None),
        *_find_extra(around, {folder / name for name in (*pages, LIBRARY)}),
        *_check_files(folder, {LIBRARY: digest_bytes(encode_record(found.finished))}, None),
    ]
    yield from faults
    if faults:
        return
    if not found.is_finished:
        why = "its pages do not tell of all that is on it; `briefgen send` makes them"
        yield Verdict(folder / LIBRARY, UNPROVEN, why=why)
        return
    why = _doubt_pages(record, folder, found)
    if not why and not is_proven:
        why = "each page is the one that is made of the editions here, and these are not all proven"
    yield Verdict(folder, UNPROVEN if why else PROVEN, why=why, files=len(pages))


def _doubt_pages(record: OnRecord | None, folder: Path, found: Found) -> str:
    """Say why nothing proves a site's pages; "" where the project makes the same ones."""
    made = _make_again(record.project, folder, found) if record else None
    if made is None:
        return f"each page is the one that {LIBRARY} names; nothing proves that"
    if made != found.finished.pages:
        return "made again, they would be others: briefgen, the templates or the settings changed since, or the pages"
    return ""


def _make_again(project: Project, folder: Path, found: Found) -> dict[str, str] | None:
    """Make a site's pages again and hash them; None where no channel of the project is that site."""
    sites = (describe_site(project, one) for one in read_ways(project).channels.by_name.values() if one.kind == "site")
    site = next((one for one in sites if Path(os.path.realpath(one.folder)) == folder), None)
    try:
        return hash_pages(make_pages(site, found, lambda _: None)[1]) if site else None
    except BriefgenError:
        return None
