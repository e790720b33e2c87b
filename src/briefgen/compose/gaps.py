"""What the corpus does not tell about a topic, found without being asked; the gravest first, and few.

First what weakens a judgement, then what is disputed or doubted, then who and what is not heard of, then the sources.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from briefgen.compose.positions import find_reference_day, is_stale, tell_date
from briefgen.compose.sections import Desk
from briefgen.model.brief import GapEntry, JudgementEntry
from briefgen.model.evidence import Evidence, ProofState
from briefgen.model.prose import CitationMark
from briefgen.model.source import Source
from briefgen.model.topic import SectionPlan
from briefgen.vocabularies.tongues import list_tongues
from briefgen.wording.labels import name_language, say, say_count
from briefgen.wording.lists import join_list

_OLD_YEARS = 5
_HOLE_YEARS = 4
#: More lines than this are not read; of many marks and names the first are shown and the others counted.
_MOST, _MOST_MARKS, _MOST_NAMES, _MOST_CONTESTED, _MOST_LANGUAGES = 8, 6, 8, 3, 5
#: Admiralty credibility: improbable, and cannot be judged.
_DOUBTFUL = ("5", "6")


def list_gaps(
    used: Sequence[Evidence], judgements: Sequence[JudgementEntry], plans: Sequence[SectionPlan], desk: Desk
) -> tuple[GapEntry, ...]:
    """List the gaps in what a brief prints or cites, at most eight, the gravest first."""
    sources = {evidence.source.id: evidence.source for evidence in used}
    found = (
        *_find_single_sources(judgements, desk),
        *_find_contested(used, desk),
        *_find_doubtful(used, desk),
        *_find_silent_actors(used, plans, desk),
        *_find_old_evidence(sources.values(), desk),
        *_find_holes(sources.values(), desk),
        *_find_stale_positions(used, desk),
        *_find_unheard_languages(used, plans, desk),
        *_find_undated(sources, desk),
        *_find_unproven(used, desk),
        *_find_ungraded(sources, desk),
    )
    return found[:_MOST]


def _find_single_sources(judgements: Sequence[JudgementEntry], desk: Desk) -> Iterator[GapEntry]:
    single = [judgement for judgement in judgements if judgement.sources == 1]
    if single:
        numbers = _join([str(judgement.number) for judgement in single], desk)
        text = say_count(len(single), "gap_single", desk.wording.language, list=numbers)
        yield _make("source", text, dict.fromkeys(mark for judgement in single for mark in judgement.evidence))


def _find_contested(used: Sequence[Evidence], desk: Desk) -> Iterator[GapEntry]:
    """Name what different actors are for and against, by the tag that their stances name."""
    stances: defaultdict[str, defaultdict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
    for evidence in used:
        trailer = evidence.passage.trailer
        if trailer.stance in ("for", "against") and trailer.stance_towards and evidence.tagged.actor:
            stances[trailer.stance_towards][trailer.stance].append(evidence)
    for target, sides in islice(_list_disputes(stances), _MOST_CONTESTED):
        supporters, opponents = (_name_actors(sides[stance], desk) for stance in ("for", "against"))
        subject = desk.wording.name_tag(target)
        text = _say("gap_contested", desk, subject=subject, supporters=supporters, opponents=opponents)
        yield _make("contested", text, _mark_excerpts([*sides["for"], *sides["against"]], desk))


def _list_disputes(
    stances: "dict[str, defaultdict[str, list[Evidence]]]",
) -> "Iterator[tuple[str, defaultdict[str, list[Evidence]]]]":
    """List the targets with actors on both sides who are not the same, those with most statements first."""
    for target, sides in sorted(stances.items(), key=lambda each: (-sum(map(len, each[1].values())), each[0])):
        supporters, opponents = ({one.tagged.actor for one in sides[stance]} for stance in ("for", "against"))
        if supporters and opponents and len(supporters | opponents) > 1:
            yield target, sides


def _find_doubtful(used: Sequence[Evidence], desk: Desk) -> Iterator[GapEntry]:
    doubtful = [evidence for evidence in used if evidence.passage.trailer.credibility in _DOUBTFUL]
    if doubtful:
        text = say_count(len(doubtful), "gap_doubtful", desk.wording.language)
        yield _make("contested", text, _mark_excerpts(doubtful, desk))


def _find_silent_actors(used: Sequence[Evidence], plans: Sequence[SectionPlan], desk: Desk) -> Iterator[GapEntry]:
    heard = {evidence.tagged.actor for evidence in used}
    wanted = dict.fromkeys(actor for plan in plans for actor in plan.actors)
    silent = [desk.wording.name_tag(actor) for actor in wanted if actor not in heard]
    if silent:
        yield GapEntry("actor", _say("gap_silent", desk, actors=_join(silent, desk)))


def _find_old_evidence(sources: Iterable[Source], desk: Desk) -> Iterator[GapEntry]:
    """Say so when nothing is recent, measured at the cut-off: a page may not depend on the day."""
    # What is not older than a day may be younger, and is at least as young as that.
    told = [source.issued for source in sources if source.issued]
    dated = [(date.known_day if date.is_open else date.latest).year for date in told]
    cutoff = desk.topic.cutoff
    if dated and cutoff and cutoff.latest.year - max(dated) >= _OLD_YEARS:
        years = cutoff.latest.year - max(dated)
        yield GapEntry("period", say_count(years, "gap_old", desk.wording.language, year=str(max(dated))))


def _find_holes(sources: Iterable[Source], desk: Desk) -> Iterator[GapEntry]:
    years = sorted({source.issued.earliest.year for source in sources if source.issued and not source.issued.is_open})
    holes = [f"{a + 1}–{b - 1}" for a, b in pairwise(years) if b - a > _HOLE_YEARS]
    if holes:
        yield GapEntry("period", _say("gap_holes", desk, years=_join(holes, desk)))


def _find_stale_positions(used: Sequence[Evidence], desk: Desk) -> Iterator[GapEntry]:
    """Name the actors whose newest stance is old: at the cut-off, or where there is none against the newest source."""
    today = find_reference_day(used, desk)
    newest: dict[str, Evidence] = {}
    for evidence in sorted(used, key=lambda one: (_day(one), one.name)):
        if evidence.passage.trailer.stance and evidence.tagged.actor and tell_date(evidence):
            newest[evidence.tagged.actor] = evidence
    stale = [one for one in newest.values() if is_stale(tell_date(one), today)]
    if stale:
        key = "gap_stale" if desk.topic.cutoff else "gap_stale_open"
        text = _say(key, desk, actors=_name_actors(stale, desk))
        yield _make("position", text, _mark_excerpts(stale, desk))


def _find_unheard_languages(used: Sequence[Evidence], plans: Sequence[SectionPlan], desk: Desk) -> Iterator[GapEntry]:
    """Name the official languages of the countries concerned in which no source is, and where there is one only."""
    held = {_primary(source.language) for source in {one.source.id: one.source for one in used}.values()} - {""}
    asked = dict.fromkeys(actor for plan in plans for actor in plan.actors)
    heard = Counter(one.tagged.actor for one in used if one.tagged.actor)
    concerned = dict.fromkeys((*asked, *sorted(heard, key=lambda tag: (-heard[tag], tag))))
    lacking = list(dict.fromkeys(one for tag in concerned for one in list_tongues(tag) if one not in held))
    if not held:
        return
    sentences = []
    if len(held) == 1 and len(used) > 1:
        sentences.append(_say("gap_one_language", desk, language=name_language(min(held), desk.wording.language)))
    if lacking:
        named = [name_language(one, desk.wording.language) for one in lacking]
        languages = join_list(named, desk.wording.language, _MOST_LANGUAGES)
        sentences.append(_say("gap_languages", desk, languages=languages))
    if sentences:
        yield GapEntry("language", " ".join(sentences))


def _find_undated(sources: dict[str, Source], desk: Desk) -> Iterator[GapEntry]:
    undated = [source for source in sources.values() if source.issued is None]
    if undated:  # where all are, no mark tells anything
        text = _say("gap_undated", desk, count=len(undated), total=len(sources))
        yield _make("date", text, _mark_sources(undated, desk) if len(undated) < len(sources) else ())


def _find_unproven(used: Sequence[Evidence], desk: Desk) -> Iterator[GapEntry]:
    unproven = [evidence for evidence in used if evidence.proof.state is ProofState.UNPROVEN]
    if unproven:
        text = say_count(len(unproven), "gap_unproven", desk.wording.language)
        yield _make("source", text, _mark_excerpts(unproven, desk))


def _find_ungraded(sources: dict[str, Source], desk: Desk) -> Iterator[GapEntry]:
    ungraded = [source for source in sources.values() if source.reliability in ("", "F")]
    if ungraded:
        text = _say("gap_ungraded", desk, count=len(ungraded), total=len(sources))
        yield _make("source", text, _mark_sources(ungraded, desk) if len(ungraded) < len(sources) else ())


def _make(kind: str, text: str, marks: Iterable[CitationMark]) -> GapEntry:
    """Make a gap with its first marks; the others are counted."""
    listed = tuple(marks)
    return GapEntry(kind, text, listed[:_MOST_MARKS], max(len(listed) - _MOST_MARKS, 0))


def _mark_sources(sources: Sequence[Source], desk: Desk) -> Iterator[CitationMark]:
    for source in sorted(sources, key=desk.numbering.number):
        yield desk.numbering.mark_source(source)


def _mark_excerpts(evidence: Sequence[Evidence], desk: Desk) -> Iterator[CitationMark]:
    for one in evidence:
        yield desk.numbering.mark_excerpt(one)


def _name_actors(evidence: Sequence[Evidence], desk: Desk) -> str:
    ranks = desk.wording.vocabulary.rank_tags()
    tags = sorted({one.tagged.actor for one in evidence}, key=lambda tag: (ranks.get(tag, len(ranks)), tag))
    return _join([desk.wording.name_tag(tag) for tag in tags], desk)


def _join(words: Sequence[str], desk: Desk) -> str:
    return join_list(words, desk.wording.language, _MOST_NAMES)


def _say(key: str, desk: Desk, **values: object) -> str:
    return say(key, desk.wording.language, **values)


def _day(evidence: Evidence) -> int:
    date = tell_date(evidence)
    return date.known_day.toordinal() if date else 0


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-", 1)[0].casefold()
