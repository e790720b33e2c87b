"""The text of an original: all of it in reading order, never an extractor's choice."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError
from briefgen.grammar.encoding import decode_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PLAIN_TEXT = frozenset({".txt", ".text"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
#: Elements whose text no reader sees as words.
_UNREAD = frozenset({"script", "style"})
#: Elements that stay within a line: their edges do not part words (HTML Living Standard, 4.5 and 15.3).
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|rb|ruby|s|samp|small|span"
    "|strike|strong|sub|sup|time|tt|u|var|wbr"
)


class CannotReadOriginalError(BriefgenError):
    """No text can be had from an original of this type."""


def read_original_text(data: bytes, name: str) -> str:
    """Return the whole text of an original, in reading order, in NFC.

    `name` is the file's name as it came: its ending says how to read it. A page gives every text
    node but scripts and styles, blocks on lines of their own, entities decoded; hidden text, menus
    and titles too, since leaving out is an extractor's choice. Raises `CannotReadOriginalError` for
    other types; never for broken content.
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending in _PLAIN_TEXT:
        return unicodedata.normalize("NFC", decode_page(data))
    if ending in _PAGES:
        return unicodedata.normalize("NFC", _read_page(decode_page(data)))
    message = f"briefgen cannot read the text of `{name}`: it reads originals that end in .txt, .html, .htm or .xhtml"
    raise CannotReadOriginalError(message)


def _read_page(page: str) -> str:
    """Return all text nodes of an HTML page."""
    from lxml import etree, html

    # libxml2 ends at a NUL. It reads the bytes, so that no `<?xml encoding?>` or `<meta charset>` decides again.
    data = page.replace("\0", "\ufffd").encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # nothing in it
        return ""
    return "".join(_walk_text(root))


def _walk_text(root: "HtmlElement") -> Iterator[str]:
    """Yield the text nodes in reading order, with a line break at each edge of a block; no recursion."""
    from lxml import etree

    unread = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_unread = element.tag in _UNREAD
        edge = "" if _INLINE.fullmatch(str(element.tag)) else "\n"
        if event == "start":
            unread += is_unread
            yield edge
            if not unread:
                yield element.text or ""
        else:
            unread -= is_unread
            yield edge
            if not unread:
                yield element.tail or ""
