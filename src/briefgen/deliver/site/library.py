"""What stands on a site: one ``entry.json`` beside each edition's files, and ``library.json`` over all of them.

An entry is written once, after the files that it names. ``library.json`` is replaced last, when every page made of the
entries is in its place: where the two differ, a run was cut short, and the next one ends its work.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from briefgen.errors import BriefgenError, IntegrityError
from briefgen.files.reading import FileMissingError, read_bounded
from briefgen.grammar.ids import is_source_id
from briefgen.model.marking import Marking

ENTRY, LIBRARY = "entry.json", "library.json"
_FORMAT = 1
_ENTRY_LIMIT, _LIBRARY_LIMIT = 1 << 20, 256 << 20
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LABELS = {marking.label: marking for marking in Marking}


class BrokenRecordError(IntegrityError):
    """A record on a site that cannot be read, or is not as it was written; `path` is its file."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} {why}")
        self.path = path


@dataclass(frozen=True, slots=True)
class EntryFile:
    """A file of an edition on the site: its name, its media type, its size in bytes and its SHA-256."""

    name: str
    type: str
    size: int
    sha256: str

    @property
    def kilobytes(self) -> int:
        """Its size for a reader: 1,000 bytes each, never none."""
        return max(1, round(self.size / 1000))


@dataclass(frozen=True, slots=True)
class Notice:
    """Word that a source of an edition was withdrawn: the day when it came here (ISO), and its sentences."""

    date: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteEntry:
    """An edition in one variant, as the site's pages tell of it; all of it is from that variant itself.

    `edition` is the SHA-256 of its record, `date` the day of issue (ISO), `label` its marking. `notices` say why it
    counts no more, none where it does; they stand in files of their own beside it.
    """

    slug: str
    number: int
    variant: str
    edition: str
    title: str
    label: str
    language: str
    date: str
    points: tuple[str, ...] = ()
    files: tuple[EntryFile, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def place(self) -> str:
        """The folder of its files, from the site's."""
        return f"{self.slug}/{self.number}/{self.variant}"

    @property
    def updated(self) -> str:
        """The day when it last changed for its readers (ISO)."""
        return max((self.date, *(one.date for one in self.notices)))

    @property
    def form(self) -> str:
        """The form that it was printed in, as its variant's name begins."""
        return self.variant.partition(".")[0]

    @property
    def marking(self) -> Marking:
        """Its marking; TLP:RED for a label that is none."""
        return _LABELS.get(self.label, Marking.RED)

    def find_file(self, kind: str) -> EntryFile | None:
        """Find its file of a media type."""
        return next((one for one in self.files if one.type == kind), None)


@dataclass(frozen=True, slots=True)
class Library:
    """All editions on a site, by place; `authority` and `began` (a day) are what its feed's ids are made of (RFC 4151).

    They stay as they were when the first edition came, for an id that changes makes every entry new to its readers.
    `pages` are the SHA-256 of all pages that were made of the editions, by name.
    """

    entries: tuple[SiteEntry, ...] = ()
    authority: str = ""
    began: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    format: int = field(default=_FORMAT)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on a site: `finished`, of which its pages tell, and `entries`, which are there."""

    finished: Library
    entries: tuple[SiteEntry, ...]

    @property
    def is_finished(self) -> bool:
        """Whether the pages tell of all that is there, and of nothing else."""
        return self.finished.entries == self.entries


def encode_record(record: SiteEntry | Notice | Library) -> bytes:
    """Write an entry, a notice or a library, in one order and indented."""
    return msgspec.json.format(msgspec.json.encode(record, order="deterministic"), indent=1) + b"\n"


def find_library(folder: Path) -> Found:
    """Find what stands on the site in a folder; nothing in an empty one.

    Raises BrokenRecordError where an entry, a notice or the library cannot be read or is of another place.
    """
    finished = _read_library(folder)
    entries = (replace(read_entry(path), notices=_read_notices(path.parent)) for path in _list_entries(folder))
    return Found(finished, tuple(sorted(entries, key=lambda one: (one.slug, one.number, one.variant))))


def name_notice(source: str) -> str:
    """Name the file that tells, beside an edition, that a source of it was withdrawn."""
    return f"withdrawn-{source}.json"


def _read_notices(place: Path) -> tuple[Notice, ...]:
    return tuple(read_notice(path) for path in sorted(place.glob(name_notice("*"))))


def read_notice(path: Path) -> Notice:
    """Read word that a source was withdrawn. Raises BrokenRecordError for what is none."""
    try:
        notice = msgspec.json.decode(read_bounded(path, _ENTRY_LIMIT), type=Notice)
    except (BriefgenError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BrokenRecordError(path, f"cannot be read: {error}") from error
    if not _DAY.fullmatch(notice.date):
        raise BrokenRecordError(path, "is not as it was written")
    return notice


def _list_entries(folder: Path) -> Iterator[Path]:
    for topic in _list_folders(folder):
        if is_source_id(topic.name):
            for number in _list_folders(topic):
                paths = (variant / ENTRY for variant in _list_folders(number))
                yield from (path for path in paths if path.is_file())


def _list_folders(folder: Path) -> list[Path]:
    """List the folders in a folder; a link is none."""
    with os.scandir(folder) as found:
        return [Path(one.path) for one in found if one.is_dir(follow_symlinks=False)]


def read_entry(path: Path) -> SiteEntry:
    """Read what a site tells of an edition, without notices.

    Raises BrokenRecordError for what cannot be read, or is of another place.
    """
    try:
        entry = msgspec.json.decode(read_bounded(path, _ENTRY_LIMIT), type=SiteEntry)
    except (BriefgenError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BrokenRecordError(path, f"cannot be read: {error}") from error
    if (
        Path(entry.place).parts != path.parent.parts[-3:]
        or entry.label not in _LABELS
        or not _DAY.fullmatch(entry.date)
    ):
        raise BrokenRecordError(path, "is not as it was written")
    if any("/" in one.name or "\\" in one.name for one in entry.files):
        raise BrokenRecordError(path, "names files of another folder")
    return entry


def _read_library(folder: Path) -> Library:
    path = folder / LIBRARY
    try:
        library = msgspec.json.decode(read_bounded(path, _LIBRARY_LIMIT), type=Library)
    except FileMissingError:
        return Library()
    except (BriefgenError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BrokenRecordError(path, f"cannot be read: {error}; without it the next run makes a new one") from error
    if library.format != _FORMAT:
        raise BrokenRecordError(path, "is that of a newer briefgen")
    return library
