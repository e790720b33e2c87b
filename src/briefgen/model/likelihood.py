"""The likelihood scale of ICD 203 (2015, paragraph D.6.e(2)(a)): seven steps, in English two rows of terms."""

from collections.abc import Mapping
from dataclasses import dataclass

#: The steps' ranges in per cent, from the least likely up.
RANGES = ((1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99))
_RU_LIKELY = r"вероят(?:ен|на|но|ны|нее|н(?:ый|ая|ое|ые|ого|ому|ым|ыми|ых|ом|ой|ую))"
_KK_CHANCE = r"(?:ықтималдығы|мүмкіндігі)"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the scale in the terms of one row.

    `step` is its place in `RANGES`, `row` 0 or 1; `terms` are what a `likelihood` field may say; `said` are patterns
    (regular expressions, small letters) of how a sentence says it, `terms` themselves where none is given.
    """

    step: int
    row: int
    terms: tuple[str, ...]
    said: tuple[str, ...] = ()


#: The scale by language (BCP 47, primary). Russian and Kazakh have one row each: no standard gives them a second.
SCALE: Mapping[str, tuple[Rung, ...]] = {
    "en": (
        Rung(0, 0, ("almost no chance",)),
        Rung(0, 1, ("remote", "a remote chance"), (r"remote (?:chance|possibility|likelihood)", r"remotely possible")),
        Rung(1, 0, ("very unlikely",)),
        Rung(1, 1, ("highly improbable",)),
        Rung(2, 0, ("unlikely",)),
        Rung(2, 1, ("improbable", "improbably")),
        Rung(3, 0, ("roughly even chance",), (r"roughly (?:an )?even chance",)),
        Rung(3, 1, ("roughly even odds",)),
        Rung(4, 0, ("likely",)),
        Rung(4, 1, ("probable", "probably")),
        Rung(5, 0, ("very likely",)),
        Rung(5, 1, ("highly probable",), (r"highly probabl[ey]",)),
        Rung(6, 0, ("almost certain", "almost certainly")),
        Rung(6, 1, ("nearly certain",), (r"nearly certain(?:ly)?",)),
    ),
    "ru": (
        Rung(
            0,
            0,
            ("почти исключено", "почти невозможно", "почти нет шансов"),
            (r"почти (?:исключен[аоы]?|невозможн\w+|нет шансов)",),
        ),
        Rung(
            1,
            0,
            ("очень маловероятно", "весьма маловероятно", "крайне маловероятно"),
            (rf"(?:очень|весьма|крайне) мало{_RU_LIKELY}",),
        ),
        Rung(2, 0, ("маловероятно",), (rf"мало{_RU_LIKELY}",)),
        Rung(
            3,
            0,
            ("примерно равные шансы", "шансы примерно равны"),
            (r"примерно равны[ех] шанс(?:ы|ов)", r"шансы примерно равны"),
        ),
        Rung(4, 0, ("вероятно",), (_RU_LIKELY,)),
        Rung(5, 0, ("очень вероятно", "весьма вероятно"), (rf"(?:очень|весьма) {_RU_LIKELY}",)),
        Rung(
            6,
            0,
            ("почти наверняка", "практически несомненно", "почти несомненно"),
            (r"почти наверняка", r"(?:почти|практически) несомнен(?:но|ен|на|ны)"),
        ),
    ),
    "kk": (
        Rung(0, 0, ("мүмкін емес дерлік",)),
        Rung(1, 0, ("ықтималдығы өте төмен", "мүмкіндігі өте төмен"), (rf"{_KK_CHANCE} өте төмен",)),
        Rung(2, 0, ("ықтималдығы төмен", "мүмкіндігі төмен"), (rf"{_KK_CHANCE} төмен", r"ықтимал емес")),
        Rung(
            3,
            0,
            ("мүмкіндігі шамамен тең", "ықтималдығы шамамен тең"),
            (rf"{_KK_CHANCE} шамамен тең",),
        ),
        Rung(4, 0, ("ықтимал", "ықтималдығы жоғары"), (r"ықтимал", rf"{_KK_CHANCE} жоғары")),
        Rung(
            5,
            0,
            ("өте ықтимал", "әбден ықтимал", "ықтималдығы өте жоғары"),
            (r"(?:өте|әбден) ықтимал", rf"{_KK_CHANCE} өте жоғары"),
        ),
        Rung(6, 0, ("сөзсіз дерлік", "күмәнсіз дерлік")),
    ),
}
