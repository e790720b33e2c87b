"""Word documents: mammoth makes HTML of the cleaned parts, and the HTML is read as any document's."""

import io
import re
import zipfile
from collections.abc import Iterator

from briefgen.formats.document import LONGEST_TEXT, Document, DocumentRefusedError, Fact, LeftOut
from briefgen.formats.docx_numbers import NUMBER_MARK, mark_numbers
from briefgen.formats.docx_package import Package, open_package
from briefgen.formats.html_pieces import read_html_pieces
from briefgen.formats.html_text import parse_page
from briefgen.formats.properties import note_authors, note_made, note_title, note_value
from briefgen.formats.xml_tree import Element, local_name

_STYLE_MAP = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
"""
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_HEADING_NAME = re.compile(r"heading ([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(
    r"toc(?: ?\d| heading)|contents (?:heading|\d)|table of (?:figures|authorities)", re.IGNORECASE
)
_DEEPEST_STYLE = 12
_EARLIEST = 1995
_NOTE = re.compile(r"(?:foot|end)note-.*")
_BACK = re.compile(r"#(?:foot|end)note-ref-.*")


def read_docx(data: bytes) -> Document:
    """Read a .docx: headings, paragraphs, lists, tables and notes, as the document reads with all changes accepted."""
    package = open_package(data)
    length = sum(map(len, package.body.itertext()))
    if length > LONGEST_TEXT:  # told before the work is done
        raise DocumentRefusedError(
            f"it has {length:,} characters of text; at most {LONGEST_TEXT:,} are read: divide it"
        )
    contents = _take_contents_out(package)
    mark_numbers(package.body, package.numbering, package.styles)
    root = parse_page(_convert(package))
    if root is None:
        return Document((), tuple(_read_facts(package.core)))
    _set_numbers(root)
    calls, notes = _find_notes(root)
    pieces = read_html_pieces(root, calls, notes, bold_headings=True)
    left_out = [LeftOut(text, "table of contents") for text in contents]
    left_out += [LeftOut(text, "header or footer of the page") for text in map(_join_text, package.margins) if text]
    left_out += [LeftOut(text, "a reviewer's comment") for text in package.comments]
    return Document(pieces, tuple(_read_facts(package.core)), tuple(left_out), tuple(_list_doubts(package)))


def read_docx_text(data: bytes) -> str:
    """Return the whole text of a .docx: the body, notes, then headers and footers; deleted text is none of it."""
    package = open_package(data)
    parts = (package.body, package.footnotes, package.endnotes, *package.margins)
    return "\n".join(_read_tree_text(part) for part in parts if part is not None)


def _read_tree_text(root: Element) -> str:
    pieces: list[str] = []
    for element in root.iter():
        name = local_name(element)
        if name == "p":
            pieces.append("\n")
        elif name == "t":
            pieces.append(element.text or "")
        elif name in {"tab", "br"}:
            pieces.append("\t" if name == "tab" else "\n")
    return "".join(pieces)


def _join_text(root: Element) -> str:
    return " ".join(_read_tree_text(root).split())


def _list_doubts(package: Package) -> Iterator[str]:
    if package.changes:
        yield "the document has tracked changes; it was read as if all of them were accepted"
    if package.comments:
        yield f"{len(package.comments)} comments by reviewers were left out"
    if package.outside:
        yield f"it names {package.outside} files outside itself (pictures, a template); none was fetched"


def _take_contents_out(package: Package) -> list[str]:
    """Take tables of contents out, and name headings by their outline level, whatever their styles are called."""
    styles = _read_styles(package.styles)
    levels = {style: level for style in styles if (level := _find_level(styles, style))}
    contents: list[str] = []
    for paragraph in [*package.body.iter("{*}p")]:
        properties = paragraph[0] if len(paragraph) and local_name(paragraph[0]) == "pPr" else ()
        style = next((_get_value(child) for child in properties if local_name(child) == "pStyle"), "")
        outline = next((_get_value(child) for child in properties if local_name(child) == "outlineLvl"), "")
        if _CONTENTS_NAME.fullmatch(styles.get(style, ("", "", ""))[0]):
            contents.append(_join_text(paragraph))
            paragraph.getparent().remove(paragraph)
        elif outline in {*"012345678"} or style in levels:
            _name_heading(properties, int(outline) + 1 if outline in {*"012345678"} and outline else levels[style])
    return [text for text in contents if text]


def _read_styles(data: bytes) -> dict[str, tuple[str, str, str]]:
    """Return name, base and outline level of each paragraph style, by its id."""
    from lxml import etree

    found: dict[str, tuple[str, str, str]] = {}
    for style in etree.fromstring(data) if data else ():
        if local_name(style) == "style":
            values = {local_name(inner): _get_value(inner) for inner in style.iter()}
            id_ = next((str(value) for key, value in style.attrib.items() if str(key).endswith("styleId")), "")
            found[id_] = (values.get("name", ""), values.get("basedOn", ""), values.get("outlineLvl", ""))
    return found


def _find_level(styles: dict[str, tuple[str, str, str]], style: str) -> int:
    """Return the outline level (from 1) that a style has by name, of its own, or from its base; else 0."""
    for _step in range(_DEEPEST_STYLE):
        name, base, outline = styles.get(style, ("", "", ""))
        by_name = _HEADING_NAME.fullmatch(name)
        if by_name or outline in {*"012345678"}:
            return int(by_name[1]) if by_name else int(outline) + 1
        if not base:
            return 0
        style = base
    return 0


def _name_heading(properties: Element, level: int) -> None:
    from lxml import etree

    space = etree.QName(properties).namespace
    for child in [*properties]:
        properties.remove(child)
    style = etree.SubElement(properties, f"{{{space}}}pStyle")
    style.set(f"{{{space}}}val", f"Heading{min(6, level)}")


def _get_value(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == "val"), "")


def _convert(package: Package) -> str:
    """Return mammoth's HTML of a package of our own making: it holds the cleaned parts and names nothing else."""
    import mammoth

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(_pack(package)),
            style_map=_STYLE_MAP,
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except (KeyError, IndexError, ValueError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise DocumentRefusedError(f"it is no Word document that can be read ({type(error).__name__})") from error
    return str(result.value)


def _pack(package: Package) -> bytes:
    from lxml import etree

    parts = {
        "word/document.xml": etree.tostring(package.body),
        "word/styles.xml": package.styles,
        "word/numbering.xml": package.numbering,
        "word/footnotes.xml": b"" if package.footnotes is None else etree.tostring(package.footnotes),
        "word/endnotes.xml": b"" if package.endnotes is None else etree.tostring(package.endnotes),
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"/>'.encode(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            if content:
                archive.writestr(name, content)
    return packed.getvalue()


def _set_numbers(root: Element) -> None:
    """Give list items the numbers that their bookmarks tell."""
    for mark in [link for link in root.iter("a") if link.get("id", "").startswith(NUMBER_MARK)]:
        item = mark.getparent()
        if item is not None and item.tag == "li":
            item.set("value", mark.get("id").removeprefix(NUMBER_MARK))
        mark.drop_tree()


def _find_notes(root: Element) -> tuple[dict[str, str], dict[str, str]]:
    """Return mammoth's footnote calls by address and its notes by id, each with the label; backlinks are taken out."""
    items = [item for item in root.iter("li") if _NOTE.fullmatch(item.get("id", ""))]
    notes = {item.get("id"): str(number) for number, item in enumerate(items, 1)}
    for item in items:
        for link in [link for link in item.iter("a") if _BACK.fullmatch(link.get("href", ""))]:
            link.drop_tree()
    return {f"#{id_}": label for id_, label in notes.items()}, notes


def _read_facts(core: Element) -> Iterator[Fact]:
    where = "document properties"
    for element in core if core is not None else ():
        name, value = local_name(element), element.text or ""
        if name == "title":
            yield from note_title(value, f"{where}: title")
        elif name == "creator":
            yield from note_authors(value, f"{where}: creator")
        elif name in {"created", "modified"}:
            yield from note_made(name, value, f"{where}: {name}", _EARLIEST)
        elif name == "language":
            yield from note_value(name, value, f"{where}: {name}")
