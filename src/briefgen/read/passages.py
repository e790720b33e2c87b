"""A source's body, read as passages: blocks, their trailers, their plain text, their marks and ids."""

from dataclasses import dataclass, replace

from briefgen.grammar.active_html import find_active_html
from briefgen.grammar.blocks import PASSAGE_KINDS, Block, find_blocks
from briefgen.grammar.ids import Namer, derive_id
from briefgen.grammar.plain_text import Plain, read_plain
from briefgen.grammar.trailer import CutText, Token, cut_trailer
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem
from briefgen.model.source import Passage, Trailer
from briefgen.read.lost_markings import (
    find_between_blocks,
    find_in_head,
    find_in_heading,
    find_lone_markings,
    find_lost_markings,
)
from briefgen.read.trailer import PASSAGE_KEYS, read_trailer, report_stray_fields

LONGEST_PASSAGE = 250


@dataclass(frozen=True, slots=True)
class _Draft:
    """A block that will be a passage, with all the tokens that belong to it."""

    block: Block
    cut: CutText
    plain: Plain
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where passages come from: the source's id and its file."""

    source: str
    file: str


def read_passages(
    body: str, source_id: str, file: str, first_line: int
) -> tuple[tuple[Passage, ...], tuple[Problem, ...]]:
    """Return the passages of a source's `body`, which begins in line `first_line` of `file`, and what is wrong.

    Headings, code and HTML blocks are no passages, nor is a block without words. Each passage has an id
    that is unique in the source: its own, or one derived from its plain text.
    """
    blocks, problems = find_blocks(body, file, first_line)
    drafts, found = _draft_passages(blocks, file)
    passages, more = _make_passages(drafts, source_id, file)
    lost = (*find_between_blocks(body, blocks, file, first_line), *find_in_head(blocks, file))
    every = (*problems, *found, *more, *lost, *_report_active_html(blocks, file))
    return passages, tuple(sorted(every, key=lambda problem: (problem.place, problem.kind.code)))


def _draft_passages(blocks: tuple[Block, ...], file: str) -> tuple[list[_Draft], list[Problem]]:
    drafts: list[_Draft] = []
    problems: list[Problem] = []
    follows_passage = False
    for block in blocks:
        if block.kind not in PASSAGE_KINDS:
            follows_passage = False
            problems.extend((*_report_html(block, file), *find_in_heading(block, file)))
            continue
        cut = cut_trailer(block.text, block.line, block.columns)
        if cut.is_trailer_alone and follows_passage:
            drafts[-1] = replace(drafts[-1], tokens=(*drafts[-1].tokens, *cut.tokens))
            continue
        plain = read_plain(cut.text, block.kind)
        problems.extend(_report_images(plain, block, file))
        if plain.text:
            drafts.append(_Draft(block, cut, plain, cut.tokens))
        elif cut.tokens:
            problems.extend(tuple(find_lone_markings(cut.tokens, file)) or (_report_lone_trailer(cut.tokens[0], file),))
        follows_passage = bool(plain.text)
    return drafts, problems


def _make_passages(drafts: list[_Draft], source_id: str, file: str) -> tuple[tuple[Passage, ...], list[Problem]]:
    problems: list[Problem] = []
    trailers = []
    for draft in drafts:
        trailer, found = read_trailer(draft.tokens, file)
        trailers.append(trailer)
        problems.extend((*found, *report_stray_fields(draft.cut.strays, file, PASSAGE_KEYS)))
        problems.extend((*find_lost_markings(draft.cut.text, draft.block, file), *_report_length(draft, file)))
    ids, more = _name_passages(drafts, trailers)
    problems.extend(more)
    passages = tuple(
        _make_passage(draft, trailer, _Origin(source_id, file), name, number)
        for number, (draft, trailer, name) in enumerate(zip(drafts, trailers, ids, strict=True))
    )
    return passages, problems


def _make_passage(draft: _Draft, trailer: Trailer, origin: _Origin, name: str, number: int) -> Passage:
    block, file = draft.block, origin.file
    return Passage(
        source=origin.source,
        id=name,
        kind=block.kind,
        markdown=draft.cut.text,
        plain=draft.plain.text,
        place=Place(file, block.line, block.column),
        last_line=block.line + draft.cut.text.count("\n"),
        ordinal=number,
        has_own_id=trailer.id == name,
        marked=draft.plain.marked,
        heading=read_plain(block.heading).text if block.heading else "",
        trailer=trailer,
        strays=tuple(
            (f"#{token.value}", Place(file, token.line, token.column))
            for token in draft.cut.strays
            if token.kind == "tag"
        ),
    )


def _name_passages(drafts: list[_Draft], trailers: list[Trailer]) -> tuple[list[str], list[Problem]]:
    """Give each passage its id: own ones first, so that no derived one can take the place of one."""
    owners: dict[str, Place] = {}
    problems: list[Problem] = []
    names = [""] * len(drafts)
    for number, trailer in enumerate(trailers):
        place = dict(trailer.places).get("^id", Place(""))
        if trailer.id and trailer.id in owners:
            message = f"The id `^{trailer.id}` stands in line {owners[trailer.id].line} already."
            problems.append(Problem(kinds.TRAILER_ID_TWICE, message, place, "give one of the two another id"))
        elif trailer.id:
            owners[trailer.id] = place
            names[number] = trailer.id
    namer = Namer(owners)
    for number, draft in enumerate(drafts):
        names[number] = names[number] or namer.name(derive_id(draft.plain.text))
    return names, problems


def _report_html(block: Block, file: str) -> list[Problem]:
    if block.kind != "html" or not read_plain(block.text).text:
        return []
    message = "An HTML block is no passage; its words are not read."
    hint = "write the words as Markdown, with a blank line before and after"
    return [Problem(kinds.TEXT_HTML_DROPPED, message, Place(file, block.line, block.column), hint)]


def _report_active_html(blocks: tuple[Block, ...], file: str) -> list[Problem]:
    """Warn once of elements that load, run or hide something, where the first of them stands."""
    found = [(block, find_active_html(block.text)) for block in blocks if block.kind != "code"]
    active = [(block, names) for block, names in found if names]
    if not active:
        return []
    names = dict.fromkeys(name for _, there in active for name in there)
    message = f"HTML that is never printed was left out: {', '.join(f'<{name}>' for name in names)}."
    place = Place(file, active[0][0].line, active[0][0].column)
    return [Problem(kinds.TEXT_HTML_DROPPED, message, place, "write \\< where the source's words have it")]


def _report_images(plain: Plain, block: Block, file: str) -> list[Problem]:
    if not plain.images:
        return []
    what = "An image was" if plain.images == 1 else f"{plain.images} images were"
    place = Place(file, block.line, block.column)
    return [Problem(kinds.TEXT_IMAGE, f"{what} left out.", place, "briefs hold text and tables only")]


def _report_lone_trailer(token: Token, file: str) -> Problem:
    message = f"`{token.text}` stands in a trailer that follows no passage."
    hint = f"move it below the paragraph that it describes; or write \\{token.text} if the text says so"
    return Problem(kinds.TRAILER_FIRST, message, Place(file, token.line, token.column), hint)


def _report_length(draft: _Draft, file: str) -> list[Problem]:
    words = len(draft.plain.text.split())
    if words <= LONGEST_PASSAGE:
        return []
    message = f"The passage has {words} words; more than {LONGEST_PASSAGE} are hard to quote and to prove."
    place = Place(file, draft.block.line, draft.block.column)
    return [Problem(kinds.TEXT_LONG_PASSAGE, message, place, "cut it at a sentence end with a blank line")]
