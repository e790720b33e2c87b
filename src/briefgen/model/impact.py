"""What rests on a source or an excerpt: drafts, judgements, issued editions, and those who received them."""

from dataclasses import dataclass

from briefgen.model.delivery import Entry
from briefgen.model.source import Withdrawal


@dataclass(frozen=True, slots=True)
class Trace:
    """What is looked for: a source, by every id that it ever had, or one excerpt of it ("": all)."""

    sources: frozenset[str]
    excerpt: str = ""

    def names(self, name: str) -> bool:
        """Whether an excerpt's name (``source^id``) is what is looked for."""
        source, _, excerpt = name.partition("^")
        return source in self.sources and (not self.excerpt or excerpt == self.excerpt)

    def meets(self, name: str) -> bool:
        """Whether what rests on a name rests on what is looked for: who cites a source whole cites each excerpt."""
        return self.names(name) or name in self.sources


@dataclass(frozen=True, slots=True)
class JudgementUse:
    """A judgement that rests on what is looked for: its key, its words, and the names by which it does."""

    key: str
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftUse:
    """A topic as it stands: the excerpts that its draft prints, those that its author cites or pins, judgements."""

    slug: str
    title: str
    printed: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    judgements: tuple[JudgementUse, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionUse:
    """An issued edition in one variant, and the lines of the ledger about it.

    `brief` is the edition's own title; `source` and `title` name the source as it did. `sha256` is its record's digest,
    `replaced_by` the number of the newest edition of the same variant that does not rest on it, 0 where there is none.
    """

    slug: str
    number: int
    variant: str
    issued: str
    marking: str
    language: str
    sha256: str
    brief: str
    source: str
    title: str
    printed: tuple[str, ...] = ()
    judgements: tuple[JudgementUse, ...] = ()
    readers: tuple[Entry, ...] = ()
    replaced_by: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """An edition that may take the place of one on a withdrawn source: it rests on none itself.

    `day` is its date (ISO); it does not leave before. It was sent to `recipients`, by `channels`.
    """

    slug: str
    number: int
    variant: str
    day: str
    sha256: str
    recipients: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Impact:
    """All that rests on a source, or on one excerpt of it (`name`); `title` is the source's today, else the last known.

    `is_there` tells whether the corpus still has it, `withdrawn` that and why it was withdrawn. `untraced` are
    deliveries of editions that the shelf has no more: nobody can tell what was in them. `unread` says which records
    could not be read.
    """

    name: str
    title: str = ""
    is_there: bool = True
    withdrawn: Withdrawal | None = None
    drafts: tuple[DraftUse, ...] = ()
    editions: tuple[EditionUse, ...] = ()
    untraced: tuple[Entry, ...] = ()
    unread: tuple[str, ...] = ()
