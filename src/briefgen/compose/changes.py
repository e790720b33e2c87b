"""What changed since the last edition, as a brief tells it: a few rows, all counted, the share of the text.

An edition is compared with what prints now in the same variant. Of one with a limit, `release` has taken out of the
edition whatever may be marked higher by now, so that what is told here may be told.
"""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.compose.comparison import Ground, compare_editions
from briefgen.compose.details import tell_moves, tell_tag_moves
from briefgen.compose.differences import show_difference
from briefgen.compose.findings import AssemblyOptions
from briefgen.compose.judgement_changes import LONGEST, tell_judgement
from briefgen.compose.losses import explain_losses
from briefgen.compose.matching import rename_sources
from briefgen.compose.quoted_words import list_untold
from briefgen.compose.reader_view import Since, join_words
from briefgen.compose.sections import Desk
from briefgen.compose.written import Written
from briefgen.grammar.dates import read_date
from briefgen.grammar.shortening import CUT, shorten_text
from briefgen.model.brief import ChangeEntry, Changes, JudgementEntry
from briefgen.model.comparison import CHANGED, MANNERS, NEW, RETAGGED, WITHDRAWN, Change, Comparison, Share
from briefgen.model.date import PartialDate
from briefgen.model.edition import Edition
from briefgen.wording.labels import say, say_count
from briefgen.wording.numbers import write_number

#: A table of more rows is read by nobody (BRIEF 3.5); the counts below it tell the rest.
_MOST_ROWS = 6
#: Each kind of thing with the sentence that counts it, in the order in which they are told.
_COUNTED = (
    ("marking", "changed_marking"),
    ("judgement", "changed_judgements"),
    ("summary", "changed_summary"),
    ("head", "changed_heads"),
    ("text", "changed_texts"),
    ("excerpt", "changed_excerpts"),
    ("source", "changed_sources"),
)


def compare_with_last(since: Since, now: Edition, written: Written, desk: Desk, options: AssemblyOptions) -> Since:
    """Compare what stands in a brief `now` with the last edition."""
    usable, findings = written.usable, desk.findings
    sources = {one.source.id for one in usable.values()}
    sources |= {name for name, source in findings.sources.items() if not source.is_withdrawn}
    beyond = {name: join_words(one) for name, one in usable.items() if name not in now.excerpts}
    losses = explain_losses(since.edition, desk.topic, findings, usable, options.settings)
    comparison = compare_editions(since.edition, now, Ground(since.compares_print, beyond, frozenset(sources), losses))
    untold = _list_untold(since, now, comparison, desk, options)
    comparison = replace(comparison, changes=tuple(_leave_untold(one, untold) for one in comparison.changes))
    there = [one for one in comparison.changes if one.manner != WITHDRAWN]
    return replace(
        since,
        comparison=comparison,
        untold=untold,
        excerpts={one.name: one for one in there if one.kind == "excerpt"},
        judgements={one.name: one for one in there if one.kind == "judgement"},
    )


def _list_untold(
    since: Since, now: Edition, comparison: Comparison, desk: Desk, options: AssemblyOptions
) -> frozenset[str]:
    """List the excerpts of the last edition whose owners do not let their words be quoted again, in an edition."""
    if not desk.findings.owned:
        return frozenset()
    last, day = rename_sources(since.edition, now), datetime.date.fromisoformat(options.printed)
    return list_untold(last, now, comparison.changes, desk.findings.owned, day)


def _leave_untold(change: Change, untold: Collection[str]) -> Change:
    """Leave out of a change what an excerpt said, where that may not be quoted again."""
    is_closed = change.kind == "excerpt" and bool(change.old) and (change.former or change.name) in untold
    return replace(change, old="", is_untold=True) if is_closed else change


def tell_changes(judgements: Sequence[JudgementEntry], desk: Desk) -> Changes | None:
    """Tell what changed since the last edition; None where none was issued, or in the first pass."""
    since = desk.since
    issued = read_date(since.edition.issued) if since else ""
    if since is None or since.comparison is None or not isinstance(issued, PartialDate):
        return None
    comparison, spoken = since.comparison, desk.wording.language
    entries = list(_tell_all(comparison, judgements, desk))
    counts = Counter(f"{one.kind} {one.manner}" for one in comparison.changes)
    if comparison.unnamed:
        counts["excerpt withdrawn"] += comparison.unnamed
        entries.append(_tell_unnamed(comparison.unnamed, desk))
    return Changes(
        number=since.edition.number,
        issued=issued,
        entries=tuple(entries[:_MOST_ROWS]),
        counts={name: counts[name] for name in sorted(counts)},
        further=sum(counts.values()) - sum(one.number for one in entries[:_MOST_ROWS]),
        summary=" ".join(filter(None, (_sum_up(counts, spoken), tell_share(comparison.share, spoken)))),
    )


def tell_share(share: Share, language: str) -> str:
    """Say how much of the text changed: "About 12 % of the text changed."; "" where no word did."""
    if not share.changed:
        return ""
    if share.per_cent < 1:
        return say("changed_share_little", language)
    return say("changed_share", language, share=write_number(round(share.per_cent), language))


def _tell_all(comparison: Comparison, judgements: Sequence[JudgementEntry], desk: Desk) -> Iterator[ChangeEntry]:
    entries = {one.id or one.anchor: one for one in judgements}
    for change in comparison.changes:
        match change.kind:
            case "judgement":
                yield tell_judgement(change, entries.get(change.name), desk)
            case "excerpt" if change.manner != RETAGGED:
                yield _tell_excerpt(change, desk)
            case "source":
                yield _tell_source(change, desk)
            case "marking":
                subject = say("subject_marking", desk.wording.language)
                yield ChangeEntry("marking", change.manner, change.old, change.new, subject=subject)
            case "summary" | "head" | "text":
                yield _tell_text(change, desk)
    yield from _tell_retagged((one for one in comparison.changes if one.manner == RETAGGED), desk)


def _tell_text(change: Change, desk: Desk) -> ChangeEntry:
    """Tell a change of the analyst's words by the sentences that are not the same."""
    language, spoken = desk.topic.language, desk.wording.language
    word = change.name if change.kind == "head" else change.kind
    # A section's own heading names it better than any word of ours.
    is_headed = change.kind == "text" and any(one.heading == change.name for one in desk.topic.sections)
    subject = change.name if is_headed else say(f"subject_{word}", spoken)
    entry = ChangeEntry(change.kind, change.manner, subject=subject, language=language)
    details = [*filter(None, [tell_reason(change, spoken)]), *tell_moves(change.moves, spoken, desk.wording.name_tag)]
    if change.manner != CHANGED:
        old, new = (shorten_text(text, language, LONGEST) for text in (change.old, change.new))
        return replace(entry, old=old, new=new, why="; ".join(details))
    told = show_difference(change.old, change.new, language, LONGEST)
    # Where a reason says that it may be new or reworded, nothing says which of the two.
    is_told = change.kind != "head" and not change.reason
    manners = [say(f"why_{manner}", spoken) for manner in told.manners] if is_told else []
    return replace(entry, old=told.old, new=told.new, why="; ".join([*manners, *details]))


def _tell_excerpt(change: Change, desk: Desk) -> ChangeEntry:
    """Tell an excerpt that came or went, or where its words part, and what beside them changed."""
    spoken = desk.wording.language
    entry = ChangeEntry(
        "excerpt",
        change.manner,
        subject=say("subject_excerpt", spoken),
        old_manner=change.old_manner,
        new_manner=change.new_manner,
        language=change.language,
    )
    untold = _tell_untold(change, desk)
    if change.manner == WITHDRAWN:
        old = shorten_text(change.old, change.language, LONGEST)
        reason = filter(None, [tell_reason(change, spoken)])
        return replace(entry, old=old, why="; ".join([*reason, *untold, *_tell_tags(change, desk)]))
    entry = _place_excerpt(entry, change.name, desk)
    if change.manner == NEW:
        return replace(entry, new=shorten_text(change.new, change.language, LONGEST), why=tell_reason(change, spoken))
    why = [*untold, *_tell_details(change, desk), *_tell_tags(change, desk)]
    if change.is_untold:
        return replace(entry, new=shorten_text(change.new, change.language, LONGEST), why="; ".join(why))
    if not (change.old or change.new):
        words = join_words(desk.findings.list_all()[change.name])
        return replace(entry, new=shorten_text(words, change.language, LONGEST), why="; ".join(why), old_manner="")
    told = show_difference(change.old, change.new, change.language, LONGEST, CUT.strip())
    why = [*(say(f"why_{manner}", spoken) for manner in told.manners), *why]
    return replace(entry, old=told.old, new=told.new, why="; ".join(why))


def _tell_untold(change: Change, desk: Desk) -> list[str]:
    """Tell that an excerpt's words may not be quoted again, and whose they are."""
    titles = desk.since.comparison.titles if desk.since and desk.since.comparison else {}
    title = titles.get(change.source, change.source)
    return [say("why_untold", desk.wording.language, source=title)] if change.is_untold else []


def _place_excerpt(entry: ChangeEntry, name: str, desk: Desk) -> ChangeEntry:
    evidence = desk.findings.list_all().get(name)
    mark = desk.numbering.mark_excerpt(evidence) if evidence else None
    return replace(entry, mark=mark, anchor=mark.anchor if mark else "")


def _tell_details(change: Change, desk: Desk) -> list[str]:
    return tell_moves(change.moves, desk.wording.language, desk.wording.name_tag)


def _tell_tags(change: Change, desk: Desk) -> list[str]:
    return tell_tag_moves(change, desk.wording.language, lambda tag: desk.wording.name_tag(tag) or tag)


def _tell_retagged(changes: Iterable[Change], desk: Desk) -> Iterator[ChangeEntry]:
    """Tell in one row all excerpts that gained and lost the same tags: an edit of one alias is one story."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.gained, change.lost), []).append(change)
    known, spoken = desk.findings.list_all(), desk.wording.language
    for there in groups.values():
        marks = tuple(desk.numbering.mark_excerpt(known[one.name]) for one in there if one.name in known)
        subject = say("subject_excerpt" if len(there) == 1 else "subject_excerpts", spoken)
        yield ChangeEntry(
            "excerpt",
            RETAGGED,
            why="; ".join(_tell_tags(there[0], desk)),
            subject=subject,
            marks=marks,
            number=len(there),
        )


def _tell_source(change: Change, desk: Desk) -> ChangeEntry:
    spoken = desk.wording.language
    why = _tell_details(change, desk)
    if change.manner == CHANGED and (change.old or change.new):
        why = [say("change.other", spoken, what=say("change.title", spoken)), *why]
    entry = ChangeEntry(
        "source",
        change.manner,
        old=change.old,
        new=change.new,
        subject=say("subject_source", spoken),
        why="; ".join(why),
    )
    source = desk.findings.list_sources().get(change.name)
    if change.manner == WITHDRAWN:
        return replace(entry, why=tell_reason(change, spoken))
    mark = desk.numbering.mark_source(source) if source else None
    title = change.new or (source.title if source else "")
    language = source.language if source else ""
    return replace(entry, new=title, mark=mark, anchor=mark.anchor if mark else "", language=language)


def _tell_unnamed(number: int, desk: Desk) -> ChangeEntry:
    """Tell that excerpts are gone that may not be named: in this variant nobody knows what they would be marked now."""
    spoken = desk.wording.language
    subject, why = say("subject_excerpts" if number > 1 else "subject_excerpt", spoken), say("why_unnamed", spoken)
    return ChangeEntry("excerpt", WITHDRAWN, why=why, subject=subject, number=number)


def tell_reason(change: Change, language: str) -> str:
    """Say why something is new or gone, with a person's own words where there are any; "" where nobody knows."""
    if not change.reason:
        return ""
    return say(f"why_{change.reason}", language) + (f": {change.detail}" if change.detail else "")


def _sum_up(counts: Mapping[str, int], language: str) -> str:
    """Say the counts in a sentence for each kind: "Excerpts: 2 new, 1 withdrawn."."""
    sentences = []
    for kind, key in _COUNTED:
        told = [
            say_count(counts[f"{kind} {manner}"], f"changes_{manner}", language)
            for manner in MANNERS
            if counts.get(f"{kind} {manner}")
        ]
        if told:
            sentences.append(say(key, language, counts=", ".join(told)))
    return " ".join(sentences)
