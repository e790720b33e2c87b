"""From the marks of excerpts to those of their sources, for the line below a table."""

import re
from collections.abc import Iterable

from briefgen.model.prose import CitationMark

_NUMBER = re.compile(r"[es](\d+)")


def list_sources(marks: Iterable[CitationMark]) -> list[CitationMark]:
    """List the sources that marks of excerpts lead to, each once, by number."""
    found = {int(match[1]): mark for mark in marks if (match := _NUMBER.match(mark.anchor)) and not mark.is_missing}
    return [CitationMark(str(number), f"s{number}", found[number].title) for number in sorted(found)]
