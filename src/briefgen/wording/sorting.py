"""Names in the order of a language's alphabet, without ICU: letters first, then accents, then capitals.

The levels are those of the Unicode Collation Algorithm (UTS 10). The order of Cyrillic letters stands here, Kazakh's
as in the Kazakh alphabet of 42 letters; Latin letters sort by their base. What these tables lack sorts by code point.
"""

import unicodedata
from functools import lru_cache

from briefgen.wording.locales import find_primary, find_script

_ORDERS = {
    "": "аәбвгґғдђѓеєжзѕиіїйјкқлљмнңњоөпрстћќуўұүфхһцчџшщъыьэюя",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
}
#: "ё" is no letter of its own in a Russian index: it sorts with "е" and follows it where nothing else differs.
_SAME = {"": {"ё": "е"}, "kk": {}}
_BLANK, _DIGIT, _FIRST_SCRIPT, _OTHER_SCRIPT = 0, 1, 2, 3

SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str, str]


def sort_key(text: str, language: str) -> SortKey:
    """Give a key by which `sorted` puts names in the order of `language`.

    Punctuation counts for nothing, a blank comes before every letter ("New York" before "Newark"), digits come before
    letters, and the language's own script before others.
    """
    primary, secondary = [], []
    for character in unicodedata.normalize("NFC", text).casefold():
        weight = _weigh(character, language)
        if weight is not None:
            primary.append(weight[0])
            secondary.append(weight[1])
    return tuple(primary), tuple(secondary), text.swapcase(), text


@lru_cache(maxsize=4096)
def _weigh(character: str, language: str) -> tuple[tuple[int, int], int] | None:
    """Weigh one small letter: its place (group, letter), and its accent; None for what does not count."""
    if character.isspace():
        return (_BLANK, 0), 0
    if character.isdecimal():
        return (_DIGIT, unicodedata.decimal(character)), 0
    order, same = _find_order(language)
    letter = same.get(character, character)
    own_script = find_script(language) in ("Cyrl", "")
    if letter in order:
        group = _FIRST_SCRIPT if own_script else _OTHER_SCRIPT
        return (group, order[letter]), int(letter != character)
    base = unicodedata.normalize("NFD", character)[0]
    if not base.isalpha():
        return None
    is_own = not own_script if ord(base) < 0x250 else False
    return (_FIRST_SCRIPT if is_own else _OTHER_SCRIPT, ord(base)), int(base != character) * ord(character)


@lru_cache(maxsize=16)
def _find_order(language: str) -> tuple[dict[str, int], dict[str, str]]:
    name = find_primary(language) if find_primary(language) in _ORDERS else ""
    return {letter: 0x400 + place for place, letter in enumerate(_ORDERS[name])}, _SAME[name]
