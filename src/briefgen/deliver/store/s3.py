"""Object stores that speak S3, by s3fs: a file is there whole or not, and never replaced (``If-None-Match: *``)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from briefgen.deliver.store.shelf import Shelf, StoreError
from briefgen.errors import UsageError

#: What a store says of one object alone, where others may be put: its name, its size, who may put it there.
_OF_ONE_OBJECT = ("AccessDenied", "KeyTooLongError", "EntityTooLarge")
#: The HTTP status from which on the store itself failed, whatever it did before (RFC 9110, 15.6).
_FAILED = 500
_CONNECTING, _READING, _TRIES = 10, 60, 2


@dataclass(frozen=True, slots=True)
class S3Store:
    """Where a store is, and who asks: without `user` whatever the machine is known by (its role, its files)."""

    bucket: str
    endpoint: str = ""
    region: str = ""
    user: str = ""
    password: str = ""


class S3Shelf:
    """A bucket, open for one run."""

    def __init__(self, files: Any, bucket: str) -> None:  # noqa: ANN401 - s3fs has no types
        self._files = files
        self._bucket = bucket

    def put_new(self, path: str, data: bytes) -> bool:
        """Put an object under a new name."""
        with _explained(self._bucket, path, is_putting=True):
            try:
                self._files.pipe_file(f"{self._bucket}/{path}", data, mode="create")
            except FileExistsError:
                return False
            except FileNotFoundError as error:
                raise StoreError(f"there is no bucket {self._bucket}", is_down=True) from error
        return True

    def read(self, path: str) -> bytes | None:
        """Read an object."""
        with _explained(self._bucket, path):
            try:
                found: bytes = self._files.cat_file(f"{self._bucket}/{path}")
            except FileNotFoundError:
                return None
        return found

    def close(self) -> None:
        """Nothing is kept open."""


def check_s3() -> None:
    """Raise UsageError where the library that speaks S3 is not installed; asked for before anything leaves."""
    try:
        import s3fs  # noqa: F401
    except ImportError as error:
        raise UsageError("object stores need `pip install 'briefgen[store]'`.") from error


def open_s3(store: S3Store) -> Shelf:
    """Open a bucket; it is first asked when something is put."""
    from s3fs import S3FileSystem

    client = {"region_name": store.region} if store.region else {}
    patience = {"connect_timeout": _CONNECTING, "read_timeout": _READING, "retries": {"max_attempts": _TRIES}}
    files = S3FileSystem(
        key=store.user or None,
        secret=store.password or None,
        endpoint_url=store.endpoint or None,
        client_kwargs=client,
        config_kwargs=patience,
        use_listings_cache=False,
        skip_instance_cache=True,
    )
    return S3Shelf(files, store.bucket)


@contextmanager
def _explained(bucket: str, path: str, *, is_putting: bool = False) -> Iterator[None]:
    """Tell what a store says as StoreError; but for what is said of this one object, nothing else is done there."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (FileExistsError, FileNotFoundError):
        raise
    except (OSError, ValueError, BotoCoreError, ClientError) as error:  # ValueError: an endpoint that is no address
        code, status = _read_answer(error)
        is_in_doubt = is_putting and (status >= _FAILED or _is_cut(error))
        why = f"the object store {bucket}, {path}: {error}"
        raise StoreError(why, is_down=code not in _OF_ONE_OBJECT, is_in_doubt=is_in_doubt) from error


def _read_answer(error: Exception) -> tuple[str, int]:
    """Read a store's answer out of an error: its code and its HTTP status; "" and 0 where there was none."""
    from botocore.exceptions import ClientError

    said = error.__cause__ if isinstance(error.__cause__, ClientError) else error
    if not isinstance(said, ClientError):
        return "", 0
    status = said.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return said.response.get("Error", {}).get("Code", ""), status


def _is_cut(error: Exception) -> bool:
    """Whether a connection broke after it stood, so that a store may have done what it was asked."""
    from botocore.exceptions import ConnectionError as Unreached
    from botocore.exceptions import HTTPClientError

    return isinstance(error, HTTPClientError) and not isinstance(error, Unreached)
