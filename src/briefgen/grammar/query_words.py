"""The words of a text as queries and the index see them: folded runs of letters and digits."""

import re

from briefgen.grammar.letters import UNSPACED
from briefgen.grammar.plain_text import fold_text

# Scripts without blanks give a word for each character, so that a phrase finds a part of a sentence.
_WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")


def split_words(text: str) -> tuple[str, ...]:
    """Return the folded words of `text` in order: ``no-contacts`` and ``no_contacts`` are two each."""
    return tuple(_WORD.findall(fold_text(text)))
