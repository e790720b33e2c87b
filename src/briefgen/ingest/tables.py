"""Tables of an HTML page: the ones that hold data, as rows of plain text."""

from briefgen.formats.xml_tree import Element

_MOST_CELLS = 2000
_LONGEST_CELL = 400
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "ul", "ol", "blockquote", "table", "form"})


def read_rows(table: Element) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a data table, all of one length, or nothing for a table that only lays out a page.

    Data: two rows and two columns at least, up to 2,000 short cells, no table inside.
    """
    if table.find(".//table") is not None:
        return ()
    rows = [_read_row(row) for row in table.iter("tr")]
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    if len(rows) < 2 or width < 2 or len(rows) * width > _MOST_CELLS or _is_layout(table):
        return ()
    return tuple(tuple(row + [""] * (width - len(row))) for row in rows)


def _read_row(row: Element) -> list[str]:
    return [" ".join("".join(cell.itertext()).split()) for cell in row if cell.tag in {"td", "th"}]


def _is_layout(table: Element) -> bool:
    cells = [cell for cell in table.iter("td", "th") if cell.text_content().strip()]
    if not cells:
        return True
    longest = max(len(" ".join(cell.text_content().split())) for cell in cells)
    structured = sum(1 for cell in cells for child in cell if child.tag in _BLOCKS - {"p", "div"})
    return longest > _LONGEST_CELL or structured > 0 or len(table.findall(".//script")) > 0
