"""A mail server that goes wrong where a test says so, on a socket of its own.

It counts a message as accepted when its final dot has come and it means to say yes, whether or not the answer arrives:
so that it says what a real server would have delivered.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import BinaryIO


class Act(Enum):
    """What a server does besides answering: it hangs up before an answer or after it, or never answers."""

    HANG_UP = "hang up"
    ANSWER_AND_HANG_UP = "answer and hang up"
    STALL = "stall"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Fault:
    """At `step` (connect, ehlo, starttls, auth, mail, rcpt, data, text, dot, rset) something else than usual.

    It happens `times` times, after which all goes well; at rcpt only to an address that begins with `only`. `text` is
    the answer, "" the usual one.
    """

    step: str
    act: Act = Act.ANSWER
    text: str = ""
    times: int = 1_000_000
    only: str = ""


@dataclass(slots=True)
class ScriptedServer:
    """What a server has seen: connections, commands, and the messages that it accepted, each with its recipients."""

    port: int
    faults: tuple[Fault, ...] = ()
    extensions: tuple[str, ...] = ()
    connections: int = 0
    commands: list[str] = field(default_factory=list)
    accepted: list[tuple[tuple[str, ...], bytes]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    seen: dict[Fault, int] = field(default_factory=dict)

    def find_fault(self, step: str, detail: str = "") -> Fault | None:
        """Find what goes wrong at a step, this time."""
        for fault in self.faults:
            count = self.seen.get(fault, 0)
            if fault.step == step and count < fault.times and detail.startswith(fault.only):
                self.seen[fault] = count + 1
                return fault
        return None


class _HangUpError(Exception):
    """The server ends the session."""


class _Session:
    """One connection: commands in, answers out."""

    def __init__(self, server: ScriptedServer, connection: socket.socket, trust: ssl.SSLContext | None) -> None:
        self.server, self.connection, self.trust = server, connection, trust
        self.file: BinaryIO = connection.makefile("rb")
        self.recipients: list[str] = []

    def close(self) -> None:
        """Close what is open."""
        with suppress(OSError):
            self.file.close()
        with suppress(OSError):
            self.connection.close()

    def answer(self, step: str, usual: str, detail: str = "") -> bool:
        """Answer a step as usual or as its fault says; whether the answer was yes."""
        fault = self.server.find_fault(step, detail)
        act, text = (fault.act, fault.text or usual) if fault else (Act.ANSWER, usual)
        if act is Act.STALL:
            self.server.ended.wait(20)
        if act in (Act.STALL, Act.HANG_UP):
            raise _HangUpError
        self.connection.sendall(text.encode() + b"\r\n")
        if act is Act.ANSWER_AND_HANG_UP or text.startswith("421"):
            raise _HangUpError
        return text[0] in "23"

    def serve(self) -> None:
        """Hold a session until one side ends it."""
        self.answer("connect", "220 here")
        while line := self.file.readline():
            command = line.decode("utf-8", "replace").strip()
            self.server.commands.append(command)
            self._do(command)

    def _do(self, command: str) -> None:
        verb = command.partition(" ")[0].lower()
        if verb in ("ehlo", "helo"):
            self.answer("ehlo", "\r\n".join([f"250-{one}" for one in self.server.extensions] + ["250 HELP"]))
        elif verb == "starttls":
            if self.answer("starttls", "220 go") and self.trust:
                self.connection = self.trust.wrap_socket(self.connection, server_side=True)
                self.file.close()
                self.file = self.connection.makefile("rb")
        elif verb == "rcpt":
            if self.answer("rcpt", "250 ok", command.removeprefix("RCPT TO:<")):
                self.recipients.append(command.removeprefix("RCPT TO:").strip("<>"))
        elif verb == "data":
            if self.answer("data", "354 go"):
                self._take_text()
        elif verb == "quit":
            self.connection.sendall(b"221 bye\r\n")
            raise _HangUpError
        else:
            self.recipients = []
            self.answer(verb, "235 in" if verb == "auth" else "250 ok")

    def _take_text(self) -> None:
        lines: list[bytes] = []
        while (line := self.file.readline()) != b".\r\n":
            if not line:
                raise _HangUpError
            lines.append(line[1:] if line.startswith(b".") else line)
            if len(lines) == 5 and self.server.find_fault("text"):
                raise _HangUpError
        fault = next((one for one in self.server.faults if one.step == "dot"), None)
        is_denied = fault is not None and fault.text[:1] in ("4", "5") and self.server.seen.get(fault, 0) < fault.times
        if not is_denied:
            self.server.accepted.append((tuple(self.recipients), b"".join(lines)))
        self.recipients = []
        self.answer("dot", "250 taken")


@contextmanager
def run_scripted(
    *faults: Fault, extensions: tuple[str, ...] = ("here", "SIZE 10000000"), trust: ssl.SSLContext | None = None
) -> Iterator[ScriptedServer]:
    """Run a server on loopback until the block ends; `trust` bears its certificate for STARTTLS."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = ScriptedServer(listener.getsockname()[1], faults, extensions)
        threads: list[threading.Thread] = []
        _start(threads, _accept, listener, server, trust, threads)
        try:
            yield server
        finally:
            server.ended.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join(10)


def _start(threads: list[threading.Thread], work: Callable[..., None], *values: object) -> None:
    thread = threading.Thread(target=work, args=values, daemon=True)
    threads.append(thread)
    thread.start()


def _accept(
    listener: socket.socket, server: ScriptedServer, trust: ssl.SSLContext | None, threads: list[threading.Thread]
) -> None:
    """Take connections, each in a thread of its own: one that stalls keeps nobody waiting."""
    while not server.ended.is_set():
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        server.connections += 1
        _start(threads, _serve, _Session(server, connection, trust))


def _serve(session: _Session) -> None:
    with suppress(OSError, _HangUpError):
        session.serve()
    session.close()
