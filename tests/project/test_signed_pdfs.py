"""PDFs signed within themselves (PAdES): after the file that can be made again, and checked by others' programs."""

import datetime
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import pkcs12

from briefgen_command import run_briefgen

SESAME = "open sesame"
USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)


def write_key(path: Path, first: datetime.datetime = NOW, days: int = 9, use: str = "digital_signature") -> None:
    """Write a key with a certificate of its own making, as PKCS#12."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Asia desk")])
    usage = x509.KeyUsage(**{one: one == use for one in USES})
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(first).not_valid_after(first + days * DAY)
    certificate = builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    path.write_bytes(pack_key(key, certificate))


def pack_key(key: pkcs12.PKCS12PrivateKeyTypes, certificate: x509.Certificate | None) -> bytes:
    """Write a key, and its certificate if it has one, as PKCS#12."""
    lock = serialization.BestAvailableEncryption(SESAME.encode())
    return pkcs12.serialize_key_and_certificates(b"desk", key, certificate, None, lock)


@pytest.fixture
def signed(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a project whose PDFs are signed, with a brief to issue."""
    write_key(tmp_path / "desk.p12")
    monkeypatch.setenv("PDF_KEY", SESAME)
    settings = desk / "briefgen.toml"
    more = f'pdf_key = "{tmp_path}/desk.p12"\npdf_key_password = "env:PDF_KEY"\n'
    settings.write_text(f"{more}{settings.read_text('utf-8')}", encoding="utf-8")
    (desk / "corpus/vocabulary.yaml").write_text("org/ferry: {label: Ferry}\n", encoding="utf-8")
    for name, head, text in (
        ("sources/log", "title: Log\nissued: 2025\ntext: summary\ntlp: TLP:CLEAR", "Two boats run.\n#org/ferry ^boats"),
        ("topics/ferry", "title: The ferry\nquery: tag:org/ferry\ntlp: TLP:CLEAR", "The ferry runs. [@log^boats]"),
    ):
        path = desk / f"corpus/{name}.md"
        path.write_text(f"---\n{head}\n---\n\n{text}\n", encoding="utf-8")
    return desk


def issue(folder: Path) -> Path:
    """Issue the project's one brief; give its folder."""
    ran = run_briefgen("issue", "ferry", folder=folder)
    assert ran.code == 0, ran.err
    return next((folder / "output/editions").glob("*/1/*"))


def test_a_signed_pdf_stands_beside_the_file_of_record(signed: Path) -> None:
    """Poppler finds a PAdES signature that covers the whole file; the plain PDF is still rebuilt byte for byte."""
    folder = issue(signed)
    plain = next(path for path in folder.glob("*.pdf") if not path.name.endswith(".signed.pdf"))
    one = folder / f"{plain.stem}.signed.pdf"
    assert one.read_bytes().startswith(plain.read_bytes())
    told = subprocess.run(("pdfsig", one), capture_output=True, check=False, text=True).stdout
    assert "Signature is Valid" in told
    assert "ETSI.CAdES.detached" in told
    assert "Total document signed" in told
    assert "Asia desk" in told
    assert run_briefgen("verify", one, folder=signed).code == 0
    ran = run_briefgen("verify", "--rebuild", folder=signed)
    assert (ran.code, "rebuilt, byte for byte" in ran.out) == (0, True), ran.out + ran.err


@pytest.mark.slow
def test_one_changed_byte_breaks_the_signature(signed: Path) -> None:
    """For poppler, and for `verify`: exit 7."""
    one = next(issue(signed).glob("*.signed.pdf"))
    data = bytearray(one.read_bytes())
    data[2000] ^= 1
    one.write_bytes(data)
    told = subprocess.run(("pdfsig", one), capture_output=True, check=False, text=True).stdout
    assert "Signature is Valid" not in told
    assert run_briefgen("verify", one, folder=signed).code == 7


@pytest.mark.slow
@pytest.mark.parametrize(("numbered", "name"), [("no", "ferry.signed.pdf"), ("yes", "ferry.pdf")])
def test_it_is_sent_in_the_place_of_the_other(signed: Path, numbered: str, name: str) -> None:
    """One PDF reaches people: the signed one, but for a numbered copy, whose stamp would break the signature."""
    (signed / "corpus/recipients.yaml").write_text(
        f"press: {{tlp: TLP:RED, channel: share, numbered: {numbered}}}\n", encoding="utf-8"
    )
    (signed / "corpus/channels.yaml").write_text("share: {kind: folder, path: ../share}\n", encoding="utf-8")
    (signed.parent / "share").mkdir()
    topic = signed / "corpus/topics/ferry.md"
    topic.write_text(topic.read_text("utf-8").replace("---\n", "---\nrecipients: [press]\n", 1), encoding="utf-8")
    issue(signed)
    ran = run_briefgen("send", folder=signed)
    assert ran.code == 0, ran.out + ran.err
    (place,) = {path.parent for path in (signed.parent / "share").rglob("*.pdf")}
    assert [path.name for path in place.glob("*.pdf")] == [name]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("env:PDF_KEY", "env:NOT_SET", "the environment has no NOT_SET"),
        ("env:PDF_KEY", "sesame", "a password never stands in a file"),
        ("env:PDF_KEY", "env:HOME", "the password is not its own"),
        ("desk.p12", "desk.p13", "that is not there"),
    ],
)
def test_a_key_that_cannot_be_used_issues_nothing(signed: Path, before: str, after: str, told: str) -> None:
    """Exit 2 and the reason, which has no password in it."""
    settings = signed / "briefgen.toml"
    settings.write_text(settings.read_text("utf-8").replace(before, after), encoding="utf-8")
    ran = run_briefgen("issue", "ferry", folder=signed)
    assert (ran.code, told in ran.err, SESAME in ran.err) == (2, True, False), ran.err
    assert "Traceback" not in ran.err
    assert not list(signed.glob("output/editions/*/1"))


@pytest.mark.parametrize(
    ("first", "days", "use", "told"),
    [
        (NOW - 40 * DAY, 30, "digital_signature", "its certificate ended on"),
        (NOW + 2 * DAY, 30, "digital_signature", "its certificate begins on"),
        (NOW, 30, "key_encipherment", "its certificate is not for signatures"),
    ],
)
def test_no_certificate_signs_that_readers_of_pdfs_would_doubt(
    signed: Path, first: datetime.datetime, days: int, use: str, told: str
) -> None:
    """One that is not valid today, or is for another use, is refused before anything is laid out."""
    write_key(signed.parent / "desk.p12", first, days, use)
    ran = run_briefgen("issue", "ferry", "--dry-run", folder=signed)
    assert (ran.code, told in ran.err) == (2, True), ran.err


@pytest.mark.parametrize("content", ["junk", "no certificate", "another kind"])
def test_a_file_without_a_key_that_signs_pdfs_is_refused(signed: Path, content: str) -> None:
    """One sentence says what is wrong with it, also in a trial; no program's inner words are printed."""
    ecdsa, edwards = ec.generate_private_key(ec.SECP256R1()), ed25519.Ed25519PrivateKey.generate()
    name = x509.Name([])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(edwards.public_key())
    made = builder.serial_number(7).not_valid_before(NOW).not_valid_after(NOW + DAY).sign(edwards, None)
    data, told = {
        "junk": (b"junk", "it is no PKCS#12 file"),
        "no certificate": (pack_key(ecdsa, None), "holds no certificate of the key"),
        "another kind": (pack_key(edwards, made), "take an RSA or an elliptic-curve"),
    }[content]
    (signed.parent / "desk.p12").write_bytes(data)
    ran = run_briefgen("issue", "ferry", "--dry-run", folder=signed)
    assert (ran.code, ran.err.count("\n"), told in ran.err) == (2, 1, True), ran.err
