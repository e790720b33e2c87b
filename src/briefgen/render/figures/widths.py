"""How wide a text will be in our sans face: the sum of its glyphs' advances, so that labels can be kept apart.

WeasyPrint draws the text of an SVG glyph by glyph, without kerning or joining, so on paper the sum is exact; a browser
kerns, which moves a line by well under one per cent.
"""

import io
import unicodedata
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from briefgen.render.typefaces.fonts import FACES, SANS, Face, make_face

_EM = 1000
#: Of a character that our face lacks: as wide as high, which no letter of another script's font exceeds by much.
_FOREIGN = 1.0
_WIDE = frozenset("WF")
#: Scripts whose letters join, stack or run from the right, from their first to their last code point.
_SHAPED = ((0x0590, 0x08FF), (0x0900, 0x109F), (0x1780, 0x18AF), (0x1A20, 0x1AAF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))


def measure_text(text: str, size: float, weight: int = 400) -> float:
    """Measure a text set in Brief Sans of this size and weight, in the size's unit."""
    advances = _read_advances(weight)
    return sum(advances.get(ord(c), _guess_advance(c)) for c in text) * size / _EM


def cut_text(text: str, size: float, width: float, weight: int = 400) -> str:
    """Shorten a text that is wider than `width`, with an ellipsis for what is left out."""
    if measure_text(text, size, weight) <= width:
        return text
    kept = len(text)
    while kept and measure_text(text[:kept].rstrip() + "…", size, weight) > width:
        kept -= 1
    return text[:kept].rstrip() + "…"


def needs_shaping(text: str) -> bool:
    """Whether a text has letters that join, stack or run from the right: the PDF library cannot draw them in an SVG."""
    return any(low <= ord(c) <= high for c in text for low, high in _SHAPED) or any(map(unicodedata.combining, text))


def _guess_advance(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return _EM * (_FOREIGN if unicodedata.east_asian_width(character) not in _WIDE else 1.05)


@lru_cache(maxsize=4)
def _read_advances(weight: int) -> MappingProxyType[int, int]:
    """Read the advance of each character, in thousandths of the size."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # it has none

    font: Any = TTFont(io.BytesIO(make_face(_find_face(weight))), lazy=True)
    metrics, per_em = font["hmtx"].metrics, font["head"].unitsPerEm
    return MappingProxyType({code: metrics[name][0] * _EM // per_em for code, name in font.getBestCmap().items()})


def _find_face(weight: int) -> Face:
    return next(face for face in FACES if (face.family, face.weight, face.is_italic) == (SANS, weight, False))
