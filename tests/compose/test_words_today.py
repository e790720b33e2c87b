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
        _THEN,
    ],
)
def test_words_that_were_lost_and_stand_elsewhere_bear_the_marking_there(closed: str) -> None:
    """A sentence, or many words in a row, show that they were moved; how they are written does not matter."""
    assert set(list_moved(_THEN, "", gather_words([mark(closed)]))) == {Marking.AMBER}


@pytest.mark.parametrize("closed", ["The Prime Minister", "No. The harbour master.", "The boats are in the harbour."])
def test_words_that_stand_in_every_text_are_nobodys(closed: str) -> None:
    """A name in a list, or a few words in a row, were not taken from there."""
    assert list(list_moved(_THEN, "", gather_words([mark(closed)]))) == []


def test_what_is_said_openly_is_open() -> None:
    """What is left of the excerpt, and what another one says under a lower marking, is no matter of the closed one."""
    words = gather_words([mark(_THEN), mark("He lied.", Marking.CLEAR, "open^a")])
    assert list(list_moved(_THEN, f"We hear: {_THEN}", words)) == []
    assert set(list_moved("He lied.", "", words)) == {Marking.CLEAR}
