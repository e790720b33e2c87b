"""The fonts of a brief: Source Serif 4 and Source Sans 3 (SIL Open Font License), one static face a style.

They come from PyPI as variable files. For paper each face is pinned once in a process and written where the
PDF library can read it; for the HTML file the faces are cut down to the alphabets of that one page, the same bytes each
time. *Measured:* 8 faces, 0.15 s for paper, 0.1 s and 150-300 kB for a page. Cut to the very characters, pages would be
a seventh smaller, and nearly each would need fonts of its own; so a process cuts them a few times for all pages.
"""

import io
from base64 import b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from briefgen.files.digest import digest_bytes
from briefgen.render.typefaces.harfbuzz import cut_font

#: What every page is given: ASCII, the punctuation of texts, the signs of our templates.
_ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\u00a0\u202f\u2011–—‘’“”„…«»§№°·×−→¦¶▲▼▽○●")
#: A page that shows one letter of an alphabet is given all of it.
_ALPHABETS = tuple(
    frozenset(map(chr, letters))
    for letters in (
        (*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100)),  # the West’s accents
        range(0x100, 0x180),  # the rest of Europe's
        range(0x370, 0x400),  # Greek
        (0x401, *range(0x410, 0x450), 0x451),  # Russian
        (0x400, *range(0x402, 0x410), 0x450, *range(0x452, 0x530)),  # the other Cyrillic ones
    )
)

SERIF, DISPLAY, SANS = "Brief Serif", "Brief Display", "Brief Sans"


@dataclass(frozen=True, slots=True)
class Face:
    """One style: the family name in our style sheets, its weight, and how it is cut from which file."""

    family: str
    weight: int
    is_italic: bool
    package: str
    file: str
    axes: Mapping[str, float] = field(hash=False)

    @property
    def name(self) -> str:
        """A name for files, such as ``brief-serif-400-italic``."""
        return f"{self.family.lower().replace(' ', '-')}-{self.weight}{'-italic' if self.is_italic else ''}"


def _serif(weight: int, size: float, family: str = SERIF, *, is_italic: bool = False) -> Face:
    file = "SourceSerif4-Italic[opsz,wght].ttf" if is_italic else "SourceSerif4[opsz,wght].ttf"
    return Face(family, weight, is_italic, "fontpkg_source_serif_4", file, {"wght": weight, "opsz": size})


def _sans(weight: int, *, is_italic: bool = False) -> Face:
    file = "SourceSans3-Italic[wght].ttf" if is_italic else "SourceSans3[wght].ttf"
    return Face(SANS, weight, is_italic, "fontpkg_source_sans_3", file, {"wght": weight})


#: Every face that our style sheets ask for. Optical size 11 is the text's, 26 the title's.
FACES = (
    _serif(400, 11),
    _serif(600, 11),
    _serif(400, 11, is_italic=True),
    _serif(600, 26, DISPLAY),
    _sans(400),
    _sans(600),
    _sans(700),
    _sans(400, is_italic=True),
)


@lru_cache(maxsize=len(FACES))
def make_face(face: Face) -> bytes:
    """Make the whole static face, all its characters: a TrueType font."""
    return cut_font(_read_file(face.package, face.file), face.axes)


def write_faces(folder: Path) -> dict[Face, Path]:
    """Write every face into `folder` (made where it is not there) and say where each lies.

    A file's name holds the digest of its bytes, and a file that is there is compared, so a folder that was
    tampered with or half written is mended.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return {face: _write_face(face, folder) for face in FACES}


def write_font_rules(text: str) -> str:
    """Write ``@font-face`` rules with the fonts inside (WOFF in data: addresses), cut to the alphabets of `text`."""
    return _write_rules(_round_up(frozenset(text)) & list_characters())


def _round_up(characters: frozenset[str]) -> frozenset[str]:
    met = (alphabet for alphabet in _ALPHABETS if characters & alphabet)
    return characters.union(_ALWAYS, *met)


@lru_cache(maxsize=16)
def _write_rules(characters: frozenset[str]) -> str:
    return "".join(_write_rule(face, characters) for face in FACES)


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font file that our faces are cut from."""

    name: str
    path: Path


def list_fonts() -> tuple[FontFile, ...]:
    """List the font files in use. Raises ModuleNotFoundError where a font's package is not installed."""
    files = dict.fromkeys((face.package, face.file) for face in FACES)
    return tuple(FontFile(file.partition("[")[0], _find_file(package, file)) for package, file in files)


@lru_cache(maxsize=1)
def digest_fonts() -> str:
    """Give one digest for all font files, so that another version of a font prints a brief again."""
    return digest_bytes("".join(digest_bytes(_read_file(face.package, face.file)) for face in FACES).encode())


@lru_cache(maxsize=1)
def list_characters() -> frozenset[str]:
    """List every character that our fonts can show; what the serif lacks comes from the sans."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has none

    files = {(face.package, face.file) for face in FACES if not face.is_italic}
    tables = (TTFont(io.BytesIO(_read_file(*file)), lazy=True).getBestCmap() for file in sorted(files))
    return frozenset(chr(codepoint) for table in tables for codepoint in table)


def _write_face(face: Face, folder: Path) -> Path:
    font = make_face(face)
    path = folder / f"{face.name}-{digest_bytes(font)[:16]}.ttf"
    if not path.is_file() or path.read_bytes() != font:
        path.write_bytes(font)
    return path


def _write_rule(face: Face, characters: Collection[str]) -> str:
    data = b64encode(_pack_woff(cut_font(_read_file(face.package, face.file), face.axes, characters))).decode()
    style = "italic" if face.is_italic else "normal"
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{style};font-display:block;'
        f'src:url(data:font/woff;base64,{data}) format("woff")}}\n'
    )


def _pack_woff(font: bytes) -> bytes:
    """Compress a TrueType font as WOFF 1.0: twenty times as fast as WOFF2 and hardly larger at this size."""
    from fontTools.ttLib import TTFont

    opened = TTFont(io.BytesIO(font), recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    opened.flavor = "woff"
    packed = io.BytesIO()
    opened.save(packed, reorderTables=False)
    return packed.getvalue()


@lru_cache(maxsize=len(FACES))
def _read_file(package: str, file: str) -> bytes:
    return _find_file(package, file).read_bytes()


def _find_file(package: str, file: str) -> Path:
    # The packages are found, not imported: importing fontpkg reads every installed package's metadata.
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the package {package.replace('_', '-')} is not installed", name=package)
    return Path(spec.origin).parent / "files" / file
