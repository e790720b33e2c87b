"""What changed since the last edition: judgements, the bottom line, excerpts, sources.

An edition is compared with what prints now in the same variant. Of one with a limit, `release` has taken out of the
edition whatever may be marked higher by now, so that what is told here may be told.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.compose.comparing import (
    CHANGED,
    NEW,
    WITHDRAWN,
    digest_source,
    find_former,
    is_same,
    join_words,
    list_judgement_changes,
    match_judgements,
    name_judgement,
    read_whole,
    read_words,
)
from briefgen.compose.entries import tell_manner
from briefgen.compose.sections import Desk
from briefgen.grammar.dates import read_date
from briefgen.grammar.shortening import shorten_text
from briefgen.model.brief import ChangeEntry, Changes, JudgementEntry
from briefgen.model.date import PartialDate
from briefgen.model.edition import Edition, IssuedExcerpt, IssuedJudgement
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source
from briefgen.wording.labels import say, say_count

#: A table of more rows is read by nobody (BRIEF 3.5); the counts below it tell the rest.
_MOST_ROWS = 6
#: So wide are the words of a row at most.
_LONGEST = 150
_MANNERS = (NEW, CHANGED, WITHDRAWN)


def tell_changes(used: Mapping[str, Evidence], judgements: Sequence[JudgementEntry], desk: Desk) -> Changes | None:
    """Compare what is printed now (`used`, `judgements`) with the last edition; None where none was issued."""
    edition = desk.findings.previous
    issued = read_date(edition.issued) if edition else ""
    if edition is None or not isinstance(issued, PartialDate):
        return None
    entries = [
        *_tell_judgements(judgements, edition, desk),
        *_tell_summary(edition, desk),
        *_tell_excerpts(used, edition, desk),
        *_tell_sources(used, edition, desk),
    ]
    counts = Counter(f"{entry.kind} {entry.manner}" for entry in entries)
    return Changes(
        number=edition.number,
        issued=issued,
        entries=tuple(entries[:_MOST_ROWS]),
        counts={name: counts[name] for name in sorted(counts)},
        further=len(entries[_MOST_ROWS:]),
        summary=_sum_up(counts, desk.wording.language),
    )


def mark_judgements(judgements: Iterable[JudgementEntry], desk: Desk) -> tuple[JudgementEntry, ...]:
    """Mark the judgements that are new or changed since the last edition."""
    listed = tuple(judgements)
    edition = desk.findings.previous
    if edition is None:
        return listed
    known = _list_cited(desk)
    before = match_judgements(listed, edition.judgements)

    def tell(judgement: JudgementEntry) -> str:
        issued = before.get(name_judgement(judgement))
        if issued is None:
            return NEW
        return CHANGED if list_judgement_changes(judgement, issued, edition, known) else ""

    return tuple(replace(judgement, change=tell(judgement)) for judgement in listed)


def _list_cited(desk: Desk) -> dict[str, Evidence]:
    return {evidence.name: evidence for there in desk.findings.cited.values() for evidence in there}


def _tell_judgements(judgements: Sequence[JudgementEntry], edition: Edition, desk: Desk) -> Iterator[ChangeEntry]:
    """Tell the changed judgements, then the new ones, then those that are gone."""
    before = match_judgements(judgements, edition.judgements)
    known = _list_cited(desk)
    for judgement in judgements:
        issued = before.get(name_judgement(judgement))
        changes = list_judgement_changes(judgement, issued, edition, known) if issued else ()
        if issued and changes:
            yield _tell_judgement(judgement, issued, changes, desk)
    for judgement in judgements:
        if name_judgement(judgement) not in before:
            words = _shorten(read_whole(judgement.prose), desk.topic.language)
            yield replace(_name_judgement(judgement, NEW, desk), new=words)
    kept = {issued.key for issued in before.values()}
    for issued in edition.judgements:
        if issued.key not in kept:
            subject = say("subject_judgement", desk.wording.language)
            old = _shorten(issued.text, desk.topic.language)
            yield ChangeEntry("judgement", WITHDRAWN, old=old, subject=subject, language=desk.topic.language)


def _tell_judgement(
    judgement: JudgementEntry, issued: IssuedJudgement, changes: Sequence[str], desk: Desk
) -> ChangeEntry:
    """Tell one judgement's change: its words where they changed, else its terms, else how much it rests on."""
    spoken = desk.wording.language
    old, new = "", ""
    if "words" in changes:
        old, new = (_shorten(text, desk.topic.language) for text in (issued.text, read_whole(judgement.prose)))
    for term in ("likelihood", "confidence"):
        if term in changes:
            old = f"{old} {say(term, spoken)}: {getattr(issued, term) or '–'}.".strip()
            new = f"{new} {say(term, spoken)}: {getattr(judgement, term) or '–'}.".strip()
    if not old:
        old = say_count(len(issued.evidence), "excerpts", spoken)
        new = say_count(len(judgement.rests_on), "excerpts", spoken)
    reasons = [say(f"why_{change}", spoken) for change in changes if change.startswith("evidence")]
    why = ", ".join(reasons) or say("why_words" if changes == ("words",) else "why_same_evidence", spoken)
    return replace(_name_judgement(judgement, CHANGED, desk), old=old, new=new, why=why)


def _name_judgement(judgement: JudgementEntry, manner: str, desk: Desk) -> ChangeEntry:
    subject = say("judgement_number", desk.wording.language, number=judgement.number)
    return ChangeEntry("judgement", manner, subject=subject, anchor=judgement.anchor, language=desk.topic.language)


def _tell_summary(edition: Edition, desk: Desk) -> Iterator[ChangeEntry]:
    """Tell the bottom line's change, from the first sentence on that is not the same."""
    topic = desk.topic
    blocks = (*topic.summary, *(block for plan in topic.sections if plan.kind == "summary" for block in plan.text))
    now = " ".join(read_words((block.whole or block).markdown) for block in blocks)
    if now == edition.summary or not (now or edition.summary):
        return
    manner = CHANGED if now and edition.summary else NEW if now else WITHDRAWN
    old, new = _skip_common(edition.summary, now)
    yield ChangeEntry(
        "summary",
        manner,
        old=_shorten(old, topic.language),
        new=_shorten(new, topic.language),
        why=say("why_words", desk.wording.language) if manner == CHANGED else "",
        subject=say("subject_summary", desk.wording.language),
        language=topic.language,
    )


def _skip_common(old: str, new: str) -> tuple[str, str]:
    """Leave out the words with which both begin, from the last sentence end before they part."""
    common = next(
        (place for place, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    start = max(old.rfind(f"{sign} ", 0, common) for sign in ".!?") + 2
    return (old[start:], new[start:]) if start > 1 else (old, new)


def _tell_excerpts(used: Mapping[str, Evidence], edition: Edition, desk: Desk) -> Iterator[ChangeEntry]:
    """Tell the excerpts that are gone, then the re-worded ones, then the new: a hole may not stay unseen."""
    former = {
        name: find_former(one, edition, desk.numbering.list_excerpts(one.source.id)) for name, one in used.items()
    }
    kept = set(former.values())
    for name, issued in edition.excerpts.items():
        if name not in kept:
            yield _tell_gone_excerpt(name, issued, desk)
    for name, evidence in used.items():
        old = edition.excerpts.get(former[name])
        if old is not None and not is_same(evidence, old):
            yield _tell_changed_excerpt(evidence, old, desk)
    for name, evidence in used.items():
        if not former[name]:
            why = "why_known_source" if evidence.source.id in edition.sources else "why_new_source"
            yield replace(_show_excerpt(evidence, NEW, desk), why=say(why, desk.wording.language))


def _show_excerpt(evidence: Evidence, manner: str, desk: Desk) -> ChangeEntry:
    mark = desk.numbering.mark_excerpt(evidence)
    return ChangeEntry(
        "excerpt",
        manner,
        new=_shorten(join_words(evidence), evidence.language),
        mark=mark,
        subject=say("subject_excerpt", desk.wording.language),
        anchor=mark.anchor,
        new_manner=tell_manner(evidence),
        language=evidence.language,
    )


def _tell_changed_excerpt(evidence: Evidence, issued: IssuedExcerpt, desk: Desk) -> ChangeEntry:
    entry = _show_excerpt(evidence, CHANGED, desk)
    if issued.text == join_words(evidence):
        return replace(entry, why=say("why_details", desk.wording.language))
    old = _shorten(issued.text, evidence.language)
    return replace(entry, old=old, old_manner=issued.manner, why=say("why_words", desk.wording.language))


def _tell_gone_excerpt(name: str, issued: IssuedExcerpt, desk: Desk) -> ChangeEntry:
    there = [one for one in _list_found(desk) if one.name == name]
    is_withdrawn = any(one.source.is_withdrawn for one in there)
    return ChangeEntry(
        "excerpt",
        WITHDRAWN,
        old=_shorten(issued.text, issued.language),
        why=say("why_source_withdrawn" if is_withdrawn else "why_not_selected", desk.wording.language),
        subject=say("subject_excerpt", desk.wording.language),
        old_manner=issued.manner,
        language=issued.language,
    )


def _list_found(desk: Desk) -> Iterator[Evidence]:
    findings = desk.findings
    yield from findings.found
    for there in (*findings.by_section.values(), *findings.cited.values()):
        yield from there


def _tell_sources(used: Mapping[str, Evidence], edition: Edition, desk: Desk) -> Iterator[ChangeEntry]:
    known = {**desk.findings.sources, **{one.source.id: one.source for one in used.values()}}
    now = {name: known[name] for name in desk.numbering.list_sources() if name in known}
    for name, title in edition.sources.items():
        if name not in now:
            yield replace(_name_source(WITHDRAWN, desk), old=title)
    for name, source in now.items():
        if name not in edition.sources:
            yield _show_source(source, NEW, desk)
        elif edition.source_digests.get(name, "") not in {"", digest_source(source)}:
            changed = _show_source(source, CHANGED, desk)
            renamed = edition.sources[name] != source.title
            old = edition.sources[name] if renamed else ""
            yield replace(changed, old=old, why=say("why_details_source", desk.wording.language))


def _name_source(manner: str, desk: Desk) -> ChangeEntry:
    return ChangeEntry("source", manner, subject=say("subject_source", desk.wording.language))


def _show_source(source: Source, manner: str, desk: Desk) -> ChangeEntry:
    mark = desk.numbering.mark_source(source)
    entry = _name_source(manner, desk)
    return replace(entry, new=source.title, mark=mark, anchor=mark.anchor, language=source.language)


def _shorten(words: str, language: str) -> str:
    return shorten_text(words, language, _LONGEST)


def _sum_up(counts: Mapping[str, int], language: str) -> str:
    """Say the counts in a sentence for each kind: "Excerpts: 2 new, 1 withdrawn."."""
    sentences = []
    for kind, key in (
        ("judgement", "changed_judgements"),
        ("excerpt", "changed_excerpts"),
        ("source", "changed_sources"),
    ):
        told = [
            say_count(counts[f"{kind} {manner}"], f"changes_{manner}", language)
            for manner in _MANNERS
            if counts.get(f"{kind} {manner}")
        ]
        if told:
            sentences.append(say(key, language, counts=", ".join(told)))
    return " ".join(sentences)
