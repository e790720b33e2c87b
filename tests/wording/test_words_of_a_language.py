"""Dates, numbers, lists, quotation marks and the order of names, as each language has them."""

from dataclasses import replace

import pytest

from briefgen.grammar.dates import read_date
from briefgen.model.date import PartialDate
from briefgen.wording.dates import write_date, write_day
from briefgen.wording.lists import join_list
from briefgen.wording.locales import find_script, is_right_to_left
from briefgen.wording.numbers import write_number, write_percents
from briefgen.wording.quoting import choose_quotes, find_quotes, quote
from briefgen.wording.sorting import sort_key

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"


def day(text: str) -> PartialDate:
    """Read a date that is known to be one."""
    date = read_date(text)
    assert isinstance(date, PartialDate)
    return date


@pytest.mark.parametrize(
    ("date", "en", "ru", "kk"),
    [
        ("2019-08-28", "28 Aug 2019", "28 авг. 2019 г.", "2019 ж. 28 там."),
        ("2012-09", "September 2012", "сентябрь 2012 г.", "2012 ж. қыркүйек"),
        ("2012", "2012", "2012", "2012"),
        ("2012~", "c. 2012", "ок. 2012", "шамамен 2012"),
        ("2012?", "2012 (?)", "2012 (?)", "2012 (?)"),
        ("2012%", "c. 2012 (?)", "ок. 2012 (?)", "шамамен 2012 (?)"),
        ("201X", "2010s", "2010-е гг.", "2010-жылдар"),
        ("19XX", "20th century", "XX в.", "XX ғасыр"),
        ("2012-21", "spring 2012", "весна 2012 г.", "2012 ж. көктем"),
        ("2019-08-28/..", "since 28 Aug 2019", "с 28 авг. 2019 г.", "2019 жылғы 28 тамыздан бастап"),
        ("2012-09/..", "since September 2012", "с сентября 2012 г.", "2012 жылғы қыркүйектен бастап"),
        ("2012/..", "since 2012", "с 2012 г.", "2012 жылдан бастап"),
        ("2012~/..", "since c. 2012", "с ок. 2012", "шамамен 2012 бастап"),
        ("201X/..", "since the 2010s", "с 2010-х гг.", "2010-жылдардан бастап"),
        ("2012-24/..", "since winter 2012", "с зимы 2012 г.", "2012 жылғы қыстан бастап"),
        ("../2019-08-28", "until 28 Aug 2019", "до 28 авг. 2019 г.", "2019 жылғы 28 тамызға дейін"),
        ("../2012-09", "until September 2012", "до сентября 2012 г.", "2012 жылғы қыркүйекке дейін"),
        ("../2012", "until 2012", "до 2012 г.", "2012 жылға дейін"),
        ("2019-08-28/2019-08-29", "28–29 Aug 2019", "28–29 авг. 2019 г.", "2019 ж. 28–29 там."),
        ("2005-06/2007-03", "June 2005 – March 2007", "июнь 2005 г. – март 2007 г.", "2005 ж. маусым – 2007 ж. наурыз"),
        ("1973/1975", "1973–1975", "1973–1975", "1973–1975"),
    ],
)
def test_dates_are_said_in_each_language(date: str, en: str, ru: str, kk: str) -> None:
    """A date known in part is said in the case that its language asks for, with no word of another language."""
    written = [" ".join(write_date(day(date), language).split()) for language in ("en", "ru", "kk")]
    assert written == [en, ru, kk]


@pytest.mark.parametrize(
    ("date", "en", "ru", "kk"),
    [
        (
            "2009-09-10/..",
            "not before 10 Sept 2009",
            "не ранее 10 сент. 2009 г.",
            "2009 жылғы 10 қыркүйектен ерте емес",
        ),
        ("2012-09/..", "not before September 2012", "не ранее сентября 2012 г.", "2012 жылғы қыркүйектен ерте емес"),
        ("2025/..", "not before 2025", "не ранее 2025 г.", "2025 жылдан ерте емес"),
        ("../2012-09", "not after September 2012", "не позднее сентября 2012 г.", "2012 жылғы қыркүйектен кеш емес"),
    ],
)
def test_a_bound_is_no_time_that_lasts(date: str, en: str, ru: str, kk: str) -> None:
    """A day of publication of which only a bound is known is said to be not before, or not after, a day."""
    told = replace(day(date), is_bound=True)
    assert [write_date(told, language).replace("\u202f", " ") for language in ("en", "ru", "kk")] == [en, ru, kk]


def test_kazakh_months_take_their_endings() -> None:
    """Each Kazakh month is put into the ablative and the dative by its last letters."""
    since = [write_date(day(f"2012-{month:02}/.."), "kk").split()[2] for month in range(1, 13)]
    until = [write_date(day(f"../2012-{month:02}"), "kk").split()[2] for month in range(1, 13)]
    assert ", ".join(since) == (
        "қаңтардан, ақпаннан, наурыздан, сәуірден, мамырдан, маусымнан, шілдеден, тамыздан, қыркүйектен, қазаннан, "
        "қарашадан, желтоқсаннан"
    )
    assert ", ".join(until) == (
        "қаңтарға, ақпанға, наурызға, сәуірге, мамырға, маусымға, шілдеге, тамызға, қыркүйекке, қазанға, қарашаға, "
        "желтоқсанға"
    )


def test_a_language_without_words_has_english_dates() -> None:
    """Where labels are English for want of a catalogue, dates are too: no page speaks two languages of its own."""
    assert write_day("2026-11-22", "de") == "22 Nov 2026"


@pytest.mark.parametrize(
    ("language", "two", "three"),
    [("en", "a and b", "a, b and c"), ("ru", "a и b", "a, b и c"), ("kk", "a және b", "a, b және c")],
)
def test_lists_end_as_sentences_do(language: str, two: str, three: str) -> None:
    """The last of several things is joined by the language's "and"."""
    assert join_list(["a", "b"], language) == two
    assert join_list(["a", "b", "c"], language) == three
    assert (join_list([], language), join_list(["a"], language)) == ("", "a")


@pytest.mark.parametrize(
    ("number", "en", "ru", "kk"),
    [(9999, "9999", "9999", "9999"), (1234567, "1,234,567", "1 234 567", "1 234 567"), (2.5, "2.5", "2,5", "2,5")],
)
def test_numbers_have_the_languages_signs(number: float, en: str, ru: str, kk: str) -> None:
    """Digits are grouped and parted as CLDR says; four digits, as in a year, are not grouped."""
    written = [write_number(number, language).replace("\u00a0", " ") for language in ("en", "ru", "kk")]
    assert written == [en, ru, kk]


def test_per_cents_stand_as_the_language_sets_them() -> None:
    """Russian has a blank before the sign that does not break, English and Kazakh have none."""
    assert [write_percents(20, 45, language) for language in ("en", "ru", "kk")] == ["20–45%", "20–45\u00a0%", "20–45%"]


@pytest.mark.parametrize(
    ("language", "outer", "inner"),
    [
        ("en", "“”", "‘’"),
        ("ru", "«»", "„“"),
        ("kk", "«»", "„“"),
        ("kk-Cyrl-KZ", "«»", "„“"),
        ("de", "„“", "‚‘"),
        ("de-CH", "«»", "‹›"),
        ("ja", "「」", "『』"),
        ("xx", "“”", "‘’"),
    ],
)
def test_quotation_marks_are_the_languages(language: str, outer: str, inner: str) -> None:
    """Each language has two pairs; an unknown one has the English."""
    assert "".join(find_quotes(language)) == outer
    assert "".join(find_quotes(language, 2)) == inner


@pytest.mark.parametrize(
    ("text", "language", "quoted"),
    [
        ("no contact", "en", "“no contact”"),
        ("He said “no” twice", "en", "‘He said “no” twice’"),
        ("“No,” he said.", "en", "‘\u202f“No,” he said.’"),
        ("«Нет», — сказал он", "ru", "„\u202f«Нет», — сказал он“"),
        ("Слово «нет» и „да“", "ru", "«Слово «нет» и „да“\u202f»"),
        ("it's", "en", "“it's”"),
    ],
)
def test_the_texts_own_marks_are_never_changed(text: str, language: str, quoted: str) -> None:
    """Ours change places with the text's own, so that a reader sees where the quotation ends."""
    assert quote(text, language) == quoted
    assert text in quote(text, language)
    assert "".join(choose_quotes(text, language)) in (quoted[0] + quoted[-1],)


def test_kazakh_names_stand_in_the_order_of_the_kazakh_alphabet() -> None:
    """All 42 letters have their place, "і" after "ы" and "ә" after "а"; capitals change nothing."""
    mixed = sorted(KAZAKH)
    assert "".join(sorted(mixed, key=lambda letter: sort_key(letter, "kk"))) == KAZAKH
    assert "".join(sorted(KAZAKH.upper(), key=lambda letter: sort_key(letter, "kk"))) == KAZAKH.upper()
    names = ["Ыбырай", "Ілияс", "Өзбекстан", "Оңтүстік", "Ұлытау", "Украина", "Қазақстан", "Кавказ", "Әзербайжан"]
    assert sorted(names, key=lambda name: sort_key(name, "kk")) == [
        "Әзербайжан",
        "Кавказ",
        "Қазақстан",
        "Оңтүстік",
        "Өзбекстан",
        "Украина",
        "Ұлытау",
        "Ыбырай",
        "Ілияс",
    ]


def test_russian_sorts_yo_with_ye() -> None:
    """The letter "ё" stands with "е" and after it where nothing else differs; "й" is a letter of its own after "и"."""
    words = ["ёлка", "елка", "ель", "жук", "йод", "иск", "если"]
    assert sorted(words, key=lambda word: sort_key(word, "ru")) == ["елка", "ёлка", "ель", "если", "жук", "иск", "йод"]


def test_each_language_puts_its_own_script_first() -> None:
    """In an English index NATO comes before НАТО, in a Russian or Kazakh one after; figures come before both."""
    names = ["НАТО", "NATO", "1990"]
    assert sorted(names, key=lambda name: sort_key(name, "en")) == ["1990", "NATO", "НАТО"]
    assert sorted(names, key=lambda name: sort_key(name, "ru")) == ["1990", "НАТО", "NATO"]
    assert sorted(names, key=lambda name: sort_key(name, "kk")) == ["1990", "НАТО", "NATO"]


def test_accents_capitals_and_signs_decide_last() -> None:
    """Letters decide first, then accents, then capitals; punctuation never, and blanks come before letters."""
    words = ["Zürich", "Zurich", "zurich", "New York", "Newark", "“Alpha”", "Beta", "Élan", "Elan", "Elbe"]
    assert sorted(words, key=lambda word: sort_key(word, "en")) == [
        "“Alpha”",
        "Beta",
        "Elan",
        "Élan",
        "Elbe",
        "New York",
        "Newark",
        "zurich",
        "Zurich",
        "Zürich",
    ]


@pytest.mark.parametrize(
    ("language", "script", "turns"),
    [
        ("ar", "Arab", True),
        ("he", "Hebr", True),
        ("fa", "Arab", True),
        ("ru", "Cyrl", False),
        ("kk-Arab", "Arab", True),
    ],
)
def test_the_direction_of_a_language_is_its_scripts(language: str, script: str, turns: bool) -> None:
    """A tag that names a script is believed; any other has its language's usual one."""
    assert find_script(language) == script
    assert is_right_to_left(language) is turns
