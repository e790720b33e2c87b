"""`review`: judgements confirmed as they stand, by a stamp over their words and all that they rest on.

The topic's file gets the stamps and nothing else; what was confirmed is remembered beside the index, so that the next
review can show it next to what is there then. That memory may be lost: a stamp alone tells that something changed.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import msgspec

from briefgen.compose.findings import Findings
from briefgen.compose.review import (
    JUDGING,
    Facet,
    Stamp,
    digest_facets,
    is_confirmed,
    list_facets,
    make_stamp,
    read_stamp,
    read_words,
)
from briefgen.errors import BriefgenError, UsageError
from briefgen.files.digest import digest_bytes
from briefgen.files.reading import read_bounded
from briefgen.files.writing import write_whole
from briefgen.grammar.edits import apply_edits
from briefgen.grammar.review_edits import stamp_blocks
from briefgen.grammar.suggestions import suggest
from briefgen.model.problem import Place
from briefgen.model.settings import Settings
from briefgen.model.topic import AnalystBlock, Topic
from briefgen.project.building.findings import gather_findings
from briefgen.project.building.gathering import choose_topics
from briefgen.project.holding import hold_project
from briefgen.project.place import Project
from briefgen.project.reading.corpus import Corpus, use_corpus
from briefgen.project.reading.sources import SOURCE_LIMIT
from briefgen.read.topic import read_topic
from briefgen.refresh.records import read_records

_MEMORY = "reviews.json"
_MEMORY_LIMIT = 1 << 28
#: What was confirmed, facet by facet, by the stamp's digits and the topic's slug.
_Memory = dict[str, dict[str, dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a facet said when it was confirmed and what it says now; "" where it said nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReviewedJudgement:
    """One judgement: its number, id and words, the stamp it had ("") and gets ("" where it gets none), and why.

    `state` is new (never reviewed), same, changed, or refused (then `reason` says why it cannot be confirmed).
    """

    number: int
    id: str
    words: str
    state: str
    before: str
    after: str
    place: Place
    differences: tuple[Difference, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A topic's reviewed judgements, in order, and whether its file was written."""

    topic: str
    path: str
    judgements: tuple[ReviewedJudgement, ...]
    is_written: bool


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What `review` is asked: a topic, one judgement by ``^id`` or number ("": all), the day, and whether to write."""

    topic: str
    judgement: str = ""
    day: datetime.date | None = None
    is_trial: bool = False


@dataclass(frozen=True, slots=True)
class _Desk:
    """A topic as the corpus has it, with its findings and its file's digest."""

    topic: Topic
    findings: Findings
    digest: str


def review_topic(project: Project, options: ReviewOptions) -> Review:
    """Confirm a topic's judgements: compare each with its stamp, and write the new ones.

    Raises UsageError for an unknown topic or judgement, BriefgenError where the file was edited meanwhile or cannot
    be changed safely; then nothing is written.
    """
    with hold_project(project, for_corpus=True):
        records = read_records(project.output)
        record = records.get(options.topic)
        known = record.cited if record else {}
        desk = use_corpus(project, lambda corpus: _open_topic(corpus, options.topic, known))
        blocks = _choose_blocks(desk.topic, options.judgement)
        memory = _read_memory(project)
        day = (options.day or datetime.date.today()).isoformat()
        judgements = tuple(_compare(number, block, desk, memory, day) for number, block in blocks)
        stamps = {one.place.line: one.after for one in judgements if one.after and one.after != one.before}
        writes = bool(stamps) and not options.is_trial
        if writes:
            _write_stamps(project, desk, stamps)
        if not options.is_trial:
            _remember(project, memory, desk, judgements)
    return Review(desk.topic.slug, desk.topic.path, judgements, writes)


def _open_topic(corpus: Corpus, slug: str, texts: Mapping[str, str]) -> _Desk:
    topics = choose_topics(corpus, (slug,))
    if not topics:
        raise BriefgenError(f"`{slug}` cannot be read; `briefgen check` says why.")
    findings = gather_findings(topics[0], corpus.index, texts)
    return _Desk(topics[0], findings, corpus.digests[topics[0].path])


def _list_judgements(topic: Topic) -> list[tuple[int, AnalystBlock]]:
    plans = [plan for plan in topic.sections if plan.kind == "judgements"]
    return list(enumerate((block for plan in plans for block in plan.text if block.kind in JUDGING), 1))


def _choose_blocks(topic: Topic, wanted: str) -> list[tuple[int, AnalystBlock]]:
    """Choose judgements by ``^id`` or number, all where nothing is said; UsageError where there is none such."""
    there = _list_judgements(topic)
    if not there:
        raise UsageError(f"`{topic.slug}` has no judgements: a section of the kind judgements holds them")
    name = wanted.removeprefix("^")
    chosen = [(number, block) for number, block in there if not wanted or name in (block.id, str(number))]
    if not chosen:
        ids = [f"^{block.id}" for _, block in there if block.id]
        near = suggest(f"^{name}", ids)
        hint = f"did you mean `{near}`?" if near else f"they are {', '.join(ids) or f'1 to {len(there)}'}"
        raise UsageError(f"`{topic.slug}` has no judgement `{wanted}`: {hint}")
    return chosen


def _compare(number: int, block: AnalystBlock, desk: _Desk, memory: _Memory, day: str) -> ReviewedJudgement:
    facets = list_facets(block, desk.findings)
    digest = digest_facets(facets)
    stamp = read_stamp(block.reviewed)
    broken = [facet.name for facet in facets if facet.name.endswith("cannot be used")]
    seen = ReviewedJudgement(number, block.id, read_words(block), "new", block.reviewed, "", block.place)
    if broken or not block.citations:
        reason = f"{broken[0]}; `briefgen check` says why" if broken else "it cites no excerpt"
        return replace(seen, state="refused", reason=reason)
    if block.reviewed:
        state = "same" if is_confirmed(stamp, digest) else "changed"
        told = _tell_differences(facets, stamp, desk, memory) if state == "changed" else ()
        seen = replace(seen, state=state, differences=told)
    return replace(seen, after=str(make_stamp(day, digest)))


def _tell_differences(
    facets: tuple[Facet, ...], stamp: Stamp | None, desk: _Desk, memory: _Memory
) -> tuple[Difference, ...]:
    """Tell what changed since a stamp: all of it where the review is remembered, else what the last print knows."""
    now = {facet.name: facet.text for facet in facets}
    confirmed = memory.get(desk.topic.slug, {}).get(stamp.digits if stamp else "")
    if confirmed is None:
        printed = {f"words of {name}": text for name, text in desk.findings.last_texts.items()}
        confirmed = {**now, **{name: text for name, text in printed.items() if name in now}}
    names = [*confirmed, *(name for name in now if name not in confirmed)]
    return tuple(
        Difference(name, confirmed.get(name, ""), now.get(name, ""))
        for name in names
        if confirmed.get(name, "") != now.get(name, "")
    )


def _write_stamps(project: Project, desk: _Desk, stamps: Mapping[int, str]) -> None:
    """Write the stamps into the topic's file, if it still is what was read and then says the same but for them."""
    topic = desk.topic
    path = project.folder / topic.path
    data = read_bounded(path, SOURCE_LIMIT)
    if digest_bytes(data) != desk.digest:
        raise BriefgenError(f"{topic.path} was edited while it was read; nothing was written. Run the command again.")
    text = data.decode()
    after = apply_edits(text, stamp_blocks(text, topic.path, sorted(stamps.items()))).encode()
    if not _says_the_same(topic, after, stamps, project.settings):
        raise BriefgenError(f"{topic.path} was left as it is: a stamp cannot be written there without changing more.")
    write_whole(path, after)


def _says_the_same(topic: Topic, after: bytes, stamps: Mapping[int, str], settings: Settings) -> bool:
    written, _ = read_topic(after, topic.path, settings)

    def stamp(block: AnalystBlock) -> AnalystBlock:
        return replace(block, reviewed=stamps.get(block.place.line, block.reviewed), place=Place(""))

    def lift(block: AnalystBlock) -> AnalystBlock:
        return replace(block, place=Place(""))

    return written is not None and _map_blocks(topic, stamp) == _map_blocks(written, lift)


def _map_blocks(topic: Topic, change: Callable[[AnalystBlock], AnalystBlock]) -> Topic:
    plans = (replace(plan, text=tuple(map(change, plan.text))) for plan in topic.sections)
    return replace(topic, summary=tuple(map(change, topic.summary)), sections=tuple(plans))


def _read_memory(project: Project) -> _Memory:
    try:
        data = read_bounded(project.state / _MEMORY, _MEMORY_LIMIT)
        return msgspec.json.decode(data, type=_Memory)
    except (BriefgenError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}


def _remember(project: Project, memory: _Memory, desk: _Desk, judgements: tuple[ReviewedJudgement, ...]) -> None:
    """Keep what was confirmed by the stamps that the topic bears now, and forget the others of it."""
    given = {one.number: one.after for one in judgements if one.after}
    old = memory.get(desk.topic.slug, {})
    kept: dict[str, dict[str, str]] = {}
    for number, block in _list_judgements(desk.topic):
        stamp = read_stamp(given.get(number, block.reviewed))
        if stamp and number in given:
            kept[stamp.digits] = {facet.name: facet.text for facet in list_facets(block, desk.findings)}
        elif stamp and stamp.digits in old:
            kept[stamp.digits] = old[stamp.digits]
    if kept != old:
        now = {**memory, desk.topic.slug: kept}
        write_whole(project.state / _MEMORY, msgspec.json.encode(dict(sorted(now.items()))))
