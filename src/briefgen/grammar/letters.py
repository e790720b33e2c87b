"""Which characters make up a word: the classes that names and quotations are compared by.

Each value is the inside of a regular expression's character class.
"""

import re
import unicodedata
from functools import cache

#: Characters without width: soft hyphen, zero-width blanks and joiners, direction marks, variation selectors, tags.
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef"
)
#: Characters that join the parts of a compound: hyphens of all kinds, and the en dash of ``Nagorno–Karabakh``.
HYPHENS = r"\-\u2010-\u2013\u05be\uff0d"
#: Apostrophes, and the letters and marks that are typed for them.
APOSTROPHES = "'\u2018\u2019\u201a\u201b\u02bb\u02bc`\u00b4\uff07"
#: Quotation marks, apostrophes aside.
QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u301d\u301e\u301f\uff02'
#: Superscript digits: note marks and exponents.
SUPERSCRIPTS = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079"
#: Scripts written without blanks between words: Thai, Lao, Myanmar, Khmer, kana, Han.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
#: What else counts as a word by itself: zero in Han, kana of half width.
_COUNTED = f"{UNSPACED}\u3007\uff66-\uff9f"
# Beyond the first plane by the block: a table of single ranges there would slow every search.
_LETTERS_BEYOND = "\U00010000-\U0001cfff\U0001d400-\U0001d7ff\U0001e000-\U0001eeff"


@cache
def _compile_invisible() -> re.Pattern[str]:
    return re.compile(f"[{INVISIBLE}]+")


def drop_invisible(text: str) -> str:
    """Return `text` without the characters of `INVISIBLE`."""
    return _compile_invisible().sub("", text)


@cache
def _compile_pieces() -> re.Pattern[str]:
    return re.compile(rf"[{_COUNTED}]|[^\W{_COUNTED}](?:[^\s{_COUNTED}]*[^\W{_COUNTED}])?")


def count_words(text: str) -> int:
    """Count the words of a text: what stands between blanks; of scripts without blanks each letter.

    That is more than their readers would count, and never less: a limit set in words is kept in every script.
    """
    parts = text.split()
    return len(parts) if text.isascii() else sum(map(_count_part, parts))


def _count_part(part: str) -> int:
    """Count a run without blanks: one word, but where letters stand in it that count by themselves."""
    if part.isascii():
        return 1
    pieces: list[str] = _compile_pieces().findall(part)
    # Vowel signs and tone marks belong to the letter before them, stops to none.
    return max(1, sum(piece[0].isalnum() for piece in pieces))


@cache
def list_marks() -> str:
    """Return the combining marks of the first plane (Unicode categories Mn, Mc, Me), invisible ones left out."""
    return _join_ranges(_find_ranges(frozenset({"Mn", "Mc", "Me"})))


@cache
def list_letters() -> str:
    """Return letters, digits and combining marks of all scripts that set words apart, apostrophes left out.

    Superscript digits are none of them: NATO³ is the name and a note's mark.
    """
    kinds = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "Mn", "Mc", "Me"})
    left_out = _find_members(UNSPACED + APOSTROPHES + SUPERSCRIPTS)
    return _join_ranges(_find_ranges(kinds, left_out)) + _LETTERS_BEYOND


def _find_ranges(kinds: frozenset[str], left_out: frozenset[int] = frozenset()) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    left_out |= _find_members(INVISIBLE)
    for point in range(0x10000):
        if point in left_out or unicodedata.category(chr(point)) not in kinds:
            continue
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return ranges


@cache
def _find_members(characters: str) -> frozenset[int]:
    """Return the code points of the first plane in a character class."""
    members: set[int] = set()
    for index, character in enumerate(characters):
        if character == "-" and 0 < index < len(characters) - 1:
            members.update(range(ord(characters[index - 1]), min(ord(characters[index + 1]), 0xFFFF) + 1))
        else:
            members.add(ord(character))
    return frozenset(members)


def _join_ranges(ranges: list[tuple[int, int]]) -> str:
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges)
