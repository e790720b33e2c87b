"""What prints a brief besides its content: templates, libraries, fonts. Digests of them explain a new print."""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from briefgen import __version__
from briefgen.files.digest import digest_bytes, digest_text
from briefgen.render.templating.templates import find_shipped_templates
from briefgen.render.typefaces.fonts import FACES, digest_fonts

#: The libraries whose version shows in the PDF's bytes.
_PRINTING_LIBRARIES = ("weasyprint", "pydyf", "fonttools", "pyphen", "tinycss2", "tinyhtml5")


def digest_templates(folders: Sequence[Path]) -> str:
    """Digest every template and style sheet in use: the project's own before the shipped ones of their names."""
    used: dict[str, Path] = {}
    for folder in (find_shipped_templates(), *reversed(folders)):
        used |= {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return digest_text("".join(f"{name} {digest_bytes(path.read_bytes())}\n" for name, path in sorted(used.items())))


def digest_toolchain() -> str:
    """Digest the versions of the libraries and fonts that print."""
    return digest_text("".join(f"{name} {found}\n" for name, found in list_versions().items()) + digest_fonts())


@cache
def list_versions() -> dict[str, str]:
    """List the libraries whose version shows in the PDF's bytes, each with its version or "missing"."""
    return {name: _find_version(name) for name in _PRINTING_LIBRARIES}


@cache
def list_toolchain() -> dict[str, str]:
    """List what prints with its versions: the libraries, the fonts' packages, and briefgen."""
    packages = sorted({face.package.replace("_", "-") for face in FACES})
    return {"briefgen": __version__, **list_versions(), **{name: _find_version(name) for name in packages}}


def _find_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
