"""A PDF signed within itself: PAdES (ETSI EN 319 142), baseline B-B, with pyHanko (the extra ``briefgen[pades]``).

It is made of the file that can be made again byte for byte, and stands beside it: the signature's field is an untagged
widget, so that the signed file is no PDF/UA any more.
"""

import io
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import UsageError

#: Ends the name of a signed PDF, beside the one that it was made of.
SIGNED = ".signed.pdf"
_FIELD = "BriefgenSignature"


@dataclass(frozen=True, slots=True)
class PdfKey:
    """A key with its certificates: the path of a PKCS#12 file, and its password."""

    path: Path
    password: str = ""


def sign_pdf(pdf: bytes, key: PdfKey, reason: str) -> bytes:
    """Sign a PDF; nothing on its pages changes. The same file gives other bytes each time: a signature has its moment.

    Raises UsageError where pyHanko is not installed, or the key cannot be read.
    """
    try:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import PdfSignatureMetadata, sign_pdf
        from pyhanko.sign.fields import SigSeedSubFilter
        from pyhanko.sign.signers import SimpleSigner
    except ImportError as error:
        raise UsageError("to sign PDFs, install pyHanko: `pip install 'briefgen[pades]'`.") from error
    signer = SimpleSigner.load_pkcs12(  # type: ignore[no-untyped-call]  # pyHanko leaves it so
        str(key.path), passphrase=key.password.encode() or None
    )
    if signer is None:
        raise UsageError(f"the key {key.path} cannot be read: it is no PKCS#12 file, or the password is not its own.")
    metadata = PdfSignatureMetadata(
        field_name=_FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason=reason
    )
    signed = sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), metadata, signer)
    data: bytes = signed.getvalue()
    return data
