"""One page from the network by HTTP (RFC 9110), in a worker that has a deadline.

A name is resolved once, each address it stands for is checked, and the connection goes to one that was checked:
a name cannot lead elsewhere at a second look. Each redirect is checked anew. Proxies of the environment are not used.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import zlib
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from briefgen import __version__
from briefgen.errors import BriefgenError

#: The most that is taken of a page, as it comes and unpacked, in bytes.
MAX_FETCHED = 32 << 20
_MOST_REDIRECTS = 5
_SECONDS = 20.0
_CHUNK = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REFUSED, _NETWORK = 3, 5
_LONGEST_NAME = 100
_NOT_IN_NAME = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
#: The endings that fit a media type; the first one is given where the address has none of them.
_ENDINGS = {
    "text/html": (".html", ".htm", ".xhtml"),
    "application/xhtml+xml": (".xhtml", ".html", ".htm"),
    "text/plain": (".txt", ".text", ".md"),
    "text/markdown": (".md", ".markdown"),
    "application/pdf": (".pdf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/epub+zip": (".epub",),
    "message/rfc822": (".eml",),
    "application/tei+xml": (".xml",),
    "application/xml": (".xml",),
    "text/xml": (".xml",),
}
#: IPv6 networks whose addresses hold one of IPv4, and how far that stands from the right, in bits.
_WITH_IPV4 = ((ipaddress.IPv6Network("64:ff9b::/96"), 0), (ipaddress.IPv6Network("2002::/16"), 80))
_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came, unpacked: its bytes, its final address without a fragment, and a name for its file."""

    data: bytes
    url: str
    name: str


@dataclass(frozen=True, slots=True)
class NotFetched:
    """Why a page was not fetched, and the exit code: 3 refused, 5 the network or the server failed."""

    reason: str
    code: int = _NETWORK


class _RefusedError(BriefgenError):
    """What is not fetched, as a matter of rule."""

    exit_code = _REFUSED


class _NetworkError(BriefgenError):
    """What the network or the server did not do."""

    exit_code = _NETWORK


def fetch_page(url: str, allow_private: bool) -> Fetched | NotFetched:
    """Fetch a page, following up to five redirects; with `allow_private` from private and local addresses too.

    Never raises for what a server may do. It may take as long as a server likes: call it in a worker.
    """
    try:
        for _ in range(_MOST_REDIRECTS + 1):
            parts = _split_address(url)
            answer = _ask(parts, allow_private)
            if isinstance(answer, Fetched):
                return answer
            url = urljoin(parts.geturl(), answer)
    except BriefgenError as error:
        return NotFetched(str(error), error.exit_code)
    except (http.client.HTTPException, ssl.SSLError, OSError, zlib.error) as error:
        return NotFetched(f"the connection failed ({_say_failure(error)})")
    return NotFetched(f"it was redirected more than {_MOST_REDIRECTS} times")


def _say_failure(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__)[:200]


def _split_address(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise _RefusedError("it is no address") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise _RefusedError(f"only http and https are fetched, not {parts.scheme[:20] or 'nothing'}")
    if parts.username is not None:
        raise _RefusedError("its address holds a user's name; such pages are not fetched")
    # What browsers send: other characters than those of an address as their bytes in UTF-8 (RFC 3987).
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return parts._replace(path=path, query=quote(parts.query, safe="/%:@!$&'()*+,;=~-._?"), fragment="")


def _ask(parts: SplitResult, allow_private: bool) -> Fetched | str:
    """Ask for a page; give it, or where it is said to be instead."""
    connection = _connect(parts, allow_private)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {"User-Agent": f"briefgen/{__version__}", "Accept": "*/*", "Accept-Encoding": "gzip"}
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        place = answer.getheader("Location")
        if answer.status in _REDIRECTS and place:
            return place
        if answer.status != http.client.OK:
            raise _NetworkError(f"the server answered {answer.status} {answer.reason}"[:100].rstrip())
        return Fetched(_read_body(answer), parts.geturl(), name_file(parts, answer.getheader("Content-Type", "")))
    finally:
        connection.close()


def _connect(parts: SplitResult, allow_private: bool) -> http.client.HTTPConnection:
    """Connect to one of the addresses that the name stands for, all of which must be allowed."""
    host = _encode_host(parts.hostname or "")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for entry in found:
        if not allow_private and not is_public(str(entry[4][0])):
            address = "" if host.strip("[]") == entry[4][0] else f"{entry[4][0]}, "
            raise _RefusedError(f"{host} is {address}a private or local address; --allow-private allows those")
    handle = _open_socket([entry[4][:2] for entry in found])
    if parts.scheme == "https":
        handle = ssl.create_default_context().wrap_socket(handle, server_hostname=host)
    connection = http.client.HTTPConnection(host, parts.port, timeout=_SECONDS)
    connection.sock = handle
    return connection


def _open_socket(addresses: "list[tuple[object, ...]]") -> socket.socket:
    failure: OSError = OSError("it has no address")
    for address in addresses:
        try:
            return socket.create_connection((str(address[0]), int(str(address[1]))), timeout=_SECONDS)
        except OSError as error:
            failure = error
    raise failure


def _encode_host(host: str) -> str:
    try:
        return host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError as error:
        raise _RefusedError("its host is no name") from error


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public network: not private, local, of a group, or set apart."""
    ip: _Ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        ip = _find_ipv4(ip) or ip
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _find_ipv4(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Find the IPv4 address that an IPv6 address stands for (RFC 4291, 6052, 3056)."""
    if ip.ipv4_mapped:
        return ip.ipv4_mapped
    shifts = (shift for network, shift in _WITH_IPV4 if ip in network)
    return next((ipaddress.IPv4Address(int(ip) >> shift & 0xFFFFFFFF) for shift in shifts), None)


def _read_body(answer: http.client.HTTPResponse) -> bytes:
    claimed = answer.length
    if claimed is not None and claimed > MAX_FETCHED:
        raise _NetworkError(f"it is longer than the {MAX_FETCHED:,} bytes that are allowed")
    packing = answer.getheader("Content-Encoding", "").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise _NetworkError(f"it is packed as {packing[:20]}, which was not asked for")
    unpack = zlib.decompressobj(47) if packing not in {"", "identity"} else None
    data, came = bytearray(), 0
    while chunk := answer.read(_CHUNK):
        came += len(chunk)
        data += unpack.decompress(chunk, MAX_FETCHED + 1 - len(data)) if unpack else chunk
        if max(came, len(data)) > MAX_FETCHED:
            raise _NetworkError(f"it is longer than the {MAX_FETCHED:,} bytes that are allowed")
    if claimed is not None and came < claimed:
        raise _NetworkError(f"the connection ended after {came:,} of {claimed:,} bytes")
    if unpack and not unpack.eof:
        raise _NetworkError("what came is not packed as the server says")
    return bytes(data)


def name_file(parts: SplitResult, content_type: str) -> str:
    """Name the file of a page after its address, with an ending that fits the media type it came with."""
    endings = _ENDINGS.get(content_type.partition(";")[0].strip().lower(), ())
    last = _NOT_IN_NAME.sub("-", unquote(parts.path.rstrip("/").rpartition("/")[2])).strip(". ")
    name = last[-_LONGEST_NAME:] or _NOT_IN_NAME.sub("-", parts.hostname or "page")
    return name if not endings or name.lower().endswith(endings) else name + endings[0]
