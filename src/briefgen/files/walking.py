"""Walk a folder in a fixed order, and give a reason for what is left out."""

import errno
import os
import stat
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TypeVar

from briefgen.errors import StorageError
from briefgen.files.messages import explain_failure, name_kind, say_why_unreadable

#: Errors of the system that come again, for they lie in the name or in the link.
_LASTING = frozenset({errno.ELOOP, errno.ENAMETOOLONG})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Walk:
    """What a folder holds: the files found, what was left out with a reason for each, and what the system refused.

    All are sorted by their path below the walked folder, written with slashes. A reason continues the words
    "it was skipped: " and bears no full stop. What was `refused` may be there the next time: a folder that cannot be
    listed, what vanished meanwhile. `files` are paths as the system has them: of ten thousand few are wanted as `Path`.
    """

    files: tuple[str, ...]
    skipped: tuple[tuple[Path, str], ...] = ()
    refused: tuple[tuple[Path, OSError], ...] = ()

    @property
    def found(self) -> tuple[Path, ...]:
        """The files found."""
        return tuple(map(Path, self.files))


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
    inside = _resolve_root(root)
    found: list[str] = []
    skipped: list[tuple[str, str]] = []
    refused: list[tuple[str, OSError]] = []
    folders = [str(root)]
    while folders:
        try:
            entries = _list_folder(here := folders.pop(), suffixes)
        except OSError as error:
            if here == str(root):
                raise StorageError(explain_failure("list the folder", root, error)) from error
            _note_error(here, error, skipped, refused)
            continue
        for entry in entries:
            step = _try_entry(entry, suffixes, inside)
            if step is _Step.TAKE:
                found.append(entry.path)
            elif step is _Step.ENTER:
                folders.append(entry.path)
            elif isinstance(step, OSError):
                _note_error(entry.path, step, skipped, refused)
            elif isinstance(step, str):
                skipped.append((entry.path, step))
    return Walk(
        tuple(sorted(found, key=None if os.sep == "/" else _write_with_slashes)), _sort(skipped), _sort(refused)
    )


def _sort(told: list[tuple[str, T]]) -> tuple[tuple[Path, T], ...]:
    return tuple((Path(path), what) for path, what in sorted(told, key=lambda one: _write_with_slashes(one[0])))


def _write_with_slashes(path: str) -> str:
    return path.replace(os.sep, "/")


def _resolve_root(root: Path) -> Path:
    try:
        return root.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        cause = error if isinstance(error, OSError) else OSError(errno.ELOOP, "")
        raise StorageError(explain_failure("list the folder", root, cause)) from error


def _list_folder(folder: str, suffixes: tuple[str, ...]) -> list["os.DirEntry[str]"]:
    with os.scandir(folder) as entries:
        return [entry for entry in entries if not entry.name.startswith(".") or entry.name in suffixes]


def _note_error(path: str, error: OSError, skipped: list[tuple[str, str]], refused: list[tuple[str, OSError]]) -> None:
    if error.errno in _LASTING:
        skipped.append((path, say_why_unreadable(error)))
    else:
        refused.append((path, error))


def _try_entry(entry: "os.DirEntry[str]", suffixes: tuple[str, ...], inside: Path) -> _Step | str | OSError:
    try:
        return _judge_entry(entry, suffixes, inside)
    except OSError as error:
        return error


def _judge_entry(entry: "os.DirEntry[str]", suffixes: tuple[str, ...], inside: Path) -> _Step | str:
    wanted = entry.name.lower().endswith(suffixes)
    if entry.is_symlink():
        return _judge_link(entry, wanted, inside)
    if entry.is_dir(follow_symlinks=False):
        return _judge_folder(entry, wanted)
    return _judge_file(entry) if wanted else _Step.PASS


def _judge_folder(entry: "os.DirEntry[str]", wanted: bool) -> _Step | str:
    if wanted:
        return "it is a folder with the name of a file; rename it, what lies in it is not read"
    return judge_name(entry.name) or _Step.ENTER


def _judge_file(entry: "os.DirEntry[str]") -> _Step | str:
    # The folder's list says so much already: ten thousand files need not be looked at one by one.
    if not entry.is_file(follow_symlinks=False):
        return f"it is {name_kind(entry.stat(follow_symlinks=False).st_mode)}, not a file"
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
