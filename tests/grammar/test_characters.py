"""Characters that cannot be seen."""

import pytest

from briefgen.grammar.characters import says_something


@pytest.mark.parametrize("text", ["lost", "потеряна", "遺失", "7", "?", "👍", "\u200bx"])
def test_what_can_be_seen_says_something(text: str) -> None:
    """In any script, with or without invisible characters beside it."""
    assert says_something(text)


@pytest.mark.parametrize(
    "text", ["", " \t\n", "\u200b", "\ufeff\u2060\u00ad", "\u202e", "\u3164\u2800", "\u0301\ufe0f"]
)
def test_what_cannot_be_seen_says_nothing(text: str) -> None:
    """Blanks, zero-width and direction characters, fillers, and marks on no letter."""
    assert not says_something(text)
