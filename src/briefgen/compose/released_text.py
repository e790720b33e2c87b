"""The analyst's text in a releasable variant: a block that may not go out, or cites what may not, leaves whole."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.compose.review import JUDGING
from briefgen.model.marking import Marking
from briefgen.model.topic import AnalystBlock, Citation, SectionPlan, Topic

_CALL = re.compile(r"\[\^([^\s\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Gate:
    """What may pass: the limit, and the markings of excerpts by name and of sources by id, as far as known."""

    limit: Marking
    excerpts: Mapping[str, Marking]
    sources: Mapping[str, Marking]

    def find_marking(self, citation: Citation) -> Marking | None:
        """Find the marking of what a citation means; None where nobody knows."""
        known = self.excerpts if citation.excerpt else self.sources
        return known.get(citation.name)

    def lets_cite(self, citation: Citation) -> bool:
        """Whether a citation may stand in the variant; what is not known may not."""
        return self.lets_name(citation.name)

    def lets_name(self, name: str) -> bool:
        """Whether an excerpt (``source^id``) or a source may be named."""
        return self.lets_excerpt(name) if "^" in name else self.lets_source(name)

    def lets_excerpt(self, name: str) -> bool:
        """Whether an excerpt may be in the variant."""
        return self.excerpts.get(name, Marking.RED) <= self.limit

    def lets_source(self, source_id: str) -> bool:
        """Whether a source may be in the variant."""
        return self.sources.get(source_id, Marking.RED) <= self.limit

    def mark_block(self, block: AnalystBlock) -> Marking:
        """Give the marking of a block: the highest of its own and of all that it cites."""
        cited = (self.find_marking(one) for one in block.citations)
        return max([block.marking or Marking.CLEAR, *(Marking.RED if one is None else one for one in cited)])


@dataclass(frozen=True, slots=True)
class HeldText:
    """A block that leaves: where it stands, whether it is a judgement, and what it is marked."""

    block: AnalystBlock
    is_judgement: bool
    marking: Marking


def release_texts(topic: Topic, gate: Gate) -> tuple[Topic, tuple[HeldText, ...]]:
    """Take out the blocks of the analyst's text that are marked above the limit, or rest on what is."""
    blocks = (*topic.summary, *(block for plan in topic.sections for block in plan.text))
    notes = _mark_notes(blocks, gate)

    def mark(block: AnalystBlock) -> Marking:
        return max([gate.mark_block(block), *(notes[label] for label in _list_labels(block))])

    def keep(text: tuple[AnalystBlock, ...]) -> tuple[AnalystBlock, ...]:
        left = [block for block in text if mark(block) <= gate.limit]
        return tuple(one for one in left if one.kind != "heading" or _heads(one, left) or not _heads(one, text))

    plans = tuple(replace(plan, text=keep(plan.text)) for plan in topic.sections)
    written = [(False, block) for block in topic.summary]
    written += [(_is_judgement(plan, block), block) for plan in topic.sections for block in plan.text]
    held = tuple(
        HeldText(block, is_judgement, marking)
        for is_judgement, block in written
        if (marking := mark(block)) > gate.limit
    )
    return replace(topic, summary=keep(topic.summary), sections=plans), held


def _is_judgement(plan: SectionPlan, block: AnalystBlock) -> bool:
    return plan.kind == "judgements" and block.kind in JUDGING


def _mark_notes(blocks: Sequence[AnalystBlock], gate: Gate) -> dict[str, Marking]:
    """Mark footnotes by their labels: a note and all that call it are marked alike, as high as the highest."""
    marks: dict[str, Marking] = {}
    while True:
        before = dict(marks)
        for block in blocks:
            labels = _list_labels(block)
            highest = max([gate.mark_block(block), *(marks.get(label, Marking.CLEAR) for label in labels)])
            marks.update(dict.fromkeys(labels, highest))
        if marks == before:
            return marks


def gather_notes(topic: Topic) -> dict[str, frozenset[str]]:
    """Gather by a footnote's label all names that it and what calls it rest on: they are marked alike."""
    blocks = (*topic.summary, *(block for plan in topic.sections for block in plan.text))
    notes: dict[str, frozenset[str]] = {}
    while True:
        before = dict(notes)
        for block in blocks:
            notes.update(dict.fromkeys(_list_labels(block), frozenset(list_grounds(block, notes))))
        if notes == before:
            return notes


def list_grounds(block: AnalystBlock, notes: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """List the names that a block rests on: as cited, then those of its footnotes (`gather_notes`)."""
    beside = sorted({name for label in _list_labels(block) for name in notes.get(label, ())})
    return tuple(dict.fromkeys((*(citation.name for citation in block.citations), *beside)))


def _list_labels(block: AnalystBlock) -> list[str]:
    return [*([block.label] if block.label else []), *_CALL.findall(block.markdown)]


def _heads(heading: AnalystBlock, text: Sequence[AnalystBlock]) -> bool:
    """Whether anything stands under a heading, before the next one of its level or above."""
    below = list(text)[text.index(heading) + 1 :]
    for block in below:
        if block.kind != "heading":
            return True
        if block.level <= heading.level:
            return False
    return False
