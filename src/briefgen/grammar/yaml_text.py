"""YAML as a tree of texts with places, read without ever building a Python object from it.

Front matter is written by strangers, and YAML is a large language: ``'['`` a hundred thousand times
crashes libyaml's loader, nine aliases grow to nine to the ninth, ``no`` becomes False and the second
of two equal keys wins. So libyaml is asked for its events only (its parser keeps its own stack), the
depth is counted first, and every scalar stays the text that was written.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.grammar.markings import describe_bad_marking
from briefgen.grammar.phrases import show_bare_value, show_value
from briefgen.model import kinds
from briefgen.model.problem import Place, Problem, ProblemKind

if TYPE_CHECKING:
    import yaml

FRONT_MATTER_LIMIT = 64 * 1024
VOCABULARY_LIMIT = 8 * 1024 * 1024
DEPTH_LIMIT = 20
_PROBLEM_LIMIT = 20

# What YAML 1.1 does not allow, and the invisible line breaks it allows, which would shift every line number.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_KEY_OF_LINE = re.compile(r"\s*(?:-\s+)?([\w-]+)\s*:\s*(.*)")
_PLAIN_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_QUERY_HINT = "write a query below `query: |`, indented, or put it in single quotes"
_WORDINGS = {
    "mapping values are not allowed in this context": (
        "a colon followed by a blank makes a new key here",
        "put the value in quotation marks, or check how far the lines are indented",
    ),
    "found character that cannot start any token": (
        "a value cannot begin with this character",
        "put the value in quotation marks",
    ),
    "found a tab character where an indentation space is expected": ("a tab indents the line", "indent with blanks"),
    "found unexpected end of stream": ("a quotation mark is never closed", "close it"),
    "found unknown escape character": (
        "a backslash in double quotation marks begins an unknown escape",
        "use single quotation marks, or write two backslashes",
    ),
    "did not find expected ',' or ']'": ("a list that begins with [ goes wrong here", "close it with ]"),
    "did not find expected ',' or '}'": ("a mapping that begins with { goes wrong here", "close it with }"),
    "did not find expected '-' indicator": ("a list item is expected here", "begin the line with -"),
    "did not find expected key": (
        "a key is expected here",
        "check the quotation marks of the value before it, and how far the lines are indented",
    ),
}


@dataclass(frozen=True, slots=True)
class YamlNode:
    """One value of a YAML text: a mapping (`pairs`), a sequence (`items`) or a scalar (`value`).

    A scalar is always the text, never a number or a date. `is_plain` tells that it was written without
    quotation marks. `line` and `column` count from 1, the column in code points.
    """

    kind: str  # "mapping" | "sequence" | "scalar"
    line: int
    column: int
    value: str = ""
    items: "tuple[YamlNode, ...]" = ()
    pairs: "tuple[tuple[YamlNode, YamlNode], ...]" = ()
    is_plain: bool = False

    @property
    def is_null(self) -> bool:
        """Whether nothing was written (or a plain ``null`` or ``~``)."""
        return self.kind == "scalar" and self.is_plain and self.value in _PLAIN_NULLS

    def get(self, key: str) -> "YamlNode | None":
        """Return the value under `key` of a mapping, or None."""
        return next((value for name, value in self.pairs if name.value == key and name.kind == "scalar"), None)

    def place(self, file: str) -> Place:
        """Return where the node stands."""
        return Place(file, self.line, self.column)


def read_yaml(
    text: str, file: str, first_line: int = 1, limit: int = FRONT_MATTER_LIMIT
) -> tuple[YamlNode | None, tuple[Problem, ...]]:
    """Read `text` as one YAML document of at most `limit` bytes, its first line being line `first_line` of `file`.

    Returns the tree, and the problems found. The tree is None where the text is empty (then without a
    problem) or cannot be read as it stands: wrong syntax, too deep, too large, aliases, anchors or tags.
    Keys that stand twice are problems, and the first of them counts. Nothing is raised, whatever the text.
    """
    reader = _Reader(file, first_line)
    root = reader.read(text, limit)
    return root, tuple(reader.problems)


class _Stop(Exception):  # noqa: N818 - it ends the reading and is no error of ours
    """Reading has to end here; the problem is on record."""


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not come yet; a mapping's keys and values take turns in `children`."""

    kind: str
    line: int
    column: int
    children: list[YamlNode] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Builds the tree from libyaml's events; `is_sound` is lost with the first thing that makes values doubtful."""

    file: str
    first_line: int
    problems: list[Problem] = field(default_factory=list)
    is_sound: bool = True

    def read(self, text: str, limit: int) -> YamlNode | None:
        try:
            self._refuse_large(text, limit)
            self._refuse_characters(text)
            root = self._build(self._parse(text))
        except _Stop:
            return None
        return root if self.is_sound else None

    def _refuse_large(self, text: str, limit: int) -> None:
        size = len(text.encode("utf-8", "surrogatepass"))
        if size > limit:
            message = f"The YAML holds {size:,} bytes; at most {limit:,} are read."
            self._stop(kinds.YAML_TOO_LARGE, message, (0, 0), "move the text below the front matter")

    def _refuse_characters(self, text: str) -> None:
        found = _FORBIDDEN.search(text)
        if found:
            kind = kinds.FILE_NUL_BYTE if found[0] == "\0" else kinds.YAML_SYNTAX
            message = f"The character U+{ord(found[0]):04X} is not allowed in YAML."
            spot = (text.count("\n", 0, found.start()), found.start() - text.rfind("\n", 0, found.start()) - 1)
            self._stop(kind, message, spot, "delete it (it is invisible in most editors)")

    def _parse(self, text: str) -> "Iterator[yaml.Event]":
        import yaml

        try:
            yield from yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._stop_at_syntax(text, error.problem or "", (mark.line, mark.column) if mark else (0, 0))
        except yaml.YAMLError as error:
            self._stop(kinds.YAML_SYNTAX, f"The YAML cannot be read: {str(error).splitlines()[0]}.", (0, 0), "")

    def _stop_at_syntax(self, text: str, problem: str, spot: tuple[int, int]) -> None:
        line, column = spot
        lines = text.split("\n")
        written = lines[line] if line < len(lines) else ""
        wording, hint = _WORDINGS.get(problem, (problem or "it ends too early", ""))
        if written[column : column + 1] == "\t":
            wording, hint = _WORDINGS["found a tab character where an indentation space is expected"]
        key = _KEY_OF_LINE.match(written)
        if key and key[1].casefold() == "tlp":
            # A broken line that holds the marking is first of all a bad marking: refused by policy.
            self.problems.append(describe_bad_marking(key[2], self._place((line, key.start(2)))))
        if key and key[1] == "query":
            hint = _QUERY_HINT
        self._stop(kinds.YAML_SYNTAX, f"The YAML cannot be read: {wording}.", spot, hint)

    def _build(self, events: "Iterable[yaml.Event]") -> YamlNode | None:
        import yaml

        stack = [_Open("document", 0, 0)]
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_extras(event)
                stack[-1].children.append(self._make_scalar(event))
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._refuse_extras(event)
                self._refuse_depth(event, len(stack))
                stack.append(self._open(event))
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                closed = self._close(stack.pop())
                stack[-1].children.append(closed)
            elif isinstance(event, yaml.AliasEvent):
                self._report_extra(kinds.YAML_ALIAS, f"The alias *{event.anchor} is not allowed.", event)
                stack[-1].children.append(YamlNode("scalar", 0, 0))
            elif isinstance(event, yaml.DocumentStartEvent) and stack[0].children:
                self._stop(kinds.YAML_SYNTAX, "A second YAML document begins here.", _spot(event), "keep one")
        return self._take_root(stack[0].children)

    def _take_root(self, children: list[YamlNode]) -> YamlNode | None:
        if not children or (children[0].is_null and not children[0].value):
            return None
        return children[0]

    def _open(self, event: "yaml.Event") -> _Open:
        import yaml

        kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
        line, column = _spot(event)
        return _Open(kind, self.first_line + line, column + 1)

    def _make_scalar(self, event: "yaml.ScalarEvent") -> YamlNode:
        line, column = _spot(event)
        return YamlNode("scalar", self.first_line + line, column + 1, event.value, is_plain=not event.style)

    def _close(self, part: _Open) -> YamlNode:
        if part.kind == "sequence":
            return YamlNode("sequence", part.line, part.column, items=tuple(part.children))
        pairs = tuple(self._check_keys(zip(part.children[::2], part.children[1::2], strict=True)))
        return YamlNode("mapping", part.line, part.column, pairs=pairs)

    def _check_keys(self, pairs: Iterable[tuple[YamlNode, YamlNode]]) -> Iterator[tuple[YamlNode, YamlNode]]:
        seen: dict[str, YamlNode] = {}
        for key, value in pairs:
            if key.kind != "scalar":
                message = "A key must be a word, not a list or a mapping."
                self._report(kinds.YAML_SHAPE, message, key.place(self.file), "put it in quotation marks")
            elif key.value in seen:
                self._report_twice(key, seen[key.value])
            else:
                seen[key.value] = key
                yield key, value

    def _report_twice(self, second: YamlNode, first: YamlNode) -> None:
        is_marking = second.value.casefold() == "tlp"
        kind = kinds.YAML_DUPLICATE_MARKING if is_marking else kinds.YAML_DUPLICATE_KEY
        message = f"The key `{show_bare_value(second.value)}` stands twice, in lines {first.line} and {second.line}."
        self._report(kind, message, second.place(self.file), f"delete one of them (line {first.line} or {second.line})")

    def _refuse_extras(self, event: "yaml.ScalarEvent | yaml.CollectionStartEvent") -> None:
        if event.anchor:
            self._report_extra(kinds.YAML_ALIAS, f"The anchor &{event.anchor} is not allowed.", event)
        if event.tag:
            self._report_extra(kinds.YAML_TAG, f"The YAML tag {show_value(event.tag)} is not allowed.", event)

    def _refuse_depth(self, event: "yaml.Event", depth: int) -> None:
        if depth > DEPTH_LIMIT:
            message = f"The YAML is nested deeper than {DEPTH_LIMIT} levels."
            self._stop(kinds.YAML_TOO_DEEP, message, _spot(event), "if this is text, put it in quotation marks")

    def _report_extra(self, kind: ProblemKind, message: str, event: "yaml.Event") -> None:
        self.is_sound = False
        hint = "put the value in quotation marks if it is text, else write it out in full"
        self._report(kind, message, self._place(_spot(event)), hint)

    def _report(self, kind: ProblemKind, message: str, place: Place, hint: str) -> None:
        self.problems.append(Problem(kind, message, place, hint))
        if len(self.problems) >= _PROBLEM_LIMIT:
            self._stop(kinds.YAML_SYNTAX, "Too many problems; the rest was not read.", (place.line - 1, 0), "")

    def _stop(self, kind: ProblemKind, message: str, spot: tuple[int, int], hint: str) -> None:
        self.problems.append(Problem(kind, message, self._place(spot), hint))
        raise _Stop

    def _place(self, spot: tuple[int, int]) -> Place:
        return Place(self.file, self.first_line + spot[0], spot[1] + 1)


def _spot(event: "yaml.Event") -> tuple[int, int]:
    """Return an event's line and column, both from 0."""
    mark = event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)
