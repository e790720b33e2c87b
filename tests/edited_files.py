"""A file edited as a person would edit it: words in the place of others, which must be there."""

from pathlib import Path


def edit_text(path: Path, before: str, after: str, *, count: int = 1, is_replaced: bool = False) -> tuple[int, int]:
    """Put words in the place of others; give line and column (from 1) where the new ones begin first.

    `count` is how often at most (-1: wherever they stand). Where it `is_replaced`, a new file takes the old one's
    place, as with most editors. AssertionError where the words are not there.
    """
    text = path.read_text(encoding="utf-8")
    assert before in text, f"{path}: {before}"
    start = text.index(before)
    place = path.with_name(f".{path.name}.tmp") if is_replaced else path
    place.write_text(text.replace(before, after, count), encoding="utf-8")
    if is_replaced:
        place.replace(path)
    return text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1
