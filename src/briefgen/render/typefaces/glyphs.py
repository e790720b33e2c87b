"""Before layout: which texts hold characters that no font can show, and which scripts are shown in borrowed fonts.

Our fonts cover Latin, Cyrillic and Greek. What they lack, the PDF takes from a font of this machine if
one has it (``--other-scripts`` in tokens.css names those that are preferred); where none has, the reader would see a
box. A page on a screen takes it from the reader's machine.
"""

import re
import unicodedata
from functools import lru_cache
from html import unescape

from briefgen.model import kinds
from briefgen.model.brief import Brief
from briefgen.model.problem import Place, Problem
from briefgen.render.brief_texts import list_texts
from briefgen.render.typefaces.fonts import list_characters
from briefgen.render.typefaces.system_fonts import find_in_system
from briefgen.wording.lists import join_list
from briefgen.wording.locales import find_locale

_SHOWN = 6
#: Scripts by the first word of a character's Unicode name: ISO 15924, a name, and a Debian package that has the script.
_SCRIPTS = {
    "CJK": ("Hani", "Chinese characters", "fonts-noto-cjk"),
    "HIRAGANA": ("Jpan", "Japanese", "fonts-noto-cjk"),
    "KATAKANA": ("Jpan", "Japanese", "fonts-noto-cjk"),
    "HANGUL": ("Kore", "Korean", "fonts-noto-cjk"),
    "THAI": ("Thai", "Thai", "fonts-noto-core"),
    "ARABIC": ("Arab", "Arabic", "fonts-noto-core"),
    "HEBREW": ("Hebr", "Hebrew", "fonts-noto-core"),
    "SYRIAC": ("Syrc", "Syriac", "fonts-noto-core"),
    "DEVANAGARI": ("Deva", "Devanagari", "fonts-noto-core"),
    "BENGALI": ("Beng", "Bengali", "fonts-noto-core"),
    "TAMIL": ("Taml", "Tamil", "fonts-noto-core"),
    "GEORGIAN": ("Geor", "Georgian", "fonts-noto-core"),
    "ARMENIAN": ("Armn", "Armenian", "fonts-noto-core"),
    "ETHIOPIC": ("Ethi", "Ethiopic", "fonts-noto-core"),
    "KHMER": ("Khmr", "Khmer", "fonts-noto-core"),
    "MYANMAR": ("Mymr", "Burmese", "fonts-noto-core"),
    "MONGOLIAN": ("Mong", "Mongolian", "fonts-noto-core"),
    "TIBETAN": ("Tibt", "Tibetan", "fonts-noto-core"),
}
_OTHER = ("", "symbols", "fonts-noto-core, fonts-symbola or fonts-noto-color-emoji")
#: Categories that need no glyph: controls, format characters, surrogates and blanks.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_NOT_SHOWN = re.compile(r"<style.*?</style>|<!--.*?-->|<[^>]*>", re.DOTALL)


def check_glyphs(brief: Brief, html: str) -> tuple[Problem, ...]:
    """Name each text with characters that neither our fonts nor this machine's have.

    `html` is the page of the brief: what stands in it and in none of the brief's texts (a label of a catalogue or of a
    template) is named as the page's.
    """
    own = list_characters()
    texts = [(what, frozenset(text) - own) for what, text in list_texts(brief)]
    known = frozenset[str]().union(*(there for _, there in texts))
    texts.append(("a label of the page", frozenset(unescape(_NOT_SHOWN.sub("", html))) - own - known))
    lacking = frozenset(c for c in known | texts[-1][1] if _needs_glyph(c))
    missing = lacking - find_in_system(lacking)
    place = Place(f"corpus/topics/{brief.slug}.md")
    return tuple(_describe(what, there & missing, place) for what, there in texts if there & missing)


def needs_machine_fonts(html: str) -> bool:
    """Whether a page shows characters that our fonts lack, so that this machine's fonts show in its PDF."""
    shown = frozenset(unescape(_NOT_SHOWN.sub("", html))) - list_characters()
    return any(_needs_glyph(character) for character in shown)


def tell_borrowed_scripts(brief: Brief, language: str) -> str:
    """Name the scripts of a brief that our fonts lack, in a language: "Arabic and Hebrew"; "" for none."""
    own = list_characters()
    borrowed = {_find_script(c)[0] for _, text in list_texts(brief) for c in frozenset(text) - own if _needs_glyph(c)}
    names = _name_scripts(find_locale(language))
    return join_list(sorted(names.get(script, script) for script in borrowed - {""}), language)


@lru_cache(maxsize=8)
def _name_scripts(locale: str) -> dict[str, str]:
    from babel import Locale

    return dict(Locale.parse(locale).scripts)


def _needs_glyph(character: str) -> bool:
    is_selector = 0xFE00 <= ord(character) <= 0xFE0F
    is_private = 0xE000 <= ord(character) <= 0xF8FF  # comes out as the replacement character
    return not (is_selector or is_private) and unicodedata.category(character) not in _INVISIBLE


def _describe(what: str, characters: frozenset[str], place: Place) -> Problem:
    ordered = sorted(characters)
    shown = ", ".join(f"U+{ord(c):04X} {c} {unicodedata.name(c, 'unnamed')}" for c in ordered[:_SHOWN])
    more = f" and {len(ordered) - _SHOWN} more" if len(ordered) > _SHOWN else ""
    scripts = sorted({_find_script(character)[1:] for character in ordered})
    hint = "; ".join(f"for {script} install a font (Debian: {package})" for script, package in scripts)
    return Problem(kinds.BRIEF_GLYPH, f"{what}: no font has {shown}{more}; boxes would print", place, hint)


def _find_script(character: str) -> tuple[str, str, str]:
    return _SCRIPTS.get(unicodedata.name(character, "").split(" ", 1)[0].split("-", 1)[0], _OTHER)
