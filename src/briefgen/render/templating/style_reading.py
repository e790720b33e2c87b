"""A style sheet of the user's, read down to its declarations; what browsers pass over in silence comes back as faults.

The grammar is CSS Syntax Level 3 with nested rules. A sheet is read to its end whatever stands in it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

#: What a brace may stand inside of without being one; a comment or a string that never ends runs to the file's end.
_PIECES = re.compile(r"/\*.*?(?:\*/|(?P<open>\Z))|\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?|\\.|[{}]", re.DOTALL)
_BLANK = ("whitespace", "comment")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Declaration:
    """One declaration: its name, its value's tokens, and where it begins (line and column from 1)."""

    name: str
    value: tuple[Any, ...]
    line: int
    column: int

    @property
    def text(self) -> str:
        """Write the value on one line, without comments."""
        from tinycss2 import serialize  # type: ignore[import-untyped]  # it has none

        return " ".join(serialize([one for one in self.value if one.type != "comment"]).split())


@dataclass(frozen=True, slots=True)
class StyleFault:
    """Something that breaks a sheet: a sentence, its place (line and column from 1), and the next step."""

    message: str
    line: int
    column: int
    hint: str


@dataclass(slots=True)
class StyleContent:
    """What a sheet holds: its declarations in order, and its faults."""

    declarations: list[Declaration] = field(default_factory=list)
    faults: list[StyleFault] = field(default_factory=list)


def read_style_sheet(text: str) -> StyleContent:
    """Read a style sheet."""
    from tinycss2 import parse_component_value_list

    content = StyleContent(faults=list(_find_open_ends(text)))
    _read_rules(parse_component_value_list(text), content)
    return content


def _find_open_ends(text: str) -> Iterator[StyleFault]:
    """Find the brace or comment that is still open at the end of the file; all that follows belongs to it."""
    opened: list[int] = []
    for found in _PIECES.finditer(text):
        if found["open"] is not None:
            hint = "write `*/` where the comment ends"
            yield StyleFault("this comment is never closed", *_count_place(text, found.start()), hint)
        elif found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}" and opened:
            opened.pop()
    if opened:
        message = "this brace is never closed, so all that follows belongs to its rule"
        yield StyleFault(message, *_count_place(text, opened[0]), "write `}` at the end of the rule")


def _count_place(text: str, start: int) -> tuple[int, int]:
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _read_rules(tokens: Sequence[Any], content: StyleContent) -> None:
    """Read a sheet, or the inside of ``@media``: each prelude up to its block, then the block."""
    prelude: list[Any] = []
    for one in tokens:
        if one.type == "{} block":
            _read_block(prelude, one, content)
            prelude = []
        elif one.type == "error":
            content.faults.append(_tell_stray(one))
        elif one == ";" and prelude and prelude[0].type == "at-keyword":
            prelude = []
        elif one.type not in _BLANK or prelude:
            prelude.append(one)
    if prelude:
        message = f"`{_write(prelude)}` belongs to no rule"
        hint = "write the tokens inside `:root { … }`, other lines after a selector and `{`"
        content.faults.append(StyleFault(message, prelude[0].source_line, prelude[0].source_column, hint))


def _read_block(prelude: Sequence[Any], block: Any, content: StyleContent) -> None:  # noqa: ANN401 - tinycss2 has none
    is_group = bool(prelude) and prelude[0].type == "at-keyword" and prelude[0].lower_value in ("media", "supports")
    (_read_rules if is_group else _read_declarations)(block.content, content)


def _tell_stray(token: Any) -> StyleFault:  # noqa: ANN401 - tinycss2 has no types
    message, hint = f"`{token.kind}` stands where nothing is open", "take it out, or open its rule before it"
    return StyleFault(message, token.source_line, token.source_column, hint)


def _read_declarations(tokens: Sequence[Any], content: StyleContent) -> None:
    """Read the inside of a rule: declarations, nested rules, and what is neither."""
    at = 0
    while at < len(tokens):
        if tokens[at].type in _BLANK or tokens[at] == ";":
            at += 1
            continue
        end, has_block = _find_end(tokens, at)
        piece = tokens[at:end]
        if has_block:
            _read_block(piece[:-1], piece[-1], content)
        else:
            _read_declaration(piece, content)
        at = end


def _find_end(tokens: Sequence[Any], start: int) -> tuple[int, bool]:
    """Find where a declaration or nested rule ends, and whether it ends with the block of a rule."""
    is_custom = tokens[start].type == "ident" and tokens[start].value.startswith("--")
    for at in range(start, len(tokens)):
        if tokens[at] == ";":
            return at, False
        if tokens[at].type == "{} block" and not is_custom:
            return at + 1, True
    return len(tokens), False


def _read_declaration(piece: Sequence[Any], content: StyleContent) -> None:
    first = piece[0]
    place = (first.source_line, first.source_column)
    words = [one for one in piece if one.type not in _BLANK]
    if first.type == "at-keyword":
        return
    if first.type == "error":
        content.faults.append(_tell_stray(first))
    elif first.type != "ident" or len(words) < 2 or words[1] != ":":
        hint = "write a name, a colon, a value and a semicolon: `--accent: #5a1a2b;`"
        content.faults.append(StyleFault(f"`{_write(piece)}` has no colon after its name", *place, hint))
    else:
        value = piece[piece.index(words[1]) + 1 :]
        end = _find_swallowed(value)
        if end is not None:
            value, swallowed = value[:end], value[end:]
            message = f"no semicolon ends `{first.value}`, so it takes in `{_write(swallowed)}` as well"
            hint = f"write `{first.value}: {_write(value)};`"
            content.faults.append(StyleFault(message, *place, hint))
            _read_declaration(swallowed, content)
        content.declarations.append(Declaration(first.value, tuple(value), *place))


def _find_swallowed(value: Sequence[Any]) -> int | None:
    """Find the name of a declaration that a value has taken in: a name with a colon behind it."""
    names = [at for at, one in enumerate(value) if one.type not in _BLANK]
    for at, following in pairwise(names):
        if value[at].type == "ident" and value[following] == ":":
            return at
    return None


def _write(tokens: Sequence[Any]) -> str:
    from tinycss2 import serialize

    text = " ".join(serialize([one for one in tokens if one.type != "comment"]).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
