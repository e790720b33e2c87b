"""From the laid-out boxes to the structure of a tagged PDF: one element for each element of the page's HTML.

WeasyPrint's own tags (70.0) make two paragraphs of one that goes over a sheet's end, repeat a table's head on each
sheet, give a cell the heads of all groups in its table, wrap each line in elements of its own, forget languages,
and mark running heads as text. *Measured:* they make a third of a brief's file. Here the boxes of one HTML element
become one element, and what repeats or only adorns is an artifact (ISO 14289-1, 7.1).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from briefgen.render.pdf.structure import GROUPS, Annotated, Content, Element, write_structure
from briefgen.render.pdf.tables import name_head_cells

if TYPE_CHECKING:
    from weasyprint.document import Document

_SVG = "{http://www.w3.org/2000/svg}"
_ROLES = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    **{name: name.upper() for name in ("tr", "th", "td")},
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    **dict.fromkeys(("img", f"{_SVG}svg"), "Figure"),
    "p": "P",
    "pre": "P",
    "blockquote": "BlockQuote",
    "section": "Sect",
    "aside": "Sect",
    "nav": "Sect",
    "article": "Art",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "caption": "Caption",
    "figcaption": "Caption",
    "a": "Link",
    "abbr": "Span",
    "code": "Code",
    "q": "Quote",
}
_INLINE = frozenset({"Link", "Span", "Code", "Quote", "Reference"})
_LISTED = frozenset({"li", "dt", "dd"})
_POINTS = 0.75  # a CSS pixel


@contextmanager
def tag_by_element() -> Iterator[None]:
    """Let WeasyPrint write our structure instead of its own. It names a function of WeasyPrint's that may move."""
    import weasyprint.pdf

    own = weasyprint.pdf.add_tags
    weasyprint.pdf.add_tags = _add_tags
    try:
        yield
    finally:
        weasyprint.pdf.add_tags = own


def _add_tags(pdf: Any, document: "Document", pdf_version: object, page_streams: list[Any]) -> None:  # noqa: ANN401
    import pydyf

    root = Element("Document", is_placed=True)
    tree = _Tree(root, document.metadata.lang or "")
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        tree.read_page(number, page, stream)
    for number, table in enumerate(root.list_below("Table"), 1):
        name_head_cells(table, number)
    write_structure(pdf, root, len(page_streams))
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    if "Lang" not in pdf.catalog:
        pdf.catalog["Lang"] = pydyf.String("und")


class _Tree:
    """Grows the structure page by page; an HTML element met again goes on where it was."""

    def __init__(self, root: Element, language: str) -> None:
        self.root = root
        self.language = language
        self.elements: dict[tuple[Any, str], Element] = {}
        self.pages: dict[Element, int] = {}
        self.page = 0
        self.height = 0.0
        self.pieces: dict[Any, dict[str, Any]] = {}
        self.ornaments: set[int] = set()
        self.navigation: set[Element] = set()

    def read_page(self, number: int, page: Any, stream: Any) -> None:  # noqa: ANN401 - WeasyPrint has no types
        """Read one page's boxes; then take what no element holds out of the marked content of its stream."""
        self.page, self.height, self.pieces, self.ornaments = number, page.height * _POINTS, stream._tags, set()
        self._read(page._page_box, self.root, self.language, None)
        for piece in self.pieces.values():  # nothing that is drawn gets lost
            self.root.add(Content(number, piece["mcid"]))
        _turn_into_artifacts(stream.stream, self.ornaments)

    def _read(self, box: Any, into: Element | None, language: str, block: Any) -> None:  # noqa: ANN401
        """Read a box and those in it. `into` is None inside an ornament; `block` is the nearest block's element."""
        box = getattr(box, "_box", box)  # where it was taken out of the flow
        if self._is_ornament(box):
            into = None
        if into is not None and box.element is not None:
            into, language, block = self._enter(box, into, language, block)
        elif box.link_annotation and (box.element, "a") in self.elements:
            self._annotate(self.elements[box.element, "a"], box.element, box.link_annotation)
        if box in self.pieces:
            self._take(self.pieces.pop(box)["mcid"], into, block)
        for child in getattr(box, "children", ()):
            self._read(child, into, language, block)

    def _is_ornament(self, box: Any) -> bool:  # noqa: ANN401
        if type(box).__name__ == "MarginBox":
            return True
        if box.element is None:
            return False
        if getattr(box, "is_header", False) or getattr(box, "is_footer", False):
            known = self.elements.get((box.element, box.element_tag))
            return known is not None and self.pages[known] != self.page
        return bool(box.element.get("aria-hidden") == "true")

    def _enter(self, box: Any, into: Element, language: str, block: Any) -> tuple[Element, str, Any]:  # noqa: ANN401
        """Find or make the element that a box's content belongs to."""
        source = box.element
        block = block if _is_inline(box) else source
        spoken = source.get("lang") or language
        if box.element_tag in ("html", "body"):
            return into, spoken, block
        chosen = self._choose(box, into, block, is_foreign=spoken != language)
        if spoken != language:
            chosen.entries.setdefault("Lang", spoken)
        if box.link_annotation:
            self._annotate(chosen, source, box.link_annotation)
        return chosen, spoken, block

    def _choose(self, box: Any, into: Element, block: Any, *, is_foreign: bool) -> Element:  # noqa: ANN401
        source, tag = box.element, box.element_tag
        if tag == "li::marker":
            return self._open(source, "Lbl", self.elements.get((source, "LI"), into))
        if tag in _LISTED:
            return self._open_item(source, tag, into)
        role = _ROLES.get(tag, "")
        if role == "L" and self._is_navigation(into):
            role = "TOC"
        if not role and is_foreign:
            role = "Div" if into.role in GROUPS and not _is_inline(box) else "Span"
        if not role:
            return into
        element = self._open(source, role, self._open_paragraph(into, block) if role in _INLINE else into)
        self._describe(element, box)
        return element

    def _describe(self, element: Element, box: Any) -> None:  # noqa: ANN401
        source = box.element
        if element.role in ("TH", "TD"):
            _describe_cell(element, box)
        elif element.role == "Figure":
            self._describe_figure(element, box)
        elif source.tag == "abbr" and source.get("title"):
            element.entries["E"] = source.get("title")
        elif source.tag == "nav":
            self.navigation.add(element)

    def _is_navigation(self, element: Element | None) -> bool:
        return element is not None and (element in self.navigation or self._is_navigation(element.parent))

    def _open(self, source: Any, role: str, into: Element) -> Element:  # noqa: ANN401
        key = (source, role if role in ("LI", "Lbl", "LBody", "Reference") else source.tag)
        if key not in self.elements:
            self.elements[key] = Element(role, into)
            self.pages[self.elements[key]] = self.page
        return self.elements[key]

    def _open_item(self, source: Any, tag: str, into: Element) -> Element:  # noqa: ANN401
        if into.role in ("TOC", "TOCI"):
            return self._open(source, "TOCI", into)
        if tag == "li":
            return self._open(source, "LBody", self._open(source, "LI", into))
        if tag == "dt":
            return self._open(source, "Lbl", self._open(source, "LI", into))
        last = next((kid for kid in reversed(into.kids) if isinstance(kid, Element) and kid.role == "LI"), None)
        return self._open(source, "LBody", last or self._open(source, "LI", into))

    def _open_paragraph(self, into: Element, block: Any) -> Element:  # noqa: ANN401
        """Give text that stands bare in a group a paragraph, one for each block."""
        if into.role not in GROUPS:
            return into
        known = self.elements.get((block, "bare"))
        if known is None or (known.is_placed and into.kids[-1:] != [known]):
            known = self.elements[block, "bare"] = Element("Reference" if into.role == "TOCI" else "P", into)
        return known

    def _take(self, number: int, into: Element | None, block: Any) -> None:  # noqa: ANN401
        if into is None:
            self.ornaments.add(number)
        else:
            self._open_paragraph(into, block).add(Content(self.page, number))

    def _annotate(self, link: Element, source: Any, annotation: Any) -> None:  # noqa: ANN401
        """Tie a link's area to its element, and say in words what it leads to (PDF/UA-1, 7.18.5)."""
        import pydyf

        words = source.get("title") or source.get("aria-label") or " ".join("".join(source.itertext()).split())
        if words:
            annotation["Contents"] = pydyf.String(words)
        link.add(Annotated(self.page, annotation))

    def _describe_figure(self, element: Element, box: Any) -> None:  # noqa: ANN401
        from weasyprint.logger import LOGGER

        left, top = box.content_box_x() * _POINTS, box.content_box_y() * _POINTS
        right, bottom = left + box.width * _POINTS, top + box.height * _POINTS
        element.owner = "Layout"
        element.attributes["BBox"] = [round(edge, 2) for edge in (left, self.height - bottom, right, self.height - top)]
        words = _tell_figure(box.element)
        if words:
            element.entries["Alt"] = words
        else:
            LOGGER.error("A figure has no alternative text")


def _is_inline(box: Any) -> bool:  # noqa: ANN401
    from weasyprint.formatting_structure import boxes

    return isinstance(box, boxes.InlineLevelBox) and not isinstance(box, boxes.AtomicInlineLevelBox)


def _tell_figure(source: Any) -> str:  # noqa: ANN401
    """Give a figure's alternative text: its `alt`, or a drawing's title and description."""
    texts = [source.find(f"{_SVG}{name}") for name in ("title", "desc")]
    words = [" ".join("".join(text.itertext()).split()) for text in texts if text is not None]
    return source.get("alt") or ". ".join(filter(None, words)) or source.get("aria-label") or ""


def _describe_cell(element: Element, box: Any) -> None:  # noqa: ANN401
    element.owner = "Table"
    element.scope = box.element.get("scope") or ""
    if box.colspan != 1:
        element.attributes["ColSpan"] = box.colspan
    if box.rowspan != 1:
        element.attributes["RowSpan"] = box.rowspan


def _turn_into_artifacts(operators: list[Any], numbers: set[int]) -> None:
    """Rewrite the marks of some pieces in a page's stream, so that no reader meets them as text."""
    for position, operator in enumerate(operators):
        if isinstance(operator, dict) and operator.get("MCID") in numbers and operators[position + 1] == b"BDC":
            operators[position - 1] = "/Artifact"
            del operator["MCID"]
            operator["Type"] = "/Pagination"
