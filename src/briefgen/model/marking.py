"""The Traffic Light Protocol, version 2.0 (FIRST, August 2022)."""

from enum import IntEnum


class Marking(IntEnum):
    """How far a text may travel; a higher one travels less far, so `max` joins two."""

    CLEAR = 0
    GREEN = 1
    AMBER = 2
    AMBER_STRICT = 3
    RED = 4

    @property
    def label(self) -> str:
        """The label as the standard writes it: capitals, no blanks, never translated."""
        return "TLP:" + self.name.replace("_", "+")
