"""Review stamps: a digest of a judgement and of all it rests on, as the analyst last confirmed them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.compose.citations import resolve_citation
from briefgen.compose.findings import Findings
from briefgen.files.digest import digest_text
from briefgen.grammar.citations import CitationGroup, split_at_citations
from briefgen.grammar.plain_text import normalise_text, read_plain
from briefgen.model.evidence import PROVEN, Evidence
from briefgen.model.problem import Problem
from briefgen.model.source import Source
from briefgen.model.topic import AnalystBlock, Citation

#: How many digits of the digest a stamp shows; a longer one holds as well.
_DIGITS = 6
_STAMP = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)\s+(?P<digits>[0-9a-f]{6,64})")
#: Blocks that are judgements; headings, tables and the like are only text beside them.
JUDGING = ("paragraph", "item")


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that an analyst confirms: what it is called ("words of x^y"), and what it says."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp as written: the day (ISO) of the review, and the first digits of the digest."""

    day: str
    digits: str

    def __str__(self) -> str:
        return f"{self.day} {self.digits}"


def read_words(block: AnalystBlock) -> str:
    """Give the plain text of a block without its citations."""
    pieces = ("" if isinstance(piece, CitationGroup) else piece for piece in split_at_citations(block.markdown))
    return normalise_text(read_plain("".join(pieces), block.kind).text).replace(" .", ".").strip()


def list_facets(block: AnalystBlock, findings: Findings) -> tuple[Facet, ...]:
    """List what a review of a judgement confirms: its words and terms, and what a reader sees of its evidence."""
    own = [
        ("words of the judgement", read_words(block)),
        ("likelihood", block.likelihood),
        ("confidence", block.confidence),
        ("marking", block.marking.label if block.marking is not None else ""),
    ]
    cited = {(one.name, one.locator): one for one in block.citations}
    evidence = [pair for key in sorted(cited) for pair in _list_cited(cited[key], findings)]
    return tuple(dict.fromkeys(Facet(name, text) for name, text in (*own, *evidence) if text))


def digest_facets(facets: Iterable[Facet]) -> str:
    """Digest what is confirmed (SHA-256, hexadecimal); its order does not count."""
    return digest_text("\n".join(sorted(f"{facet.name}\x1f{facet.text}" for facet in facets)))


def make_stamp(day: str, digest: str) -> Stamp:
    """Make the stamp of a review on the ISO day `day`."""
    return Stamp(day, digest[:_DIGITS])


def read_stamp(text: str) -> Stamp | None:
    """Read a stamp, ``2026-11-22 4f1c9a``; None for anything else."""
    match = _STAMP.fullmatch(text.strip())
    return Stamp(match["day"], match["digits"]) if match else None


def is_confirmed(stamp: Stamp | None, digest: str) -> bool:
    """Whether a stamp is of just this."""
    return stamp is not None and digest.startswith(stamp.digits)


def _list_cited(citation: Citation, findings: Findings) -> list[tuple[str, str]]:
    name = citation.name
    told = [(f"place cited in {name}", citation.locator)]
    match resolve_citation(citation, findings):
        case Evidence() as evidence:
            return [*told, *_list_excerpt(evidence), *_list_source(evidence.source)]
        case Source() as source:
            return [*told, (f"{name} as a whole", source.title), *_list_source(source)]
        case Problem() as problem:
            return [*told, (f"{name} cannot be used", problem.kind.code)]


def _list_excerpt(evidence: Evidence) -> list[tuple[str, str]]:
    trailer, name = evidence.passage.trailer, evidence.name
    proof = "proven" if evidence.proof.state in PROVEN else evidence.proof.state.value
    return [
        (f"words of {name}", " […] ".join(evidence.passage.quoted)),
        (f"translation of {name}", trailer.translation),
        (f"speaker of {name}", trailer.speaker),
        (f"actor of {name}", evidence.tagged.actor),
        (f"stance of {name}", f"{trailer.stance} {trailer.stance_towards}".strip()),
        (f"date of {name}", str(trailer.date or "")),
        (f"credibility of {name}", trailer.credibility),
        (f"proof of {name}", proof),
        (f"marking of {name}", evidence.marking.label),
    ]


def _list_source(source: Source) -> list[tuple[str, str]]:
    return [
        (f"standing of {source.id}", source.status),
        (f"reliability of {source.id}", source.reliability),
        (f"date of {source.id}", str(source.issued or "")),
        (f"marking of {source.id}", source.marking.label),
    ]
