"""What is installed on this machine that shows in a brief: libraries, and fonts, by what costs little to look at."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from briefgen.render.typefaces.fonts import list_fonts
from briefgen.render.typefaces.shaping import list_shaping_libraries
from briefgen.render.typefaces.system_fonts import list_font_folders

#: Where fonts lie, and what says which of them is taken for a letter that ours lack.
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/etc/fonts")
#: A file by its path, size and times.
FontMark = tuple[str, int, int, int]


def list_installed() -> tuple[list[str], list[FontMark]]:
    """List all that is installed now: `list_libraries` and `list_font_files`."""
    return list_libraries(), list_font_files()


@cache
def list_installed_first() -> tuple[list[str], list[FontMark]]:
    """List what was installed when this process first asked: a process keeps the libraries and fonts that it loaded."""
    return list_installed()


def list_libraries() -> list[str]:
    """List Python's version and the libraries: those installed by their folders' names, the system's by version."""
    places = [entry for entry in sys.path if Path(entry).name in {"site-packages", "dist-packages"}]
    names = {name for place in places if os.path.isdir(place) for name in os.listdir(place)}  # noqa: PTH112, PTH208
    packages = sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))
    return [sys.version, *packages, repr(list_shaping_libraries())]


def list_font_files() -> list[FontMark]:
    """List our fonts and this machine's, and what configures them: one that is overwritten has another time."""
    try:
        own = [str(font.path) for font in list_fonts()]
    except ModuleNotFoundError:
        own = []
    roots = {*_FONT_FOLDERS, *map(str, list_font_folders())}
    return sorted({*_mark(own), *(mark for root in roots for mark in _mark(_list_below(root)))})


def _list_below(root: str) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        for name in names:
            yield os.path.join(folder, name)  # noqa: PTH118 - several times as fast


def _mark(paths: Iterator[str] | list[str]) -> Iterator[FontMark]:
    for path in paths:
        try:
            status = os.stat(path)  # noqa: PTH116
        except OSError:
            continue
        yield path, status.st_size, status.st_mtime_ns, status.st_ctime_ns
