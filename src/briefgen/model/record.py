"""What is on record of a printed draft: enough to know whether it is stale, and to say why."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model.problem import Problem
from briefgen.model.variant import OWN_VARIANT, Variant


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A file of a build: where it stands from ``output/``, and the SHA-256 of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """Digests of all that a page is made of, kept to explain a change, not to find it.

    `excerpts` and `sources` by name and id; `topic`, `vocabulary`, `templates`, `settings` and
    `tools` (library and font versions) as a whole.
    """

    excerpts: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    topic: str = ""
    vocabulary: str = ""
    templates: str = ""
    settings: str = ""
    tools: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One topic's draft as last printed, in one variant.

    `page` is the digest of its HTML without the print date, `printed` that date (ISO).
    `cited` keeps the words of cited excerpts, to show later what changed behind a citation;
    `left_out` triples name, section and reason; `problems` are those of the
    print alone, repeated until the next print.
    """

    slug: str
    title: str
    marking: str
    page: str
    printed: str
    pages: int
    html: PrintedFile
    pdf: PrintedFile
    inputs: Inputs = Inputs()
    cited: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    statistics: Mapping[str, int] = field(default_factory=dict)
    variant: Variant = OWN_VARIANT

    @property
    def name(self) -> str:
        """What its files are called, without their ends."""
        return self.slug + self.variant.suffix


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a draft is stale: a sign (``+`` new, ``~`` changed, ``-`` gone), a phrase, and the things it names."""

    sign: str
    phrase: str
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        named = f" ({', '.join(self.names)})" if self.names else ""
        return f"{self.sign} {self.phrase}{named}"
