"""The blocks of a Markdown text with their place in the file: CommonMark, tables and footnotes.

markdown-it-py reads the block structure only; no inline is parsed here. A block's lines stay as the
author wrote them, its own marker taken off, so that every character can be led back to the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.grammar.limits import DEEPEST_BLOCK, find_excess, leave_out_hostile
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

#: Kinds of block that are passages, and may have a trailer.
PASSAGE_KINDS = frozenset({"paragraph", "item", "quotation", "table", "footnote"})

_FOOTNOTE = re.compile(r"\[\^([^\s\[\]]+)\]:[ \t]*")
_ITEM_MARKER = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])")
_QUOTE_MARKER = re.compile(r" {0,3}> ?")
_SIMPLE = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "blockquote_open": "quotation",
    "table_open": "table",
    "footnote": "footnote",
    "fence": "code",
    "code_block": "code",
    "html_block": "html",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block; a top-level list item is a block of its own.

    `kind` is paragraph, item, quotation, table, footnote, heading, code or html. `text` holds the
    block's lines, joined by line feeds and still Markdown, without the marks that make it its kind: no
    list marker and indentation, no ``> ``, no ``[^1]:``, no ``#``. To render one in its kind, render
    `text` as Markdown of its own and put the result into `li`, `blockquote` and so on; paragraphs and
    tables render as they stand, code is kept raw with its fence. A heading's `level` is 1 to 6;
    `ordered` tells a numbered item, `label` a footnote's name. `heading` is the text of the nearest
    heading above, as Markdown.
    `line` and `column` are where `text` begins in the file, from 1, in code points; line `n` of `text`
    (from 0) is the file's `line` + `n` and begins in column `columns[n]`.
    """

    kind: str
    text: str
    line: int
    column: int
    level: int = 0
    ordered: bool = False
    heading: str = ""
    label: str = ""
    columns: tuple[int, ...] = ()

    @property
    def last_line(self) -> int:
        """The file's line in which the block ends."""
        return self.line + self.text.count("\n")


def find_blocks(text: str, file: str, first_line: int) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Return the top-level blocks of `text` in order, whose first line is line `first_line` of `file`.

    What is over a limit (`grammar.limits`) is left out with a problem, and the rest is still read.
    Rules, link definitions and blank lines are no blocks.
    """
    safe, problems = leave_out_hostile(text.replace("\r\n", "\n").replace("\r", "\n"), file, first_line)
    lines = safe.split("\n")
    tokens = _make_parser().parse(safe)
    blocks, found, heading = [], list(problems), ""
    for group in _group_tokens(tokens):
        block = _make_block(group, lines, first_line, heading)
        if block is None:
            continue
        excess = find_excess(block.text, _measure_depth(group), _count_cells(group))
        if excess:
            found.append(Problem(*excess, Place(file, block.line, block.column), "split it, or take it out"))
            continue
        heading = block.text if block.kind == "heading" else heading
        found.extend(_find_open_fences(group, lines, file, first_line))
        blocks.append(block)
    return tuple(blocks), tuple(sorted(found, key=lambda problem: problem.place))


def find_paragraph_lines(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Find the runs of words inside a block's `text`: paragraphs, headings, cells and code within it.

    Each run is the spans (start, end) of its lines in `text`, without the marks of nested blocks.
    """
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    lines = text.split("\n")
    runs = []
    for token in _make_parser().parse(text):
        if token.map and token.type in ("inline", "fence", "code_block", "html_block"):
            spans = _locate_content(token, lines, starts)
            runs.append(tuple(span for span in spans if span[0] < span[1]))
    return tuple(run for run in runs if run)


def _locate_content(token: "Token", lines: list[str], starts: list[int]) -> Iterator[tuple[int, int]]:
    first = (token.map or [0, 0])[0] + (token.type == "fence")
    after = 0
    for number, content in enumerate(token.content.rstrip("\n").split("\n"), first):
        words = content.strip(" \t")
        if number >= len(lines) or not words:
            continue
        place = lines[number].rfind(words) if token.type != "inline" or token.level < 3 else -1
        place = lines[number].find(words, after) if place < 0 else place
        if place >= 0:
            yield starts[number] + place, starts[number] + place + len(words)


@cache
def _make_parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    # The nesting limit is ours to report, so the parser's own, which drops text silently, lies beyond it.
    parser = MarkdownIt("commonmark", {"maxNesting": 4 * DEEPEST_BLOCK + 20}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.block.ruler.before("reference", "footnote", _read_footnote, {"alt": ["paragraph"]})
    return parser


def _read_footnote(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """Read ``[^1]: text`` up to a blank line, and the indented paragraphs after it (Python-Markdown's footnotes)."""
    if state.level or state.is_code_block(start) or not _match_footnote(state, start):
        return False
    if silent:
        return True
    last = line = start
    while (line := line + 1) < end:
        if state.isEmpty(line):
            continue
        is_indented = state.sCount[line] >= 4
        if not is_indented and (last < line - 1 or _match_footnote(state, line)):
            break
        last = line
    token = state.push("footnote", "", 0)
    token.map = [start, last + 1]
    state.line = last + 1
    return True


def _match_footnote(state: "StateBlock", line: int) -> bool:
    return bool(_FOOTNOTE.match(state.src, state.bMarks[line] + state.tShift[line]))


def _group_tokens(tokens: "list[Token]") -> "Iterator[list[Token]]":
    """Cut the stream into blocks: a top-level token with all inside it, a list item by item."""
    depth = [i for i, token in enumerate(tokens) if _begins_block(token)]
    for start, end in pairwise([*depth, len(tokens)]):
        yield tokens[start:end]


def _begins_block(token: "Token") -> bool:
    if token.level == 0:
        return token.nesting >= 0 and token.type not in ("bullet_list_open", "ordered_list_open")
    return token.level == 1 and token.type == "list_item_open"


def _make_block(group: "list[Token]", lines: list[str], first_line: int, heading: str) -> Block | None:
    token = group[0]
    kind = "item" if token.type == "list_item_open" else _SIMPLE.get(token.type)
    if kind is None or token.map is None:
        return None
    first, last = token.map
    pieces = _strip_lines(kind, group, lines[first:last])
    while pieces and not pieces[-1][0].strip():
        pieces.pop()
    while pieces and not pieces[0][0].strip():
        pieces.pop(0)
        first += 1
    if not pieces:
        return None
    columns = tuple(column for _, column in pieces)
    level = int(token.tag[1]) if kind == "heading" else 0
    ordered = kind == "item" and token.markup in (".", ")")
    label = _FOOTNOTE.match(lines[token.map[0]].lstrip()) if kind == "footnote" else None
    text = "\n".join(piece for piece, _ in pieces)
    name = label[1] if label else ""
    return Block(kind, text, first_line + first, columns[0], level, ordered, heading, name, columns)


def _strip_lines(kind: str, group: "list[Token]", lines: list[str]) -> list[tuple[str, int]]:
    """Take the block's own marks off its lines; return each with the column in which what is left begins."""
    if kind == "heading":
        return _strip_heading(group, lines)
    if kind == "item":
        return _strip_item(lines)
    if kind == "footnote":
        return _strip_footnote(lines)
    if kind == "quotation":
        return [_cut_head(line, _match_length(_QUOTE_MARKER, line)) for line in lines]
    if kind == "paragraph":
        return [
            _cut_head(line.rstrip(" \t") if last else line, _count_indent(line)) for line, last in _flag_last(lines)
        ]
    return [(line, 1) for line in lines]


def _flag_last(lines: list[str]) -> list[tuple[str, bool]]:
    return [(line, number == len(lines)) for number, line in enumerate(lines, 1)]


def _strip_heading(group: "list[Token]", lines: list[str]) -> list[tuple[str, int]]:
    words = group[1].content.split("\n")
    return [(word, max(0, line.find(word)) + 1) for word, line in zip(words, lines, strict=False)]


def _strip_item(lines: list[str]) -> list[tuple[str, int]]:
    marker = _match_length(_ITEM_MARKER, lines[0])
    rest = lines[0][marker:]
    blanks = len(rest) - len(rest.lstrip(" \t"))
    if not rest.strip() or blanks > 4:
        blanks = min(blanks, 1)
    width = marker + max(blanks, 1)
    return [_cut_head(lines[0], marker + blanks), *(_cut_columns(line, width) for line in lines[1:])]


def _strip_footnote(lines: list[str]) -> list[tuple[str, int]]:
    indent = len(lines[0]) - len(lines[0].lstrip())
    head = indent + _match_length(_FOOTNOTE, lines[0].lstrip())
    return [_cut_head(lines[0], head), *(_cut_columns(line, 4) for line in lines[1:])]


def _match_length(pattern: re.Pattern[str], line: str) -> int:
    match = pattern.match(line)
    return match.end() if match else 0


def _count_indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _cut_head(line: str, length: int) -> tuple[str, int]:
    return line[length:], length + 1


def _cut_columns(line: str, width: int) -> tuple[str, int]:
    """Take at most `width` columns of blanks off a line; a tab reaches to the next multiple of four."""
    column = length = 0
    for character in line:
        if column >= width or character not in " \t":
            break
        column += 4 - column % 4 if character == "\t" else 1
        length += 1
    return _cut_head(line, length)


def _measure_depth(group: "list[Token]") -> int:
    """Count how deep quotations and lists are nested in a block, itself included."""
    depth = deepest = 0
    for token in group:
        if token.type.startswith(("blockquote_", "list_item_")):
            depth += token.nesting
            deepest = max(deepest, depth)
    return deepest


def _count_cells(group: "list[Token]") -> int:
    return sum(token.type in ("td_open", "th_open") for token in group)


def _find_open_fences(group: "list[Token]", lines: list[str], file: str, first_line: int) -> Iterator[Problem]:
    for token in group:
        if token.type != "fence" or token.map is None:
            continue
        first, last = token.map
        closing = lines[last - 1].strip(" \t>")
        if last - first > 1 and closing.startswith(token.markup) and not closing.strip(token.markup[0]):
            continue
        message = f"The code fence {token.markup} is never closed, so all that follows is code."
        hint = f"close it with a line {token.markup}"
        yield Problem(kinds.TEXT_FENCE_OPEN, message, Place(file, first_line + first, 1), hint)
