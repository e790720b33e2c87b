"""A Word document's parts, made plain: tracked changes accepted, fields their results, pictures and comments gone.

ECMA-376, Part 1 (WordprocessingML), transitional and strict. The result is what mammoth is given, and what the
document's whole text is read from, so that both say the same. Nothing outside the file is ever looked at.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.formats.archive import Archive
from briefgen.formats.document import DocumentRefusedError
from briefgen.formats.raised import raise_number
from briefgen.formats.xml_tree import Element, get_attribute, local_name, parse_xml

_DROPPED = frozenset(
    """del moveFrom commentRangeStart commentRangeEnd commentReference annotationRef instrText delText delInstrText
    fldChar proofErr bookmarkStart bookmarkEnd permStart permEnd lastRenderedPageBreak softHyphen footnoteRef endnoteRef
    separator continuationSeparator sectPr sdtPr sdtEndPr customXmlPr smartTagPr altChunk moveFromRangeStart
    moveFromRangeEnd moveToRangeStart moveToRangeEnd drawing pict object tblGrid""".split()  # noqa: SIM905 - one to a line says no more
)
_UNWRAPPED = frozenset(
    "ins moveTo sdt sdtContent customXml smartTag fldSimple hyperlink dir bdo oMathPara ruby rubyBase".split()  # noqa: SIM905 - one to a line says no more
)
_SIGNS = ("{*}sym", "{*}noBreakHyphen", "{*}cr", "{*}ptab", "{*}oMath", "{*}rt", "{*}rubyPr", "{*}br")
_KEPT_OF_PARAGRAPH = frozenset({"pStyle", "numPr", "outlineLvl"})
_REL_TYPE = re.compile(r"/([A-Za-z]+)$")
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word document that hold text, as cleaned trees; None where there is none.

    `styles` and `numbering` are the parts as they came. `margins` are headers and footers, `comments` the
    words of reviewers' comments; `changes` tells whether changes were tracked, `outside` how many files
    elsewhere it names (pictures, a template), hyperlinks aside.
    """

    body: Element
    footnotes: Element
    endnotes: Element
    margins: tuple[Element, ...]
    styles: bytes
    numbering: bytes
    core: Element
    comments: tuple[str, ...]
    changes: bool
    outside: int


def open_package(data: bytes) -> Package:
    """Take a .docx apart; raises DocumentRefusedError for what is damaged or hostile."""
    archive = Archive(data)
    main = _find_main(archive)
    folder = posixpath.dirname(main)
    parts = _list_targets(archive, main)
    body = parse_xml(archive.read(main), "the text")
    styles = _read_checked(archive, parts.get("styles", f"{folder}/styles.xml"))
    raised = _list_raised_styles(styles)
    changes = next(body.iter("{*}ins", "{*}del", "{*}moveFrom", "{*}moveTo"), None) is not None
    margins = [name for name in archive.names if _MARGIN.fullmatch(name)]
    return Package(
        body=_clean(body, raised),
        footnotes=_read_part(archive, parts.get("footnotes", f"{folder}/footnotes.xml"), raised),
        endnotes=_read_part(archive, parts.get("endnotes", f"{folder}/endnotes.xml"), raised),
        margins=tuple(_clean(parse_xml(archive.read(name), "a header"), raised) for name in sorted(margins)),
        styles=styles,
        numbering=_read_checked(archive, parts.get("numbering", f"{folder}/numbering.xml")),
        core=_read_tree(archive, "docProps/core.xml"),
        comments=tuple(_read_comments(archive, parts.get("comments", f"{folder}/comments.xml"))),
        changes=changes,
        outside=_count_outside(archive),
    )


def _find_main(archive: Archive) -> str:
    named = _list_targets(archive, "").get("officeDocument", "")
    for name in (named, "word/document.xml"):
        if name and archive.find(name):
            return archive.find(name)
    raise DocumentRefusedError("it is no Word document: its main part is missing")


def _list_targets(archive: Archive, part: str) -> dict[str, str]:
    """Return the parts that a part names, by the last word of the relationship's type; none of them outside."""
    folder, name = posixpath.split(part)
    place = archive.find(posixpath.join(folder, "_rels", f"{name}.rels"))
    targets: dict[str, str] = {}
    for relation in parse_xml(archive.read(place), "a list of relationships") if place else ():
        kind = _REL_TYPE.search(relation.get("Type", ""))
        if kind and relation.get("TargetMode", "").lower() != "external":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            targets.setdefault(kind[1], target)
    return targets


def _count_outside(archive: Archive) -> int:
    """Count what the document names outside itself: pictures, templates, data; none of it is fetched."""
    count = 0
    for name in archive.names:
        if name.lower().endswith(".rels"):
            for relation in parse_xml(archive.read(name), "a list of relationships"):
                is_outside = relation.get("TargetMode", "").lower() == "external"
                count += is_outside and not relation.get("Type", "").endswith("/hyperlink")
    return count


def _read_tree(archive: Archive, name: str) -> Element:
    return parse_xml(archive.read(name), name) if archive.find(name) else None


def _read_part(archive: Archive, name: str, raised: frozenset[str]) -> Element:
    tree = _read_tree(archive, name)
    return None if tree is None else _clean(tree, raised)


def _read_checked(archive: Archive, name: str) -> bytes:
    from lxml import etree

    tree = _read_tree(archive, name)
    return b"" if tree is None else bytes(etree.tostring(tree))


def _read_comments(archive: Archive, name: str) -> Iterator[str]:
    tree = _read_tree(archive, name)
    for comment in tree if tree is not None else ():
        text = " ".join("".join(t.text or "" for t in comment.iter() if local_name(t) == "t").split())
        if text:
            yield text


def _list_raised_styles(styles: bytes) -> frozenset[str]:
    """Return the ids of the character styles that set their words above the line."""
    from lxml import etree

    tree = etree.fromstring(styles) if styles else ()
    found = (style for style in tree if local_name(style) == "style" and _sets_above(style.find("{*}rPr")))
    return frozenset(get_attribute(style, "styleId") for style in found if get_attribute(style, "type") == "character")


def _sets_above(properties: Element) -> bool:
    place = None if properties is None else properties.find("{*}vertAlign")
    return place is not None and get_attribute(place, "val") == "superscript"


def _raise_numbers(root: Element, styles: frozenset[str]) -> None:
    """Write numbers that are set above the line as superscripts (17.3.2.42)."""
    for properties in root.iter("{*}rPr"):
        run = properties.getparent()
        style, place = properties.find("{*}rStyle"), properties.find("{*}vertAlign")
        by_style = place is None and style is not None and get_attribute(style, "val") in styles
        if run is not None and local_name(run) == "r" and (by_style or _sets_above(properties)):
            for text in run.iter("{*}t"):
                text.text = text.text and raise_number(text.text)


def _clean(root: Element, raised: frozenset[str]) -> Element:
    """Make a part plain, in place; `raised` are the styles that set words above the line."""
    from lxml import etree

    _choose_alternatives(root)
    _write_signs(root)
    _raise_numbers(root, raised)
    _join_deleted_marks(root)
    _move_text_boxes(root)
    for properties in [*root.iter("{*}trPr")]:
        if properties.find("{*}del") is not None and properties.getparent() is not None:
            _drop(properties.getparent())
    etree.strip_elements(root, *(f"{{*}}{name}" for name in _DROPPED), with_tail=False)
    etree.strip_tags(root, *(f"{{*}}{name}" for name in _UNWRAPPED))
    _strip_properties(root)
    for paragraph in root.iter("{*}p"):
        _join_runs(paragraph)
    return root


def _join_runs(paragraph: Element) -> None:
    """Join runs that follow one another and are alike: Word parts a line at every edit and spelling mistake."""
    last, weight = None, False
    for child in [*paragraph]:
        if local_name(child) != "r":
            last = None
            continue
        is_bold = _is_bold(child)
        if last is None or is_bold != weight:
            last, weight = child, is_bold
            continue
        last.extend([inner for inner in child if local_name(inner) != "rPr"])
        paragraph.remove(child)


def _is_bold(run: Element) -> bool:
    bold = run.find("{*}rPr/{*}b")
    return bold is not None and not any(value in {"0", "false", "off"} for value in bold.attrib.values())


def _choose_alternatives(root: Element) -> None:
    """Keep of each alternative the one that old readers were meant to see, if it has words; else the other."""
    for element in [*root.iter("{*}AlternateContent")]:
        if element.getparent() is None:
            continue
        fallback = next((child for child in element if local_name(child) == "Fallback"), None)
        has_words = fallback is not None and any(local_name(inner) == "t" for inner in fallback.iter())
        keep = fallback if has_words else next((child for child in element if local_name(child) == "Choice"), fallback)
        for child in [*element]:
            if child is not keep:
                element.remove(child)
        if keep is not None:
            _unwrap(keep)
        _unwrap(element)


def _write_signs(root: Element) -> None:
    """Turn elements that stand for characters into text, and formulas into their letters in a row."""
    from lxml import etree

    for element in [*root.iter(*_SIGNS)]:
        name = local_name(element)
        space = etree.QName(element).namespace
        if name == "sym":
            _make_text(element, _read_symbol(element))
        elif name == "noBreakHyphen":
            _make_text(element, "\u2011")
        elif name in {"cr", "ptab"}:
            element.tag = f"{{{space}}}{'br' if name == 'cr' else 'tab'}"
        elif name == "oMath" and element.getparent() is not None:
            _write_formula(element, root)
        elif name in {"rt", "rubyPr"}:
            _drop(element)
        if local_name(element) == "br":
            element.attrib.clear()


def _make_text(element: Element, text: str) -> None:
    from lxml import etree

    element.tag = f"{{{etree.QName(element).namespace}}}t"
    element.attrib.clear()
    element.text = text


def _read_symbol(element: Element) -> str:
    """Return the character that a sign of a symbol font looks like, "" where it is not known (17.3.3.30)."""
    from mammoth.docx.dingbats import dingbats

    values = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    try:
        code = int(values.get("char", ""), 16)
    except ValueError:
        return ""
    font = values.get("font", "")
    found = dingbats.get((font, code)) or dingbats.get((font, code & 0xFF) if code >> 8 == 0xF0 else (font, -1))
    return chr(found) if found else ""


def _write_formula(element: Element, root: Element) -> None:
    from lxml import etree

    space = etree.QName(root).namespace
    text = "".join(inner.text or "" for inner in element.iter() if local_name(inner) == "t")
    for child in [*element]:
        element.remove(child)
    element.tag = f"{{{space}}}r"
    etree.SubElement(element, f"{{{space}}}t").text = text


def _join_deleted_marks(root: Element) -> None:
    """Join a paragraph whose end mark was deleted with the next one (17.13.5.15)."""
    for mark in [*root.iter("{*}del")]:
        paragraph = _find_marked_paragraph(mark)
        if paragraph is None:
            continue
        following = paragraph.getnext()
        if following is None or local_name(following) != "p":
            continue
        at = 1 if len(following) and local_name(following[0]) == "pPr" else 0
        for child in [child for child in paragraph if local_name(child) != "pPr"][::-1]:
            following.insert(at, child)
        _drop(paragraph)


def _find_marked_paragraph(mark: Element) -> Element:
    """Return the paragraph whose end mark a deletion is of, or None: it stands in the mark's own properties."""
    above = [*mark.iterancestors()][:3]
    names = [local_name(element) for element in above]
    return above[2] if names == ["rPr", "pPr", "p"] and above[2].getparent() is not None else None


def _move_text_boxes(root: Element) -> None:
    """Put the paragraphs of text boxes behind the paragraph that they are anchored in."""
    for box in [*root.iter("{*}txbxContent")][::-1]:
        anchor = next((above for above in box.iterancestors() if local_name(above) == "p"), None)
        if anchor is not None and anchor.getparent() is not None:
            for child in [*box][::-1]:
                anchor.addnext(child)


def _strip_properties(root: Element) -> None:
    for properties in root.iter("{*}pPr"):
        _keep_children(properties, _KEPT_OF_PARAGRAPH)
    for properties in root.iter("{*}rPr"):
        _keep_children(properties, frozenset({"b"}))


def _keep_children(element: Element, kept: frozenset[str]) -> None:
    for child in [*element]:
        if local_name(child) not in kept:
            element.remove(child)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = [*element]
