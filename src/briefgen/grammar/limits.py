"""Size gates before any parser of Markdown: what would hang or crash one is left out and reported.

The limits are those of the threat list: a line 8 KiB, a passage 64 KiB, one punctuation character 200
times in a row, 500 headings, 2,000 table cells, blocks 20 deep, HTML 60 deep. Lines are only emptied,
never removed, so every other line keeps its number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model import kinds
from briefgen.model.problem import Place, Problem, ProblemKind

LONGEST_LINE = 8 * 1024
LONGEST_PASSAGE = 64 * 1024
LONGEST_RUN = 200
MOST_HEADINGS = 500
MOST_CELLS = 2_000
DEEPEST_BLOCK = 20
DEEPEST_HTML = 60
MOST_OPEN = 200

_PUNCTUATION = r"!-/:-@\[-`{-~"
# A unit of up to four characters with punctuation in it, again and again: `[`, `<![`, `- `, `<a `.
_REPEATED = tuple(
    re.compile(rf"(?=[^\n]{{0,{size - 1}}}[{_PUNCTUATION}])([^\n]{{{size}}})\1{{{LONGEST_RUN},}}")
    for size in range(1, 5)
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_ITEM = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,})$")
_MARKERS = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)))+")
_MARKER = re.compile(r">|[-+*]|\d+[.)]")
_ATX = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_SETEXT = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_HEADING_SIGNS = frozenset("#=-")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t:|-]*)?$")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)[^<>]*?(/?)>")
_OPENERS = re.compile(r"\\.|[\[\]<>]")
_UNNESTED = frozenset(
    """area base br col embed hr img input link meta source track wbr
    p li dt dd td th tr thead tbody option""".split()  # noqa: SIM905 - one to a line would say no more
)


@dataclass(frozen=True, slots=True)
class _Fault:
    """Why lines were left out; `first` and `last` count from 0."""

    kind: ProblemKind
    message: str
    first: int
    last: int


def leave_out_hostile(text: str, file: str, first_line: int) -> tuple[str, tuple[Problem, ...]]:
    """Return `text` with what no parser should see emptied, line by line, and the problems.

    What goes is the whole stretch between blank lines (or from one list item to the next), for half a
    paragraph would be a false quotation. Beyond the 500th heading everything is left out.
    """
    lines = text.split("\n")
    stretches = tuple(_cut_stretches(lines))
    deep = _find_deep_lines(lines, stretches)
    faults = [fault for start, end in stretches if (fault := _find_fault(lines, start, end, deep))]
    surplus = _find_surplus_headings(lines)
    faults = [fault for fault in faults if surplus is None or fault.first < surplus.first]
    faults.extend([surplus] if surplus else [])
    for fault in faults:
        lines[fault.first : fault.last + 1] = [""] * (fault.last + 1 - fault.first)
    return "\n".join(lines), _report_faults(faults, stretches, file, first_line)


def find_excess(text: str, level: int, cells: int) -> tuple[ProblemKind, str] | None:
    """Say what is too much in one parsed block: nesting `level`, HTML, table `cells` or bytes; None if nothing."""
    size = len(text.encode("utf-8", "replace"))
    if size > LONGEST_PASSAGE:
        return kinds.TEXT_TOO_LONG, f"The passage holds {size:,} bytes; at most {LONGEST_PASSAGE:,} are read."
    if level > DEEPEST_BLOCK:
        return kinds.TEXT_TOO_DEEP, f"Quotations and lists are nested deeper than {DEEPEST_BLOCK} levels."
    if cells > MOST_CELLS:
        return kinds.TEXT_TABLE, f"The table has {cells:,} cells; at most {MOST_CELLS:,} are read."
    if measure_html_depth(text) > DEEPEST_HTML:
        return kinds.TEXT_TOO_DEEP, f"HTML elements are nested deeper than {DEEPEST_HTML} levels."
    return None


def measure_html_depth(text: str) -> int:
    """Return how deep HTML elements are nested; elements that close one another count as one level."""
    depth = deepest = 0
    for match in _TAG.finditer(text):
        if match[2].lower() in _UNNESTED or match[3]:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _cut_stretches(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield stretches of filled lines (start, end): a paragraph, an item, a table, or what a fence holds."""
    start: int | None = None
    fence = ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line) if "```" in line or "~~~" in line else None
        toggles = bool(match and (_closes(match, fence) if fence else _opens(match)))
        breaks = not line.strip() or toggles or (not fence and _ITEM.match(line) is not None)
        if breaks and start is not None:
            yield start, number
            start = None
        if toggles and match:
            # The fence's own line is never emptied: what follows would change its meaning.
            fence = "" if fence else match[1]
        elif line.strip() and start is None:
            start = number
    if start is not None:
        yield start, len(lines)


def _opens(match: re.Match[str]) -> bool:
    return match[1][0] == "~" or "`" not in match[2]


def _closes(match: re.Match[str], fence: str) -> bool:
    return match[1].startswith(fence) and not match[2].strip()


def _find_deep_lines(lines: list[str], stretches: tuple[tuple[int, int], ...]) -> set[int]:
    """Find the lines whose quotation and list marks are nested too deeply, from marks and indentation alone."""
    indents: list[int] = []
    deep = set()
    for number in (number for start, end in stretches for number in range(start, end)):
        line = lines[number]
        if line[:1] not in " \t>-+*0123456789":
            indents.clear()
            continue
        match = _MARKERS.match(line[:LONGEST_LINE])
        if match is None or _RULE.match(line):
            continue
        head = match[0].expandtabs(4)
        indent = len(head) - len(head.lstrip(" "))
        while indents and indents[-1] > indent:
            indents.pop()
        if len(indents) + len(_MARKER.findall(head)) > DEEPEST_BLOCK:
            deep.add(number)
        indents.append(indent + 1)
    return deep


def _find_fault(lines: list[str], start: int, end: int, deep: set[int]) -> _Fault | None:
    for number in range(start, end):
        if number in deep:
            message = f"Quotations and lists are nested deeper than {DEEPEST_BLOCK} levels."
            return _Fault(kinds.TEXT_TOO_DEEP, message, start, end - 1)
        size = len(lines[number])
        if size * 4 > LONGEST_LINE and (size := len(lines[number].encode("utf-8", "replace"))) > LONGEST_LINE:
            message = f"The line holds {size:,} bytes; at most {LONGEST_LINE:,} are read."
            return _Fault(kinds.TEXT_TOO_LONG, message, start, end - 1)
    text = "\n".join(lines[start:end])
    found = _find_long_stretch(text) or _find_run(text) or _find_open(text) or _find_large_table(lines[start:end])
    return _Fault(*found, start, end - 1) if found else None


def _find_long_stretch(text: str) -> tuple[ProblemKind, str] | None:
    size = len(text.encode("utf-8", "replace"))
    if size <= LONGEST_PASSAGE:
        return None
    return kinds.TEXT_TOO_LONG, f"The passage holds {size:,} bytes; at most {LONGEST_PASSAGE:,} are read."


def _find_run(text: str) -> tuple[ProblemKind, str] | None:
    if len(text) <= LONGEST_RUN:
        return None
    for pattern in _REPEATED:
        match = pattern.search(text)
        if match:
            times = f"more than {LONGEST_RUN} times in a row"
            return kinds.TEXT_RUN, f"The characters {match[1]!r} are repeated {times}."
    return None


def _find_open(text: str) -> tuple[ProblemKind, str] | None:
    """Refuse many brackets that nothing closes: renderers look for the end of each, again and again."""
    if text.count("[") + text.count("<") <= MOST_OPEN:
        return None
    depth = {"[": 0, "<": 0}
    for match in _OPENERS.finditer(text):
        if match[0] in depth:
            depth[match[0]] += 1
            if depth[match[0]] > MOST_OPEN:
                return kinds.TEXT_RUN, f"More than {MOST_OPEN} times `{match[0]}` opens and nothing closes it."
        elif match[0] in "]>":
            opener = "[" if match[0] == "]" else "<"
            depth[opener] = max(0, depth[opener] - 1)
    return None


def _find_large_table(lines: list[str]) -> tuple[ProblemKind, str] | None:
    bars = sum(line.count("|") for line in lines)
    if bars <= MOST_CELLS or not any("|" in line and _TABLE_RULE.match(line) for line in lines[:50]):
        return None
    cells = sum(max(1, line.strip().strip("|").count("|") + 1) for line in lines) - lines[0].count("|")
    if cells <= MOST_CELLS:
        return None
    return kinds.TEXT_TABLE, f"The table has some {cells:,} cells; at most {MOST_CELLS:,} are read."


def _find_surplus_headings(lines: list[str]) -> _Fault | None:
    """Find the heading that is one too many; lines of code that look like one count too (they are rare)."""
    count = 0
    for number, line in enumerate(lines):
        if line.lstrip(" ")[:1] not in _HEADING_SIGNS:
            continue
        is_under = number > 0 and bool(lines[number - 1].strip()) and bool(_SETEXT.match(line))
        count += bool(_ATX.match(line)) or is_under
        if count > MOST_HEADINGS:
            message = f"The file has more than {MOST_HEADINGS} headings; what follows is left out."
            return _Fault(kinds.TEXT_HEADINGS, message, number, len(lines) - 1)
    return None


def _report_faults(
    faults: list[_Fault], stretches: tuple[tuple[int, int], ...], file: str, first_line: int
) -> tuple[Problem, ...]:
    """Report each fault once, and neighbours of one kind together."""
    order = {start: index for index, (start, _) in enumerate(stretches)}
    problems: list[Problem] = []
    last: tuple[int, ProblemKind | None] = (-2, None)
    for fault in faults:
        here = order.get(fault.first, -1)
        if last != (here - 1, fault.kind):
            hint = "split the text into paragraphs, or take it out"
            problems.append(Problem(fault.kind, fault.message, Place(file, first_line + fault.first, 1), hint))
        last = (here, fault.kind)
    return tuple(problems)
