"""What moves an edition's date, and what does not: the one table that `issue`, the brief and `diff` go by.

========================================================================  ==============
what changed since the last edition                                       moves the date
========================================================================  ==============
words of the bottom line, a judgement, the analyst's text, title, heading  yes
words of an excerpt, its translation or note                               yes
only punctuation, blanks, case or markup of any of these                   no
a judgement's likelihood, confidence, marking or evidence                  yes
a judgement alone is suspect: what made it so is told by itself            no
the order of the judgements                                                no
an excerpt that came or went                                               yes
an excerpt's speaker, actor, stance, date, event, grade, page, proof       yes
an excerpt's tags alone                                                    no
the marking of the brief, an excerpt or a source                           yes
a source that came or went                                                 yes
a source's title, date, author, publisher, issue, grade, rights            yes
a source's address alone: URL, DOI, ISSN                                   no
a source's file that moved, an id that `formerly` names                    no, not told
the label of a tag, a style sheet, a template, a setting                   no, not told
========================================================================  ==============

Words are compared as words: their letters and digits, case-blind. A number keeps its points and signs (1.5 is not 15),
a question mark counts (a question is no statement), and so do the signs of per cent and of currencies.
A tag is how the corpus files a text, not what the text says: where it brings an excerpt in, takes one out or changes
whose words they are, that is told, and counts, by itself.
"""

import re
import unicodedata
from collections.abc import Collection

from briefgen.model.comparison import CHANGED, RETAGGED, Change, Move

#: What may change of a source's entry without moving a date: where it is found, not what it is.
_LINKS = frozenset({"address"})
#: What changes of an excerpt's tags as moves tell it.
_FILING = frozenset({"tags", "order"})
_WORD = re.compile(r"[-−+]?\d+(?:[.,:/\-–’']\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[?؟%‰°$€£¥₽₸₴]")


def list_words(text: str) -> list[str]:
    """List the words of a text as they are compared: letters case-blind, numbers with their points and signs."""
    return [
        word.replace("’", "'").replace("ʼ", "'")
        for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    ]


def says_the_same(one: str, other: str) -> bool:
    """Whether two texts have the same words: punctuation, blanks, case and markup do not count."""
    return one == other or list_words(one) == list_words(other)


def moves_date(change: Change, moving: Collection[str] = ()) -> bool:
    """Whether a change moves an edition's date; `moving` are the names of excerpts whose own changes do."""
    if change.manner == RETAGGED:
        return False
    if change.manner != CHANGED or change.reason:
        return True
    if not says_the_same(change.old, change.new) or any(map(_counts, change.moves)):
        return True
    if change.kind == "judgement":
        return bool(change.gained or change.lost or set(change.touched) & set(moving))
    return False


def _counts(move: Move) -> bool:
    return move.what not in _LINKS | _FILING and not says_the_same(move.old, move.new)
