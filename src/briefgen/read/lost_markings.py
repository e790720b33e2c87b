"""Markings where none is read: under a misspelt key, inside the text, in a heading, below no block, below no fence.

Whoever wrote one meant it: none is passed over. Each is a bad marking, for which TLP:RED holds.
"""

import re
from collections.abc import Iterable, Iterator

from briefgen.grammar.blocks import PASSAGE_KINDS, Block
from briefgen.grammar.inline import find_literal_spans, is_inside
from briefgen.grammar.markings import is_meant_for_marking, suggest_marking
from briefgen.grammar.phrases import show_bare_value
from briefgen.grammar.trailer import Token
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem

#: What looks like a field anywhere in a text; with one colon, where only a field of a marking looks so.
_LOOSE = re.compile(r"(?<!\\)\[[ \t]*([^\W\d_][\w-]*)[ \t]*(?:::|:(?=[ \t]*TLP:))[ \t]*([^\[\]\n]*?)[ \t]*\]")
#: A line of a front matter whose fence is not where it belongs.
_FRONT = re.compile(r"^[ \t]*([^\W\d_][\w-]*)[ \t]*:[ \t]*(TLP:[^\s\[\]]+)[ \t]*$", re.MULTILINE)
_READ_ELSEWHERE = frozenset({"code", "html"})


def describe_lost_marking(text: str, value: str, place: Place) -> Problem:
    """Return the problem of a marking that nobody would read; `text` is it as written, `value` what it says."""
    message = f"`{show_bare_value(text)}` is meant for a marking, and is not read as one; TLP:RED holds until then."
    right = f"[tlp:: {suggest_marking(value) or 'TLP:…'}]"
    hint = f"write {right} at the end of the block that it is of, after a blank; or write \\[ if the text says so"
    return Problem(kinds.TLP_INVALID, message, place, hint)


def find_lost_markings(text: str, block: Block, file: str) -> Iterator[Problem]:
    """Find markings in what is left of a block without its trailer (`text`); code and HTML say nothing."""
    if block.kind in _READ_ELSEWHERE or not ("[" in text or "TLP:" in text):
        return
    literal = find_literal_spans(text) if "`" in text or "<" in text else ()
    for found in (*_LOOSE.finditer(text), *_FRONT.finditer(text)):
        if is_meant_for_marking(found[1], found[2]) and not is_inside(found.start(), literal):
            row = text.count("\n", 0, found.start())
            column = block.columns[row] if row < len(block.columns) else 1
            place = Place(file, block.line + row, column + found.start() - (text.rfind("\n", 0, found.start()) + 1))
            yield describe_lost_marking(found[0], found[2], place)


def find_lone_markings(tokens: Iterable[Token], file: str) -> Iterator[Problem]:
    """Find markings in a trailer that belongs to no block."""
    for one in tokens:
        if one.kind == "field" and is_meant_for_marking(one.key, one.value):
            yield describe_lost_marking(one.text, one.value, Place(file, one.line, one.column))


def find_in_heading(block: Block, file: str) -> Iterator[Problem]:
    """Find markings in a block that can have no trailer."""
    if block.kind not in PASSAGE_KINDS:
        yield from find_lost_markings(block.text, block, file)
