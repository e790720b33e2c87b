"""Whether a word of a Cyrillic name looks like its base form, by the OpenCorpora dictionary (pymorphy3)."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from briefgen.tagging.russian_words import load_analyzer

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

_RUSSIAN = re.compile("[а-яё-]+")
_KAZAKH_CASES = re.compile("(?:[нтд][ыі]ң|[ғқгк][аеә]|[нтд][ыі]|[дт][ае]н?|н[ае]н|ын[ае]н|[мбп]ен)$")
_LIKELY = 0.1


@lru_cache(maxsize=65_536)
def may_be_nominative(word: str) -> bool:
    """Tell whether a word may stand in the nominative; words of other scripts always may."""
    small = word.casefold()
    if word.isupper() or small.isascii():
        return True
    if not _RUSSIAN.fullmatch(small):
        return not _KAZAKH_CASES.search(small)
    readings = load_analyzer().parse(small)
    return any(one.tag.case in (None, "nomn") and one.score >= _LIKELY for one in readings)


def find_base(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name of one word, or a person's first and last name, in the nominative; as it is where that fails."""
    first = next((one for one in load_analyzer().parse(words[0].casefold()) if _is_noun(one)), None)
    base = first.inflect({"nomn"}) if first else None
    if first is None or base is None:
        return words
    found = [base.word]
    for word in words[1:]:
        # A surname has the case and the gender of the first name: Бориса Громова is no woman.
        alike = {mark for mark in (first.tag.case, first.tag.gender) if mark}
        parses = load_analyzer().parse(word.casefold())
        bent = next((one.inflect({"nomn"}) for one in parses if alike <= one.tag.grammemes), None)
        if bent is None:
            return words
        found.append(bent.word)
    return tuple("-".join(part.capitalize() for part in word.split("-")) for word in found)


def is_adjective(word: str) -> bool:
    """Tell whether a Russian word is first of all an adjective (Верховный); surnames such as Чайковский are not."""
    if not _RUSSIAN.fullmatch(word.casefold()):
        return False
    best = load_analyzer().parse(word.casefold())[0]
    return bool(best.is_known and best.tag.POS in ("ADJF", "PRTF") and "Surn" not in best.tag.grammemes)


def _is_noun(parse: "Parse") -> bool:
    return bool(parse.is_known and parse.tag.POS == "NOUN" and parse.tag.number == "sing")
