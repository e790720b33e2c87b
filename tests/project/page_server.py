"""A real server on loopback whose pages behave well or badly."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from add_runs import html_page, page

HTML = "text/html; charset=utf-8"
Answer = Callable[[BaseHTTPRequestHandler], None]


def give(body: bytes, kind: str = HTML, **headers: str) -> Answer:
    """Answer with a body."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in ({"Content_Type": kind, "Content_Length": str(len(body))} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def lead(target: str) -> Answer:
    """Answer that the page is elsewhere."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", target)
        handler.end_headers()

    return answer


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Answer one byte at a time, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", HTML)
    handler.end_headers()
    with suppress(OSError):
        while True:
            handler.wfile.write(b"x")
            time.sleep(0.05)


def flood(handler: BaseHTTPRequestHandler) -> None:
    """Answer with more than is allowed, without saying how much."""
    handler.send_response(200)
    handler.send_header("Content-Type", HTML)
    handler.end_headers()
    with suppress(OSError):
        for _ in range(40):
            handler.wfile.write(b"x" * (1 << 20))


def refuse(handler: BaseHTTPRequestHandler) -> None:
    """Answer that there is nothing."""
    handler.send_error(404)


ANSWERS: dict[str, Answer] = {
    "/harbour": give(html_page("harbour").encode()),
    "/packed": give(gzip.compress(html_page("packed").encode()), Content_Encoding="gzip"),
    "/notes": give(page("notes").encode(), "text/plain"),
    "/moved": lead("/harbour#top"),
    "/loop": lead("/loop?again"),
    "/six": lead("/five"),
    "/five": lead("/four"),
    "/four": lead("/three"),
    "/three": lead("/two"),
    "/two": lead("/moved"),
    "/to-private": lead("http://169.254.169.254/latest/meta-data"),
    "/to-file": lead("file:///etc/passwd"),
    "/drip": drip,
    "/flood": flood,
    "/long": give(b"short", Content_Length=str(33 << 20)),
    "/lies": give(b"<html><p>The page is cut off here", Content_Length="5000"),
    "/bomb": give(gzip.compress(b"\0" * (200 << 20), 9), Content_Encoding="gzip"),
    "/torn": give(gzip.compress(html_page("torn").encode())[:-20], Content_Encoding="gzip"),
    "/brotli": give(b"\x0b\x02\x80", Content_Encoding="br"),
    "/nothing": refuse,
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        with suppress(OSError):
            ANSWERS.get(self.path.partition("?")[0], refuse)(self)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve_pages() -> Iterator[str]:
    """Serve while the body runs; give the server's address without a closing slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
