"""The mail channel: SMTP with TLS, one message for each recipient.

A message is handed over in two steps, so that it is known where a connection broke: all but the final dot, and the dot.
Before the dot nothing was accepted, and the delivery is tried again; between the dot and its answer nobody knows, and
nothing more is given to that server in the same run.
What is wrong with the server as a whole (it is away, offers no TLS, lets nobody in, does not take the sender) defers a
delivery and never refuses it: mended, or without whoever sat in between, it takes the message.
"""

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from briefgen.deliver.channel import Arrival, Outcome, Parcel
from briefgen.deliver.mail_server import MailServer, NotReachedError, ShutOutError, open_connection, show_answer
from briefgen.deliver.messages import Envelope, fill_link, make_message
from briefgen.errors import BriefgenError, PolicyError
from briefgen.grammar.addresses import to_wire
from briefgen.model.delivery import State

_CHUNK = 1 << 16
#: After so many failures in a row to reach a server it is down: else each of a thousand would wait for it.
_MOST_FAILURES = 3
_QUIT_SECONDS = 5.0
_CLOSING, _LOGIN_WANTED = 421, 530
#: What is said to MAIL of the size that was announced with it (RFC 1870, 6.1).
_SIZES = (452, 552)
#: Who sends is meant, also where it is said of a recipient (RFC 3463, X.1.7 and X.1.8; the words of Postfix and Exim).
_OF_SENDER = re.compile(
    rb"5\.1\.[78]\b|.*\b(sender address rejected|client host (rejected|\S+ blocked)|authentication required"
    rb"|relay access denied|relaying denied|relay not permitted|unable to relay)\b",
    re.IGNORECASE | re.DOTALL,
)
_FAILURES = (OSError, smtplib.SMTPException)


class _Stopped(Exception):  # noqa: N818 - told to the caller as an outcome
    """A message went no further; `outcome` says what that means for it."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.note)
        self.outcome = outcome


class _Ended(_Stopped):
    """The server has ended the session."""


@dataclass(frozen=True, slots=True)
class _Mail:
    """A message as it is handed over: its bytes, its envelope."""

    data: bytes
    sender: str
    recipient: str
    needs_utf8: bool


class MailWay:
    """A connection to a mail server, opened when the first message leaves and again where it broke."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None
        self._failures = 0

    def deliver(self, parcel: Parcel) -> Outcome:
        """Send one message."""
        try:
            mail = self._write(parcel)
        except PolicyError as error:
            return Outcome(State.REFUSED, str(error))
        except BriefgenError as error:
            return Outcome(State.DEFERRED, f"nothing was sent: {error}")
        try:
            smtp = self._begin(mail)
            _expect(smtp.docmd("RCPT", f"TO:<{mail.recipient}>"), (250, 251))
            _expect(smtp.docmd("DATA"), (354,))
            return self._hand_over(smtp, mail.data)
        except _Ended as ended:
            self._drop()
            return ended.outcome
        except _Stopped as stopped:
            self._start_anew()
            return stopped.outcome
        except _FAILURES as error:
            self._drop()
            note = f"the connection broke before the message was handed over: {show_answer(error)}"
            return Outcome(State.DEFERRED, note)

    def look_for(self, parcel: Parcel) -> Arrival | None:
        """Nobody can tell: a server does not say what it took."""
        del parcel
        return None

    def locate(self, parcel: Parcel) -> str:
        """No place: a mailbox is its owner's."""
        del parcel
        return ""

    def close(self, *, is_idle: bool = True) -> None:
        """End the connection, with a word of leave where no message is half-way."""
        smtp = self._smtp
        if smtp is not None and is_idle:
            with suppress(*_FAILURES):
                _set_patience(smtp, _QUIT_SECONDS)
                smtp.quit()
        self._drop()

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(OSError):
                smtp.close()

    def _write(self, parcel: Parcel) -> _Mail:
        server = self._server
        envelope = Envelope(
            server.sender,
            parcel.delivery.address,
            datetime.now(UTC).replace(microsecond=0),
            _choose_link(server, parcel),
        )
        data = make_message(parcel, envelope)
        return _Mail(data, to_wire(server.sender.address), to_wire(envelope.recipient), envelope.needs_utf8)

    def _begin(self, mail: _Mail) -> smtplib.SMTP:
        """Name the sender to the server; one that has ended the session since the last message is called again."""
        if self._smtp is not None:
            try:
                return self._name_sender(self._smtp, mail)
            except (*_FAILURES, _Ended):
                self._drop()
        return self._name_sender(self._connect(), mail)

    def _connect(self) -> smtplib.SMTP:
        try:
            self._smtp = open_connection(self._server)
        except NotReachedError as error:
            self._failures += 1
            is_down = isinstance(error, ShutOutError) or self._failures >= _MOST_FAILURES
            raise _Stopped(Outcome(State.DEFERRED, str(error), is_down)) from error
        self._failures = 0
        return self._smtp

    def _name_sender(self, smtp: smtplib.SMTP, mail: _Mail) -> smtplib.SMTP:
        words = [f"FROM:<{mail.sender}>"]
        if smtp.has_extn("size"):
            limit = smtp.esmtp_features["size"]
            if limit.isascii() and limit.isdigit() and 0 < int(limit) < len(mail.data):
                note = f"the message has {len(mail.data)} bytes, and the server takes {limit}"
                raise _Stopped(Outcome(State.REFUSED, note))
            words.append(f"SIZE={len(mail.data)}")
        if mail.needs_utf8:
            if not smtp.has_extn("smtputf8"):
                raise _Stopped(Outcome(State.REFUSED, "the server takes no address beyond ASCII (SMTPUTF8)"))
            words += ["BODY=8BITMIME", "SMTPUTF8"]
            smtp.command_encoding = "utf-8"
        _expect_sender(smtp.docmd("MAIL", " ".join(words)), is_plain=not mail.needs_utf8)
        return smtp

    def _start_anew(self) -> None:
        """Forget a message that the server did not want, so that the next one finds the connection clean."""
        if self._smtp is not None:
            try:
                _expect(self._smtp.docmd("RSET"), (250,))
            except (*_FAILURES, _Stopped):
                self._drop()

    def _hand_over(self, smtp: smtplib.SMTP, data: bytes) -> Outcome:
        stuffed = memoryview(data.replace(b"\r\n.", b"\r\n.."))
        for start in range(0, len(stuffed), _CHUNK):
            smtp.send(stuffed[start : start + _CHUNK])
        try:
            _set_patience(smtp, self._server.patience.dot)
            smtp.send(b".\r\n")
            code, text = smtp.getreply()
            _set_patience(smtp, self._server.patience.command)
        except _FAILURES as error:
            self._drop()
            note = f"the connection broke before the server had answered: {show_answer(error)}"
            return Outcome(State.UNKNOWN, note, is_down=True)
        return self._judge(code, show_answer(text, code))

    def _judge(self, code: int, note: str) -> Outcome:
        """Judge the answer to the final dot: 2xx is yes, 4xx not now, 5xx no (RFC 5321, 4.2.1), the rest nothing."""
        if code == _CLOSING or not 200 <= code < 600 or 300 <= code < 400:
            self._drop()
        if 200 <= code < 300:
            return Outcome(State.SENT, note)
        if 400 <= code < 500:
            return Outcome(State.DEFERRED, note)
        if 500 <= code < 600:
            return Outcome(State.REFUSED, note)
        return Outcome(State.UNKNOWN, f"the server's answer to the message cannot be read: {note}", is_down=True)


@contextmanager
def open_mail(server: MailServer) -> Iterator[MailWay]:
    """Open a mail server as a channel; it is connected to when the first message leaves."""
    way = MailWay(server)
    is_idle = False
    try:
        yield way
        is_idle = True
    finally:
        way.close(is_idle=is_idle)


def _choose_link(server: MailServer, parcel: Parcel) -> str:
    """Choose where the files stand, "" where they are small enough to be attached; PolicyError where neither is."""
    try:
        size = sum(file.size for file in parcel.files)
    except OSError:
        return ""  # reading them says what is wrong
    if size <= server.attach_up_to:
        return ""
    if server.link and not parcel.delivery.copy:
        return fill_link(server.link, parcel.delivery)
    raise PolicyError(
        f"its files are {size / 2**20:.1f} MB, and no more than {server.attach_up_to / 2**20:.1f} MB are "
        "attached; raise `attach_up_to`, or give the channel a `link` to where they stand"
    )


def _expect(answer: tuple[int, bytes], wanted: tuple[int, ...]) -> None:
    """Raise what an answer before the final dot means where it is not the one that is wanted."""
    code, text = answer
    if code in wanted:
        return
    note = show_answer(text, code)
    if code == _CLOSING or not 400 <= code < 600:  # the last is no answer to what was asked
        raise _Ended(Outcome(State.DEFERRED, note))
    is_final = 500 <= code < 600 and code != _LOGIN_WANTED and not _OF_SENDER.match(text)
    raise _Stopped(Outcome(State.REFUSED if is_final else State.DEFERRED, note))


def _expect_sender(answer: tuple[int, bytes], *, is_plain: bool) -> None:
    """Raise what another answer to MAIL than yes means: no recipient was named yet, so it refuses none.

    The next message would hear the same, unless it was this one's size, or an address in it that is not `is_plain`.
    """
    try:
        _expect(answer, (250,))
    except _Stopped as stopped:
        is_down = is_plain and answer[0] not in _SIZES
        raise type(stopped)(Outcome(State.DEFERRED, stopped.outcome.note, is_down)) from stopped


def _set_patience(smtp: smtplib.SMTP, seconds: float) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)
