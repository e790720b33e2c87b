"""A PDF signed within itself: PAdES (ETSI EN 319 142), baseline B-B, with pyHanko (the extra ``briefgen[pades]``).

It is made of the file that can be made again byte for byte, and stands beside it: the signature's field is an untagged
widget, so that the signed file is no PDF/UA any more.
"""

import datetime
import io
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import UsageError
from briefgen.files.reading import read_bounded

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
    from cryptography.x509 import Certificate
    from pyhanko.sign.signers import SimpleSigner

#: Ends the name of a signed PDF, beside the one that it was made of.
SIGNED = ".signed.pdf"
_FIELD = "BriefgenSignature"
_LARGEST = 1 << 20
_LACK = "to sign PDFs, install pyHanko: `pip install 'briefgen[pades]'`."


def open_pdf_key(path: Path, password: str, now: datetime.datetime) -> "SimpleSigner":
    """Open a key with its certificates (PKCS#12), for signatures at a moment.

    Raises UsageError where pyHanko is not installed, the key cannot be read, or its certificate is not valid then or
    not for signatures: every reader of PDFs would doubt what it signs. Raises FileMissingError, StorageError.
    """
    try:
        from pyhanko.sign.signers import SimpleSigner
    except ImportError as error:
        raise UsageError(_LACK) from error
    data, secret = read_bounded(path, _LARGEST), password.encode() or None
    key, certificate = _read_pair(path, data, secret)
    if fault := _name_key_fault(key) or _name_date_fault(certificate, now) or _name_usage_fault(certificate):
        raise UsageError(f"PDFs cannot be signed with {path}: {fault}.")
    signer: SimpleSigner = SimpleSigner.load_pkcs12_data(data, (), secret)
    return signer


def sign_pdf(pdf: bytes, signer: "SimpleSigner", reason: str) -> bytes:
    """Sign a PDF; nothing on its pages changes. The same file gives other bytes each time: a signature has its moment.

    `signer` is an opened key.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, sign_pdf
    from pyhanko.sign.fields import SigSeedSubFilter

    metadata = PdfSignatureMetadata(
        field_name=_FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason=reason
    )
    signed = sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), metadata, signer)
    data: bytes = signed.getvalue()
    return data


def _read_pair(path: Path, data: bytes, secret: bytes | None) -> "tuple[PrivateKeyTypes, Certificate]":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

    try:
        key, certificate, _ = load_key_and_certificates(data, secret)
    except (ValueError, UnsupportedAlgorithm) as error:
        told = f"the key {path} cannot be read: it is no PKCS#12 file, or the password is not its own."
        raise UsageError(told) from error
    if key is None or certificate is None:
        lack = "key" if key is None else "certificate of the key"
        raise UsageError(f"the file {path} holds no {lack}; export the key together with its certificate (PKCS#12).")
    return key, certificate


def _name_key_fault(key: "PrivateKeyTypes") -> str:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    is_known = isinstance(key, (EllipticCurvePrivateKey, RSAPrivateKey))
    return "" if is_known else "few readers of PDFs know keys of its kind; take an RSA or an elliptic-curve (ECDSA) key"


def _name_date_fault(certificate: "Certificate", now: datetime.datetime) -> str:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > last:
        return f"its certificate ended on {last:%Y-%m-%d}; ask whoever gave it for a new one"
    if now < first:
        return f"its certificate begins on {first:%Y-%m-%d}; wait until then, or set this machine's clock"
    return ""


def _name_usage_fault(certificate: "Certificate") -> str:
    """Say where a certificate is for something else; without a word on its use it is for any (RFC 5280, 4.2.1.3)."""
    from cryptography.x509 import ExtensionNotFound, KeyUsage

    try:
        usage = certificate.extensions.get_extension_for_class(KeyUsage).value
    except ExtensionNotFound:
        return ""
    if usage.digital_signature or usage.content_commitment:
        return ""
    return "its certificate is not for signatures (digitalSignature, nonRepudiation); ask for one that is"
