"""All text of an HTML or XHTML page in reading order: every text node but scripts and styles."""

import re
from collections.abc import Iterator

from briefgen.formats.raised import raise_superscripts
from briefgen.formats.xml_tree import Element, local_name

#: Elements whose text no reader sees as words.
_UNREAD = frozenset({"script", "style"})
#: Elements that stay within a line: their edges do not part words (HTML Living Standard, 4.5 and 15.3).
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|rb|ruby|s|samp|small|span"
    "|strike|strong|sub|sup|time|tt|u|var|wbr"
)


def parse_page(page: str) -> Element:
    """Return the root of a page however broken its markup, raised numbers as superscripts; None for an empty one."""
    from lxml import etree, html

    # libxml2 ends at a NUL. It reads the bytes, so that no `<?xml encoding?>` or `<meta charset>` decides again.
    data = page.replace("\0", "\ufffd").encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # nothing in it
        return None
    raise_superscripts(root)
    return root


def read_all_text(root: Element) -> str:
    """Return the text nodes below `root`, blocks on lines of their own."""
    return "".join(_walk_text(root)) if root is not None else ""


def _walk_text(root: Element) -> Iterator[str]:
    """Yield the text nodes in reading order, with a line break at each edge of a block; no recursion."""
    from lxml import etree

    unread = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local_name(element)
        is_unread = name in _UNREAD
        edge = "" if _INLINE.fullmatch(name) else "\n"
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
