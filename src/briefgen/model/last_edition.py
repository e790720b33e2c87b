"""How a draft stands to the last edition that was issued of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LastEdition:
    """The edition that a draft's changes are told since: its number and date (ISO).

    `differs` says whether the draft says something that it did not (style, typing and tags aside); None where that
    edition is of another form or language, so that the two cannot be set side by side.
    """

    number: int
    issued: str
    differs: bool | None = None
