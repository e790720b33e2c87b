"""What changed of the judgements since the last edition: their terms, words and evidence, and which came or went."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefgen.compose.comparing import (
    CHANGED,
    NEW,
    WITHDRAWN,
    Since,
    give_keys,
    list_changed_evidence,
    list_judgement_changes,
    match_judgements,
    name_judgement,
)
from briefgen.compose.details import tell_move
from briefgen.compose.differences import show_difference
from briefgen.compose.sections import Desk
from briefgen.grammar.shortening import shorten_text
from briefgen.model.brief import ChangeEntry, JudgementEntry
from briefgen.model.edition import IssuedJudgement
from briefgen.wording.labels import say, say_count

#: So wide are the words of a row at most.
LONGEST = 150
_TERMS = ("likelihood", "confidence")


def mark_judgements(judgements: Iterable[JudgementEntry], desk: Desk) -> tuple[JudgementEntry, ...]:
    """Mark the judgements that are new or changed since the last edition; of changed terms say what they were."""
    listed = tuple(judgements)
    if desk.since is None:
        return listed
    before = match_judgements(desk.since.judgements, desk.since.edition.judgements)
    written = {one.key: one for one in desk.since.judgements}
    return tuple(_mark(one, written.get(name_judgement(one)), before, desk) for one in listed)


def _mark(
    judgement: JudgementEntry, now: IssuedJudgement | None, before: dict[str, IssuedJudgement], desk: Desk
) -> JudgementEntry:
    issued = before.get(name_judgement(judgement))
    if issued is None or now is None:
        return replace(judgement, change=NEW)
    changes = list_judgement_changes(now, issued, _since(desk).edition, desk.findings.list_cited_excerpts())
    return replace(
        judgement,
        change=CHANGED if changes else "",
        former_likelihood=(issued.likelihood or "–") if "likelihood" in changes else "",
        former_confidence=(issued.confidence or "–") if "confidence" in changes else "",
    )


def _since(desk: Desk) -> Since:
    assert desk.since is not None  # noqa: S101 - the callers have looked
    return desk.since


def tell_judgements(judgements: Sequence[JudgementEntry], desk: Desk) -> Iterator[ChangeEntry]:
    """Tell the changed judgements, then the new ones, then those that the edition printed and that are gone."""
    since, printed = _since(desk), give_keys(judgements)
    before = match_judgements(since.judgements, since.edition.judgements)
    written = [one for one in since.judgements if one.key in printed]
    known = desk.findings.list_cited_excerpts()
    for now in written:
        issued = before.get(now.key)
        changes = list_judgement_changes(now, issued, since.edition, known) if issued else ()
        if issued and changes:
            yield _tell_judgement(printed[now.key], now, issued, desk)
    for now in written:
        if now.key not in before:
            words = shorten_text(now.text, desk.topic.language, LONGEST)
            yield replace(_name_judgement(printed[now.key], NEW, desk), new=words)
    kept = {issued.key for issued in before.values()}
    for issued in since.edition.judgements:
        if issued.key not in kept and issued.is_printed:
            subject = say("subject_judgement", desk.wording.language)
            old = shorten_text(issued.text, desk.topic.language, LONGEST)
            yield ChangeEntry("judgement", WITHDRAWN, old=old, subject=subject, language=desk.topic.language)


def _tell_judgement(
    judgement: JudgementEntry, now: IssuedJudgement, issued: IssuedJudgement, desk: Desk
) -> ChangeEntry:
    """Tell one judgement's change: where its words part, what its terms were, which evidence came and went."""
    spoken, language = desk.wording.language, desk.topic.language
    words = show_difference(issued.text, now.text, language, LONGEST)
    terms = [(term, getattr(issued, term), getattr(now, term)) for term in _TERMS]
    moved = [(term, old, new) for term, old, new in terms if old != new]
    why = [
        *(tell_move(term, old, new, spoken) for term, old, new in moved),
        *(say(f"why_{manner}", spoken) for manner in words.manners),
        *_tell_evidence(now, issued, desk),
    ]
    entry = replace(_name_judgement(judgement, CHANGED, desk), why="; ".join(why))
    if words.old or words.new or not moved:
        return replace(entry, old=words.old, new=words.new)
    # The words are the same: the terms stand in their place.
    sides = [" ".join(f"{say(one[0], spoken)}: {one[side] or '–'}." for one in moved) for side in (1, 2)]
    return replace(entry, old=sides[0], new=sides[1])


def _tell_evidence(now: IssuedJudgement, issued: IssuedJudgement, desk: Desk) -> Iterator[str]:
    """Tell which evidence came (+), went (−) or changed, by the marks that it has in this brief."""
    spoken = desk.wording.language
    added = [name for name in now.evidence if name not in issued.evidence]
    dropped = [name for name in issued.evidence if name not in now.evidence]
    moves = [*_name_evidence(added, "+", desk), *_name_evidence(dropped, "−", desk)]
    if moves:
        yield say("why_evidence", spoken, moves=", ".join(moves))
    changed = list_changed_evidence(now, issued, _since(desk).edition, desk.findings.list_cited_excerpts())
    if changed:
        marks = [mark for name in changed if (mark := _find_mark(name, desk))]
        yield say("why_evidence_changed", spoken) + (f" [{', '.join(marks)}]" if marks else "")


def _name_evidence(names: Sequence[str], sign: str, desk: Desk) -> Iterator[str]:
    marks = [mark for name in names if (mark := _find_mark(name, desk))]
    yield from (f"{sign}[{mark}]" for mark in marks)
    if unmarked := len(names) - len(marks):
        yield f"{sign}{say_count(unmarked, 'excerpts', desk.wording.language)}"


def _find_mark(name: str, desk: Desk) -> str:
    """Find the mark that an excerpt or a source has in this brief; "" where it has none: it is given none here."""
    source_id, _, excerpt = name.partition("^")
    if source_id not in desk.numbering.list_sources():
        return ""
    if not excerpt:
        return str(desk.numbering.list_sources().index(source_id) + 1)
    known = {**_since(desk).usable, **desk.findings.list_cited_excerpts()}
    is_marked = name in known and name in desk.numbering.list_excerpts(source_id)
    return desk.numbering.mark_excerpt(known[name]).label if is_marked else ""


def _name_judgement(judgement: JudgementEntry, manner: str, desk: Desk) -> ChangeEntry:
    subject = say("judgement_number", desk.wording.language, number=judgement.number)
    return ChangeEntry("judgement", manner, subject=subject, anchor=judgement.anchor, language=desk.topic.language)
