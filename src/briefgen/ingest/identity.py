"""Which page is which: by its address, else by the name of its file and its title."""

import re
from urllib.parse import urlsplit

from briefgen.grammar.ids import make_slug

#: Names that many pages are saved under: alone they tell nothing.
_EVERYDAY_NAMES = frozenset(
    {
        *("index", "page", "default", "article", "untitled", "download", "document", "file"),
        *("text", "main", "home", "view", "print", "body", "message", "part"),
    }
)
#: Parameters of an address that say who sent the reader, not what is read.
_TRACKING = re.compile(r"(?:utm_[^=]*|fbclid|gclid|yclid|dclid|msclkid|igshid|mc_cid|mc_eid|_openstat)(?:=|$)", re.I)
_DEFAULT_PORTS = {80, 443, None}


def canonicalise_address(url: str) -> str:
    """Give the form of an address under which two of one page are equal; "" where it names no page of a site.

    http and https are alike; the fragment, parameters that only track, a default port and a closing
    slash go. A site's bare front page is no page's identity: careless sites give it as the address of each.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return ""
    query = "&".join(field for field in parts.query.split("&") if field and not _TRACKING.match(field))
    path = parts.path.rstrip("/")
    if not path and not query:
        return ""
    host = parts.hostname if port in _DEFAULT_PORTS else f"{parts.hostname}:{port}"
    return f"{host}{path}" + (f"?{query}" if query else "")


def name_host(url: str) -> str:
    """Name the site of an address, "www." left out; "" where there is none."""
    try:
        return (urlsplit(url.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_telling_name(name: str) -> bool:
    """Tell whether a file's name may stand for its page: not one that many pages are saved under."""
    stem = name.rpartition("/")[2]
    return make_slug(stem.rpartition(".")[0] or stem).strip("-0123456789") not in {"", *_EVERYDAY_NAMES}
