"""The id of a new source: publisher, year and the words of its title."""

import re
from collections.abc import Iterable

from briefgen.grammar.ids import LONGEST_ID, make_slug
from briefgen.ingest.lines import fold_words

_TITLE_WORDS = 12
_PUBLISHER_ROOM = 20
_SUFFIX_ROOM = 4
_YEAR = re.compile(r"\d{4}")
_SMALL_WORDS = frozenset(
    {
        *(
            "a",
            "an",
            "the",
            "of",
            "in",
            "on",
            "at",
            "to",
            "by",
            "for",
            "with",
            "and",
            "or",
            "as",
            "is",
            "are",
            "its",
            "from",
        ),
        *("и", "в", "во", "на", "с", "со", "к", "по", "о", "об", "от", "из", "для", "за", "не", "как", "что"),
        *("және", "мен", "бен", "пен", "үшін", "туралы"),
    }
)


def make_stem(title: str, publisher: str, issued: str) -> str:
    """Name a source publisher-year-words, transliterated, short enough for a number after it; `issued` is EDTF."""
    year = _YEAR.match(issued)
    words = _list_words(publisher)
    opening = [make_slug(" ".join(words), _PUBLISHER_ROOM)] if words else []
    opening += [year[0]] if year else []
    return _fill_slug(opening, _list_words(title)[:_TITLE_WORDS])


def _list_words(text: str) -> list[str]:
    return [word for word in fold_words(text).split() if word not in _SMALL_WORDS]


def _fill_slug(opening: list[str], words: list[str]) -> str:
    """Fit as many words as there is room for; the last one always, for it tells reports of a series apart."""
    for count in range(len(words), 0, -1):
        slug = make_slug(" ".join((*opening, *words[: count - 1], words[-1])), 3 * LONGEST_ID)
        if len(slug) <= LONGEST_ID - _SUFFIX_ROOM:
            return slug
    return make_slug(" ".join((*opening, *words)), LONGEST_ID - _SUFFIX_ROOM)


class TakenIds:
    """The ids that are taken; gives free ones, without counting from the start for each page of the same name."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = set(ids)
        self._numbers: dict[str, int] = {}

    def __contains__(self, id_: str) -> bool:
        return id_ in self._ids

    def take(self, stem: str) -> str:
        """Take `stem`, or the first of ``stem-2``, ``stem-3`` … that is free."""
        number = self._numbers.get(stem, 1)
        while (id_ := _add_number(stem, number)) in self._ids:
            number += 1
        self._numbers[stem] = number
        self._ids.add(id_)
        return id_


def _add_number(stem: str, number: int) -> str:
    tail = f"-{number}" if number > 1 else ""
    return stem[: LONGEST_ID - len(tail)].rstrip("-") + tail
