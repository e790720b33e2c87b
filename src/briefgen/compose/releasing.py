"""A releasable variant: what is marked above a limit is taken out of the data before a brief is put together."""

from dataclasses import dataclass, replace

from briefgen.compose.findings import Findings
from briefgen.model.marking import Marking
from briefgen.model.topic import Topic


@dataclass(frozen=True, slots=True)
class Withheld:
    """One thing that a variant holds back: `kind` is judgement, excerpt, source, text or note."""

    kind: str
    name: str  # for the analyst's eyes
    marking: Marking


@dataclass(frozen=True, slots=True)
class Released:
    """A topic and its findings with nothing above the limit in them, and what was taken out."""

    topic: Topic
    findings: Findings
    withheld: tuple[Withheld, ...] = ()


def release(topic: Topic, findings: Findings, limit: Marking | None) -> Released:
    """Take out of a topic and its findings whatever is marked above `limit`; with None, nothing."""
    return Released(topic, replace(findings))
