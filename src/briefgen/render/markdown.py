"""Markdown to HTML, block by block: Python-Markdown with a named list of extensions, then the sanitiser.

The blocks were found by the reader, so a paragraph is rendered as a paragraph whatever its first characters
are ("1986. That was…" is no list). Citation groups become marks after the sanitiser has run: while it
runs each is one private-use placeholder, so no text of a source can pass itself off as a mark of ours.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry
from markupsafe import Markup, escape

from briefgen.grammar.characters import show_steering, strip_controls
from briefgen.grammar.citations import CitationGroup, split_at_citations
from briefgen.grammar.inline import ESCAPABLE
from briefgen.grammar.limits import LONGEST_LINE, LONGEST_PASSAGE
from briefgen.model.topic import Citation
from briefgen.render.sanitise import PRIVATE, sanitise

EXTENSIONS = ("tables", "sane_lists")
_LONGEST_RUN = re.compile(r"([^\w\s]{1,3}?)\1{150}")
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACEHOLDER = re.compile(f"\\s*{_OPEN}(?P<index>[0-9]+){_CLOSE}")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NESTED = re.compile(r"^[ \t]*$|^[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]|^[ \t]*>|^[ \t]*\|", re.MULTILINE)
#: Turns one citation into the markup of its mark.
MarkWriter = Callable[[Citation], Markup]


def clean_text(text: str) -> str:
    """Return `text` without control characters, lone surrogates and the private-use ones that we place ourselves.

    Characters that steer a text's direction come out as visible marks.
    """
    if text.isprintable():  # none of them is
        return text
    return show_steering(_SURROGATES.sub("\ufffd", strip_controls(PRIVATE.sub("\ufffd", text))))


def render_markdown(text: str, kind: str, write_mark: MarkWriter) -> Markup:
    """Render one block of Markdown as sanitised HTML without a wrapper of its own where it is one paragraph.

    `kind` as in `grammar.blocks.Block`. What is too long or too repetitive to be given to the parser comes out
    as plain text.
    """
    text = clean_text(text)
    if kind == "code":
        return Markup("<pre>{}</pre>").format(_strip_fence(text))
    if _is_hostile(text):
        return escape(text)
    is_whole = kind == "table" or (kind in ("item", "quotation") and _NESTED.search(text) is not None)
    held, groups = _hold_citations(text)
    html = sanitise(_make_parser(is_whole=is_whole).reset().convert(held))
    return _place_marks(html if is_whole else _unwrap(html), groups, write_mark)


def _hold_citations(text: str) -> tuple[str, list[CitationGroup]]:
    """Put a placeholder where each citation group stands (grammar G2)."""
    pieces = split_at_citations(text)
    groups = [piece for piece in pieces if isinstance(piece, CitationGroup)]
    indexes = iter(range(len(groups)))
    held = (piece if isinstance(piece, str) else f"{_OPEN}{next(indexes)}{_CLOSE}" for piece in pieces)
    return "".join(held), groups


def _is_hostile(text: str) -> bool:
    too_long = len(text) > LONGEST_PASSAGE or any(len(line) > LONGEST_LINE for line in text.splitlines())
    return too_long or _LONGEST_RUN.search(text) is not None


def _strip_fence(text: str) -> str:
    fence = re.fullmatch(r"\s*(`{3,}|~{3,})[^\n]*\n(?P<code>.*?)\n?[ \t]*\1?\s*", text, re.DOTALL)
    return fence["code"] if fence else text


def _unwrap(html: Markup) -> Markup:
    """Take the one paragraph's tags off; the template gives the block its element."""
    inner = re.fullmatch(r"\s*<p>(.*)</p>\s*", html, re.DOTALL)
    return Markup(inner[1]) if inner and "<p>" not in inner[1] else html  # noqa: S704 - sanitised above


def _place_marks(html: Markup, groups: list[CitationGroup], write_mark: MarkWriter) -> Markup:
    def place(match: re.Match[str]) -> str:
        cited = dict.fromkeys(groups[int(match["index"])].citations)  # what is named twice is marked once
        marks = Markup(",\u00a0").join(map(write_mark, cited))
        # The word joiner keeps a mark from beginning a line.
        return f'<span class="cites">\u2060[{marks}]</span>'

    return Markup(_PLACEHOLDER.sub(place, str(html)))  # noqa: S704 - sanitised, and marks whose values were escaped


class _Unmark(InlineProcessor):
    """Drops the equals signs of ``==marks==`` and keeps the words."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802 - its name there
        return m[1], m.start(0), m.end(0)


class _DropCall(InlineProcessor):
    """Leaves out footnote calls: an excerpt is printed without its source's notes, as its plain text is read."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802 - its name there
        return "", m.start(0), m.end(0)


class _PlainBlocks(BlockProcessor):
    """Takes any block as one paragraph."""

    def test(self, parent: Element, block: str) -> bool:
        return True

    def run(self, parent: Element, blocks: list[str]) -> None:
        paragraph = Element("p")
        paragraph.text = "\n".join(line.strip() for line in "\n".join(blocks).strip().splitlines())
        parent.append(paragraph)
        blocks.clear()


class _Headers(Treeprocessor):
    """Says which way a table's headers look, and makes headings inside a block plain paragraphs."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "th":
                element.set("scope", "col")
            if re.fullmatch("h[1-6]", element.tag):
                element.tag = "p"


@lru_cache(maxsize=2)
def _make_parser(*, is_whole: bool) -> Markdown:
    """Make a parser: of all blocks, or of one paragraph's inlines alone."""
    parser = Markdown(extensions=list(EXTENSIONS), output_format="html")
    parser.ESCAPED_CHARS = list(ESCAPABLE)
    # Raw HTML is read as inline tags and sanitised; the block reader (Python's HTMLParser) takes quadratic time.
    parser.preprocessors.deregister("html_block")
    if not is_whole:
        parser.parser.blockprocessors = Registry()
        parser.parser.blockprocessors.register(_PlainBlocks(parser.parser), "plain", 10)
    parser.inlinePatterns.register(_Unmark(r"==(?=\S)(.+?)(?<=\S)==", parser), "unmark", 20)
    parser.inlinePatterns.register(_DropCall(r"\[\^[^\s\[\]]+\](?!:)", parser), "footnote_call", 175)
    parser.treeprocessors.register(_Headers(parser), "headers", 0)
    return parser
