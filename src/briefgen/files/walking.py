"""Walk a folder in a fixed order, and give a reason for what is left out."""

import errno
import os
import stat
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from briefgen.errors import StorageError
from briefgen.files.messages import explain_failure, name_kind, say_why_unreadable


@dataclass(frozen=True, slots=True)
class Walk:
    """What a folder holds: the files found, and what was left out with a reason for each.

    Both are sorted by their path below the walked folder, written with slashes. A reason continues the
    words "it was skipped: " and bears no full stop.
    """

    found: tuple[Path, ...]
    skipped: tuple[tuple[Path, str], ...]


class _Step(Enum):
    TAKE = auto()
    ENTER = auto()
    PASS = auto()


def walk_files(root: Path, suffixes: tuple[str, ...]) -> Walk:
    """Return the files below `root` whose names end with one of `suffixes` (in any case), sorted.

    A link is followed only to a regular file that lies inside `root`. Hidden names are left out without a
    word, but for one that is a suffix alone; whatever else cannot be read as a file, or may hide files from us,
    is listed with its reason.
    Raises StorageError when `root` itself cannot be listed.
    """
    found: list[Path] = []
    skipped: list[tuple[Path, str]] = []
    folders = [root]
    inside = _resolve_root(root)
    while folders:
        for entry in _list_folder(root, folders.pop(), suffixes, skipped):
            step = _judge_entry(entry, suffixes, inside)
            if step is _Step.TAKE:
                found.append(Path(entry.path))
            elif step is _Step.ENTER:
                folders.append(Path(entry.path))
            elif isinstance(step, str):
                skipped.append((Path(entry.path), step))
    return Walk(
        tuple(sorted(found, key=Path.as_posix)),
        tuple(sorted(skipped, key=lambda pair: pair[0].as_posix())),
    )


def _resolve_root(root: Path) -> Path:
    try:
        return root.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        cause = error if isinstance(error, OSError) else OSError(errno.ELOOP, "")
        raise StorageError(explain_failure("list the folder", root, cause)) from error


def _list_folder(
    root: Path, folder: Path, suffixes: tuple[str, ...], skipped: list[tuple[Path, str]]
) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".") or entry.name in suffixes]
    except OSError as error:
        if folder == root:
            raise StorageError(explain_failure("list the folder", root, error)) from error
        skipped.append((folder, say_why_unreadable(error)))
        return []


def _judge_entry(entry: "os.DirEntry[str]", suffixes: tuple[str, ...], inside: Path) -> _Step | str:
    wanted = entry.name.lower().endswith(suffixes)
    try:
        if entry.is_symlink():
            return _judge_link(entry, wanted, inside)
        if entry.is_dir(follow_symlinks=False):
            return _judge_folder(entry, wanted)
        return _judge_file(entry, wanted) if wanted else _Step.PASS
    except OSError as error:
        return say_why_unreadable(error)


def _judge_folder(entry: "os.DirEntry[str]", wanted: bool) -> _Step | str:
    if wanted:
        return "it is a folder with the name of a file; rename it, what lies in it is not read"
    return judge_name(entry.name) or _Step.ENTER


def _judge_file(entry: "os.DirEntry[str]", wanted: bool) -> _Step | str:
    mode = entry.stat(follow_symlinks=False).st_mode
    if wanted and not stat.S_ISREG(mode):
        return f"it is {name_kind(mode)}, not a file"
    return judge_name(entry.name) or _Step.TAKE


def _judge_link(entry: "os.DirEntry[str]", wanted: bool, inside: Path) -> _Step | str:
    if not wanted and Path(entry.path).exists() and not entry.is_dir():
        return _Step.PASS
    return find_fault_of_link(entry, inside) or judge_name(entry.name) or _Step.TAKE


def find_fault_of_link(entry: "os.DirEntry[str]", inside: Path) -> str:
    """Return why a link is not followed, or "": it is only to a regular file that lies in the folder `inside`.

    Raises OSError where the link cannot be followed to its end.
    """
    try:
        mode = entry.stat().st_mode
        target = Path(entry.path).resolve(strict=True)
    except FileNotFoundError:
        return "it is a link to something that is not there"
    if not target.is_relative_to(inside):
        return "it is a link that leads outside the folder"
    if stat.S_ISDIR(mode):
        return "it is a link to a folder; links are followed to files only"
    return "" if stat.S_ISREG(mode) else f"it is a link to {name_kind(mode)}, not to a file"


def judge_name(name: str) -> str:
    """Return why `name` cannot be used, or nothing: a name that is no UTF-8 cannot be written in a record."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return "its name is not valid UTF-8; rename it"
    return ""
