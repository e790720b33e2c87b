"""Case endings of Russian proper names that no dictionary has: surnames, places, given names.

One table by the name's own ending, after the school grammar's declensions (Zaliznyak's types in the small). Where
an ending leaves the declension open (Толстой like an adjective, Цой like a noun), both are taken: a form
that nobody writes does no harm.
"""

from functools import cache

_HARD_AFTER = "гкхжчшщ"
_HUSHING = "жчшщц"
_INDECLINABLE = "оеиуюэё"

# Ending of the name: how many letters fall away, and what takes their place. The first that fits holds.
_TABLE: tuple[tuple[tuple[str, ...], int, tuple[str, ...]], ...] = (
    (("ский", "цкий", "зкий"), 2, ("ого", "ому", "им", "ом")),
    (("ний",), 2, ("его", "ему", "им", "ем", "ия", "ию", "ием", "ии")),
    (("ий",), 2, ("ия", "ию", "ием", "ии", "ого", "ому", "им", "ом")),
    (("ый",), 2, ("ого", "ому", "ым", "ом")),
    (("ой",), 2, ("ого", "ому", "ым", "ом", "оя", "ою", "оем", "ое")),
    (("ская", "цкая", "ная", "вая", "тая", "лая", "рая"), 2, ("ой", "ую")),
    (("ское", "цкое", "ное", "вое"), 2, ("ого", "ому", "им", "ым", "ом")),
    (("ские", "цкие"), 2, ("их", "им", "ими")),
    (("ные", "вые"), 2, ("ых", "ым", "ыми")),
    (("ов", "ев", "ёв", "ин", "ын"), 0, ("а", "у", "ым", "ом", "е")),
    (("ова", "ева", "ёва", "ина", "ына"), 1, ("ой", "у", "ы", "е")),
    (("ово", "ево", "ёво", "ино"), 1, ("а", "у", "ом", "ым", "е")),
    (("ец",), 2, ("ца", "цу", "цем", "цом", "це", "еца", "ецу", "ецем", "еце")),
    (("ок",), 2, ("ка", "ку", "ком", "ке", "ока", "оку", "оком", "оке")),
    (("ия",), 1, ("и", "ю", "ей")),
    (("я",), 1, ("и", "е", "ю", "ей")),
    (("й",), 1, ("я", "ю", "ем", "е")),
    (("ь",), 1, ("я", "ю", "ем", "е", "и", "ью")),
    (("ы",), 1, ("ам", "ами", "ах")),
)


@cache
def decline_unknown(name: str) -> frozenset[str]:
    """Return the singular case forms of a name in small Cyrillic letters, itself left out; none for Шоу or Лукашенко.

    Names in -ы are taken for plurals (Черкассы).
    """
    for endings, cut, replacements in _TABLE:
        if name.endswith(endings):
            return frozenset(name[: len(name) - cut] + ending for ending in replacements)
    return frozenset(_decline_by_last_letter(name))


def _decline_by_last_letter(name: str) -> list[str]:
    stem, last = name[:-1], name[-1:]
    if last == "а":
        softened = "и" if stem[-1:] in _HARD_AFTER else "ы"
        endings = (softened, "е", "у", *(("ей", "ой") if stem[-1:] in _HUSHING else ("ой",)))
        return [stem + ending for ending in endings]
    if last in _INDECLINABLE or not last:
        return []
    return [name + ending for ending in ("а", "у", "е", *(("ем", "ом") if last in _HUSHING else ("ом",)))]
