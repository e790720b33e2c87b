"""Whether a context (``not:``) speaks of a name at all: a context that holds none of a tag's names excludes nothing."""

import re

_WORD = re.compile(r"[^\W_]+")
_ENDING = 2  # letters in which a name and its form in a context may differ


def holds_name(context: str, name: str) -> bool:
    """Whether a context has a name's words in a row, each with the same beginning: endings may differ."""
    around, words = (_WORD.findall(text.casefold()) for text in (context, name))
    windows = (around[at : at + len(words)] for at in range(len(around) - len(words) + 1))
    return bool(words) and any(all(map(_begin_alike, window, words)) for window in windows)


def _begin_alike(one: str, other: str) -> bool:
    shared = max(2, min(len(one), len(other)) - _ENDING)
    return one == other or one[:shared] == other[:shared]
