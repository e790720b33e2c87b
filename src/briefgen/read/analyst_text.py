"""The analyst's own text in a topic: blocks with citations, sorted under the sections whose headings they follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from briefgen.grammar.blocks import PASSAGE_KINDS, Block, find_blocks
from briefgen.grammar.citations import find_citations
from briefgen.grammar.phrases import show_value
from briefgen.grammar.plain_text import normalise_text, read_plain
from briefgen.grammar.suggestions import ask_whether
from briefgen.grammar.trailer import CutText, Token, cut_trailer
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.topic import AnalystBlock, Citation, SectionPlan
from briefgen.read.lost_markings import (
    find_between_blocks,
    find_in_head,
    find_in_heading,
    find_lone_markings,
    find_lost_markings,
)
from briefgen.read.trailer import ANALYST_KEYS, read_analyst_trailer, report_stray_fields
from briefgen.wording.labels import say


@dataclass(frozen=True, slots=True)
class AnalystText:
    """A topic's body: what stands before the first level-1 heading, and the sections with their text."""

    summary: tuple[AnalystBlock, ...]
    sections: tuple[SectionPlan, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    block: Block
    cut: CutText
    tokens: tuple[Token, ...]


@dataclass(slots=True)
class _Sorter:
    """Puts blocks under the section that they belong to; "" is the summary, None a heading without a section."""

    file: str
    headings: Mapping[str, str]
    texts: dict[str, list[_Draft]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    section: str | None = ""
    may_take_trailer: bool = False

    def take(self, block: Block) -> None:
        """Sort one block."""
        if block.kind == "heading" and block.level == 1:
            self.open_section(block)
        elif block.kind == "html":
            self.refuse_html(block)
        elif block.kind in PASSAGE_KINDS:
            self.take_words(block)
        else:
            self.put(_Draft(block, CutText(block.text), ()))
            self.may_take_trailer = False

    def open_section(self, block: Block) -> None:
        """Go to the section of this heading."""
        self.may_take_trailer = False
        self.problems.extend(find_in_heading(block, self.file))
        heading = read_plain(block.text).text
        if heading in self.headings:
            self.section = self.headings[heading]
            return
        self.section = None
        listed = ", ".join(f"“{known}”" for known in dict.fromkeys(self.headings.values()))
        hint = f"{ask_whether(heading, self.headings)} The sections are {listed}; a heading inside one begins with ##"
        message = f"No section has the heading {show_value(heading)}; the text below it is not printed."
        place = Place(self.file, block.line, block.column)
        self.problems.append(Problem(kinds.TOPIC_SECTION, message, place, hint.strip()))

    def refuse_html(self, block: Block) -> None:
        """HTML is no text of a brief; a comment is the analyst's own affair, unless it marks."""
        self.may_take_trailer = False
        self.problems.extend(find_lost_markings(block.text, block, self.file))
        if read_plain(block.text).text:
            place = Place(self.file, block.line, block.column)
            message = "An HTML block is not printed."
            self.problems.append(Problem(kinds.TEXT_HTML_DROPPED, message, place, "write its words as Markdown"))

    def take_words(self, block: Block) -> None:
        """Cut a block's trailer off; a trailer that stands alone belongs to the block before it."""
        cut = cut_trailer(block.text, block.line, block.columns)
        if not cut.is_trailer_alone:
            self.put(_Draft(block, cut, cut.tokens))
            self.may_take_trailer = True
        elif not self.may_take_trailer:
            lone = tuple(find_lone_markings(cut.tokens, self.file))
            self.problems.extend(lone or (_report_lone_trailer(cut.tokens[0], self.file),))
        elif self.section is not None:
            last = self.texts[self.section][-1]
            self.texts[self.section][-1] = replace(last, tokens=(*last.tokens, *cut.tokens))

    def put(self, draft: _Draft) -> None:
        """Add a block to the open section."""
        if self.section is not None:
            self.texts.setdefault(self.section, []).append(draft)


def read_analyst_text(body: str, file: str, first_line: int, sections: tuple[SectionPlan, ...]) -> AnalystText:
    """Read a topic's `body`, which begins in line `first_line` of `file`, and fill the `sections` with it.

    A level-1 heading equal to a section's opens that section; deeper ones stay inside. Text under a
    heading that no section has is a problem and left out. A section that the topic does not name is opened by its
    heading in the topic's language or in English.
    """
    blocks, problems = find_blocks(body, file, first_line)
    sorter = _Sorter(file, _list_headings(sections))
    for block in blocks:
        sorter.take(block)
    lost = (*find_between_blocks(body, blocks, file, first_line), *find_in_head(blocks, file))
    found = [*problems, *sorter.problems, *lost]
    texts = {name: _make_blocks(drafts, file, found) for name, drafts in sorter.texts.items()}
    found.extend(_find_repeated_ids([block for blocks in texts.values() for block in blocks]))
    plans = tuple(replace(plan, text=texts.get(normalise_text(plan.heading), ())) for plan in sections)
    return AnalystText(texts.get("", ()), plans, tuple(found))


def _report_lone_trailer(token: Token, file: str) -> Problem:
    message = f"`{token.text}` stands in a trailer that follows no paragraph."
    hint = f"move it below the paragraph that it describes; or write \\{token.text} if it is text"
    return Problem(kinds.TRAILER_FIRST, message, Place(file, token.line, token.column), hint)


def _list_headings(sections: tuple[SectionPlan, ...]) -> dict[str, str]:
    """Map each heading that opens a section to that section's own."""
    own = {normalise_text(plan.heading): normalise_text(plan.heading) for plan in sections}
    english = {say(f"heading.{plan.word}", "en"): normalise_text(plan.heading) for plan in sections if plan.word}
    return own | {name: heading for name, heading in english.items() if name not in own}


def _make_blocks(drafts: list[_Draft], file: str, problems: list[Problem]) -> tuple[AnalystBlock, ...]:
    return tuple(_make_block(draft, file, problems) for draft in drafts)


def _make_block(draft: _Draft, file: str, problems: list[Problem]) -> AnalystBlock:
    block = draft.block
    trailer, found = read_analyst_trailer(draft.tokens, file)
    lost = find_lost_markings(draft.cut.text, block, file)
    problems.extend((*found, *report_stray_fields(draft.cut.strays, file, ANALYST_KEYS), *lost))
    groups: tuple[tuple[Citation, ...], ...] = ()
    if block.kind in PASSAGE_KINDS:
        cited, found = find_citations(draft.cut.text, file, block.line, block.column, block.columns)
        problems.extend((*found, *_report_images(draft, file)))
        groups = tuple(group.citations for group in cited)
    return AnalystBlock(
        kind=block.kind,
        markdown=draft.cut.text,
        place=Place(file, block.line, block.column),
        groups=groups,
        id=trailer.id,
        tags=trailer.tags,
        likelihood=trailer.likelihood,
        confidence=trailer.confidence,
        marking=trailer.marking,
        reviewed=trailer.reviewed,
        level=block.level,
        ordered=block.ordered,
        label=block.label if block.kind == "footnote" else "",
        places=trailer.places,
    )


def _report_images(draft: _Draft, file: str) -> tuple[Problem, ...]:
    count = read_plain(draft.cut.text, draft.block.kind).images
    place = Place(file, draft.block.line, draft.block.column)
    what = "An image was" if count == 1 else f"{count} images were"
    hint = "briefs hold text and tables only"
    return (Problem(kinds.TEXT_IMAGE, f"{what} left out.", place, hint),) if count else ()


def _find_repeated_ids(blocks: list[AnalystBlock]) -> list[Problem]:
    first: dict[str, AnalystBlock] = {}
    problems = []
    for block in blocks:
        known = first.setdefault(block.id, block)
        if block.id and known is not block:
            message = f"The id `^{block.id}` belongs to the block of line {known.place.line} already."
            problems.append(Problem(kinds.TRAILER_ID_TWICE, message, block.place, "give one of the two another id"))
    return problems
