"""A date that may be partly known: the values of EDTF (ISO 8601-2) that briefs need."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as written and the days it may mean.

    `text` is EDTF as the author wrote it; `earliest` and `latest` are the first and last day it
    can mean (`date.min`/`date.max` for an open end); `precision` is how fine it is told. `is_bound` tells that an
    interval with an open end is no time that lasts, but one day of which only a bound is known: "not before".
    """

    text: str
    earliest: datetime.date
    latest: datetime.date
    precision: str  # "day" | "month" | "season" | "year" | "decade" | "century" | "interval"
    uncertain: bool = False
    approximate: bool = False
    is_bound: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def known_day(self) -> datetime.date:
        """The first day, or the last where the beginning is open: a day to sort by that was written."""
        return self.latest if self.earliest == datetime.date.min else self.earliest

    @property
    def is_open(self) -> bool:
        """Whether one end is open, so that no year is told."""
        return self.earliest == datetime.date.min or self.latest == datetime.date.max

    @property
    def sort_key(self) -> tuple[datetime.date, int, str]:
        """Earliest day first; of two that begin together the coarser first."""
        return (self.earliest, -(self.latest - self.earliest).days, self.text)
