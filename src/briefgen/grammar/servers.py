"""A server as a file names it: ``smtp.example.org:587``, ``[2001:db8::1]:25``, ``sftp://files.example.org/briefs``."""

import ipaddress
import re
from urllib.parse import quote, urlsplit

from briefgen.grammar.addresses import to_ascii_domain

_SERVER = re.compile(
    r"(?:(?P<name>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)|\[(?P<six>[0-9A-Fa-f:.]+)\])(?::(?P<port>\d{1,5}))?"
)
_HIGHEST_PORT = 65535
_SFTP_PORT = 22
#: Names of folders with slashes between them, none hidden, perhaps one at the end.
_PATH = re.compile(r"(?:(?!\.)[^/\s\\?#]+/)*(?:(?!\.)[^/\s\\?#]+)?")
#: What a path holds as it stands (RFC 3986, pchar), and what is encoded already.
_KEPT_IN_PATH = "/%:@!$&'()*+,;=~"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


def split_server(text: str) -> tuple[str, int] | None:
    """Part a server into its host, without brackets, and its port, 0 where none is named; None where it is none."""
    found = _SERVER.fullmatch(text) if text.isascii() else None
    if found is None or (found["port"] and not 0 < int(found["port"]) <= _HIGHEST_PORT):
        return None
    if found["six"] and not _is_ip(found["six"]):
        return None
    return found["name"] or found["six"], int(found["port"] or 0)


def split_store(text: str) -> tuple[str, str, int, str] | None:
    """Part where a store is into its scheme (s3, sftp), bucket or host, port (0: the usual) and path.

    None for what is neither, bears a name or a password, or has a path that leads elsewhere.
    """
    scheme, mark, rest = text.partition("://")
    place, slash, path = rest.partition("/")
    if not mark or not text.isascii() or not _PATH.fullmatch(path):
        return None
    if scheme == "s3":
        return (scheme, place, 0, path) if _BUCKET.fullmatch(place) else None
    server = split_server(place)
    return (scheme, *server, f"{slash}{path}") if scheme == "sftp" and server and path else None


def name_store_place(text: str) -> str:
    """Name where a store is so that two ways to write one place give one name: a host is small, its port is told.

    What is no store stays as it is. By which endpoint a bucket is reached tells none apart: many lead to one.
    """
    parts = split_store(text)
    if parts is None:
        return text
    scheme, host, port, path = parts
    if scheme == "s3":
        return f"s3://{host}/{path}"
    small = ipaddress.ip_address(host).compressed if _is_ip(host) else host.lower()
    return f"sftp://{small}:{port or _SFTP_PORT}{path}"


def to_ascii_address(address: str) -> str:
    """Return a web address in ASCII (RFC 3986): its host by IDNA, its path percent-encoded; "" where it has no host."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    place = parts.netloc if host and host.isascii() else f"{known}{port}" if (known := to_ascii_domain(host)) else ""
    return f"{parts.scheme}://{place}{quote(parts.path, safe=_KEPT_IN_PATH)}" if place else ""


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, as its name or number says; no other name is looked up."""
    return host.lower() == "localhost" or (_is_ip(host) and ipaddress.ip_address(host).is_loopback)


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
