"""What was found: passages with their tags, their proof and their marking."""

from dataclasses import dataclass
from enum import Enum

from briefgen.model.marking import Marking
from briefgen.model.source import Passage, Source


@dataclass(frozen=True, slots=True)
class Tagging:
    """One tag of a passage and why it has it.

    `asserted` by a person (trailer or front matter), else derived. `reason` is a phrase for a
    reader: ``written in the trailer``, ``inherited from the source``, ``matches “North Atlantic
    Treaty Organization”``, ``implied by place/kazakhstan``.
    """

    tag: str
    asserted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class TaggedPassage:
    """A passage with all its tags, in vocabulary order, none twice.

    `actor` is who speaks or acts (a tag, or ""): the trailer's `actor`, else for whom the speaker
    speaks at the passage's time, else the speaker's own tag. `speaker` is the speaker's tag, or "".
    """

    passage: Passage
    taggings: tuple[Tagging, ...] = ()
    speaker: str = ""
    actor: str = ""

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags alone."""
        return tuple(tagging.tag for tagging in self.taggings)


class ProofState(Enum):
    """Whether the words stand in the original."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"
    UNPROVEN = "unproven"
    SUMMARY = "summary"


#: States that may stand between quotation marks.
PROVEN = frozenset({ProofState.EXACT, ProofState.MOVED})
#: States that never print.
REFUTED = frozenset({ProofState.CHANGED, ProofState.AMBIGUOUS, ProofState.MISSING})


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome of looking for an excerpt in its original.

    `spans` are the found positions in the original's text (code points, end exclusive), one for
    each quoted part; of words that differ, where the closest wording stands, which is `nearest`, and
    `score` is how alike the two are (Indel ratio, 0 to 100). `version` is the SHA-256 of the later
    original that the spans belong to where the words have moved, "" where they belong to the
    source's own.
    """

    state: ProofState
    spans: tuple[tuple[int, int], ...] = ()
    nearest: str = ""
    score: float = 0.0
    version: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An excerpt ready to be selected: tagged, proven, marked, with its source."""

    tagged: TaggedPassage
    source: Source
    proof: Proof
    marking: Marking

    @property
    def passage(self) -> Passage:
        """The passage beneath."""
        return self.tagged.passage

    @property
    def name(self) -> str:
        """``source^id``."""
        return self.tagged.passage.name

    @property
    def language(self) -> str:
        """The language of its words (BCP 47): the passage's own, else its source's."""
        return self.tagged.passage.trailer.language or self.source.language
