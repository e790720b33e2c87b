"""What a releasable variant holds back."""

from dataclasses import dataclass

from briefgen.model.marking import Marking


@dataclass(frozen=True, slots=True)
class Withheld:
    """One thing that a variant holds back: `kind` is judgement, text, excerpt or source."""

    kind: str
    name: str  # for the analyst's eyes
    marking: Marking
