"""Whether editions are as they were issued: each file by its digest in the record, each record by the shelf's."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.editions.record import RECORD, HeadedRecord, read_head
from briefgen.editions.signing import SIGNATURE
from briefgen.editions.sums import SUMS
from briefgen.errors import BriefgenError, IntegrityError, StorageError
from briefgen.files.digest import digest_bytes
from briefgen.files.reading import FileMissingError, FileRefusedError, read_bounded

_LARGEST = 1 << 30


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file of an edition; `wrong` is altered, missing, extra, unlisted or unreadable.

    `found` and `expected` are SHA-256 digests, "" where there is none.
    """

    path: Path
    wrong: str
    found: str = ""
    expected: str = ""
    why: str = ""


def check_edition(folder: Path, expected: str | None) -> tuple[HeadedRecord | None, tuple[Fault, ...]]:
    """Check every file of a variant's folder; give its record's head, None where that cannot be read.

    `expected` is the record's digest by the shelf, "" where the shelf does not list it, None where no shelf is known:
    then a folder that has a ``SHA256SUMS`` holds what was delivered of the edition, which may be a part.
    """
    path = folder / RECORD
    try:
        digest = digest_file(path)
        record = read_head(path)
    except FileMissingError:
        return None, (Fault(path, "missing", expected=expected or ""),)
    except (FileRefusedError, StorageError) as error:
        return None, (Fault(path, "unreadable", expected=expected or "", why=str(error)),)
    except IntegrityError as error:
        return None, (Fault(path, "altered", found=digest, expected=expected or "", why=str(error)),)
    faults = list(_check_files(folder, record, _read_delivered(folder) if expected is None else None))
    if expected and digest != expected:
        faults.insert(0, Fault(path, "altered", digest, expected))
    if expected == "":
        faults.insert(0, Fault(path, "unlisted", digest, why="SHA256SUMS does not name it"))
    return record, tuple(faults)


def digest_file(path: Path) -> str:
    """Digest a file. Raises FileMissingError, and StorageError or FileRefusedError where it cannot be read."""
    return digest_bytes(read_bounded(path, _LARGEST))


def _read_delivered(folder: Path) -> frozenset[str] | None:
    """Read which files of an edition were delivered to a folder, by the SHA256SUMS that came with them; None: all."""
    try:
        text = read_bounded(folder / SUMS, _LARGEST).decode("utf-8", "replace")
    except BriefgenError:
        return None
    return frozenset(name for _, two_blanks, name in (line.partition("  ") for line in text.splitlines()) if two_blanks)


def _check_files(folder: Path, record: HeadedRecord, delivered: frozenset[str] | None) -> Iterator[Fault]:
    """Check files by the record; of a part that was delivered only its own have to be there."""
    for name, expected in sorted(record.files.items()):
        try:
            found = digest_file(folder / name)
        except FileMissingError:
            if delivered is None or name in delivered:
                yield Fault(folder / name, "missing", expected=expected)
        except (FileRefusedError, StorageError) as error:
            yield Fault(folder / name, "unreadable", expected=expected, why=str(error))
        else:
            if found != expected:
                yield Fault(folder / name, "altered", found, expected)
    named = {RECORD, SIGNATURE, *record.files, *([] if delivered is None else [SUMS])}
    for path in _list_below(folder):
        if path.relative_to(folder).as_posix() not in named:
            yield Fault(path, "extra", why="no edition has it")


def _list_below(folder: Path) -> Iterator[Path]:
    """List all that is no folder, links among them."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in sorted((*names, *links)))
