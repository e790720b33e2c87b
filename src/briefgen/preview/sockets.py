"""Sockets on this machine's own addresses, bound before anything else starts, so that a busy port is told at once."""

import errno
import socket
from contextlib import suppress

from briefgen.errors import StorageError

_HOSTS = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def bind_loopback(port: int) -> list[socket.socket]:
    """Bind to a port of this machine alone, by IPv4 and, where there is any, IPv6; 0 takes a free one.

    Raises StorageError, with a port that is free, where another program has it.
    """
    sockets: list[socket.socket] = []
    try:
        for family, host in _HOSTS:
            one = _bind(family, host, sockets[0].getsockname()[1] if sockets else port)
            if one is not None:
                sockets.append(one)
    except OSError as error:
        for one in sockets:
            one.close()
        if error.errno == errno.EACCES:
            raise StorageError(f"Port {port} may not be used here; ask for one above 1023 with --port.") from error
        hint = f"`briefgen preview --port {_find_free()}` takes a free one"
        raise StorageError(f"Port {port} is taken by another program, perhaps a preview; {hint}.") from error
    return sockets


def _bind(family: socket.AddressFamily, host: str, port: int) -> socket.socket | None:
    """Bind one socket; None for IPv6 where this machine has none."""
    try:
        one = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        return None
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind((host, port))
        one.listen(1024)
    except OSError as error:
        one.close()
        if family == socket.AF_INET6 and error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
            return None
        raise
    one.setblocking(False)
    return one


def _find_free() -> int:
    with suppress(OSError), socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
    return 8990
