"""The parts of a table that are looked for by themselves: its head, and its rows.

A long table of an original stands in a source as several, each with the head repeated; so the rows need not follow
on the head in the original, but must stand behind it, in one piece.
"""

from collections.abc import Mapping

from briefgen.grammar.plain_text import read_plain
from briefgen.model.evidence import Proof, ProofState
from briefgen.model.source import Passage
from briefgen.proof.normal_text import NormalText
from briefgen.proof.quotation import prove_versions

_HEAD_LINES = 2
_BORNE_OUT = frozenset({ProofState.EXACT, ProofState.MOVED})
_SETTLED = _BORNE_OUT | {ProofState.SUMMARY, ProofState.UNPROVEN}


def prove_passage(
    passage: Passage, own: NormalText | None, later: Mapping[str, NormalText], wording: str, near: int = 0
) -> Proof:
    """Prove a passage as `prove_versions` does; of a table that does not stand there whole, head and rows each."""
    proof = prove_versions(passage.quoted, own, later, wording, near)
    if passage.kind != "table" or passage.marked or proof.state in _SETTLED:
        return proof
    parts = list_table_parts(passage)
    apart = prove_versions(parts, own, later, wording, near) if all(parts) else proof
    return apart if apart.state in _BORNE_OUT else proof


def list_table_parts(passage: Passage) -> tuple[str, str]:
    """Return the plain text of a table's head and that of its rows."""
    lines = passage.markdown.split("\n")
    # The rule goes in again below the first row: a row of dashes would be taken for it.
    rows = [*lines[_HEAD_LINES : _HEAD_LINES + 1], *lines[1:_HEAD_LINES], *lines[_HEAD_LINES + 1 :]]
    return read_plain(lines[0], "table").text, read_plain("\n".join(rows), "table").text
