"""Files put on a site: an edition's own, once and for good; and the pages made of all of them, where they changed."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from briefgen.deliver.channel import Parcel, ParcelFile
from briefgen.deliver.site.library import (
    ENTRY,
    LIBRARY,
    EntryFile,
    Library,
    Notice,
    SiteEntry,
    encode_record,
    name_notice,
)
from briefgen.deliver.site.search import SEARCH
from briefgen.errors import BriefgenError, PolicyError, StorageError
from briefgen.files.digest import digest_bytes
from briefgen.files.paths import path_inside
from briefgen.files.reading import FileMissingError, read_bounded
from briefgen.files.together import write_together
from briefgen.files.writing import remove_file, write_whole
from briefgen.model.delivery import Delivery

_LIMIT = 256 << 20


def describe_parcel(parcel: Parcel) -> SiteEntry:
    """Describe a parcel as the site's pages will tell of it. Raises OSError where one of its files is not there."""
    one, letter = parcel.delivery, parcel.letter
    files = tuple(EntryFile(file.name, file.type, file.size, file.sha256) for file in parcel.files)
    return SiteEntry(
        one.slug, one.number, one.variant, one.edition, letter.title, letter.label, letter.language, letter.date,
        letter.points, files,
    )  # fmt: skip


def place_edition(folder: Path, entry: SiteEntry, files: Iterable[ParcelFile]) -> None:
    """Put an edition's files in their place, and what tells of them after them; what is there already stays.

    Raises PolicyError where a file of another content stands there, IntegrityError where one of the parcel's is not the
    one on record; then nothing is written. Raises StorageError where the disk fails; then nothing stays, if it can be.
    """
    place = path_inside(folder, entry.place)
    wanted = {place / file.name: file.read_proven() for file in files}
    told = {place / ENTRY: encode_record(entry)}
    for path, data in {**wanted, **told}.items():
        if path.is_symlink() or (path.exists() and path.read_bytes() != data):
            raise PolicyError(f"{path} is there and is another file; it was left alone")
    missing = [(path, data) for path, data in wanted.items() if not path.exists()]
    try:
        if missing:
            write_together(missing, folder)
        for path, data in told.items():
            if not path.exists():
                write_whole(path, data)
    except StorageError:
        with suppress(BriefgenError):
            take_back(folder, entry)
        raise


def take_back(folder: Path, entry: SiteEntry) -> None:
    """Take away what stands there of an edition that is not told of: files with the bytes on record, none else.

    Raises StorageError where the disk fails.
    """
    place = path_inside(folder, entry.place)
    if (place / ENTRY).exists():
        return
    for file in entry.files:
        path = place / file.name
        if not path.is_symlink() and path.is_file() and _hash_file(path) == file.sha256:
            remove_file(path)


def place_notice(folder: Path, delivery: Delivery, notice: Notice) -> None:
    """Put word that a source was withdrawn beside the edition that it concerns; what is there already stays.

    Raises PolicyError where the edition is not on the site, StorageError where the disk fails.
    """
    place = _locate(folder, delivery)
    if not (place / ENTRY).is_file():
        raise PolicyError(f"{place} is not on the site: nobody reads it there")
    path = place / name_notice(delivery.about)
    if not path.is_file():
        write_whole(path, encode_record(notice))


def holds_notice(folder: Path, delivery: Delivery) -> bool:
    """Whether word of a delivery stands on the site."""
    return (_locate(folder, delivery) / name_notice(delivery.about)).is_file()


def _locate(folder: Path, delivery: Delivery) -> Path:
    return path_inside(folder, f"{delivery.slug}/{delivery.number}/{delivery.variant}")


def holds_edition(folder: Path, entry: SiteEntry) -> bool:
    """Whether an edition's files stand in their place with the bytes on record, and what tells of them.

    Raises BriefgenError where one is there and cannot be read.
    """
    place = path_inside(folder, entry.place)
    try:
        if read_bounded(place / ENTRY, _LIMIT) != encode_record(entry):
            return False
        return all(_hash_file(place / file.name) == file.sha256 for file in entry.files)
    except FileMissingError:
        return False


def place_pages(folder: Path, pages: Mapping[str, bytes]) -> int:
    """Write those pages whose bytes changed, in their order; return how many.

    All are on disk before the first takes its name. Raises StorageError where the disk fails; each page is then the
    old one or the new one.
    """
    changed = [(path, data) for name, data in pages.items() if not _holds(path := path_inside(folder, name), data)]
    if changed:
        write_together(changed, folder)
    return len(changed)


def holds_pages(folder: Path, library: Library) -> bool:
    """Whether all pages of a site are as they were made. Raises BriefgenError where one cannot be read."""
    try:
        return all(_hash_file(path_inside(folder, name)) == sha256 for name, sha256 in library.pages.items())
    except FileMissingError:
        return False


def _hash_file(path: Path) -> str:
    """Hash a file (SHA-256). Raises BriefgenError where it cannot be read."""
    return digest_bytes(read_bounded(path, _LIMIT))


def place_library(folder: Path, library: Library) -> None:
    """Write ``library.json``, after which the site is finished. Raises StorageError."""
    write_whole(folder / LIBRARY, encode_record(library))


def remove_stale(folder: Path, names: Iterable[str], kept: Iterable[str]) -> None:
    """Remove pages that the site has no more: those of `names`, and parts of the search's index, that are not kept."""
    wanted = {folder / name for name in kept}
    index = [path for path in (folder / SEARCH).rglob("*") if path.is_file() or path.is_symlink()]
    for path in sorted({*index, *(folder / name for name in names)} - wanted):
        remove_file(path)


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file stands at a path with these bytes."""
    try:
        return not path.is_symlink() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
