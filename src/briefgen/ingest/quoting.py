"""Words of a page as evidence and doubts quote them: on one line, shortened."""

_LONGEST = 90


def quote_line(text: str) -> str:
    """Return `text` between single quotation marks, on one line, at most 90 characters of it."""
    line = " ".join(text.split())
    if len(line) > _LONGEST:
        line = line[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return f"'{line}'"
