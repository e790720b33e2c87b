"""Before layout: which excerpts hold characters that no font can show.

Our fonts cover Latin, Cyrillic and Greek. What they lack, the PDF takes from a font of this machine if
one has it; where none has, the reader would see a box.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from briefgen.model import kinds
from briefgen.model.brief import Brief, Prose, Section
from briefgen.model.problem import Place, Problem
from briefgen.render.fonts import list_characters

_SHOWN = 6
#: Fonts by script: the first word of a character's Unicode name, and a Debian package that has the script.
_FONTS = {
    "CJK": ("Chinese characters", "fonts-noto-cjk"),
    "HIRAGANA": ("Japanese", "fonts-noto-cjk"),
    "KATAKANA": ("Japanese", "fonts-noto-cjk"),
    "HANGUL": ("Korean", "fonts-noto-cjk"),
    "THAI": ("Thai", "fonts-noto-core"),
    "ARABIC": ("Arabic", "fonts-noto-core"),
    "HEBREW": ("Hebrew", "fonts-noto-core"),
    "DEVANAGARI": ("Devanagari", "fonts-noto-core"),
    "GEORGIAN": ("Georgian", "fonts-noto-core"),
    "ARMENIAN": ("Armenian", "fonts-noto-core"),
    "MONGOLIAN": ("Mongolian", "fonts-noto-core"),
    "TIBETAN": ("Tibetan", "fonts-noto-core"),
}
_OTHER = ("symbols", "fonts-noto-core, fonts-symbola or fonts-noto-color-emoji")
#: Categories that need no glyph: controls, format characters, surrogates and blanks.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})


def check_glyphs(brief: Brief) -> tuple[Problem, ...]:
    """Name each excerpt, source or block of text with characters that neither our fonts nor this machine's have."""
    texts = tuple((what, frozenset(text) - list_characters()) for what, text in _list_texts(brief))
    lacking = frozenset(c for c in frozenset().union(*(there for _, there in texts)) if _needs_glyph(c))
    missing = lacking - _find_in_system(lacking)
    place = Place(f"corpus/topics/{brief.slug}.md")
    return tuple(_describe(what, there & missing, place) for what, there in texts if there & missing)


def _needs_glyph(character: str) -> bool:
    is_selector = 0xFE00 <= ord(character) <= 0xFE0F
    is_private = 0xE000 <= ord(character) <= 0xF8FF  # comes out as the replacement character
    return not (is_selector or is_private) and unicodedata.category(character) not in _INVISIBLE


def _describe(what: str, characters: frozenset[str], place: Place) -> Problem:
    ordered = sorted(characters)
    shown = ", ".join(f"U+{ord(c):04X} {c} {unicodedata.name(c, 'unnamed')}" for c in ordered[:_SHOWN])
    more = f" and {len(ordered) - _SHOWN} more" if len(ordered) > _SHOWN else ""
    scripts = sorted({_find_font(character) for character in ordered})
    hint = "; ".join(f"for {script} install a font (Debian: {package})" for script, package in scripts)
    return Problem(kinds.BRIEF_GLYPH, f"{what}: no font has {shown}{more}; boxes would print", place, hint)


def _find_font(character: str) -> tuple[str, str]:
    return _FONTS.get(unicodedata.name(character, "").split(" ", 1)[0].split("-", 1)[0], _OTHER)


def _list_texts(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "the title", f"{brief.title} {brief.deck} {brief.analyst} {brief.desk} {brief.contact}"
    for section in brief.sections:
        yield from _list_section(section)


def _list_section(section: Section) -> Iterator[tuple[str, str]]:
    where = f"section “{section.heading}”"
    yield where, section.heading + "".join(map(_read_prose, section.prose)) + "".join(gap.text for gap in section.gaps)
    for judgement in section.judgements:
        yield f"judgement {judgement.number}", _read_prose(judgement.prose) + judgement.confidence
    for group in section.groups:
        for entry in group.entries:
            own = (*entry.parts, entry.markdown if entry.kind == "table" or entry.manner == "summary" else "")
            about = (entry.speaker, entry.translation, entry.translator, entry.note, entry.publisher)
            yield f"excerpt {entry.name}", "".join((*own, *about))
    for position in section.positions:
        yield f"{where}, {position.actor}", "".join(one.text + one.speaker for one in position.statements)
    for event in section.timeline:
        yield f"{where}, event of {event.date}", event.text + (_read_prose(event.prose) if event.prose else "")
    for source in section.sources:
        yield f"source {source.id}", "".join((source.title, source.publisher, *source.author, source.descriptor))


def _read_prose(prose: Prose) -> str:
    return prose.markdown


# The machine's fonts, asked through Fontconfig

_DECLARATIONS = """
typedef struct { int nfont; int sfont; void **fonts; } FcFontSet;
void *FcInitLoadConfigAndFonts(void);
FcFontSet *FcConfigGetFonts(void *config, int set);
int FcPatternGetCharSet(void *pattern, const char *object, int n, void **charset);
int FcCharSetHasChar(void *charset, uint32_t character);
"""
_NAMES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll", "fontconfig")


def _find_in_system(characters: frozenset[str]) -> frozenset[str]:
    """Return those of `characters` that some font of this machine has."""
    if not characters:
        return frozenset()
    library, charsets = _list_charsets()
    return frozenset(c for c in characters if any(library.FcCharSetHasChar(charset, ord(c)) for charset in charsets))


@lru_cache(maxsize=1)
def _list_charsets() -> tuple[Any, tuple[Any, ...]]:
    from cffi import FFI  # type: ignore[import-untyped]  # it has none

    ffi = FFI()
    ffi.cdef(_DECLARATIONS)
    library = _open_library(ffi)
    if library is None:
        return None, ()
    fonts = library.FcConfigGetFonts(library.FcInitLoadConfigAndFonts(), 0)
    charsets, found = [], ffi.new("void **")
    for index in range(fonts.nfont if fonts != ffi.NULL else 0):
        if library.FcPatternGetCharSet(fonts.fonts[index], ffi.new("char[]", b"charset"), 0, found) == 0:
            charsets.append(found[0])
    return library, tuple(charsets)


def _open_library(ffi: Any) -> Any:  # noqa: ANN401 - cffi has no types for its libraries
    for name in _NAMES:
        try:
            return ffi.dlopen(name)
        except OSError:
            continue
    return None
