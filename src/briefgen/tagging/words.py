"""A text as the words that names are compared by.

A token is a word, or a character that no name may skip (a comma, a bracket, ``&``). Blanks, line
breaks, hyphens, apostrophes and quotation marks are no tokens: names match across them. In scripts
without blanks between words each character is a token, so that 北约 is found inside a run.
"""

import re
import unicodedata
from functools import cache, lru_cache

from briefgen.grammar.letters import (
    APOSTROPHES,
    HYPHENS,
    INVISIBLE,
    QUOTES,
    UNSPACED,
    drop_invisible,
    list_letters,
    list_marks,
)

# Signs that spelling leaves optional: uncomposed accents (the stress of Бордю́жа), the dot of a folded İ,
# Hebrew points, Arabic vowel signs and the stretched line between letters.
_OPTIONAL_SIGNS = dict.fromkeys(
    (0x300, 0x301, 0x307, *range(0x591, 0x5BE), 0x5BF, *range(0x5C1, 0x5C8), 0x640, *range(0x64B, 0x653), 0x670)
)


@cache
def compile_tokens() -> re.Pattern[str]:
    """Return the pattern that finds tokens; invisible characters inside a word belong to it."""
    letters, marks = list_letters(), list_marks()
    word = f"[{letters}]+(?:[{INVISIBLE}]+[{letters}]+)*"
    character = f"[{UNSPACED}][{marks}]*"
    return re.compile(rf"{word}|{character}|[^\s{HYPHENS}{APOSTROPHES}{QUOTES}{INVISIBLE}]")


@lru_cache(maxsize=65_536)
def fold_case(token: str) -> str:
    """Return the token as names are compared: compatibility forms, case and ё/е made equal, invisible signs out.

    NFKC, then Unicode's full case folding, of one token at a time: folding changes lengths (ß, İ),
    and positions must stay those of the text.
    """
    if token.isascii():
        return token.lower()
    return keep_case(unicodedata.normalize("NFKC", keep_case(token).casefold())).replace("ё", "е")


@lru_cache(maxsize=65_536)
def keep_case(token: str) -> str:
    """Return the token as `fold_case` does, but with its capitals: what a name in capitals only is compared by."""
    if token.isascii():
        return token
    composed = unicodedata.normalize("NFKC", drop_invisible(token))
    return composed.translate(_OPTIONAL_SIGNS).replace("Ё", "Е")
