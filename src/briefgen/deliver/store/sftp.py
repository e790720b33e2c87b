"""SFTP servers, by fsspec and paramiko: a file is written beside and renamed, and no server is trusted unknown."""

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.deliver.store.shelf import Shelf, StoreError
from briefgen.errors import UsageError

if TYPE_CHECKING:
    from paramiko import MissingHostKeyPolicy

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
    with _explained(store.host):
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
    from paramiko import HostKeys, MissingHostKeyPolicy, PKey, SSHClient, SSHException

    try:
        keys = HostKeys(str(store.known_hosts))
    except OSError as error:
        raise StoreError(f"{store.known_hosts} cannot be read, so no server is known", is_down=True) from error
    name = store.host if store.port == 22 else f"[{store.host}]:{store.port}"

    class _Known(MissingHostKeyPolicy):
        def missing_host_key(self, client: SSHClient, hostname: str, key: PKey) -> None:
            del client, hostname
            if not keys.check(name, key):
                told = "another key" if keys.lookup(name) else "no key"
                raise SSHException(f"{store.known_hosts} has {told} for {name}: {key.get_name()} {key.fingerprint}")

    return _Known()


@contextmanager
def _explained(host: str) -> Iterator[None]:
    """Tell what goes wrong as StoreError; where the connection is at fault nothing else would get there."""
    from paramiko import SSHException

    try:
        yield
    except FileNotFoundError:
        raise
    except (SSHException, EOFError, OSError) as error:
        raise StoreError(f"{host}: {error or type(error).__name__}", is_down=not _is_of_file(error)) from error


def _is_of_file(error: Exception) -> bool:
    """Whether one file is meant (no permission, no space): paramiko says that by OSErrors that are no connection's."""
    return isinstance(error, OSError) and not isinstance(error, ConnectionError | TimeoutError)
