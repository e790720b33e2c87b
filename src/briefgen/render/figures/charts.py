"""Charts drawn by hand as static SVG: columns over time, one row of them for each actor, and bars for groups.

Every chart has a zero base, its numbers stand at its columns, and no tone needs a colour: what is copied is hatched.
A library would bring more than is drawn here (vl-convert 88 MB, matplotlib 135 MB) and could neither keep
labels apart by our font's widths nor take the colours of the style sheet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.model.chart import Chart, ChartRow
from briefgen.model.prose import CitationMark
from briefgen.render.figures.drawing import (
    FULL_WIDTH,
    TEXT_SIZE,
    Box,
    Drawing,
    Shape,
    Word,
    align_middle,
    align_right,
    draw_hatch,
    draw_line,
    draw_rectangle,
)
from briefgen.render.figures.timeline import cite_numbers
from briefgen.render.figures.widths import cut_text, measure_text, needs_shaping
from briefgen.wording.labels import say

#: The width of the text column, 122 mm, for bars; the full width would only stretch them.
_COLUMN_WIDTH = 346.0
_LABEL_WIDTH = 118.0
_BAR, _BAR_PITCH = 9.0, 15.0
_YEARS_HEIGHT, _ROW_HEIGHT = 72.0, 16.0
_ROW_PITCH = 28.0
_FILL = 0.72
_NUMBER = 9.0
_AXIS = 12.0
_BETWEEN = 4.0
_TONES = ("filled", "hatched")


@dataclass(frozen=True, slots=True)
class ChartFigure:
    """A chart's picture, what one would see in it, and the sources behind it.

    `keys` stand before the headings of the table's rows (or its only row's columns) where the picture has a key for a
    label that it cannot draw, "" for the others.
    """

    drawing: Drawing
    description: str
    marks: tuple[CitationMark, ...]
    keys: tuple[str, ...]


def draw_chart(chart: Chart, language: str) -> ChartFigure:
    """Draw a chart: bars for groups, columns for years, rows of columns for actors."""
    names = chart.columns if chart.kind in ("types", "languages") else tuple(row.label for row in chart.rows)
    keys = tuple(f"({number})" if needs_shaping(name) else "" for number, name in enumerate(names, 1))
    labels = [key or name for key, name in zip(keys, names, strict=True)]
    match chart.kind:
        case "types" | "languages":
            drawing = _draw_bars(labels, chart.rows[0].values)
        case "actors":
            drawing = _draw_rows(labels, chart, say("chart.total", language))
        case _:
            drawing = _draw_columns(labels, chart)
    told = "; ".join(_tell_values(chart))
    return ChartFigure(drawing, say("chart.description", language, told=told), cite_numbers(chart.sources), keys)


def _tell_values(chart: Chart) -> Iterator[str]:
    if chart.kind == "actors":
        yield from (f"{row.label}: {sum(row.values)}" for row in chart.rows)
        return
    sums = [sum(values) for values in zip(*(row.values for row in chart.rows), strict=True)]
    yield from (f"{column}: {value}" for column, value in zip(chart.columns, sums, strict=True) if value)


def _draw_bars(labels: Sequence[str], values: Sequence[int]) -> Drawing:
    """Draw horizontal bars, each with its label before it and its number behind."""
    shown = [cut_text(label, TEXT_SIZE, _LABEL_WIDTH) for label in labels]
    start = max(measure_text(label, TEXT_SIZE) for label in shown) + 6
    room = _COLUMN_WIDTH - start - max(measure_text(str(value), TEXT_SIZE, 600) for value in values) - 6
    most = max(*values, 1)
    shapes, words = [], []
    for number, (label, value) in enumerate(zip(shown, values, strict=True)):
        top = number * _BAR_PITCH + (_BAR_PITCH - _BAR) / 2
        end = start + room * value / most
        if value:
            shapes.append(Shape(draw_rectangle(Box(start, top, end, top + _BAR)), "accent"))
        words.append(Word(align_right(start - 6, label), top + 7.4, label))
        words.append(Word(end + 4, top + 7.4, str(value), weight=600))
    height = len(values) * _BAR_PITCH
    shapes.append(Shape(draw_line(((start, 0), (start, height))), "rule", "line", 0.75))
    return Drawing(_COLUMN_WIDTH, height, tuple(shapes), tuple(words))


def _draw_columns(labels: Sequence[str], chart: Chart) -> Drawing:
    """Draw columns over time; a second row of numbers stands hatched on the first, and a key says which is which."""
    top = 14.0 if len(chart.rows) > 1 else 0.0
    base = top + _NUMBER + 2 + _YEARS_HEIGHT
    sums = [sum(values) for values in zip(*(row.values for row in chart.rows), strict=True)]
    frame = _Frame(0, FULL_WIDTH, base, _YEARS_HEIGHT / max(*sums, 1), len(sums))
    shapes: list[Shape] = []
    below = [0] * len(sums)
    for row, manner in zip(chart.rows, _TONES, strict=False):
        shapes += _draw_values(frame, row.values, below, manner)
        below = [one + other for one, other in zip(below, row.values, strict=True)]
    shapes.append(Shape(draw_line(((0, base), (FULL_WIDTH, base))), "rule", "line", 0.75))
    words = [*_write_values(frame, sums), *_write_axis(frame, chart.columns)]
    if top:
        key_shapes, key_words = _draw_key(labels)
        shapes, words = [*shapes, *key_shapes], [*words, *key_words]
    return Drawing(FULL_WIDTH, base + _AXIS, tuple(shapes), tuple(words))


def _draw_rows(labels: Sequence[str], chart: Chart, total: str) -> Drawing:
    """Draw a row of columns for each actor, all on one scale, with its name before and its sum behind."""
    shown = [cut_text(label, TEXT_SIZE, _LABEL_WIDTH) for label in labels]
    start = max(measure_text(label, TEXT_SIZE) for label in shown) + 10
    sums = [str(sum(row.values)) for row in chart.rows]
    end = FULL_WIDTH - max(measure_text(text, TEXT_SIZE, 600) for text in (*sums, total)) - 10
    unit = _ROW_HEIGHT / max(max(row.values, default=0) for row in chart.rows) if _has_values(chart.rows) else 0
    shapes: list[Shape] = []
    words = [Word(align_right(FULL_WIDTH, total), 8, total, "second")]
    base = 0.0
    for number, (label, row) in enumerate(zip(shown, chart.rows, strict=True)):
        base = 4 + (number + 1) * _ROW_PITCH
        frame = _Frame(start, end, base, unit, len(row.values))
        shapes += _draw_values(frame, row.values, [0] * len(row.values), "filled")
        shapes.append(Shape(draw_line(((start, base), (end, base))), "rule", "line", 0.5))
        words += _write_values(frame, row.values)
        words.append(Word(0, base - 1, label))
        words.append(Word(align_right(FULL_WIDTH, sums[number], 600), base - 1, sums[number], weight=600))
    words += _write_axis(_Frame(start, end, base, unit, len(chart.columns)), chart.columns)
    return Drawing(FULL_WIDTH, base + _AXIS, tuple(shapes), tuple(words))


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where columns stand: between `left` and `right` on the line `base`, `unit` points high for each one counted."""

    left: float
    right: float
    base: float
    unit: float
    count: int

    @property
    def pitch(self) -> float:
        return (self.right - self.left) / self.count

    def find_middle(self, number: int) -> float:
        return self.left + (number + 0.5) * self.pitch


def _has_values(rows: Sequence[ChartRow]) -> bool:
    return any(any(row.values) for row in rows)


def _draw_values(frame: _Frame, values: Sequence[int], below: Sequence[int], manner: str) -> Iterator[Shape]:
    """Draw a column for each value, on top of what is `below` it."""
    half = min(frame.pitch * _FILL, 30.0) / 2
    for number, value in enumerate(values):
        middle, bottom = frame.find_middle(number), frame.base - below[number] * frame.unit
        box = Box(middle - half, bottom - value * frame.unit, middle + half, bottom)
        if value and manner == "filled":
            yield Shape(draw_rectangle(box), "accent")
        elif value:
            yield Shape(draw_rectangle(box), "accent", "outlined", 0.75)
            yield Shape(draw_hatch(box), "accent", "line", 0.5)


def _write_values(frame: _Frame, values: Sequence[int]) -> Iterator[Word]:
    """Write each value above its column; none where columns are narrower than their numbers."""
    widest = max((measure_text(str(value), TEXT_SIZE) for value in values), default=0.0)
    if widest + 1 > frame.pitch:
        return
    for number, value in enumerate(values):
        if value:
            text = str(value)
            x = align_middle(frame.find_middle(number), text)
            yield Word(x, frame.base - value * frame.unit - 2, text)


def _write_axis(frame: _Frame, columns: Sequence[str]) -> Iterator[Word]:
    """Write the columns' names below the line: all, or every second, third … where they would touch."""
    widest = max(measure_text(column, TEXT_SIZE) for column in columns) + _BETWEEN
    step = next(step for step in range(1, len(columns) + 2) if widest <= frame.pitch * step or step > len(columns))
    for number, column in enumerate(columns):
        x = align_middle(frame.find_middle(number), column)
        is_inside = x >= frame.left - 1 and x + measure_text(column, TEXT_SIZE) <= FULL_WIDTH
        if number % step == 0 and is_inside:
            yield Word(max(x, 0.0), frame.base + 9, column, "second")


def _draw_key(labels: Sequence[str]) -> tuple[list[Shape], list[Word]]:
    """Draw which tone is which, in the upper left corner."""
    shapes: list[Shape] = []
    words: list[Word] = []
    x = 0.0
    for label, manner in zip(labels, _TONES, strict=False):
        box = Box(x, 1, x + 10, 9)
        shapes.append(Shape(draw_rectangle(box), "accent", "filled" if manner == "filled" else "outlined"))
        if manner == "hatched":
            shapes.append(Shape(draw_hatch(box), "accent", "line", 0.5))
        words.append(Word(x + 14, 8.2, label))
        x += 14 + measure_text(label, TEXT_SIZE) + 16
    return shapes, words
