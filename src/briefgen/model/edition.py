"""What is on record of a brief that was issued: enough to say later what changed since."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class IssuedExcerpt:
    """An excerpt as an edition printed or cited it: its words, its source.

    `details` is what stood beside the words (date, grade, speaker …), so that a change of it can be named.
    """

    text: str
    source: str
    speaker: str = ""
    tags: tuple[str, ...] = ()
    manner: str = ""  # quotation, unchecked or summary
    language: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IssuedJudgement:
    """A judgement as it was written for an edition: in full, though a note may print less of it.

    `key` is its id, else its anchor; `evidence` the names it rested on; `is_printed` tells whether the edition's form
    had room for it. `marking` is its label, `is_suspect` tells that nobody had confirmed it since its evidence changed.
    `beside` are the further names that its footnotes rest on: whether it may be told hangs on them as well.
    """

    key: str
    text: str
    likelihood: str = ""
    confidence: str = ""
    evidence: tuple[str, ...] = ()
    is_printed: bool = True
    marking: str = ""
    is_suspect: bool = False
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuedBlock:
    """A block of the analyst's own text beside bottom line and judgements: its words, and the names that it rests on.

    These are what it cites, and what the footnotes cite that it calls. `level` is a heading's, 0 of all else.
    """

    text: str
    evidence: tuple[str, ...] = ()
    level: int = 0


@dataclass(frozen=True, slots=True)
class IssuedSection:
    """A section as written for an edition: its kind, its heading ("" where the tool gave it), the analyst's text."""

    kind: str
    heading: str = ""
    blocks: tuple[IssuedBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuedChanges:
    """What an edition tells of the one before it, and so holds of that: as it stood there, also what has left it since.

    `excerpts` by name and `sources` (their titles) by id: those that changed or went, and those that told words of the
    analyst rested on. `judgements` and `texts` are such words.
    """

    excerpts: Mapping[str, IssuedExcerpt] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    judgements: tuple[IssuedJudgement, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuedRights:
    """What the owner of a source allowed when an edition quoted it, None where that was not limited.

    The limits are those of `model.source.Rights`; `expires` is the last day on which it may be quoted.
    """

    max_quote_words: int | None = None
    max_quote_share: float | None = None
    expires: datetime.date | None = None
    may_distribute: bool | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """An issued edition, in one variant: its number, its date (ISO) and what it printed.

    `summary` is the bottom line's words as written, without citations; `excerpts` by name, `sources` (their titles) by
    id, `source_details` what their entries said. `found` names every excerpt that could have been printed, so that
    another form does not call one new that this one had no room for.
    `material` digests the analyst's words and all that was found: what variants of one edition share.
    `forced` is the reason given for issuing what would have been refused, `overruled` says why it would have been; up
    to a limit the first is "", and the second has the problems' codes and how many of each.

    `deck`, `author` and `cutoff` are as the topic says, `sections` are the analyst's headings and text, `labels` name
    the tags of `excerpts`, `formerly` gives the ids that sources had before, `summary_evidence` the names that the
    bottom line rests on. `told` is what "What changed" says of the edition before. `rights` are those of the sources
    that it quotes, or tells of, by id, where they limit anything: they hold also when a source is gone.
    `unnamed`, `is_cut` and `left_out` are of no record: `compose.releasing` sets them where an edition is compared with
    a variant in which not all of it may be named. `unnamed` counts the excerpts that are in the corpus no more;
    `is_cut` tells that text is held back now, or was left out of the record, so that what is new cannot always be told
    from what is reworded; `left_out` are the keys of the judgements that were.
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
    source_details: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    found: tuple[str, ...] = ()
    material: str = ""
    forced: str = ""
    overruled: tuple[str, ...] = ()
    deck: str = ""
    author: str = ""
    cutoff: str = ""
    sections: tuple[IssuedSection, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    formerly: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    summary_evidence: tuple[str, ...] = ()
    told: IssuedChanges = field(default_factory=IssuedChanges)
    rights: Mapping[str, IssuedRights] = field(default_factory=dict)
    unnamed: int = 0
    is_cut: bool = False
    left_out: tuple[str, ...] = ()
