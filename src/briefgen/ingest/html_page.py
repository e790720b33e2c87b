"""A saved HTML page: its blocks in reading order, with what their place in the page says of them.

Own walk over lxml's tree. It keeps every text node where it stands, so that what is kept can be found
in the original word for word; what to leave out is decided in `ingest.frame`.
"""

from dataclasses import dataclass, field
from typing import Any

from briefgen.ingest.html_head import read_claims
from briefgen.ingest.html_regions import is_hidden, name_region
from briefgen.ingest.page import Dropped, PageBlock, PageContent
from briefgen.ingest.tables import read_rows

_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "map",
        "head",
        "select",
        "option",
        "optgroup",
        "datalist",
        "input",
        "textarea",
        "progress",
        "meter",
        "dialog",
        "title",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "ruby",
        "rb",
        "rp",
        "rt",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "nobr",
        "data",
        "img",
        "br",
        "button",
        "math",
    ]
)
_BOLD = frozenset({"b", "strong"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {"p": "paragraph", "pre": "paragraph", "dd": "paragraph", "figcaption": "caption", "caption": "caption"}
#: A page that hides more of its text than this shows it by a script.
_HIDDEN_SHARE = 0.4
_LISTS = frozenset({"ul", "ol"})
#: A list item with this many paragraphs is no item but a page's section.
_PAGE_IN_ITEM = 2
#: Kinds that hold for everything inside, paragraphs too.
_STICKY = frozenset({"item", "quotation", "caption", "heading"})


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds for the text inside an element."""

    kind: str = "line"
    level: int = 0
    ordered: bool = False
    region: str = ""
    linked: bool = False
    bold: bool = False


@dataclass(slots=True)
class _Run:
    """Inline text gathered until a block begins or ends."""

    parts: list[str] = field(default_factory=list)
    letters: int = 0
    linked: int = 0
    bold: int = 0
    line: int = 0

    def add(self, text: str, line: int, context: _Context) -> None:
        if not text:
            return
        letters = sum(1 for c in text if c.isalnum())
        self.line = self.line or (line if letters else 0)
        self.parts.append(text)
        self.letters += letters
        self.linked += letters if context.linked else 0
        self.bold += letters if context.bold else 0


def read_html_page(text: str) -> PageContent:
    """Read the blocks and the head's claims of an HTML page, however broken its markup."""
    root = _parse(text)
    if root is None:
        return PageContent((), format="html")
    body = root.find("body")
    walk = _Walk(root if body is None else body)
    walk.run()
    return PageContent(tuple(walk.blocks), read_claims(root), dropped=tuple(walk.hidden), format="html")


def _parse(text: str) -> Any:  # noqa: ANN401 - lxml has no types
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


class _Walk:
    """One pass over a tree that cuts its text into blocks; `iterwalk` needs no recursion."""

    def __init__(self, body: Any) -> None:  # noqa: ANN401
        self.blocks: list[PageBlock] = []
        self.hidden: list[Dropped] = []
        self._body = body
        self._sizes = _measure_elements(body)
        self._total = max(1, self._sizes.get(body, 1))
        self._run = _Run()
        self._stack = [_Context()]
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

    def _is_skipped(self, element: Any) -> bool:  # noqa: ANN401
        if element.tag in _SILENT:
            return True
        self._line = element.sourceline or self._line
        # A hidden piece inside a sentence stays: the sentence is quoted as the file has it.
        if (
            element.tag not in _INLINE
            and is_hidden(element)
            and self._sizes.get(element, 0) <= _HIDDEN_SHARE * self._total
        ):
            self._drop_hidden(element)
            return True
        rows = read_rows(element) if element.tag == "table" else ()
        if rows:
            self._add_table(rows)
        return bool(rows)

    def _enter(self, element: Any) -> None:  # noqa: ANN401
        outer = self._stack[-1]
        if element.tag == "br":
            self._break_line(outer)
        elif element.tag not in _INLINE:
            self._flush(outer)
        inner = self._nest(element, outer)
        self._stack.append(inner)
        self._run.add(element.text or "", self._line, inner)

    def _leave(self, element: Any, *, was_skipped: bool) -> None:  # noqa: ANN401
        if not was_skipped:
            inner = self._stack.pop()
            if element.tag not in _INLINE:
                self._flush(inner)
        if element is not self._body:
            self._run.add(element.tail or "", self._line, self._stack[-1])

    def _nest(self, element: Any, outer: _Context) -> _Context:  # noqa: ANN401
        tag = element.tag
        linked = outer.linked or tag == "button" or (tag == "a" and not (element.get("href") or "#").startswith("#"))
        bold = outer.bold or tag in _BOLD
        if tag in _INLINE:
            return _Context(outer.kind, outer.level, outer.ordered, outer.region, linked, bold)
        region = outer.region or name_region(element, self._sizes.get(element, 0) / self._total)
        ordered = tag == "ol" if tag in _LISTS else outer.ordered
        kind, level = _name_kind(tag, outer)
        if tag == "li" and len(element.findall(".//p")) >= _PAGE_IN_ITEM:
            kind = "line"
        return _Context(kind, level, ordered, region, linked, bold)

    def _break_line(self, context: _Context) -> None:
        if self._run.parts and self._run.parts[-1].endswith("\n") and not self._run.parts[-1].strip():
            self._flush(context)
        else:
            self._run.add("\n", self._line, context)

    def _flush(self, context: _Context) -> None:
        run, self._run = self._run, _Run()
        text = " ".join("".join(run.parts).split())
        if not run.letters:
            return
        self.blocks.append(
            PageBlock(
                run.line,
                text,
                context.kind,
                level=context.level,
                ordered=context.ordered,
                linked=run.linked / run.letters,
                region=context.region,
                bold=run.bold == run.letters,
                from_markup=True,
            )
        )

    def _add_table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        self._flush(self._stack[-1])
        text = " ".join(cell for row in rows for cell in row if cell)
        self.blocks.append(
            PageBlock(self._line, text, "table", region=self._stack[-1].region, rows=rows, from_markup=True)
        )

    def _drop_hidden(self, element: Any) -> None:  # noqa: ANN401
        text = " ".join("".join(element.itertext()).split()) if element.tag not in _SILENT else ""
        if any(c.isalpha() for c in text):
            self.hidden.append(Dropped(self._line, text[:400], "hidden on the page"))


def _name_kind(tag: str, outer: _Context) -> tuple[str, int]:
    if tag in _HEADINGS:
        return "heading", _HEADINGS[tag]
    if tag == "li":
        return "item", outer.level + 1 if outer.kind == "item" else 1
    if tag == "blockquote":
        return "quotation", 0
    if outer.kind in _STICKY and tag not in {"figcaption", "caption"}:
        return outer.kind, outer.level
    return _KINDS.get(tag, "line"), 0


def _measure_elements(body: Any) -> dict[Any, int]:  # noqa: ANN401
    """Count the letters below each element, in one pass from the leaves up."""
    from lxml import etree

    sizes: dict[Any, int] = {}
    for _event, element in etree.iterwalk(body, events=("end",)):
        own = 0 if element.tag in _SILENT else len((element.text or "").strip())
        inner = sum(sizes[child] + len((child.tail or "").strip()) for child in element)
        sizes[element] = own + (0 if element.tag in _SILENT else inner)
    return sizes
