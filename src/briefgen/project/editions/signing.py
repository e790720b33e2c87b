"""With which keys a project's editions are signed: their records with OpenSSH, their PDFs within themselves."""

import datetime
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.editions.pades import SIGNED, open_pdf_key, sign_pdf
from briefgen.editions.placing import Frozen, Sign
from briefgen.editions.signing import sign_record
from briefgen.errors import UsageError
from briefgen.project.place import Project
from briefgen.project.secrets import find_secret

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner


def check_keys(project: Project) -> None:
    """Raise UsageError for a key that the settings name and that is not there, or that cannot sign PDFs today.

    It is asked before anything is laid out. The same where the file of those whose signatures count is not there.
    """
    _ = project.allowed_signers
    for name, key in (("signing_key", project.signing_key), ("pdf_key", project.pdf_key)):
        if key and not key.is_file():
            raise UsageError(f"{project.settings_file}: `{name}` is {key}, and that is not there.")
    if project.pdf_key:
        _open_key(project, project.pdf_key)


def choose_signer(project: Project) -> Sign | None:
    """Choose what signs an edition's record; None where none is signed."""
    key = project.signing_key
    return partial(sign_record, key=key) if key else None


def sign_shown(project: Project, frozen: Frozen) -> Frozen:
    """Put signed PDFs beside those of an edition, where the project has a key for that; raises as `check_keys` does."""
    if project.pdf_key is None:
        return frozen
    signer = _open_key(project, project.pdf_key)
    reason = f"{frozen.edition.title}, edition {frozen.edition.number}"
    shown = {name: data for name, data in frozen.files.items() if "/" not in name and name.endswith(".pdf")}
    signed = {Path(name).stem + SIGNED: sign_pdf(data, signer, reason) for name, data in shown.items()}
    return replace(frozen, files={**frozen.files, **signed})


def _open_key(project: Project, path: Path) -> "SimpleSigner":
    password = find_secret(project.settings.pdf_key_password, "the setting `pdf_key`")
    return open_pdf_key(path, password, datetime.datetime.now(datetime.UTC))
