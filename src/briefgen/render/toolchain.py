"""What prints a brief besides its content: templates, libraries, fonts. Digests of them explain a new print.

Libraries are those of Python and those of the system that WeasyPrint loads. The machine's own fonts count for the
pages that borrow from them.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from briefgen import __version__
from briefgen.files.digest import digest_bytes, digest_text
from briefgen.render.templating.templates import find_shipped_templates
from briefgen.render.typefaces.fonts import FACES, digest_fonts
from briefgen.render.typefaces.glyphs import needs_machine_fonts
from briefgen.render.typefaces.shaping import list_shaping_libraries
from briefgen.render.typefaces.system_fonts import digest_machine_fonts

#: What the machine's own fonts are called among what prints a page; their digest stands in a version's place.
MACHINE_FONTS = "the fonts of this machine"
#: The libraries whose version shows in the PDF's bytes.
_PRINTING_LIBRARIES = ("weasyprint", "pydyf", "fonttools", "pyphen", "tinycss2", "tinyhtml5")


def digest_templates(folders: Sequence[Path]) -> str:
    """Digest every template and style sheet in use: the project's own before the shipped ones of their names."""
    used: dict[str, str] = {}
    for folder in (find_shipped_templates(), *reversed(folders)):
        used |= dict(_digest_files(folder))
    return digest_text("".join(f"{name} {digest}\n" for name, digest in sorted(used.items())))


def _digest_files(folder: Path) -> Iterator[tuple[str, str]]:
    """Digest the files below a folder by their names in it, but for those that an editor takes away meanwhile."""
    # The words are read though their folder be a link.
    words = folder / "catalogues"
    for place in (folder, words) if words.is_symlink() else (folder,):
        for above, _, names in os.walk(place):
            for path in (Path(above, name) for name in names):
                with suppress(OSError):
                    if path.is_file():
                        yield path.relative_to(folder).as_posix(), digest_bytes(path.read_bytes())


def digest_toolchain() -> str:
    """Digest the versions of the libraries and fonts that print any page; see `MACHINE_FONTS` for the others."""
    versions = {**list_versions(), **list_shaping_libraries()}
    return digest_text("".join(f"{name} {found}\n" for name, found in versions.items()) + digest_fonts())


@cache
def list_versions() -> dict[str, str]:
    """List Python's libraries whose version shows in the PDF's bytes, each with its version or "missing"."""
    return {name: _find_version(name) for name in _PRINTING_LIBRARIES}


@cache
def list_toolchain() -> dict[str, str]:
    """List what prints with its versions: the libraries, the fonts' packages, and briefgen."""
    packages = sorted({face.package.replace("_", "-") for face in FACES})
    fonts = {name: _find_version(name) for name in packages}
    return {"briefgen": __version__, **list_versions(), **list_shaping_libraries(), **fonts}


def list_printers_of(html: str) -> dict[str, str]:
    """List what prints a page: `list_toolchain`, and the machine's fonts where it has characters that ours lack."""
    borrowed = {MACHINE_FONTS: digest_machine_fonts()} if needs_machine_fonts(html) else {}
    return {**list_toolchain(), **borrowed}


def _find_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
