"""A Markdown file taken apart: bytes to text, and text to front matter and body."""

import re
from dataclasses import dataclass

from briefgen.grammar.yaml_text import YamlNode, read_yaml
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem

_LINE_BREAK = re.compile("\r\n?")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_BOM = b"\xef\xbb\xbf"
_UTF16_MARKS = {b"\xff\xfe": "UTF-16 (little-endian)", b"\xfe\xff": "UTF-16 (big-endian)"}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file's front matter as a tree (None: none, or unreadable) and the text after it.

    `body_line` is the line of the file in which `body` begins, from 1. `is_broken` tells a front matter
    that is there and cannot be read from one that is absent.
    """

    root: YamlNode | None
    body: str
    body_line: int
    is_broken: bool = False


def decode_source(data: bytes, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of a file of the corpus, which must be UTF-8 without NUL; None and the problem otherwise.

    A byte order mark is dropped. UTF-16 is named as such; of other bytes the line and the offset are told.
    """
    name = _UTF16_MARKS.get(data[:2])
    if name:
        message = f"The file is {name}, not UTF-8, at byte 0."
        return None, (_report_encoding(message, file, data, 0),)
    nul = data.find(b"\0")
    if nul >= 0:
        line = _count_line(data, nul)
        message = f"A NUL byte stands in line {line} (byte {nul})."
        hint = "save the file as text in UTF-8; a NUL often means UTF-16 or a binary file"
        return None, (Problem(kinds.FILE_NUL_BYTE, message, Place(file, line, 1), hint),)
    bom = 3 if data.startswith(_BOM) else 0
    try:
        return data[bom:].decode(), ()
    except UnicodeDecodeError as error:
        return None, (_report_bytes(file, data, error.start + bom),)


def split_front_matter(text: str, file: str) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """Take the front matter off `text`: what stands between a first line ``---`` and the next one.

    A byte order mark, CRLF and blank lines before it are accepted; line breaks come out as LF. Without a
    first ``---`` all of it is body; with one that is never closed there is neither, and a problem.
    """
    text = normalise_breaks(text)
    start = len(text) - len(text.lstrip("\n"))
    opening = _FENCE.match(text, start)
    if not opening:
        return FrontMatter(None, text, 1), ()
    first = text.count("\n", 0, start) + 1
    closing = _FENCE.search(text, opening.end())
    if not closing:
        return FrontMatter(None, "", first, is_broken=True), (_report_open_end(file, first),)
    inner = text[opening.end() + 1 : closing.start()]
    root, problems = read_yaml(inner, file, first + 1)
    body_line = first + text.count("\n", opening.end(), closing.end()) + 1
    is_broken = root is None and bool(problems)
    return FrontMatter(root, text[closing.end() + 1 :], body_line, is_broken), problems


def normalise_breaks(text: str) -> str:
    """Return `text` without a byte order mark, every line ending in LF."""
    text = text.removeprefix("\ufeff")
    return _LINE_BREAK.sub("\n", text) if "\r" in text else text


def _report_open_end(file: str, line: int) -> Problem:
    message = f"The front matter that begins in line {line} has no closing `---`."
    return Problem(kinds.YAML_UNTERMINATED, message, Place(file, line, 1), "write --- on a line of its own below it")


def _report_bytes(file: str, data: bytes, offset: int) -> Problem:
    line = _count_line(data, offset)
    message = f"The file is not UTF-8: byte 0x{data[offset]:02x} at byte {offset}, in line {line}."
    surrogate = re.match(rb"\xed([\xa0-\xbf])([\x80-\xbf])", data[offset : offset + 3])
    if surrogate:
        code = 0xD000 | (surrogate[1][0] & 0x3F) << 6 | surrogate[2][0] & 0x3F
        message = f"The file is not UTF-8: a lone surrogate U+{code:04X} at byte {offset}, in line {line}."
    return _report_encoding(message, file, data, offset)


def _report_encoding(message: str, file: str, data: bytes, offset: int) -> Problem:
    place = Place(file, _count_line(data, offset), 1)
    return Problem(kinds.FILE_NOT_UTF8, message, place, "save the file as UTF-8")


def _count_line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
