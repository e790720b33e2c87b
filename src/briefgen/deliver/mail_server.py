"""A mail server, and a connection to it: TLS with a checked certificate, and a login."""

import smtplib
import socket
import ssl
from base64 import b64encode
from dataclasses import dataclass

from briefgen.deliver.messages import Sender
from briefgen.grammar.addresses import to_ascii_domain
from briefgen.grammar.servers import is_loopback

_LONGEST_NOTE = 300
_LET_IN = (235, 503)
_CLOSING = 421


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds a server has: to be connected to, for a command, for the answer to the final dot.

    The last two are those of RFC 5321, 4.5.3.2; a server that is slow to answer the dot may have taken the message.
    """

    connect: float = 30.0
    command: float = 300.0
    dot: float = 600.0


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over. `security` is "tls", "starttls" or "none"; `password` "" where there is none.

    `attach_up_to` is the size in bytes up to which a message bears its files; `link` is where larger ones stand, with
    ``{slug}``, ``{number}`` and ``{variant}`` in it, "" where they are refused. `authority` is the file of certificates
    that are trusted, "" for the system's.
    """

    host: str
    port: int
    sender: Sender
    security: str = "starttls"
    user: str = ""
    password: str = ""
    attach_up_to: int = 8 << 20
    link: str = ""
    authority: str = ""
    patience: Patience = Patience()


class NotReachedError(Exception):
    """No message can be handed over to the server."""


class ShutOutError(NotReachedError):
    """Nor will it be in a minute: no TLS, a bad certificate, a password by which who asks again is locked out."""


def open_connection(server: MailServer) -> smtplib.SMTP:
    """Connect, with TLS and a checked certificate, and log in. Raises NotReachedError with a sentence."""
    if server.security == "none" and not is_loopback(server.host):
        raise ShutOutError(f"{server.host} is another machine: without TLS nothing is sent there")
    trust = _choose_trust(server)
    try:
        return _greet(server, trust)
    except ssl.SSLCertVerificationError as error:
        raise ShutOutError(f"the certificate of {server.host} is not trusted: {error.verify_message}") from error
    except smtplib.SMTPResponseException as error:
        note = show_answer(_to_bytes(error.smtp_error), error.smtp_code)
        raise NotReachedError(f"{server.host} takes no mail now: {note}") from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotReachedError(f"{server.host} cannot be reached: {show_answer(error)}") from error


def _choose_trust(server: MailServer) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=server.authority or None)
    except OSError as error:
        note = f"the certificates in {server.authority} cannot be read: {show_answer(error)}"
        raise ShutOutError(note) from error


def _greet(server: MailServer, trust: ssl.SSLContext) -> smtplib.SMTP:
    # The machine's own name is nobody's affair, and looking it up takes long where there is no DNS.
    name = to_ascii_domain(server.sender.address.rpartition("@")[2])
    seconds = server.patience.connect
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, name, timeout=seconds, context=trust)
    else:
        smtp = smtplib.SMTP(server.host, server.port, name, timeout=seconds)
    try:
        _say_hello(smtp)
        if server.security == "starttls":
            _start_tls(smtp, server, trust)
        if server.user:
            _log_in(smtp, server)
        if smtp.sock is not None:
            # The final dot travels alone; it must not wait for an acknowledgement of what went before.
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            smtp.sock.settimeout(server.patience.command)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _start_tls(smtp: smtplib.SMTP, server: MailServer, trust: ssl.SSLContext) -> None:
    if not smtp.has_extn("starttls"):
        raise ShutOutError(f"{server.host} offers no TLS (STARTTLS); nothing was sent")
    smtp.starttls(context=trust)
    _say_hello(smtp)


def _say_hello(smtp: smtplib.SMTP) -> None:
    code, text = smtp.ehlo()
    if code != _CLOSING and not 200 <= code < 300:
        code, text = smtp.helo()
    if not 200 <= code < 300:
        raise smtplib.SMTPHeloError(code, text)


def _log_in(smtp: smtplib.SMTP, server: MailServer) -> None:
    """Log in, by PLAIN where it is offered: Python's own way knows ASCII alone (RFC 4616 has UTF-8)."""
    try:
        if "PLAIN" in smtp.esmtp_features.get("auth", "").upper().split():
            token = b64encode(f"\0{server.user}\0{server.password}".encode()).decode()
            code, _ = smtp.docmd("AUTH", f"PLAIN {token}")
        else:
            code, _ = smtp.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError as error:
        code = error.smtp_code
    except smtplib.SMTPNotSupportedError as error:
        raise ShutOutError(f"{server.host} lets nobody log in; take `user` out, or use TLS") from error
    except UnicodeError as error:
        raise ShutOutError(f"{server.host} takes a user and password of ASCII alone") from error
    if code not in _LET_IN:
        raised = ShutOutError if 500 <= code < 600 else NotReachedError
        raise raised(f"{server.host} does not let {server.user} in (code {code})")


def show_answer(told: bytes | Exception, code: int | None = None) -> str:
    """Return what a server or a failing connection says: on one line, bounded, with nothing that steers a terminal."""
    text = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told) or type(told).__name__
    words = "".join(one for one in " ".join(text.split()) if one.isprintable())
    return (words if code is None else f"{code} {words}".strip())[:_LONGEST_NOTE]


def _to_bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
