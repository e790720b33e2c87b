"""The line at the foot of a numbered copy that says whose it is: how it is set, and what of it a sheet has room for."""

from briefgen.render.figures.widths import cut_text, measure_text

#: Points, and the weight of Brief Sans.
SIZE, WEIGHT = 7.5, 600
#: What is left free of a sheet's width: margins as a brief has them (points).
_MARGINS = 2 * 21 * 72 / 25.4
#: No letter of any script is much wider than it is high.
_WIDEST = 1.05 * SIZE


def cut_line(words: str, width: float) -> str:
    """Cut the words to one line between the margins of a sheet of this width (points); "…" stands for the rest."""
    return cut_text(words, SIZE, width - _MARGINS, WEIGHT)


def fits_line(words: str, width: float) -> bool:
    """Whether the words have room in that line."""
    room = width - _MARGINS
    # Most names are short, and nothing has to be known of the face to see that.
    return len(words) * _WIDEST <= room or measure_text(words, SIZE, WEIGHT) <= room
