"""What a reader saw and sees: digests of excerpts and sources, and what is new, changed or gone since an edition."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from briefgen.files.digest import digest_text
from briefgen.grammar.citations import split_at_citations
from briefgen.grammar.plain_text import read_plain
from briefgen.model.brief import JudgementEntry
from briefgen.model.edition import Edition, IssuedExcerpt, IssuedJudgement
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source

NEW, CHANGED, WITHDRAWN = "new", "changed", "withdrawn"
#: Two texts are one in other words where so much of their characters stand in the same order (Indel ratio, 0 to 100).
_REWORDED = 60.0
_JOINT = " […] "


@dataclass(frozen=True, slots=True)
class Since:
    """What a brief is compared with: the last edition, and what there is to set against it.

    `compares_print` tells that what is printed is compared with what was. It is False where that edition is of another
    form or language: then only what both hold is compared, for a form may print more, or less, of the same things.
    `judgements` and `summary` are as the analyst has written them by now, `usable` are the excerpts that may print.
    """

    edition: Edition
    compares_print: bool = True
    judgements: tuple[IssuedJudgement, ...] = ()
    summary: str = ""
    usable: Mapping[str, Evidence] = field(default_factory=dict)


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


def find_former(evidence: Evidence, edition: Edition, names: Collection[str]) -> str:
    """Find under which name an edition printed an excerpt, or the one it was made of; "" where it did not.

    `names` are those of the source's excerpts that print or are cited now: none of them is another's former self.
    """
    if evidence.name in edition.excerpts:
        return evidence.name
    words = join_words(evidence)
    gone = {
        name: one.text
        for name, one in edition.excerpts.items()
        if one.source == evidence.source.id and name not in names
    }
    scored = [(fuzz.ratio(words, text), name) for name, text in gone.items()]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= _REWORDED else ""


def tell_excerpt(evidence: Evidence, since: Since | None, names: Collection[str]) -> str:
    """Tell whether an excerpt is new or changed since an edition, "" where it is neither or none was issued."""
    if since is None:
        return ""
    former = find_former(evidence, since.edition, names)
    if not former:
        return NEW if is_new(evidence, since) else ""
    return "" if is_same(evidence, since.edition.excerpts[former]) else CHANGED


def is_new(evidence: Evidence, since: Since) -> bool:
    """Whether an excerpt that the edition did not print is new: to its readers, or to all where it is another form's.

    An excerpt whose source lost one that the edition might have printed may be that one in other words: it is not
    called new.
    """
    if since.compares_print:
        return True
    found = since.edition.found
    beside = (name for name in found if name.startswith(f"{evidence.source.id}^"))
    return bool(found) and evidence.name not in found and all(name in since.usable for name in beside)


def is_same(evidence: Evidence, issued: IssuedExcerpt) -> bool:
    """Whether a reader sees of an excerpt what an edition showed."""
    return digest_excerpt(evidence) == issued.digest


def name_judgement(judgement: JudgementEntry) -> str:
    """Give a judgement's key: its id, else its anchor."""
    return judgement.id or judgement.anchor


def read_words(markdown: str) -> str:
    """Read the analyst's words without citations and markup."""
    pieces = (piece for piece in split_at_citations(markdown) if isinstance(piece, str))
    return read_plain("".join(pieces)).text


def match_judgements(now: Sequence[IssuedJudgement], before: Sequence[IssuedJudgement]) -> dict[str, IssuedJudgement]:
    """Give for a judgement's key the one that it was: of the same key, else of much the same words."""
    by_key = {issued.key: issued for issued in before if is_named(issued.key)}
    matched = {one.key: by_key[one.key] for one in now if one.key in by_key}
    taken = {issued.key for issued in matched.values()}
    scored = sorted(
        (-fuzz.ratio(one.text, issued.text), place, position)
        for place, one in enumerate(now)
        for position, issued in enumerate(before)
        if one.key not in matched and issued.key not in taken and not (is_named(one.key) and is_named(issued.key))
    )
    for score, place, position in scored:
        if -score >= _REWORDED and now[place].key not in matched and before[position].key not in taken:
            matched[now[place].key] = before[position]
            taken.add(before[position].key)
    return matched


def is_named(key: str) -> bool:
    """Whether a judgement's key is an id that the analyst gave, not its place in the list."""
    return not (key[:1] == "j" and key[1:].isdigit())


def list_judgement_changes(
    now: IssuedJudgement, issued: IssuedJudgement, edition: Edition, known: Mapping[str, Evidence]
) -> tuple[str, ...]:
    """List what changed of a judgement: likelihood, confidence, words, and of its evidence new, gone, changed."""
    changes = {
        "likelihood": now.likelihood != issued.likelihood,
        "confidence": now.confidence != issued.confidence,
        "words": now.text != issued.text,
        "evidence_new": bool(set(now.evidence) - set(issued.evidence)),
        "evidence_gone": bool(set(issued.evidence) - set(now.evidence)),
        "evidence_changed": bool(list_changed_evidence(now, issued, edition, known)),
    }
    return tuple(name for name, holds in changes.items() if holds)


def list_changed_evidence(
    now: IssuedJudgement, issued: IssuedJudgement, edition: Edition, known: Mapping[str, Evidence]
) -> list[str]:
    """Name the excerpts that a judgement rested on then and does now, and that are not as they were."""
    kept = (one for one in now.evidence if one in issued.evidence and one in known and one in edition.excerpts)
    return [name for name in kept if not is_same(known[name], edition.excerpts[name])]


def give_keys(judgements: Iterable[JudgementEntry]) -> dict[str, JudgementEntry]:
    """Give the printed judgements by their keys."""
    return {name_judgement(one): one for one in judgements}


def _write(date: object) -> str:
    return str(date) if date else ""
