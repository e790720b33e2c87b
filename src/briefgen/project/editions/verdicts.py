"""What `verify` finds of a file or a folder, in its own words."""

from dataclasses import dataclass
from pathlib import Path

from briefgen.editions.signing import Signature
from briefgen.project.editions.on_record import Identity

PROVEN, ALTERED, MISSING, EXTRA, UNLISTED = "proven", "altered", "missing", "extra", "unlisted"
#: A PDF that only its manifest, or a folder that only its record, speaks for.
UNPROVEN = "not proven"
#: What has the name, or the claim, of a file that is replaced in time: altered or an older one, nothing tells which.
OTHER = "not the one on record"
FOREIGN, UNKNOWN, UNREADABLE = "not ours", "not on record", "unreadable"
_CODES = {PROVEN: 0, UNPROVEN: 1, FOREIGN: 1, UNKNOWN: 1, UNREADABLE: 5}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a file, or of an edition's folder. `state` is one of this module's.

    `found` and `expected` are SHA-256 digests, "" and none where there are none; `newer` names a newer edition; `why`
    says more. `files` counts what a folder holds, `signed` says who signed its record.
    """

    path: Path
    state: str
    identity: Identity | None = None
    found: str = ""
    expected: tuple[str, ...] = ()
    newer: str = ""
    why: str = ""
    files: int = 1
    signed: str = ""

    @property
    def exit_code(self) -> int:
        """0 for what is proven, 1 where no record tells, 5 for what cannot be read, 7 where a record says otherwise.

        A draft that is missing is printed again, and counts as 1.
        """
        if self.state == MISSING and self.identity and not self.identity.edition:
            return 1
        return _CODES.get(self.state, 7)


def tell_signer(signature: Signature | None) -> str:
    """Say who signed a record; "" where nobody did."""
    if signature is None:
        return ""
    return f"signed by {signature.signer or 'a key that nobody named'} ({signature.key})"
