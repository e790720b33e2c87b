"""Who holds which position: the latest stances at a glance, then what each actor said, newest first."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence

from briefgen.compose.copies import drop_repeated
from briefgen.compose.pairs import drop_versions
from briefgen.compose.reader_view import tell_excerpt
from briefgen.compose.sections import Desk
from briefgen.compose.statements import make_statement
from briefgen.model.comparison import RETAGGED
from briefgen.model.date import PartialDate
from briefgen.model.evidence import Evidence
from briefgen.model.printed_excerpt import ActorPositions, PositionCell, Statement
from briefgen.model.topic import SectionPlan

#: A position of an earlier day than this many years before the cut-off may no longer be held (BRIEF 3.5).
_STALE_YEARS = 2
#: A matrix has so many columns of questions; what is about others stands in the first.
_MOST_QUESTIONS = 4


def list_positions(selected: Sequence[Evidence], plan: SectionPlan, desk: Desk) -> tuple[ActorPositions, ...]:
    """List who said what, newest first; listed actors without a statement are shown as silent."""
    speaking = _choose_speaking(selected, desk)
    ranks = desk.wording.vocabulary.rank_tags()
    heard = sorted({one.tagged.actor for one in speaking}, key=lambda tag: (ranks.get(tag, len(ranks)), tag))
    actors = plan.actors or heard
    questions = _choose_questions([one for one in speaking if one.tagged.actor in actors])
    today = find_reference_day(selected, desk)
    return tuple(_list_actor(actor, speaking, questions, today, plan, desk) for actor in actors)


def list_questions(selected: Sequence[Evidence], plan: SectionPlan, desk: Desk) -> tuple[str, ...]:
    """Name what the columns of `ActorPositions.cells` are about; "" stands for the topic as a whole."""
    speaking = [one for one in _choose_speaking(selected, desk) if not plan.actors or one.tagged.actor in plan.actors]
    return tuple(desk.wording.name_tag(tag) for tag in _choose_questions(speaking))


def find_reference_day(selected: Iterable[Evidence], desk: Desk) -> datetime.date | None:
    """Find the day that ages are counted from: the cut-off, else the newest source's; never the day of print."""
    if desk.topic.cutoff:
        return desk.topic.cutoff.latest
    days = [one.source.issued.latest for one in selected if one.source.issued]
    return max((day for day in days if day != datetime.date.max), default=None)


def is_stale(date: PartialDate | None, today: datetime.date | None) -> bool:
    """Whether a statement's whole date lies more than two years before `today`; an unknown one does not."""
    if date is None or today is None:
        return False
    return (date.latest.year + _STALE_YEARS, date.latest.month, date.latest.day) < (today.year, today.month, today.day)


def tell_date(evidence: Evidence) -> PartialDate | None:
    """Tell when a thing was said: the excerpt's own date, else its source's."""
    return evidence.passage.trailer.date or evidence.source.issued


def _choose_speaking(selected: Sequence[Evidence], desk: Desk) -> list[Evidence]:
    """Choose the excerpts with an actor, newest first, each thing once."""
    heard_of = sorted((evidence for evidence in selected if evidence.tagged.actor), key=_newest_first)
    return drop_repeated(drop_versions(heard_of, desk.kinship), desk.findings.copies)


def _choose_questions(speaking: Sequence[Evidence]) -> tuple[str, ...]:
    """Choose what the columns are about: what most actors speak of, and "" for the rest.

    What only one actor speaks of needs no column of its own: it stands in that of the rest with its name. The rest
    comes first where a stance has no target and is one on the topic as a whole, else last.
    """
    taken = [one for one in speaking if one.passage.trailer.stance]
    pairs = {(one.passage.trailer.stance_towards, one.tagged.actor) for one in taken}
    actors = Counter(target for target, _ in pairs if target)
    said = Counter(one.passage.trailer.stance_towards for one in taken)
    shared = [target for target in actors if actors[target] > 1]
    shared.sort(key=lambda target: (-actors[target], -said[target], target))
    columns = shared[:_MOST_QUESTIONS]
    if len(columns) == len(actors) and all(target for target, _ in pairs):
        return tuple(columns)
    columns = shared[: _MOST_QUESTIONS - 1]
    return (*columns, "") if columns and all(target for target, _ in pairs) else ("", *columns)


def _list_actor(  # noqa: PLR0913, PLR0917 - a row of a table over all of these
    actor: str,
    speaking: Sequence[Evidence],
    questions: Sequence[str],
    today: datetime.date | None,
    plan: SectionPlan,
    desk: Desk,
) -> ActorPositions:
    """List an actor's statements, at most as many as the section's limit, and its latest stances.

    What takes no stance is listed only where nothing does: a table of positions is no list of mentions.
    """
    own = [evidence for evidence in speaking if evidence.tagged.actor == actor]
    chosen = sorted(_rank_telling(own, questions)[: plan.limit], key=_newest_first)
    statements = tuple(_make_statement(evidence, desk) for evidence in chosen)
    cells = tuple(_find_latest(question, own, questions, today, desk) for question in questions)
    return ActorPositions(
        actor=desk.wording.name_tag(actor),
        tag=actor,
        statements=statements,
        further=len(own) - len(statements),
        cells=cells,
        newest=_make_statement(own[0], desk) if own else None,
        is_assessed=any(cells),
    )


def _rank_telling(own: Sequence[Evidence], questions: Sequence[str]) -> list[Evidence]:
    """Rank what an actor said, given newest first, by how much it tells of where it stands.

    The latest on each question that has a column comes first, then where it stood otherwise before, then the latest on
    other questions, then the rest. What takes no stance counts only where nothing does.
    """
    telling = [evidence for evidence in own if evidence.passage.trailer.stance]
    ranks: dict[str, int] = {}
    told: set[str] = set()
    stances: set[tuple[str, str]] = set()
    for evidence in telling:
        trailer = evidence.passage.trailer
        target, stance = trailer.stance_towards, (trailer.stance_towards, trailer.stance)
        otherwise = 0 if target in questions else 2
        ranks[evidence.name] = 4 if stance in stances else otherwise + (target in told)
        told.add(target)
        stances.add(stance)
    return sorted(telling, key=lambda evidence: ranks[evidence.name]) or list(own)


def _find_latest(
    question: str, own: Sequence[Evidence], questions: Sequence[str], today: datetime.date | None, desk: Desk
) -> PositionCell | None:
    """Find an actor's latest stance on a question; "" takes every one that has no column of its own."""
    for evidence in own:
        target = evidence.passage.trailer.stance_towards
        is_meant = target == question if question else not target or target not in questions
        if evidence.passage.trailer.stance and is_meant:
            date = tell_date(evidence)
            return PositionCell(
                stance=evidence.passage.trailer.stance,
                mark=desk.numbering.mark_excerpt(evidence),
                date=date,
                towards="" if question else desk.wording.name_tag(target),
                is_stale=is_stale(date, today),
                change=_tell_change(evidence, desk),
            )
    return None


def _make_statement(evidence: Evidence, desk: Desk) -> Statement:
    mark = desk.numbering.mark_excerpt(evidence)
    return make_statement(evidence, mark, desk.wording, _tell_change(evidence, desk))


def _tell_change(evidence: Evidence, desk: Desk) -> str:
    """Tell whether a statement is new or changed; other tags make it no other statement."""
    change = tell_excerpt(evidence.name, desk.since)
    return "" if change == RETAGGED else change


def _newest_first(evidence: Evidence) -> tuple[int, bool, str, int]:
    date = tell_date(evidence)
    day = -date.known_day.toordinal() if date else 0
    return (day, not evidence.passage.trailer.is_key, evidence.source.id, evidence.passage.ordinal)
