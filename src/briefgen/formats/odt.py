"""OpenDocument texts (ISO/IEC 26300, ODF 1.3): content.xml turned into HTML, and read as any document's."""

import re
from collections.abc import Iterator
from typing import Any

from briefgen.formats.archive import Archive
from briefgen.formats.document import Document, DocumentRefusedError, Fact, LeftOut
from briefgen.formats.html_pieces import read_html_pieces
from briefgen.formats.properties import note_authors, note_title, note_value
from briefgen.formats.xml_tree import local_name, parse_xml

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


def read_odt(data: bytes) -> Document:
    """Read an OpenDocument text: headings, paragraphs, lists, tables and notes, deleted text left out."""
    content, meta = _open(data)
    body = _find_body(content)
    changes = any(local_name(element) == "changed-region" for element in body.iter())
    comments = [_join(element) for element in body.iter() if local_name(element) == "annotation"]
    styles = _read_styles(content)
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

    content, _meta = _open(data)
    body = _find_body(content)
    _make_plain(body)
    _to_html(body, {})
    blocks = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "tr", "div", "br"})
    parts: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        parts.append("\n" if local_name(element) in blocks else "")
        parts.append((element.text if event == "start" else element.tail) or "")
    return "".join(parts)


def _open(data: bytes) -> tuple[Any, Any]:
    """Return the content and, where there is one, the meta tree; a flat document (.fodt) is both in one."""
    if not data.startswith(_ZIP):
        tree = parse_xml(data, "the document")
        return tree, tree
    archive = Archive(data)
    if archive.find("META-INF/manifest.xml") and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise DocumentRefusedError("it is encrypted: save it without a password")
    meta = parse_xml(archive.read("meta.xml"), "meta.xml") if archive.find("meta.xml") else None
    return parse_xml(archive.read("content.xml"), "content.xml"), meta


def _find_body(content: Any) -> Any:  # noqa: ANN401
    body = next((element for element in content.iter() if local_name(element) == "body"), None)
    text = next((element for element in body if local_name(element) == "text"), None) if body is not None else None
    if text is None:
        raise DocumentRefusedError("it is an OpenDocument file without text (a spreadsheet, a drawing?)")
    return text


def _make_plain(body: Any) -> tuple[dict[str, str], dict[str, str]]:  # noqa: ANN401
    """Take out what is no text, write blanks out, and put notes behind their block; return calls and notes by label."""
    for element in [*body.iter()]:
        name = local_name(element)
        if name in _DROPPED:
            _take_out(element)
        elif name in {"s", "tab"}:
            count = _get(element, "c") if name == "s" else "1"
            _replace(element, " " * (min(int(count), _MOST_REPEATED) if count.isdigit() else 1))
        elif name in _INDEXES:
            element.set("data-index", "yes")
    return _move_notes(body)


def _move_notes(body: Any) -> tuple[dict[str, str], dict[str, str]]:  # noqa: ANN401
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


def _to_html(body: Any, styles: dict[str, tuple[str, bool]]) -> None:  # noqa: ANN401
    for element in [*body.iter()]:
        name = local_name(element)
        style, bold = styles.get(_get(element, "style-name"), ("", False))
        if name == "h":
            level = _get(element, "outline-level")
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


def _make_bold(element: Any) -> None:  # noqa: ANN401
    """Put all that a paragraph holds into one bold element."""
    from lxml import etree

    bold = etree.Element("b")
    bold.text, element.text = element.text, None
    bold.extend([*element])
    element.append(bold)


def _copy_spans(element: Any) -> None:  # noqa: ANN401
    for ours, theirs in (("colspan", "number-columns-spanned"), ("rowspan", "number-rows-spanned")):
        value = _get(element, theirs)
        if value and local_name(element) == "td":
            element.set(ours, value)


def _read_styles(content: Any) -> dict[str, tuple[str, bool]]:  # noqa: ANN401
    """Return for each automatic style the one it is made from, and whether it is bold; lists are "ordered" or not."""
    found: dict[str, tuple[str, bool]] = {}
    for style in content.iter():
        name = local_name(style)
        if name == "style":
            bold = any(_get(inner, "font-weight") == "bold" for inner in style)
            found[_get(style, "name")] = (_get(style, "parent-style-name") or _get(style, "name"), bold)
        elif name == "list-style":
            first = next((local_name(level) for level in style), "")
            found[_get(style, "name")] = ("ordered" if first == "list-level-style-number" else "", False)
    for plain in ("Title", "Quotations"):
        found.setdefault(plain, (plain, False))
    return found


def _get(element: Any, name: str) -> str:  # noqa: ANN401
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _join(element: Any) -> str:  # noqa: ANN401
    texts = (node for inner in element.iter() for node in (inner.text, inner.tail if inner is not element else None))
    return " ".join(" ".join(text for text in texts if text).split())


def _take_out(element: Any) -> None:  # noqa: ANN401
    _replace(element, "")


def _replace(element: Any, text: str) -> None:  # noqa: ANN401
    """Put `text` in an element's place; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    words = text + (element.tail or "")
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + words
    else:
        parent.text = (parent.text or "") + words
    parent.remove(element)


def _read_facts(meta: Any) -> Iterator[Fact]:  # noqa: ANN401
    where = "document properties"
    for element in meta.iter() if meta is not None else ():
        name, value = local_name(element), element.text or ""
        if name == "title" and "dc/elements" in str(element.tag):
            yield from note_title(value, f"{where}: title")
        elif name in {"initial-creator", "creator"}:
            yield from note_authors(value, f"{where}: {name}")
        elif name == "creation-date":
            yield from note_value("created", value, f"{where}: {name}")
        elif name == "language" and "dc/elements" in str(element.tag):
            yield from note_value("language", value, f"{where}: {name}")
