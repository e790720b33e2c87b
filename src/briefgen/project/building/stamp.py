"""The quickest answer: a stamp says that all drafts were up to date, and nothing at all has changed since.

A stamp stands for every file that a build looks at, by size and times: sources, topics, templates, settings, what was
printed, briefgen's own code and the libraries. A file that was young when it was stamped is known by its content.
What depends on the day holds for that day. A stamp is made only where every draft was up to date, and where no file
was changed while the build ran.
"""

import datetime
import hashlib
import os
import time
from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec

from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_bytes
from briefgen.files.reading import read_bounded
from briefgen.files.sightings import YOUNG, read_sealed, write_sealed
from briefgen.project.building.installed import list_font_times, list_libraries
from briefgen.project.place import SETTINGS_FILE, Project, read_project
from briefgen.project.reading.kept_problems import KeptProblem

_NAME = "stamp"
_LIMIT = 256 << 20
#: A stamp with more young files than this would take as long to look at as to do without.
_MOST_YOUNG = 400
#: Folders of a project that a build looks at, and files beside them.
_FOLDERS = ("corpus", "templates", "output")
_FILES = (SETTINGS_FILE, "pyproject.toml")


class Stamp(msgspec.Struct, frozen=True):
    """What was found when all was up to date.

    `marks` digests the files; `young` gives the SHA-256 of those that were young. `memory` is the digest of the memory
    that goes with it. `drafts` are the names of the drafts, `problems` all that were told.
    """

    marks: str
    young: dict[str, str]
    memory: bytes
    day: str
    drafts: list[str]
    problems: list[KeptProblem]


def read_stamp(project: Project) -> Stamp | None:
    """Read the stamp; None where there is none, or where anything has changed since."""
    stamp = read_sealed(project.state / _NAME, Stamp)
    if stamp is None or stamp.day != datetime.date.today().isoformat() or stamp.memory != read_seal(project):
        return None
    marks, _ = survey_files(project, stamp.young.keys())
    if marks != stamp.marks or not all(_holds(path, sha256) for path, sha256 in stamp.young.items()):
        return None
    return stamp


def read_seal(project: Project) -> bytes:
    """Read the digest that the memory bears."""
    try:
        with (project.state / "memory").open("rb") as file:
            return file.read(32)
    except OSError:
        return b""


def make_marks(project: Project, since: int, before: str) -> tuple[str, dict[str, str]] | None:
    """Mark all files for a stamp, young ones by their content; None where that cannot be relied on.

    `before` are the marks of `survey_inputs` when the build began, at the moment `since` (nanoseconds).
    """
    now = read_project(project.folder)
    if survey_inputs(project) != before or now is None or now.settings != project.settings:
        return None
    marks, young = survey_files(project, frozenset(), since)
    digests = {path: _digest(path) for path in young[: _MOST_YOUNG + 1]}
    return None if len(digests) > _MOST_YOUNG or "" in digests.values() else (marks, digests)


def write_stamp(project: Project, stamp: Stamp) -> None:
    """Write the stamp, where it is another than before. Raises StorageError."""
    if read_sealed(project.state / _NAME, Stamp) != stamp:
        write_sealed(project.state / _NAME, stamp)


def survey_files(project: Project, known: Collection[str], since: int | None = None) -> tuple[str, list[str]]:
    """Mark all files that a build looks at, and list those that are young at `since`.

    Of young ones and of those whose content is `known` only the names are marked.
    """
    digest = hashlib.sha256()
    young: list[str] = []
    for path, status in _list_files(project, _FOLDERS):
        if since is not None and max(status.st_mtime_ns, status.st_ctime_ns) + YOUNG > since:
            young.append(path)
            digest.update(os.fsencode(path))
        else:
            digest.update(os.fsencode(path) if path in known else _mark(path, status))
    digest.update(repr((list_libraries(), list_font_times())).encode())
    return digest.hexdigest(), young


def survey_inputs(project: Project) -> str:
    """Mark the files that a build reads and does not write."""
    digest = hashlib.sha256()
    for path, status in _list_files(project, _FOLDERS[:2]):
        digest.update(_mark(path, status))
    return digest.hexdigest()


def take_moment() -> int:
    """Take the time, in nanoseconds."""
    return time.time_ns()


def _mark(path: str, status: os.stat_result) -> bytes:
    times = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_dev, status.st_mode)
    return os.fsencode(f"{path}\0{times}\n")


def _list_files(project: Project, folders: tuple[str, ...]) -> Iterator[tuple[str, os.stat_result]]:
    names = {*_FILES, project.recipients_file, *([project.settings.csl] if project.settings.csl else ())}
    for name in sorted(names):
        yield from _look_at(str(project.folder / name))
    # In a checkout the shipped templates lie beside `src`, in a wheel inside the package.
    package = Path(__file__).parents[2]
    for place in (*(project.folder / name for name in folders), package, package.parent.parent / "templates"):
        yield from _walk(str(place))


def _look_at(path: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        yield path, os.stat(path)  # noqa: PTH116 - several times as fast
    except (OSError, ValueError):
        return


def _walk(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Give everything below a folder, folders themselves left out, in a fixed order; links as what they lead to."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _walk(entry.path)
            continue
        try:
            yield entry.path, entry.stat()
        except OSError:
            yield entry.path, entry.stat(follow_symlinks=False)


def _holds(path: str, sha256: str) -> bool:
    return _digest(path) == sha256


def _digest(path: str) -> str:
    try:
        return digest_bytes(read_bounded(Path(path), _LIMIT))
    except BriefgenError:
        return ""
