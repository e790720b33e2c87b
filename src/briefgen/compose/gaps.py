"""What the corpus does not tell about a topic, found without being asked."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefgen.compose.sections import Desk
from briefgen.grammar.phrases import join_words
from briefgen.model.brief import CitationMark, GapEntry, JudgementEntry
from briefgen.model.evidence import Evidence, ProofState
from briefgen.model.source import Source
from briefgen.model.topic import SectionPlan

_OLD_YEARS = 5
_HOLE_YEARS = 4


def list_gaps(
    used: Sequence[Evidence], judgements: Sequence[JudgementEntry], plans: Sequence[SectionPlan], desk: Desk
) -> tuple[GapEntry, ...]:
    """List the gaps in what a brief prints or cites: actors, periods, dates, reliability, proof."""
    sources = {evidence.source.id: evidence.source for evidence in used}
    return (
        *_find_silent_actors(used, plans, desk),
        *_find_single_sources(judgements),
        *_find_old_evidence(list(sources.values()), desk),
        *_find_holes(list(sources.values())),
        *_find_undated(sources, desk),
        *_find_ungraded(sources, desk),
        *_find_unproven(used, desk),
    )


def _find_silent_actors(used: Sequence[Evidence], plans: Sequence[SectionPlan], desk: Desk) -> Iterator[GapEntry]:
    heard = {evidence.tagged.actor for evidence in used}
    wanted = dict.fromkeys(actor for plan in plans for actor in plan.actors)
    silent = [desk.wording.name_tag(actor) for actor in wanted if actor not in heard]
    if silent:
        yield GapEntry("actor", f"No statement found in the corpus: {join_words(silent)}.")


def _find_single_sources(judgements: Sequence[JudgementEntry]) -> Iterator[GapEntry]:
    single = [judgement for judgement in judgements if judgement.sources == 1]
    if single:
        numbers = join_words([str(judgement.number) for judgement in single])
        yield GapEntry("source", f"{_count(single, 'Judgement')} {numbers} {_rest(single)} on one origin alone.")


def _find_old_evidence(sources: Sequence[Source], desk: Desk) -> Iterator[GapEntry]:
    """Say so when nothing is recent, measured at the cut-off: a page may not depend on the day."""
    dated = [source.issued.latest.year for source in sources if source.issued and source.issued.latest.year < 9999]
    cutoff = desk.topic.cutoff
    if dated and cutoff and cutoff.latest.year - max(dated) >= _OLD_YEARS:
        years = cutoff.latest.year - max(dated)
        yield GapEntry("period", f"The latest dated source is of {max(dated)}: {years} years before the cut-off.")


def _find_holes(sources: Sequence[Source]) -> Iterator[GapEntry]:
    years = sorted({source.issued.earliest.year for source in sources if source.issued})
    holes = [f"{a + 1}–{b - 1}" for a, b in pairwise(years) if b - a > _HOLE_YEARS]
    if holes:
        yield GapEntry("period", f"No source of the years {join_words(holes)}.")


def _find_undated(sources: dict[str, Source], desk: Desk) -> Iterator[GapEntry]:
    undated = [source for source in sources.values() if source.issued is None]
    if undated:
        text = f"{len(undated)} of {len(sources)} sources {_are(undated)} undated."
        yield GapEntry("date", text, _mark(undated, desk))


def _find_ungraded(sources: dict[str, Source], desk: Desk) -> Iterator[GapEntry]:
    ungraded = [source for source in sources.values() if source.reliability in ("", "F")]
    if ungraded:
        text = f"The reliability of {len(ungraded)} of {len(sources)} sources has not been judged."
        yield GapEntry("source", text, _mark(ungraded, desk))


def _find_unproven(used: Sequence[Evidence], desk: Desk) -> Iterator[GapEntry]:
    unproven = [evidence for evidence in used if evidence.proof.state is ProofState.UNPROVEN]
    if unproven:
        marks = tuple(desk.numbering.mark_excerpt(evidence) for evidence in unproven)
        text = f"{len(unproven)} verbatim {_count(unproven, 'excerpt')} could not be checked: no original is kept."
        yield GapEntry("source", text, marks)


def _mark(sources: Sequence[Source], desk: Desk) -> tuple[CitationMark, ...]:
    ordered = sorted(sources, key=desk.numbering.number)
    return tuple(desk.numbering.mark_source(source) for source in ordered)


def _count(things: Sequence[object], word: str) -> str:
    return word if len(things) == 1 else f"{word}s"


def _are(things: Sequence[object]) -> str:
    return "is" if len(things) == 1 else "are"


def _rest(things: Sequence[object]) -> str:
    return "rests" if len(things) == 1 else "rest"
