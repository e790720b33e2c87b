"""`briefgen templates`: what a newcomer looks up there."""

from pathlib import Path

import pytest

from briefgen.render.templating.callables import list_filters, list_functions
from briefgen.wording.words import ENGLISH, load_shipped, read_words
from briefgen_command import run_briefgen


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give an empty project."""
    (tmp_path / "briefgen.toml").write_text("", "utf-8")
    return tmp_path


def test_every_filter_and_function_has_a_sentence(desk: Path) -> None:
    """No filter and no function that a template can call is listed without a word on what it does."""
    named = {**list_filters(), **list_functions()}
    assert [name for name, sentence in named.items() if not 10 < len(sentence) < 200] == []
    ran = run_briefgen("templates", "filters", folder=desk)
    assert ran.code == 0
    assert all(f"  {name} " in ran.out for name in named)
    assert not any(sentence.startswith(("str(", "dict(", "tuple(", "Built-in")) for sentence in named.values())


def test_the_words_of_a_brief_are_found_by_their_text(desk: Path) -> None:
    """`templates words TEXT` gives the key and the word in each language; nothing found is said."""
    ran = run_briefgen("templates", "words", "Key", "judgements", folder=desk)
    assert "heading.judgements\n  en  Key judgements\n" in ran.out
    assert "\n  ru  " in ran.out
    assert run_briefgen("templates", "words", "zzz", folder=desk).out == ""


def test_a_shipped_catalogue_is_copied_to_be_changed(desk: Path) -> None:
    """`--copy catalogues/en.po` puts the whole shipped catalogue where a project's own is read."""
    ran = run_briefgen("templates", "--copy", "catalogues/en.po", folder=desk)
    assert ran.code == 0, ran.err
    data = (desk / "templates/catalogues/en.po").read_bytes()
    words, problems = read_words({"templates/catalogues/en.po": data})
    assert problems == ()
    assert words.own["en"].keys() == load_shipped(ENGLISH).keys()


def test_an_english_word_in_place_of_its_key_is_led_to_the_key() -> None:
    """`msgid "Key judgements"` is answered with the key of these words."""
    data = b'msgid "Key judgements"\nmsgstr "Our judgements"\n'
    _, (problem, *_) = read_words({"templates/catalogues/en.po": data})
    assert 'write `msgid "heading.judgements"`' in problem.hint
