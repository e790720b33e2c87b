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

#: What looks like a field anywhere in a text, with whatever stands between its key and its value.
_LOOSE = re.compile(r"(?<!\\)\[\s*([^\W\d_][\w-]*)\s*(::|:|(?<=\s)(?=TLP:))([^\[\]]*)\]")
#: A line of a front matter whose fence is not where it belongs.
_FRONT = re.compile(r"^[ \t]*(?:tlp|tpl|ltp)[ \t]*:[ \t]*[\"']?(TLP:[^\s\[\]\"']+)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)
_FIELD_HINT = "write [tlp:: {}] at the end of the block that it is of, after a blank; or write \\[ if the text says so"
_FRONT_HINT = "put it between the lines --- that begin the file; or write tlp\\: if the text says so"
#: By these alone a marking is meant, whatever stands beside.
_SURE = frozenset({"tlp", "tpl", "ltp"})
_READ_ELSEWHERE = frozenset({"code", "html"})


def describe_lost_marking(text: str, value: str, place: Place) -> Problem:
    """Return the problem of a field that nobody would read; `text` is it as written, `value` what it says."""
    return _describe(text, _FIELD_HINT.format(suggest_marking(value) or "TLP:…"), place)


def _describe(text: str, hint: str, place: Place) -> Problem:
    message = f"`{show_bare_value(text)}` is meant for a marking, and is not read as one; TLP:RED holds until then."
    return Problem(kinds.TLP_INVALID, message, place, hint)


def find_lost_markings(text: str, block: Block, file: str) -> Iterator[Problem]:
    """Find markings in what is left of a block without its trailer (`text`); code and HTML say nothing."""
    if block.kind in _READ_ELSEWHERE or not ("[" in text or "TLP:" in text):
        return
    literal = find_literal_spans(text) if "`" in text or "<" in text else ()
    end = len(text.rstrip())
    for found in _LOOSE.finditer(text):
        is_last = found.end() == end
        value = found[3].strip()
        if _is_meant(found[1], found[2], value, is_last=is_last) and not is_inside(found.start(), literal):
            yield describe_lost_marking(found[0], value, _locate(found.start(), text, block, file))
    for found in _FRONT.finditer(text):
        yield _describe(found[0], _FRONT_HINT, _locate(found.start(), text, block, file))


def _is_meant(key: str, sign: str, value: str, *, is_last: bool) -> bool:
    """Tell whether what looks like a field is meant for a marking; a source writes of [TLP:CLEAR] as well."""
    if sign == "::":
        return is_meant_for_marking(key, value)
    if key in _SURE or (sign and value.upper().startswith("TLP:")):
        return True
    return is_last and key.casefold() in _SURE


def _locate(offset: int, text: str, block: Block, file: str) -> Place:
    row = text.count("\n", 0, offset)
    column = block.columns[row] if row < len(block.columns) else 1
    return Place(file, block.line + row, column + offset - (text.rfind("\n", 0, offset) + 1))


def find_lone_markings(tokens: Iterable[Token], file: str) -> Iterator[Problem]:
    """Find markings in a trailer that belongs to no block."""
    for one in tokens:
        if one.kind == "field" and is_meant_for_marking(one.key, one.value):
            yield describe_lost_marking(one.text, one.value, Place(file, one.line, one.column))


def find_in_heading(block: Block, file: str) -> Iterator[Problem]:
    """Find markings in a block that can have no trailer."""
    if block.kind not in PASSAGE_KINDS:
        yield from find_lost_markings(block.text, block, file)
