"""What changed of the judgements since the last edition: their terms, words and evidence, and which came or went."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefgen.compose.details import tell_moves
from briefgen.compose.differences import show_difference
from briefgen.compose.sections import Desk
from briefgen.grammar.shortening import shorten_text
from briefgen.model.brief import ChangeEntry, JudgementEntry
from briefgen.model.comparison import CHANGED, Change, Move
from briefgen.wording.labels import say, say_count

#: So wide are the words of a row at most.
LONGEST = 150


def mark_judgements(judgements: Iterable[JudgementEntry], desk: Desk) -> tuple[JudgementEntry, ...]:
    """Mark the judgements that are new or changed since the last edition; of changed terms say what they were."""
    changes = desk.since.judgements if desk.since else {}
    return tuple(
        _mark(one, changes[one.id or one.anchor]) if (one.id or one.anchor) in changes else one for one in judgements
    )


def _mark(judgement: JudgementEntry, change: Change | None) -> JudgementEntry:
    if change is None:
        return judgement
    former = {move.what: move.old or "–" for move in change.moves}
    return replace(
        judgement,
        change=change.manner,
        former_likelihood=former.get("likelihood", ""),
        former_confidence=former.get("confidence", ""),
    )


def tell_judgement(change: Change, judgement: JudgementEntry | None, desk: Desk) -> ChangeEntry:
    """Tell one judgement's change: where its words part, what its terms were, which evidence came and went."""
    spoken, language = desk.wording.language, desk.topic.language
    entry = ChangeEntry("judgement", change.manner, subject=say("subject_judgement", spoken), language=language)
    if judgement is not None:
        subject = say("judgement_number", spoken, number=judgement.number)
        entry = replace(entry, subject=subject, anchor=judgement.anchor)
    if change.manner != CHANGED:
        old, new = (shorten_text(text, language, LONGEST) for text in (change.old, change.new))
        return replace(entry, old=old, new=new, why=say(f"why_{change.reason}", spoken) if change.reason else "")
    words = show_difference(change.old, change.new, language, LONGEST)
    moved = [move for move in change.moves if move.what in ("likelihood", "confidence")]
    why = [
        *tell_moves(change.moves, spoken, desk.wording.name_tag),
        *(say(f"why_{manner}", spoken) for manner in words.manners),
        *_tell_evidence(change, desk),
        *([say("why_suspect", spoken)] if change.is_suspect else []),
    ]
    entry = replace(entry, why="; ".join(why))
    if words.old or words.new or not moved:
        return replace(entry, old=words.old, new=words.new)
    # The words are the same: the terms stand in their place.
    old, new = (" ".join(_write_term(one, one_side, spoken) for one in moved) for one_side in ("old", "new"))
    return replace(entry, old=old, new=new)


def _write_term(move: Move, side: str, spoken: str) -> str:
    return f"{say(move.what, spoken)}: {getattr(move, side) or '–'}."


def _tell_evidence(change: Change, desk: Desk) -> Iterator[str]:
    """Tell which evidence came (+), went (−) or changed, by the marks that it has in this brief."""
    spoken = desk.wording.language
    moves = [*_name_evidence(change.gained, "+", desk), *_name_evidence(change.lost, "−", desk)]
    if moves:
        yield say("why_evidence", spoken, moves=", ".join(moves))
    if change.touched:
        marks = [mark for name in change.touched if (mark := _find_mark(name, desk))]
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
    known = desk.findings.list_all()
    is_marked = name in known and name in desk.numbering.list_excerpts(source_id)
    return desk.numbering.mark_excerpt(known[name]).label if is_marked else ""
