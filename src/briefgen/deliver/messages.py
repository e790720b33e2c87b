"""One message to one recipient: the label first, the bottom line, and the PDF or where it stands.

A title comes from a topic and may come from a page that somebody scraped. So that it can never add a header or a
recipient, line breaks and control characters become blanks, what looks like an encoded word (RFC 2047) is taken apart,
and the finished headers are parsed again: they must be exactly those that were given, with their one address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import Parser
from email.utils import format_datetime
from urllib.parse import quote

from briefgen.deliver.channel import Letter, Parcel, ParcelFile
from briefgen.deliver.headers import clean_header, clean_line, make_subject, write_address, write_header
from briefgen.deliver.letters import clean_letter, write_html, write_plain
from briefgen.errors import PolicyError
from briefgen.grammar.addresses import is_address, needs_utf8, to_ascii_domain
from briefgen.model.delivery import Delivery
from briefgen.wording.labels import say

#: RFC 2045, 6.7: a line of quoted-printable has 76 characters at most.
_BODY = policy.SMTP.clone(max_line_length=76)
_PARSING = policy.SMTPUTF8


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: name and address, and where answers go ("": there)."""

    name: str
    address: str
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a message is sent with: from whom, to whom, at what moment; `link` leads to files that are not attached."""

    sender: Sender
    recipient: str
    moment: datetime
    link: str = ""

    @property
    def needs_utf8(self) -> bool:
        """Whether only a server with SMTPUTF8 takes the message."""
        return any(map(needs_utf8, (self.sender.address, self.sender.reply_to, self.recipient)))


def make_message(parcel: Parcel, envelope: Envelope) -> bytes:
    """Write the message of a parcel, ready to be sent: lines end with CR LF, and only addresses are beyond ASCII.

    Raises PolicyError where its headers do not come back from a parser as they went in, or an address is none;
    IntegrityError where a file is not the one on record, StorageError where it cannot be read.
    """
    sender, letter = envelope.sender, clean_letter(parcel.letter)
    _refuse_bad_address(envelope)
    subject = make_subject(letter.label, letter.title)
    head = [
        write_address("From", sender.name, sender.address),
        write_address("To", "", envelope.recipient),
        write_header("Subject", subject),
        write_header("Date", format_datetime(envelope.moment)),
        write_header("Message-ID", name_message(parcel.delivery.key, sender.address)),
        write_header("Content-Language", letter.language or "en"),
    ]
    if sender.reply_to:
        head.append(write_address("Reply-To", "", sender.reply_to))
    data = b"".join(head) + _make_body(letter, parcel.files, envelope.link).as_bytes()
    _refuse_changed(data, envelope, subject)
    return data


def name_message(key: str, sender: str) -> str:
    """Name a message by its delivery: the same at each try, so that a receiver can tell that it has it already."""
    return f"<{key[:40]}@{to_ascii_domain(sender.rpartition('@')[2])}>"


def fill_link(link: str, delivery: Delivery) -> str:
    """Fill in where the files of a delivery stand; nothing but the three names in braces means anything."""
    values = {"slug": delivery.slug, "number": str(delivery.number), "variant": delivery.variant}
    for name, value in values.items():
        link = link.replace(f"{{{name}}}", quote(value, safe=""))
    return link


def _make_body(letter: Letter, files: Sequence[ParcelFile], link: str) -> EmailMessage:
    body = EmailMessage(_BODY)
    where = _say_where(letter, files, link)
    body.set_content(write_plain(letter, where), cte="quoted-printable")
    body.add_alternative(write_html(letter, where, link), subtype="html", cte="quoted-printable")
    for file in files if not link else ():
        kind, _, subkind = file.type.partition("/")
        body.add_attachment(file.read_proven(), maintype=kind, subtype=subkind, filename=clean_header(file.name))
    return body


def _refuse_bad_address(envelope: Envelope) -> None:
    for address in (envelope.recipient, envelope.sender.address, envelope.sender.reply_to or envelope.recipient):
        if not is_address(address):
            raise PolicyError(f"the message was not sent: {clean_line(address)!r} is not one address of e-mail")


#: The headers that a message has, small, in their order; ``reply-to`` where there is one.
_HEAD = ["from", "to", "subject", "date", "message-id", "content-language"]
_BODY_HEAD = {"content-type", "mime-version"}


def _refuse_changed(data: bytes, envelope: Envelope, subject: str) -> None:
    """Parse finished headers: the same ones, and one address in each that names any, or the message does not leave."""
    head = data.partition(b"\r\n\r\n")[0].decode()
    again = Parser(policy=_PARSING).parsestr(head, headersonly=True)
    sender = envelope.sender
    addresses = {"From": sender.address, "To": envelope.recipient, "Reply-To": sender.reply_to}
    names = _HEAD + (["reply-to"] if sender.reply_to else [])
    found = [name.lower() for name, _ in again.items()]
    is_same = (
        found[: len(names)] == names
        and sorted(found[len(names) :]) == sorted(_BODY_HEAD)
        and all(_list_addresses(again, name) == _list_parts(address) for name, address in addresses.items())
        and str(again["Subject"]) == subject
    )
    if not is_same:
        raise PolicyError("the message was not sent: it does not come back from a parser as it was written")


def _list_addresses(message: EmailMessage, name: str) -> list[tuple[str, str]]:
    return [(one.username, one.domain) for header in message.get_all(name, ()) for one in header.addresses]


def _list_parts(address: str) -> list[tuple[str, str]]:
    local, _, domain = address.rpartition("@")
    return [(local, to_ascii_domain(domain))] if address else []


def _say_where(letter: Letter, files: Sequence[ParcelFile], link: str) -> str:
    """Say where the files are; "" for a message that bears none."""
    return link or (say("mail.attached", letter.language) if files else "")
