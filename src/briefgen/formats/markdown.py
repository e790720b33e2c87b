"""Markdown notes, Obsidian's and Jekyll's habits included: blocks as they are, front matter as what the file claims."""

import re
from collections.abc import Iterator

from briefgen.formats.document import Document, Fact, Piece
from briefgen.formats.properties import note_value
from briefgen.grammar.blocks import Block, find_blocks
from briefgen.grammar.encoding import decode_page
from briefgen.grammar.front_matter import normalise_breaks, split_front_matter
from briefgen.grammar.plain_text import read_plain
from briefgen.grammar.yaml_text import YamlNode

_FILE = "the note"
_LONG_LINE = 4_000
_BEFORE_WORD = re.compile(r" (?=[^\W\d_])")
_EMBED = re.compile(r"!\[\[[^\[\]\n]*\]\]")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]+)\]\]")
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_CALLOUT = re.compile(r"^(\s*>\s*)\[!\w+\][+-]?", re.MULTILINE)
_CELL = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]+")
_CALL = re.compile(r"\[\^([^\s\[\]]+)\](?!:)")
_LABEL = re.compile(r"[^A-Za-z0-9_-]")
_KEYS = {
    "title": ("title", "name"),
    "author": ("author", "authors", "by", "creator"),
    "issued": ("date", "published", "issued", "datePublished", "date published"),
    "created": ("created", "date created"),
    "modified": ("updated", "modified", "lastmod", "last_modified_at"),
    "url": ("url", "URL", "source", "link", "canonical", "canonical_url"),
    "publisher": ("publisher", "site", "website", "container-title"),
    "language": ("language", "lang"),
    "licence": ("licence", "license", "rights"),
    "tags": ("tags", "keywords", "categories"),
}
_ADDRESS = frozenset({"url"})


def read_markdown(data: bytes) -> Document:
    """Read a Markdown file: headings, paragraphs, lists, quotations, tables and footnotes, without their markup."""
    root, body = _split(data)
    blocks, problems = find_blocks(body, _FILE, 1)
    pieces = [piece for block in blocks for piece in _make_pieces(block)]
    doubts = tuple(dict.fromkeys(f"some of it was left out: {problem.message}" for problem in problems))
    return Document(tuple(pieces), tuple(_read_facts(root)), doubts=doubts)


def read_markdown_text(data: bytes) -> str:
    """Return the words of a Markdown file in order: front matter as it stands, then each block's plain text."""
    text = normalise_breaks(decode_page(data))
    _root, body = _split(data)
    blocks, _problems = find_blocks(body, _FILE, 1)
    front = text.removesuffix(body) if text.endswith(body) else text[: max(0, len(text) - len(body))]
    return "\n\n".join((front, *(read_plain(block.text, block.kind).text for block in blocks)))


def _split(data: bytes) -> tuple[YamlNode | None, str]:
    text = normalise_breaks(decode_page(data))
    front, _problems = split_front_matter(text, _FILE)
    # A rule that opens the text is no front matter; one that cannot be read is left to the text too.
    body = text if front.is_broken else front.body
    root = None if front.is_broken else front.root
    return root, _write_plainly(body.replace("\0", "\ufffd"))


def _write_plainly(body: str) -> str:
    """Turn Obsidian's links into their words, take comments and embedded files out, and wrap endless lines."""
    if "%%" in body:
        body = _COMMENT.sub(" ", body)
    if "[[" in body:
        body = _WIKI_LINK.sub(r"\1", _EMBED.sub(" ", body))
    body = _CALLOUT.sub(r"\1", body)
    return "\n".join(piece for line in body.split("\n") for piece in _wrap_line(line))


def _wrap_line(line: str) -> Iterator[str]:
    """Break a paragraph's line that is too long to be read, where the next line opens with a letter."""
    start = 0
    while len(line) - start > _LONG_LINE and line[start].isalpha() and (start or "|" not in line):
        match = _BEFORE_WORD.search(line, start + _LONG_LINE // 2)
        if match is None:
            break
        yield line[start : match.start()]
        start = match.end()
    yield line[start:]


def _make_pieces(block: Block) -> Iterator[Piece]:
    plain = read_plain(block.text, block.kind).text
    if not any(c.isalnum() for c in plain) or block.kind == "html":
        return
    calls = tuple(_find_calls(block))
    if block.kind == "table":
        rows = _read_rows(block.text)
        yield Piece("table", plain, rows=rows) if rows else Piece("paragraph", plain)
    elif block.kind == "heading":
        yield Piece("heading", plain, block.level, calls=calls)
    elif block.kind == "footnote":
        yield Piece("footnote", plain, label=_LABEL.sub("-", block.label), calls=calls)
    else:
        kind = block.kind if block.kind in {"item", "quotation"} else "paragraph"
        yield Piece(kind, plain, level=int(kind == "item"), ordered=block.ordered, calls=calls)


def _find_calls(block: Block) -> Iterator[tuple[int, str]]:
    for match in _CALL.finditer(block.text) if block.kind != "code" else ():
        before = read_plain(block.text[: match.start()], block.kind).text
        yield len("".join(before.split())), _LABEL.sub("-", match[1])


def _read_rows(text: str) -> tuple[tuple[str, ...], ...]:
    lines = [line.strip() for line in text.split("\n")]
    lines = [line for number, line in enumerate(lines) if number != 1 or not _RULE.fullmatch(line)]
    rows = []
    for line in lines:
        bare = line.removeprefix("|")
        bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
        rows.append([read_plain(cell.strip().replace("\\|", "|")).text for cell in _CELL.split(bare)])
    width = max(map(len, rows), default=0)
    return tuple(tuple(row + [""] * (width - len(row))) for row in rows) if width > 1 else ()


def _read_facts(root: YamlNode | None) -> Iterator[Fact]:
    for name, keys in _KEYS.items():
        for key in keys:
            node = root.get(key) if root else None
            if node is None or node.is_null:
                continue
            for value in _list_values(node):
                if name not in _ADDRESS or value.startswith(("http://", "https://")):
                    yield from note_value(name, value, f"front matter: {key}")


def _list_values(node: YamlNode) -> Iterator[str]:
    for entry in node.items or (node,):
        if entry.kind == "scalar":
            yield _WIKI_LINK.sub(r"\1", entry.value)
        elif name := entry.get("name"):
            yield name.value
