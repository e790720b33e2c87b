"""Where two texts part: what is shown differs, is short, and its kind is told."""

import pytest

from briefgen.compose.differences import Difference, mark_words, show_difference
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


def write_pieces(old: str, new: str) -> str:
    """Mark the words that differ as the command line does."""
    marks = {"+": "{+%s+}", "-": "[-%s-]", "=": "%s", "…": "…%s"}
    return "".join(marks[piece.sign] % piece.text for piece in mark_words(old, new))


MARKED = [
    ("A link is unlikely.", "A link is very unlikely.", "A link is {+very+} unlikely."),
    ("A link is very unlikely.", "A link is unlikely.", "A link is [-very-] unlikely."),
    ("A link is unlikely.", "A link is likely.", "A link is [-unlikely-]{+likely+}."),
    ("before 2028 is very dim", "before 2030 is now dim", "before [-2028 is very-]{+2030 is now+} dim"),
    ("", "New.", "{+New.+}"),
    ("Gone.", "", "[-Gone.-]"),
    ("Договор подписан.", "Договор не подписан.", "Договор {+не+} подписан."),
]


@pytest.mark.parametrize(("old", "new", "marked"), MARKED)
def test_words_that_came_and_went_are_marked(old: str, new: str, marked: str) -> None:
    """Each word that was added or taken out stands between its marks; changes of one phrase are one."""
    assert write_pieces(old, new) == marked


def test_what_is_the_same_for_long_is_cut() -> None:
    """Around a change some words are left, so that a reader knows the place."""
    same = "The council met and talked of many things that do not matter here. " * 6
    told = write_pieces(f"{same}It ended. {same}", f"{same}It began. {same}")
    assert "[-ended-]{+began+}" in told
    assert told.count("…") == 2
    assert len(told) < 200


@pytest.mark.parametrize("number", [1, 7])
def test_both_texts_can_be_read_off_the_marks(number: int) -> None:
    """What is unchanged and added is the new text, what is unchanged and taken out the old, but for blanks."""
    old = " ".join(f"w{n * number % 5}" for n in range(40))
    new = " ".join(f"w{n * number % 7}" for n in range(40))
    pieces = [piece for piece in mark_words(old, new) if piece.sign != "…"]
    assert "".join(one.text for one in pieces if one.sign != "-").split() == new.split()
    assert "".join(one.text for one in pieces if one.sign != "+").split() == old.split()
