"""Two log-log panels as SVG: seconds against a number, each line named at its end; for light and dark pages."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

_WIDTH, _HEIGHT = 940, 360
_PANEL, _TOP, _BOTTOM = 280, 46, 300  # the width of a panel's frame, and its upper and lower edge
_LEFTS = (60, 520)
#: Okabe and Ito's colours, which the colour-blind tell apart; dark pages get lighter ones.
_STYLE = """
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
.small { font-size: 12px; fill: #59636e; } .grid { stroke: #d1d9e0; } .line { fill: none; stroke-width: 2; }
.c0 { stroke: #0072b2; fill: #0072b2; } .c1 { stroke: #b34700; fill: #b34700; } .c2 { stroke: #007a5e; fill: #007a5e; }
.c3 { stroke: #9b4a7c; fill: #9b4a7c; } .line { fill: none; } text { stroke: none !important; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; } .small { fill: #9198a1; } .grid { stroke: #3d444d; }
.c0 { stroke: #56b4e9; fill: #56b4e9; } .c1 { stroke: #f0a05a; fill: #f0a05a; } .c2 { stroke: #4fd1a5; fill: #4fd1a5; }
.c3 { stroke: #d98cbb; fill: #d98cbb; } .line { fill: none; }
}
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name, its colour's number, and its points as a number and seconds."""

    name: str
    colour: int
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a panel stands and what its edges mean, in powers of ten."""

    left: float
    first: float
    last: float
    least: float
    most: float

    def place(self, number: float, seconds: float) -> tuple[float, float]:
        across = (math.log10(number) - self.first) / (self.last - self.first)
        up = (math.log10(seconds) - self.least) / (self.most - self.least)
        return self.left + across * _PANEL, _BOTTOM - up * (_BOTTOM - _TOP)


def draw_growth(*panels: tuple[str, Sequence[Line]]) -> str:
    """Draw two panels, each with the name of its lower axis and its lines, on one scale of seconds."""
    seconds = [one for _, lines in panels for line in lines for _, one in line.points]
    least, most = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))
    parts = [
        part
        for left, (axis, lines) in zip(_LEFTS, panels, strict=True)
        for part in _draw_panel(axis, lines, left, (least, max(most, least + 1)))
    ]
    title = "Seconds against the number of topics and of sources, both axes logarithmic"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{title}">'
        f"\n<title>{title}</title>\n<style>{_STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def _draw_panel(axis: str, lines: Sequence[Line], left: float, span: tuple[int, int]) -> Iterator[str]:
    numbers = [number for line in lines for number, _ in line.points]
    first, last = math.log10(min(numbers)), math.log10(max(numbers))
    frame = _Frame(left, first, last if last > first else first + 1, *span)
    yield f'<text class="small" x="{left}" y="{_TOP - 18}">seconds</text>'
    yield f'<text class="small" x="{left + _PANEL / 2}" y="{_BOTTOM + 44}" text-anchor="middle">{escape(axis)}</text>'
    yield from _draw_grid(frame, sorted(set(numbers)))
    heights = _spread([frame.place(*line.points[-1])[1] for line in lines])
    for line, height in zip(lines, heights, strict=True):
        places = [frame.place(*point) for point in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline class="line c{line.colour}" points="{path}"/>'
        yield from (f'<circle class="c{line.colour}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places)
        x = places[-1][0] + 8
        yield f'<text class="c{line.colour}" x="{x:.1f}" y="{height + 4:.1f}">{escape(line.name)}</text>'


def _draw_grid(frame: _Frame, numbers: Sequence[float]) -> Iterator[str]:
    for power in range(int(frame.least), int(frame.most) + 1):
        y = frame.place(10**frame.first, 10.0**power)[1]
        yield f'<line class="grid" x1="{frame.left}" y1="{y:.1f}" x2="{frame.left + _PANEL}" y2="{y:.1f}"/>'
        yield f'<text class="small" x="{frame.left - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
    for number in numbers:
        x = frame.place(number, 10.0**frame.least)[0]
        yield f'<line class="grid" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{_BOTTOM}"/>'
        yield f'<text class="small" x="{x:.1f}" y="{_BOTTOM + 20}" text-anchor="middle">{number:,.0f}</text>'


def _spread(heights: Sequence[float], gap: float = 16.0) -> list[float]:
    """Move names apart that would stand on one another, from the top down."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    placed = list(heights)
    for above, below in pairwise(order):
        placed[below] = max(placed[below], placed[above] + gap)
    return placed
