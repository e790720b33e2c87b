"""Pages set aside while others are still being read: writing is then moving, and a page may change in the meantime."""

import shutil
from contextlib import suppress
from pathlib import Path

from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_bytes
from briefgen.files.reading import read_bounded
from briefgen.ingest.page import MAX_BYTES
from briefgen.project.adding.dragging import Item

#: Where a run keeps what it has read and not yet written, below `.briefgen`.
WORKPLACE = "adding"


def aside_path(state: Path, sha256: str) -> Path:
    """Give the place where the page with this SHA-256 is set aside, whole or not at all."""
    return state / WORKPLACE / "aside" / sha256


def set_aside(state: Path, item: Item, sha256: str) -> None:
    """Copy a page's file, if it still holds what was read; where that fails, it is read again to be written."""
    path = aside_path(state, sha256)
    data = None if path.exists() else read_again(item, sha256)
    if data is None:
        return
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def forget_aside(state: Path) -> None:
    """Remove what an interrupted run set aside: nobody knows whether a power cut left it whole."""
    shutil.rmtree(state / WORKPLACE / "aside", ignore_errors=True)


def read_again(item: Item, sha256: str) -> bytes | None:
    """Read a file's bytes once more; None where they are no longer those that were read."""
    try:
        data = read_bounded(Path(item.path), MAX_BYTES)
    except BriefgenError:
        return None
    return data if digest_bytes(data) == sha256 else None
