"""A timeline drawn to a true scale: marks above and below a band of years, the most telling ones labelled.

The scale is never broken. At most twelve events bear a label, those that the analyst wrote, marked as key, cited or
pinned first, and of equals those that lie farthest from what is labelled already; each other event is a short
stroke under the band. All of them stand in the list that follows the figure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_lowercase

from briefgen.model.date import PartialDate
from briefgen.model.printed_excerpt import TimelineEntry
from briefgen.model.prose import CitationMark
from briefgen.render.figures.drawing import FULL_WIDTH, Drawing
from briefgen.render.figures.time_scale import TimeScale
from briefgen.render.figures.timeline_labels import Label, Spot, place_labels, write_label
from briefgen.render.figures.timeline_marks import Mark, place_mark, read_extent
from briefgen.render.figures.timeline_picture import LANES, Flag, compose_drawing
from briefgen.wording.dates import write_date
from briefgen.wording.labels import say, say_count
from briefgen.wording.quoting import find_quotes

_FEWEST, _SHORTEST_DAYS = 3, 4.0
_MOST_LABELS, _MOST_TRIED = 12, 40
_MOST_CITED = 2
_MARGIN = 5.0
#: The scale goes on to the cut-off where that makes it at most so much longer.
_STRETCH = 0.34
#: So many events within a quarter of the time are worth saying.
_FEWEST_YEARS = 4
_DENSE_EVENTS, _DENSE_SHARE, _DENSE_TIME = 5, 0.4, 0.25


@dataclass(frozen=True, slots=True)
class TimelineFigure:
    """A timeline's picture and words.

    `title` says what it shows, `description` what one would see, `note` how to read it.

    `signs` names the signs that occur, for the key: day, part, about, period, open, stroke, cutoff, new.
    `marks` cite the sources behind its events, one each.
    """

    drawing: Drawing
    title: str
    note: str
    description: str
    signs: tuple[str, ...]
    marks: tuple[CitationMark, ...]


def draw_timeline(events: Sequence[TimelineEntry], cutoff: PartialDate | None, language: str) -> TimelineFigure | None:
    """Draw events; None where there are fewer than three, or they lie within a few days: the list says it all then."""
    scale = _make_scale(events, cutoff)
    if scale is None:
        return None
    marks = [place_mark(read_extent(event.date), scale) for event in events]
    stop = cutoff.latest.toordinal() + 1 if cutoff else scale.last + 1
    wall = scale.place(stop) if scale.first < stop < scale.last else None
    flags = _choose_flags(events, marks, language, () if wall is None else (wall,))
    labelled = {flag.event for flag in flags}
    small = [mark for number, mark in enumerate(marks) if number not in labelled]
    return TimelineFigure(
        compose_drawing(flags, small, scale, wall, language),
        title=_find_title(events, language),
        note=_tell_note(len(flags), len(events), language),
        description=_describe(events, flags, language),
        signs=tuple(_list_signs(events, marks, flags, wall is not None)),
        marks=cite_sources(mark for event in events for mark in list_marks(event)),
    )


def list_marks(event: TimelineEntry) -> tuple[CitationMark, ...]:
    """List what an event cites."""
    return event.marks or ((event.mark,) if event.mark else ())


def cite_sources(marks: Iterable[CitationMark]) -> tuple[CitationMark, ...]:
    """Cite the sources of some marks, each once."""
    labels = [mark.label.rstrip(ascii_lowercase) for mark in marks if not mark.is_missing]
    return cite_numbers(int(label) for label in labels if label.isdecimal())


def cite_numbers(numbers: Iterable[int]) -> tuple[CitationMark, ...]:
    """Cite sources by their numbers; three or more in a row as one mark, "4–7", that leads to the first."""
    cited: list[CitationMark] = []
    for _, run in groupby(enumerate(sorted(set(numbers))), key=lambda pair: pair[1] - pair[0]):
        row = [number for _, number in run]
        labels = [f"{row[0]}–{row[-1]}"] if len(row) > 2 else [str(number) for number in row]
        cited += [CitationMark(label, f"s{number}") for label, number in zip(labels, row, strict=False)]
    return tuple(cited)


def _make_scale(events: Sequence[TimelineEntry], cutoff: PartialDate | None) -> TimeScale | None:
    """Lay the events' time on the figure's width, a little room at both ends; None where there is too little of it."""
    extents = [read_extent(event.date) for event in events]
    starts = [extent.start if extent.start is not None else extent.end for extent in extents]
    ends = [extent.end if extent.end is not None else extent.start for extent in extents]
    first = min((start for start in starts if start is not None), default=0.0)
    last = max((end for end in ends if end is not None), default=0.0)
    if len(events) < _FEWEST or last - first < _SHORTEST_DAYS:
        return None
    room = (last - first) * (0.05 if any(None in (one.start, one.end) for one in extents) else 0.012)
    stop = cutoff.latest.toordinal() + 1 if cutoff else last
    if last < stop <= last + (last - first) * _STRETCH:
        last = float(stop)
    return TimeScale(first - room, last + room, _MARGIN, FULL_WIDTH - _MARGIN)


def _choose_flags(
    events: Sequence[TimelineEntry], marks: Sequence[Mark], language: str, walls: tuple[float, ...]
) -> list[Flag]:
    """Choose the events to label, one after the other for as long as all labels can be placed."""
    labels: dict[int, Label] = {}  # of those that are tried: to measure a label's words is dear
    chosen: list[int] = []
    spots: tuple[Spot, ...] = ()
    for tried, candidate in enumerate(_rank_events(events, marks, chosen)):
        if len(chosen) == _MOST_LABELS or tried == _MOST_TRIED:
            break
        labels[candidate] = _label_event(events[candidate], marks[candidate], language)
        wanted = sorted([*chosen, candidate], key=lambda number: (marks[number].x, number))
        found = place_labels([labels[number] for number in wanted], 0, FULL_WIDTH, walls)
        if found and max(_find_lanes([marks[number] for number in wanted], found)) < LANES:
            chosen.append(candidate)
            spots = found
    ordered = sorted(chosen, key=lambda number: (marks[number].x, number))
    lanes = _find_lanes([marks[number] for number in ordered], spots)
    return [
        Flag(number, marks[number], labels[number], spot, lane)
        for number, spot, lane in zip(ordered, spots, lanes, strict=True)
    ]


def _rank_events(events: Sequence[TimelineEntry], marks: Sequence[Mark], chosen: Sequence[int]) -> Iterator[int]:
    """Name the events in the order in which they deserve a label; `chosen` grows while they are named.

    The weightiest first, and of equals the one that lies farthest from all that are labelled so far.
    """
    left = set(range(len(events)))
    while left:
        best = min(left, key=lambda n: (-events[n].weight, -_find_distance(n, marks, chosen), marks[n].x, n))
        left.remove(best)
        yield best


def _find_distance(number: int, marks: Sequence[Mark], chosen: Sequence[int]) -> float:
    return min((abs(marks[number].x - marks[other].x) for other in chosen), default=0.0)


def _label_event(event: TimelineEntry, mark: Mark, language: str) -> Label:
    date = ("+\u00a0" if event.is_new else "") + write_date(event.date, language)
    cited = [one.label for one in list_marks(event) if not one.is_missing]
    cites = f"[{','.join(cited[:_MOST_CITED])}{'…' if len(cited) > _MOST_CITED else ''}]" if cited else ""
    # What nobody has checked stands in the list only, where its mark stands with it.
    words = "" if event.manner == "unchecked" else event.label or event.text
    quotes = find_quotes(event.language or language) if event.manner == "quotation" else ("", "")
    return write_label(mark.x, date, words, cites, event.language, quotes)


def _find_lanes(marks: Sequence[Mark], spots: Sequence[Spot]) -> list[int]:
    """Say in which lane from the band each mark lies, so that none covers another of its side."""
    ends: dict[bool, list[float]] = {True: [], False: []}
    lanes = []
    for mark, spot in zip(marks, spots, strict=True):
        taken = ends[spot.is_above]
        lane = next((lane for lane, end in enumerate(taken) if mark.left > end + 1), len(taken))
        taken[lane : lane + 1] = [mark.right]
        lanes.append(lane)
    return lanes


def _find_title(events: Sequence[TimelineEntry], language: str) -> str:
    """Say where events are dense: so many of all in a quarter of the time; else how many from when to when."""
    years = sorted(_find_years(event.date) for event in events)
    first, last = years[0][0], max(year for _, year in years)
    total = len(events)
    counted = say_count(total, "timeline.events", language)
    widest = max(int((last - first + 1) * _DENSE_TIME), 1)
    runs = [[there for there in years if start <= there[0] and there[1] < start + widest] for start, _ in years]
    run = max(runs, key=len)
    if len(run) < max(_DENSE_EVENTS, total * _DENSE_SHARE) or last - first < _FEWEST_YEARS:
        return say("timeline.title", language, events=counted, years=_write_years(first, last))
    span = _write_years(run[0][0], max(year for _, year in run))
    return say("timeline.dense", language, part=len(run), total=total, years=span)


def _tell_note(labelled: int, total: int, language: str) -> str:
    key = "timeline.note_all" if labelled == total else "timeline.note"
    return say(key, language, labelled=labelled, total=total)


def _describe(events: Sequence[TimelineEntry], flags: Sequence[Flag], language: str) -> str:
    told = "; ".join(f"{write_date(events[flag.event].date, language)}: {_tell_words(flag)}" for flag in flags)
    return say("timeline.description", language, labelled=told)


def _tell_words(flag: Flag) -> str:
    return " ".join(flag.label.lines).replace("\u00a0", " ") or "–"


def _list_signs(
    events: Sequence[TimelineEntry], marks: Sequence[Mark], flags: Sequence[Flag], has_cutoff: bool
) -> Iterator[str]:
    extents = [mark.extent for mark in marks]
    kinds = {extent.kind for extent in extents}
    yield from (kind for kind in ("day", "part", "period") if kind in kinds)
    if any(extent.is_about for extent in extents):
        yield "about"
    if any(None in (extent.start, extent.end) for extent in extents):
        yield "open"
    if len(flags) < len(events):
        yield "stroke"
    if has_cutoff:
        yield "cutoff"
    if any(event.is_new for event in events):
        yield "new"


def _find_years(date: PartialDate) -> tuple[int, int]:
    """Find the first and last year of a date, of one with an open end the year that is known, twice."""
    extent = read_extent(date)
    if extent.start is None:
        return (date.latest.year, date.latest.year)
    return (date.earliest.year, date.earliest.year if extent.end is None else date.latest.year)


def _write_years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
