"""Blocks: their kinds, their places in the file, and inputs that would hang or crash a parser."""

import time

import pytest

from briefgen.grammar.blocks import Block, find_blocks
from briefgen.grammar.limits import (
    DEEPEST_BLOCK,
    DEEPEST_HTML,
    LONGEST_LINE,
    LONGEST_PASSAGE,
    LONGEST_RUN,
    MOST_CELLS,
    MOST_HEADINGS,
)
from briefgen.model import kinds
from briefgen.model.problem import ProblemKind

DOCUMENT = """\
Intro words
over two lines.

# First *head* #

- one
  still one

  more of one
- two
  - nested
1) three

> quoted
lazy
> #a

| a | b |
|---|---|
| 1 | 2 |
#org/nato

[^1]: the note
goes on

    and on
[^2]: second

```py
code
```

<div>
html
</div>

Setext
------

[link]: https://example.org

    indented code
***
end
"""


def read(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text without problems."""
    blocks, problems = find_blocks(text, "s.md", 1)
    assert not problems
    return blocks


def test_each_block_has_its_kind_and_text() -> None:
    """Every kind of block is found in order, its own marks taken off."""
    assert [(block.kind, block.text) for block in read(DOCUMENT)] == [
        ("paragraph", "Intro words\nover two lines."),
        ("heading", "First *head*"),
        ("item", "one\nstill one\n\nmore of one"),
        ("item", "two\n- nested"),
        ("item", "three"),
        ("quotation", "quoted\nlazy\n#a"),
        ("table", "| a | b |\n|---|---|\n| 1 | 2 |\n#org/nato"),
        ("footnote", "the note\ngoes on\n\nand on"),
        ("footnote", "second"),
        ("code", "```py\ncode\n```"),
        ("html", "<div>\nhtml\n</div>"),
        ("heading", "Setext"),
        ("code", "    indented code"),
        ("paragraph", "end"),
    ]


def test_each_line_stands_where_the_block_says() -> None:
    """Line and column lead from any line of a block's text back to the file."""
    lines = DOCUMENT.split("\n")
    for block in read(DOCUMENT):
        for number, (words, column) in enumerate(zip(block.text.split("\n"), block.columns, strict=True)):
            assert lines[block.line - 1 + number][column - 1 :].startswith(words)
        assert (block.line, block.column) == (block.line, block.columns[0])


def test_lines_count_from_where_the_body_begins() -> None:
    """The first line of the text is the file's line that the caller gives, whatever the line endings."""
    blocks, _ = find_blocks("a\r\n\r\nb\rc\n", "s.md", 20)
    assert [(block.text, block.line, block.last_line) for block in blocks] == [("a", 20, 20), ("b\nc", 22, 23)]


def test_blocks_know_their_heading_level_order_and_label() -> None:
    """A block carries the nearest heading above, a heading its level, an item its manner, a footnote its name."""
    blocks = read("a\n\n## B\n\n1. c\n- d\n\n[^n]: e")
    assert [(b.heading, b.level, b.ordered, b.label) for b in blocks] == [
        ("", 0, False, ""),
        ("", 2, False, ""),
        ("B", 0, True, ""),
        ("B", 0, False, ""),
        ("B", 0, False, "n"),
    ]


def test_tabs_indent_to_the_next_fourth_column() -> None:
    """A tab after a list marker or before a continuation counts as blanks do."""
    (item,) = read("-\tone\n\ttwo")
    assert (item.text, item.columns) == ("one\ntwo", (3, 2))


LAST = "\n\nThe last words.\n"


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("<div>" * 1_000, kinds.TEXT_TOO_DEEP, 1),
        ("a\n" + "\n".join(f"<div>a{n}" for n in range(1_000)), kinds.TEXT_TOO_DEEP, 2),
        ("<div>" * 100_000, kinds.TEXT_TOO_LONG, 1),
        ("[" * 100_000, kinds.TEXT_TOO_LONG, 1),
        ("[" * 5_000, kinds.TEXT_RUN, 1),
        ("<![" * 20_000, kinds.TEXT_TOO_LONG, 1),
        ("<![" * 2_000, kinds.TEXT_RUN, 1),
        ("<a " * 50_000, kinds.TEXT_TOO_LONG, 1),
        ("<a " * 2_000, kinds.TEXT_RUN, 1),
        ("\n".join(f"[a{n}" for n in range(5_000)), kinds.TEXT_RUN, 1),
        ("\n".join("  " * n + "- a" for n in range(60)), kinds.TEXT_TOO_DEEP, 2),
        ("> " * 100 + "a", kinds.TEXT_TOO_DEEP, 1),
        (">" * 100 + "a", kinds.TEXT_TOO_DEEP, 1),
        ("1. " * 100 + "a", kinds.TEXT_TOO_DEEP, 1),
        ("a" * 1_000_000, kinds.TEXT_TOO_LONG, 1),
        ("|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n", kinds.TEXT_TOO_LONG, 1),
        ("|a|b|\n|-|-|\n" + "|a|b|\n" * 2_000, kinds.TEXT_TABLE, 1),
        ("# a\n\nb\n\n" * 10_000, kinds.TEXT_HEADINGS, 2001),
        ("a\n=\n\n" * 10_000, kinds.TEXT_HEADINGS, 1502),
        ("word word word\n" * 300_000, kinds.TEXT_TOO_LONG, 1),
        ("&" * 5_000, kinds.TEXT_RUN, 1),
    ],
)
def test_hostile_input_is_refused_at_once(text: str, kind: ProblemKind, line: int) -> None:
    """What would hang or crash a parser is one error with its line, in under a second (B20 to B29)."""
    start = time.process_time()
    blocks, problems = find_blocks(text + LAST, "s.md", 1)
    assert time.process_time() - start < 1
    assert [(problem.kind, problem.place.line) for problem in problems] == [(kind, line)]
    if kind is not kinds.TEXT_HEADINGS:
        assert blocks[-1].text == "The last words."


@pytest.mark.parametrize(
    ("at", "over", "kind"),
    [
        ("a" * LONGEST_LINE, "a" * (LONGEST_LINE + 1), kinds.TEXT_TOO_LONG),
        ("я" * (LONGEST_LINE // 2), "я" * (LONGEST_LINE // 2 + 1), kinds.TEXT_TOO_LONG),
        ("!" * LONGEST_RUN, "!" * (LONGEST_RUN + 1), kinds.TEXT_RUN),
        ("-" * LONGEST_RUN, "-" * (LONGEST_RUN + 1), kinds.TEXT_RUN),
        ("#\n" * MOST_HEADINGS, "#\n" * (MOST_HEADINGS + 1), kinds.TEXT_HEADINGS),
        (">" * DEEPEST_BLOCK + "a", ">" * (DEEPEST_BLOCK + 1) + "a", kinds.TEXT_TOO_DEEP),
        ("a " + "<i>" * DEEPEST_HTML, "a " + "<i>" * (DEEPEST_HTML + 1), kinds.TEXT_TOO_DEEP),
        (
            "|a|b|\n|-|-|\n" + "|a|b|\n" * (MOST_CELLS // 2 - 1),
            "|a|b|\n|-|-|\n" + "|a|b|\n" * (MOST_CELLS // 2),
            kinds.TEXT_TABLE,
        ),
        (
            ("a" * 63 + "\n") * (LONGEST_PASSAGE // 64),
            ("a" * 63 + "\n") * (LONGEST_PASSAGE // 64) + "aa",
            kinds.TEXT_TOO_LONG,
        ),
    ],
)
def test_limits_hold_to_the_last_one(at: str, over: str, kind: ProblemKind) -> None:
    """What is at a limit is read; one more is refused."""
    assert find_blocks(at, "s.md", 1)[1] == ()
    assert [problem.kind for problem in find_blocks(over, "s.md", 1)[1]] == [kind]


def test_rest_of_the_file_is_read() -> None:
    """A paragraph that is refused goes whole, its neighbours keep their text and lines."""
    blocks, (problem,) = find_blocks(f"one\n\nhalf\n{'!' * 300}\nhalf\n\ntwo", "s.md", 1)
    assert [(block.text, block.line) for block in blocks] == [("one", 1), ("two", 7)]
    assert problem.place.line == 3


def test_fence_that_is_never_closed_is_told() -> None:
    """The rest of the file is code then, and a warning says where the fence opens (B37)."""
    blocks, (problem,) = find_blocks("a\n\n```\nb\n\nc", "s.md", 1)
    assert [block.kind for block in blocks] == ["paragraph", "code"]
    assert (problem.kind, problem.place.line) == (kinds.TEXT_FENCE_OPEN, 3)


def test_fence_that_is_closed_is_not_told() -> None:
    """A fence closed by more characters, or within a list or a quotation, is closed."""
    assert find_blocks("~~~\na\n~~~~~\n\n- ```\n  b\n  ```\n\n> ```\n> c\n> ```", "s.md", 1)[1] == ()
