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

#: An account without a name or a home.
NOBODY = 65534
_DAY = ("--date", "2026-11-22")
_TOPICS = ("bridges", "tolls")
#: What is printed: two topics in their own form, one up to a limit, one as a note in Russian; then an edition.
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("build", *_DAY),
    ("build", "tolls", "--max-tlp", "TLP:GREEN", *_DAY),
    ("build", "bridges", "--template", "note", "--language", "ru", *_DAY),
    ("issue", "bridges", *_DAY),
    ("build", *_DAY),
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What differs from an ordinary build: variables, words before the command, options, how files are written.

    `changes_folder` where the command runs elsewhere and names the project; `shuffles` where the files are written in
    another order; `user` an account's number.
    """

    variables: Mapping[str, str] = field(default_factory=dict)
    prefix: Sequence[str] = ()
    options: Sequence[str] = ()
    umask: int = 0o022
    changes_folder: bool = False
    shuffles: bool = False
    user: int = 0


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


def build_under(folder: Path, given: Circumstances) -> dict[str, bytes]:
    """Write the project, run all commands under some circumstances, and give the files below output/ by path."""
    folder.mkdir()
    write_two_topics(folder, shuffles=given.shuffles)
    if given.user:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, given.user, given.user)
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
        user=given.user or None,
        group=given.user or None,
        extra_groups=[] if given.user else None,
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


def can_run_as(user: int) -> bool:
    """Whether an account may run the program at all."""
    words = [sys.executable, "-m", "briefgen", "--version"]
    variables = _choose_variables(Circumstances({"HOME": "/nowhere"}))
    try:
        done = subprocess.run(
            words, user=user, group=user, extra_groups=[], cwd="/", env=variables, capture_output=True, check=False
        )
    except PermissionError:
        return False
    return done.returncode == 0


def find_faketime() -> str:
    """Find faketime; "" where it is not on this machine."""
    return shutil.which("faketime") or ""
