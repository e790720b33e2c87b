"""What object stores and SFTP servers have in common: files are put there whole, under names that nothing had."""

from typing import Protocol


class StoreError(Exception):
    """A store did not do what was asked; with `is_down` nothing else would be done there either.

    `is_in_doubt` where it may have done it, and only its answer was lost.
    """

    def __init__(self, reason: str, *, is_down: bool = False, is_in_doubt: bool = False) -> None:
        super().__init__(reason)
        self.is_down = is_down
        self.is_in_doubt = is_in_doubt


class Shelf(Protocol):
    """An open store. Every method raises StoreError where the other side fails."""

    def put_new(self, path: str, data: bytes) -> bool:
        """Put a file, whole or not at all; False where there is one of that name already, which is left alone."""
        ...

    def read(self, path: str) -> bytes | None:
        """Read a file; None where there is none."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...
