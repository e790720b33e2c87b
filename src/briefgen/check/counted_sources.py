"""How many independent sources an analyst says there are, against how many there are."""

import re
from collections.abc import Iterator

from briefgen.check.drafted import Drafted, find_field
from briefgen.compose.origins import count_origins
from briefgen.grammar.phrases import count_things, show_value
from briefgen.model import kinds
from briefgen.model.problem import Problem
from briefgen.model.topic import AnalystBlock

#: The numbers from one to ten, each in the forms in which it stands before a noun, and then what they count.
_NUMBERS = {
    "en": ("one|a single", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    "ru": (
        "од(?:ин|на|но|ного|ной|ном|ну|ним)",
        "дв(?:а|е|ух|ум|умя)",
        "тр(?:и|[её]х|[её]м|емя)",
        "четыр(?:е|[её]х|[её]м|ьмя)",
        "пят(?:ь|и|ью)",
        "шест(?:ь|и|ью)",
        "сем(?:ь|и|ью)",
        "вос(?:емь|ьми|емью)",
        "девят(?:ь|и|ью)",
        "десят(?:ь|и|ью)",
    ),
    "kk": ("бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз", "он"),
}
_INDEPENDENT = {
    "en": r"(?:\w+\s+){0,2}independent\s+(?:\w+\s+){0,2}(?:sources?|origins?|accounts?|voices?|reports?|witness\w*)\b",
    "ru": r"(?:\w+\s+){0,2}независим\w+\s+(?:\w+\s+){0,2}(?:источник|сообщени|свидетельств|доклад)\w*",
    "kk": r"(?:бір-бірінен\s+)?тәуелсіз\s+(?:\w+\s+){0,2}(?:дереккөз|хабар|құжат|баяндама)\w*",
}
#: What stands before a number that is only the least of it.
_AT_LEAST = {
    "en": r"\bat least\s+$",
    "ru": r"\b(?:не менее|как минимум|минимум)\s+$",
    "kk": r"\b(?:кемінде|кем дегенде)\s+$",
}


def reasons_count_sources_as_they_are(drafted: Drafted) -> tuple[Problem, ...]:
    """Where the reason for a confidence tells a number of independent sources, it is the number of origins cited."""
    return tuple(problem for block in drafted.list_judgements() for problem in _compare(block, drafted))


def _compare(block: AnalystBlock, drafted: Drafted) -> Iterator[Problem]:
    grounds = drafted.list_grounds(block)
    told = find_count(block.confidence)
    if told is None or not grounds:
        return
    words, number, is_least = told
    origins = count_origins(grounds, drafted.findings.copies, drafted.vocabulary)
    if origins == number or (is_least and origins > number):
        return
    there = count_things(origins, "independent source")
    message = f"the confidence speaks of {show_value(words)}, the judgement rests on {there}"
    hint = "sources of one owner, and copies, count once; mend the number, or write `owner:` where they are not one"
    yield Problem(kinds.CRAFT_COUNT, message, find_field(block, "confidence"), hint)


def find_count(reason: str) -> tuple[str, int, bool] | None:
    """Find the number of independent sources that a reason tells: its words, the number, whether it is the least.

    English, Russian and Kazakh are read, whatever the topic's language; None where no number is told.
    """
    text = reason.casefold()
    for language, counted in _INDEPENDENT.items():
        numbers = _NUMBERS[language]
        found = re.search(rf"\b(?P<number>\d{{1,3}}|{'|'.join(numbers)})\s+{counted}", text)
        if found:
            number = found["number"]
            value = int(number) if number.isdigit() else _read_word(number, numbers)
            is_least = re.search(_AT_LEAST[language], text[: found.start()]) is not None
            return found[0], value, is_least
    return None


def _read_word(word: str, numbers: tuple[str, ...]) -> int:
    return next(value for value, pattern in enumerate(numbers, 1) if re.fullmatch(pattern, word))
