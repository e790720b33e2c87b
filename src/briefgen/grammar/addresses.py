"""Addresses of e-mail (RFC 5321 and 6531), strictly: one address, nothing around it.

Python's own parser is lenient (`alice@example.org)bob@example.com` becomes an address of Alice's), and what reaches
whom must not hang on a parser's kindness: what is written is compared with what was understood.
"""

import re
import unicodedata

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u00a1-\U0010ffff]+"
_LABEL = r"[A-Za-z0-9\u00a1-\U0010ffff](?:[A-Za-z0-9\-\u00a1-\U0010ffff]{0,61}[A-Za-z0-9\u00a1-\U0010ffff])?"
_ADDRESS = re.compile(rf"(?P<local>{_ATOM}(?:\.{_ATOM})*)@(?P<domain>{_LABEL}(?:\.{_LABEL})*)")
_NAMED = re.compile(r"(?P<name>[^<>\"@,;:\\\r\n]*[^<>\"@,;:\\\s])\s*<(?P<address>[^<>\s]+)>")
_HOST_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_HOST_LABEL}(?:\.{_HOST_LABEL})*")
#: IDNA 2003, which Python has, leads `faß.example` to another domain than IDNA 2008, which browsers and servers have.
_DEVIATING = frozenset("ßẞς\u200c\u200d")
_LONGEST, _LONGEST_LOCAL, _LONGEST_DOMAIN = 254, 64, 253


def is_address(text: str) -> bool:
    """Whether a text is one address of e-mail and nothing else."""
    found = _ADDRESS.fullmatch(text) if text.isprintable() else None
    if found is None or len(found["local"].encode()) > _LONGEST_LOCAL:
        return False
    domain = to_ascii_domain(found["domain"])
    return bool(domain) and len(found["local"].encode()) + 1 + len(domain) <= _LONGEST


def split_named(text: str) -> tuple[str, str] | None:
    """Part ``Name <address>``, or a bare address, into both; None where it is neither."""
    if is_address(text):
        return "", text
    found = _NAMED.fullmatch(text.strip()) if text.isprintable() else None
    return (found["name"], found["address"]) if found and is_address(found["address"]) else None


def to_ascii_domain(domain: str) -> str:
    """Return a domain as servers know it (IDNA), "" where it cannot be one.

    What IDNA makes of a domain may hold an @ or a blank, for it takes `＠` for `@`: so it is looked at once more. A
    domain of which the two editions of IDNA make different ones is none; its owner knows its ``xn--`` form.
    """
    if not _DEVIATING.isdisjoint(domain):
        return ""
    try:
        known = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    return known if _HOST.fullmatch(known) and len(known) <= _LONGEST_DOMAIN else ""


def to_wire(address: str) -> str:
    """Return an address as it is named to a server: its domain as servers know it."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{to_ascii_domain(domain)}"


def fold_address(address: str) -> str:
    """Return what two addresses of one mailbox have in common: small letters, the domain as servers know it.

    That the part before the @ means the same in capitals is the receiver's affair by the standard, and true everywhere.
    """
    local, _, domain = address.rpartition("@")
    return f"{unicodedata.normalize('NFC', local).casefold()}@{to_ascii_domain(domain)}"


def needs_utf8(address: str) -> bool:
    """Whether only a server with SMTPUTF8 takes an address: its part before the @ has letters beyond ASCII."""
    return not address.rpartition("@")[0].isascii()
