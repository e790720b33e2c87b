"""The preview's site as an ASGI application: everything that it gives stands in memory, and no file has an address."""

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from briefgen.preview.asking import Door, Place, Request, find_place
from briefgen.preview.shell import Shell
from briefgen.preview.showing import Showing

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

#: How long, in seconds, a reload stream may be silent: then a line that says nothing finds out who is gone.
_SILENCE = 15.0
#: The most reload streams at once, so that a page that opens them without end does not use up all our handles.
_STREAMS = 200
#: The brief itself: whatever stands in the corpus, it runs nothing and loads nothing but our fonts.
_BRIEF_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src 'self' data:; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
_PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
_ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
_REFUSALS = {
    HTTPStatus.MISDIRECTED_REQUEST: "This is no address of the preview; open the one that `briefgen preview` printed.",
    HTTPStatus.METHOD_NOT_ALLOWED: "The preview shows; it takes nothing.",
    HTTPStatus.BAD_REQUEST: "That is no address.",
    HTTPStatus.FORBIDDEN: "Another site may not ask the preview.",
    HTTPStatus.NOT_FOUND: "There is no such page; open the address that `briefgen preview` printed.",
    HTTPStatus.SERVICE_UNAVAILABLE: "It is being made; try again in a moment.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many tabs follow this preview; close some.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, whole."""

    body: bytes
    kind: str = "text/html; charset=utf-8"
    policy: str = "default-src 'none'; frame-ancestors 'none'"
    status: HTTPStatus = HTTPStatus.OK
    keep: str = "no-store"


def refuse(status: HTTPStatus) -> Answer:
    """Refuse with a sentence."""
    return Answer(_REFUSALS[status].encode() + b"\n", "text/plain; charset=utf-8", status=status)


class Site:
    """The application: finds what is asked for, and gives it from memory."""

    def __init__(self, showing: Showing, shell: Shell, door: Door) -> None:
        self._showing = showing
        self._shell = shell
        self._door = door
        self._streams = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3.0, "http")."""
        raw = scope.get("raw_path") or scope["path"].encode()
        request = Request(scope["method"], raw, tuple(scope["headers"]))
        place = find_place(request, self._door)
        if isinstance(place, Place) and place.kind == "events":
            await self._stream(place.name, request.method, receive, send)
            return
        answer = refuse(place) if isinstance(place, HTTPStatus) else self._answer(place)
        await _send_answer(answer, request, send)

    def _answer(self, place: Place) -> Answer:
        answers = {
            "list": self._give_list,
            "brief": self._give_brief,
            "page": self._give_page,
            "pdf": self._give_pdf,
            "font": self._give_font,
        }
        return answers[place.kind](place.name)

    def _give_list(self, _: str) -> Answer:
        return Answer(self._shell.write_list(self._showing.board), policy=self._shell.policy)

    def _give_brief(self, name: str) -> Answer:
        if not self._is_there(name):
            return refuse(HTTPStatus.NOT_FOUND)
        self._showing.ask(name)
        html = self._shell.write_brief(
            self._showing.board, name, self._showing.find_card(name), self._showing.sheets.get(name)
        )
        return Answer(html, policy=self._shell.policy)

    def _give_page(self, name: str) -> Answer:
        sheet = self._showing.sheets.get(name)
        if sheet and sheet.html:
            return Answer(sheet.html, policy=_BRIEF_POLICY)
        return self._wait_for(name)

    def _give_pdf(self, name: str) -> Answer:
        sheet = self._showing.sheets.get(name)
        if sheet and sheet.pdf and sheet.pdf.pdf:
            return Answer(sheet.pdf.pdf, "application/pdf", _PDF_POLICY)
        return self._wait_for(name)

    def _give_font(self, name: str) -> Answer:
        font = self._shell.find_font(name)
        if font is None:
            return refuse(HTTPStatus.NOT_FOUND)
        # Fonts are no secret, and each reload would show the page without them for a moment.
        return Answer(font, "font/ttf", keep="private, max-age=86400")

    def _wait_for(self, name: str) -> Answer:
        if not self._is_there(name):
            return refuse(HTTPStatus.NOT_FOUND)
        self._showing.ask(name)
        return refuse(HTTPStatus.SERVICE_UNAVAILABLE)

    def _is_there(self, name: str) -> bool:
        """Whether there is such a draft; before the first board nobody knows, and the reader waits."""
        return not self._showing.board.number or self._showing.find_card(name) is not None

    async def _stream(self, name: str, method: str, receive: Receive, send: Send) -> None:
        """Tell a reader of each change until one of us is gone (HTML, "Server-sent events")."""
        if self._streams >= _STREAMS or method == "HEAD":
            status = HTTPStatus.OK if method == "HEAD" else HTTPStatus.TOO_MANY_REQUESTS
            answer = Answer(b"", "text/event-stream") if method == "HEAD" else refuse(status)
            await _send_answer(answer, Request(method, b""), send)
            return
        ear = self._showing.open_ear(name)
        self._streams += 1
        gone = asyncio.ensure_future(_wait_until_gone(receive))
        try:
            await send(_begin(Answer(b"", "text/event-stream"), ()))
            while not gone.done():
                await self._tell(name, ear, gone, send)
        finally:
            self._streams -= 1
            self._showing.close_ear(ear, name)
            gone.cancel()
            with suppress(asyncio.CancelledError):
                await gone

    async def _tell(self, name: str, ear: asyncio.Event, gone: "asyncio.Future[None]", send: Send) -> None:
        waiting = asyncio.ensure_future(ear.wait())
        both: set[asyncio.Future[Any]] = {waiting, gone}
        try:
            await asyncio.wait(both, timeout=_SILENCE, return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
        if gone.done():
            return
        line = ": nothing new\n\n"
        if ear.is_set():
            ear.clear()
            line = f"data: {json.dumps(self._describe(name))}\n\n"
        await send({"type": "http.response.body", "body": line.encode(), "more_body": True})

    def _describe(self, name: str) -> dict[str, object]:
        """Describe the newest state; whoever hears it late or twice comes to the same."""
        sheet = self._showing.sheets.get(name)
        page = {"page": sheet.digest, "steps": sheet.page.steps} if sheet else {"page": ""}
        return {"number": self._showing.number, **page}


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _begin(answer: Answer, more: tuple[tuple[str, str], ...]) -> Message:
    headers = (
        ("Content-Type", answer.kind),
        ("Content-Security-Policy", answer.policy),
        ("Cache-Control", answer.keep),
        *_ALWAYS,
        *more,
    )
    return {
        "type": "http.response.start",
        "status": int(answer.status),
        "headers": [(key.lower().encode(), value.encode()) for key, value in headers],
    }


async def _send_answer(answer: Answer, request: Request, send: Send) -> None:
    more: tuple[tuple[str, str], ...] = (("Content-Length", str(len(answer.body))),)
    if answer.status is HTTPStatus.METHOD_NOT_ALLOWED:
        more += (("Allow", "GET, HEAD"),)
    # What comes with a body, or is not ours, is not read on.
    if (
        answer.status >= HTTPStatus.BAD_REQUEST
        or request.header(b"content-length")
        or request.header(b"transfer-encoding")
    ):
        more += (("Connection", "close"),)
    await send(_begin(answer, more))
    body = b"" if request.method == "HEAD" else answer.body
    await send({"type": "http.response.body", "body": body})
