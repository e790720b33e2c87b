"""What the checks of one brief look at: the topic as written, what was found for it, and what came of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.compose.citations import resolve_citation
from briefgen.compose.findings import Findings
from briefgen.compose.review import JUDGING, read_words
from briefgen.model.brief import Brief
from briefgen.model.evidence import Evidence
from briefgen.model.problem import Place
from briefgen.model.settings import Settings
from briefgen.model.source import Source
from briefgen.model.topic import AnalystBlock, Topic
from briefgen.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Drafted:
    """One brief in its own variant, of which nothing is held back; `used` are the excerpts it prints or cites."""

    topic: Topic
    findings: Findings
    brief: Brief
    used: Mapping[str, Evidence]
    settings: Settings
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    def list_judgements(self) -> list[AnalystBlock]:
        """List the judgements in the order of the topic."""
        plans = [plan for plan in self.topic.sections if plan.kind == "judgements"]
        return [block for plan in plans for block in plan.text if block.kind in JUDGING]

    def list_estimates(self) -> list[AnalystBlock]:
        """List the blocks in which the analyst estimates: the bottom line and the judgements."""
        summaries = [plan for plan in self.topic.sections if plan.kind == "summary"]
        blocks = (*self.topic.summary, *(block for plan in summaries for block in plan.text))
        return [*(block for block in blocks if block.kind in JUDGING), *self.list_judgements()]

    def list_grounds(self, block: AnalystBlock) -> list[Evidence | Source]:
        """List what a block cites, as far as it is there."""
        found = (resolve_citation(citation, self.findings) for citation in block.citations)
        return [one for one in found if isinstance(one, Evidence | Source)]


def find_words(block: AnalystBlock, words: str) -> Place:
    """Say where words stand in a block; where they are not found as written, where the block begins."""
    found = re.search(re.escape(words), block.markdown, re.IGNORECASE)
    if not found:
        return block.place
    before = block.markdown[: found.start()]
    column = block.place.column + len(before.rpartition("\n")[2])
    return Place(block.place.file, block.place.line + before.count("\n"), column)


def find_field(block: AnalystBlock, key: str) -> Place:
    """Say where a field of a block's trailer stands; where it has none, where the block begins."""
    return dict(block.places).get(key, block.place)


def split_words(block: AnalystBlock, language: str) -> Iterator[str]:
    """Yield the sentences of a block, its citations left out."""
    from briefgen.grammar.sentences import split_sentences

    words = read_words(block)
    for start, end in split_sentences(words, language):
        yield words[start:end]
