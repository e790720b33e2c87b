"""The picture of a timeline, from its chosen labels to paths and words: rows, poles, marks, strokes and the band."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.render.figures.drawing import (
    FULL_WIDTH,
    LINE_HEIGHT,
    Box,
    Drawing,
    Shape,
    Word,
    align_middle,
    align_right,
    draw_line,
    draw_rectangle,
)
from briefgen.render.figures.time_scale import TimeScale, list_ticks
from briefgen.render.figures.timeline_labels import Label, Spot
from briefgen.render.figures.timeline_marks import RADIUS, Mark, draw_mark, draw_small_mark

#: Marks of one side lie in at most so many lanes, or the figure would be higher than 60 mm.
LANES = 2
_LANE, _BAND, _STROKES = 6.5, 11.0, 5.5
_ROW_GAP, _POLE = 2.2, 3.0
_BASE_LINE = 8.3


@dataclass(frozen=True, slots=True)
class Flag:
    """A labelled event by its position in the list: its mark, its label, where that stands, the mark's lane."""

    event: int
    mark: Mark
    label: Label
    spot: Spot
    lane: int


@dataclass(frozen=True, slots=True)
class _Levels:
    """Heights from the upper edge: where rows of labels begin, the band, the strokes, the lower lanes."""

    rows: dict[tuple[bool, bool], float]
    band: float
    strokes: float
    below: float
    height: float


def compose_drawing(
    flags: Sequence[Flag], small: Sequence[Mark], scale: TimeScale, wall: float | None, language: str
) -> Drawing:
    """Draw a timeline: `flags` with their labels, `small` marks as strokes, `wall` as the cut-off's dashed line."""
    levels = _stack_levels(flags, bool(small))
    shapes = [
        *_draw_ground(scale, levels, wall),
        *(shape for mark in small for shape in draw_small_mark(mark, levels.strokes)),
        *(shape for flag in flags for shape in _draw_pole(flag, levels)),
        *(shape for flag in flags for shape in draw_mark(flag.mark, _find_middle(flag, levels), scale)),
    ]
    ticks = list_ticks(scale, language)
    edges = [draw_line(((tick.x, levels.band), (tick.x, levels.band + 2))) for tick in ticks]
    shapes += [Shape(edge, "second", "line", 0.75) for edge in edges]
    years = [
        Word(align_middle(tick.x, tick.text), levels.band + _BASE_LINE + 0.3, tick.text, "second") for tick in ticks
    ]
    words = [word for flag in flags for word in _write_flag(flag, levels)]
    return Drawing(FULL_WIDTH, levels.height, tuple(shapes), (*years, *words))


def _stack_levels(flags: Sequence[Flag], has_strokes: bool) -> _Levels:
    """Stack rows and lanes from top to bottom; rows and lanes that nothing needs take no room."""
    rows: dict[tuple[bool, bool], float] = {}
    y = 1.0
    for is_far in (True, False):
        y = _open_row(flags, True, is_far, rows, y)
    y += _count_lanes(flags, True) * _LANE + 1
    band = y
    strokes = band + _BAND + 1
    below = strokes + (_STROKES if has_strokes else 0)
    y = below + _count_lanes(flags, False) * _LANE + _POLE
    for is_far in (False, True):
        y = _open_row(flags, False, is_far, rows, y)
    return _Levels(rows, band, strokes, below, y)


def _open_row(
    flags: Sequence[Flag], is_above: bool, is_far: bool, rows: dict[tuple[bool, bool], float], y: float
) -> float:
    """Note where a row begins, and say where the next one does."""
    there = [flag.label for flag in flags if (flag.spot.is_above, flag.spot.is_far) == (is_above, is_far)]
    rows[is_above, is_far] = y
    lines = max((1 + len(label.lines) for label in there), default=0)
    return y + lines * LINE_HEIGHT + _ROW_GAP if lines else y


def _count_lanes(flags: Sequence[Flag], is_above: bool) -> int:
    return max((flag.lane + 1 for flag in flags if flag.spot.is_above == is_above), default=0)


def _find_middle(flag: Flag, levels: _Levels) -> float:
    """Find the height of a mark's middle."""
    away = (flag.lane + 0.5) * _LANE
    return levels.band - away - 0.5 if flag.spot.is_above else levels.below + away


def _draw_ground(scale: TimeScale, levels: _Levels, wall: float | None) -> Iterator[Shape]:
    yield Shape(draw_rectangle(Box(0, levels.band, FULL_WIDTH, levels.band + _BAND)), "tint")
    for y in (levels.band, levels.band + _BAND):
        yield Shape(draw_line(((0, y), (FULL_WIDTH, y))), "rule", "line", 0.5)
    if wall is not None:
        # Not through the band, where a year may stand.
        for start, end in ((0, levels.band), (levels.band + _BAND, levels.height)):
            yield Shape(draw_line(((wall, start), (wall, end))), "second", "line", 0.75, "3 2")


def _draw_pole(flag: Flag, levels: _Levels) -> Iterator[Shape]:
    """Draw the line from a mark to its label's far edge."""
    top = levels.rows[flag.spot.is_above, flag.spot.is_far]
    middle = _find_middle(flag, levels)
    if flag.spot.is_above:
        start, end = top + 1, middle - RADIUS
    else:
        start, end = middle + RADIUS, top + (1 + len(flag.label.lines)) * LINE_HEIGHT - 1
    yield Shape(draw_line(((flag.mark.x, start), (flag.mark.x, end))), "rule", "line", 0.5)


def _write_flag(flag: Flag, levels: _Levels) -> Iterator[Word]:
    """Write a label, its lines flush with the pole's side."""
    top = levels.rows[flag.spot.is_above, flag.spot.is_far]
    is_left = flag.spot.right < flag.mark.x
    for number, (text, weight) in enumerate([(flag.label.date, 600), *((line, 400) for line in flag.label.lines)]):
        x = align_right(flag.spot.right, text, weight) if is_left else flag.spot.left
        language = flag.label.language if number else ""
        yield Word(x, top + number * LINE_HEIGHT + _BASE_LINE - 0.9, text, "ink", weight, language)
