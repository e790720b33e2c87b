"""What changed since the last edition: judgements, the bottom line, excerpts, sources.

An edition is compared with what prints now in the same variant. Of one with a limit, `release` has taken out of the
edition whatever may be marked higher by now, so that what is told here may be told. Where the last edition is of
another form or language (`Since.compares_print`), only what both hold is compared: nothing is new because this form
prints more, and nothing gone because it prints less.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.compose.comparing import (
    CHANGED,
    NEW,
    WITHDRAWN,
    Since,
    digest_source,
    find_former,
    is_new,
    is_same,
    join_words,
)
from briefgen.compose.details import list_excerpt_details, list_source_details, tell_details
from briefgen.compose.differences import show_difference
from briefgen.compose.entries import tell_manner
from briefgen.compose.judgement_changes import LONGEST, tell_judgements
from briefgen.compose.sections import Desk
from briefgen.grammar.dates import read_date
from briefgen.grammar.shortening import CUT, shorten_text
from briefgen.model.brief import ChangeEntry, Changes, JudgementEntry
from briefgen.model.date import PartialDate
from briefgen.model.edition import IssuedExcerpt
from briefgen.model.evidence import Evidence
from briefgen.model.source import Source
from briefgen.wording.labels import say, say_count

#: A table of more rows is read by nobody (BRIEF 3.5); the counts below it tell the rest.
_MOST_ROWS = 6
_MANNERS = (NEW, CHANGED, WITHDRAWN)


def tell_changes(used: Mapping[str, Evidence], judgements: Sequence[JudgementEntry], desk: Desk) -> Changes | None:
    """Compare what is printed now (`used`, `judgements`) with the last edition; None where none was issued."""
    since = desk.since
    issued = read_date(since.edition.issued) if since else ""
    if since is None or not isinstance(issued, PartialDate):
        return None
    entries = [
        *tell_judgements(judgements, desk),
        *_tell_summary(since, desk),
        *_tell_excerpts(used, since, desk),
        *_tell_sources(used, since, desk),
    ]
    counts = Counter(f"{entry.kind} {entry.manner}" for entry in entries)
    return Changes(
        number=since.edition.number,
        issued=issued,
        entries=tuple(entries[:_MOST_ROWS]),
        counts={name: counts[name] for name in sorted(counts)},
        further=len(entries[_MOST_ROWS:]),
        summary=_sum_up(counts, desk.wording.language),
    )


def _tell_summary(since: Since, desk: Desk) -> Iterator[ChangeEntry]:
    """Tell the bottom line's change by the sentences that are not the same."""
    language, spoken = desk.topic.language, desk.wording.language
    before, now = since.edition.summary, since.summary
    if now == before:
        return
    subject = say("subject_summary", spoken)
    if before and now:
        told = show_difference(before, now, language, LONGEST)
        why = "; ".join(say(f"why_{manner}", spoken) for manner in told.manners)
        yield ChangeEntry("summary", CHANGED, told.old, told.new, why, subject=subject, language=language)
        return
    old, new = (shorten_text(text, language, LONGEST) for text in (before, now))
    yield ChangeEntry("summary", NEW if now else WITHDRAWN, old, new, subject=subject, language=language)


def _tell_excerpts(used: Mapping[str, Evidence], since: Since, desk: Desk) -> Iterator[ChangeEntry]:
    """Tell the excerpts that are gone, then the re-worded ones, then the new: a hole may not stay unseen."""
    edition = since.edition
    former = {
        name: find_former(one, edition, desk.numbering.list_excerpts(one.source.id)) for name, one in used.items()
    }
    kept = {*former.values(), *_list_still_there(used, since)}
    for name, issued in edition.excerpts.items():
        if name not in kept:
            yield _tell_gone_excerpt(name, issued, desk)
    for name, evidence in used.items():
        old = edition.excerpts.get(former[name])
        if old is not None and not is_same(evidence, old):
            yield _tell_changed_excerpt(evidence, old, desk)
    for name, evidence in used.items():
        if not former[name] and is_new(evidence, since):
            why = "why_known_source" if evidence.source.id in edition.sources else "why_new_source"
            yield replace(_show_excerpt(evidence, NEW, desk), why=say(why, desk.wording.language))


def _list_still_there(used: Mapping[str, Evidence], since: Since) -> Iterator[str]:
    """List what another form's edition printed and this form has no room for: it, or it in other words, is there."""
    if since.compares_print:
        return
    names = {**used, **since.usable}
    for name, evidence in since.usable.items():
        former = find_former(evidence, since.edition, names) if name not in used else ""
        if former:
            yield former


def _show_excerpt(evidence: Evidence, manner: str, desk: Desk) -> ChangeEntry:
    mark = desk.numbering.mark_excerpt(evidence)
    return ChangeEntry(
        "excerpt",
        manner,
        new=shorten_text(join_words(evidence), evidence.language, LONGEST),
        mark=mark,
        subject=say("subject_excerpt", desk.wording.language),
        anchor=mark.anchor,
        new_manner=tell_manner(evidence),
        language=evidence.language,
    )


def _tell_changed_excerpt(evidence: Evidence, issued: IssuedExcerpt, desk: Desk) -> ChangeEntry:
    """Tell where an excerpt's words part, and what beside them changed; with the same words, only that."""
    entry, spoken = _show_excerpt(evidence, CHANGED, desk), desk.wording.language
    details = tell_details(issued.details, list_excerpt_details(evidence), desk.wording)
    words = join_words(evidence)
    if issued.text == words:
        why = "; ".join(details) or say("why_details", spoken)
        return replace(entry, why=why)
    told = show_difference(issued.text, words, evidence.language, LONGEST, CUT.strip())
    why = "; ".join([*(say(f"why_{manner}", spoken) for manner in told.manners), *details])
    return replace(entry, old=told.old, new=told.new, old_manner=issued.manner, why=why)


def _tell_gone_excerpt(name: str, issued: IssuedExcerpt, desk: Desk) -> ChangeEntry:
    there = [one for one in _list_found(desk) if one.name == name]
    source = there[0].source if there else _list_sources(desk).get(issued.source)
    return ChangeEntry(
        "excerpt",
        WITHDRAWN,
        old=shorten_text(issued.text, issued.language, LONGEST),
        why=_tell_loss(issued.source, source, desk),
        subject=say("subject_excerpt", desk.wording.language),
        old_manner=issued.manner,
        language=issued.language,
    )


def _tell_loss(source_id: str, source: Source | None, desk: Desk) -> str:
    """Say why something of a source prints no more: the source was withdrawn, is gone, or is no longer selected."""
    spoken = desk.wording.language
    if source is not None and source.is_withdrawn:
        reason = source.withdrawn.reason if source.withdrawn else ""
        return say("why_source_withdrawn", spoken) + (f": {reason}" if reason else "")
    is_gone = source is None and source_id not in desk.findings.source_ids
    return say("why_source_gone" if is_gone else "why_not_selected", spoken)


def _list_found(desk: Desk) -> Iterator[Evidence]:
    findings = desk.findings
    yield from findings.found
    for there in (*findings.by_section.values(), *findings.cited.values()):
        yield from there


def _list_sources(desk: Desk) -> dict[str, Source]:
    return {**{one.source.id: one.source for one in _list_found(desk)}, **desk.findings.sources}


def _tell_sources(used: Mapping[str, Evidence], since: Since, desk: Desk) -> Iterator[ChangeEntry]:
    """Tell the sources that are gone, then those that are new or whose entries changed."""
    edition, known = since.edition, {**_list_sources(desk), **{one.source.id: one.source for one in used.values()}}
    now = {name: known[name] for name in desk.numbering.list_sources() if name in known}
    usable = {one.source.id for one in since.usable.values()}
    usable |= {name for name, source in desk.findings.sources.items() if not source.is_withdrawn}
    for name, title in edition.sources.items():
        if name not in now and (since.compares_print or name not in usable):
            yield replace(_name_source(WITHDRAWN, desk), old=title, why=_tell_loss(name, known.get(name), desk))
    for name, source in now.items():
        if name in edition.sources:
            yield from _tell_changed_source(source, since, desk)
        elif since.compares_print or _is_new_source(name, since):
            yield _show_source(source, NEW, desk)


def _is_new_source(source_id: str, since: Since) -> bool:
    """Whether nothing of a source could have been printed in the edition of another form."""
    found = since.edition.found
    return bool(found) and not any(name.startswith(f"{source_id}^") for name in found)


def _tell_changed_source(source: Source, since: Since, desk: Desk) -> Iterator[ChangeEntry]:
    edition, name = since.edition, source.id
    if edition.source_digests.get(name, "") in {"", digest_source(source)}:
        return
    renamed, spoken = edition.sources[name] != source.title, desk.wording.language
    why = [say("change.other", spoken, what=say("change.title", spoken))] if renamed else []
    why += tell_details(edition.source_details.get(name, {}), list_source_details(source), desk.wording)
    old = edition.sources[name] if renamed else ""
    yield replace(_show_source(source, CHANGED, desk), old=old, why="; ".join(why) or say("why_details_source", spoken))


def _name_source(manner: str, desk: Desk) -> ChangeEntry:
    return ChangeEntry("source", manner, subject=say("subject_source", desk.wording.language))


def _show_source(source: Source, manner: str, desk: Desk) -> ChangeEntry:
    mark = desk.numbering.mark_source(source)
    entry = _name_source(manner, desk)
    return replace(entry, new=source.title, mark=mark, anchor=mark.anchor, language=source.language)


def _sum_up(counts: Mapping[str, int], language: str) -> str:
    """Say the counts in a sentence for each kind: "Excerpts: 2 new, 1 withdrawn."."""
    sentences = []
    for kind, key in (
        ("judgement", "changed_judgements"),
        ("summary", "changed_summary"),
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
