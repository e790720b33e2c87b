"""How the names of a vocabulary are compared: folded, and as parts of one another."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_ENDING = 2  # letters in which a name and its form in a context may differ


def fold_name(name: str | None) -> str:
    """Return a name as two of them are compared: compatibility forms and case made equal (NFKC, casefold)."""
    return unicodedata.normalize("NFKC", name or "").casefold()


def holds_name(context: str, name: str) -> bool:
    """Tell whether a context (``not:``) has a name's words in a row, each with the same beginning: endings may differ.

    A context that holds none of a tag's names excludes nothing.
    """
    around, words = (_WORD.findall(fold_name(text)) for text in (context, name))
    windows = (around[at : at + len(words)] for at in range(len(around) - len(words) + 1))
    return bool(words) and any(all(map(_begin_alike, window, words)) for window in windows)


def _begin_alike(one: str, other: str) -> bool:
    shared = max(2, min(len(one), len(other)) - _ENDING)
    return one == other or one[:shared] == other[:shared]
