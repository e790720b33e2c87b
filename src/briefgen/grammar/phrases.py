"""How messages, reports and briefs put things: numbers with their words, lists, texts that are quoted in short."""

from collections.abc import Sequence


def count_things(number: int, word: str) -> str:
    """Write a number with its word: "1 page", "2 pages"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def shorten_words(text: str, longest: int) -> str:
    """Return at most `longest` characters of a text, cut between words, with a sign where more followed."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def join_words(words: Sequence[str]) -> str:
    """Join words as a sentence does: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def show_value(text: str) -> str:
    """Return `text` for a message: in quotation marks, shortened, control characters as escapes."""
    short = text if len(text) <= 60 else text[:57] + "…"
    return "'" + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in short) + "'"


def show_bare_value(text: str) -> str:
    """Return `text` as `show_value` does, without the quotation marks."""
    return show_value(text)[1:-1]
