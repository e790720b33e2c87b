"""What stands in each kind of section, but for judgements and gaps, which have rooms of their own."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefgen.compose.citations import resolve_citation
from briefgen.compose.entries import Wording
from briefgen.compose.findings import Findings
from briefgen.compose.numbering import Numbering
from briefgen.compose.pairs import Kinship
from briefgen.compose.reader_view import Since
from briefgen.model.evidence import Evidence
from briefgen.model.marking import Marking
from briefgen.model.problem import Problem
from briefgen.model.prose import CitationMark, Prose
from briefgen.model.source import Source
from briefgen.model.topic import AnalystBlock, Citation, Topic


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the desk while one brief is put together: its topic, findings, words and numbers.

    `since` is what it is compared with, None before the first edition. `problems` gathers what is found wrong on the
    way, each once, in order.
    """

    topic: Topic
    findings: Findings
    wording: Wording
    numbering: Numbering
    since: Since | None = None
    problems: dict[Problem, None] = field(default_factory=dict)

    def note(self, problem: Problem) -> None:
        """Keep a problem."""
        self.problems[problem] = None

    @property
    def kinship(self) -> Kinship:
        """What tells that several of its excerpts are one voice."""
        languages = (self.wording.language, self.topic.language)
        named = frozenset(citation.name for citation in (*self.topic.citations, *self.topic.pin))
        return Kinship(self.findings.copies, self.findings.lengths, languages, named, self.wording.vocabulary)


def write_prose(blocks: Iterable[AnalystBlock], desk: Desk) -> tuple[Prose, ...]:
    """Carry over the analyst's blocks, each citation with its mark."""
    return tuple(
        Prose(
            kind=block.kind,
            markdown=block.markdown,
            marks={citation.name: mark_citation(citation, desk) for citation in block.citations},
            level=block.level,
            ordered=block.ordered,
            marking=find_marking(block, desk),
        )
        for block in blocks
    )


def find_marking(block: AnalystBlock, desk: Desk) -> Marking:
    """Give the marking of a block's words: the highest of its own and of what it cites."""
    cited = (resolve_citation(citation, desk.findings) for citation in block.citations)
    return max([block.marking or Marking.CLEAR, *(one.marking for one in cited if not isinstance(one, Problem))])


def mark_citation(citation: Citation, desk: Desk) -> CitationMark:
    """Give a citation's mark, and note its problem where nothing is behind it."""
    match resolve_citation(citation, desk.findings):
        case Evidence() as evidence:
            return desk.numbering.mark_excerpt(evidence, citation.locator)
        case Source() as source:
            return desk.numbering.mark_source(source, citation.locator)
        case problem:
            desk.note(problem)
            return CitationMark(citation.name, "", is_missing=True)
