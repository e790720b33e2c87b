"""Take rights away from a worker, for good: no other files, no writes, no network, no privileges.

All of it is best effort and Linux only; a kernel without one layer keeps the others. Landlock is called by
its system call numbers (linux/landlock.h), since neither Python nor the C library has names for them.
"""

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

FILES = "files: read-only, and few (Landlock)"
TCP = "no TCP (Landlock)"
SCOPE = "no signals to others (Landlock)"
NETWORK = "no network (namespace)"
PRIVILEGES = "no new privileges"
CAPABILITIES = "no capabilities"
GROWTH = "no file can grow (RLIMIT_FSIZE)"

_LANDLOCK_CREATE_RULESET = 444
_LANDLOCK_ADD_RULE = 445
_LANDLOCK_RESTRICT_SELF = 446
_RULE_PATH_BENEATH = 1
_QUERY_VERSION = 1
_READ_FILE = 1 << 2
_READ_DIR = 1 << 3
_NET_BIND_AND_CONNECT = 0b11
_SCOPE_SOCKETS_AND_SIGNALS = 0b11

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_PR_GET_NO_NEW_PRIVS = 39
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_CAPABILITY_VERSION_3 = 0x20080522

_REASONS = {
    errno.ENOSYS: "this kernel does not have it",
    errno.EOPNOTSUPP: "it was switched off when this machine started",
    errno.EPERM: "the system does not permit it to this user",
    errno.ENOSPC: "the machine's limit of namespaces is reached",
}


class Layer(NamedTuple):
    """One layer of confinement: what it does, whether it holds here, and if not, why."""

    name: str
    active: bool
    why_not: str


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("place", ctypes.c_int32))


class _CapabilityHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(signal_number: int) -> None:
    """Have the kernel send `signal_number` to this process when the thread that forked it ends."""
    with suppress(OSError):
        _call("prctl", _PR_SET_PDEATHSIG, signal_number, 0, 0, 0)


def library_folders() -> tuple[str, ...]:
    """Return what rendering has to read: Python, its libraries, briefgen, fonts, time zones; sorted.

    Neither the folder we stand in nor `/proc/self` is among them: `/proc/self/environ` holds passwords.
    """
    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, "/usr", "/usr/local", "/"}
    libraries = {str(Path(prefix, lib)) for prefix in prefixes for lib in ("lib", "lib64")}
    packages = {entry for entry in sys.path if Path(entry).name in {"site-packages", "dist-packages"}}
    fonts = {"/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig", "/etc/fonts"}
    others = {
        "/var/cache/fontconfig",
        "/usr/share/zoneinfo",
        "/etc/localtime",
        "/etc/ld.so.cache",
        "/dev/null",
        "/dev/urandom",
    }
    return tuple(sorted(libraries | packages | fonts | others | {str(Path(__file__).parents[2])}))


def confine_process(readable: Iterable[str]) -> tuple[Layer, ...]:
    """Confine this process for the rest of its life and return the layers, each active or with a reason.

    Files can be read only at and below `readable`, nothing can be written, no connection made. Call it in
    a process of its own that has one thread.
    """
    # The namespace comes first: its files under /proc are out of reach once Landlock holds.
    return (
        _attempt(NETWORK, _leave_network),
        _attempt(PRIVILEGES, _refuse_privileges),
        *_restrict_with_landlock(tuple(readable)),
        _attempt(CAPABILITIES, _drop_capabilities),
        _attempt(GROWTH, _forbid_growth),
    )


def prove_confinement(readable: Iterable[str], outside: Path) -> tuple[Layer, ...]:
    """Confine this process, then do what must fail now; a layer is active only where it did fail.

    `outside` is a file that anybody may read and write and that lies in none of `readable`.
    """
    layers = confine_process(readable)
    proofs: dict[str, Callable[[], str]] = {
        FILES: lambda: _reach_file(outside),
        TCP: _reach_port,
        SCOPE: _reach_parent,
        NETWORK: _reach_network,
        PRIVILEGES: lambda: "" if _call("prctl", _PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) else "it did not hold",
    }
    return tuple(_check_layer(layer, proofs.get(layer.name)) for layer in layers)


def _call(name: str, *arguments: object) -> int:
    function = getattr(_libc, name, None)
    if function is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    function.restype = ctypes.c_long if name == "syscall" else ctypes.c_int
    result = int(function(*(ctypes.c_long(a) if isinstance(a, int) else a for a in arguments)))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def _attempt(name: str, step: Callable[[], None]) -> Layer:
    try:
        step()
    except (OSError, ValueError) as error:
        return Layer(name, False, _give_reason(error))
    return Layer(name, True, "")


def _give_reason(error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    return _REASONS.get(number or 0) or str(error)


# The steps


def _leave_network() -> None:
    user, group = os.geteuid(), os.getegid()
    try:
        _call("unshare", _CLONE_NEWUSER | _CLONE_NEWNET)
    except OSError:
        # Where users may not make namespaces of their own, root still may make one of the network.
        _call("unshare", _CLONE_NEWNET)
        return
    _keep_identity(user, group)


def _keep_identity(user: int, group: int) -> None:
    """Keep our own user and group in the new namespace, so that libraries that ask see no stranger."""
    maps = (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1"))
    for name, text in maps:
        with suppress(OSError):
            Path("/proc/self", name).write_text(text)


def _refuse_privileges() -> None:
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _drop_capabilities() -> None:
    header = _CapabilityHeader(_CAPABILITY_VERSION_3, 0)
    _call("capset", ctypes.byref(header), (ctypes.c_uint32 * 6)())


def _forbid_growth() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _restrict_with_landlock(readable: tuple[str, ...]) -> tuple[Layer, ...]:
    try:
        version = _call("syscall", _LANDLOCK_CREATE_RULESET, None, 0, _QUERY_VERSION)
        _enter_ruleset(version, readable)
    except OSError as error:
        return tuple(Layer(name, False, _give_reason(error)) for name in (FILES, TCP, SCOPE))
    return (
        Layer(FILES, True, ""),
        _require_version(TCP, version, 4),
        _require_version(SCOPE, version, 6),
    )


def _require_version(name: str, version: int, needed: int) -> Layer:
    enough = version >= needed
    return Layer(name, enough, "" if enough else f"the kernel's Landlock is version {version}, this needs {needed}")


def _enter_ruleset(version: int, readable: tuple[str, ...]) -> None:
    rules = _describe_rules(version)
    size = ctypes.c_size_t(ctypes.sizeof(rules))
    ruleset = _call("syscall", _LANDLOCK_CREATE_RULESET, ctypes.byref(rules), size, 0)
    try:
        for place in readable:
            _allow_reading(ruleset, place)
        _call("syscall", _LANDLOCK_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _describe_rules(version: int) -> _Ruleset:
    """Return all that this version can deny; a right unknown to the kernel would be refused (EINVAL)."""
    file_rights = 13 + (version >= 2) + (version >= 3) + (version >= 5)  # then refer, truncate, ioctl
    return _Ruleset(
        (1 << file_rights) - 1,
        _NET_BIND_AND_CONNECT if version >= 4 else 0,
        _SCOPE_SOCKETS_AND_SIGNALS if version >= 6 else 0,
    )


def _allow_reading(ruleset: int, place: str) -> None:
    try:
        handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except (OSError, ValueError):
        return  # what is not there need not be read
    try:
        folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        rule = _PathRule(_READ_FILE | (_READ_DIR if folder else 0), handle)
        _call("syscall", _LANDLOCK_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(handle)


# The proofs: each returns what it could still do, or nothing


def _check_layer(layer: Layer, proof: Callable[[], str] | None) -> Layer:
    hole = proof() if layer.active and proof else ""
    return Layer(layer.name, False, hole) if hole else layer


def _reach_file(outside: Path) -> str:
    for mode, deed in (("rb", "read"), ("r+b", "written")):
        with suppress(PermissionError), outside.open(mode):
            return f"a file outside could still be {deed}"
    return ""


def _reach_port() -> str:
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as caller:
        answer = caller.connect_ex(("127.0.0.1", 9))
    return "" if answer == errno.EACCES else "a connection was not refused by Landlock"


def _reach_network() -> str:
    import socket

    # 192.0.2.1 is set apart for documentation (RFC 5737); connecting a UDP socket sends nothing.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as caller:
        answer = caller.connect_ex(("192.0.2.1", 9))
    return "" if answer == errno.ENETUNREACH else "there is still a way to the network"


def _reach_parent() -> str:
    with suppress(PermissionError):
        os.kill(os.getppid(), 0)
        return "another process could still be signalled"
    return ""
