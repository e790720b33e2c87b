"""Characters that deceive: invisible ones, direction controls, and look-alikes of another script.

The evidence is kept as it came; what is found here becomes a warning with the code points
(Unicode TR 36 and 39, in the small).
"""

import re
import unicodedata
from urllib.parse import urlsplit

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
# Hangul fillers and the blank pattern of Braille: letters and a symbol by their category.
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_CYRILLIC = "\u0400-\u052f\u1c80-\u1c8f\ua640-\ua69f"
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
_SCRIPTS = tuple(re.compile(f"[{letters}]") for letters in (_LATIN, _CYRILLIC, _GREEK))
_MIXED = re.compile(f"(?=[^\\W\\d_]*[{_CYRILLIC}{_GREEK}])[^\\W\\d_]+")
# Cyrillic and Greek letters that a reader takes for Latin ones in an address.
_LATIN_LOOK_ALIKES = frozenset("асԁеһіјӏорԛѕԝхуѵгԍкмпωοανρτυκ")


def find_hidden(text: str) -> tuple[str, ...]:
    """Return the control, direction, zero-width and tag characters in `text` as ``U+202E``, each once, sorted."""
    if text.isprintable():  # none of them is
        return ()
    return tuple(f"U+{ord(c):04X}" for c in sorted(set(_HIDDEN.findall(text))))


def locate_hidden(text: str) -> tuple[int, int]:
    """Return the line and column, both from 0, of the first character that `find_hidden` names in `text`."""
    found = _HIDDEN.search(text)
    start = found.start() if found else 0
    return text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1


def show_steering(text: str) -> str:
    """Return `text` with a visible mark such as ⟦U+202E⟧ for each direction override, isolate and tag character.

    Printed as they are, they make a reader see other words than the source has.
    """
    return _STEERING.sub(lambda match: f"⟦U+{ord(match[0]):04X}⟧", text)


def strip_controls(text: str) -> str:
    """Return `text` without C0 and C1 control characters; tabs and line breaks stay."""
    return _CONTROLS.sub("", text)


def says_something(text: str) -> bool:
    """Whether anything in `text` can be seen: a letter, a number, a punctuation mark or a symbol that is not blank."""
    return any(unicodedata.category(c)[0] in "LNPS" and c not in _BLANK_LETTERS for c in text)


def find_mixed_words(text: str) -> tuple[str, ...]:
    """Return the words of `text` that mix letters of Latin, Cyrillic and Greek, each once, in order."""
    if text.isascii():
        return ()
    return tuple(dict.fromkeys(word for word in _MIXED.findall(text) if count_scripts(word) > 1))


def count_scripts(word: str) -> int:
    """Return how many of Latin, Cyrillic and Greek have a letter in `word`."""
    return sum(script.search(word) is not None for script in _SCRIPTS)


def find_deceptive_host(url: str) -> tuple[str, str] | None:
    """Return an address's host and its ASCII form where it passes itself off as another; else None.

    Deceptive is a label that mixes scripts, or one made wholly of look-alikes below a Latin top-level domain.
    Raises ValueError for an address that cannot be taken apart.
    """
    host = urlsplit(url).hostname or ""
    if host.isascii():
        return None
    labels = host.split(".")
    if not any(_is_deceptive(label, labels[-1]) for label in labels):
        return None
    return host, ".".join(label if label.isascii() else "xn--" + label.encode("punycode").decode() for label in labels)


def _is_deceptive(label: str, top: str) -> bool:
    if label.isascii():
        return False
    return count_scripts(label) > 1 or (top.isascii() and set(label) - set("-0123456789") <= _LATIN_LOOK_ALIKES)
