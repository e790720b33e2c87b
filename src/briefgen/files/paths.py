"""Names proven to lead to a place inside a folder."""

from pathlib import Path

from briefgen.errors import PolicyError
from briefgen.files.messages import show_path


def path_inside(root: Path, name: str) -> Path:
    """Return the place of `name` below `root`, free of links and dots, proven to lie inside `root`.

    Nothing needs to exist there. Raises PolicyError for a name that leads outside, to `root` itself, or
    nowhere (a NUL in it).
    """
    try:
        real = (root / name).resolve()
        below = real.relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError) as error:
        raise PolicyError(_say_outside(root, name)) from error
    if not below.parts:
        raise PolicyError(_say_outside(root, name))
    return root / below


def path_without_links(root: Path, name: str) -> Path:
    """Return the place of `name` below `root`, as `path_inside` does, where no link stands on the way.

    Raises PolicyError where one does, even if it stays inside: it may lead to another person's folder.
    """
    path = path_inside(root, name)
    if path != root / name:
        raise PolicyError(
            f'Refused: "{show_path(Path(name))}" leads through a link to {show_path(path)}; '
            "put a folder or a file in the link's place."
        )
    return path


def _say_outside(root: Path, name: str) -> str:
    return f'Refused: "{show_path(Path(name))}" does not lead to a place inside {show_path(root)}.'
