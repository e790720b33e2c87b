"""A passage's own language: read from its trailer, asked for in queries, set on its quotation."""

import pytest

from briefgen.model import kinds
from briefgen.model.settings import Settings
from briefgen.read.defaults import FolderDefaults
from briefgen.read.source import read_source

SOURCE = "---\ntitle: Talks\nlanguage: en\n---\n\nThe talks went on.\n\nПереговоры продолжались. [language:: {}]\n"


def read(language: str) -> tuple[list[str], list[object]]:
    """Read a source whose second passage has a language; its passages' own languages and the kinds of its problems."""
    result = read_source(SOURCE.format(language).encode(), "corpus/sources/a.md", FolderDefaults(), Settings())
    return [passage.trailer.language for passage in result.passages], [problem.kind for problem in result.problems]


@pytest.mark.parametrize("language", ["ru", "kk-Cyrl", "en-GB"])
def test_a_passage_may_have_its_own_language(language: str) -> None:
    """A BCP 47 code in the trailer."""
    assert read(language)[0] == ["", language]


def test_what_is_no_language_code_is_a_problem() -> None:
    """It counts as not written."""
    languages, problems = read("по-русски")
    assert languages == ["", ""]
    assert kinds.TRAILER_VALUE in problems
