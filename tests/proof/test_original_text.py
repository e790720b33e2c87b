"""The text of an original is all of its text in reading order."""

import pytest

from briefgen.errors import BriefgenError
from briefgen.proof.original_text import CannotReadOriginalError, read_original_text


def read_words(page: bytes, name: str = "page.html") -> list[str]:
    """Return the text's words."""
    return read_original_text(page, name).split()


def test_page_gives_every_text_node() -> None:
    """Menus, titles, hidden text and table cells are text; scripts, styles and comments are not."""
    page = b"""<html><head><title>Title</title><style>p{}</style><script>var x = "no"</script></head>
    <body><nav>Menu</nav><p hidden>hidden<p>first<br>second<table><tr><td>1<td>2</table><!-- no --><noscript>last"""
    assert read_words(page) == ["Title", "Menu", "hidden", "first", "second", "1", "2", "last"]


def test_blocks_part_words_and_inline_elements_do_not() -> None:
    """A tag within a word leaves it whole; list items, cells and line breaks set words apart."""
    page = b"<p>N<b>AT</b>O al<wbr>lies<sup>1</sup></p><ul><li>one<li>two</ul>x<custom-block>y</custom-block>z"
    assert read_words(page) == ["NATO", "allies¹", "one", "two", "x", "y", "z"]


def test_entities_and_composed_letters() -> None:
    """Entities are the characters they stand for, and the text is in NFC."""
    page = "<p>A&nbsp;&amp;&#x2014;B &lt;b&gt; и\u0306</p>".encode()
    assert read_original_text(page, "x.htm").strip() == "A\u00a0&—B <b> й"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"", []),
        (b"   ", []),
        (b"<!-- only -->", []),
        (b"\0<p>a</p>\0<p>b", ["\ufffd", "a", "\ufffd", "b"]),
        (b'<?xml version="1.0" encoding="koi8-r"?><html><p>\xd0\x9d\xd0\x90\xd0\xa2\xd0\x9e', ["НАТО"]),
        ("<meta charset=windows-1251><p>НАТО и ОДКБ".encode("cp1251"), ["НАТО", "и", "ОДКБ"]),
        (b"<p>a</b></i></p></p><p>b", ["a", "b"]),
    ],
)
def test_broken_pages_give_what_they_have(page: bytes, expected: list[str]) -> None:
    """Nothing, NULs, false declarations and stray tags never raise."""
    assert read_words(page) == expected


def test_deep_and_long_pages_are_read() -> None:
    """20,000 unclosed tags neither crash nor hang, and the text before them is there."""
    assert read_words(b"<p>first</p>" + b"<div>" * 20_000 + b"deep")[0] == "first"


def test_plain_text_is_taken_as_it_is() -> None:
    """A text file's markup-like characters are its words."""
    assert read_original_text(b"a <b> &amp;\r\nc", "Notes.TXT") == "a <b> &amp;\r\nc"


@pytest.mark.parametrize("name", ["sheet.numbers", "noending", ""])
def test_other_types_are_refused_by_name(name: str) -> None:
    """An original that cannot be read says so, with the types that can; it is never an empty text."""
    with pytest.raises(CannotReadOriginalError, match=r"\.html") as caught:
        read_original_text(b"x", name)
    assert isinstance(caught.value, BriefgenError)
    assert name in str(caught.value)


def test_a_damaged_document_is_no_empty_text() -> None:
    """A document that cannot be opened says why, and what it is called."""
    with pytest.raises(CannotReadOriginalError, match=r"`letter\.docx`: .*damaged"):
        read_original_text(b"x", "letter.docx")
