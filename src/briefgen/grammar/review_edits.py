"""A review stamp written into the trailer of a judgement, and nothing else of the topic's file."""

from collections.abc import Iterable

from briefgen.grammar.blocks import PASSAGE_KINDS, Block, find_blocks
from briefgen.grammar.edits import Edit, Lines, choose_break, find_line_end
from briefgen.grammar.front_matter import split_front_matter
from briefgen.grammar.trailer import Token, cut_trailer

_KEY = "reviewed"


def stamp_blocks(text: str, file: str, stamps: Iterable[tuple[int, str]]) -> tuple[Edit, ...]:
    """Return the edits of a topic's `text` that put ``[reviewed:: …]`` into blocks, each given by its first line.

    A stamp that is there is replaced; else the new one stands before the block's id, behind its other tokens, or on
    a line of its own. ValueError where no block begins in a line.
    """
    front, _ = split_front_matter(text, file)
    blocks, _ = find_blocks(front.body, file, front.body_line)
    positions = {block.line: position for position, block in enumerate(blocks)}
    lines = Lines(text)
    edits = []
    for line, stamp in stamps:
        if line not in positions:
            raise ValueError(f"no block begins in line {line}")
        edits.append(_stamp_block(text, lines, blocks[positions[line] :], f"[{_KEY}:: {stamp}]"))
    return tuple(edits)


def _stamp_block(text: str, lines: Lines, blocks: tuple[Block, ...], field: str) -> Edit:
    block = blocks[0]
    tokens = _list_tokens(blocks)
    for token in tokens:
        start = lines.locate(token.line, token.column)
        if token.key == _KEY:
            return Edit(start, start + len(token.text), field)
    for token in tokens:
        start = lines.locate(token.line, token.column)
        if token.kind == "id":
            return Edit(start, start, f"{field} ")
    if tokens:
        end = lines.locate(tokens[-1].line, tokens[-1].column) + len(tokens[-1].text)
        return Edit(end, end, f" {field}")
    last = block.line + block.text.rstrip().count("\n")
    end = find_line_end(text, lines.locate(last, 1))
    indent = "  " if block.kind == "item" else ""
    return Edit(end, end, f"{choose_break(text)}{indent}{field}")


def _list_tokens(blocks: tuple[Block, ...]) -> tuple[Token, ...]:
    """List the tokens of the first block's trailer, those too that follow it as blocks of tokens alone."""
    tokens = list(cut_trailer(blocks[0].text, blocks[0].line, blocks[0].columns).tokens)
    for block in blocks[1:]:
        cut = cut_trailer(block.text, block.line, block.columns) if block.kind in PASSAGE_KINDS else None
        if cut is None or not cut.is_trailer_alone:
            break
        tokens += cut.tokens
    return tuple(tokens)
