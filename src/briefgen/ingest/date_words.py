"""Months and weekdays as pages write them, in English, Russian and Kazakh (all with their endings)."""

import re

_MONTHS = (
    ("january jan", "январ[ьяе] янв", "қаңтар"),
    ("february feb", "феврал[ьяе] фев", "ақпан"),
    ("march mar", "март[ае]? мар", "наурыз"),
    ("april apr", "апрел[ьяе] апр", "сәуір"),
    ("may", "ма[йяе]", "мамыр"),
    ("june jun", "июн[ьяе] июн", "маусым"),
    ("july jul", "июл[ьяе] июл", "шілде"),
    ("august aug", "август[ае]? авг", "тамыз"),
    ("september sept sep", "сентябр[ьяе] сент сен", "қыркүйек"),
    ("october oct", "октябр[ьяе] окт", "қазан"),
    ("november nov", "ноябр[ьяе] ноя", "қараша"),
    ("december dec", "декабр[ьяе] дек", "желтоқсан"),
)
_WEEKDAYS = (
    ("monday mon", "понедельник[а-я]*", "дүйсенбі"),
    ("tuesday tues tue", "вторник[а-я]*", "сейсенбі"),
    ("wednesday wed", "сред[аыуе]", "сәрсенбі"),
    ("thursday thurs thur thu", "четверг[а-я]*", "бейсенбі"),
    ("friday fri", "пятниц[а-я]*", "жұма"),
    ("saturday sat", "суббот[а-я]*", "сенбі"),
    ("sunday sun", "воскресень[а-я]*", "жексенбі"),
)


def _alternate(table: tuple[tuple[str, str, str], ...]) -> str:
    english = [word for entry in table for word in entry[0].split()]
    russian = [word for entry in table for word in entry[1].split()]
    kazakh = [f"{entry[2]}[а-яәіңғүұқөһ]{{0,6}}" for entry in table]
    words = sorted((*english, *russian, *kazakh), key=len, reverse=True)
    return "|".join(words)


#: Patterns without groups, to be matched with case ignored.
MONTH = f"(?:{_alternate(_MONTHS)})"
WEEKDAY = f"(?:{_alternate(_WEEKDAYS)})"


def read_month(word: str) -> int | None:
    """Return the month (1–12) that `word` names, in any case and with its ending; None when it names none."""
    return _find(_MONTHS, word)


def read_weekday(word: str) -> int | None:
    """Return the weekday that `word` names, Monday being 0 as in `datetime`; None when it names none."""
    found = _find(_WEEKDAYS, word)
    return None if found is None else found - 1


def _find(table: tuple[tuple[str, str, str], ...], word: str) -> int | None:
    folded = word.casefold().rstrip(".")
    for number, (english, russian, kazakh) in enumerate(table, 1):
        patterns = "|".join((*english.split(), *russian.split(), f"{kazakh}[а-яәіңғүұқөһ]{{0,6}}"))
        if re.fullmatch(patterns, folded):
            return number
    return None
