"""A saved HTML page: its blocks in reading order, with what their place in the page says of them.

Own walk over lxml's tree. It keeps every text node where it stands, so that what is kept can be found
in the original word for word; what to leave out is decided in `ingest.frame`.
"""

from dataclasses import dataclass

from briefgen.formats.html_pieces import HEADINGS
from briefgen.formats.html_text import parse_page
from briefgen.formats.xml_tree import Element
from briefgen.ingest.html_head import read_claims
from briefgen.ingest.html_notes import BACK_SIGNS, read_note_id, split_number
from briefgen.ingest.html_regions import is_hidden, is_tool, name_area, name_region
from briefgen.ingest.html_runs import BREAK, Run, cut_run
from briefgen.ingest.html_tags import ASIDE, BOLD, INLINE, KINDS, LISTS, SILENT
from briefgen.ingest.page import Area, Dropped, PageBlock, PageContent
from briefgen.ingest.tables import read_rows

#: A page that hides more of its text than this shows it by a script.
_HIDDEN_SHARE = 0.4
#: A list item with this many paragraphs is no item but a page's section.
_PAGE_IN_ITEM = 2
#: An area of fewer blocks tells nothing of where the text stands.
_LEAST_IN_AREA = 2
#: Deeper the parser does not go (libxml2's XML_MAX_HUGE_PARSER_DEPTH, html and body among them).
_DEEPEST = 2040
_TOO_DEEP = "its markup is nested more than 2,000 levels deep: what stands deeper was not read"
#: Kinds that hold for everything inside, paragraphs too.
_STICKY = frozenset({"item", "quotation", "caption", "heading", "footnote"})


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds for the text inside an element."""

    kind: str = "line"
    level: int = 0
    ordered: bool = False
    region: str = ""
    linked: bool = False
    bold: bool = False
    label: str = ""


def read_html_page(text: str) -> PageContent:
    """Read the blocks and the head's claims of an HTML page, however broken its markup."""
    root = parse_page(text)
    if root is None:
        return PageContent((), format="html")
    body = root.find("body")
    walk = _Walk(root if body is None else body)
    walk.run()
    return PageContent(
        tuple(walk.blocks),
        read_claims(root),
        doubts=(_TOO_DEEP,) if walk.deepest >= _DEEPEST else (),
        dropped=tuple(walk.hidden),
        format="html",
        areas=tuple(walk.areas),
    )


class _Walk:
    """One pass over a tree that cuts its text into blocks; `iterwalk` needs no recursion."""

    def __init__(self, body: Element) -> None:
        self.blocks: list[PageBlock] = []
        self.hidden: list[Dropped] = []
        self.areas: list[Area] = []
        self._body = body
        self._sizes = _measure_elements(body)
        self._total = max(1, self._sizes.get(body, 1))
        self._run = Run()
        self._stack = [_Context()]
        self._begun: list[int] = []
        self.deepest = 0
        self._line = 0

    def run(self) -> None:
        """Visit every element once."""
        from lxml import etree

        walker = etree.iterwalk(self._body, events=("start", "end"))
        skipped = None
        for event, element in walker:
            if event == "end":
                self._leave(element, was_skipped=element is skipped)
                continue
            skipped = element if self._is_skipped(element) else None
            if skipped is not None:
                walker.skip_subtree()
            else:
                self._enter(element)
        self._flush(_Context())

    def _is_skipped(self, element: Element) -> bool:
        if element.tag in SILENT:
            return True
        self._line = element.sourceline or self._line
        reason = ASIDE.get(element.tag) or self._name_hidden(element)
        if reason:
            self._drop(element, reason)
            return True
        rows = read_rows(element) if element.tag == "table" else ()
        if rows:
            self._add_table(rows)
        return bool(rows)

    def _name_hidden(self, element: Element) -> str:
        # A hidden piece inside a sentence stays: the sentence is quoted as the file has it.
        if element.tag in INLINE:
            return "tool of the page" if is_tool(element) else ""
        is_small = self._sizes.get(element, 0) <= _HIDDEN_SHARE * self._total
        return "hidden on the page" if is_small and is_hidden(element) else ""

    def _enter(self, element: Element) -> None:
        outer = self._stack[-1]
        if element.tag == "br":
            self._break_line(outer)
        elif element.tag not in INLINE:
            self._flush(outer)
            self._begun.append(len(self.blocks))
        inner = self._nest(element, outer)
        self._stack.append(inner)
        self.deepest = max(self.deepest, len(self._stack))
        self._add_text(element.text or "", inner)

    def _leave(self, element: Element, *, was_skipped: bool) -> None:
        if not was_skipped:
            inner = self._stack.pop()
            if element.tag not in INLINE:
                self._flush(inner)
                self._note_area(element, self._begun.pop())
        if element is not self._body:
            self._add_text(element.tail or "", self._stack[-1])

    def _add_text(self, text: str, context: _Context) -> None:
        if context.kind == "footnote" and BACK_SIGNS.fullmatch(text):
            text = " "
        self._run.add(text, self._line, linked=context.linked, bold=context.bold)

    def _note_area(self, element: Element, first: int) -> None:
        area = Area(first, len(self.blocks), name_area(element))
        if area.last - area.first < _LEAST_IN_AREA:
            return
        last = self.areas[-1] if self.areas else None
        if last and (last.first, last.last) == (area.first, area.last):
            self.areas[-1] = area if area.kind else last
        else:
            self.areas.append(area)

    def _nest(self, element: Element, outer: _Context) -> _Context:
        tag = element.tag
        linked = outer.linked or tag == "button" or (tag == "a" and not (element.get("href") or "#").startswith("#"))
        bold = outer.bold or tag in BOLD
        if tag in INLINE:
            return _Context(outer.kind, outer.level, outer.ordered, outer.region, linked, bold, outer.label)
        note = read_note_id(element) if outer.kind != "footnote" else None
        if note is not None:
            return _Context("footnote", linked=linked, bold=bold, label=note)
        region = outer.region or name_region(element, self._sizes.get(element, 0) / self._total)
        ordered = tag == "ol" if tag in LISTS else outer.ordered
        kind, level = _name_kind(tag, outer)
        if tag == "li" and len(element.findall(".//p")) >= _PAGE_IN_ITEM:
            kind = "line"
        return _Context(kind, level, ordered, region, linked, bold, outer.label)

    def _break_line(self, context: _Context) -> None:
        if self._run.has_break():
            self._flush(context)
        else:
            self._run.add(BREAK, self._line, linked=False, bold=False)

    def _flush(self, context: _Context) -> None:
        run, self._run = self._run, Run()
        if not run.letters:
            return
        for piece in cut_run(run):
            kind = piece.kind if piece.kind and context.kind == "line" else context.kind
            text, label = split_number(piece.text, context.label) if kind == "footnote" else (piece.text, "")
            self.blocks.append(
                PageBlock(
                    run.line,
                    text,
                    kind,
                    level=context.level,
                    ordered=piece.ordered or context.ordered,
                    linked=piece.linked,
                    region=context.region,
                    bold=piece.bold,
                    from_markup=True,
                    label=label,
                )
            )

    def _add_table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        self._flush(self._stack[-1])
        text = " ".join(cell for row in rows for cell in row if cell)
        self.blocks.append(
            PageBlock(self._line, text, "table", region=self._stack[-1].region, rows=rows, from_markup=True)
        )

    def _drop(self, element: Element, reason: str) -> None:
        text = " ".join("".join(element.itertext()).split())
        if any(c.isalpha() for c in text):
            self.hidden.append(Dropped(self._line, text, reason))


def _name_kind(tag: str, outer: _Context) -> tuple[str, int]:
    if tag in HEADINGS:
        return "heading", HEADINGS[tag]
    if tag == "li":
        return "item", outer.level + 1 if outer.kind == "item" else 1
    if tag == "blockquote":
        return "quotation", 0
    if outer.kind in _STICKY and tag not in {"figcaption", "caption"}:
        return outer.kind, outer.level
    return KINDS.get(tag, "line"), 0


def _measure_elements(body: Element) -> dict[Element, int]:
    """Count the letters below each element, in one pass from the leaves up."""
    from lxml import etree

    sizes: dict[Element, int] = {}
    for _event, element in etree.iterwalk(body, events=("end",)):
        own = 0 if element.tag in SILENT else len((element.text or "").strip())
        inner = sum(sizes[child] + len((child.tail or "").strip()) for child in element)
        sizes[element] = own + (0 if element.tag in SILENT else inner)
    return sizes
