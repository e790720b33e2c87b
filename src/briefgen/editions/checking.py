"""Whether editions are as they were issued: each file by its digest in the record, each record by the shelf's."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefgen.editions.record import RECORD, HeadedRecord, read_head
from briefgen.editions.signing import SIGNATURE
from briefgen.errors import IntegrityError, StorageError
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


#: Lists what has to be in a folder beside the record, with digests.
ListDue = Callable[[Path, HeadedRecord], Mapping[str, str]]


def check_edition(
    folder: Path, expected: str | None, list_due: ListDue | None = None
) -> tuple[HeadedRecord | None, tuple[Fault, ...]]:
    """Check every file of a variant's folder; give its record's head, None where that cannot be read.

    `expected` is the record's digest by the shelf, "" where the shelf does not list it, None where no shelf is known.
    `list_due` says what has to be there beside the record; without it all that the record names.
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
    faults = list(_check_files(folder, record, list_due(folder, record) if list_due else record.files))
    if expected and digest != expected:
        faults.insert(0, Fault(path, "altered", digest, expected))
    if expected == "":
        faults.insert(0, Fault(path, "unlisted", digest, why="SHA256SUMS does not name it"))
    return record, tuple(faults)


def digest_file(path: Path) -> str:
    """Digest a file. Raises FileMissingError, and StorageError or FileRefusedError where it cannot be read."""
    return digest_bytes(read_bounded(path, _LARGEST))


def _check_files(folder: Path, record: HeadedRecord, due: Mapping[str, str]) -> Iterator[Fault]:
    """Check files by their digests; those that are due have to be there, others of the edition may."""
    known = {**record.files, **due}
    for name, expected in sorted(known.items()):
        try:
            found = digest_file(folder / name)
        except FileMissingError:
            if name in due:
                yield Fault(folder / name, "missing", expected=expected)
        except (FileRefusedError, StorageError) as error:
            yield Fault(folder / name, "unreadable", expected=expected, why=str(error))
        else:
            if found != expected:
                yield Fault(folder / name, "altered", found, expected)
    named = {RECORD, SIGNATURE, *known}
    for path in list_below(folder):
        if path.relative_to(folder).as_posix() not in named:
            yield Fault(path, "extra", why="no edition has it")


def list_below(folder: Path) -> Iterator[Path]:
    """List all in a folder that is no folder itself, links among them."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in sorted((*names, *links)))
