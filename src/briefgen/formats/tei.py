"""TEI documents (TEI P5): the text's paragraphs, headings, lists, tables and notes; the header's title and date."""

import re
from collections.abc import Iterator

from briefgen.formats.document import Document, Fact, LeftOut, Piece
from briefgen.formats.html_pieces import read_html_pieces
from briefgen.formats.properties import note_value
from briefgen.formats.raised import raise_element
from briefgen.formats.xml_tree import Element, local_name, parse_xml

#: What TEI's elements are in HTML; the rest is inline.
_AS_HTML = {
    "p": "p", "ab": "p", "l": "p", "lg": "div", "div": "div", "body": "div", "front": "div", "back": "div",
    "text": "div", "group": "div", "list": "ul", "item": "li", "table": "table", "row": "tr", "cell": "td",
    "figure": "div", "sp": "div", "speaker": "p", "stage": "p", "opener": "p", "closer": "p", "dateline": "p",
    "salute": "p", "signed": "p", "byline": "p", "argument": "div", "epigraph": "blockquote", "cit": "div",
    "titlePage": "div", "docTitle": "p", "postscript": "div", "trailer": "p", "label": "p", "lb": "br",
}  # fmt: skip
_BLOCKS = frozenset(
    {"div", "div1", "div2", "div3", "div4", "body", "front", "back", "text", "figure", "list", "table", "group"}
)
_LEFT_OUT = frozenset({"teiHeader", "graphic", "fw", "pb", "cb", "note-call"})
_XML = "{http://www.w3.org/XML/1998/namespace}"
_IMPRINT = re.compile(r"(\D{3,80}), (\d{4})\.?")
_ABOVE = re.compile(r"\bsup(?:er(?:script)?)?\b", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def read_tei(data: bytes) -> Document:
    """Read a TEI document; every text node of its text stays where it stands."""
    root = _parse(data)
    facts = tuple(_read_facts(root))
    pieces: list[Piece] = []
    captions: list[LeftOut] = []
    for text in [element for element in root if local_name(element) == "text"] or [root]:
        captions.extend(_take_captions_out(text))
        pieces.extend(read_html_pieces(_to_html(text)))
    return Document(tuple(pieces), facts, tuple(captions))


def read_tei_text(data: bytes) -> str:
    """Return the whole text of a TEI document, its header first."""
    root = _parse(data)
    texts = []
    for element in root:
        if local_name(element) == "text":
            element = _to_html(element)  # noqa: PLW2901 - the notes' place is the only thing that changes
        texts.append(_join_nodes(element))
    return "\n".join(texts)


def _parse(data: bytes) -> Element:
    root = parse_xml(data, "the TEI document")
    for element in root.iter("{*}hi", "{*}seg", "{*}num"):
        if _ABOVE.search(f"{element.get('rend', '')} {element.get('rendition', '')} {element.get('style', '')}"):
            raise_element(element)
    return root


def _take_captions_out(text: Element) -> Iterator[LeftOut]:
    for figure in [*text.iter("{*}figure")]:
        words = " ".join("".join(figure.itertext()).split())
        if words and figure.getparent() is not None:
            yield LeftOut(words, "photo caption")
            _drop_whole(figure)


def _drop_whole(element: Element) -> None:
    """Take an element out with all it holds; what follows it stays."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _join_nodes(root: Element) -> str:
    from lxml import etree

    edges = frozenset(_AS_HTML.values()) | {"h2", "h3", "h4", "h5", "h6", "head", "title", "p"}
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        parts.append("\n" if local_name(element) in edges else "")
        parts.append((element.text if event == "start" else element.tail) or "")
    return "".join(parts)


def _to_html(text: Element) -> Element:
    """Rename TEI's elements to HTML's, in place; notes go behind the block that calls them, as they do on a page."""
    _move_notes(text)
    depths: dict[Element, int] = {}
    names = {element: local_name(element) for element in text.iter()}
    for element, name in names.items():
        above = element.getparent()
        depths[element] = depths.get(above, 0) + (name.startswith("div") and element is not text)
        if name in _LEFT_OUT:
            element.text = None
        if name == "head":
            element.tag = (
                "p" if names.get(above) in {"figure", "list", "table"} else f"h{min(6, max(2, depths[element] + 1))}"
            )
        elif name in {"q", "quote", "said"} and (names.get(above) in _BLOCKS or _holds_blocks(element)):
            element.tag = "blockquote"
        elif name == "list":
            element.tag = "ol" if {element.get("type"), element.get("rend")} & {"ordered", "numbered"} else "ul"
        elif name.startswith("div"):
            element.tag = "div"
        elif name:
            element.tag = _AS_HTML.get(name, "span")
    return text


def _holds_blocks(element: Element) -> bool:
    return any(local_name(child) in {"p", "lg", "l"} for child in element)


def _move_notes(text: Element) -> None:
    for number, note in enumerate([e for e in text.iter() if local_name(e) == "note"][::-1]):
        block = next(
            (a for a in note.iterancestors() if local_name(a) in {"p", "head", "item", "ab", "l", "cell"}), None
        )
        if block is None or block.getparent() is None:
            note.tag = "div"
            continue
        _drop_whole(note)
        note.tail = None
        note.tag = "div"
        note.set("n", note.get("n", str(number)))
        block.addnext(note)


def _read_facts(root: Element) -> Iterator[Fact]:
    header = next((element for element in root if local_name(element) == "teiHeader"), None)
    language = root.get(f"{_XML}lang") or next(
        (e.get(f"{_XML}lang") for e in root if local_name(e) == "text" and e.get(f"{_XML}lang")), ""
    )
    yield from note_value("language", language or "", "TEI: xml:lang")
    for element in header.iter() if header is not None else ():
        yield from _read_header_element(element)


def _read_imprint(text: str) -> Iterator[Fact]:
    """Read a publication statement in plain words, ``Sample Office, 2008``, where it is nothing else."""
    match = _IMPRINT.fullmatch(" ".join(text.split()))
    if match:
        yield Fact("publisher", match[1], "TEI: publicationStmt")
        yield Fact("issued", match[2], "TEI: publicationStmt")


def _read_header_element(element: Element) -> Iterator[Fact]:
    name = local_name(element)
    above = [local_name(outer) for outer in element.iterancestors()]
    text = "".join(element.itertext())
    if name == "title" and "titleStmt" in above and element.get("type") not in {"short", "sub", "desc", "gmd"}:
        yield from note_value("title", text, "TEI: titleStmt/title")
    elif name in {"author", "publisher"} and ("titleStmt" in above or "publicationStmt" in above):
        yield from note_value(name, text, f"TEI: {name}")
    elif name == "date" and "publicationStmt" in above:
        date = _DATE.fullmatch((element.get("when") or text).strip())
        yield from note_value("issued", date[0] if date else "", "TEI: publicationStmt/date")
    elif name == "p" and "publicationStmt" in above:
        yield from _read_imprint(text)
    elif name == "licence":
        yield from note_value("licence", element.get("target") or text, "TEI: licence")
    elif name == "idno" and re.match(r"https?://", text.strip()):
        yield from note_value("url", text, "TEI: idno")
