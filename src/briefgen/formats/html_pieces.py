"""The blocks of a document written as HTML: headings, paragraphs, lists, quotations, tables and notes, all of them.

For documents (a word processor's text, a book's chapter), not for pages of the web: nothing is left out for
where it stands. Every text node stays as it is, so that each piece stands in the document word for word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.formats.document import Piece
from briefgen.formats.html_tables import read_table
from briefgen.formats.xml_tree import Element, local_name
from briefgen.grammar.plain_text import normalise_text

_SILENT = frozenset(
    """script style template svg object embed canvas audio video map head select datalist input textarea iframe
    noscript img""".split()  # noqa: SIM905 - one to a line would say no more
)
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q ruby rb rp rt s samp small span
    strike strong sub sup time tt u var wbr nobr data br math""".split()  # noqa: SIM905 - the same
)
#: The levels of HTML's headings by element.
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
#: Kinds that hold for all paragraphs inside.
_STICKY = frozenset({"item", "quotation", "heading", "footnote"})
_HEADING_WORDS = 15
_ENDS = (".", "!", "?", "…", ":", ";", ",", "。")


@dataclass(frozen=True, slots=True)
class _Context:
    kind: str = "paragraph"
    level: int = 0
    ordered: bool = False
    number: int = 0
    label: str = ""
    bold: bool = False


@dataclass(slots=True)
class _Run:
    parts: list[str] = field(default_factory=list)
    calls: list[tuple[int, str]] = field(default_factory=list)
    bold: int = 0
    letters: int = 0


def read_html_pieces(
    root: Element,
    calls: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
    *,
    bold_headings: bool = False,
) -> tuple[Piece, ...]:
    """Return the pieces below `root` in reading order.

    `calls` says which links are footnote calls: their ``href`` and the note's label. `notes` says which
    elements are notes: their ``id`` and label. With `bold_headings` a short paragraph that is bold
    throughout, and is no sentence, is a heading.
    """
    walk = _Walk(calls or {}, notes or {}, bold_headings=bold_headings)
    walk.run(root)
    return tuple(walk.pieces)


class _Walk:
    """One pass over a tree that cuts its text into pieces; `iterwalk` needs no recursion."""

    def __init__(self, calls: Mapping[str, str], notes: Mapping[str, str], *, bold_headings: bool) -> None:
        self.pieces: list[Piece] = []
        self._calls, self._notes = calls, notes
        self._bold_headings = bold_headings
        self._stack: list[_Context] = [_Context()]
        self._counters: list[int] = []
        self._run = _Run()

    def run(self, root: Element) -> None:
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in walker:
            if event == "end":
                self._leave(element, was_skipped=element is skipped)
            elif self._take_whole(element):
                skipped = element
                walker.skip_subtree()
            else:
                self._enter(element)
        self._flush(_Context())

    def _take_whole(self, element: Element) -> bool:
        """Deal with an element whose inside is not walked through; tell whether it was one."""
        name = local_name(element)
        if name in _SILENT:
            return True
        href = element.get("href", "") if name == "a" else ""
        if href in self._calls:
            self._run.calls.append((_count_letters("".join(self._run.parts)), self._calls[href]))
            return True
        tables = read_table(element) if name == "table" else ()
        if tables:
            self._flush(self._stack[-1])
        for rows in tables:
            self.pieces.append(Piece("table", " ".join(cell for row in rows for cell in row if cell), rows=rows))
        return bool(tables)

    def _enter(self, element: Element) -> None:
        name = local_name(element)
        outer = self._stack[-1]
        if name not in _INLINE:
            self._flush(outer)
        if name in _LISTS:
            self._counters.append(_read_number(element.get("start"), 1) - 1)
        self._stack.append(self._make_context(element, name, outer))
        if name == "br":
            self._add("\n", outer)
        self._add(element.text or "", self._stack[-1])

    def _leave(self, element: Element, *, was_skipped: bool) -> None:
        name = local_name(element)
        if not was_skipped:
            if name not in _INLINE:
                self._flush(self._stack[-1])
            self._stack.pop()
            if name in _LISTS:
                self._counters.pop()
        self._add(element.tail or "", self._stack[-1])

    def _make_context(self, element: Element, name: str, outer: _Context) -> _Context:
        bold = outer.bold or name in {"b", "strong"}
        if name in _INLINE:
            return _Context(outer.kind, outer.level, outer.ordered, outer.number, outer.label, bold)
        label = self._notes.get(element.get("id", ""), "")
        if label or outer.kind == "footnote":
            return _Context("footnote", label=label) if label else outer
        own = self._begin_kind(element, name)
        if own is None and outer.kind in _STICKY:
            return _Context(outer.kind, outer.level, outer.ordered, outer.number, outer.label, bold)
        return own or _Context(bold=bold)

    def _begin_kind(self, element: Element, name: str) -> _Context | None:
        """Return the context that an element makes by itself, None where it says nothing."""
        if name == "li":
            return self._make_item(element)
        if name in HEADINGS:
            return _Context("heading", HEADINGS[name])
        return _Context("quotation") if name == "blockquote" else None

    def _make_item(self, element: Element) -> _Context:
        parent = element.getparent()
        ordered = parent is not None and local_name(parent) == "ol"
        if self._counters:
            self._counters[-1] = _read_number(element.get("value"), self._counters[-1] + 1)
        number = self._counters[-1] if self._counters and ordered else 0
        return _Context("item", len(self._counters) or 1, ordered, number)

    def _add(self, text: str, context: _Context) -> None:
        if text:
            self._run.parts.append(text)
            letters = sum(map(str.isalnum, text))
            self._run.letters += letters
            self._run.bold += letters if context.bold else 0

    def _flush(self, context: _Context) -> None:
        run, self._run = self._run, _Run()
        text = normalise_text("".join(run.parts))
        if not any(c.isalnum() for c in text):
            return
        kind, level = context.kind, context.level
        is_bold = run.bold == run.letters and self._bold_headings
        if kind == "paragraph" and is_bold and len(text.split()) <= _HEADING_WORDS and not text.endswith(_ENDS):
            kind, level = "heading", 6
        piece = Piece(kind, text, level, context.ordered, context.number, label=context.label, calls=tuple(run.calls))
        last = self.pieces[-1] if self.pieces else None
        if kind == "footnote" and last and last.kind == kind and last.label == piece.label:
            self.pieces[-1] = _join_pieces(last, piece)
        else:
            self.pieces.append(piece)


def _join_pieces(first: Piece, second: Piece) -> Piece:
    """Make one of a note's paragraphs: a note is one passage."""
    before = _count_letters(first.text)
    calls = (*first.calls, *((place + before, label) for place, label in second.calls))
    return Piece(first.kind, f"{first.text} {second.text}", label=first.label, calls=calls)


def _count_letters(text: str) -> int:
    """Count the characters of the plain text that are no blanks."""
    return len("".join(normalise_text(text).split()))


def _read_number(value: str | None, default: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) <= 6 else default
