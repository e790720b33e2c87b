"""Markings are read strictly: only TLP 2.0's own labels, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.grammar.markings import LABELS, is_meant_for_marking, read_marking, read_marking_value
from briefgen.model.marking import Marking
from briefgen.model.problem import Place

PLACE = Place("a.md", 2, 6)

# text: the suggestion ("" where there is none), and words of the message (A08, A09, A12).
REFUSED = {
    "no": ("", "'no' is not a TLP 2.0 label"),
    "": ("", "''"),
    "AMBER": ("TLP:AMBER", "'AMBER'"),
    "WHITE": ("TLP:CLEAR", "'WHITE'"),
    "tlp:green": ("TLP:GREEN", "'tlp:green'"),
    "amber strict": ("TLP:AMBER+STRICT", "'amber strict'"),
    "TLP: AMBER": ("TLP:AMBER", "'TLP: AMBER'"),
    "TLP:AMBER ": ("TLP:AMBER", "'TLP:AMBER '"),
    "TLP:AMBER-STRICT": ("TLP:AMBER+STRICT", "STRICT"),
    "TLP:AMBER+STRICT+": ("TLP:AMBER+STRICT", "STRICT"),
    "TLP:СLEAR": ("TLP:CLEAR", "U+0421 (CYRILLIC CAPITAL LETTER ES)"),
    "TLP:\u200bRED": ("", "U+200B (ZERO WIDTH SPACE)"),
    "ＴＬＰ:RED": ("TLP:RED", "U+FF34"),
    "TLP:PINK": ("", "'TLP:PINK'"),
    "TLP:RED TLP:CLEAR": ("", "TLP:RED"),
}


@pytest.mark.parametrize("marking", Marking)
def test_each_label_of_the_standard_is_read(marking: Marking) -> None:
    """The five labels, in capitals and without blanks, are the five markings."""
    assert read_marking_value(marking.label, PLACE) == (marking, ())


@pytest.mark.parametrize("text", REFUSED)
def test_anything_else_is_refused_by_policy(text: str) -> None:
    """A label that is not the standard's is refused (exit code 3) with the right one where it can be told."""
    marking, (problem,) = read_marking_value(text, PLACE)
    meant, words = REFUSED[text]
    assert marking is None
    assert (problem.kind.code, problem.kind.exit_code, problem.place) == ("BG-TLP-001", 3, PLACE)
    assert words in problem.message
    assert problem.hint == (f"did you mean {meant}?" if meant else f"write one of {', '.join(LABELS)}")


def test_the_old_white_is_clear_with_a_warning() -> None:
    """A10: TLP 1.0's label is read, and the author hears of the new one."""
    marking, (problem,) = read_marking_value("TLP:WHITE", PLACE)
    assert marking is Marking.CLEAR
    assert (problem.kind.code, problem.is_error) == ("BG-TLP-002", False)


@given(st.text())
def test_only_six_texts_are_markings(text: str) -> None:
    """No text but the labels and the old one is ever read as a marking, and none makes the reader raise."""
    assert isinstance(read_marking(text), Marking) == (text in {*LABELS, "TLP:WHITE"})
    assert read_marking_value(text, PLACE)[1] == () or text not in LABELS


@pytest.mark.parametrize(
    ("key", "value", "is_meant"),
    [
        ("tlpp", "AMBER", True),
        ("tl", "amber+strict", True),
        ("Sensitivity", "RED", True),
        ("sensitivity", "high", False),
        ("tl", "2", False),
        ("colour", "red", False),
        ("anything", "TLP:GREEN", True),
    ],
)
def test_a_slip_of_the_pen_before_a_labels_word_is_meant_for_a_marking(key: str, value: str, is_meant: bool) -> None:
    """Of keys that are near `tlp`, or another word for it, the value decides; a whole label decides under any key."""
    assert is_meant_for_marking(key, value) is is_meant
