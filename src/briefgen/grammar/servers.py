"""A server as a file names it: ``smtp.example.org:587``, ``[2001:db8::1]:25``."""

import ipaddress
import re

_SERVER = re.compile(
    r"(?:(?P<name>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)|\[(?P<six>[0-9A-Fa-f:.]+)\])(?::(?P<port>\d{1,5}))?"
)
_HIGHEST_PORT = 65535


def split_server(text: str) -> tuple[str, int] | None:
    """Part a server into its host, without brackets, and its port, 0 where none is named; None where it is none."""
    found = _SERVER.fullmatch(text) if text.isascii() else None
    if found is None or (found["port"] and not 0 < int(found["port"]) <= _HIGHEST_PORT):
        return None
    if found["six"] and not _is_ip(found["six"]):
        return None
    return found["name"] or found["six"], int(found["port"] or 0)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, as its name or number says; no other name is looked up."""
    return host.lower() == "localhost" or (_is_ip(host) and ipaddress.ip_address(host).is_loopback)


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
