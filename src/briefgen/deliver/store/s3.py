"""Object stores that speak S3, by s3fs: a file is there whole or not, and never replaced (``If-None-Match: *``)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from briefgen.deliver.store.shelf import Shelf, StoreError
from briefgen.errors import UsageError

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
        with _explained(self._bucket):
            try:
                self._files.pipe_file(f"{self._bucket}/{path}", data, mode="create")
            except FileExistsError:
                return False
            except FileNotFoundError as error:
                raise StoreError(f"there is no bucket {self._bucket}", is_down=True) from error
        return True

    def read(self, path: str) -> bytes | None:
        """Read an object."""
        with _explained(self._bucket):
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
def _explained(bucket: str) -> Iterator[None]:
    """Tell what a store says as StoreError: who may not, or cannot be reached, may or can nothing else there."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (FileExistsError, FileNotFoundError):
        raise
    except (OSError, ValueError, BotoCoreError, ClientError) as error:  # ValueError: an endpoint that is no address
        raise StoreError(f"the object store {bucket}: {error}", is_down=True) from error
