"""A date that may be partly known: the values of EDTF (ISO 8601-2) that briefs need."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as written and the days it may mean.

    `text` is EDTF as the author wrote it; `earliest` and `latest` are the first and last day it
    can mean (`date.min`/`date.max` for an open end); `precision` is how fine it is told.
    """

    text: str
    earliest: datetime.date
    latest: datetime.date
    precision: str  # "day" | "month" | "season" | "year" | "decade" | "century" | "interval"
    uncertain: bool = False
    approximate: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def sort_key(self) -> tuple[datetime.date, int, str]:
        """Earliest day first; of two that begin together the coarser first."""
        return (self.earliest, -(self.latest - self.earliest).days, self.text)
