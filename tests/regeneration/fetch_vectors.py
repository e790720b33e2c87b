"""The ways in which a page makes WeasyPrint fetch something: all that reached a listener on this machine when tried.

In each, ``{http}`` stands for an address of the listener, ``{file}`` for a file of this machine (with its ``file:``),
``{near}`` for the same file by a path relative to the page, ``{host}`` for the listener's root.
"""

import base64
import io
import socket
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

#: A word that stands in the file nobody may read, and nowhere else.
CANARY = "canary-7d1f3a90-of-the-cage"
#: A colour that stands in the picture nobody may read: 24 × 24 pixels of it, uncompressed.
PIXELS = bytes((17, 203, 61)) * 24 * 24

_SVG_WITH_FONT = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><style>@font-face{{font-family:n;src:url({http})}}"
    "text{{font-family:n}}</style><text y='9'>a</text></svg>"
)

#: What each puts into the head and the body of a page.
VECTORS: dict[str, tuple[str, str]] = {
    "picture": ("", '<img src="{http}" alt="a">'),
    "style sheet": ('<link rel="stylesheet" href="{http}">', ""),
    "import of a style sheet": ('<style>@import "{http}";</style>', ""),
    "font": ('<style>@font-face{{font-family:n;src:url("{http}")}}p{{font-family:n}}</style>', "<p>a</p>"),
    "background": ("", '<p style="background:url({http})">a</p>'),
    "list sign": ("", '<ul style="list-style-image:url({http})"><li>a</ul>'),
    "content": ('<style>p::before{{content:url("{http}")}}</style>', "<p>a</p>"),
    "object": ("", '<object data="{http}"></object>'),
    "embed": ("", '<embed src="{http}">'),
    "attachment of the page": ('<link rel="attachment" href="{http}">', ""),
    "attachment of a link": ("", '<p><a rel="attachment" href="{http}">a</a></p>'),
    "base and a relative picture": ('<base href="{host}">', '<img src="there.png" alt="a">'),
    "picture in a drawing": ("", '<svg width="9" height="9"><image href="{http}" width="9" height="9"/></svg>'),
    "font in a drawing": ("", '<img alt="a" src="data:image/svg+xml;base64,{svg}">'),
    "colour profile": ('<style>@color-profile --n{{src:url("{http}")}}p{{color:color(--n 1 0 0)}}</style>', "<p>a</p>"),
    "picture of this machine": ("", '<img src="{file}" alt="a"><img src="{near}" alt="a">'),
    "attached file of this machine": (
        '<link rel="attachment" href="{secret}">',
        '<a rel="attachment" href="{secret}">a</a>',
    ),
}


class Listener:
    """A server on this machine that notes what it is asked for and answers that there is nothing."""

    def __init__(self, server: socket.socket) -> None:
        self._server = server
        self.requests: list[str] = []
        self.host = f"http://127.0.0.1:{server.getsockname()[1]}/"

    def serve(self) -> None:
        """Answer until the server is shut."""
        with suppress(OSError):
            while True:
                caller, _ = self._server.accept()
                with caller:
                    caller.settimeout(5)
                    with suppress(OSError):
                        self.requests.append(caller.recv(4096).decode("latin-1").split("\r\n")[0])
                        caller.sendall(b"HTTP/1.0 404 none\r\nContent-Length: 0\r\n\r\n")


@contextmanager
def listen() -> Iterator[Listener]:
    """Listen on a free port of this machine for as long as the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        listener = Listener(server)
        thread = threading.Thread(target=listener.serve, daemon=True)
        thread.start()
        try:
            yield listener
        finally:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            thread.join()


def write_canaries(folder: Path) -> None:
    """Write the two files that nobody may read: a picture and a text."""
    rows = b"".join(b"\0" + PIXELS[:72] for _ in range(24))
    chunks = [(b"IHDR", b"\0\0\0\x18\0\0\0\x18\x08\x02\0\0\0"), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    parts = [
        len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big") for name, data in chunks
    ]
    (folder / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    (folder / "secret.txt").write_text(CANARY, encoding="utf-8")


def write_vector(name: str, host: str, folder: Path) -> tuple[str, str]:
    """Write a vector's head and body; the listener is asked for the vector's own path."""
    http = host + quote(name.replace(" ", "-")) + ".css"
    svg = base64.b64encode(_SVG_WITH_FONT.format(http=http).encode()).decode()
    picture, secret = (folder / "secret.png").as_uri(), (folder / "secret.txt").as_uri()
    near = "../" + folder.name + "/secret.png"
    head, body = VECTORS[name]
    places = {"http": http, "host": host, "svg": svg, "file": picture, "near": near, "secret": secret}
    return head.format(**places), body.format(**places)


def write_page(name: str, host: str, folder: Path) -> str:
    """Write a page with one vector."""
    head, body = write_vector(name, host, folder)
    return f"<!DOCTYPE html><html lang=en><head><title>a</title>{head}</head><body><h1>A page</h1>{body}</body></html>"


def find_canaries(data: bytes) -> list[str]:
    """Say what of the two files stands in a PDF or another file, however it is packed there."""
    found = ["text"] if CANARY.encode() in data else []
    if data.startswith(b"%PDF"):
        import pikepdf

        with pikepdf.open(io.BytesIO(data)) as pdf:
            streams = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream) and _is_open(one)]
            found += ["text" for stream in streams if CANARY.encode() in stream]
            found += ["picture" for stream in streams if PIXELS in stream]
    return found


def _is_open(stream: object) -> bool:
    """Whether a stream can be unpacked: pictures as JPEG cannot, and none of ours is one."""
    import pikepdf

    try:
        stream.read_bytes()  # type: ignore[attr-defined]
    except pikepdf.PdfError:
        return False
    return True
