"""Bytes become text, and text becomes front matter and body, with every line where it stood."""

import pytest

from briefgen.grammar.front_matter import decode_source, split_front_matter

# Bytes, code, place, words (A18 to A20).
UNREADABLE = {
    "A18 UTF-16": ("title: x".encode("utf-16"), "BG-FILE-003", "1:1", "UTF-16 (little-endian), not UTF-8, at byte 0"),
    "A18 UTF-16 BE": (b"\xfe\xff\0a", "BG-FILE-003", "1:1", "UTF-16 (big-endian)"),
    "A19 broken in the middle": (b"a\nb\nc\xffd", "BG-FILE-003", "3:1", "byte 0xff at byte 5, in line 3"),
    "A19 behind a byte order mark": (b"\xef\xbb\xbfa\nb\xffd", "BG-FILE-003", "2:1", "byte 0xff at byte 6, in line 2"),
    "A20 NUL": (b"a\nb\0c", "BG-FILE-004", "2:1", "line 2 (byte 3)"),
    "a lone surrogate": (b"ab\xed\xa0\x80", "BG-FILE-003", "1:1", "U+D800 at byte 2"),
    "a cut-off letter": ("a\nО".encode()[:-1], "BG-FILE-003", "2:1", "at byte 2, in line 2"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_not_utf8_is_told_with_line_and_byte(case: str) -> None:
    """A file that is no UTF-8 text is refused with the offset of the first bad byte."""
    data, code, place, words = UNREADABLE[case]
    text, (problem,) = decode_source(data, "a.md")
    assert text is None
    assert (problem.kind.code, str(problem.place)) == (code, f"a.md:{place}")
    assert words in problem.message


def test_a_byte_order_mark_and_crlf_are_accepted() -> None:
    """A17: a file written on Windows reads like any other, lines and body included."""
    text, problems = decode_source("\ufeff---\r\ntitle: x\r\n---\r\nOne.\r\nTwo.\r\n".encode(), "a.md")
    assert problems == ()
    assert text is not None
    front, problems = split_front_matter(text, "a.md")
    assert problems == ()
    assert front.root is not None
    assert front.root.pairs[0][1].value == "x"
    assert (front.body, front.body_line) == ("One.\nTwo.\n", 4)


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("", "", 1),
        ("No front matter.\n---\n", "No front matter.\n---\n", 1),
        ("---\n---\nText", "Text", 3),
        ("---\n---", "", 3),
        ("--- \na: b\n---\t\nText\n---\n", "Text\n---\n", 4),
        ("\n\n---\na: b\n---\n\nText", "\nText", 6),
        ("---\na: |\n  ---x\n---\nText", "Text", 5),
        ("----\nText", "----\nText", 1),
    ],
)
def test_the_body_begins_after_the_second_fence(text: str, body: str, line: int) -> None:
    """The body is what follows, unchanged, and its first line's number is right."""
    front, problems = split_front_matter(text, "a.md")
    assert problems == ()
    assert (front.body, front.body_line, front.is_broken) == (body, line, False)


def test_a_marking_below_blank_lines_is_not_lost() -> None:
    """Front matter that an editor pushed down by a line still holds its marking."""
    front, _ = split_front_matter("\n---\ntlp: TLP:RED\n---\n", "a.md")
    assert front.root is not None
    assert front.root.pairs[0][1].value == "TLP:RED"
    assert front.root.pairs[0][1].line == 3


def test_front_matter_without_an_end_is_an_error() -> None:
    """A16: a missing second fence is told, and nothing is taken for text that might be metadata."""
    front, (problem,) = split_front_matter("---\ntlp: TLP:RED\n\nText\n", "a.md")
    assert problem.kind.code == "BG-YAML-007"
    assert str(problem.place) == "a.md:1:1"
    assert (front.root, front.body, front.is_broken) == (None, "", True)


def test_broken_front_matter_is_told_from_none() -> None:
    """Who asks can see that something stood there which could not be read; its places are the file's."""
    front, (problem,) = split_front_matter("---\ntitle: x\na: [b\n---\nText", "a.md")
    assert front.is_broken
    assert front.root is None
    assert str(problem.place) == "a.md:4:1"
