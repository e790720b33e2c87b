"""One document of the corpus, and the passages it is made of."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model.date import PartialDate
from briefgen.model.marking import Marking
from briefgen.model.problem import Place

#: Kinds (CSL) that a reader looks up by an address, or by volume and page.
_FOUND_BY_ADDRESS = frozenset(
    {
        *("article", "article-journal", "article-magazine", "article-newspaper"),
        *("document", "post", "post-weblog", "webpage"),
    }
)


@dataclass(frozen=True, slots=True)
class Rights:
    """What a source's owner allows; None where nothing is said.

    `max_quote_words` is how long one quotation may be, `max_quote_share` how much of the source one brief may quote in
    all (0 to 1), `expires` the last day on which it may be quoted. Where `may_distribute` is False (None: nobody
    said), no brief that quotes it leaves the own organisation.
    """

    licence: str = ""
    holder: str = ""
    max_quote_words: int | None = None
    max_quote_share: float | None = None
    expires: PartialDate | None = None
    may_distribute: bool | None = None

    @property
    def has_limits(self) -> bool:
        """Whether a brief may break them."""
        return self.limits_words or self.expires is not None

    @property
    def limits_words(self) -> bool:
        """Whether a brief may quote only so many words."""
        return not (self.max_quote_words is None and self.max_quote_share is None)

    def has_ended(self, day: datetime.date) -> bool:
        """Whether the leave to quote it is over on a day."""
        return self.expires is not None and self.expires.latest < day


@dataclass(frozen=True, slots=True)
class Original:
    """The file as it came: its name, its SHA-256, and the SHA-256 of the source as `add` wrote it."""

    sha256: str
    name: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class NewerOriginal:
    """A later version of a source's page, kept beside the source's own: its SHA-256, name and day (ISO 8601)."""

    sha256: str
    name: str = ""
    added: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When a source was withdrawn, and why."""

    date: PartialDate | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A source's front matter, typed, with its folder's defaults filled in.

    `id` is the file's stem, `path` its place from the project's folder. `issued` is None when the
    source is undated: it is never guessed. `owner` is who answers for it where that is not its publisher: a name or an
    organisation's tag, by which independent origins are counted. `translated_title` is the title in
    the desk's language, where somebody wrote it. `reliability` is an Admiralty letter or "".
    `wording` is "verbatim" or "summary" (the front matter's `text`). `places` says where each front
    matter value stands, by key (``title``, ``rights.licence``) and for tags as ``#org/nato``; a value
    that a folder's defaults gave has its place there. `is_unsure` tells that its front matter, or its folder's
    defaults, has an error: what that was to say of its use, nobody knows.
    """

    id: str
    path: str
    title: str
    marking: Marking
    type: str = ""
    publisher: str = ""
    owner: str = ""
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    publisher_place: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    doi: str = ""
    issn: str = ""
    url: str = ""
    issued: PartialDate | None = None
    accessed: PartialDate | None = None
    section: str = ""
    language: str = ""
    reliability: str = ""
    descriptor: str = ""
    rights: Rights = Rights()
    tags: tuple[str, ...] = ()
    wording: str = "verbatim"
    status: str = ""
    withdrawn: Withdrawal | None = None
    original: Original | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)
    formerly: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()
    checked_by: str = ""
    translated_title: str = ""
    is_unsure: bool = False
    places: tuple[tuple[str, Place], ...] = field(default=(), compare=False)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it may no longer be used."""
        return self.status == "withdrawn"

    @property
    def lacks_address(self) -> bool:
        """Whether nothing tells a reader where to find it: no address, no number of it, no place in print."""
        told = (self.url, self.doi, self.issn, self.volume, self.issue, self.page, self.section, self.publisher_place)
        return self.type in _FOUND_BY_ADDRESS and not any(told)

    @property
    def is_date_contested(self) -> bool:
        """Whether its page tells something against its date, which is uncertain, and no person has looked."""
        doubted = self.issued is None or self.issued.uncertain
        return doubted and "issued_against" in self.evidence and not self.checked_by


@dataclass(frozen=True, slots=True)
class Trailer:
    """A block's metadata: its closing tokens (grammar G1). Empty fields were not written.

    `places` says where each token stands, by its key: ``#org/nato`` for a tag, ``^id``, else the
    field's name.
    """

    tags: tuple[str, ...] = ()
    id: str = ""
    speaker: str = ""
    actor: str = ""
    stance: str = ""  # for | against | mixed | sceptical | neutral
    stance_towards: str = ""  # a tag, or ""
    date: PartialDate | None = None
    event: str = ""
    credibility: str = ""  # "1" … "6"
    marking: Marking | None = None
    page: str = ""
    translation: str = ""
    translator: str = ""
    note: str = ""
    language: str = ""  # BCP 47, where it is not the source's
    wording: str = ""  # "verbatim" | "summary" | "" (as the source says)
    is_key: bool = False
    places: tuple[tuple[str, Place], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a source that can be quoted and cited.

    `id` is the author's (then `has_own_id`) or derived (G3). `kind` is paragraph, item, quotation,
    table or footnote. `markdown` is the block without its trailer; `plain` its plain text (no
    markup, NFC, single blanks); `marked` the plain texts of its ``==marks==``, empty where nothing
    is marked; `heading` the nearest heading above. `place` is where the block begins,
    `last_line` where its text ends.
    """

    source: str
    id: str
    kind: str
    markdown: str
    plain: str
    place: Place
    last_line: int
    ordinal: int
    has_own_id: bool = False
    marked: tuple[str, ...] = ()
    heading: str = ""
    trailer: Trailer = Trailer()
    strays: tuple[tuple[str, Place], ...] = field(default=(), compare=False)  # ``#tag`` tokens inside the text

    @property
    def name(self) -> str:
        """The excerpt's name, ``source^id``: what a citation resolves to."""
        return f"{self.source}^{self.id}"

    @property
    def quoted(self) -> tuple[str, ...]:
        """The plain texts that are the excerpt: its marks, else the whole passage."""
        return self.marked or (self.plain,)
