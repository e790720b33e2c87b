"""A project built under circumstances that must not show in any file: another clock, place, user or order."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from project_files import Files
from small_project import list_files

from required_tools import miss_tool

#: An account without a name or a home.
NOBODY = 65534
_DAY = ("--date", "2026-11-22")
_TOPICS = ("bridges", "tolls")
#: What is printed: a topic up to a limit, one as a note in Russian, an edition, and two topics in their own form.
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("build", "tolls", "--max-tlp", "TLP:GREEN", *_DAY),
    ("build", "bridges", "--template", "note", "--language", "ru", *_DAY),
    ("issue", "bridges", *_DAY),
    ("build", *_DAY),
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What differs from an ordinary build: variables, words before the command, options, how files are written.

    `changes_folder` where the command runs elsewhere and names the project; `shuffles` where the files are written in
    another order.
    """

    variables: Mapping[str, str] = field(default_factory=dict)
    prefix: Sequence[str] = ()
    options: Sequence[str] = ()
    umask: int = 0o022
    changes_folder: bool = False
    shuffles: bool = False


def write_two_topics(folder: Path, *, shuffles: bool = False) -> None:
    """Write the small project with two of its topics."""
    files = {name: data for name, data in list_files().items() if "/topics/" not in name or Path(name).stem in _TOPICS}
    names = list(files)
    if shuffles:
        random.Random(7).shuffle(names)
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])


def build_under(folder: Path, given: Circumstances, owner: int = 0) -> dict[str, bytes]:
    """Write the project, give it to its `owner`, run all commands under some circumstances; give output/ by path."""
    folder.mkdir()
    write_two_topics(folder, shuffles=given.shuffles)
    if owner:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner, owner)
    for command in COMMANDS:
        _run(folder, command, given)
    return {path.removeprefix("output/"): (folder / path).read_bytes() for path in Files(folder).list_below("output")}


def _run(folder: Path, command: Sequence[str], given: Circumstances) -> None:
    name, *words = command
    where = ["--project", str(folder)] if given.changes_folder else []
    done = subprocess.run(
        [*given.prefix, sys.executable, "-m", "briefgen", name, *where, *given.options, *words],
        cwd="/" if given.changes_folder else folder,
        env=_choose_variables(given),
        umask=given.umask,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _choose_variables(given: Circumstances) -> dict[str, str]:
    source = str(Path(__file__).parents[2] / "src")
    return {**os.environ, "NO_COLOR": "1", "PYTHONPATH": source, **given.variables}


def name_difference(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> str:
    """Name the first file that differs, and its first byte that does; "" where all are the same."""
    for name in sorted(one.keys() | other.keys()):
        if name not in one or name not in other:
            return f"{name} is only in {'the first' if name in one else 'the second'}"
        if one[name] != other[name]:
            pairs = enumerate(zip(one[name], other[name], strict=False))
            place = next((at for at, (x, y) in pairs if x != y), min(len(one[name]), len(other[name])))
            around = slice(max(place - 40, 0), place + 40)
            return f"{name} differs at byte {place}: {one[name][around]!r} and {other[name][around]!r}"
    return ""


#: In a view of the disk of its own: an open folder in the place of the closed home ($1), with Python ($2) alone in it.
_OPEN_HOME = """set -e
spare=$(mktemp -d)
mount --bind "$2" "$spare"
mount -t tmpfs -o mode=755 tmpfs "$1"
mkdir -p "$2"
mount --bind "$spare" "$2"
umount "$spare"
rmdir "$spare"
shift 2
exec "$@"
"""


def list_words_of(user: int) -> tuple[str, ...]:
    """List the words before a command that run it as another account; for root only.

    Where Python lies in a home that is closed to others, that home is covered for the command by one that is open.
    """
    setpriv = shutil.which("setpriv") or miss_tool("setpriv")
    unshare = shutil.which("unshare") or miss_tool("unshare")
    words = (setpriv, f"--reuid={user}", f"--regid={user}", "--clear-groups")
    python = Path(sys.base_prefix).resolve()
    closed = [folder for folder in python.parents if not folder.stat().st_mode & 1]
    if not closed:
        return words
    return (unshare, "--mount", "sh", "-c", _OPEN_HOME, "sh", str(closed[-1]), str(python), *words)


def find_faketime() -> str:
    """Find faketime; "" where it is not on this machine."""
    return shutil.which("faketime") or ""
