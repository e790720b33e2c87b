"""An author learns what the original says instead."""

import pytest

from briefgen.model.evidence import Proof, ProofState
from briefgen.model.problem import Place
from briefgen.model.source import Passage
from briefgen.proof.problems import check_proof, describe_differences
from briefgen.proof.quotation import prepare_original, prove

PLAIN = "The bloc had official contacts with the alliance in 2012."
PASSAGE = Passage("example-2011", "no-contacts", "paragraph", PLAIN, PLAIN, Place("corpus/sources/e.md", 9, 1), 9, 0)


def check(original: str, passage: Passage = PASSAGE) -> list[str]:
    """Return the problems of a passage as a terminal prints them."""
    proof = prove(passage.quoted, prepare_original(original), "verbatim")
    return [str(problem) for problem in check_proof(passage, proof)]


def test_changed_words_are_shown() -> None:
    """The message names the excerpt and its place, the hint the differing words, the original's first."""
    assert check("Yes. The bloc had no official contacts with the alliance in 2011. So.") == [
        "corpus/sources/e.md:9:1: error[BG-PROOF-002]: "
        "The words of `example-2011^no-contacts` differ from the original's (96 % alike).\n"
        "    the original has “had no official” for “had official”; “in 2011.” for “in 2012.”"
    ]


def test_missing_words_say_what_to_do() -> None:
    """Words that are nowhere lead to the two ways out."""
    assert check("Something else entirely.") == [
        "corpus/sources/e.md:9:1: error[BG-PROOF-001]: "
        "The words of `example-2011^no-contacts` do not stand in the original.\n"
        "    quote the original word for word, or write [text:: summary] if the words are yours"
    ]


def test_ambiguous_words_show_the_nearest() -> None:
    """Several near places: the nearest is shown."""
    first = PLAIN.replace("2012", "2011")
    problems = check(first + " " + PLAIN.replace("2012", "2013"))
    assert len(problems) == 1
    assert "error[BG-PROOF-003]" in problems[0]
    assert f"the nearest reads “{first}”" in problems[0]


@pytest.mark.parametrize("state", [ProofState.EXACT, ProofState.MOVED, ProofState.SUMMARY, ProofState.UNPROVEN])
def test_other_states_are_no_problem(state: ProofState) -> None:
    """Proven words, summaries and sources without an original give no problem here."""
    assert check_proof(PASSAGE, Proof(state)) == ()


def test_differences_are_few_and_short() -> None:
    """Only differing words are named, typesetting is no difference, and long lists are cut."""
    assert describe_differences("a “b” c – d", 'a "b" c - d') == ()
    assert describe_differences("a b c", "a c") == ("“a c” for “a b c”",)
    assert describe_differences("x b c", "a b c") == ("“a b” for “x b”",)
    other = PLAIN.replace("The", "That").replace("had", "has").replace("with", "to").replace("2012", "2011")
    assert check(other)[0].endswith("; and 1 more")
