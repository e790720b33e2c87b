"""All text of an HTML or XHTML page in reading order: every text node but scripts and styles."""

import re
from collections.abc import Iterator
from typing import Any

from briefgen.formats.xml_tree import local_name

#: Elements whose text no reader sees as words.
_UNREAD = frozenset({"script", "style"})
#: Elements that stay within a line: their edges do not part words (HTML Living Standard, 4.5 and 15.3).
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|rb|ruby|s|samp|small|span"
    "|strike|strong|sub|sup|time|tt|u|var|wbr"
)


def parse_page(page: str) -> Any:  # noqa: ANN401 - lxml has no types
    """Return the root of a page however broken its markup, or None where nothing is in it."""
    from lxml import etree, html

    # libxml2 ends at a NUL. It reads the bytes, so that no `<?xml encoding?>` or `<meta charset>` decides again.
    data = page.replace("\0", "\ufffd").encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        return html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # nothing in it
        return None


def read_all_text(root: Any) -> str:  # noqa: ANN401
    """Return the text nodes below `root`, blocks on lines of their own."""
    return "".join(_walk_text(root)) if root is not None else ""


def _walk_text(root: Any) -> Iterator[str]:  # noqa: ANN401
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
