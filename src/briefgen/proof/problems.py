"""What to tell the author of a quotation that its original does not bear out."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from briefgen.model import kinds
from briefgen.model.evidence import Proof, ProofState
from briefgen.model.problem import Problem
from briefgen.model.source import Passage
from briefgen.proof.normal_text import normalise_text
from briefgen.proof.quotation import OMISSION

_MOST_DIFFERENCES = 3
_MOST_WORDS = 12


def check_proof(passage: Passage, proof: Proof) -> tuple[Problem, ...]:
    """Return the problem of a passage whose words are not its original's, at the place of the passage.

    A passage without a kept original is no problem of its own: say that once for its source.
    """
    if proof.state is ProofState.CHANGED:
        message = f"The words of `{passage.name}` differ from the original's ({proof.score:.0f} % alike)."
        return (Problem(kinds.PROOF_CHANGED, message, passage.place, _explain_change(passage, proof)),)
    if proof.state is ProofState.AMBIGUOUS:
        message = f"Several places of the original are nearly like `{passage.name}`, and none is the same."
        hint = f"the nearest reads “{_shorten(proof.nearest.split())}”: quote one place word for word"
        return (Problem(kinds.PROOF_AMBIGUOUS, message, passage.place, hint),)
    if proof.state is ProofState.MISSING:
        message = f"The words of `{passage.name}` do not stand in the original."
        hint = "quote the original word for word, or write [text:: summary] if the words are yours"
        return (Problem(kinds.PROOF_MISSING, message, passage.place, hint),)
    return ()


def describe_differences(ours: str, theirs: str) -> tuple[str, ...]:
    """Name where two wordings differ, one phrase for each place: ``“did not agree” for “did agree”``.

    `theirs` is the original's and comes first; one word either side shows where. What
    `proof.normal_text` counts as the same is no difference.
    """
    own, other = ours.split(), theirs.split()
    matcher = SequenceMatcher(None, _normalise_words(own), _normalise_words(other), autojunk=False)
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return tuple(_describe_change(own[_around(i, j)], other[_around(k, m)]) for _, i, j, k, m in changes)


def _explain_change(passage: Passage, proof: Proof) -> str:
    differences = describe_differences(OMISSION.join(passage.quoted), proof.nearest)
    if not differences:
        return f"the original reads “{_shorten(proof.nearest.split())}”"
    named = "; ".join(_cut(differences))
    return f"the original has {named}"


def _cut(differences: Sequence[str]) -> Iterator[str]:
    yield from differences[:_MOST_DIFFERENCES]
    if len(differences) > _MOST_DIFFERENCES:
        yield f"and {len(differences) - _MOST_DIFFERENCES} more"


def _describe_change(own: Sequence[str], other: Sequence[str]) -> str:
    return f"“{_shorten(other)}” for “{_shorten(own)}”"


def _around(first: int, end: int) -> slice:
    return slice(max(0, first - 1), end + 1)


def _shorten(words: Sequence[str]) -> str:
    return " ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")


def _normalise_words(words: Sequence[str]) -> list[str]:
    return [normalise_text(word).normal for word in words]
