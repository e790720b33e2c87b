"""Copies: sources that tell one story in nearly the same words, or that a person holds for one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CopyMember:
    """A source that copies another of its group, or was copied by it.

    `share` is how much of the shorter text's wording stands in the longer, in per cent, against the
    group's face or, where that is less like it, its nearest relative; 0 where only a person's word
    (`same_as`) joins them.
    """

    source: str
    share: int = 0


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Sources that count as one origin: the face, which briefs quote first, and the others, best first."""

    face: str
    members: tuple[CopyMember, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of all of the group, the face first."""
        return (self.face, *(member.source for member in self.members))
