"""``edition.json``, the record in each variant's folder: what was printed, with what, and the digest of every file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from briefgen.errors import BriefgenError, IntegrityError
from briefgen.files.reading import read_bounded
from briefgen.model.edition import Edition

RECORD = "edition.json"
_FORMAT = 1
_LIMIT = 64 << 20
#: A file of an edition: in its folder or below ``own/``, and never out of it; a template's name may begin with a stop.
_NAME = re.compile(r"own/templates(?:/(?!\.{1,2}(?:/|\Z))[^/\\\0]+)+|(?:own/)?(?!\.)[^/\\\0]+(?:/(?!\.)[^/\\\0]+)*")


@dataclass(frozen=True, slots=True)
class MadeWith:
    """What laid an edition out besides its data: versions by name, and digests of fonts and of shipped templates.

    `machine_fonts` digests the machine's own fonts, where the page has characters that ours lack; else "".
    """

    versions: Mapping[str, str] = field(default_factory=dict)
    fonts: str = ""
    templates: str = ""
    machine_fonts: str = ""


class EditionRecord(msgspec.Struct, frozen=True):
    """An edition in one variant, with the SHA-256 of each of its other files by its path in the folder."""

    format: int
    files: dict[str, str]
    edition: Edition
    made_with: MadeWith = msgspec.field(default_factory=MadeWith)


@dataclass(frozen=True, slots=True)
class EditionHead:
    """What tells an edition from others, without all that it printed."""

    slug: str
    number: int
    issued: str
    title: str
    marking: str
    template: str = "brief"
    language: str = "en"


class HeadedRecord(msgspec.Struct, frozen=True):
    """A record's head alone: to list thousands of them."""

    format: int
    files: dict[str, str]
    edition: EditionHead


_Kind = TypeVar("_Kind", EditionRecord, HeadedRecord)


def encode_record(edition: Edition, files: Mapping[str, str], made_with: MadeWith) -> bytes:
    """Write a record, sorted and indented for people and version control.

    Raises IntegrityError for the name of a file with which it would not be read again.
    """
    odd = next((name for name in files if not can_keep(name)), None)
    if odd is not None:
        raise IntegrityError(f"no edition can keep a file of the name {odd!r}; rename it.")
    record = EditionRecord(_FORMAT, dict(files), edition, made_with)
    return msgspec.json.format(msgspec.json.encode(record, order="deterministic"), indent=1) + b"\n"


def can_keep(name: str) -> bool:
    """Tell whether a record can name a file: a path in its folder without a backslash, hidden a template's alone."""
    return _NAME.fullmatch(name) is not None


def read_record(path: Path) -> EditionRecord:
    """Read the record at ``<topic>/<number>/<variant>/edition.json``.

    Raises IntegrityError where it cannot be read, is that of another place, or names files out of its folder.
    """
    return _read(path, EditionRecord)


def read_head(path: Path) -> HeadedRecord:
    """Read the head of a record; raises as `read_record` does."""
    return _read(path, HeadedRecord)


def _read(path: Path, kind: type[_Kind]) -> _Kind:
    try:
        record = msgspec.json.decode(read_bounded(path, _LIMIT), type=kind)
    except (BriefgenError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise IntegrityError(f"the edition's record cannot be read: {error}") from error
    if record.format != _FORMAT or not all(map(can_keep, record.files)):
        raise IntegrityError("the edition's record is one of a newer briefgen, or was altered")
    return record
