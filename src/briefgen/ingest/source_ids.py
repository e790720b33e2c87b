"""The id of a new source: publisher, year and the words of its title."""

import re
from collections.abc import Collection, Iterable

from briefgen.grammar.ids import LONGEST_ID, make_slug
from briefgen.ingest.lines import fold_words

_PUBLISHER_ROOM = 20
#: An id leaves room for a number behind it.
_ROOM = LONGEST_ID - 4
_END = ""
_LEAST_CUT = 2
#: A title's parts are set apart by these; a mark inside a word ("2.5", "anti-corruption") parts nothing.
_MARKS = re.compile(r"[:;,()\[\]«»“”|/]+\s*|\s[–—-]+\s|[.?!]\s")
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
            "between",
        ),
        *("и", "в", "во", "на", "с", "со", "к", "по", "о", "об", "от", "из", "для", "за", "не", "как", "что"),
        *("және", "мен", "бен", "пен", "үшін", "туралы"),
    }
)


def make_stem(title: str, publisher: str, issued: str, symbol: str = "") -> str:
    """Name a source publisher-year-words, transliterated, short enough for a number after it; `issued` is EDTF.

    The words are the title's, or the document symbol that it bears ("A/RES/76/299").
    """
    year = _YEAR.match(issued)
    words = _list_words(publisher)
    opening = [make_slug(" ".join(words), _PUBLISHER_ROOM)] if words else []
    opening += [year[0]] if year else []
    if symbol:
        return _fit(opening, [symbol]) or make_slug(symbol, _ROOM)
    parts = _divide_title(title, {" ".join(words), *([year[0]] if year else [])})
    return _choose_parts(opening, parts) or _choose_words(opening, [word for part in parts for word in part])


def _list_words(text: str) -> list[str]:
    return [word for word in fold_words(text).split() if word not in _SMALL_WORDS]


def _divide_title(title: str, told: Collection[str]) -> list[list[str]]:
    """Divide a title at its small words and its marks; parts that the id's beginning has already (`told`) go."""
    divided: list[list[str]] = []
    for phrase in _MARKS.split(title):
        part: list[str] = []
        for word in [*fold_words(phrase).split(), _END]:
            if word != _END and word not in _SMALL_WORDS and word not in told:
                part.append(word)
            elif part:
                divided.append(part)
                part = []
    return [part for part in divided if " ".join(part) not in told] or divided


def _choose_parts(opening: list[str], parts: list[list[str]]) -> str:
    """Take whole parts of a title from its start, as many as there is room for beside the last; "" for none.

    The last always, for it tells reports of a series apart. Of the part that fits no more its first words are taken,
    two at least: "human rights" says something, "human" alone reads badly.
    """
    for count in range(len(parts) - 1, 0, -1):
        first = [word for part in parts[:count] for word in part]
        following = parts[count] if count < len(parts) - 1 else []
        for more in (*range(len(following), _LEAST_CUT - 1, -1), 0):
            slug = _fit(opening, [*first, *following[:more], *parts[-1]])
            if slug:
                return slug
    return ""


def _choose_words(opening: list[str], words: list[str]) -> str:
    """Take a title's words from its start, as many as there is room for beside the last."""
    for count in range(len(words), 0, -1):
        slug = _fit(opening, [*words[: count - 1], words[-1]])
        if slug:
            return slug
    return make_slug(" ".join((*opening, *words)), _ROOM)


def _fit(opening: list[str], words: list[str]) -> str:
    """Return the slug of these words, or "" when it is longer than there is room."""
    slug = make_slug(" ".join((*opening, *words)), 3 * LONGEST_ID)
    return slug if len(slug) <= _ROOM else ""


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
