"""A figure as what it is made of: paths and words at their places, for a template to write as SVG.

The unit is the point on paper: a figure of the full width is 168 mm, 476 points. Each word's box is measured, so a
test can tell whether two of them touch or one leaves the picture.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from briefgen.render.figures.widths import measure_text

#: 168 mm, the width of a figure; 60 mm, the height that no timeline exceeds; in points.
FULL_WIDTH, GREATEST_HEIGHT = 476.0, 170.0
#: The size of every word in a figure, and the distance of its lines. Nothing may be under 8 pt on paper.
TEXT_SIZE, LINE_HEIGHT = 8.25, 9.25
_ASCENT, _DESCENT = 0.76, 0.24


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, from its left upper corner to its right lower one."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box", gap: float = 0.0) -> bool:
        """Whether the two come closer to each other than `gap` in both directions."""
        is_beside = self.right + gap <= other.left or other.right + gap <= self.left
        return not is_beside and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Shape:
    """A path (SVG's ``d``) in a tone of the style sheet: accent, second, rule, hair, paper, tint, changed.

    `manner` is "filled", "outlined" (with paper inside) or "line"; `stroke` is the line's thickness in points,
    `dash` its pattern, "" for none.
    """

    path: str
    tone: str
    manner: str = "filled"
    stroke: float = 0.75
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text from `x` to the right on a base line; `weight` 400 or 600, `tone` as in `Shape`."""

    x: float
    y: float
    text: str
    tone: str = "ink"
    weight: int = 400
    language: str = ""

    @property
    def box(self) -> Box:
        """The rectangle that it takes, its line's height included."""
        width = measure_text(self.text, TEXT_SIZE, self.weight)
        return Box(self.x, self.y - _ASCENT * LINE_HEIGHT, self.x + width, self.y + _DESCENT * LINE_HEIGHT)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture, shapes below words."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    words: tuple[Word, ...]


def draw_line(points: Iterable[tuple[float, float]]) -> str:
    """Write the path of a line through points."""
    return "M" + "L".join(f"{show(x)} {show(y)}" for x, y in points)


def draw_rectangle(box: Box) -> str:
    """Write the path of a rectangle."""
    return f"M{show(box.left)} {show(box.top)}H{show(box.right)}V{show(box.bottom)}H{show(box.left)}Z"


def draw_circle(x: float, y: float, radius: float) -> str:
    """Write the path of a circle."""
    size = show(radius)
    half = f"A{size} {size} 0 0 1 "
    return f"M{show(x - radius)} {show(y)}{half}{show(x + radius)} {show(y)}{half}{show(x - radius)} {show(y)}Z"


def draw_hatch(box: Box, pitch: float = 2.5) -> str:
    """Write the path of slanting lines that fill a rectangle, one every `pitch` points; "" for an empty one."""
    width, height = box.right - box.left, box.bottom - box.top
    pieces = []
    for step in range(1, int((width + height) / pitch) + 1):
        reach = step * pitch
        start = (box.left + max(reach - height, 0), box.top + min(reach, height))
        end = (box.left + min(reach, width), box.top + max(reach - width, 0))
        pieces.append(draw_line((start, end)))
    return "".join(pieces) if width > 0 and height > 0 else ""


def align_right(right: float, text: str, weight: int = 400) -> float:
    """Return where a text begins that ends at `right`."""
    return right - measure_text(text, TEXT_SIZE, weight)


def align_middle(middle: float, text: str, weight: int = 400) -> float:
    """Return where a text begins whose middle lies at `middle`."""
    return middle - measure_text(text, TEXT_SIZE, weight) / 2


def show(number: float) -> str:
    """Write a coordinate, to a hundredth of a point."""
    return "0" if abs(number) < 0.005 else f"{number:.2f}".rstrip("0").rstrip(".")
