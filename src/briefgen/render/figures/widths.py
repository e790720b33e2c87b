"""How wide a text will be in our sans face: the sum of its glyphs' advances, so that labels can be kept apart.

WeasyPrint draws the text of an SVG glyph by glyph, without kerning or joining, so on paper the sum is exact; a browser
kerns, which moves a line by well under one per cent.
"""

import io
import re
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
_IS_SHAPED = re.compile("[\u0590-\u08ff\u0900-\u109f\u1780-\u18af\u1a20-\u1aaf\ufb1d-\ufdff\ufe70-\ufeff]")


def measure_text(text: str, size: float, weight: int = 400) -> float:
    """Measure a text set in Brief Sans of this size and weight, in the size's unit."""
    return _sum_advances(text, weight) * size / _EM


@lru_cache(maxsize=1 << 14)
def _sum_advances(text: str, weight: int) -> float:
    """Sum the advances of a text; labels are tried in many places, and measured in each."""
    advances = _read_advances(weight)
    return sum(advances[code] if (code := ord(c)) in advances else _guess_advance(c) for c in text)


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
    if text.isascii():
        return False
    return bool(_IS_SHAPED.search(text)) or any(map(unicodedata.combining, text))


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
