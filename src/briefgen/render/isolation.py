"""Words that run from right to left inside a line that runs the other way, each set apart (HTML's ``bdi``).

Without it the signs and figures after such a word are drawn on its far side: in “שלום”, 3 of them the comma and the 3
would change places with the word (Unicode Bidirectional Algorithm, N1 and W2).
"""

import re

from markupsafe import Markup

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RUN = re.compile(rf"[{_LETTERS}](?:[{_LETTERS}\W\d_]*[{_LETTERS}])?")
_TAG = re.compile(r"(<[^>]*>)")


def isolate_runs(markup: Markup) -> Markup:
    """Set each run of such words in sanitised markup apart; signs and figures between two of them stay in the run."""
    if not _RUN.search(markup):
        return markup
    pieces = _TAG.split(str(markup))
    pieces[::2] = (_RUN.sub(r"<bdi>\g<0></bdi>", piece) for piece in pieces[::2])
    return Markup("".join(pieces))  # noqa: S704 - sanitised markup, and a tag around words of it
