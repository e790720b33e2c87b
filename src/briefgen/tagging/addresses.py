"""Words inside an address, a file's name, an identifier or a longer abbreviation: no name stands there.

Each pattern begins only where a run of its characters begins and never gives back what it took (possessive
repetition, Python 3.11), so that a text of a million dots costs no more than another.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

# What stands around a name in running text: an address would go on with another character.
_OPENING = frozenset(" \n\t\u00a0([{«“„‘\"'")
_CLOSING = frozenset(' \n\t\u00a0,;!?…)]}»”"')
_SUFFIXES = (
    "pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|html?|xml|json|csv|epub|eml|md|zip|rar|7z"
    "|jpe?g|png|gif|svg|webp|tiff?|mp[34]"
)
_LABELS = r"(?:[^\W_](?:[^\W_]|-)*+\.)++"
_ADDRESS = re.compile(
    rf"""
      \b[A-Za-z]{{2,12}}://\S*+                                     # https://example.org/kazakhstan
    | \b(?i:www\.|mailto:)\S++
    | (?<![\w.+\-])[\w.+\-]++@{_LABELS}[^\W_]++                     # press@kazakhstan.example.org
    | (?<![\w.\-])[\w\-]++(?:\.[\w\-]++)*?\.(?i:{_SUFFIXES})(?![\w.]?\w)  # astana-2010.pdf
    | (?<![\w.\-]){_LABELS}(?:com|org|net|int|gov|edu|mil|info|biz|[a-z]{{2}}|рф|қаз)(?!\w)(?:[/?#]\S*+)?  # a.kz/b
    | (?<!\w)[^\W_]*+_\w*+                                          # astana_hub
    | (?<![\w.])[^\W\d_](?:\.[^\W\d_](?!\w))++                      # U.S.S.R, of which U.S. is no part
    | (?<![^\s(\["'«“])(?:/[\w.\-]++){{2,}}+                        # /news/kazakhstan
    """,
    re.VERBOSE,
)
_DOT_INSIDE = re.compile(r"\.[^\W_]")


def find_addresses(text: str) -> list[tuple[int, int]]:
    """Return where addresses and the like stand in a text (code points, end exclusive), in order."""
    if not (any(sign in text for sign in ("@", "_", "/")) or _DOT_INSIDE.search(text)):
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


def stands_free(text: str, start: int, end: int) -> bool:
    """Whether the characters around a name are such that no address goes on there."""
    if start and text[start - 1] not in _OPENING:
        return False
    following = text[end : end + 2]
    return not following or following[0] in _CLOSING or (following[0] in ".:" and not following[1:].strip())


def is_in_address(addresses: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the words from `start` to `end` share some of an address that goes on around them.

    A name that is a whole address, such as an alias Kaspi.kz, stands in its own right.
    """
    for first, last in addresses[max(0, bisect_right(addresses, (start, start)) - 1) :]:
        if first >= end:
            break
        if start < last and (first < start or end < last):
            return True
    return False
