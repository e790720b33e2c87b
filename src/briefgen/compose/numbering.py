"""The numbers of sources and the letters of their excerpts, the same in HTML and PDF.

A brief is put together twice: the first time tells who is printed and in which order, the second
time every mark is known. So `Numbering` first learns, then `mark_…` only looks up.
"""

from string import ascii_lowercase

from briefgen.model.evidence import Evidence
from briefgen.model.prose import CitationMark
from briefgen.model.source import Source


class Numbering:
    """Gives numbers to sources and letters to excerpts in the order in which they are asked for."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._letters: dict[str, dict[str, str]] = {}
        self._printed: set[str] = set()

    def print_in_full(self, evidence: Evidence) -> CitationMark:
        """Note that an excerpt stands here in full, and give its mark."""
        self._printed.add(evidence.name)
        return self.mark_excerpt(evidence)

    def mark_excerpt(self, evidence: Evidence, locator: str = "") -> CitationMark:
        """Give the mark of an excerpt: it links to the excerpt where that is printed, else to its source."""
        number = self.number(evidence.source)
        letters = self._letters[evidence.source.id]
        letters.setdefault(evidence.name, _letter(len(letters)))
        label = f"{number}{letters[evidence.name]}" if len(letters) > 1 else str(number)
        anchor = f"e{number}{letters[evidence.name]}" if evidence.name in self._printed else f"s{number}"
        return CitationMark(label, anchor, evidence.source.title, locator)

    def mark_source(self, source: Source, locator: str = "") -> CitationMark:
        """Give the mark of a source cited as a whole."""
        number = self.number(source)
        return CitationMark(str(number), f"s{number}", source.title, locator)

    def number(self, source: Source) -> int:
        """Give the source's number, the next free one where it has none yet."""
        self._letters.setdefault(source.id, {})
        return self._numbers.setdefault(source.id, len(self._numbers) + 1)

    def list_sources(self) -> tuple[str, ...]:
        """List the ids of numbered sources in the order of their numbers."""
        return tuple(self._numbers)

    def is_printed(self, name: str) -> bool:
        """Whether the excerpt stands in full somewhere in the brief."""
        return name in self._printed

    def list_excerpts(self, source_id: str) -> tuple[str, ...]:
        """List the names of the source's excerpts that have a letter."""
        return tuple(self._letters.get(source_id, ()))


def _letter(position: int) -> str:
    letters = ascii_lowercase[position % 26]
    return letters if position < 26 else _letter(position // 26 - 1) + letters
