"""What the two processes of a preview tell each other, and how it goes over a pipe: bounded frames of plain values.

The builder makes pages and has one thread; the site serves them and watches the files. Each message is a frame: its
length in four bytes, then the value in MessagePack. Neither side runs anything that the other sends.
"""

import os
import struct
from dataclasses import dataclass, field

import msgspec

from briefgen.errors import BriefgenError

#: The longest message, in bytes: a page of a thousand excerpts has five million.
LONGEST = 256 << 20
HEAD = struct.Struct("!I")


class Changed(msgspec.Struct, tag=True, frozen=True):
    """From the site: these files were saved, removed or renamed. `at` is when the watcher heard of it (monotonic)."""

    paths: tuple[str, ...]
    at: float = 0.0


class Watched(msgspec.Struct, tag=True, frozen=True):
    """From the site: the drafts that readers have open now, the one opened last first."""

    names: tuple[str, ...]


class Notice(msgspec.Struct, frozen=True):
    """A problem as the page shows it; `place` is ``file:line:col``, `file` the path alone."""

    severity: str
    code: str
    message: str
    place: str
    hint: str = ""


class Card(msgspec.Struct, frozen=True):
    """One topic as the list shows it.

    `state` is the draft's (`refresh.draft.name_state`), failed or unknown (not looked at yet); `reasons` say why it
    is stale. `pages`, `printed` (ISO) and `edition` are those on record, 0 and "" where there are none. `form` and
    `language` are the topic's own.
    """

    slug: str
    title: str
    marking: str = ""
    state: str = "unknown"
    reasons: tuple[str, ...] = ()
    pages: int = 0
    printed: str = ""
    edition: int = 0
    excerpts: int = 0
    sources: int = 0
    form: str = "brief"
    language: str = "en"


class Board(msgspec.Struct, tag=True, frozen=True):
    """From the builder: all that the pages tell but the briefs themselves. `number` counts the boards.

    `forms` and `languages` are those in which a topic can be shown. `trouble` is a sentence where the project as a
    whole cannot be read: then the briefs shown are those of the last time that it could.
    """

    number: int
    project: str = ""
    cards: tuple[Card, ...] = ()
    notices: tuple[Notice, ...] = ()
    forms: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    trouble: str = ""


class PageMade(msgspec.Struct, tag=True, frozen=True):
    """From the builder: a draft's page. `digest` is that of its content, `title` and `marking` its card's.

    `html` is empty where it could not be made: then the page of the last time stays, and `failure` says why.
    `steps` are the moments (monotonic, seconds) at which each step of the work was done.
    """

    name: str
    digest: str
    html: bytes
    title: str = ""
    marking: str = ""
    failure: str = ""
    notices: tuple[Notice, ...] = ()
    steps: dict[str, float] = {}


class PdfMade(msgspec.Struct, tag=True, frozen=True):
    """From the builder: a print of the page with this digest; `pdf` is empty and `failure` says why where it failed."""

    name: str
    digest: str
    pdf: bytes
    pages: int = 0
    failure: str = ""


class Gone(msgspec.Struct, tag=True, frozen=True):
    """From the builder: there is no such draft (any more)."""

    name: str


FromSite = Changed | Watched
FromBuilder = Board | PageMade | PdfMade | Gone

_encoder = msgspec.msgpack.Encoder()
_from_site: "msgspec.msgpack.Decoder[FromSite]" = msgspec.msgpack.Decoder(FromSite)
_from_builder: "msgspec.msgpack.Decoder[FromBuilder]" = msgspec.msgpack.Decoder(FromBuilder)


class BrokenMessageError(BriefgenError):
    """The other process sent what is no message of ours."""


def pack_message(message: FromSite | FromBuilder) -> bytes:
    """Pack a message into a frame."""
    body = _encoder.encode(message)
    if len(body) > LONGEST:
        raise BrokenMessageError(f"a page of {len(body) >> 20} MiB is too large to show")
    return HEAD.pack(len(body)) + body


def read_from_site(body: bytes) -> FromSite:
    """Read a frame's body on the builder's side. Raises BrokenMessageError for what is none of ours."""
    try:
        return _from_site.decode(body)
    except msgspec.DecodeError as error:
        raise BrokenMessageError(f"the preview's site sent nonsense: {error}") from error


def read_from_builder(body: bytes) -> FromBuilder:
    """Read a frame's body on the site's side. Raises BrokenMessageError for what is none of ours."""
    try:
        return _from_builder.decode(body)
    except msgspec.DecodeError as error:
        raise BrokenMessageError(f"the preview's builder sent nonsense: {error}") from error


@dataclass(slots=True)
class Inbox:
    """Frames as they arrive in pieces."""

    data: bytearray = field(default_factory=bytearray)

    def take(self, piece: bytes) -> list[bytes]:
        """Take in a piece and give the bodies that are whole now. Raises BrokenMessageError for too long a frame."""
        self.data += piece
        bodies = []
        while len(self.data) >= HEAD.size:
            (length,) = HEAD.unpack_from(self.data)
            if length > LONGEST:
                raise BrokenMessageError(f"a message of {length} bytes is announced")
            end = HEAD.size + length
            if len(self.data) < end:
                break
            bodies.append(bytes(self.data[HEAD.size : end]))
            del self.data[:end]
        return bodies


def write_frame(handle: int, frame: bytes) -> None:
    """Write a frame to a pipe that blocks. Raises BrokenPipeError when nobody reads it any more."""
    view = memoryview(frame)
    while view:
        view = view[os.write(handle, view) :]
