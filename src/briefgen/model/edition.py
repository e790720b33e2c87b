"""What is on record of a brief that was issued: enough to say later what changed since."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class IssuedExcerpt:
    """An excerpt as an edition printed or cited it: its words, their digest with all a reader saw, its source."""

    text: str
    digest: str
    source: str
    speaker: str = ""
    tags: tuple[str, ...] = ()
    manner: str = ""  # quotation, unchecked or summary
    language: str = ""


@dataclass(frozen=True, slots=True)
class IssuedJudgement:
    """A judgement as an edition printed it. `key` is its id, else its anchor; `evidence` the names it rested on."""

    key: str
    text: str
    likelihood: str = ""
    confidence: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """An issued edition, in one variant: its number, its date (ISO) and what it printed.

    `summary` is the bottom line's words without citations; `excerpts` by name, `sources` (their titles) by id,
    `source_digests` what their entries said.
    """

    slug: str
    number: int
    issued: str
    title: str
    marking: str
    template: str = "brief"
    language: str = "en"
    summary: str = ""
    judgements: tuple[IssuedJudgement, ...] = ()
    excerpts: Mapping[str, IssuedExcerpt] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    source_digests: Mapping[str, str] = field(default_factory=dict)
