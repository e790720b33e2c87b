"""`doctor` about a project's folder: whether its disk can be trusted with it."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefgen.project.place import Project

#: A full build of a thousand briefs, with the files that it replaces, takes about so much room (bytes) and files.
_ROOM = 1 << 30
_FILES = 10_000
#: File systems over a network: their locks and their syncing promise less than a disk's.
_REMOTE = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "afs", "ceph", "glusterfs")


@dataclass(frozen=True, slots=True)
class FolderFinding:
    """One thing examined: what it is, what was found, how grave that is, and the line that mends it, or ""."""

    name: str
    value: str
    state: str = "ok"
    remedy: str = ""


def examine_folder(project: Project) -> Iterator[FolderFinding]:
    """Examine the file system that a project lies on: locks, syncing, room. What it writes for that it takes away."""
    yield from _examine_kind(project.folder)
    place = project.state if project.state.is_dir() else project.folder
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            yield _examine_lock(file.fileno())
            yield _examine_sync(file.fileno(), place)
    except OSError as error:
        remedy = "let this user write there; `check`, `status` and `find` read the corpus into .briefgen/"
        yield FolderFinding("writing", f"{place} cannot be written: {error.strerror}", "error", remedy)
    yield _examine_room(project.folder)


def _examine_kind(folder: Path) -> Iterator[FolderFinding]:
    kind = _find_kind(folder)
    is_remote = kind.startswith(_REMOTE)
    remedy = "keep the project on a disk of this machine; two machines may not build it at once" if is_remote else ""
    if kind:
        yield FolderFinding("file system", kind, "warning" if is_remote else "ok", remedy)


def _find_kind(folder: Path) -> str:
    """Find the kind of file system that a folder lies on, as Linux names it; "" where that is not told."""
    best, kind = "", ""
    with suppress(OSError):
        for line in Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines():
            point, found = line.split()[1:3]
            point = point.replace("\\040", " ")
            inside = folder.resolve().is_relative_to(point)
            if inside and len(point) >= len(best):
                best, kind = point, found
    return kind


def _examine_lock(handle: int) -> FolderFinding:
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        remedy = "keep the project on a file system with locks: two builds at once would spoil each other's files"
        return FolderFinding("locks", f"it has none ({error.strerror})", "error", remedy)
    return FolderFinding("locks", "held by the kernel, freed with their process")


def _examine_sync(handle: int, place: Path) -> FolderFinding:
    try:
        os.write(handle, b"briefgen")
        os.fsync(handle)
        folder = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        # Some file systems sync files and refuse folders (EINVAL); files are whole there all the same.
        state = "warning" if error.errno == errno.EINVAL else "error"
        remedy = "after a power cut the last build may be gone; build again"
        return FolderFinding("syncing", f"it refuses to sync ({error.strerror})", state, remedy)
    return FolderFinding("syncing", "files and folders")


def _examine_room(folder: Path) -> FolderFinding:
    free = shutil.disk_usage(folder).free
    counts = os.statvfs(folder)
    told = f"{free / 1e9:.1f} GB free"
    if counts.f_files and counts.f_favail < _FILES:
        return FolderFinding(
            "room", f"{told}, for {counts.f_favail} files", "warning", "remove files that nobody needs"
        )
    is_enough = free >= _ROOM
    return FolderFinding("room", told, "ok" if is_enough else "warning", "" if is_enough else "make room on this disk")
