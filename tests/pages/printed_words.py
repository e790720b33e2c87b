"""The words of a brief's HTML that paper shows, block by block, to be looked for in its PDF."""
# ruff: noqa: ANN401 - lxml has no types

import re
from collections.abc import Iterator
from typing import Any

from lxml import html as markup


def list_printed_texts(html: str, sheets: int) -> Iterator[str]:
    """List the texts of the HTML's innermost blocks that paper shows, on so many sheets."""
    hidden = {"running-marking", "running-head", "running-foot"}
    for group in re.findall(r"([^{}]*)\{[^}]*display:\s*none", _read_print_css(html)):
        hidden |= {name for part in group.split(",") for name in re.findall(r"^\s*\.([\w-]+)\s*$", part)}
    if sheets <= 7:
        hidden.add("contents")
    for leaf in _list_leaves(markup.document_fromstring(html).body, hidden):
        words = " ".join(leaf.split())
        if fold(words):
            yield words


_LEAVES = frozenset(
    "p li td th h1 h2 h3 h4 h5 h6 dt dd figcaption caption blockquote pre div article".split()  # noqa: SIM905 - one list
)


def _list_leaves(element: Any, hidden: set[str]) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in ("style", "script", "svg", "head"):
        return
    if set((element.get("class") or "").split()) & hidden or element.get("hidden") is not None:
        return
    blocks = [kid for kid in element.iterdescendants() if kid.tag in _LEAVES or kid.tag in ("ul", "ol", "table", "svg")]
    if element.tag in _LEAVES and not blocks:
        yield _read_visible(element, hidden)
        return
    for kid in element:
        yield from _list_leaves(kid, hidden)


def _read_visible(element: Any, hidden: set[str]) -> str:
    parts = [element.text or ""]
    for kid in element:
        if (
            isinstance(kid.tag, str)
            and not set((kid.get("class") or "").split()) & hidden
            and kid.get("aria-hidden") != "true"
        ):
            parts.append(_read_visible(kid, hidden))
        parts.append(kid.tail or "")
    return "".join(parts)


def _read_print_css(html: str) -> str:
    css = "".join(re.findall(r'<style media="print">(.*?)</style>', html, re.DOTALL))
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def fold(text: str) -> str:
    """Leave only letters and digits: line ends, hyphens, marks and blanks do not count."""
    return re.sub(r"[\W_]+", "", text)


def holds_words(text: str, words: str) -> bool:
    """Whether words stand in a text in their order, with others between them, such as the page numbers of an index."""
    place, folded = 0, fold(text)
    for word in map(fold, words.split()):
        found = folded.find(word, place)
        if found < 0:
            return False
        place = found + len(word)
    return True
