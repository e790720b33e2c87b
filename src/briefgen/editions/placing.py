"""Editions put on the shelf: all variants of one issue together or none, whenever the process is killed.

Everything is written beside, into ``.staged-…``, and put on disk. Renaming that to ``.ready-…`` is the one moment
at which the edition comes to be: readers find it there until each variant has moved to its place, and whoever writes
next ends a move that was cut short (`editions.recovering`). What never became ready was no edition, and is removed.
"""

import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.editions.record import RECORD, MadeWith, encode_record
from briefgen.editions.signing import SIGNATURE
from briefgen.editions.sums import SUMS, read_sums, write_sums
from briefgen.errors import BriefgenError, IntegrityError, StorageError
from briefgen.files.digest import digest_bytes
from briefgen.files.messages import explain_failure, show_path
from briefgen.files.together import sync_disk
from briefgen.files.writing import write_whole
from briefgen.model.edition import Edition

STAGED, READY, DONE = ".staged-", ".ready-", ".done-"


@dataclass(frozen=True, slots=True)
class Frozen:
    """One variant to put on the shelf: its record, its folder's name, its files by path in that, what made them."""

    edition: Edition
    variant: str
    files: Mapping[str, bytes]
    made_with: MadeWith

    @property
    def place(self) -> str:
        """Where it stands on the shelf."""
        return f"{self.edition.slug}/{self.edition.number}/{self.variant}"


#: Signs a record.
Sign = Callable[[bytes], bytes]


def place_editions(shelf: Path, variants: Sequence[Frozen], sign: Sign | None = None) -> tuple[Path, ...]:
    """Put the variants of one issue on the shelf, under the project's lock; return their folders.

    With `sign` each record gets its signature beside it; what that raises leaves nothing behind.
    Raises StorageError where one of the folders is there already or was (an edition is never rewritten), where it
    could not be moved to its place, and where the disk fails; IntegrityError where a record, or the shelf's digests,
    would not be read again. Then nothing of it has come to be.
    """
    folders = tuple(shelf / one.place for one in variants)
    listed = read_sums(shelf / SUMS)
    for one, folder in zip(variants, folders, strict=True):
        if os.path.lexists(folder) or f"{one.place}/{RECORD}" in listed:
            raise StorageError(f"edition {folder.parent.name} of `{folder.parts[-3]}` is there already: {folder}")
        for place in (folder.parents[1], folder.parent):
            _check_way(shelf, place)
    name = _name_stage(variants)
    stage = shelf / f"{STAGED}{name}"
    try:
        remove_left(stage)
        _stage(stage, variants, sign)
        ready = stage.rename(shelf / f"{READY}{name}")
    except OSError as error:
        shutil.rmtree(stage, ignore_errors=True)
        raise StorageError(explain_failure("write", stage, error)) from error
    except BriefgenError:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    end_move(shelf, ready)
    return folders


def concerns_topic(left: Path, slug: str) -> bool:
    """Whether a folder that an issue left is of a topic: its name tells it, for what is in it may be unreadable."""
    return _shorten(slug) in left.name.split("-") or os.path.lexists(left / slug)


def _name_stage(variants: Sequence[Frozen]) -> str:
    """Name the topics and the places of an issue, in letters that are few whatever these are called."""
    slugs = sorted({one.edition.slug for one in variants})
    return "-".join(map(_shorten, (*slugs, "".join(one.place for one in variants))))


def _shorten(text: str) -> str:
    return digest_bytes(text.encode())[:16]


def _check_way(shelf: Path, place: Path) -> None:
    """Refuse what would keep a variant from moving to its place: once it is ready, only the move can follow.

    A topic's folder and a number's are folders, no links, on the shelf's file system, and can be written to.
    """
    try:
        found = place.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageError(explain_failure("issue into", place, error)) from error
    if not stat.S_ISDIR(found.st_mode):
        why = "a link or a file is where a folder of editions must be; move it away"
    elif found.st_dev != shelf.stat().st_dev:
        why = "it lies on another file system than the editions; they must lie on one"
    elif not os.access(place, os.W_OK | os.X_OK):
        why = "it cannot be written to; change its permissions"
    else:
        return
    raise StorageError(f"Cannot issue into {show_path(place)}: {why}.")


def _stage(stage: Path, variants: Sequence[Frozen], sign: Sign | None) -> None:
    sums = {}
    for one in variants:
        digests = {name: digest_bytes(data) for name, data in sorted(one.files.items())}
        record = encode_record(one.edition, digests, one.made_with)
        signed = [(SIGNATURE, sign(record))] if sign else []
        for name, data in (*sorted(one.files.items()), (RECORD, record), *signed):
            _write(stage / one.place / name, data)
        sums[f"{one.place}/{RECORD}"] = digest_bytes(record)
    _write(stage / SUMS, write_sums(sums))
    sync_disk(stage)


def _write(path: Path, data: bytes) -> None:
    # Nobody reads a stage: one sync for all of it is enough.
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)


def end_move(shelf: Path, ready: Path) -> None:
    """Move each variant to its place, then add the records' digests to the shelf's; may be cut short and repeated.

    Raises StorageError for what stands in the way, IntegrityError where what was ready has lost its digests.
    """
    try:
        sums = read_sums(ready / SUMS)
        for name in sums:
            source, target = (ready / name).parent, (shelf / name).parent
            if source.is_dir():
                target.parent.mkdir(parents=True, exist_ok=True)
                source.rename(target)
        for left in _list_left(ready):
            why = f"{SUMS} in it does not name {show_path(left)}; put that file back, or move the folder away"
            raise IntegrityError(f"Cannot end the issue that was cut short in {show_path(ready)}: {why}.")
        sync_disk(shelf)
        # A digest that is there already stays: whoever took its edition away is told by it.
        write_whole(shelf / SUMS, write_sums({**sums, **read_sums(shelf / SUMS)}))
        remove_left(ready.rename(shelf / f"{DONE}{ready.name.removeprefix(READY)}"))
    except OSError as error:
        obstacle = _find_obstacle(shelf, Path(error.filename2 or error.filename or ready))
        raise StorageError(explain_failure("put an edition at", obstacle, error)) from error


def _find_obstacle(shelf: Path, place: Path) -> Path:
    """Find what keeps a folder from standing at a place: the first on the way there that is none."""
    way = [one for one in reversed((place, *place.parents)) if one != shelf and one.is_relative_to(shelf)]
    return next((one for one in way if os.path.lexists(one) and not os.path.isdir(one)), place)  # noqa: PTH112 - no error


def _list_left(ready: Path) -> Iterator[Path]:
    """List the variants in what was ready whose digests it does not have."""
    return (one.relative_to(ready) for one in ready.glob("*/*/*") if one.is_dir())


def remove_left(folder: Path) -> None:
    """Remove a folder that an issue left, or what else has its name."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.is_dir():
        shutil.rmtree(folder)
