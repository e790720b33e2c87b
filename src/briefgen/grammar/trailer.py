"""The trailer of a block: its closing tags, fields and id (grammar G1).

::

    block    one top-level block; code and headings carry no trailer
    trailer  1. the block's closing lines that hold nothing but tokens; if there are none
             2. the tokens that close its last line, if they follow a sentence end or contain a field
                or an id; otherwise a closing #word is text
    token    tag | field | id, set off by blanks; a backslash before # [ ^ makes text
    tag      "#" seg *("/" seg); seg = letter or digit, then also - _ ; any script; at least one letter
    field    "[" key "::" value "]", not followed by ( [ or : ; value on one line, may hold [[link]] or [word]
    id       "^" (letter | digit | "-")+, ASCII; after running text it needs a letter or six digits
"""

import re
import unicodedata
from dataclasses import dataclass

from briefgen.grammar.inline import find_literal_spans, is_inside

_WORD = re.compile(r"\S+")
_FIELD = re.compile(
    r"\[([^\W\d_][\w-]*)::((?:[^\[\]\n]|\[\[[^\[\]\n]*\]\]|\[[^\[\]\n]*\])*)\](?=\s|$)",
)
# What may begin a token: most lines hold none, and need not be cut into words.
_MAY_BE_TOKEN = re.compile(r"(?:^|(?<=\s))(?:#[^\W_]|\^[A-Za-z0-9-]|\[[^\W\d_][\w-]*::)")
_ID = re.compile(r"\^([A-Za-z0-9-]+)")
_SURE_ID = re.compile(r"\^(?=.*[A-Za-z]|(?:.*[0-9]){6})")
_SENTENCE_END = re.compile(
    r"""[.!?…:;]                                  # the sentence's end, then what may close around it
        (?:[”"'’»›“)\]}*_]|==
          |\s*\[\^[^\s\[\]]+\]                     # a footnote call
          |\s*\[@[^\[\]]*\]                        # a citation
        )*\s*$""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A tag (`value` without ``#``), a field (`key` and `value`) or an id (`value` without ``^``).

    `text` is the token as written; `line` and `column` are its place in the file, from 1.
    """

    kind: str  # "tag" | "field" | "id"
    key: str
    value: str
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class CutText:
    """A block without its trailer.

    `text` is what is left ("" for a block of tokens alone), `tokens` the trailer's in order, `strays` the
    tokens elsewhere in the text, which are text unless the author meant more.
    """

    text: str
    tokens: tuple[Token, ...] = ()
    strays: tuple[Token, ...] = ()

    @property
    def is_trailer_alone(self) -> bool:
        """Whether the block holds tokens only, and so belongs to the block before it."""
        return bool(self.tokens) and not self.text


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or token of one line; `token` is None for a word."""

    start: int
    token: Token | None
    is_sure: bool = True


def cut_trailer(block_text: str, line: int = 1, columns: tuple[int, ...] = ()) -> CutText:
    """Cut the trailer off a block's text (a `Block.text`), exactly as G1 says.

    `line` is the file's line of the first line of the text, `columns` the file's column in which each
    line begins (1 where nothing is given). Keys, tags and values are not judged here.
    """
    if not _MAY_BE_TOKEN.search(block_text):
        return CutText(block_text)
    lines = block_text.split("\n")
    literal = find_literal_spans(block_text) if "`" in block_text or "<" in block_text else ()
    pieces, start = [], 0
    for number, content in enumerate(lines):
        column = columns[number] if number < len(columns) else 1
        pieces.append(_cut_line(content, start, literal, line + number, column))
        start += len(content) + 1
    first = _find_closing_lines(pieces)
    if first < len(lines):
        tokens = _collect(pieces[first:])
        return CutText("\n".join(lines[:first]).rstrip(), tokens, _collect(pieces[:first]))
    return _cut_tail(lines, pieces)


def is_tag(text: str) -> bool:
    """Tell whether `text` (without ``#``) has the form of a tag: ``seg/seg``, any script, at least one letter."""
    return all(_is_segment(segment) for segment in text.split("/")) and any(c.isalpha() for c in text)


def _is_segment(segment: str) -> bool:
    # Combining marks belong to the letters of many scripts; NFC does not compose them all.
    return segment[:1].isalnum() and all(c.isalnum() or c in "-_" or unicodedata.category(c)[0] == "M" for c in segment)


def _cut_line(content: str, start: int, literal: tuple[tuple[int, int], ...], line: int, column: int) -> list[_Piece]:
    """Cut one line into words and tokens; `start` is its offset in the block, `literal` the spans of code there."""
    if not _MAY_BE_TOKEN.search(content):
        return [_Piece(0, None)] if content.strip() else []
    pieces, position = [], 0
    while match := _WORD.search(content, position):
        field = _FIELD.match(content, match.start()) if match[0][0] == "[" else None
        text = field[0] if field else match[0]
        token = _read_field(field, line, column) if field else _read_word(text, line, column + match.start())
        if token and literal and is_inside(start + match.start(), literal):
            token, field = None, None
        is_sure = token is None or token.kind != "id" or bool(_SURE_ID.match(text))
        pieces.append(_Piece(match.start(), token, is_sure))
        position = field.end() if field else match.end()
    return pieces


def _read_field(match: re.Match[str], line: int, column: int) -> Token | None:
    value = match[2].strip()
    return Token("field", match[1], value, match[0], line, column + match.start()) if value else None


def _read_word(word: str, line: int, column: int) -> Token | None:
    if word[0] == "#" and is_tag(word[1:]):
        return Token("tag", "", unicodedata.normalize("NFC", word[1:]), word, line, column)
    match = _ID.fullmatch(word)
    return Token("id", "", match[1], word, line, column) if match else None


def _find_closing_lines(pieces: list[list[_Piece]]) -> int:
    """Return the number of the first of the closing lines that hold nothing but tokens, blank ones between them too."""
    first = len(pieces)
    for number in range(len(pieces) - 1, -1, -1):
        if not all(piece.token for piece in pieces[number]):
            break
        first = number if pieces[number] else first
    return first


def _cut_tail(lines: list[str], pieces: list[list[_Piece]]) -> CutText:
    """Cut the tokens that close the last line, where rule 2 takes them for a trailer."""
    last = pieces[-1]
    count = 0
    while count < len(last) and (piece := last[len(last) - 1 - count]).token and piece.is_sure:
        count += 1
    tail = [piece.token for piece in last[len(last) - count :] if piece.token]
    before = lines[-1][: last[len(last) - count].start].rstrip() if count else ""
    if not tail or not (_SENTENCE_END.search(before) or any(token.kind != "tag" for token in tail)):
        return CutText("\n".join(lines), (), _collect(pieces))
    text = "\n".join([*lines[:-1], before])
    return CutText(text, tuple(tail), _collect([*pieces[:-1], last[: len(last) - count]]))


def _collect(pieces: list[list[_Piece]]) -> tuple[Token, ...]:
    return tuple(piece.token for line in pieces for piece in line if piece.token)
