"""What a brief rests on, to travel inside its PDF: enough to check it without the project it came from."""

from dataclasses import dataclass

from briefgen.model.marking import Marking


@dataclass(frozen=True, slots=True)
class ManifestSource:
    """A numbered source. `issued` is EDTF as written, "" where undated; `sha256` that of its original, or ""."""

    number: int
    id: str
    title: str
    issued: str
    sha256: str
    marking: Marking


@dataclass(frozen=True, slots=True)
class ManifestExcerpt:
    """An excerpt that is printed or cited, by its name and its mark in the brief (``3b``).

    `sha256` is that of its quoted words, in UTF-8, several parts joined by `` […] ``; `proof` the state of
    `model.evidence.ProofState`; `version` the SHA-256 of the later original in which moved words stand, or "".
    """

    name: str
    mark: str
    source: int
    sha256: str
    proof: str
    marking: Marking
    version: str = ""


@dataclass(frozen=True, slots=True)
class ManifestQuery:
    """What was asked: the topic's query (`section` is "") or the narrower one of a section."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The evidence behind one variant of a brief, made of released data only: nothing in it is marked higher."""

    topic: str
    title: str
    marking: Marking
    form: str
    language: str
    edition: str
    cutoff: str
    queries: tuple[ManifestQuery, ...]
    sources: tuple[ManifestSource, ...]
    excerpts: tuple[ManifestExcerpt, ...]
