"""The kept blocks of a page as the blocks of a source."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefgen.ingest.frame import Framed
from briefgen.ingest.lines import collapse_doubled, is_enumerator, is_part_number
from briefgen.ingest.page import DraftBlock, PageBlock

_TOP_LEVEL = 2
_LOWEST_LEVEL = 6
#: A clause stands at most so many lines below its number, a blank one between.
_CLAUSE_REACH = 2
_KINDS = frozenset({"item", "quotation", "table", "footnote"})


def make_body(framed: Framed, *, is_page: bool = True) -> tuple[DraftBlock, ...]:
    """Turn kept blocks into a source's: headings shifted below the title, a part's number and its words made one.

    Of a web page (`is_page`) a block that says the same twice over, as captions do, is taken once.
    """
    shift = _find_shift(framed)
    blocks = [_make_block(framed.page[at].block, at in framed.headings, shift, is_page=is_page) for at in framed.body]
    return tuple(_join_part_numbers(_join_enumerators(blocks, framed)))


def _find_shift(framed: Framed) -> int:
    """Return how far headings move so that the highest becomes level 2."""
    levels = [framed.page[at].block.level for at in framed.headings if framed.page[at].block.kind == "heading"]
    return _TOP_LEVEL - min(levels) if levels else 0


def _make_block(block: PageBlock, is_heading: bool, shift: int, *, is_page: bool) -> DraftBlock:
    text = collapse_doubled(block.text) if is_page else block.text
    if is_heading:
        level = block.level + shift if block.kind == "heading" else _TOP_LEVEL
        return DraftBlock("heading", text, level=max(_TOP_LEVEL, min(_LOWEST_LEVEL, level)), calls=block.calls)
    is_item = block.kind == "item"
    return DraftBlock(
        kind=block.kind if block.kind in _KINDS else "paragraph",
        text=text,
        level=block.level if is_item else 0,
        ordered=block.ordered and is_item,
        rows=block.rows,
        label=block.label,
        page=block.page,
        number=block.number if is_item else 0,
        calls=block.calls,
    )


def _join_part_numbers(blocks: Iterable[DraftBlock]) -> list[DraftBlock]:
    joined: list[DraftBlock] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and block.kind == last.kind == "heading" and is_part_number(last.text):
            level = min(last.level, block.level)
            joined[-1] = DraftBlock("heading", f"{last.text} {block.text}", level=level)
        else:
            joined.append(block)
    return joined


def _join_enumerators(blocks: Sequence[DraftBlock], framed: Framed) -> list[DraftBlock]:
    """Put a clause's number or letter that stands on a line of its own before the clause.

    Not where the original has something between them: what was left out, or a line that is blacked out.
    """
    joined: list[DraftBlock] = []
    for position, block in enumerate(blocks):
        last = joined[-1] if joined else None
        if last and _numbers(last, block) and _follows(framed, position):
            before = len("".join(last.text.split()))  # calls are counted in characters that are no blanks
            calls = tuple((at + before, label) for at, label in block.calls)
            joined[-1] = replace(block, text=f"{last.text} {block.text}", calls=(*last.calls, *calls))
        else:
            joined.append(block)
    return joined


def _numbers(upper: DraftBlock, lower: DraftBlock) -> bool:
    """Tell whether a paragraph is only the number of the next one."""
    is_alike = upper.kind == lower.kind == "paragraph" and upper.page == lower.page
    return is_alike and is_enumerator(upper.text) and not is_enumerator(lower.text)


def _follows(framed: Framed, position: int) -> bool:
    """Tell whether nothing stands between the block at a position of the body and the one before it."""
    before, at = framed.body[position - 1], framed.body[position]
    return at == before + 1 and framed.page[at].block.line - framed.page[before].block.line <= _CLAUSE_REACH
