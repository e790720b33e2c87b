"""What changed since the last edition: judgements, excerpts, sources, the bottom line."""

from collections.abc import Mapping, Sequence

from briefgen.compose.sections import Desk
from briefgen.model.brief import Changes, JudgementEntry
from briefgen.model.evidence import Evidence


def tell_changes(used: Mapping[str, Evidence], judgements: Sequence[JudgementEntry], desk: Desk) -> Changes | None:
    """Compare what is printed now (`used`, `judgements`) with the last edition; None where none was issued."""
    return None
