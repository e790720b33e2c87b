"""Catalogues of words: three that are whole, and a project's own laid over them, mistakes told with file and line."""

import re
import time
from pathlib import Path

import pytest

from briefgen.model.problem import Problem
from briefgen.wording import words as words_module
from briefgen.wording.catalogue import list_placeholders, read_catalogue
from briefgen.wording.labels import find_range, list_likelihoods, say, say_count
from briefgen.wording.words import choose_language, list_keys, load_shipped, read_words, use_words
from briefgen_command import ROOT

SHIPPED = ("en", "kk", "ru")
FOLDER = Path(words_module.__file__).parent / "catalogues"


def read_own(language: str, text: str) -> tuple[Problem, ...]:
    """Read one catalogue of a project's own and return its problems."""
    return read_words({f"templates/catalogues/{language}.po": text.encode()})[1]


@pytest.mark.parametrize("language", SHIPPED)
def test_each_shipped_catalogue_is_whole(language: str) -> None:
    """Every shipped language has every word, with the values and plural forms that English has."""
    own = read_catalogue((FOLDER / f"{language}.po").read_bytes(), f"{language}.po", language, load_shipped("en"))
    assert own.problems == ()
    assert sorted(own.words) == sorted(list_keys())


def test_russian_counts_in_three_forms() -> None:
    """1, 2 and 5 take three forms in Russian, and 11 and 21 theirs."""
    assert [say_count(n, "sources", "ru") for n in (1, 2, 5, 11, 21, 112)] == [
        "1 источник",
        "2 источника",
        "5 источников",
        "11 источников",
        "21 источник",
        "112 источников",
    ]


def test_kazakh_counts_without_a_plural() -> None:
    """A Kazakh noun after a number stands in the singular, whatever the number."""
    assert {say_count(n, "sources", "kk").split(" ")[1] for n in (1, 2, 5, 100)} == {"дереккөз"}


def test_numbers_in_words_are_grouped_as_the_language_does() -> None:
    """From ten thousand on digits are grouped, in Russian and Kazakh by a blank that does not break."""
    assert say_count(12345, "sources", "en") == "12,345 sources"
    assert say_count(12345, "sources", "ru") == "12\u00a0345 источников"
    assert say_count(12345, "sources", "kk") == "12\u00a0345 дереккөз"
    assert say_count(1999, "sources", "en") == "1999 sources"


def test_a_project_changes_a_word_and_keeps_the_others() -> None:
    """A catalogue of three lines changes one word; all others are the shipped ones."""
    own, problems = read_words({"templates/catalogues/ru.po": 'msgid "rests_on"\nmsgstr "Основания"\n'.encode()})
    assert problems == ()
    with use_words(own):
        assert say("rests_on", "ru") == "Основания"
        assert say("contents", "ru") == "Содержание"
        assert say("rests_on", "en") == "Rests on"
    assert say("rests_on", "ru") == "Основано на"


def test_a_project_adds_a_language() -> None:
    """A new language is used where its catalogue has the word, and English stands for the rest, with a warning."""
    text = (
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "contents"\nmsgstr "Inhalt"\n\n'
        'msgid "sources"\nmsgid_plural "sources"\nmsgstr[0] "{number} Quelle"\nmsgstr[1] "{number} Quellen"\n'
    )
    own, problems = read_words({"templates/catalogues/de.po": text.encode()})
    assert [problem.kind.code for problem in problems] == ["BG-WORDS-005"]
    assert choose_language("de") == "en"
    with use_words(own):
        assert choose_language("de-AT") == "de-AT"
        assert say("contents", "de-AT") == "Inhalt"
        assert say_count(2, "sources", "de") == "2 Quellen"
        assert say("rests_on", "de") == "Rests on"


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("ru", "ru"), ("ru-KZ", "ru-KZ"), ("kk-Cyrl", "kk-Cyrl"), ("kk-Latn", "en"), ("fr", "en"), ("RU", "RU")],
)
def test_another_script_is_another_language(asked: str, spoken: str) -> None:
    """A region is served by its language, another script is not; where there is no catalogue all is English."""
    assert choose_language(asked) == spoken


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ('msgid "contents"\nmsgstr "never closed\n', "de.po:2:1", "BG-WORDS-001"),
        ('msgid "contents\nmsgstr "x"\n', "de.po:1:1", "BG-WORDS-001"),
        ("contents = Inhalt\n", "de.po:1:1", "BG-WORDS-001"),
        ('msgid "contents"\n\nmsgid "rests_on"\nmsgstr "x"\n', "de.po:1:1", "BG-WORDS-001"),
        ('"in no entry"\n', "de.po:1:1", "BG-WORDS-001"),
        ('msgid "contents"\nmsgstr "a"\n\nmsgid "contents"\nmsgstr "b"\n', "de.po:4:1", "BG-WORDS-001"),
        ('msgid ""\nmsgstr "Plural-Forms: nplurals=900; plural=n;\\n"\n', "de.po:2:1", "BG-WORDS-001"),
        ('msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=import os;\\n"\n', "de.po:2:1", "BG-WORDS-001"),
        ('msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n/0;\\n"\n', "de.po:2:1", "BG-WORDS-001"),
        ('msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=n;\\n"\n', "de.po:2:1", "BG-WORDS-001"),
        ('msgid ""\nmsgstr "Language: not a language\\n"\n', "de.po:1:1", "BG-WORDS-001"),
        ('msgid ""\nmsgstr "PO-Revision-Date: yesterday\\n"\n', "de.po:1:1", "BG-WORDS-001"),
        ('msgid "content"\nmsgstr "Inhalt"\n', "de.po:1:1", "BG-WORDS-002"),
        ('msgctxt "menu"\nmsgid "contents"\nmsgstr "Inhalt"\n', "de.po:2:1", "BG-WORDS-002"),
        ('msgid "date.about"\nmsgstr "um {datum}"\n', "de.po:1:1", "BG-WORDS-003"),
        ('msgid "date.about"\nmsgstr "ungefähr"\n', "de.po:1:1", "BG-WORDS-003"),
        ('msgid "sources"\nmsgstr "Quellen"\n', "de.po:1:1", "BG-WORDS-003"),
        ('msgid "contents"\nmsgid_plural "contents"\nmsgstr[0] "a"\nmsgstr[1] "b"\n', "de.po:1:1", "BG-WORDS-003"),
        (
            'msgid "sources"\nmsgid_plural "sources"\nmsgstr[0] "{number} Quelle"\nmsgstr[1] ""\n',
            "de.po:1:1",
            "BG-WORDS-003",
        ),
        ('#, fuzzy\nmsgid "contents"\nmsgstr "Inhalt"\n', "de.po:2:1", "BG-WORDS-004"),
    ],
)
def test_mistakes_are_told_with_file_and_line(text: str, place: str, code: str) -> None:
    """A broken catalogue is a problem with its line, never a traceback, and what is wrong in it is not said."""
    own, problems = read_words({"templates/catalogues/de.po": text.encode()})
    told = [(str(one.place).rpartition("/")[2], one.kind.code) for one in problems if one.kind.code != "BG-WORDS-005"]
    assert told[0] == (place, code)
    with use_words(own):
        assert say("contents", "de") in ("Contents", "a")


def test_a_misspelt_key_is_met_with_a_suggestion() -> None:
    """An unknown key names the word that was probably meant."""
    (problem,) = (one for one in read_own("ru", 'msgid "rest_on"\nmsgstr "x"\n') if one.kind.code == "BG-WORDS-002")
    assert "did you mean `rests_on`?" in problem.hint


def test_bytes_that_are_no_text_are_a_problem() -> None:
    """A catalogue in another encoding, or with a name that is no language, is told and left out."""
    own, problems = read_words(
        {"templates/catalogues/ru.po": b'msgid "contents"\nmsgstr "\xd1\xee\xe4"\n', "templates/catalogues/a b.po": b""}
    )
    assert [(str(one.place), one.kind.code) for one in problems] == [
        ("templates/catalogues/a b.po:1:1", "BG-WORDS-001"),
        ("templates/catalogues/ru.po:2:1", "BG-FILE-003"),
    ]
    with use_words(own):
        assert say("contents", "ru") == "Содержание"


def test_braces_in_a_word_reach_nothing_but_its_values() -> None:
    """A word is no format string: what stands between braces names a value or is printed as it is."""
    text = 'msgid "date.about"\nmsgstr "{date} {date.__class__} {0} {date!r} %s"\n'
    own, problems = read_words({"templates/catalogues/ru.po": text.encode()})
    assert problems == ()
    with use_words(own):
        assert say("date.about", "ru", date="2011") == "2011 {date.__class__} {0} {date!r} %s"


def test_every_value_of_a_word_is_named_alike_in_each_language() -> None:
    """A sentence has the same values in all shipped languages, in any order."""
    for key in list_keys():
        wanted = {name for form in load_shipped("en")[key].forms for name in list_placeholders(form)}
        for language in SHIPPED:
            for form in load_shipped(language)[key].forms:
                assert list_placeholders(form) | {"number"} == wanted | {"number"}, (key, language)


@pytest.mark.parametrize(
    ("term", "language", "span"),
    [
        ("unlikely", "en", "20–45%"),
        ("Unlikely", "ru", "20–45\u00a0%"),
        ("маловероятно", "ru", "20–45\u00a0%"),
        ("ықтимал", "kk", "55–80%"),
        ("почти наверняка", "en", "95–99%"),
        ("perhaps", "en", ""),
    ],
)
def test_the_scale_of_likelihood_is_known_in_each_language(term: str, language: str, span: str) -> None:
    """A term of ICD 203 has its range whichever shipped language it is in, written as the brief's language does."""
    assert find_range(term, language) == span


def test_the_scale_has_seven_rows_with_terms_of_their_own() -> None:
    """No term stands in two rows of a language's scale."""
    for language in SHIPPED:
        terms = [term for row, _ in list_likelihoods(language) for term in row]
        assert len(list_likelihoods(language)) == 7
        assert len(terms) == len(set(terms))


def test_words_are_found_fast() -> None:
    """Reading the three catalogues takes well under a second, and ten thousand words a tenth of one."""
    data = {language: (FOLDER / f"{language}.po").read_bytes() for language in SHIPPED}
    started = time.process_time()
    for language in SHIPPED:
        read_catalogue(data[language], f"{language}.po", language)
    assert time.process_time() - started < 1.0
    started = time.process_time()
    for _ in range(10_000):
        say("rests_on", "ru")
    assert time.process_time() - started < 0.5


def test_no_word_is_idle() -> None:
    """Every key is said somewhere: as it stands, or put together from a part that stands before or behind a value."""
    places = [*(ROOT / "src").rglob("*.py"), *(ROOT / "templates").rglob("*.j2")]
    code = "\n".join(path.read_text("utf-8") for path in places if path.parent.name != "wording")
    code += (ROOT / "src/briefgen/wording/dates.py").read_text("utf-8")
    code += (ROOT / "src/briefgen/wording/labels.py").read_text("utf-8")
    said = set(re.findall(r"[\"']([A-Za-z_.0-9-]+)[\"']", code))
    starts = tuple(set(re.findall(r"f[\"']([a-z_]+[._])\{", code)) | set(re.findall(r"\(\"([a-z_]+[._])\" ~", code)))
    # wording/dates.py says them by what stands beside the date
    dates = ("date.", "since.", "until.", "not_before.", "not_after.")
    idle = [key for key in list_keys() if key not in said and not key.startswith((*starts, *dates))]
    assert idle == []
