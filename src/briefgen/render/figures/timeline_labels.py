"""The labels of a timeline: what each says in at most three short lines, and where they stand without touching.

A label hangs like a flag on a pole above or below its mark, in a near or a far row, to the right of its pole or
to the left. All choices are tried in an order of preference until none touches another (a small search
with a limit), so the same events always give the same picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.render.figures.drawing import TEXT_SIZE
from briefgen.render.figures.widths import cut_text, measure_text, needs_shaping

#: At most so many words; two more where nothing need then be cut, or "A and B" would lose its B.
_WORDS, _WHOLE = 5, 7
_WIDEST = 98.0
_POLE_GAP = 3.0
_BETWEEN = 7.0
_NEAR_POLE = 5.0
_MOST_TRIES = 1500
#: Small words at which no label may be cut.
_WEAK = frozenset(
    (
        *("a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with", "over"),
        *("between", "its", "their", "his", "her", "that", "which", "who", "as", "no", "not", "is", "are"),
        *("в", "во", "и", "из", "к", "на", "о", "об", "от", "по", "с", "со", "у", "за", "для", "при", "под", "над"),
        *("между", "или", "а", "но", "не", "мен", "бен", "пен", "және", "үшін", "туралы", "бойынша"),
    )
)
_JOINING = frozenset(("and", "or", "и", "или", "мен", "бен", "пен", "және"))


@dataclass(frozen=True, slots=True)
class Label:
    """What stands at an event: `date` in bold, then `lines` of words; `width` is that of the widest."""

    x: float
    date: str
    lines: tuple[str, ...]
    language: str = ""

    @property
    def width(self) -> float:
        """The width of the widest line."""
        widths = [measure_text(line, TEXT_SIZE) for line in self.lines]
        return max([measure_text(self.date, TEXT_SIZE, 600), *widths])


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label stands: above its mark or below, near or far, from `left` to `right`."""

    is_above: bool
    is_far: bool
    left: float
    right: float


def write_label(  # noqa: PLR0913, PLR0917 - what stands in a label
    x: float, date: str, words: str, cites: str, language: str, quotes: tuple[str, str] = ("", "")
) -> Label:
    """Write a label: the date, at most five words on two lines, and the numbers of its sources.

    Words of a source stand between `quotes`, with an ellipsis inside them where the label ends before they do. Words
    that the PDF's SVG cannot draw (Arabic, Hebrew, Thai …) are left to the list below the figure.
    """
    date = cut_text(date, TEXT_SIZE, _WIDEST + 30, 600)
    if needs_shaping(words):
        return Label(x, date, (cites,) if cites else (), language)
    every = words.split()
    for count in _list_counts(every):
        lines = _wrap(_quote(_cut_words(every, count), quotes), cites)
        if lines:
            return Label(x, date, lines, language)
    cut = "".join(_quote([cut_text(every[0], TEXT_SIZE, _WIDEST - 10)], quotes)) if every else ""
    return Label(x, date, tuple(filter(None, (cut, cites))), language)


def place_labels(labels: Sequence[Label], left: float, right: float, walls: Sequence[float]) -> tuple[Spot, ...] | None:
    """Find a place for every label between `left` and `right`; None where none is found.

    `labels` come from left to right. No label touches another, another's pole, or one of the `walls` (upright lines).
    """
    options = [_list_spots(label, left, right, walls, position) for position, label in enumerate(labels)]
    return _Search(labels, options).run() if all(options) else None


def _list_counts(words: Sequence[str]) -> list[int]:
    """List how many words a label may have, the most first: two more where all is said then, or a pair kept whole."""
    counts = list(range(min(len(words), _WORDS), 0, -1))
    is_pair_cut = any(word.casefold() in _JOINING for word in words[_WORDS - 2 : _WORDS + 1])
    if len(words) > _WORDS and (len(words) <= _WHOLE or is_pair_cut):
        counts = [min(len(words), _WHOLE), *counts]
    return counts


def _cut_words(words: Sequence[str], count: int) -> list[str]:
    """Keep the first words; what is cut ends with an ellipsis, and never behind an article or preposition."""
    if count == len(words):
        return list(words)
    kept = list(words[:count])
    while len(kept) > 1 and kept[-1].casefold().strip(",;:–-") in _WEAK | {""}:
        kept.pop()
    return [*kept[:-1], kept[-1].rstrip(",;:–-.") + " …".replace(" ", "\u00a0")]


def _quote(words: list[str], quotes: tuple[str, str]) -> list[str]:
    quoted = [quotes[0] + words[0], *words[1:]]
    return [*quoted[:-1], quoted[-1] + quotes[1]]


def _wrap(words: Sequence[str], cites: str) -> tuple[str, ...]:
    """Break words into two lines as even as can be, the numbers at their end; () where a line is too wide."""
    last = f"{words[-1]}\u00a0{cites}" if cites else words[-1]
    pieces = [*words[:-1], last]
    one = " ".join(pieces)
    if len(pieces) < 3 and measure_text(one, TEXT_SIZE) <= _WIDEST * 0.7:
        return (one,)
    splits = [(" ".join(pieces[:i]), " ".join(pieces[i:])) for i in range(1, len(pieces))]
    fitting = [(max(measure_text(line, TEXT_SIZE) for line in lines), lines) for lines in splits]
    best = min(fitting, default=(_WIDEST + 1, ("", "")))
    if best[0] <= _WIDEST:
        return best[1]
    return (one,) if measure_text(one, TEXT_SIZE) <= _WIDEST else ()


def _list_spots(label: Label, left: float, right: float, walls: Sequence[float], position: int) -> list[Spot]:
    """List where a label may stand, the best first: near before far, right before left, above and below in turn."""
    spots = []
    for is_left in (False, True):
        start = label.x - _POLE_GAP - label.width if is_left else label.x + _POLE_GAP
        end = start + label.width
        if start < left or end > right or any(start - _POLE_GAP < wall < end + _POLE_GAP for wall in walls):
            continue
        for is_far in (False, True):
            for turn in (False, True):
                spots.append(Spot((position % 2 == 0) != turn, is_far, start, end))
    return sorted(spots, key=lambda spot: (spot.is_far, spot.right < label.x))


class _Search:
    """Tries one spot after the other for each label, and goes back where the next has none left."""

    def __init__(self, labels: Sequence[Label], options: Sequence[Sequence[Spot]]) -> None:
        self.labels = labels
        self.options = options
        self.spots: list[Spot] = []
        self.tries = 0

    def run(self) -> tuple[Spot, ...] | None:
        return tuple(self.spots) if self._place_rest() else None

    def _place_rest(self) -> bool:
        position = len(self.spots)
        if position == len(self.labels):
            return True
        for spot in self.options[position]:
            self.tries += 1
            if self.tries > _MOST_TRIES:
                return False
            if self._is_free(spot, self.labels[position].x):
                self.spots.append(spot)
                if self._place_rest():
                    return True
                self.spots.pop()
        return False

    def _is_free(self, spot: Spot, x: float) -> bool:
        return not any(_touch(spot, x, other, label.x) for other, label in zip(self.spots, self.labels, strict=False))


def _touch(one: Spot, x: float, other: Spot, other_x: float) -> bool:
    """Whether two labels with their poles come too close."""
    if one.is_above != other.is_above:
        return False
    if abs(x - other_x) < _NEAR_POLE:
        return True
    if one.is_far == other.is_far:
        (first, second) = sorted(((one.left, one.right, x), (other.left, other.right, other_x)))
        ends, begins = max(first[1], first[2]), min(second[0], second[2])
        return begins - ends < _BETWEEN
    near, pole = (other, x) if one.is_far else (one, other_x)
    return near.left - _POLE_GAP < pole < near.right + _POLE_GAP
