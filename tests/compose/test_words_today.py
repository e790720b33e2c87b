"""Words that an excerpt lost are known wherever else in the corpus they stand."""

from dataclasses import replace

import pytest

from briefgen.compose.words_today import gather_words, list_moved
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from samples import make_evidence

_THEN = "The Prime Minister has no boats, as the papers say. He lied. He said so to the harbour master at noon."


def mark(text: str, marking: Marking = Marking.AMBER, name: str = "closed^a") -> Evidence:
    """Make an excerpt with a marking."""
    return replace(make_evidence(name, text), marking=marking)


@pytest.mark.parametrize(
    "closed",
    [
        "He lied.",
        "We have it all: we hear. THE PRIME MINISTER has no boats; as the papers say.",
        "has no boats, as the papers say",
        "said so to the harbour master",
        "On 12 March, we hear, he said so to the harbour master at noon, and left.",
        "It is a secret that the Prime Minister has no boats as the papers say he lied to us.",
        _THEN,
    ],
)
def test_words_that_were_lost_and_stand_elsewhere_bear_the_marking_there(closed: str) -> None:
    """A sentence, or many words in a row, show that they were moved; how they are written does not matter."""
    assert set(list_moved(_THEN, "", gather_words([mark(closed)]))) == {Marking.AMBER}


@pytest.mark.parametrize(
    "closed",
    [
        "The Prime Minister",
        "No. The harbour master.",
        "The boats are in the harbour.",
        "We hear that to the harbour master at noon he went.",
        "It is not true that he said so to the harbour master.",
    ],
)
def test_words_that_stand_in_every_text_are_nobodys(closed: str) -> None:
    """A name in a list, or a few words in a row, were not taken from there."""
    assert list(list_moved(_THEN, "", gather_words([mark(closed)]))) == []


def test_what_is_said_openly_is_open() -> None:
    """What is left of the excerpt, and what another one says under a lower marking, is no matter of the closed one."""
    words = gather_words([mark(_THEN), mark("He lied.", Marking.CLEAR, "open^a")])
    assert list(list_moved(_THEN, f"We hear: {_THEN}", words)) == []
    assert set(list_moved("He lied.", "", words)) == {Marking.CLEAR}


def test_two_open_sentences_that_meet_in_a_closed_text_are_open() -> None:
    """One is left in the excerpt, the other stands openly elsewhere: that a closed paper has both says nothing."""
    first, second = "The Prime Minister has no boats, as the papers say.", "The harbour master saw three on the quay."
    closed = mark(f"We read it there: {first} {second}")
    other = mark(f"It is known by now that {second}", Marking.CLEAR, "open^a")
    assert Marking.AMBER not in list_moved(f"{first} {second}", first, gather_words([closed, other]))
    assert Marking.AMBER in list_moved(f"{first} {second}", first, gather_words([closed]))


def test_a_sentence_that_is_part_of_an_open_one_is_open() -> None:
    """It stands under a closed marking as a whole, and openly within other words."""
    sentence = "He said so to the harbour master at noon."
    words = gather_words([mark(sentence), mark(f"We hear that {sentence}", Marking.CLEAR, "open^a")])
    assert set(list_moved(_THEN, "", words)) == {Marking.CLEAR}
