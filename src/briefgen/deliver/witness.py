"""The ledger's witness: a line in another folder that names the newest step that the ledger had.

An older copy put in the ledger's place agrees with itself, and so does an empty one; it lacks that step.
"""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import BriefgenError
from briefgen.files.digest import digest_text
from briefgen.files.handles import open_handle, write_all
from briefgen.files.messages import show_path
from briefgen.files.reading import read_bounded

_WITNESSED = re.compile(r"(\d{1,15}) ([0-9a-f]{64}) ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Witness:
    """Where a ledger's newest step is named a second time (None: nowhere), and what stood there: its number, digest."""

    path: Path | None
    step: tuple[int, str] | None

    def say_replaced(self, ledger: Path) -> str:
        """Say that a ledger lacks that step."""
        return (
            f"{show_path(ledger)} is older than it was: steps that were on record are gone, and what they tell of "
            f"would be sent again. Put the newest copy back; where there is none, take away "
            f"{show_path(self.path or Path())} to go on with what is there."
        )

    def say_missing(self, ledger: Path) -> str:
        """Say that a ledger is not there at all."""
        return (
            f"{show_path(ledger)} is missing: what it tells of would be sent again. Put the newest copy back; where "
            f"there is none, take away {show_path(self.path or Path())} to begin a new one."
        )


def read_witness(path: Path | None) -> Witness:
    """Read how many steps a ledger had, and the digest of the last; no step where only half a line says it."""
    match = None
    if path is not None:
        with suppress(BriefgenError):
            match = _WITNESSED.fullmatch(read_bounded(path, 1000).decode("ascii", "replace"))
    if match is None or digest_text(f"{match[1]} {match[2]}") != match[3]:
        return Witness(path, None)
    return Witness(path, (int(match[1]), match[2]))


def write_witness(path: Path, count: int, digest: str) -> None:
    """Name the newest step: how many there are, and its digest. One that cannot be written stays as it is."""
    line = f"{count} {digest}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
    with suppress(OSError), open_handle(path, flags) as handle:
        write_all(handle, f"{line} {digest_text(line)}\n".encode())
