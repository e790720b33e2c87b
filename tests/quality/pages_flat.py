"""A made-up page as flattened text, in the manners of the programs that scrape."""

import re
from collections.abc import Callable
from textwrap import wrap
from typing import Any

from lxml import html

_SILENT = {"script", "style", "head", "title", "noscript"}
_BLOCKS = (
    {
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "table",
        "tr",
        "td",
        "th",
        "section",
    }
    | {"article", "main", "header", "footer", "nav", "aside", "figure", "figcaption", "body", "dl", "dt", "dd", "form"}
    | {"button", "hr", "amp-sidebar", "amp-list", "amp-social-share"}
)


def flatten_blank_lines(page: str) -> str:
    """Blocks parted by blank lines, list items with bullets and numbers: what most extractors of "all text" give."""
    return _join(page, gap="\n\n", bullet="  • ", number="  {}. ", item_gap="\n")


def flatten_lines(page: str) -> str:
    """One block a line, no blank lines, bullets as hyphens."""
    return _join(page, gap="\n", bullet="- ", number="{}. ", item_gap="\n")


def flatten_bare(page: str) -> str:
    """Text only: no bullets; words of neighbouring inline elements run into one another."""
    return _join(page, gap="\n", bullet="", number="", item_gap="\n")


def flatten_wrapped(page: str) -> str:
    """Like a text browser's dump: everything wrapped at 76 columns, indented, lists with stars."""
    blocks = _join(page, gap="\n\n", bullet="* ", number="{}. ", item_gap="\n").split("\n")
    lines = (wrap(line, 76, initial_indent="   ", subsequent_indent="   ", break_on_hyphens=False) for line in blocks)
    return "\n".join("\n".join(group) for group in lines)


def flatten_crowded(page: str) -> str:
    """Single line ends between some blocks and three between others, trailing blanks, hard blanks."""
    text = _join(page, gap="\n\n", bullet=" \t· ", number="{}) ", item_gap="\n\n")
    return re.sub(r"\n\n(?=[^\n]{0,60}\n)", "\n\n\n\n", text).replace(" ", "\u00a0 ", 3) + "\n\n\n"


FLATTENERS: tuple[Callable[[str], str], ...] = (
    flatten_blank_lines,
    flatten_lines,
    flatten_bare,
    flatten_wrapped,
    flatten_crowded,
)


def _join(page: str, gap: str, bullet: str, number: str, item_gap: str) -> str:
    pieces: list[str] = []
    last_item = False
    for text, mark in _list_blocks(html.document_fromstring(page)):
        is_item = mark != ""
        lead = (bullet if mark == "ul" else number.format(mark)) if is_item else ""
        if pieces:
            pieces.append(item_gap if is_item and last_item else gap)
        pieces.append(lead + text)
        last_item = is_item
    return "".join(pieces) + "\n"


def _list_blocks(root: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - lxml has no types
    found: list[tuple[str, str]] = []
    run: list[str] = []

    def flush(mark: str) -> None:
        for line in "".join(run).split("\n"):
            text = re.sub(r"[ \t]+", " ", line).strip()
            if text:
                found.append((text, mark))
        run.clear()

    def visit(element: Any, mark: str) -> None:  # noqa: ANN401
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            return
        inner = _mark_item(element) if element.tag == "li" else mark
        if element.tag in _BLOCKS:
            flush(mark)
        elif element.tag == "br":
            run.append("\n")
        run.append((element.text or "").replace("\n", " "))
        for child in element:
            visit(child, inner)
            run.append((child.tail or "").replace("\n", " "))
        if element.tag in _BLOCKS:
            flush(inner)

    visit(root, "")
    return found


def _mark_item(element: Any) -> str:  # noqa: ANN401
    if element.getparent().tag == "ol":
        return str(element.getparent().index(element) + 1)
    return "ul"
