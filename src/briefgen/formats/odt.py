"""OpenDocument texts (ISO/IEC 26300, ODF 1.3): content.xml turned into HTML, and read as any document's."""

import re
from collections.abc import Iterator

from briefgen.formats.archive import Archive
from briefgen.formats.document import Document, DocumentRefusedError, Fact, LeftOut
from briefgen.formats.html_pieces import read_html_pieces
from briefgen.formats.properties import note_authors, note_made, note_title, note_value
from briefgen.formats.raised import raise_element
from briefgen.formats.xml_tree import Element, get_attribute, local_name, parse_xml

_ZIP = b"PK"
_DROPPED = frozenset(
    """tracked-changes annotation annotation-end sequence-decls variable-decls user-field-decls forms soft-page-break
    change change-start change-end bookmark bookmark-start bookmark-end reference-mark reference-mark-start
    reference-mark-end note-citation ruby-text""".split()  # noqa: SIM905 - one to a line would say no more
)
_INDEXES = frozenset(
    {"table-of-content", "alphabetical-index", "illustration-index", "table-index", "user-index", "object-index"}
)
_AS_HTML = {
    "p": "p", "list": "ul", "list-item": "li", "list-header": "li", "table": "table", "table-row": "tr",
    "table-cell": "td", "covered-table-cell": "td", "section": "div", "text-box": "div", "line-break": "br",
    "note": "div", "note-body": "div", "index-body": "div", "text": "div",
}  # fmt: skip
_QUOTE = re.compile(r"quotations|quote|zitat.*|цитата.*", re.IGNORECASE)
_MOST_REPEATED = 64
_EARLIEST = 1995
_ABOVE = re.compile(r"super|0*[1-9]\d*(?:\.\d+)?%")


def read_odt(data: bytes) -> Document:
    """Read an OpenDocument text: headings, paragraphs, lists, tables and notes, deleted text left out."""
    content, meta, raised = _open(data)
    body = _find_body(content)
    changes = any(local_name(element) == "changed-region" for element in body.iter())
    comments = [_join(element) for element in body.iter() if local_name(element) == "annotation"]
    styles = _read_styles(content)
    _raise_numbers(body, raised)
    indexes = [_join(element) for element in body.iter() if local_name(element) in _INDEXES]
    calls, notes = _make_plain(body)
    for index in [element for element in body.iter() if element.get("data-index")]:
        index.getparent().remove(index)
    _to_html(body, styles)
    pieces = read_html_pieces(body, calls, notes, bold_headings=True)
    left_out = [LeftOut(text, "a reviewer's comment") for text in comments if text]
    left_out += [LeftOut(text[:2000], "table of contents") for text in indexes if text]
    doubts = ["the document has tracked changes; it was read as if all of them were accepted"] if changes else []
    return Document(pieces, tuple(_read_facts(meta)), tuple(left_out), tuple(doubts))


def read_odt_text(data: bytes) -> str:
    """Return the whole text of an OpenDocument text: its indexes too, notes behind the block that calls them."""
    from lxml import etree

    content, _meta, raised = _open(data)
    body = _find_body(content)
    _raise_numbers(body, raised)
    _make_plain(body)
    _to_html(body, {})
    blocks = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "tr", "div", "br"})
    parts: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        parts.append("\n" if local_name(element) in blocks else "")
        parts.append((element.text if event == "start" else element.tail) or "")
    return "".join(parts)


def _open(data: bytes) -> tuple[Element, Element, frozenset[str]]:
    """Return the content, the meta tree where there is one, and the styles that set words above the line.

    A flat document (.fodt) is all in one.
    """
    if not data.startswith(_ZIP):
        tree = parse_xml(data, "the document")
        return tree, tree, frozenset(_list_raised_styles(tree))
    archive = Archive(data)
    if archive.find("META-INF/manifest.xml") and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise DocumentRefusedError("it is encrypted: save it without a password")
    meta = parse_xml(archive.read("meta.xml"), "meta.xml") if archive.find("meta.xml") else None
    content = parse_xml(archive.read("content.xml"), "content.xml")
    named = parse_xml(archive.read("styles.xml"), "styles.xml") if archive.find("styles.xml") else ()
    return content, meta, frozenset((*_list_raised_styles(named), *_list_raised_styles(content)))


def _list_raised_styles(tree: Element) -> Iterator[str]:
    """Yield the styles that set words above the line: ``super``, or a share of the font's height (ODF 20.393)."""
    for style in tree.iter() if len(tree) else ():
        if local_name(style) == "style" and any(_ABOVE.match(get_attribute(i, "text-position")) for i in style):
            yield get_attribute(style, "name")


def _raise_numbers(body: Element, styles: frozenset[str]) -> None:
    for element in body.iter():
        if local_name(element) == "span" and get_attribute(element, "style-name") in styles:
            raise_element(element)


def _find_body(content: Element) -> Element:
    body = next((element for element in content.iter() if local_name(element) == "body"), None)
    text = next((element for element in body if local_name(element) == "text"), None) if body is not None else None
    if text is None:
        raise DocumentRefusedError("it is an OpenDocument file without text (a spreadsheet, a drawing?)")
    return text


def _make_plain(body: Element) -> tuple[dict[str, str], dict[str, str]]:
    """Take out what is no text, write blanks out, and put notes behind their block; return calls and notes by label."""
    for element in [*body.iter()]:
        name = local_name(element)
        if name in _DROPPED:
            _put_text(element, "")
        elif name in {"s", "tab"}:
            count = get_attribute(element, "c") if name == "s" else "1"
            _put_text(element, " " * (min(int(count), _MOST_REPEATED) if count.isdecimal() else 1))
        elif name in _INDEXES:
            element.set("data-index", "yes")
    return _move_notes(body)


def _move_notes(body: Element) -> tuple[dict[str, str], dict[str, str]]:
    from lxml import etree

    notes = [element for element in body.iter() if local_name(element) == "note"]
    labels = {f"note-{number}": str(number) for number in range(1, len(notes) + 1)}
    for number, note in reversed([*enumerate(notes, 1)]):
        block = next((above for above in note.iterancestors() if local_name(above) in {"p", "h"}), None)
        if block is None or block.getparent() is None:
            continue
        call = etree.Element("a", href=f"#note-{number}")
        call.tail, note.tail = note.tail, None
        note.getparent().replace(note, call)
        note.set("id", f"note-{number}")
        block.addnext(note)
    return {f"#{id_}": label for id_, label in labels.items()}, labels


def _to_html(body: Element, styles: dict[str, tuple[str, bool]]) -> None:
    for element in [*body.iter()]:
        name = local_name(element)
        style, bold = styles.get(get_attribute(element, "style-name"), ("", False))
        if name == "h":
            level = get_attribute(element, "outline-level")
            element.tag = f"h{min(6, int(level)) if level.isdigit() and level != '0' else 1}"
        elif name == "p" and style.lower() == "title":
            element.tag = "h1"
        elif name == "p" and _QUOTE.fullmatch(style):
            element.tag = "blockquote"
        elif name == "list":
            element.tag = "ol" if style == "ordered" else "ul"
        elif name == "span" or name in _AS_HTML:
            element.tag = _AS_HTML.get(name, "b" if bold else "span")
            _copy_spans(element)
            if bold and name == "p":
                _make_bold(element)
        elif name != "a" or not element.get("href"):
            element.tag = "span"


def _make_bold(element: Element) -> None:
    """Put all that a paragraph holds into one bold element."""
    from lxml import etree

    bold = etree.Element("b")
    bold.text, element.text = element.text, None
    bold.extend([*element])
    element.append(bold)


def _copy_spans(element: Element) -> None:
    for ours, theirs in (("colspan", "number-columns-spanned"), ("rowspan", "number-rows-spanned")):
        value = get_attribute(element, theirs)
        if value and local_name(element) == "td":
            element.set(ours, value)


def _read_styles(content: Element) -> dict[str, tuple[str, bool]]:
    """Return for each automatic style the one it is made from, and whether it is bold; lists are "ordered" or not."""
    found: dict[str, tuple[str, bool]] = {}
    for style in content.iter():
        kind, name = local_name(style), get_attribute(style, "name")
        if kind == "style":
            bold = any(get_attribute(inner, "font-weight") == "bold" for inner in style)
            found[name] = (get_attribute(style, "parent-style-name") or name, bold)
        elif kind == "list-style":
            first = next((local_name(level) for level in style), "")
            found[name] = ("ordered" if first == "list-level-style-number" else "", False)
    for plain in ("Title", "Quotations"):
        found.setdefault(plain, (plain, False))
    return found


def _join(element: Element) -> str:
    texts = (node for inner in element.iter() for node in (inner.text, inner.tail if inner is not element else None))
    return " ".join(" ".join(text for text in texts if text).split())


def _put_text(element: Element, text: str) -> None:
    """Let an element hold `text` alone. Taking it out would copy, each time, all text that stands before it."""
    element.clear(keep_tail=True)
    element.tag, element.text = "span", text


def _read_facts(meta: Element) -> Iterator[Fact]:
    where = "document properties"
    for element in meta.iter() if meta is not None else ():
        name, value = local_name(element), element.text or ""
        if name == "title" and "dc/elements" in str(element.tag):
            yield from note_title(value, f"{where}: title")
        elif name in {"initial-creator", "creator"}:
            yield from note_authors(value, f"{where}: {name}")
        elif name == "creation-date":
            yield from note_made("created", value, f"{where}: {name}", _EARLIEST)
        elif name == "language" and "dc/elements" in str(element.tag):
            yield from note_value("language", value, f"{where}: {name}")
