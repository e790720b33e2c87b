"""What layout and printing give back."""

from dataclasses import dataclass

from briefgen.model.manifest import Manifest
from briefgen.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Page:
    """A brief laid out as one self-contained HTML file.

    `digest` is the SHA-256 of all that decides how the page looks, the print date left out; "" where a
    template is broken (then `html` is "" too and `problems` say why). `printed` is the print date in it (ISO), ""
    where it is not dated; `manifest` what its PDF encloses, None for nothing. `sheet` are the styles of which only the
    PDF printer knows anything, as ``<style>`` elements: they count in the digest and stand not in `html`. `own` are the
    user's templates and style sheets by file, to say where in them is what the PDF library complains of. `used` gives
    the digests of what it was laid out with: files of the template folders, the logo, the project's own words.
    `marking` is the TLP label that each of its sheets has to bear at head or foot, "" for none.
    """

    html: str
    digest: str
    problems: tuple[Problem, ...] = ()
    printed: str = ""
    manifest: Manifest | None = None
    sheet: str = ""
    own: tuple[tuple[str, str], ...] = ()
    used: tuple[tuple[str, str], ...] = ()
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """A page as PDF (both PDF/UA-1 and PDF/A-3a), how many sheets it has, and what the PDF library complained of.

    `pdf` is empty where a style sheet of the user's made the library fail; `problems` say so.
    """

    pdf: bytes
    pages: int
    problems: tuple[Problem, ...] = ()
