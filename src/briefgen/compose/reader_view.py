"""What a reader saw and sees: digests of excerpts and sources, and what a brief is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.files.digest import digest_text
from briefgen.grammar.citations import split_at_citations
from briefgen.grammar.plain_text import read_plain
from briefgen.model.comparison import Change, Comparison
from briefgen.model.edition import Edition
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source

_JOINT = " […] "


@dataclass(frozen=True, slots=True)
class Since:
    """What a brief is compared with: the last edition, and what changed since, once that is known.

    `compares_print` tells that what is printed is compared with what was. It is False where that edition is of another
    form or language: then only what both hold is compared, for a form may print more, or less, of the same things.
    `comparison` is None in the first pass over a brief, which learns what there is to compare.
    `excerpts` and `judgements` are its changes by the names and keys of what prints now. `untold` are the excerpts of
    that edition whose words their owners do not let be quoted again.
    """

    edition: Edition
    compares_print: bool = True
    comparison: Comparison | None = None
    excerpts: Mapping[str, Change] = field(default_factory=dict)
    judgements: Mapping[str, Change] = field(default_factory=dict)
    untold: frozenset[str] = frozenset()


def join_words(evidence: Evidence) -> str:
    """Give an excerpt's words as they print: marked parts joined with "[…]"."""
    return _JOINT.join(evidence.passage.quoted)


def digest_excerpt(evidence: Evidence) -> str:
    """Digest what a reader sees of an excerpt beside its source: its words and whose they are, not its tags."""
    trailer = evidence.passage.trailer
    told = (trailer.stance, trailer.stance_towards, _write(trailer.date), trailer.event, trailer.credibility)
    beside = (trailer.page, trailer.translation, trailer.translator, trailer.note, trailer.is_key)
    whose = (evidence.tagged.speaker or trailer.speaker, evidence.tagged.actor, evidence.language)
    shown = (evidence.passage.quoted, evidence.passage.kind, evidence.proof.state.value, evidence.marking.label)
    return digest_text(repr((shown, whose, told, beside)))


def digest_source(source: Source) -> str:
    """Digest what a reader sees of a source."""
    whose = (source.title, source.author, source.editor, source.publisher, source.publisher_place, source.type)
    where = (source.volume, source.issue, source.page, source.doi, source.issn, source.url, source.section)
    what = (_write(source.issued), source.language, source.reliability, source.descriptor, source.wording)
    return digest_text(repr((whose, where, what, source.rights.licence, source.rights.holder, source.marking.label)))


def tell_excerpt(name: str, since: Since | None) -> str:
    """Tell whether an excerpt is new, changed or re-tagged since an edition, "" where it is none of it."""
    change = since.excerpts.get(name) if since else None
    return change.manner if change else ""


def read_words(markdown: str) -> str:
    """Read the analyst's words without citations and markup."""
    pieces = (piece for piece in split_at_citations(markdown) if isinstance(piece, str))
    return read_plain("".join(pieces)).text


def _write(date: object) -> str:
    return str(date) if date else ""
