"""Who may ask the preview for what: the rules on Host, Origin, method and path, as pure functions.

A page of some other site that the reader has open can make the reader's browser ask any local server, and by DNS
rebinding even read the answers (Vite CVE-2025-24010, MCP SDK CVE-2025-66416). So the Host must be ours, a foreign
Origin is refused, and the path begins with a token that only the reader's terminal has told.
"""

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

Headers = Iterable[tuple[bytes, bytes]]

_DEFAULT_PORT = 80
_NAME = r"(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[A-Za-z0-9][A-Za-z0-9_-]*){0,3})"
_PLACES = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("list", r""),
        ("brief", rf"brief/{_NAME}"),
        ("page", rf"page/{_NAME}\.html"),
        ("pdf", rf"pdf/{_NAME}\.pdf"),
        ("events", rf"events(?:/{_NAME})?"),
        ("font", r"font/(?P<name>[a-z0-9-]+)\.ttf"),
    )
)


@dataclass(frozen=True, slots=True)
class Door:
    """What a request must know: the port, and the token that its path begins with."""

    port: int
    token: str

    @property
    def root(self) -> str:
        """Where every address begins."""
        return f"/{self.token}/"

    @property
    def hosts(self) -> frozenset[str]:
        """The Host headers that are ours."""
        names = ("localhost", "127.0.0.1", "[::1]")
        # HTTP's own port is left out by browsers.
        bare = names if self.port == _DEFAULT_PORT else ()
        return frozenset({*bare, *(f"{name}:{self.port}" for name in names)})


@dataclass(frozen=True, slots=True)
class Request:
    """A request as far as it counts: `path` is what stood in the request line, nothing decoded."""

    method: str
    path: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()

    def header(self, name: bytes) -> list[str]:
        """Give every value of a header, in small letters."""
        return [value.decode("latin-1").strip().lower() for key, value in self.headers if key.lower() == name]


@dataclass(frozen=True, slots=True)
class Place:
    """What is asked for: the kind of thing, and its name ("" for none)."""

    kind: str
    name: str = ""


def find_place(request: Request, door: Door) -> Place | HTTPStatus:
    """Find what a request may have, or the status that refuses it."""
    if request.header(b"host") not in [[host] for host in door.hosts]:
        return HTTPStatus.MISDIRECTED_REQUEST
    if request.method not in {"GET", "HEAD"}:
        return HTTPStatus.METHOD_NOT_ALLOWED
    if b"\0" in request.path or b"%00" in request.path:
        return HTTPStatus.BAD_REQUEST
    if _comes_from_elsewhere(request, door):
        return HTTPStatus.FORBIDDEN
    return _read_path(request.path, door) or HTTPStatus.NOT_FOUND


def _comes_from_elsewhere(request: Request, door: Door) -> bool:
    """Whether another site's page asks; following a link to us, as from a mail, is no asking."""
    origins = request.header(b"origin")
    if any(origin.removeprefix("http://") not in door.hosts for origin in origins):
        return True
    is_foreign = any(site not in {"same-origin", "none"} for site in request.header(b"sec-fetch-site"))
    return is_foreign and request.header(b"sec-fetch-mode") != ["navigate"]


def _read_path(path: bytes, door: Door) -> Place | None:
    """Read a path: the token, then a place that is one of ours. Nothing is decoded, so nothing can be hidden."""
    root = door.root.encode()
    # In a time that tells nothing of how much of a guess was right.
    if not hmac.compare_digest(path[: len(root)], root):
        return None
    rest = path[len(root) :].decode("latin-1")
    for kind, pattern in _PLACES:
        found = pattern.fullmatch(rest)
        if found:
            return Place(kind, found.groupdict().get("name") or "")
    return None
