"""What is on record of a printed draft: enough to know whether it is stale."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model.inputs import Inputs
from briefgen.model.problem import Problem
from briefgen.model.variant import OWN_VARIANT, Variant


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A file of a build: where it stands from ``output/``, and the SHA-256 of its bytes."""

    path: str
    sha256: str


#: Stands for a file that was never written.
NO_FILE = PrintedFile("", "")


@dataclass(frozen=True, slots=True)
class Record:
    """One topic's draft as last printed, in one variant.

    `page` is the digest of its HTML without the print date, `printed` that date (ISO).
    `cited` keeps the words of cited excerpts, to show later what changed behind a citation; `problems` are those of the
    print alone, repeated until the next print. `pdf_page` is the `page` that the PDF shows, "" where there is none
    or it is not known to show one: `build --html` leaves the PDF behind.
    """

    slug: str
    title: str
    marking: str
    page: str
    printed: str
    pages: int
    html: PrintedFile
    pdf: PrintedFile
    inputs: Inputs = field(default_factory=Inputs)
    cited: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    statistics: Mapping[str, int] = field(default_factory=dict)
    variant: Variant = OWN_VARIANT
    pdf_page: str = ""

    @property
    def name(self) -> str:
        """What its files are called, without their ends."""
        return self.slug + self.variant.suffix
