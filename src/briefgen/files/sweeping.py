"""Sweep up every file below a folder, as somebody drags it in: in a fixed order, with a reason for what is no file."""

import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefgen.files.messages import name_kind, say_why_unreadable
from briefgen.files.walking import find_fault_of_link, judge_name


@dataclass(frozen=True, slots=True)
class Swept:
    """What lies at a path: a file to read where `reason` is "", else why it is passed over.

    `reason` continues the words "it was skipped: ". `is_quiet` marks what nobody asks after: hidden names.
    """

    path: str
    reason: str = ""
    is_quiet: bool = False


def sweep_folder(folder: Path, without: Collection[str] = ()) -> Iterator[Swept]:
    """Give all that lies below `folder`, depth first, what lies in one folder in the order of the names.

    Nothing is opened. A link is followed only to a regular file that lies inside `folder`; a folder whose
    real path is among `without` is passed over as the project's own.
    """
    inside = Path(os.path.realpath(folder))
    yield from _sweep(os.fspath(folder).rstrip("/") or "/", inside, frozenset(without))


def judge_file(path: str) -> str:
    """Return why what lies at `path` cannot be read as a file, or "": links are followed, nothing is opened."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - thousands of paths: text is a third of the memory
    except OSError as error:
        return say_why_unreadable(error)
    except ValueError:
        return "its name holds a character that no file name can hold"
    return judge_name(path) or ("" if stat.S_ISREG(mode) else f"it is {name_kind(mode)}, not a file")


def _sweep(folder: str, inside: Path, without: frozenset[str]) -> Iterator[Swept]:
    # A stack of listings, not of calls: folders may lie deeper than Python's calls.
    stack = [_list_folder(folder)]
    while stack:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
        elif isinstance(entry, Swept):
            yield entry
        elif entry.name.startswith("."):
            yield Swept(entry.path, "its name begins with a full stop", is_quiet=True)
        elif entry.is_dir(follow_symlinks=False):
            # No link was followed on the way: below the folder, the path is the real one.
            if f"{inside}{entry.path[len(folder) :]}" in without:
                yield Swept(entry.path, "it is a folder of the project itself", is_quiet=True)
            else:
                stack.append(_list_folder(entry.path))
        else:
            yield Swept(entry.path, _judge_entry(entry, inside))


def _list_folder(folder: str) -> "Iterator[os.DirEntry[str] | Swept]":
    try:
        with os.scandir(folder) as entries:
            return iter(sorted(entries, key=lambda entry: entry.name))
    except OSError as error:
        return iter([Swept(folder, say_why_unreadable(error))])


def _judge_entry(entry: "os.DirEntry[str]", inside: Path) -> str:
    try:
        if entry.is_symlink() and (reason := find_fault_of_link(entry, inside)):
            return reason
        mode = entry.stat().st_mode
    except OSError as error:
        return say_why_unreadable(error)
    if not stat.S_ISREG(mode):
        return f"it is {name_kind(mode)}, not a file"
    return judge_name(entry.name)
