"""The fonts of this machine, asked through Fontconfig, which is what WeasyPrint asks."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefgen.files.digest import digest_text

_DECLARATIONS = """
typedef struct { int nfont; int sfont; void **fonts; } FcFontSet;
void *FcInitLoadConfigAndFonts(void);
FcFontSet *FcConfigGetFonts(void *config, int set);
int FcPatternGetCharSet(void *pattern, const char *object, int n, void **charset);
int FcPatternGetString(const void *pattern, const char *object, int n, char **string);
int FcCharSetHasChar(void *charset, uint32_t character);
void *FcConfigGetFontDirs(void *config);
const char *FcStrListNext(void *list);
void FcStrListDone(void *list);
"""
_NAMES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll", "fontconfig")


def find_in_system(characters: frozenset[str]) -> frozenset[str]:
    """Return those of `characters` that some font of this machine has."""
    if not characters:
        return frozenset()
    _, library, _ = _open_fontconfig()
    return frozenset(
        c for c in characters if any(library.FcCharSetHasChar(charset, ord(c)) for charset in _list_charsets())
    )


@lru_cache(maxsize=1)
def list_font_folders() -> tuple[Path, ...]:
    """List the folders in which Fontconfig looks for fonts, a user's own among them.

    A worker that may read no others would print a font of ``~/.local/share/fonts`` without its glyphs. Fontconfig is
    asked (50 ms) only where there is a sign of fonts beside those of `workers.confinement.library_folders`.
    """
    if not _has_own_fonts():
        return ()
    ffi, library, config = _open_fontconfig()
    if config is None:
        return ()
    folders, listed = [], library.FcConfigGetFontDirs(config)
    while (name := library.FcStrListNext(listed)) != ffi.NULL:
        folders.append(Path(ffi.string(name).decode("utf-8", "surrogateescape")))
    library.FcStrListDone(listed)
    # The home folder itself, or all there is, is no folder of fonts, whatever a configuration says.
    return tuple(
        sorted({one for one in folders if one.is_absolute() and one.is_dir() and not Path.home().is_relative_to(one)})
    )


@lru_cache(maxsize=1)
def digest_machine_fonts() -> str:
    """Give one digest for all fonts of this machine, by their files' names and sizes: another set prints otherwise."""
    ffi, library, config = _open_fontconfig()
    if config is None:
        return ""
    fonts, name = library.FcConfigGetFonts(config, 0), ffi.new("char **")
    files: set[str] = set()
    for index in range(fonts.nfont if fonts != ffi.NULL else 0):
        if library.FcPatternGetString(fonts.fonts[index], b"file", 0, name) == 0:
            files.add(ffi.string(name[0]).decode("utf-8", "surrogateescape"))
    sizes = (f"{Path(file).name} {Path(file).stat().st_size}" for file in files if Path(file).is_file())
    return digest_text("\n".join(sorted(sizes)))


def _has_own_fonts() -> bool:
    home = Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME", home / ".local/share"))
    config = Path(os.environ.get("XDG_CONFIG_HOME", home / ".config"))
    places = (home / ".fonts", home / ".fonts.conf", data / "fonts", config / "fontconfig")
    return bool({"FONTCONFIG_FILE", "FONTCONFIG_PATH"} & os.environ.keys()) or any(place.exists() for place in places)


@lru_cache(maxsize=1)
def _open_fontconfig() -> tuple[Any, Any, Any]:
    """Open the library and load its configuration; (…, None, None) where there is none."""
    from cffi import FFI  # type: ignore[import-untyped]  # it has none

    ffi = FFI()
    ffi.cdef(_DECLARATIONS)
    library = _open_library(ffi)
    return ffi, library, library.FcInitLoadConfigAndFonts() if library is not None else None


@lru_cache(maxsize=1)
def _list_charsets() -> tuple[Any, ...]:
    ffi, library, config = _open_fontconfig()
    if config is None:
        return ()
    fonts = library.FcConfigGetFonts(config, 0)
    charsets, found = [], ffi.new("void **")
    for index in range(fonts.nfont if fonts != ffi.NULL else 0):
        if library.FcPatternGetCharSet(fonts.fonts[index], ffi.new("char[]", b"charset"), 0, found) == 0:
            charsets.append(found[0])
    return tuple(charsets)


def _open_library(ffi: Any) -> Any:  # noqa: ANN401 - cffi has no types for its libraries
    for name in _NAMES:
        try:
            return ffi.dlopen(name)
        except OSError:
            continue
    return None
