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
from briefgen.model.inputs import Reason
from briefgen.model.record import Record
from briefgen.project.building.installed import list_installed, list_installed_first
from briefgen.project.building.memory import read_seal
from briefgen.project.building.shelf_watch import ShelfWatch
from briefgen.project.place import SETTINGS_FILE, Project, read_project
from briefgen.project.reading.kept_problems import KeptProblem
from briefgen.refresh.records import read_records

_NAME = "stamp"
_LIMIT = 256 << 20
#: A stamp with more young files than this would take as long to look at as to do without.
_MOST_YOUNG = 400
#: Folders of a project that a build looks at, and files beside them; of these it writes to the output's alone.
_FOLDERS = ("corpus", "templates", "output")
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
    that goes with it. `drafts` are the names of the drafts, `problems` all that were told. `html_only` where nobody
    asked for PDFs: then `reasons` say, by the drafts' names, why some are behind, and a build that prints them looks
    at everything.
    """

    marks: str
    young: dict[str, str]
    memory: bytes
    day: str
    drafts: list[str]
    problems: list[KeptProblem]
    html_only: bool = False
    reasons: dict[str, tuple[Reason, ...]] = {}


#: All files that a build looks at, and the folders that they stand in without a status, in a fixed order.
Seen = list[tuple[str, os.stat_result | None]]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at all files, begun at `moment` (nanoseconds)."""

    moment: int
    seen: Seen


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


def look_at_files(project: Project) -> Look:
    """Look at all files, before a build reads anything."""
    return Look(time.time_ns(), list(_list_files(project)))


def read_stamp(project: Project, *, html_only: bool = False, look: Look | None = None) -> Stamp | None:
    """Read the stamp; None where there is none, where anything has changed since, or where it says too little.

    One that says nothing of the PDFs will do where `html_only` is asked.
    """
    stamp = read_sealed(project.state / _NAME, Stamp)
    if (
        stamp is None
        or (stamp.html_only and not html_only)
        or stamp.day != datetime.date.today().isoformat()
        or stamp.memory != read_seal(project.state)
    ):
        return None
    look = look or look_at_files(project)
    marks, _ = survey_files(look.seen, stamp.young.keys())
    if marks != stamp.marks or not all(_holds(path, sha256) for path, sha256 in stamp.young.items()):
        return None
    return stamp


def note_start(project: Project, look: Look) -> Start:
    """Note what there is before a build reads anything."""
    day = datetime.date.today().isoformat()
    marks, young = survey_inputs(project, look.seen, look.moment)
    return Start(look.moment, day, marks, _digest_all(young))


def make_marks(
    project: Project, start: Start, records: Mapping[str, Record], *, html_only: bool = False
) -> tuple[str, dict[str, str]] | None:
    """Mark all files for a stamp, young ones by their content; None where that cannot be relied on.

    What the build read has to be what it was at its `start`; what it printed, what its `records` say. Files are looked
    at once, and first: a change after that is one since the stamp. With `html_only` the PDFs may be whatever they are.
    """
    # A process that ran while a font or library was replaced goes on with the old one.
    if start.young is None or list_installed() != list_installed_first() or not _has_its_settings(project):
        return None
    seen = look_at_files(project).seen
    if survey_inputs(project, seen, start.moment)[0] != start.inputs:
        return None
    marks, young = survey_files(seen, frozenset(), start.moment)
    digests = _digest_all(young)
    if digests is None or "" in digests.values() or not start.young.items() <= digests.items():
        return None
    return (marks, digests) if _is_whole(project, records, html_only=html_only) else None


def _has_its_settings(project: Project) -> bool:
    try:
        now = read_project(project.folder)
    except BriefgenError:
        return False
    return now is not None and now.settings == project.settings


def _is_whole(project: Project, records: Mapping[str, Record], *, html_only: bool) -> bool:
    """Whether all that was printed stands as the records say, and they as the manifest."""
    watch = ShelfWatch(project)
    return read_records(project.output) == records and all(
        watch.is_whole(record, html_only=html_only) for record in records.values()
    )


def write_stamp(project: Project, stamp: Stamp) -> None:
    """Write the stamp, where it is another than before. Raises StorageError."""
    if read_sealed(project.state / _NAME, Stamp) != stamp:
        write_sealed(project.state / _NAME, stamp)


def survey_files(seen: Seen, known: Collection[str], since: int | None = None) -> tuple[str, list[str]]:
    """Mark all files that were seen and what is installed, and list those that are young at `since`.

    Of young ones and of those whose content is `known` only the names are marked.
    """
    digest = hashlib.sha256()
    young: list[str] = []
    for path, status in seen:
        if status is not None and since is not None and is_young(status, since):
            young.append(path)
            digest.update(os.fsencode(path))
        else:
            digest.update(os.fsencode(path) if status is None or path in known else _mark(path, status))
    digest.update(repr(list_installed()).encode())
    return digest.hexdigest(), young


def survey_inputs(project: Project, seen: Seen, since: int) -> tuple[str, list[str]]:
    """Mark those files seen that a build reads and does not write, and list those that are young at `since`."""
    digest = hashlib.sha256()
    young: list[str] = []
    output, editions = f"{project.output}{os.sep}", f"{project.editions}{os.sep}"
    for path, status in seen:
        if path.startswith(output) and not path.startswith(editions):
            continue
        digest.update(os.fsencode(path) if status is None else _mark(path, status))
        if status is not None and is_young(status, since):
            young.append(path)
    return digest.hexdigest(), young


def _mark(path: str, status: os.stat_result) -> bytes:
    times = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_dev, status.st_mode)
    return os.fsencode(f"{path}\0{times}\n")


def _list_files(project: Project) -> Iterator[tuple[str, os.stat_result | None]]:
    """Give all files that a build looks at, and the folders that they stand in without a status, in a fixed order."""
    names = {
        *_FILES,
        project.recipients_file,
        project.channels_file,
        *([project.settings.csl] if project.settings.csl else ()),
    }
    for name in sorted(names):
        yield from _look_at(str(project.folder / name))
    own = [project.folder / name for name in _OWN_FOLDERS]
    for place in (*(project.folder / name for name in _FOLDERS), *(place for place in own if place.is_symlink())):
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
