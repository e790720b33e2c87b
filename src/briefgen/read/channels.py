"""The ways out: ``channels.yaml``, a mapping of names to what each is."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from briefgen.grammar.addresses import split_named
from briefgen.grammar.passwords import KEPT, KEPT_HINT
from briefgen.grammar.phrases import show_value
from briefgen.grammar.servers import is_loopback, split_server, split_store, to_ascii_address
from briefgen.grammar.yaml_text import YamlNode
from briefgen.model import kinds
from briefgen.model.channel import Channel, Channels
from briefgen.model.problem import Problem
from briefgen.read.markings import read_limit
from briefgen.read.named_entries import Naming, read_entries
from briefgen.read.values import (
    Reader,
    Reading,
    read_choice,
    read_count,
    read_mapping,
    read_pattern,
    read_raw_text,
    read_text,
)

_NAMING = Naming("channel", "desk-mail", "share: {kind: folder, path: /mnt/briefs}")
KINDS = ("folder", "mail", "site", "store")
#: Links of a site are relative to it: nothing comes after its folder.
_ADDRESS = re.compile(r"https?://[^\s/?#@]+/(?:[^\s?#]*/)?")


def _read_sender(node: YamlNode, key: str, reading: Reading) -> str | None:
    """Read one address of e-mail, with a name before it or without."""
    text = read_raw_text(node, key, reading)
    # A line break that somebody wrote as \n is not run together with the rest: nothing honest has one.
    is_plain = node.kind == "scalar" and node.value.strip().isprintable()
    if not text or (is_plain and split_named(text)):
        return text or None
    message = f"`{key}`: {show_value(text)} is not one address of e-mail."
    reading.report(kinds.YAML_VALUE, message, node, "write desk@example.org or Asia desk <desk@example.org>")
    return None


def _read_server(node: YamlNode, key: str, reading: Reading) -> str | None:
    """Read a mail server: a host, and its port where it is not the usual one."""
    text = read_raw_text(node, key, reading)
    if not text or split_server(text):
        return text or None
    reading.report(kinds.YAML_VALUE, f"`{key}` cannot be {show_value(text)}.", node, "write smtp.example.org:587")
    return None


def _read_url(node: YamlNode, key: str, reading: Reading) -> str | None:
    """Read where a store is: a bucket, or a folder on an SFTP server, by its whole path."""
    text = read_raw_text(node, key, reading)
    if not text or split_store(text):
        return text or None
    message = f"`{key}`: {show_value(text)} is no object store and no SFTP server."
    reading.report(kinds.YAML_VALUE, message, node, "write s3://bucket/folder or sftp://files.example.org/folder")
    return None


def _read_endpoint(node: YamlNode, key: str, reading: Reading) -> str | None:
    """Read the address of an object store: with TLS, but on this machine itself."""
    text = read_raw_text(node, key, reading)
    parts = urlsplit(text or "")
    if not text or parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        return text or None
    reading.report(kinds.YAML_VALUE, f"`{key}` cannot be {show_value(text)}.", node, "write https://s3.example.org")
    return None


_read_secret = read_pattern(KEPT, f"name where it is kept: {KEPT_HINT}")
_read_access = read_choice(("public", "restricted"))
_SHARED: Mapping[str, Reader] = {
    "kind": read_choice(KINDS),
    "tlp": read_limit,
    "access": _read_access,
    "per_minute": read_count,
}


def _read_address(node: YamlNode, key: str, reading: Reading) -> str | None:
    """Read where a site stands, as feeds and sitemaps write it (RFC 3986): letters beyond ASCII are encoded."""
    text = read_raw_text(node, key, reading)
    if not text:
        return None
    address = to_ascii_address(text) if _ADDRESS.fullmatch(text) else ""
    if not address:
        message = f"`{key}` cannot be {show_value(text)}."
        reading.report(kinds.YAML_VALUE, message, node, "write https://briefs.example.org/")
    return address or None


_OWN: Mapping[str, Mapping[str, Reader]] = {
    "folder": {"path": read_text, "mount": read_text},
    "mail": {
        "server": _read_server,
        "security": read_choice(("starttls", "tls", "none")),
        "user": read_text,
        "password": _read_secret,
        "from": _read_sender,
        "reply_to": _read_sender,
        "attach_up_to": read_count,
        "link": read_pattern(
            r"https://(?:[^\s{}<>\"]|\{(?:slug|number|variant)\})+",
            "write an https address; {slug}, {number} and {variant} in it are filled in",
        ),
        "authority": read_text,
    },
    "site": {
        "path": read_text,
        "mount": read_text,
        "address": _read_address,
    },
    "store": {
        "url": _read_url,
        "endpoint": _read_endpoint,
        "region": read_text,
        "user": read_text,
        "password": _read_secret,
        "known_hosts": read_text,
        "key_file": read_text,
    },
}
#: A slip of the pen in one of these would let more out than was meant.
_DECIDING = ("tlp", "access", "security")
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "folder": ("path",),
    "mail": ("server", "from"),
    "site": ("path",),
    "store": ("url",),
}
#: The keys of a channel, with what each means and of which kind it is ("" all), for README.
CHANNEL_KEYS: Mapping[str, tuple[str, str]] = {
    "kind": ("", "folder, mail, site or store"),
    "tlp": ("", "the highest marking that may leave by it; without it TLP:RED, for a site TLP:CLEAR"),
    "access": (
        "",
        "restricted: only people who may read what is there reach it, so that `tlp` counts on a site",
    ),
    "per_minute": ("", "how many deliveries a minute it is given at most; without it any number"),
    "path": ("folder, site", "the folder, from the project's or absolute; it must be there"),
    "mount": ("folder, site", "where its share is mounted: nothing is put into it while that is no mounted disk"),
    "server": ("mail", "the mail server and its port: smtp.example.org:587"),
    "security": (
        "mail",
        "starttls (without it), tls from the first byte, or none, which only this machine itself may be",
    ),
    "user": ("mail, store", "whom to log in as; of an object store the key's id"),
    "password": ("mail, store", "where the password is kept: env:VARIABLE or keyring:SERVICE"),
    "from": ("mail", "who sends: desk@example.org or Asia desk <desk@example.org>"),
    "reply_to": ("mail", "where answers go"),
    "attach_up_to": ("mail", "megabytes up to which a message bears its files; without it 8"),
    "link": ("mail", "where files stand that are too large to be attached; {slug}, {number}, {variant} are filled in"),
    "authority": ("mail", "the file of certificates to trust; without it the system's"),
    "address": ("site", "where the site stands, for its feed and sitemap"),
    "url": ("store", "s3://bucket/folder, or sftp://files.example.org/folder by its whole path"),
    "endpoint": ("store", "the address of an object store that is not Amazon's"),
    "region": ("store", "the object store's region"),
    "known_hosts": ("store", "the file with the SFTP server's key; without it ~/.ssh/known_hosts"),
    "key_file": ("store", "the file of the key by which to log in to an SFTP server; without it the agent's"),
}


def read_channels(data: bytes, path: str) -> tuple[Channels, tuple[Problem, ...]]:
    """Read the channels, given the file's bytes and its path from the project's folder.

    One with an error is left out, and `is_sound` is False: then nothing leaves by any of them.
    """
    by_name, reading = read_entries(data, path, _NAMING, _read_entry)
    is_sound = not any(problem.is_error for problem in reading.problems)
    return Channels(by_name, is_sound), tuple(reading.problems)


def _read_entry(key: YamlNode, node: YamlNode, reading: Reading) -> Channel | None:
    kind = _find_kind(key, node, reading)
    if kind is None:
        return None
    values = read_mapping(node, key.value, reading, {**_SHARED, **_OWN[kind]}, _DECIDING)
    for name in _REQUIRED[kind]:
        if name not in values:
            message = f"`{key.value}` has no `{name}`, and a {kind} needs one."
            reading.report(kinds.YAML_MISSING_KEY, message, key, f"write {name}: …, {CHANNEL_KEYS[name][1]}")
            return None
    if kind == "mail":
        _check_mail(key, values, reading)
    if "password" in values and "user" not in values and kind == "store":
        _report_lack(key, "password", "user", reading)
    values["is_restricted"] = values.pop("access", "public") == "restricted"
    for name, field_name in (("tlp", "limit"), ("from", "sender")):
        if name in values:
            values[field_name] = values.pop(name)
    return Channel(name=key.value, place=key.place(reading.file), **values)  # type: ignore[arg-type]  # by the tables


def _check_mail(key: YamlNode, values: Mapping[str, object], reading: Reading) -> None:
    """A mail server is another machine with TLS, or this one; who logs in has a password, and who has one a name."""
    host, _ = split_server(str(values["server"])) or ("", 0)
    if values.get("security") == "none" and not is_loopback(host):
        message = f"`{key.value}` would send to {host} without TLS, so that anybody on the way could read it."
        reading.report(kinds.YAML_VALUE, message, key, "write security: starttls, or security: tls")
    if ("user" in values) != ("password" in values):
        has, lacks = ("user", "password") if "user" in values else ("password", "user")
        _report_lack(key, has, lacks, reading)


def _report_lack(key: YamlNode, has: str, lacks: str, reading: Reading) -> None:
    message = f"`{key.value}` has a {has} and no {lacks}."
    reading.report(kinds.YAML_MISSING_KEY, message, key, f"write {lacks}: …, {CHANNEL_KEYS[lacks][1]}")


def _find_kind(key: YamlNode, node: YamlNode, reading: Reading) -> str | None:
    """Find out which kind a channel is: it decides which other keys there are."""
    if node.kind != "mapping":
        message = f"The entry of `{key.value}` must be a mapping, not a {node.kind}."
        reading.report(kinds.YAML_SHAPE, message, node, f"write {key.value}: {{kind: folder, path: /mnt/briefs}}")
        return None
    told = next((value for name, value in node.pairs if name.value == "kind"), None)
    if told is None:
        reading.report(kinds.YAML_MISSING_KEY, f"`{key.value}` has no `kind`.", key, f"write one of {', '.join(KINDS)}")
        return None
    found = _SHARED["kind"](told, f"{key.value}.kind", reading)
    return found if isinstance(found, str) else None
