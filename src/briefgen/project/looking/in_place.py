"""An excerpt's words in its original, with what stands around them."""

from dataclasses import dataclass

from briefgen.model.evidence import Evidence
from briefgen.model.problem import Place
from briefgen.model.source import Original
from briefgen.project.place import Project
from briefgen.project.reading.sources import digest_originals, take_original
from briefgen.proof.quotation import OriginalText

_AROUND = 200


@dataclass(frozen=True, slots=True)
class InPlace:
    """A stretch of an original, from the first quoted words to the last.

    `start` and `end` are its position in the original's text (NFC, code points, end exclusive);
    `before` and `after` are up to 200 characters on either side, blanks run together; `page` is the
    excerpt's page where the original has pages.
    """

    original: Original
    start: int
    end: int
    before: str
    words: str
    after: str
    page: str = ""


def show_in_place(project: Project, evidence: Evidence) -> InPlace | None:
    """Find an excerpt's words in the original they are proven by; None where it has none or they stand nowhere."""
    source, proof = evidence.source, evidence.proof
    if source.original is None or not proof.spans:
        return None
    sha256 = proof.version or source.original.sha256
    original, _ = take_original(sha256, digest_originals(project.originals, only=sha256), Place(source.path))
    if original is None:
        return None
    start, end = proof.spans[0][0], proof.spans[-1][1]
    return InPlace(
        original=Original(sha256, source.original.name),
        start=start,
        end=end,
        before=_join(original, max(0, start - _AROUND), start),
        words=_join(original, start, end),
        after=_join(original, end, end + _AROUND),
        page=evidence.passage.trailer.page,
    )


def _join(original: OriginalText, start: int, end: int) -> str:
    return " ".join(original.text[start:end].split())
