"""Mails (RFC 5322 and MIME): header, text and attachments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice

from briefgen.formats.document import LONGEST_TEXT, Document, DocumentRefusedError, Fact
from briefgen.formats.html_pieces import read_html_pieces
from briefgen.formats.html_text import parse_page, read_all_text
from briefgen.formats.mail_text import read_plain_mail, strip_quoting
from briefgen.grammar.encoding import decode_page

_MOST_PARTS = 500
_DEEPEST = 20
_TOO_MANY = f"it has more than {_MOST_PARTS} parts, or parts nested over {_DEEPEST} deep"
#: The longest header, in characters, whose grammar is looked at: for sixty thousand addresses that takes a minute.
_LONGEST_HEADER = 20_000
_SHOWN_HEADER = 2_000
_BOUNDARY = re.compile(rb"\bboundary\s*=\s*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_DIVIDER = re.compile(rb"^--([^\r\n]{1,200}?)(?:--)?[ \t]*\r?$", re.MULTILINE)
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_SHOWN = ("Subject", "From", "To", "Cc", "Date")
_PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg|antw|sv|vs|отв|пер|на)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_NAME = re.compile(r"[^\w.()+, \[\]-]")


@dataclass(frozen=True, slots=True)
class _Bodies:
    """A mail's text in the two forms that mails have it in; most have both. `html_text` is all text of `html`."""

    html: str
    html_text: str
    plain: str


def read_mail(data: bytes) -> Document:
    """Read a mail: its HTML text where it has one, else its plain text.

    Raises DocumentRefusedError where it holds no text, is encrypted, or is built to be endless.
    """
    message = _parse(data)
    bodies = _find_bodies(message)
    is_html = bool(bodies.html_text.strip())
    pieces = read_html_pieces(parse_page(bodies.html)) if is_html else read_plain_mail(bodies.plain)
    return Document(pieces, tuple(_read_facts(message)))


def read_mail_text(data: bytes) -> str:
    """Return the whole text of a mail: header, HTML text, plain text; attachments are files of their own."""
    message = _parse(data)
    bodies = _find_bodies(message)
    header = (f"{name}: {value}" for name in _SHOWN if (value := _get_header(message, name)))
    return "\n".join((*header, "", bodies.html_text, strip_quoting(bodies.plain)))


def _find_bodies(message: EmailMessage) -> _Bodies:
    if message.get_content_type() in _ENCRYPTED:
        raise DocumentRefusedError("the mail is encrypted: its text cannot be read")
    html, plain = _find_body(message, "html"), _find_body(message, "plain")
    bodies = _Bodies(html, read_all_text(parse_page(html)) if html else "", plain)
    if not bodies.html_text.strip() and not plain.strip():
        raise DocumentRefusedError(_explain_empty(message))
    return bodies


def list_attachments(data: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return a mail's attachments, name and bytes; pictures within the text are left out.

    A mail attached to a mail comes as an .eml of its own. Names are unlike one another and hold no folder.
    Raises DocumentRefusedError for a mail of too many parts.
    """
    found: dict[str, bytes] = {}
    for part in _list_parts(_parse(data)):
        content = _read_attachment(part)
        if content is not None:
            found[_choose_name(part, found)] = content
    return tuple(found.items())


def _parse(data: bytes) -> EmailMessage:
    _count_dividers(data)
    try:
        message = message_from_bytes(data, policy=policy.default)
    except RecursionError as error:  # the library goes one call deeper for each part in a part
        raise DocumentRefusedError(_TOO_MANY) from error
    parts = depth = 0
    waiting: list[tuple[EmailMessage, int]] = [(message, 1)]
    while waiting:
        part, depth = waiting.pop()
        parts += 1
        if parts > _MOST_PARTS or depth > _DEEPEST:
            raise DocumentRefusedError(_TOO_MANY)
        if part.is_multipart():
            waiting.extend((inner, depth + 1) for inner in part.get_payload())  # type: ignore[misc]  # all are mails
    return message


def _count_dividers(data: bytes) -> None:
    """Refuse a mail of too many parts before the library parses it, which takes a while for each of them."""
    boundaries = {match[1] or match[2] for match in _BOUNDARY.finditer(data)}
    dividers = (match for match in _DIVIDER.finditer(data) if match[1] in boundaries) if boundaries else ()
    if sum(1 for _ in islice(dividers, 2 * _MOST_PARTS + 2)) > 2 * _MOST_PARTS:
        raise DocumentRefusedError(_TOO_MANY)


def _list_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that may be attachments: a mail inside is one, its own parts are not."""
    if message.get_content_maintype() != "multipart":
        return
    for part in message.iter_parts():
        if part.get_content_maintype() == "multipart":
            yield from _list_parts(part)  # type: ignore[arg-type]  # by its policy all parts are EmailMessages
        else:
            yield part  # type: ignore[misc]  # the same


def _find_body(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    if body is None or body.get_content_disposition() == "attachment":
        return ""
    text = _decode(body)  # type: ignore[arg-type]  # the same
    if len(text) > LONGEST_TEXT:
        raise DocumentRefusedError(f"its text has more than {LONGEST_TEXT:,} characters")
    return text


def _decode(part: EmailMessage) -> str:
    """Return a text part's text: in the character set it names where that fits, else in the likeliest."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = str(part.get_content_charset("") or "")
    try:
        text = data.decode(charset) if charset and charset not in {"utf-7", "unicode_escape", "idna"} else ""
    except (LookupError, UnicodeDecodeError):
        text = ""
    return (text or decode_page(data)).replace("\r\n", "\n").replace("\0", "\ufffd")


def _explain_empty(message: EmailMessage) -> str:
    return "the mail holds no text" + (", only attachments" if message.is_multipart() else "")


def _get_header(message: EmailMessage, name: str) -> str:
    """Return a header's value, decoded, on one line; "" where it is missing or cannot be read."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    if len(raw) > _LONGEST_HEADER:
        return " ".join(raw[:_SHOWN_HEADER].split())
    try:
        return " ".join(str(message.get(name, "")).split())[:_SHOWN_HEADER]
    except (ValueError, IndexError, AttributeError, TypeError):  # the parser's own failures on broken headers
        return ""


def _read_facts(message: EmailMessage) -> Iterator[Fact]:
    subject = _PREFIX.sub("", _get_header(message, "Subject"))
    if subject:
        yield Fact("title", subject[:500], "header: Subject")
    for name, address in getaddresses([_get_header(message, "From")])[:1]:
        if name or address:
            yield Fact("author", " ".join(name.split()).strip("\"'") or address, "header: From")
    date = _read_date(_get_header(message, "Date"))
    if date:
        yield Fact("issued", date, "header: Date")
    language = _get_header(message, "Content-Language").partition(",")[0].strip()
    if language:
        yield Fact("language", language, "header: Content-Language")


def _read_date(value: str) -> str:
    """Return the day on which a mail was sent, at the sender's place; "" where the header does not say."""
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return date.date().isoformat() if 1970 <= date.year <= 2200 else ""


def _read_attachment(part: EmailMessage) -> bytes | None:
    """Return an attachment's bytes, or None for what is the mail's text, or a picture in it."""
    kind = part.get_content_maintype()
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0)
        return inner.as_bytes() if isinstance(inner, EmailMessage) else None
    is_named = bool(part.get_filename())
    is_attached = part.get_content_disposition() == "attachment"
    in_text = kind in {"image", "audio", "video", "font"} and not is_attached
    if in_text or not (is_attached or (is_named and kind != "text") or (is_named and kind == "text")):
        return None
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) and data else None


def _choose_name(part: EmailMessage, taken: dict[str, bytes]) -> str:
    """Name an attachment after its file name without folders, unlike all `taken`."""
    name = _NAME.sub("_", re.split(r"[\\/]", part.get_filename() or "")[-1]).strip(" .")[-100:]
    if not name:
        name = "message.eml" if part.get_content_type() == "message/rfc822" else "attachment"
    if part.get_content_type() == "message/rfc822" and not name.lower().endswith(".eml"):
        name += ".eml"
    stem, dot, suffix = name.rpartition(".")
    numbered = (f"{stem}-{number}{dot}{suffix}" if dot else f"{name}-{number}" for number in range(2, _MOST_PARTS + 2))
    return name if name not in taken else next(other for other in numbered if other not in taken)
