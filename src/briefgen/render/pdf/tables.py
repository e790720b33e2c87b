"""Which head cells a cell of a table has (ISO 32000-1, 14.8.5.7), worked out from HTML's scopes once it is whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefgen.render.pdf.structure import Element

_SCOPES = {"row": "/Row", "col": "/Column", "colgroup": "/Column", "rowgroup": "/Column"}


@dataclass(slots=True)
class _Heads:
    """The names of the head cells in force: by column, and of the rows below a group's head."""

    columns: dict[int, list[str]] = field(default_factory=dict)
    group: list[str] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)  # columns that a cell above reaches into, and for how many rows


def name_head_cells(table: Element, number: int) -> None:
    """Name the head cells of a file's table `number`, say their scopes, and tell the other cells their heads."""
    heads = _Heads()
    for position, cell in enumerate(table.list_below("TH"), 1):
        cell.entries["ID"] = f"t{number}h{position}"
    groups = [kid for kid in table.kids if isinstance(kid, Element) and kid.role in ("THead", "TBody", "TFoot")]
    for group in groups or [table]:
        heads.group = []
        for row in group.list_below("TR"):
            _read_row(row, heads, is_head=group.role == "THead")


def _read_row(row: Element, heads: _Heads, *, is_head: bool) -> None:
    cells = list(_place_cells(row, heads))
    row_names = []
    for cell, columns in cells:
        if cell.role != "TH":
            continue
        name, scope = cell.entries["ID"], cell.scope or ("col" if is_head else "row")
        cell.attributes["Scope"] = _SCOPES.get(scope, "/Column")
        if scope == "rowgroup":
            heads.group = [name]
        elif scope == "row":
            row_names.append(name)
        else:
            for column in columns:
                heads.columns.setdefault(column, []).append(name)
    for cell, columns in cells:
        names = [*heads.group, *row_names, *(name for column in columns for name in heads.columns.get(column, ()))]
        if cell.role == "TD" and names:
            cell.attributes["Headers"] = [f"({name})" for name in dict.fromkeys(names)]


def _place_cells(row: Element, heads: _Heads) -> Iterator[tuple[Element, range]]:
    """Find the columns that each cell of a row covers, past those that cells above reach into."""
    column, reaching = 0, {}
    for cell in (kid for kid in row.kids if isinstance(kid, Element)):
        while heads.taken.get(column, 0):
            column += 1
        columns = range(column, column + int(cell.attributes.get("ColSpan", 1)))
        reaching.update(dict.fromkeys(columns, int(cell.attributes.get("RowSpan", 1)) - 1))
        column = columns.stop
        yield cell, columns
    left = {place: rows - 1 for place, rows in heads.taken.items() if rows > 1}
    heads.taken = {**left, **{place: rows for place, rows in reaching.items() if rows > 0}}
