"""``edition.json.sig``: an edition's record signed with OpenSSH (``ssh-keygen -Y``, namespace briefgen).

The record names the digest of every file of its edition, so that one signature vouches for all of them, also where no
project is. Keys are those that people have already: in a file, an agent, or a token. Who may sign stands in a file of
allowed signers (ssh-keygen(1), ALLOWED SIGNERS).
"""

import base64
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.editions.record import RECORD
from briefgen.errors import BriefgenError, StorageError, UsageError
from briefgen.files.reading import read_bounded

SIGNATURE = f"{RECORD}.sig"
_NAMESPACE = "briefgen"
_SECONDS = 120
_LARGEST, _LARGEST_SIGNATURE = 64 << 20, 1 << 20
_BEGIN, _END, _WIDTH = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n", 70
_KEY = re.compile(r"with (\S+ key \S+)")


@dataclass(frozen=True, slots=True)
class Signature:
    """What a record's signature proves: `signer` is whom the file of allowed signers names, "" where it does not.

    `key` is the key's kind and fingerprint; `fault` says why the signature is none of this record, "" where it is.
    """

    signer: str = ""
    key: str = ""
    fault: str = ""


def sign_record(record: bytes, key: Path) -> bytes:
    """Sign a record with the key in a file (a private one, or a public one whose agent has the private).

    Raises UsageError where the key, or ssh-keygen, is not there or does not sign.
    """
    done = _run(("sign", "-f", str(key)), record)
    if done.returncode:
        raise UsageError(f"the edition cannot be signed with {key}: {_tell(done)}")
    return done.stdout


def check_signature(folder: Path, signers: Path | None) -> Signature | None:
    """Check the signature in an edition's folder, against a file of allowed signers; None where it has none.

    Raises UsageError without ssh-keygen, StorageError where a file cannot be read.
    """
    path = folder / SIGNATURE
    if not path.is_file():
        return None
    try:
        record, signature = read_bounded(folder / RECORD, _LARGEST), read_bounded(path, _LARGEST_SIGNATURE)
    except BriefgenError as error:
        raise StorageError(str(error)) from error
    if not _is_as_written(signature):
        return Signature(fault="it is not written as ssh-keygen writes a signature")
    with tempfile.NamedTemporaryFile(suffix=".sig") as copy:
        # What is checked is what was read.
        copy.write(signature)
        copy.flush()
        return _check(record, copy.name, signers)


def _is_as_written(signature: bytes) -> bool:
    """Whether each byte is as ssh-keygen writes it, which reads other breaks and last bits of base64 as well."""
    try:
        data = base64.b64decode(signature.removeprefix(_BEGIN).removesuffix(_END).replace(b"\n", b""), validate=True)
    except ValueError:
        return False
    coded = base64.b64encode(data)
    lines = [coded[at : at + _WIDTH] + b"\n" for at in range(0, len(coded), _WIDTH)]
    return signature == b"".join((_BEGIN, *lines, _END))


def _check(record: bytes, signature: str, signers: Path | None) -> Signature:
    bare = _run(("check-novalidate", "-s", signature), record)
    if bare.returncode:
        return Signature(fault=f"it is no signature of this record: {_tell(bare)}")
    found = _KEY.search(bare.stdout.decode("utf-8", "replace"))
    key = found[1] if found else ""
    if signers is None:
        return Signature(key=key)
    for name in _list_principals(signature, signers):
        if not _run(("verify", "-s", signature, "-f", str(signers), "-I", name), record).returncode:
            return Signature(name, key)
    return Signature(key=key)


def _list_principals(signature: str, signers: Path) -> list[str]:
    found = _run(("find-principals", "-s", signature, "-f", str(signers)), b"")
    return found.stdout.decode("utf-8", "replace").splitlines() if not found.returncode else []


def _run(words: Sequence[str], data: bytes) -> "subprocess.CompletedProcess[bytes]":
    namespace = () if words[0] == "find-principals" else ("-n", _NAMESPACE)
    try:
        return subprocess.run(  # noqa: S603 - the words are ours, and no shell reads them
            ("ssh-keygen", "-Y", *words, *namespace),  # noqa: S607 - whichever OpenSSH the user has
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise UsageError("signatures need ssh-keygen (OpenSSH 8.1 or later), which is not on this machine.") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"ssh-keygen did not answer: {error}") from error


def _tell(done: "subprocess.CompletedProcess[bytes]") -> str:
    told = done.stderr.decode("utf-8", "replace").split("\n")
    return "; ".join(filter(None, (line.strip() for line in told))) or f"ssh-keygen ended with {done.returncode}"
