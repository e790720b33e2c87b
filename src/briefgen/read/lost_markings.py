"""Markings where none is read: misspelt, in other brackets, before its words, in a comment, below no block or fence.

Whoever wrote one meant it: none is passed over. Each is a bad marking, for which TLP:RED holds.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from briefgen.grammar.blocks import PASSAGE_KINDS, Block
from briefgen.grammar.inline import find_literal_spans, is_inside
from briefgen.grammar.markings import is_closing_label, is_key_of_marking, is_meant_for_marking, suggest_marking
from briefgen.grammar.phrases import show_bare_value
from briefgen.grammar.trailer import Token
from briefgen.model import kinds
from briefgen.model.marking import Marking
from briefgen.model.problem import Place, Problem

#: What looks like a field anywhere in a text, in whichever brackets, closed or not; or like a link's definition.
_LOOSE = re.compile(
    r"(?<!\\)(?P<open>[\[({])\s*(?P<key>[^\W\d_][\w-]*?)\s*"
    r"(?P<sign>\]:(?!:)|::|[:=;|,]|-(?=TLP\b)|(?<=\s)(?=[A-Z]))(?P<value>[^\[\](){}]*)(?P<close>[\])}]?)"
)
#: A line that is a key and its value: of a front matter whose fence is not where it belongs, or a field of Dataview.
_LINE = re.compile(
    r"^[ \t>]*(?:[-+*][ \t]+)?[*_\"']*(?P<key>[^\W\d_][\w-]*?)(?:\*\*?|__?|[\"'])?[ \t]*(?P<sign>::|[:=])[*_]*"
    r"[ \t]*[\"']?(?P<value>[^\s\[\]\"'#][^\n\[\]\"'#]*+)[\"']?,?[ \t]*+(?:#.*)?$",
    re.MULTILINE,
)
_LABEL = r"TLP ?[:_ -] ?(?:RED|AMBER(?: ?[+/_-]? ?STRICT)?|GREEN)"
#: What follows the words of a link, or of a definition of one.
_LEADS_ON = re.compile(r"[(\[]|:\s*<?(?:#|/|[a-z]+://)")
#: A mark before the words that it is of, as classified papers bear it; TLP:CLEAR closes nothing there.
_PORTION = re.compile(
    rf"(?:\A|^[ \t>]*(?:[-+*]|\d{{1,9}}[.)])[ \t]++)[ \t]*+(?:\[[ xX]\][ \t]++)?(?P<mark>"
    rf"[*_=]*[\[({{]!?[*_]*{_LABEL}\b[*_]*(?:[)}}]|\](?!{_LEADS_ON.pattern}))"
    rf"|(?P<strong>\*\*?|__?|==)[\[(]?{_LABEL}[\])]?[:.]?(?P=strong)"
    rf"|{_LABEL}(?=[ \t]*(?:[:.]\s|//|[–—-]\s|\n|\Z)))",
    re.MULTILINE,
)
#: The same between two sentences, or behind the last of a block; and as a tag.
_STOP = r"[.!?…][”\"'»)]*\s+"
_BETWEEN = re.compile(
    rf"{_STOP}(?P<mark>(?P<set>[*_=]*)\([*_]*{_LABEL}[*_]*\)(?P=set))(?=\.?\s*+\Z|\s++\W*+(?P<next>\w))"
)
# With no brackets it may be a word behind an abbreviation.
_LAST = re.compile(rf"(?<![.\s(]\w)(?<!\b(?:cf|vs))(?<!\bincl){_STOP}(?P<mark>[*_]*{_LABEL}\.?[*_]*)\.?\s*\Z")
_HASHTAG = re.compile(
    r"(?:^|(?<=[\s(]))(?P<mark>#TLP[:/_-](?:RED|AMBER(?:[+_/-]?STRICT)?|GREEN))\b", re.IGNORECASE | re.MULTILINE
)
#: Where a link leads to: a place in a text is often called after the label that is explained there.
_TARGET = re.compile(r"(?:\]\(|^[ \t>]*\[(?!\^)[^\[\]\n]+\]:)\s*#[^\s()]*", re.MULTILINE)
#: What begins a comment's line, where nobody writes of markings but to mark.
_FIRST = re.compile(rf"[\s\W_]*(?P<mark>{_LABEL}\b)", re.IGNORECASE)
#: Comments of other tools: of Obsidian, and a link's definition that leads nowhere.
_OTHER_COMMENTS = (
    re.compile(r"%%(?P<inner>.+?)%%", re.DOTALL),
    re.compile(r"^[ \t]*\[[^\[\]\n]+\]:[ \t]*(?:<#?>|#)[ \t]+[\"'(](?P<inner>[^\n]*)", re.MULTILINE),
)
_ATTRIBUTE = re.compile(r"\s(?P<key>[A-Za-z][\w-]*)\s*=\s*(?P<quote>[\"']?)(?P<value>[^\"'>]*)(?P=quote)")
#: What no reader sees, and full-width signs, which look like those that are read.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_OTHER_SIGNS = {0xFF01 + n: 0x21 + n for n in range(94)} | dict(zip(map(ord, "【】〔〕"), "[][]", strict=True))
_SEEN_AS = _OTHER_SIGNS | dict.fromkeys(map(ord, _UNSEEN))
#: In small letters, what stands in every text that is asked further.
_NAMES = ("tlp", "tpl", "ltp", "marking", "classification")
_FIELD_HINT = "write [tlp:: {}] at the end of the block that it is of, after a blank; or write {} if the text says so"
_UNSEEN_HINT = "put it between the lines --- that begin the file, or at the end of its block as [tlp:: {}]; "
_LINE_HINT = (
    "put it between the lines --- that begin the file, or at the end of its block as [tlp:: {}]; "
    "or write {}\\: if the text says so"
)
#: By these alone a marking is meant, whatever stands beside.
_SURE = frozenset({"tlp", "tpl", "ltp"})


@dataclass(frozen=True, slots=True)
class _Lost:
    """A marking found: where it begins and ends, as it is written, and what to do about it."""

    start: int
    end: int
    text: str
    hint: str


def describe_lost_marking(text: str, value: str, place: Place) -> Problem:
    """Return the problem of a token that nobody would read; `text` is it as written, `value` what it says."""
    return _describe(text, _advise(value, f"\\{text[0]}"), place)


def find_lost_markings(text: str, block: Block, file: str) -> Iterator[Problem]:
    """Find markings in what is left of a block without its trailer (`text`); code says nothing."""
    if block.kind == "code":
        return
    seen = text if text.isascii() else text.translate(_SEEN_AS)
    folded = seen.casefold()
    if not any(name in folded for name in _NAMES):
        return
    literal = find_literal_spans(seen) if "`" in seen or "<" in seen else ()
    words = _find_in_html(seen, literal) if block.kind == "html" else _find_written_out(seen)
    found = (*(one for one in words if not is_inside(one.start, literal)), *_find_unseen(seen, literal))
    last = -1
    for lost in sorted(found, key=lambda one: one.start):
        if lost.start >= last:
            yield _describe(lost.text, lost.hint, _locate(_find_written(lost.start, text, seen), text, block, file))
            last = lost.end


def find_in_head(blocks: Iterable[Block], file: str) -> Iterator[Problem]:
    """Find markings in code that stands before all words: a front matter within a fence, or one that is indented."""
    for block in takewhile(lambda one: one.kind not in PASSAGE_KINDS, blocks):
        for lost in _find_lines(block.text) if block.kind == "code" else ():
            hint = f"{_UNSEEN_HINT.format(_suggest(lost.text))}or put words before the code if the text shows it"
            yield _describe(lost.text, hint, _locate(lost.start, block.text, block, file))


def find_lone_markings(tokens: Iterable[Token], file: str) -> Iterator[Problem]:
    """Find markings in a trailer that belongs to no block."""
    for one in tokens:
        if one.kind == "field" and is_meant_for_marking(one.key, one.value):
            yield describe_lost_marking(one.text, one.value, Place(file, one.line, one.column))


def find_in_heading(block: Block, file: str) -> Iterator[Problem]:
    """Find markings in a block that can have no trailer."""
    if block.kind not in PASSAGE_KINDS:
        yield from find_lost_markings(block.text, block, file)


def find_between_blocks(body: str, blocks: Iterable[Block], file: str, first_line: int) -> Iterator[Problem]:
    """Find markings in the lines of a text that are of no block: definitions of links, which nobody reads.

    The `body` begins in line `first_line` of `file`.
    """
    if not any(name in body.casefold() for name in _NAMES):
        return
    taken = {line for block in blocks for line in range(block.line, block.last_line + 1)}
    for line, text in enumerate(body.split("\n"), first_line):
        if line not in taken and text.lstrip().startswith("["):
            yield from find_lost_markings(text, Block("paragraph", text, line, 1), file)


def _find_written_out(seen: str) -> Iterator[_Lost]:
    yield from _find_fields(seen)
    yield from _find_lines(seen)
    yield from _find_portions(seen)


def _find_in_html(seen: str, literal: tuple[tuple[int, int], ...]) -> Iterator[_Lost]:
    """Find markings in the words of an HTML block, each line by itself."""
    words = list(seen)
    for start, end in literal:
        words[start:end] = (one if one == "\n" else " " for one in seen[start:end])
    yield from _find_by_line("".join(words), 0, _find_written_out)


def _find_unseen(seen: str, literal: tuple[tuple[int, int], ...]) -> Iterator[_Lost]:
    """Find markings that no reader sees: in comments and in what an HTML tag bears."""
    for start, end in literal:
        piece = seen[start:end]
        if piece.startswith(("<!", "<?")):
            yield from _find_by_line(piece.rstrip("->?"), start, _find_in_comment)
        elif piece.startswith("<"):
            yield from (
                _hide(start + one.start("key"), one[0].strip(), one["value"])
                for one in _ATTRIBUTE.finditer(piece)
                # Classes, ids and the words for a picture are called after labels to show them, not to mark.
                if is_key_of_marking(one["key"].removeprefix("data-")) and is_closing_label(f"TLP:{one['value']}")
            )
    for pattern in _OTHER_COMMENTS:
        for found in pattern.finditer(seen):
            if not is_inside(found.start(), literal):
                yield from _find_by_line(found["inner"], found.start("inner"), _find_in_comment)


def _find_in_comment(line: str) -> Iterator[_Lost]:
    first = _FIRST.match(line)
    if first:
        yield _hide(first.start("mark"), first["mark"], first["mark"])
    start = len(line) - len(line.lstrip("<!?- \t"))
    for one in _find_written_out(line[start:]):
        yield _hide(start + one.start, one.text, one.text)


def _find_by_line(text: str, start: int, find: Callable[[str], Iterator[_Lost]]) -> Iterator[_Lost]:
    for line in text.split("\n"):
        yield from (replace(one, start=start + one.start, end=start + one.end) for one in find(line))
        start += len(line) + 1


def _hide(start: int, text: str, value: str) -> _Lost:
    return _Lost(start, start + len(text), text, f"{_UNSEEN_HINT.format(_suggest(value))}or say it in other words")


def _suggest(value: str) -> str:
    label = re.search(_LABEL, value, re.IGNORECASE)
    return suggest_marking(label[0] if label else value) or "TLP:…"


def _find_fields(seen: str) -> Iterator[_Lost]:
    end = len(seen.rstrip())
    for found in _LOOSE.finditer(seen):
        # What is never closed ends with its line.
        length = len(found[0]) if found["close"] else len(found[0].partition("\n")[0])
        value = found["value"].strip() if found["close"] else found["value"].strip().partition("\n")[0]
        if _is_field_meant(found, value, is_last=found.end() == end) or _is_bracketed(found, seen):
            hint = _advise(value, f"\\{found['open']}")
            yield _Lost(found.start(), found.start() + length, found[0][:length], hint)


def _is_field_meant(found: re.Match[str], value: str, *, is_last: bool) -> bool:
    """Tell whether what looks like a field is meant for a marking; a source writes of [TLP:CLEAR] as well."""
    key, sign = found["key"], found["sign"]
    if sign == "::":
        return is_meant_for_marking(key, value)
    is_label = value.upper().startswith("TLP:")
    if sign in {"]:", ":", "="} and is_label:
        return True
    if found["open"] != "[":
        return sign == "=" and key in _SURE
    is_marking = bool(suggest_marking(value)) or is_label
    if key in _SURE:
        return sign in {":", "="} or is_marking
    if key.casefold() in _SURE:
        return is_last and (sign in {":", "="} or is_marking)
    return sign in {":", "=", "]:"} and is_key_of_marking(key) and is_marking


def _is_bracketed(found: re.Match[str], seen: str) -> bool:
    """Tell whether it is a label and nothing else in brackets, as a mark of what follows; a link's words are words."""
    is_link = seen[found.start() - 1 : found.start()] == "[" or _LEADS_ON.match(seen, found.end())
    return not is_link and found["open"] + found["close"] == "[]" and is_closing_label(found[0][1:-1])


def _find_lines(seen: str) -> Iterator[_Lost]:
    for found in _LINE.finditer(seen):
        key, value = found["key"], found["value"].strip()
        if _is_line_meant(key, found["sign"], value):
            hint = _LINE_HINT.format(suggest_marking(value) or "TLP:…", key)
            start = found.start("key")
            yield _Lost(start, found.end(), found[0].strip(), hint)


def _is_line_meant(key: str, sign: str, value: str) -> bool:
    if not is_key_of_marking(key):
        return False
    label = suggest_marking(value)
    # A page says of itself that it is TLP:CLEAR: passed over, that closes nothing.
    is_told = label == Marking.CLEAR.label and not key.islower()
    return sign == "::" or (not is_told and bool(label or value.upper().startswith("TLP:")))


def _find_portions(seen: str) -> Iterator[_Lost]:
    # Set apart from the words around it a bracket is no word among them.
    between = (one for one in _BETWEEN.finditer(seen) if one["set"] or not (one["next"] or "").islower())
    tags = _HASHTAG.finditer(_TARGET.sub(lambda link: " " * len(link[0]), seen))
    for found in (*_PORTION.finditer(seen), *between, *_LAST.finditer(seen), *tags):
        mark = found["mark"]
        escaped = "\\#" if mark.startswith("#") else "TLP\\:"
        yield _Lost(found.start("mark"), found.end("mark"), mark, _advise(mark.strip("*_=#![](){}:. "), escaped))


def _advise(value: str, escaped: str) -> str:
    return _FIELD_HINT.format(suggest_marking(value) or suggest_marking(value.partition(" ")[0]) or "TLP:…", escaped)


def _describe(text: str, hint: str, place: Place) -> Problem:
    message = f"`{show_bare_value(text)}` is meant for a marking, and is not read as one; TLP:RED holds until then."
    return Problem(kinds.TLP_INVALID, message, place, hint)


def _find_written(offset: int, text: str, seen: str) -> int:
    """Return where in `text` stands what is at `offset` of what is seen of it."""
    if len(text) == len(seen):
        return offset
    return [number for number, character in enumerate(text) if character not in _UNSEEN][offset]


def _locate(offset: int, text: str, block: Block, file: str) -> Place:
    row = text.count("\n", 0, offset)
    column = block.columns[row] if row < len(block.columns) else 1
    return Place(file, block.line + row, column + offset - (text.rfind("\n", 0, offset) + 1))
