"""The structure of a tagged PDF as plain elements, and how it is written (ISO 32000-1, 14.7 and 14.8).

An element stands where its first content stands; one that never gets any is not written, but for a table's rows and
cells, which keep the table regular. Marked content is named by its number in its page's stream.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: Roles that group blocks and hold no text of their own.
GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOCI"})
_KEPT = frozenset({"TR", "TH", "TD"})


@dataclass(frozen=True, slots=True)
class Content:
    """A marked piece of a page: the page, counted from 0, and the piece's number on it (MCID)."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """A link's area on a page; `annotation` is pydyf's dictionary of it."""

    page: int
    annotation: Any


@dataclass(eq=False, slots=True)
class Element:
    """A structure element. `role` is a standard structure type; `scope` is HTML's, of a table's head cell.

    `attributes` are those of the owner `owner` (Table, Layout); `entries` stand in the element itself (Lang, Alt, ID).
    """

    role: str
    parent: "Element | None" = None
    entries: dict[str, str] = field(default_factory=dict)
    owner: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    scope: str = ""
    kids: list["Element | Content | Annotated"] = field(default_factory=list)
    is_placed: bool = False

    def __post_init__(self) -> None:
        if self.role in _KEPT:
            self.place()

    def add(self, content: Content | Annotated) -> None:
        """Append content, and with the first the element to its parent."""
        self.place()
        self.kids.append(content)

    def place(self) -> None:
        """Append the element to its parent, unless it stands there."""
        if not self.is_placed and self.parent is not None:
            self.is_placed = True
            self.parent.place()
            self.parent.kids.append(self)

    def list_below(self, role: str) -> Iterator["Element"]:
        """List the elements of a role anywhere beneath, in order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                if kid.role == role:
                    yield kid
                yield from kid.list_below(role)


def write_structure(pdf: Any, document: Element, pages: int) -> None:  # noqa: ANN401 - pydyf has no types
    """Write the structure below `document` into a file of so many pages, and name its root in the catalogue."""
    import pydyf

    writer = _Writer(pdf, pages)
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    top = writer.write(document, root.reference)
    numbers = pydyf.Array()
    for position, parents in enumerate((*writer.list_parents(), *writer.annotated)):
        numbers.extend((position, parents))
    parent_tree = pydyf.Dictionary({"Nums": numbers})
    pdf.add_object(parent_tree)
    root["K"] = pydyf.Array([top])
    root["ParentTree"] = parent_tree.reference
    root["ParentTreeNextKey"] = len(numbers) // 2
    pdf.catalog["StructTreeRoot"] = root.reference


class _Writer:
    """Writes elements as PDF objects and learns which of them each piece of content belongs to."""

    def __init__(self, pdf: Any, pages: int) -> None:  # noqa: ANN401 - pydyf has no types
        self.pdf = pdf
        self.parents: list[dict[int, bytes]] = [{} for _ in range(pages)]
        self.annotated: list[bytes] = []

    def write(self, element: Element, parent: bytes) -> bytes:
        """Write an element and all below it; gives its reference."""
        import pydyf

        written = pydyf.Dictionary({"S": f"/{element.role}", "P": parent})
        self.pdf.add_object(written)
        reference: bytes = written.reference
        for name, text in element.entries.items():
            written[name] = pydyf.String(text)
        if element.attributes:
            written["A"] = pydyf.Dictionary({"O": f"/{element.owner}", **_write_values(element.attributes)})
        home = next((kid.page for kid in element.kids if not isinstance(kid, Element)), None)
        if home is not None:
            written["Pg"] = self.pdf.page_references[home]
        written["K"] = pydyf.Array([self._write_kid(kid, reference, home) for kid in element.kids])
        return reference

    def _write_kid(self, kid: Element | Content | Annotated, parent: bytes, home: int | None) -> Any:  # noqa: ANN401
        import pydyf

        if isinstance(kid, Element):
            return self.write(kid, parent)
        elsewhere = {} if kid.page == home else {"Pg": self.pdf.page_references[kid.page]}
        if isinstance(kid, Annotated):
            kid.annotation["StructParent"] = len(self.parents) + len(self.annotated)
            self.annotated.append(parent)
            return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.annotation.reference, **elsewhere})
        self.parents[kid.page][kid.number] = parent
        return pydyf.Dictionary({"Type": "/MCR", "MCID": kid.number, **elsewhere}) if elsewhere else kid.number

    def list_parents(self) -> Iterator[Any]:
        """List for each page the elements of its pieces by number; `null` where a piece belongs to none."""
        import pydyf

        for parents in self.parents:
            yield pydyf.Array([parents.get(number, "null") for number in range(max(parents, default=-1) + 1)])


def _write_values(attributes: dict[str, Any]) -> dict[str, Any]:
    import pydyf

    return {name: pydyf.Array(value) if isinstance(value, list) else value for name, value in attributes.items()}
