"""Parcels for tests of mail: a letter with what is asked for, and a small file."""

import hashlib
from dataclasses import replace
from email import message_from_string, policy
from email.message import EmailMessage
from pathlib import Path

from briefgen.deliver.channel import Letter, Parcel, ParcelFile
from briefgen.model.delivery import Delivery, Matter
from briefgen.model.marking import Marking

PLAIN = Letter("NATO and the CSTO", "TLP:GREEN", "en", "2026-11-22", ("Contacts are rare.", "They may end."), "Desk")


def make_parcel(
    letter: Letter = PLAIN, address: str = "ann@example.org", files: tuple[ParcelFile, ...] = (), recipient: str = "ann"
) -> Parcel:
    """Make a parcel for one recipient."""
    what = (Matter.EDITION, "nato-csto", 2, "brief.en.tlp-green", "e" * 64, Marking.GREEN)
    delivery = Delivery(*what, recipient, "House", "post", address)
    return Parcel(delivery, letter, files)


def make_file(folder: Path, size: int = 1000, name: str = "nato-csto.pdf") -> ParcelFile:
    """Put a file of an edition on its shelf; its bytes are those that a text would trip over."""
    data = (b"%PDF-1.7\r\n.\r\n\n.\n\x00\xff" * (size // 20 + 1))[:size]
    path = folder / f"{len(list(folder.iterdir()))}.pdf"
    path.write_bytes(data)
    return ParcelFile(name, "application/pdf", path, hashlib.sha256(data).hexdigest())


def title_parcel(title: str) -> Parcel:
    """Make a parcel with a title."""
    return make_parcel(replace(PLAIN, title=title))


def parse(data: bytes) -> EmailMessage:
    """Parse a message as a receiver does."""
    found = message_from_string(data.decode(), policy=policy.SMTPUTF8)
    assert isinstance(found, EmailMessage)
    return found


def read_part(message: EmailMessage, kind: str) -> str:
    """Read the part of a message in plain text or HTML."""
    part = message.get_body((kind,))
    assert part is not None
    content = part.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n")
