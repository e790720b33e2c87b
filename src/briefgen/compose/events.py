"""The events of a timeline: dated excerpts and the analyst's dated items, with what a figure needs to know of each."""

import re
from collections.abc import Sequence

from briefgen.compose.copies import drop_repeated
from briefgen.compose.entries import shorten_evidence, tell_manner
from briefgen.compose.pairs import drop_versions
from briefgen.compose.reader_view import tell_excerpt
from briefgen.compose.sections import Desk, find_marking, mark_citation
from briefgen.grammar.citations import split_at_citations
from briefgen.grammar.dates import read_date
from briefgen.grammar.plain_text import read_plain
from briefgen.model import kinds
from briefgen.model.comparison import NEW
from briefgen.model.evidence import Evidence
from briefgen.model.printed_excerpt import TimelineEntry
from briefgen.model.problem import Problem
from briefgen.model.prose import Prose
from briefgen.model.topic import AnalystBlock, SectionPlan

_EVENT_WORDS = 35
_DATED_ITEM = re.compile(r"\s*(?P<date>[^\s:]+)\s*:\s+(?P<text>.+)", re.DOTALL)
#: What an event gains towards being labelled: as the analyst's own or a key excerpt, and as a cited or pinned one.
_CHOSEN, _CITED = 2, 1


def list_events(selected: Sequence[Evidence], plan: SectionPlan, desk: Desk) -> tuple[TimelineEntry, ...]:
    """List dated excerpts and the analyst's dated items, earliest day first, coarser before finer."""
    dated = drop_versions([one for one in selected if one.passage.trailer.date], desk.kinship)
    dated = drop_repeated(dated, desk.findings.copies)
    written = [entry for block in plan.text if block.kind == "item" if (entry := read_event(block, desk))]
    named = {citation.name for citation in (*desk.topic.citations, *desk.topic.pin)}
    found = [_tell_event(evidence, evidence.name in named, desk) for evidence in dated]
    return tuple(sorted([*written, *found], key=lambda entry: (entry.date.sort_key, entry.text)))


def read_event(block: AnalystBlock, desk: Desk) -> TimelineEntry | None:
    """Read a list item such as ``2009-06: the forum meets in Astana``; note one without a date."""
    match = _DATED_ITEM.fullmatch(block.markdown)
    date = read_date(match["date"]) if match else "no date"
    if match is None or isinstance(date, str):
        message = "this item of the timeline does not begin with a date and a colon"
        desk.note(Problem(kinds.TOPIC_TIMELINE_ITEM, message, block.place, "write `2009-06-25: what happened`"))
        return None
    marks = {citation.name: mark_citation(citation, desk) for citation in block.citations}
    return TimelineEntry(
        date,
        match["text"],
        prose=Prose("paragraph", match["text"], marks, marking=find_marking(block, desk)),
        label=_read_words(match["text"]),
        marks=tuple(marks.values()),
        weight=_CHOSEN,
    )


def _read_words(markdown: str) -> str:
    """Read the words of an item, without markup and citations."""
    return read_plain("".join(piece for piece in split_at_citations(markdown) if isinstance(piece, str))).text


def _tell_event(evidence: Evidence, is_named: bool, desk: Desk) -> TimelineEntry:
    trailer = evidence.passage.trailer
    assert trailer.date is not None  # noqa: S101 - the caller chose dated ones
    text = trailer.event or shorten_evidence(evidence, _EVENT_WORDS)
    mark = desk.numbering.mark_excerpt(evidence)
    return TimelineEntry(
        date=trailer.date,
        text=text,
        manner="" if trailer.event else tell_manner(evidence),
        language=desk.topic.language if trailer.event else evidence.language,
        mark=mark,
        label=text,
        marks=(mark,),
        weight=_CHOSEN * trailer.is_key + _CITED * is_named,
        is_new=tell_excerpt(evidence.name, desk.since) == NEW,
        marking=evidence.marking,
    )
