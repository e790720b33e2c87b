"""One line of the quality table: what was measured, on what, and what it should reach."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QualityRow:
    """A measured figure. `wanted` is the least (or, with `is_ceiling`, the most) it should be; None: only reported.

    `note` explains the figure in a few words: how many cases, what the misses are.
    """

    measure: str
    on: str
    figure: float
    wanted: float | None = None
    is_ceiling: bool = False
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the figure reaches what is wanted."""
        if self.wanted is None:
            return True
        return self.figure <= self.wanted if self.is_ceiling else self.figure >= self.wanted
