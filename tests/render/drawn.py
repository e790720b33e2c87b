"""What can be wrong with a drawing: words that touch, leave the frame, or are crossed by a line."""

import itertools
import re

from briefgen.render.figures.drawing import Box, Drawing


def find_faults(drawing: Drawing) -> list[str]:
    """Name each pair of words that overlap, each word outside the frame, each upright line through a word."""
    boxes = [(word.text, word.box) for word in drawing.words]
    faults = [
        f"{one} / {other}"
        for (one, box), (other, second) in itertools.combinations(boxes, 2)
        if shrink(box).overlaps(shrink(second))
    ]
    for text, box in boxes:
        if box.left < -0.01 or box.top < -0.5 or box.right > drawing.width + 0.01 or box.bottom > drawing.height + 0.6:
            faults.append(f"{text} leaves the frame: {box}")
    lines = [shape.path for shape in drawing.shapes if shape.manner == "line"]
    uprights = [re.fullmatch(r"M([\d.]+) ([\d.]+)L\1 ([\d.]+)", path) for path in lines]
    for found in filter(None, uprights):
        x, top, bottom = float(found[1]), *sorted((float(found[2]), float(found[3])))
        is_tick = bottom - top <= 4
        faults += (
            []
            if is_tick
            else [f"a line through {text}" for text, box in boxes if box.overlaps(Box(x, top, x, bottom), -0.6)]
        )
    return faults


def shrink(box: Box) -> Box:
    """Take off what rounding may add."""
    return Box(box.left + 0.05, box.top + 0.05, box.right - 0.05, box.bottom - 0.05)
