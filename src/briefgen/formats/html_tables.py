"""Tables of a document: the ones that hold data, as rows of plain text; others are read as the text they hold."""

from collections.abc import Iterator

from briefgen.formats.xml_tree import Element, local_name
from briefgen.grammar.plain_text import normalise_text

_MOST_CELLS = 1_800
_LONGEST_CELL = 600
_LONGEST_ROW = 3_000
_LONGEST_TABLE = 20_000
_MOST_COLUMNS = 100
_WIDEST_SPAN = 50
_BLOCKS = frozenset({"p", "div", "li", "br", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "pre"})
_STRUCTURE = frozenset({"table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})


#: The rows of a table, all of one length.
Rows = tuple[tuple[str, ...], ...]


def read_table(table: Element) -> tuple[Rows, ...]:
    """Return a data table, cut into tables of bounded size with its head each; nothing for one that lays out text.

    Data: two rows and two columns at least, cells of a few lines, no table or heading inside. A cell that
    reaches over columns or rows stands in the first; the others are empty.
    """
    if any(local_name(inner) in _STRUCTURE for inner in table.iterdescendants() if inner is not table):
        return ()
    rows = [row for row in _place_cells(table) if any(row)]
    width = max(map(len, rows), default=0)
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or not 2 <= width <= _MOST_COLUMNS or max(map(len, cells)) > _LONGEST_CELL:
        return ()
    if max(sum(map(len, row)) for row in rows) > _LONGEST_ROW:
        return ()
    return tuple(_cut_rows([tuple(row + [""] * (width - len(row))) for row in rows], width))


def _cut_rows(rows: list[tuple[str, ...]], width: int) -> Iterator[Rows]:
    part: list[tuple[str, ...]] = []
    size = 0
    for row in rows:
        length = sum(map(len, row))
        if part and ((len(part) + 1) * width > _MOST_CELLS or size + length > _LONGEST_TABLE):
            yield tuple(part)
            part, size = [rows[0]], 0
        part.append(row)
        size += length
    yield tuple(part)


def _place_cells(table: Element) -> list[list[str]]:
    rows: list[list[str]] = []
    held: dict[int, int] = {}  # column -> how many more rows a cell above reaches down
    for row in (element for element in table.iterdescendants() if local_name(element) == "tr"):
        cells: list[str] = []
        for cell in (child for child in row if local_name(child) in {"td", "th"}):
            _fill_held(cells, held)
            span, depth = _read_span(cell, "colspan"), _read_span(cell, "rowspan")
            for column in range(len(cells), len(cells) + span):
                held[column] = depth
            cells.extend([_read_cell(cell), *[""] * (span - 1)])
        _fill_held(cells, held)
        held = {column: depth - 1 for column, depth in held.items() if depth > 1}
        rows.append(cells)
    return rows


def _fill_held(cells: list[str], held: dict[int, int]) -> None:
    while held.get(len(cells), 0) > 0 and len(cells) < _MOST_CELLS:
        cells.append("")


def _read_span(cell: Element, name: str) -> int:
    value = cell.get(name, "1")
    return min(_WIDEST_SPAN, max(1, int(value))) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _read_cell(cell: Element) -> str:
    """Return a cell's text; its paragraphs and lines are set apart by blanks."""
    from lxml import etree

    parts: list[str] = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        name = local_name(element)
        if name in _BLOCKS:
            parts.append(" ")
        parts.append((element.text if event == "start" else "" if element is cell else element.tail) or "")
    return normalise_text("".join(parts))
