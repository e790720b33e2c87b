"""Mail through a real server (aiosmtpd) on loopback: with STARTTLS, with TLS, with a login."""

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from mail_parcels import make_file, make_parcel, parse
from scripted_smtp import Fault, run_scripted

from briefgen.deliver.mail import open_mail
from briefgen.deliver.mail_server import MailServer, Patience
from briefgen.deliver.messages import Sender
from briefgen.model.delivery import State
from required_tools import miss_tool

SENDER = Sender("Desk", "desk@example.org")
PATIENCE = Patience(20.0, 20.0, 20.0)
PASSWORD = "pässwörd"  # noqa: S105 - a made-up one


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of localhost's own, and its key."""

    path: Path
    key: Path

    def serve(self) -> ssl.SSLContext:
        """Give what a server needs."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path, self.key)
        return context


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Make a certificate for this machine's name and number."""
    return make_certificate(tmp_path_factory.mktemp("certificate"), "localhost", "DNS:localhost,IP:127.0.0.1")


def make_certificate(folder: Path, name: str, names: str) -> Certificate:
    """Make a certificate that signs itself."""
    openssl = shutil.which("openssl") or miss_tool("openssl")
    made = Certificate(folder / "cert.pem", folder / "key.pem")
    kind = ("-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    where = ("-keyout", made.key, "-out", made.path, "-subj", f"/CN={name}", "-addext", f"subjectAltName={names}")
    subprocess.run([openssl, "req", *kind, *where], check=True, capture_output=True, timeout=30)
    return made


@dataclass(slots=True)
class Mailbox:
    """Keeps what a server takes."""

    port: int
    envelopes: list[Envelope] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a message."""
        del server, session
        self.envelopes.append(envelope)
        return "250 taken"


@contextmanager
def run_server(**settings: Any) -> Iterator[Mailbox]:  # noqa: ANN401 - aiosmtpd's own
    """Run a server on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        mailbox = Mailbox(free.getsockname()[1])
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port, **settings)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


def let_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    """Let in who knows the password."""
    del server, session, envelope
    assert mechanism in ("PLAIN", "LOGIN")
    is_known = isinstance(data, LoginPassword) and data.password.decode() == PASSWORD
    return AuthResult(success=is_known, handled=is_known)


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_message_arrives_by_tls(certificate: Certificate, tmp_path: Path, security: str, host: str) -> None:
    """With the certificate that the channel trusts; the envelope has one recipient, and the file is whole."""
    context = {"tls_context" if security == "starttls" else "ssl_context": certificate.serve()}
    more = {"require_starttls": True} if security == "starttls" else {}
    file = make_file(tmp_path, 200_000)
    with run_server(**context, **more) as mailbox:
        server = MailServer(host, mailbox.port, SENDER, security, authority=str(certificate.path), patience=PATIENCE)
        with open_mail(server) as way:
            outcomes = [way.deliver(make_parcel(files=(file,), recipient=name)) for name in ("ann", "bob")]
    assert [one.state for one in outcomes] == [State.SENT] * 2, outcomes
    assert [one.rcpt_tos for one in mailbox.envelopes] == [["ann@example.org"]] * 2
    content = mailbox.envelopes[0].content
    assert isinstance(content, bytes)
    (part,) = parse(content).iter_attachments()
    assert part.get_content() == file.path.read_bytes()


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_gets_nothing(
    certificate: Certificate, tmp_path: Path, security: str
) -> None:
    """Signed by itself, or made out to another name: no sender, no recipient, no message."""
    other = make_certificate(tmp_path, "mail.example.org", "DNS:mail.example.org")
    key = "tls_context" if security == "starttls" else "ssl_context"
    for shown, authority in ((certificate, ""), (certificate, str(other.path)), (other, str(other.path))):
        with run_server(**{key: shown.serve()}) as mailbox:
            server = MailServer("localhost", mailbox.port, SENDER, security, authority=authority, patience=PATIENCE)
            with open_mail(server) as way:
                outcome = way.deliver(make_parcel())
        assert (outcome.state, outcome.is_down) == (State.DEFERRED, True)
        assert "the certificate of localhost is not trusted" in outcome.note
        assert mailbox.envelopes == []


def test_a_server_without_tls_gets_nothing() -> None:
    """F21: neither the message nor the password, whether it does not offer STARTTLS or does not do it."""
    for extensions in (("here", "AUTH PLAIN"), ("here", "STARTTLS", "AUTH PLAIN")):
        with (
            run_scripted(Fault("starttls", text="454 not now"), extensions=extensions) as scripted,
            open_mail(MailServer("localhost", scripted.port, SENDER, user="desk", password=PASSWORD)) as way,
        ):
            outcome = way.deliver(make_parcel())
        assert outcome.state is State.DEFERRED
        assert {one.partition(" ")[0].lower() for one in scripted.commands} <= {"ehlo", "starttls"}
        assert scripted.accepted == []


def test_what_was_slipped_in_before_tls_is_not_believed(certificate: Certificate) -> None:
    """Answers that somebody in between sends along with the 220 are thrown away (CVE-2011-0411)."""
    fault = Fault("starttls", text="220 go\r\n250-evil\r\n250 SIZE 1")
    with run_scripted(fault, extensions=("here", "STARTTLS"), trust=certificate.serve()) as scripted:
        server = MailServer("localhost", scripted.port, SENDER, authority=str(certificate.path), patience=PATIENCE)
        with open_mail(server) as way:
            outcome = way.deliver(make_parcel())
    assert (outcome.state, len(scripted.accepted)) in ((State.SENT, 1), (State.DEFERRED, 0)), outcome.note
    assert "takes 1" not in outcome.note


def test_a_server_with_a_login_lets_in_who_knows_the_password(certificate: Certificate) -> None:
    """By TLS, with letters beyond ASCII; with another password nothing is sent, and no note tells one."""
    settings = {"tls_context": certificate.serve(), "authenticator": let_in, "auth_required": True}
    for password, state in ((PASSWORD, State.SENT), ("wrong", State.DEFERRED)):
        with run_server(**settings) as mailbox:
            server = MailServer(
                "localhost", mailbox.port, SENDER, user="desk", password=password, authority=str(certificate.path)
            )
            with open_mail(server) as way:
                outcome = way.deliver(make_parcel())
        assert outcome.state is state, outcome.note
        assert password not in outcome.note
        assert len(mailbox.envelopes) == (state is State.SENT)


def test_a_server_that_wants_smtputf8_and_has_it_gets_the_address_as_it_is() -> None:
    """A part before the @ beyond ASCII goes as it is, the domain as servers know it."""
    with run_server(enable_SMTPUTF8=True) as mailbox:
        server = MailServer("127.0.0.1", mailbox.port, SENDER, "none", patience=PATIENCE)
        with open_mail(server) as way:
            outcome = way.deliver(make_parcel(address="анна@пример.example"))
    assert outcome.state is State.SENT, outcome.note
    assert mailbox.envelopes[0].rcpt_tos == ["анна@xn--e1afmkfd.example"]
    assert "SMTPUTF8" in mailbox.envelopes[0].mail_options


@pytest.mark.parametrize("host", ["127.0.0.1.example.org", "example.org", "10.0.0.1", "localhost.example.org"])
def test_nothing_goes_to_another_machine_without_tls(host: str) -> None:
    """A name that only begins like this machine's is another's; nobody is called."""
    with open_mail(MailServer(host, 25, SENDER, "none", patience=PATIENCE)) as way:
        outcome = way.deliver(make_parcel())
    assert (outcome.state, outcome.is_down) == (State.DEFERRED, True)
    assert "another machine" in outcome.note


def test_certificates_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """A missing file is said to be one."""
    authority = str(tmp_path / "none.pem")
    with open_mail(MailServer("localhost", 25, SENDER, authority=authority, patience=PATIENCE)) as way:
        outcome = way.deliver(make_parcel())
    assert authority in outcome.note
