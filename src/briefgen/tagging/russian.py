"""Russian case forms of a name, word by word.

Only the head of a name is declined: the words up to its first noun, and what stands beside that in the nominative
(Нурсултан Назарбаев, Босния и Герцеговина). A genitive or prepositional tail stays as written: Организация
**Договора о коллективной безопасности**. Words are declined one by one, without agreement between them: a
combination that no grammar allows does no harm, for nobody writes it.

Proper names, known to the dictionary or not in it, take singular cases only and match only with a capital; ordinary
words (Санкции, права человека) also in small letters.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefgen.tagging.endings import decline_unknown
from briefgen.tagging.russian_words import FUNCTION_WORDS, Reading, guess_forms, read_word

_SURNAME_ENDINGS = ("ов", "ев", "ёв", "ин", "ын", "ова", "ева", "ёва", "ина", "ына")
_LONGEST_UNKNOWN = 60
_VOWELS = frozenset("аеёиоуыэюя")


class WordForms(NamedTuple):
    """The case forms of a name's word in small letters, ё written as е; `is_proper`: they need a capital."""

    forms: frozenset[str]
    is_proper: bool


def decline_name(words: Sequence[str]) -> tuple[WordForms | None, ...]:
    """Return the forms of each word of a name; None for one that stays as written. `words` are its tokens."""
    forms: list[WordForms | None] = [None] * len(words)
    for index in _find_head(words):
        forms[index] = decline_word(words[index], len(words) == 1)
    return tuple(forms)


@lru_cache(maxsize=65_536)
def decline_word(word: str, is_alone: bool = True) -> WordForms | None:
    """Return the case forms of one word, itself among them; None where it has none. `is_alone`: it is a whole name."""
    small = word.lower().replace("ё", "е")
    chosen = _choose_readings(word, is_alone)
    if chosen:
        is_proper = _is_name(chosen[0])
        found = {form.replace("ё", "е") for reading in chosen for form in reading.list_forms()}
    else:
        found, is_proper = _decline_unknown(word)
    kept = (found | {small}) - (FUNCTION_WORDS - {small})
    return WordForms(frozenset(kept), is_proper) if len(kept) > 1 else None


def is_function_word(word: str) -> bool:
    """Whether a word is a pronoun, preposition, conjunction, particle or small numeral when written small (Того)."""
    return word.lower().replace("ё", "е") in FUNCTION_WORDS


def is_ambiguous(word: str) -> bool:
    """Whether a capitalised word is a place's or person's name that is an ordinary word as well (Чад, Перу)."""
    shapes = [reading.shape for reading in read_word(word.lower())]
    is_name = any(shape.is_proper and shape.case == "nomn" for shape in shapes)
    return is_name and not all(shape.is_proper or shape.is_given for shape in shapes)


def _find_head(words: Sequence[str]) -> Iterator[int]:
    """Yield the places of the words that are declined."""
    head: Sequence[Reading] | None = None  # how the last noun may be read; nothing where no dictionary has it
    after_and = False
    for index, word in enumerate(words):
        if word in ("и", "или"):
            head, after_and = None, True
        elif index and word.islower() and word in FUNCTION_WORDS:
            return
        elif not word.isalpha() or len(word) < 2 or _is_acronym(word) or _is_indeclinable(word):
            head = () if head is None and _is_acronym(word) else head
        elif not _may_decline(word, head, after_and):
            return
        else:
            yield index
            chosen = _choose_readings(word, len(words) == 1)
            if not chosen or chosen[0].shape.part == "NOUN":
                head, after_and = chosen, False


def _may_decline(word: str, head: Sequence[Reading] | None, after_and: bool) -> bool:
    """Whether a word belongs to the head: before its noun, or beside it in the nominative; and so behind "и"."""
    readings = read_word(word.lower())
    nominative = [reading for reading in readings if reading.shape.is_declined and reading.shape.case == "nomn"]
    if head is None:
        return not after_and or bool(nominative) or not readings
    if not word.islower():
        is_person = not head or head[0].shape.is_given or any(_is_name(reading) for reading in nominative)
        if is_person or not readings or word.lower().endswith(_SURNAME_ENDINGS):
            return True
    if any(reading.shape.case == "gent" for reading in readings):
        # Страны-участницы, but Министерство обороны
        return bool(head) and any(reading.shape.number == "plur" == head[0].shape.number for reading in nominative)
    return bool(nominative)


def _is_acronym(word: str) -> bool:
    """Whether a word has several capitals or no vowel: ООН, Дж., but not Шри-Ланка."""
    return sum(map(str.isupper, word)) > 1 or _VOWELS.isdisjoint(word.lower())


def _is_name(reading: Reading, is_alone: bool = False) -> bool:
    """Whether a reading is a proper name; a given name stands for itself only beside a surname."""
    return reading.shape.is_proper or (reading.shape.is_given and not is_alone)


@lru_cache(maxsize=65_536)
def _choose_readings(word: str, is_alone: bool) -> tuple[Reading, ...]:
    """Choose how to decline a word that the dictionary knows: nominative before other cases, singular before plural.

    With a capital a proper name comes before an ordinary word, with a small letter after it.
    """
    kept = [reading for reading in read_word(word.lower()) if reading.shape.is_declined]
    kept = [reading for reading in kept if reading.shape.case == "nomn"] or kept
    is_small = word.islower()
    kept = [reading for reading in kept if _is_name(reading, is_alone) is not is_small] or kept
    ordinary = [reading for reading in kept if not reading.shape.is_given]
    kept = ordinary if is_alone and ordinary else kept
    kept = [reading for reading in kept if reading.shape.number == "sing"] or kept
    if not is_small and word.lower().endswith(_SURNAME_ENDINGS) and all(one.shape.case != "nomn" for one in kept):
        return ()  # Токаев is no genitive of токай
    adjectives = [reading for reading in kept if reading.shape.part != "NOUN"]
    return tuple(adjectives if adjectives and kept[0].shape.part != "NOUN" else kept)


def _is_indeclinable(word: str) -> bool:
    """Whether the dictionary knows a word only as one without cases: an adverb, a short adjective (Народно-)."""
    readings = read_word(word.lower())
    return bool(readings) and not any(reading.shape.is_declined for reading in readings)


def _decline_unknown(word: str) -> tuple[set[str], bool]:
    """Decline a word that the dictionary lacks: by its known last part, else as a name or by likeness."""
    small = word.lower()
    if len(word) > _LONGEST_UNKNOWN:
        return set(), True
    ordinary = guess_forms(small, is_compound=not word.islower())
    forms = ordinary or (frozenset() if word.islower() else decline_unknown(small))
    return {form.replace("ё", "е") for form in forms}, not ordinary
