"""What changed between two editions, or between an edition and the draft: every change, each told once."""

from collections.abc import Mapping
from dataclasses import dataclass

#: How a thing changed; "retagged" is an excerpt of which only tags came or went.
NEW, CHANGED, WITHDRAWN, RETAGGED = "new", "changed", "withdrawn", "retagged"
#: In the order in which they are counted.
MANNERS = (NEW, CHANGED, WITHDRAWN, RETAGGED)
#: The sign of each, as `status` and `diff` write it.
SIGNS: Mapping[str, str] = {NEW: "+", CHANGED: "~", WITHDRAWN: "-", RETAGGED: "~"}


@dataclass(frozen=True, slots=True)
class Move:
    """Something beside the words that was `old` and is `new`: `what` is likelihood, grade, date, address and so on."""

    what: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed.

    `kind` is head (title, description, author, cut-off, order of the judgements), marking, summary (the bottom line),
    judgement, text (a section of the analyst's), excerpt or source; `manner` new, changed, withdrawn or retagged;
    `name` what it is called: ``source^id``, a source's id, a judgement's key, a section's heading, else the word for
    it. `former` is its name then, where that was another. `old` and `new` are its words then and now, whole; where
    these are the same both are "", and `words` has them. `moves` are what changed beside them. `gained` and `lost` are
    names: an excerpt's tags (of one that is gone and still stands in its source, those that it lost), or the evidence
    of a judgement, of which `touched` is what is not as it was. `reason` says why it is new or gone (its phrase's key
    in the catalogues begins with ``why_``), `detail` adds a person's own words to that. `is_substantive` is False for
    what moves no edition date (`compose.substance`). `source` is an excerpt's, `language` that of the words,
    `old_manner` and `new_manner` how they may be shown. `is_untold` tells that what an excerpt said may not be
    quoted again: `old` is "".
    """

    kind: str
    manner: str
    name: str
    former: str = ""
    old: str = ""
    new: str = ""
    moves: tuple[Move, ...] = ()
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()
    is_suspect: bool = False
    reason: str = ""
    detail: str = ""
    is_substantive: bool = True
    source: str = ""
    language: str = ""
    old_manner: str = ""
    new_manner: str = ""
    words: str = ""
    is_untold: bool = False

    @property
    def sign(self) -> str:
        """Its sign: ``+`` new, ``~`` changed, ``-`` gone."""
        return SIGNS[self.manner]

    @property
    def called(self) -> str:
        """What the command line calls it: a judgement by ``^id``, or by its number where it has none."""
        if self.kind != "judgement":
            return self.name
        return f"judgement {self.name[1:]}" if self.name[1:].isdigit() else f"^{self.name}"


@dataclass(frozen=True, slots=True)
class Loss:
    """Why something is gone: a reason, a person's own words on it, and the tags that it lost, if it is still there."""

    reason: str = ""
    detail: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: an edition's number and day (0 and "" for the draft), form, language and marking."""

    number: int
    issued: str
    template: str
    language: str
    marking: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the text changed: words of the bottom line, judgements, analyst's text and excerpts.

    `changed` counts words that stand on one side only, `words` all words of both sides.
    """

    changed: int = 0
    words: int = 0

    @property
    def per_cent(self) -> float:
        """The share in per cent, 0 where there are no words."""
        return 100 * self.changed / self.words if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed of a topic from one side to the other, in the order in which it is told.

    `compares_print` is False where the two are of different forms or languages: then only what both hold is compared.
    `labels` name the tags that came or went, `titles` the sources. `unnamed` counts excerpts that are gone and may not
    be named in a variant with a limit.
    """

    slug: str
    before: Side
    now: Side
    changes: tuple[Change, ...]
    share: Share
    labels: Mapping[str, str]
    titles: Mapping[str, str]
    compares_print: bool = True
    unnamed: int = 0

    def list_of(self, *kinds: str) -> tuple[Change, ...]:
        """List the changes of some kinds, in order."""
        return tuple(change for change in self.changes if change.kind in kinds)

    @property
    def is_substantive(self) -> bool:
        """Whether anything changed that moves an edition's date."""
        return self.unnamed > 0 or any(change.is_substantive for change in self.changes)
