"""Where two texts part: what is shown differs, is short, and its kind is told."""

import pytest

from briefgen.compose.differences import Difference, show_difference
from briefgen.grammar.shortening import measure_width

LONG = "The council met in the capital and heard, over two days, from ministers, envoys and the heads of nine missions"


@pytest.mark.parametrize(
    ("old", "new", "shown", "manners"),
    [
        ("One. Two.", "One. Two. Three.", ("", "… Three."), ("sentence_added",)),
        ("One. Two. Three.", "One. Three.", ("… Two. …", ""), ("sentence_dropped",)),
        ("The road is open.", "The road is shut.", ("The road is open.", "The road is shut."), ("words",)),
        (
            "The road is shut.",
            "The road is still shut.",
            ("The road is shut.", "The road is still shut."),
            ("words_added",),
        ),
        ("Roads go. Rails stay.", "Rails stay. Roads go.", ("", ""), ("order",)),
        (
            "The road is open. Trains run.",
            "The road is shut. Trains run. A bridge fell in May.",
            ("The road is open. …", "The road is shut. … A bridge fell in May."),
            ("words", "sentence_added"),
        ),
    ],
)
def test_what_differs_is_shown_and_named(old: str, new: str, shown: tuple[str, str], manners: tuple[str, ...]) -> None:
    """Only the sentences that differ stand there, with a sign for the others; what was added is not "reworded"."""
    assert show_difference(old, new, "en", 150) == Difference(*shown, manners)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{LONG}, and {LONG.lower()}, and agreed.", f"{LONG}, and {LONG.lower()}, and parted."),
        ("https://example.org/" + "a" * 400 + "/old", "https://example.org/" + "a" * 400 + "/new"),
        (
            "理事会は二日間にわたり首都で会合を開き、" * 20 + "合意した。",
            "理事会は二日間にわたり首都で会合を開き、" * 20 + "決裂した。",
        ),
        (" ".join(f"Sentence {n} stays." for n in range(200)), " ".join(f"Sentence {n} stays." for n in range(199))),
        ("a" * 400 + "x", "a" * 400 + "y"),
        ("word " * 3000 + "end.", "word " * 2990 + "other end."),
    ],
)
def test_a_change_far_behind_is_seen(old: str, new: str) -> None:
    """However late two texts part, what is shown of them is not the same, and no wider than a row has room for."""
    told = show_difference(old, new, "en", 150)
    assert told.old != told.new
    assert told.manners
    assert max(measure_width(told.old), measure_width(told.new)) < 320


def test_the_sign_for_what_is_left_out_is_the_callers() -> None:
    """Inside a quotation "[…]" says that words were left out; an ellipsis might be the speaker's."""
    assert show_difference("One. Two.", "One. Three is here.", "en", 150, "[…]").new.startswith("[…] ")
