"""XML from strangers: no document type, no entities, no network, no depth without end."""

import re
from functools import lru_cache
from typing import Any, TypeAlias

from briefgen.formats.document import DocumentRefusedError, quote_library

#: An element of a tree that lxml made; lxml has no types.
Element: TypeAlias = Any

_MOST_BYTES = 32 * 1024 * 1024
_MOST_ELEMENTS = 1_000_000
_DEEPEST = 150
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY")
#: A document type that declares nothing of its own, as XHTML and old NCX files have it.
_EMPTY_DOCTYPE = re.compile(
    rb"<!DOCTYPE\s+[\w:.-]+(?:\s+(?:PUBLIC\s+(?:\"[^\"<>]*\"|'[^'<>]*')(?:\s+(?:\"[^\"<>]*\"|'[^'<>]*'))?|SYSTEM\s+(?:\"[^\"<>]*\"|'[^'<>]*')))?\s*>",
    re.IGNORECASE,
)
_PROLOGUE = 4096
_TOO_DEEP = f"the elements of {{}} in it are nested deeper than {_DEEPEST} levels"


def parse_xml(data: bytes, name: str, *, allow_doctype: bool = False) -> Element:
    """Return the root of an XML file; `name` is what messages call it.

    Raises DocumentRefusedError for a document type or entities, for too much, too deep and broken XML. With
    `allow_doctype` an outside document type is taken off unread; one that declares anything is refused still.
    """
    from lxml import etree

    if len(data) > _MOST_BYTES:
        raise DocumentRefusedError(f"{name} in it holds {len(data):,} bytes of XML; at most {_MOST_BYTES:,} are read")
    data = _take_doctype_off(data, name, allow_doctype=allow_doctype)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if "depth" in str(error):  # libxml2's own limit
            raise DocumentRefusedError(_TOO_DEEP.format(name)) from error
        raise DocumentRefusedError(f"{name} in it is not well-formed XML ({quote_library(error)})") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentRefusedError(f"{name} in it has a document type (DTD), which could declare entities")
    return _check_size(root, name)


def _take_doctype_off(data: bytes, name: str, *, allow_doctype: bool) -> bytes:
    plain = _to_utf8(data)
    if allow_doctype:
        head = _EMPTY_DOCTYPE.sub(b"", plain[:_PROLOGUE], count=1)
        plain = head + plain[_PROLOGUE:] if len(head) != len(plain[:_PROLOGUE]) else plain
    if _DOCTYPE.search(plain):
        raise DocumentRefusedError(f"{name} in it has a document type (DTD) or entities, which are never read")
    return plain


def _to_utf8(data: bytes) -> bytes:
    """Return UTF-16 as UTF-8 without its declaration, so that nothing hides from the search for a document type."""
    for mark, codec in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if data.startswith(mark):
            text = data.decode(codec, "replace")
            return re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1).encode("utf-8", "replace")
    return data


def _check_size(root: Element, name: str) -> Element:
    from lxml import etree

    depth = count = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > _DEEPEST:
            raise DocumentRefusedError(_TOO_DEEP.format(name))
        if count > _MOST_ELEMENTS:
            raise DocumentRefusedError(f"{name} in it has more than {_MOST_ELEMENTS:,} elements")
    return root


def local_name(element: Element) -> str:
    """Return an element's name without its namespace, "" for comments and the like."""
    return _cut_namespace(element.tag)


def get_attribute(element: Element, name: str) -> str:
    """Return the attribute of that name in whatever namespace, "" where the element has none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


@lru_cache(maxsize=4096)
def _cut_namespace(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
