"""A front before an object store on this machine, which denies what is put under a name, or loses the answer to it."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_DENIED = b'<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'
_OWN_HEADERS = ("transfer-encoding", "connection", "content-length")


@dataclass(slots=True)
class Front:
    """A front at `address`; whatever is put under a name that has the part `denied` or `lost` in it comes to grief."""

    address: str = ""
    denied: str = ""
    lost: str = ""


@contextmanager
def run_front(behind: str) -> Iterator[Front]:
    """Run a front before the store at an address."""
    front = Front()

    class _Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            is_put = self.command == "PUT"
            if is_put and front.denied and front.denied in self.path:
                self._answer(403, {"Content-Type": "application/xml"}, _DENIED)
                return
            inner = http.client.HTTPConnection(behind.removeprefix("http://"))
            inner.request(self.command, self.path, body, dict(self.headers.items()))
            answer = inner.getresponse()
            data = answer.read()
            inner.close()
            if is_put and front.lost and front.lost in self.path:
                self.close_connection = True
                return
            length = answer.getheader("Content-Length") or str(len(data))
            headers = {name: value for name, value in answer.getheaders() if name.lower() not in _OWN_HEADERS}
            self._answer(answer.status, headers, data, length)

        def _answer(self, status: int, headers: dict[str, str], data: bytes, length: str = "") -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": length or str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_PUT = do_HEAD = do_POST = _pass_on  # noqa: N815 - the library's names

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    front.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield front
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
