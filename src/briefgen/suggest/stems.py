"""Words without their endings, so that the cases of one name count as one name.

Rough on purpose: it only groups what is shown to a person. Russian and Kazakh endings are cut off by table,
longest first, and three letters stay; Latin words lose a closing ’s.
"""

import re
from functools import lru_cache

# Without -ов and -ев: they end surnames more often than plurals.
_RUSSIAN = """
    ого его ому ему ыми ими ями ами ая яя ую юю ой ей ою ею ые ие ых их ый ий ым им ом ем ое ее ах ях ам ям
    ия ию ией ии иям иями иях а я у ю ы и е о й ь
"""
_KAZAKH = """
    ның нің дың дің тың тің ға ге қа ке на не ны ні ды ді ты ті да де та те нда нде дан ден тан тен нан нен
    мен бен пен ын ін ына іне ында інде ынан інен ының інің ы і сы сі сын сін сына сіне сында сінде сының сінің
    лар лер дар дер тар тер лары лері дары дері тары тері ларының лерінің дарының дерінің тарының терінің
    лардың лердің дағы дегі тағы тегі ндағы ндегі
"""
_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]")
_CYRILLIC = re.compile("[а-яё]")
_LEAST = 3
_ALIKE = str.maketrans({"ё": "е", "ʼ": "'", "’": "'", "‐": "-", "‑": "-", "–": "-"})


def _sort_endings(*tables: str) -> tuple[str, ...]:
    return tuple(sorted({ending for table in tables for ending in table.split()}, key=lambda one: (-len(one), one)))


_ENDINGS = {"ru": _sort_endings(_RUSSIAN), "kk": _sort_endings(_KAZAKH)}


@lru_cache(maxsize=200_000)
def cut_ending(word: str, language: str = "") -> str:
    """Return the stem of a word, in small letters; `language` (BCP 47) tells Kazakh from Russian where it is known."""
    small = word.casefold().translate(_ALIKE)
    if not _CYRILLIC.search(small):
        return small.removesuffix("'s").rstrip("'")
    if any(map(str.isdigit, small)) or word.isupper():
        return small
    if language.startswith("kk") or _KAZAKH_LETTERS.search(small):
        # Қазақстан ends like a case itself, so what is left of its cases is cut once more.
        return _cut(_cut(small, "kk"), "kk")
    return _cut(small, "ru")


def _cut(word: str, table: str) -> str:
    for ending in _ENDINGS[table]:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word
