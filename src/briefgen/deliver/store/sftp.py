"""SFTP servers, by fsspec and paramiko: a file is written beside and renamed, and no server is trusted unknown."""

import posixpath
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.deliver.store.shelf import Shelf, StoreError
from briefgen.errors import UsageError

if TYPE_CHECKING:
    from paramiko import HostKeys, MissingHostKeyPolicy

_REVOKED = "@revoked "
_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class SftpStore:
    """A server, and who logs in: with a password or a key. `known_hosts` names the file of keys that servers have."""

    host: str
    known_hosts: Path
    port: int = 22
    user: str = ""
    password: str = ""
    key_file: str = ""


class SftpShelf:
    """A connection to a server."""

    def __init__(self, files: Any, host: str) -> None:  # noqa: ANN401 - fsspec has no types
        self._files = files
        self._host = host

    def put_new(self, path: str, data: bytes) -> bool:
        """Write beside, check the length, and rename: OpenSSH renames onto nothing that is there."""
        folder, name = posixpath.split(path)
        part = f"{folder}/.{name}.part"
        with _explained(self._host):
            if self._files.exists(path):
                return False
            self._files.makedirs(folder, exist_ok=True)
            with self._files.ftp.open(part, "wb") as file:
                file.set_pipelined(True)
                file.write(data)
            if self._files.ftp.stat(part).st_size != len(data):
                raise StoreError(f"{self._host} has not all of {path}")
            with _in_doubt():
                self._files.ftp.rename(part, path)
        return True

    def read(self, path: str) -> bytes | None:
        """Read a file."""
        with _explained(self._host):
            try:
                found: bytes = self._files.cat_file(path)
            except FileNotFoundError:
                return None
        return found

    def close(self) -> None:
        """Log out."""
        with suppress(OSError, EOFError):
            self._files.client.close()


def check_sftp() -> None:
    """Raise UsageError where the libraries that speak SFTP are not installed; asked for before anything leaves."""
    try:
        import fsspec.implementations.sftp  # noqa: F401 - it asks for paramiko
    except ImportError as error:
        raise UsageError("SFTP needs `pip install 'briefgen[store]'`.") from error


def open_sftp(store: SftpStore) -> Shelf:
    """Connect. Raises StoreError where a server is away, not known, or lets nobody in, or the key is not there.

    A server is known by its key in `known_hosts` alone: one that has none there is not asked for anything.
    """
    from fsspec.implementations.sftp import SFTPFileSystem

    if store.key_file and not Path(store.key_file).is_file():
        raise StoreError(f"the key {store.key_file} is not there", is_down=True)
    with _explained(store.host, is_connecting=True):
        files = SFTPFileSystem(
            store.host,
            port=store.port,
            username=store.user or None,
            password=store.password or None,
            key_filename=store.key_file or None,
            timeout=_PATIENCE,
            banner_timeout=_PATIENCE,
            auth_timeout=_PATIENCE,
            look_for_keys=False,
            allow_agent=not (store.password or store.key_file),
            host_key_policy=_know_hosts(store),
            skip_instance_cache=True,
        )
        files.ftp.get_channel().settimeout(_PATIENCE * 3)
    return SftpShelf(files, store.host)


def _know_hosts(store: SftpStore) -> "MissingHostKeyPolicy":
    """Make the rule by which a server's key counts: it stands in the file, under the server's name (and port)."""
    from paramiko import MissingHostKeyPolicy, PKey, SSHClient, SSHException

    try:
        lines = store.known_hosts.read_text("utf-8", errors="replace").splitlines()
    except OSError as error:
        raise StoreError(f"{store.known_hosts} cannot be read, so no server is known", is_down=True) from error
    name = store.host if store.port == 22 else f"[{store.host}]:{store.port}"
    keys = _read_keys((line for line in lines if not line.startswith("@")), name)
    # Whichever server a revoked key stands for: it is nobody's any more.
    revoked = [line.removeprefix(_REVOKED).split() for line in lines if line.startswith(_REVOKED)]

    class _Known(MissingHostKeyPolicy):
        def missing_host_key(self, client: SSHClient, hostname: str, key: PKey) -> None:
            del client, hostname
            is_revoked = any(key.get_base64() in fields for fields in revoked)
            if is_revoked or not any(one.check(name, key) for one in keys):
                told = "another key" if any(one.lookup(name) for one in keys) else "no key"
                told = "a revoked key" if is_revoked else told
                raise SSHException(f"{store.known_hosts} has {told} for {name}: {key.get_name()} {key.fingerprint}")

    return _Known()


def _read_keys(lines: Iterable[str], server: str) -> list["HostKeys"]:
    """Read the lines that name the key of a server, each by itself: it may have several of one type.

    A line that cannot be read knows no server, as with OpenSSH.
    """
    from paramiko import HostKeys
    from paramiko.hostkeys import HostKeyEntry

    found = []
    for line in map(str.strip, lines):
        if not line or line.startswith("#"):
            continue
        keys = HostKeys()
        try:
            entry = HostKeyEntry.from_line(line)
            if entry is None:
                continue
            for host in entry.hostnames:
                keys.add(host, entry.key.get_name(), entry.key)
            is_of_server = keys.lookup(server) is not None
        except Exception:  # noqa: BLE001, S112 - paramiko, base64 and cryptography each fail in their own ways
            continue
        found += [keys] if is_of_server else []
    return found


@contextmanager
def _in_doubt() -> Iterator[None]:
    """Tell that a step may have been taken where only the connection failed, so that no answer came."""
    from paramiko import SSHException

    try:
        yield
    except (SSHException, EOFError, ConnectionError, TimeoutError) as error:
        raise StoreError(str(error) or type(error).__name__, is_down=True, is_in_doubt=True) from error


@contextmanager
def _explained(host: str, *, is_connecting: bool = False) -> Iterator[None]:
    """Tell what goes wrong as StoreError; where the connection is at fault nothing else would get there."""
    from paramiko import SSHException

    try:
        yield
    except FileNotFoundError:
        raise
    except (SSHException, EOFError, OSError, ValueError) as error:  # ValueError: a key's file that is none
        raise StoreError(
            f"{host}: {error or type(error).__name__}", is_down=is_connecting or not _is_of_file(error)
        ) from error


def _is_of_file(error: Exception) -> bool:
    """Whether one file is meant (no permission, no space): paramiko says that by OSErrors that are no connection's."""
    return isinstance(error, OSError) and not isinstance(error, ConnectionError | TimeoutError)
