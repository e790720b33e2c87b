"""Keys to sign editions with, and whose signatures count."""

import subprocess
from pathlib import Path

from required_tools import find_ssh_keygen


def make_key(folder: Path, name: str, kind: str = "ed25519") -> Path:
    """Make a key without a passphrase."""
    key = folder / name
    words = (find_ssh_keygen(), "-q", "-t", kind, "-N", "", "-C", name, "-f", str(key))
    subprocess.run(words, check=True)
    return key


def trust(folder: Path, name: str, key: Path) -> None:
    """Write whose signatures count."""
    line = f'{name} namespaces="briefgen" {key.with_suffix(".pub").read_text("utf-8")}'
    (folder / "corpus/allowed_signers").write_text(line, encoding="utf-8")
