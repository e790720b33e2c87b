"""Whether a stretch of a text begins and ends with whole words.

A word here is what a reader takes for one: ``non-compliance``, ``NATO's``, ``10 000``, ``1.5``,
``$5`` and ``5 %`` are whole only as a whole, since a part of them says something else.
"""

import re
from functools import cache

from briefgen.grammar.letters import APOSTROPHES, SUPERSCRIPTS, drop_invisible, list_letters

_CONTEXT = 16
_CURRENCY = r"$\xa2-\xa5\u20a0-\u20cf"
_UNITS = "[kcdmµμ]?m|[кдсм]?м|ft|in|mi|yd"
_SIGNS = r"\-\u2010-\u2013\u2212+±~≈<>≤≥"


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` cuts no word at either end."""
    return not cuts_before(text, start) and not cuts_after(text, end)


def cuts_before(text: str, start: int) -> bool:
    """Whether a stretch that begins at `start` begins in the middle of a word or number."""
    return start > 0 and _compile_cut("before").search(_mark_edge(text, start)) is not None


def cuts_after(text: str, end: int) -> bool:
    """Whether a stretch that ends at `end` ends in the middle of a word or number."""
    return end < len(text) and _compile_cut("after").search(_mark_edge(text, end)) is not None


def _mark_edge(text: str, edge: int) -> str:
    r"""Return the text around an edge, the edge written as NUL."""
    left = text[max(0, edge - _CONTEXT) : edge].replace("\0", "")
    right = text[edge : edge + _CONTEXT].replace("\0", "")
    if not (left.isascii() and right.isascii()):
        left, right = drop_invisible(left), drop_invisible(right)
    return f"{left}\0{right}"


@cache
def _compile_cut(side: str) -> re.Pattern[str]:
    letter = f"[{list_letters()}]"
    joint = rf"(?:[{APOSTROPHES}]|[-\u2010\u2011](?:[^\S\n]*\n\s*)?)"
    group_blank = r"[ \xa0\u2009\u202f]"
    cuts = [
        rf"{letter}{joint}?\0{joint}?{letter}",
        r"\d[.,:/]\0\d|\d\0[.,:/]\d",
        rf"(?<!\d)\d{{1,3}}(?:{group_blank}\0|\0{group_blank})\d{{3}}(?!\d)",
    ]
    if side == "before":
        cuts += [r"[.,]\0\d", rf"(?<!{letter})[{_SIGNS}]\0\d", rf"[{_CURRENCY}]\s?\0\d"]
    else:
        # An exponent belongs to its figure or unit; behind a word it is a note's mark.
        cuts += [rf"(?:[\d{SUPERSCRIPTS}⁺⁻]|(?<!{letter})(?:{_UNITS}))\0[{SUPERSCRIPTS}⁺⁻]"]
        cuts += [rf"\d\0\s?[%‰°{_CURRENCY}](?!\s?\d)"]
    return re.compile("|".join(cuts))
