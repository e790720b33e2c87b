"""What the tests of files share: files made in a moment, names, a system that fails."""

import os
from collections.abc import Callable
from pathlib import Path


def write(path: Path, text: str = "x") -> Path:
    """Write a file and its folders; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def names(folder: Path) -> list[str]:
    """Return the names in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())


def failing(code: int) -> Callable[..., object]:
    """Return a function that fails as the system does."""

    def fail(*_: object, **__: object) -> object:
        raise OSError(code, os.strerror(code))

    return fail
