"""A source whose owner limits what is done with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model.problem import Place
from briefgen.model.source import Rights


@dataclass(frozen=True, slots=True)
class Owned:
    """What a source's owner allows, how many words it has in all (0: not known), and each translation in it.

    `translations` are by the names of the excerpts that have one. `place` is the source's own, `places` say where its
    rights are written, in it or in its folder's defaults.
    """

    rights: Rights
    words: int = 0
    translations: Mapping[str, int] = field(default_factory=dict)
    place: Place = field(default_factory=lambda: Place(""))
    places: Mapping[str, Place] = field(default_factory=dict)

    def locate(self, key: str) -> Place:
        """Say where a limit is written."""
        return self.places.get(f"rights.{key}", self.place)
