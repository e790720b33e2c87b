"""``output/manifest.json``: the records of all drafts, read whole and replaced whole."""

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_bytes
from briefgen.files.reading import read_bounded
from briefgen.files.writing import write_whole
from briefgen.grammar.ids import is_source_id
from briefgen.model.record import NO_FILE, PrintedFile, Record

MANIFEST = "manifest.json"
#: Where the files of builds stand, in ``output/``.
GENERATIONS = ".gen"
_FORMAT = 3
_LIMIT = 256 << 20
_FILE = re.compile(r"\.gen/[0-9a-f]{16}/[a-z0-9-]+(?:\.[A-Za-z0-9_-]+)*\.(?:html|pdf)")


class _Manifest(msgspec.Struct, frozen=True):
    format: int
    drafts: dict[str, Record]


def read_records(output: Path) -> dict[str, Record]:
    """Read the records by the drafts' names. A missing, damaged or foreign manifest holds none: all is printed."""
    try:
        data = read_bounded(output / MANIFEST, _LIMIT)
    except BriefgenError:
        return {}
    try:
        manifest = msgspec.json.decode(data, type=_Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    is_ours = manifest.format == _FORMAT and all(_is_sound(*pair) for pair in manifest.drafts.items())
    return manifest.drafts if is_ours else {}


def _is_sound(name: str, record: Record) -> bool:
    """Whether a record names only what a build writes, so that nothing else is read or removed by its word."""
    paths = [file.path for file in (record.html, record.pdf) if file != NO_FILE]
    return is_source_id(record.slug) and record.name == name and all(map(_FILE.fullmatch, paths))


def write_records(output: Path, records: Mapping[str, Record]) -> None:
    """Replace the manifest, sorted and indented so that a version control system shows what changed."""
    manifest = _Manifest(_FORMAT, dict(sorted(records.items())))
    encoded = msgspec.json.encode(manifest, order="deterministic")
    write_whole(output / MANIFEST, msgspec.json.format(encoded, indent=1) + b"\n")


def is_whole(output: Path, record: Record) -> bool:
    """Whether a record's files stand where it says, with the bytes it says, under their flat names too."""
    flat = (
        PrintedFile(f"{record.name}.html", record.html.sha256),
        PrintedFile(f"{record.name}.pdf", record.pdf.sha256),
    )
    return all(holds(output / file.path, file.sha256) for file in (record.html, record.pdf, *flat) if file.sha256)


def holds(path: Path, sha256: str) -> bool:
    """Whether a regular file stands at `path` and its bytes have this digest."""
    try:
        return digest_bytes(read_bounded(path, _LIMIT)) == sha256
    except BriefgenError:
        return False
