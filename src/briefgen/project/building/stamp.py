"""The quickest answer: a stamp says that all drafts were up to date, and nothing at all has changed since.

A stamp stands for every file that a build looks at, by size and times: sources, topics, templates, settings, what was
printed, briefgen's own code and the libraries. A file that was young when it was stamped is known by its content.
What depends on the day holds for that day. A stamp is made only where every draft was up to date, where all could be
read, and where no file was changed while the build ran.
"""

import datetime
import hashlib
import os
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_bytes
from briefgen.files.reading import read_bounded
from briefgen.files.sightings import is_young, read_sealed, write_sealed
from briefgen.model.record import Record
from briefgen.project.building.installed import list_font_times, list_libraries
from briefgen.project.building.shelf_watch import ShelfWatch
from briefgen.project.place import SETTINGS_FILE, Project, read_project
from briefgen.project.reading.kept_problems import KeptProblem
from briefgen.refresh.records import read_records

_NAME = "stamp"
_LIMIT = 256 << 20
#: A stamp with more young files than this would take as long to look at as to do without.
_MOST_YOUNG = 400
#: Folders of a project that a build looks at, those of them that it does not write to, and files beside them.
_FOLDERS = ("corpus", "templates", "output")
_READ_ONLY = ("corpus", "templates", "output/editions")
_FILES = (SETTINGS_FILE, "pyproject.toml")
#: Folders in those that are read though they be links; no other link to a folder is followed.
_OWN_FOLDERS = (
    "corpus/sources",
    "corpus/originals",
    "corpus/topics",
    "templates/catalogues",
    "output/.gen",
    "output/editions",
)


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


@dataclass(frozen=True, slots=True)
class Start:
    """What there was when a build began, at `moment` (nanoseconds) of `day`.

    `inputs` marks what the build reads and does not write; `young` gives the SHA-256 of that which was young, None
    where that is too much.
    """

    moment: int
    day: str
    inputs: str
    young: dict[str, str] | None


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


def note_start(project: Project) -> Start:
    """Note what there is before a build reads anything."""
    moment, day = time.time_ns(), datetime.date.today().isoformat()
    marks, young = survey_inputs(project, moment)
    return Start(moment, day, marks, _digest_all(young))


def make_marks(project: Project, start: Start, records: Mapping[str, Record]) -> tuple[str, dict[str, str]] | None:
    """Mark all files for a stamp, young ones by their content; None where that cannot be relied on.

    What the build read has to be what it was at its `start`; what it printed, what its `records` say. The marks are
    taken first: a change after them is one since the stamp.
    """
    if start.young is None or not _has_its_settings(project):
        return None
    marks, young = survey_files(project, frozenset(), start.moment)
    digests = _digest_all(young)
    if digests is None or "" in digests.values() or not start.young.items() <= digests.items():
        return None
    is_sound = _is_whole(project, records) and survey_inputs(project, start.moment)[0] == start.inputs
    return (marks, digests) if is_sound else None


def _has_its_settings(project: Project) -> bool:
    try:
        now = read_project(project.folder)
    except BriefgenError:
        return False
    return now is not None and now.settings == project.settings


def _is_whole(project: Project, records: Mapping[str, Record]) -> bool:
    """Whether all that was printed stands as the records say, and they as the manifest."""
    watch = ShelfWatch(project)
    return read_records(project.output) == records and all(watch.is_whole(record) for record in records.values())


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
        if status is not None and since is not None and is_young(status, since):
            young.append(path)
            digest.update(os.fsencode(path))
        else:
            digest.update(os.fsencode(path) if status is None or path in known else _mark(path, status))
    digest.update(repr((list_libraries(), list_font_times())).encode())
    return digest.hexdigest(), young


def survey_inputs(project: Project, since: int) -> tuple[str, list[str]]:
    """Mark the files that a build reads and does not write, and list those that are young at `since`."""
    digest = hashlib.sha256()
    young: list[str] = []
    for path, status in _list_files(project, _READ_ONLY):
        digest.update(os.fsencode(path) if status is None else _mark(path, status))
        if status is not None and is_young(status, since):
            young.append(path)
    return digest.hexdigest(), young


def _mark(path: str, status: os.stat_result) -> bytes:
    times = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_dev, status.st_mode)
    return os.fsencode(f"{path}\0{times}\n")


def _list_files(project: Project, folders: tuple[str, ...]) -> Iterator[tuple[str, os.stat_result | None]]:
    """Give all files that a build looks at, and the folders that they stand in without a status, in a fixed order."""
    names = {*_FILES, project.recipients_file, *([project.settings.csl] if project.settings.csl else ())}
    for name in sorted(names):
        yield from _look_at(str(project.folder / name))
    own = [project.folder / name for name in _OWN_FOLDERS if name.startswith(folders)]
    for place in (*(project.folder / name for name in folders), *(place for place in own if place.is_symlink())):
        yield from _walk(str(place))
    # In a checkout the shipped templates lie beside `src`, in a wheel inside the package.
    package = Path(__file__).parents[2]
    for place in (package, package.parent.parent / "templates"):
        yield from _walk(str(place), "__pycache__")


def _look_at(path: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        yield path, os.stat(path)  # noqa: PTH116 - several times as fast
    except (OSError, ValueError):
        return


def _walk(folder: str, left_out: str = "") -> Iterator[tuple[str, os.stat_result | None]]:
    """Give everything below a folder in a fixed order: links as what they lead to, folders without a status."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            yield from _look_at_entry(entry)
        elif entry.name != left_out:
            yield entry.path, None
            yield from _walk(entry.path, left_out)


def _look_at_entry(entry: "os.DirEntry[str]") -> Iterator[tuple[str, os.stat_result]]:
    """Give what an entry leads to, else itself; nothing where it vanished, as an editor's own files do."""
    for follows in (True, False):
        try:
            status = entry.stat(follow_symlinks=follows)
        except OSError:
            continue
        yield entry.path, status
        return


def _holds(path: str, sha256: str) -> bool:
    return _digest(path) == sha256


def _digest_all(paths: Collection[str]) -> dict[str, str] | None:
    """Digest young files, "" for what cannot be read; None where they are too many."""
    return {path: _digest(path) for path in paths} if len(paths) <= _MOST_YOUNG else None


def _digest(path: str) -> str:
    try:
        return digest_bytes(read_bounded(Path(path), _LIMIT))
    except BriefgenError:
        return ""
