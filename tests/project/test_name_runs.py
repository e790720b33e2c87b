"""How names are found in a text: runs of capitals, their forms, and what a name is taken for."""

import pytest

from briefgen.suggest.names import NameCounter, TextToRead
from briefgen.suggest.nominative import find_base
from briefgen.suggest.proposals import propose_tags, transliterate
from briefgen.suggest.runs import find_runs
from briefgen.suggest.stems import cut_ending


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("they met Prime Minister Ana Ruiz in Port Vela.", ["Ana Ruiz", "Port Vela"]),
        ("they met Mr. J. R. Okoro and Dr Lund.", ["J R Okoro", "Lund"]),
        (
            "the Organization for Security and Co-operation in Europe met.",
            ["Organization for Security and Co-operation in Europe"],
        ),
        ("with Ana Ruiz of the Delta Bank and Ludwig van Berg.", ["Ana Ruiz", "Delta Bank", "Ludwig van Berg"]),
        ("with Lund and Berg, and then Okoro.", ["Lund", "Berg", "Okoro"]),
        ("when US Barack Ode met the General Assembly.", ["US", "Barack Ode", "General Assembly"]),
        ("как сообщил глава ведомства Наото Кан в Осло.", ["Наото Кан", "Осло"]),
        ("бүгін Қауіпсіздік Кеңесі үшін Алматы қаласында.", ["Қауіпсіздік Кеңесі", "Алматы"]),
        ("Ten New Ways To Cook Rice", []),
        ("NO ENTRY WITHOUT A TICKET", []),
    ],
)
def test_runs_are_names_and_nothing_more(text: str, wanted: list[str]) -> None:
    """Titles fall off, small words stay inside names that have a head, headlines are passed over."""
    assert [" ".join(run.words) for run in find_runs(text)] == wanted


def test_a_known_name_is_no_part_of_a_run_without_a_head() -> None:
    """Ada Lund of NATO is a person; the NATO Parliamentary Assembly is a body of its own."""
    text = "so NATO Lund spoke at the NATO Parliamentary Assembly."
    taken = [(3, 7), (26, 30)]
    assert [run.words for run in find_runs(text, taken)] == [("Lund",), ("NATO", "Parliamentary", "Assembly")]


@pytest.mark.parametrize(
    ("forms", "language"),
    [
        (("Медведев", "Медведева", "Медведеву", "Медведевым", "Медведеве"), "ru"),
        (("Италия", "Италии", "Италию", "Италией"), "ru"),
        (("Наций", "Нации", "Нациями", "Нациях"), "ru"),
        (("Верховный", "Верховного", "Верховному", "Верховным"), "ru"),
        (("Қазақстан", "Қазақстанның", "Қазақстанда", "Қазақстаннан"), "kk"),
        (("Кеңесі", "Кеңесінің", "Кеңесіне", "Кеңесінде"), "kk"),
        (("Ассамблея’s", "Ассамблея’s"), "ru"),
        (("Karzai", "Karzai’s", "Karzai's"), "en"),
        (("Co‑op", "Co-op"), "en"),
    ],
)
def test_forms_of_a_name_have_one_stem(forms: tuple[str, ...], language: str) -> None:
    """Cases, the possessive and the kinds of hyphen do not part a name's counts."""
    assert len({cut_ending(form, language) for form in forms}) == 1


def test_names_are_shown_in_the_nominative() -> None:
    """A first name tells the surname's gender; what the dictionary does not have stays."""
    assert find_base(("Бориса", "Громова")) == ("Борис", "Громов")
    assert find_base(("Таиланда",)) == ("Таиланд",)
    assert find_base(("Рлыгхщ",)) == ("Рлыгхщ",)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Назарбаев", "Nazarbayev"), ("Assad", "Assad"), ("Хакан", "Khakan"), ("Юлия", "Iuliya"), ("Қасым", "Kasym")],
)
def test_transliterations_meet(one: str, other: str) -> None:
    """Names of two alphabets are compared in letters on which transliterations agree."""
    assert transliterate(one) == transliterate(other)


@pytest.mark.parametrize(
    ("texts", "tag"),
    [
        (("so the Delta Bank paid",), "org/delta-bank"),
        (("he was in Ozgur when", "and from Ozgur by train"), "place/ozgur"),
        (("so Gulf of Ozgur waters",), "place/gulf-of-ozgur"),
        (("as Ana Ruiz said there", "when Ana Ruiz told them"), "person/ruiz"),
        (("the OZGU met",), "org/ozgu"),
        (("when the Ozgur Treaty fell",), "event/ozgur-treaty"),
        (("поехал в Италию летом", "и об Италии", "когда Италия"), "place/italy"),
        (("and Ozgur or",), "name/ozgur"),
    ],
)
def test_the_branch_is_told_by_the_words_around(texts: tuple[str, ...], tag: str) -> None:
    """Heads, prepositions, titles and verbs of speech tell organisations, places and persons apart."""
    counter = NameCounter()
    for number in range(3):
        for text in texts:
            counter.take(TextToRead(f"s{number}^{text}", f"s{number}", f"{text}."))
    (proposal,) = propose_tags(counter.list_names(frozenset()), {}, {})
    assert proposal.tag == tag
