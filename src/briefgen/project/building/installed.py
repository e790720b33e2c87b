"""What is installed on this machine that shows in a brief: libraries, and fonts, by what costs little to look at."""

import os
import sys
from pathlib import Path

from briefgen.render.typefaces.system_fonts import list_font_folders

_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")


def list_libraries() -> list[str]:
    """List Python's version and the libraries installed, each with its version, as their folders' names say them."""
    places = [entry for entry in sys.path if Path(entry).name in {"site-packages", "dist-packages"}]
    names = {name for place in places if os.path.isdir(place) for name in os.listdir(place)}  # noqa: PTH112, PTH208
    return [sys.version, *sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))]


def list_font_times() -> list[tuple[str, int]]:
    """List the folders of this machine's fonts, with the times at which a file in them came or went."""
    roots = [*_FONT_FOLDERS, *map(str, list_font_folders())]
    folders = sorted({folder for root in roots for folder, _, _ in os.walk(root)})
    return [(folder, os.stat(folder).st_mtime_ns) for folder in folders if os.path.isdir(folder)]  # noqa: PTH112, PTH116
