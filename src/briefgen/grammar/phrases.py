"""English phrases that reports and briefs share."""

from collections.abc import Sequence


def count_things(number: int, word: str) -> str:
    """Write a number with its word: "1 page", "2 pages"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def join_words(words: Sequence[str]) -> str:
    """Join words as a sentence does: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
