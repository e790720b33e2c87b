"""Settings are typed and checked whole; every mistake is told with its line."""

import dataclasses

import pytest

from briefgen.errors import UsageError
from briefgen.model.marking import Marking
from briefgen.model.settings import Settings
from briefgen.read.settings import SETTINGS_FIELDS, read_settings

WHOLE = """
analyst = "A. Analyst"
desk = "Central Asia"
contact = "desk@example.org"
language = "kk"
default_tlp = "TLP:AMBER+STRICT"
quotes = "proven"
ignore_keys = ["aliases", "cssclasses"]
paper = "letter"
max_quote_share = 0.4
tell_withheld = true
"""


def test_every_setting_is_read() -> None:
    """Each setting of the model can be written, and is read as its type."""
    expected = Settings(
        analyst="A. Analyst",
        desk="Central Asia",
        contact="desk@example.org",
        language="kk",
        default_tlp=Marking.AMBER_STRICT,
        quotes="proven",
        ignore_keys=("aliases", "cssclasses"),
        paper="letter",
        max_quote_share=0.4,
        tell_withheld=True,
    )
    assert read_settings(WHOLE, "briefgen.toml") == expected
    assert {spec.name for spec in SETTINGS_FIELDS} == {field.name for field in dataclasses.fields(Settings)}


def test_pyproject_has_them_in_its_own_table() -> None:
    """In pyproject.toml only `[tool.briefgen]` counts, and none is no mistake."""
    text = '[project]\nname = "x"\n[tool.briefgen]\npaper = "letter"\n[tool.other]\npaper = 3\n'
    assert read_settings(text, "some/pyproject.toml") == Settings(paper="letter")
    assert read_settings('[project]\nname = "x"\n', "pyproject.toml") == Settings()
    assert read_settings("", "briefgen.toml") == Settings()


def test_a_windows_file_is_read() -> None:
    """A byte order mark and CRLF are accepted."""
    assert read_settings('\ufeffpaper = "letter"\r\ndesk = "x"\r\n', "briefgen.toml").desk == "x"


MISTAKES = {
    "E13 unknown": ('\nanalist = "x"\n', "briefgen.toml", "briefgen.toml:2:1: the setting 'analist'", "`analyst`"),
    "E14 syntax": ("a = [1,\nb = \n", "briefgen.toml", "briefgen.toml:2:", "not valid TOML"),
    "E14 open text": ('analyst = "x', "briefgen.toml", "briefgen.toml:1:", "not valid TOML"),
    "a wrong label": ('default_tlp = "AMBER"', "briefgen.toml", "`default_tlp` cannot be 'AMBER'", "TLP:AMBER?"),
    "an old label": ('default_tlp = "TLP:WHITE"', "briefgen.toml", "'TLP:WHITE'", "TLP:CLEAR"),
    "a wrong type": ("analyst = 3", "briefgen.toml", "`analyst` cannot be 3", "text"),
    "a share in per cent": ("max_quote_share = 40", "briefgen.toml", "`max_quote_share` cannot be 40", "from 0 to 1"),
    "a flag in quotes": ('tell_withheld = "yes"', "briefgen.toml", "`tell_withheld` cannot be", "true or false"),
    "a wrong choice": ('paper = "A4"', "briefgen.toml", "'A4'", "`a4`"),
    "a wrong list": ('ignore_keys = "x"', "briefgen.toml", "`ignore_keys`", "list"),
    "a wrong language": ('language = "English"', "briefgen.toml", "'English'", "BCP 47"),
    "no table": ("[tool]\nbriefgen = 3", "pyproject.toml", "tool.briefgen must be a table", ""),
    "too deep": ("a = " + "[" * 100_000, "briefgen.toml", "briefgen.toml", ""),
    "in pyproject": (
        '[project]\npapr = 1\n[tool.briefgen]\npapr = "a4"\n',
        "pyproject.toml",
        "pyproject.toml:4:1:",
        "paper",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_each_mistake_is_a_usage_error_with_its_place(case: str) -> None:
    """A wrong setting ends the command with exit code 2, its place, and what to write."""
    text, file, *words = MISTAKES[case]
    with pytest.raises(UsageError) as caught:
        read_settings(text, file)
    assert caught.value.exit_code == 2
    for word in words:
        assert word in str(caught.value)


def test_all_mistakes_are_told_together() -> None:
    """One mistake does not hide the next."""
    with pytest.raises(UsageError) as caught:
        read_settings('papr = "a4"\nquotes = "all"\n\nlanguage = 3\n', "briefgen.toml")
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == [
        "briefgen.toml:1:1",
        "briefgen.toml:2:1",
        "briefgen.toml:4:1",
    ]
