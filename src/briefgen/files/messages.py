"""What messages say of a file: its name, its kind, and what to do when the system refuses it."""

import errno
import os
import stat
from pathlib import Path

_REMEDIES = {
    errno.ENOSPC: "the disk is full; free some space and run the command again",
    errno.EDQUOT: "your share of the disk is used up; free some space and run the command again",
    errno.EFBIG: "the file would be larger than is allowed here; raise the limit (ulimit -f)",
    errno.EROFS: "it lies on a read-only file system; make that writable or choose another folder",
    errno.EACCES: "permission is denied; change the permissions of the file or of its folder",
    errno.EPERM: "the system does not permit it; change the owner or the attributes of the file",
    errno.ENOENT: "it is not there",
    errno.ENOTDIR: "a part of its path is a file, not a folder; move that file away",
    errno.EISDIR: "a folder of that name is in the way; move it away",
    errno.EEXIST: "something else of that name is in the way; move it away",
    errno.ENAMETOOLONG: "its name is too long; choose a shorter one",
    errno.ELOOP: "it is a link that leads back to itself; remove the link",
    errno.EMFILE: "too many files are open; raise the limit (ulimit -n)",
    errno.ENFILE: "too many files are open on this machine; close other programs",
    errno.ENOLCK: "this file system knows no locks; move the project to a local disk",
    errno.ENOTSUP: "this file system cannot do it; move the project to a local disk",
    errno.ENOSYS: "this file system cannot do it; move the project to a local disk",
    errno.EIO: "the device reports an error; check the disk before you go on",
}
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def show_path(path: Path) -> str:
    """Return `path` for a message: bytes that are no UTF-8 and control characters appear as escapes."""
    text = os.fspath(path).encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def name_kind(mode: int) -> str:
    """Return what a file of this `st_mode` is, with its article ("a named pipe")."""
    return _KINDS.get(stat.S_IFMT(mode), "something unknown")


def explain_failure(verb: str, path: Path, error: OSError) -> str:
    """Return the sentence for an error of the system: what could not be done with `path`, and the remedy."""
    remedy = _REMEDIES.get(error.errno or 0) or error.strerror or str(error)
    return f"Cannot {verb} {show_path(path)}: {remedy}."


def say_why_unreadable(error: OSError) -> str:
    """Return why the system does not let us read, to continue the words "it was skipped: "."""
    return _REMEDIES.get(error.errno or 0) or error.strerror or "it cannot be read"
