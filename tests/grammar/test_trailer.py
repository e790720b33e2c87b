"""Trailers: every sentence of grammar G1, on text that was written to mislead it."""

import pytest

from briefgen.grammar.trailer import CutText, cut_trailer, is_tag


def show(cut: CutText) -> tuple[str, list[str]]:
    """Write a cut as its text and its tokens."""
    return cut.text, [token.text for token in cut.tokens]


@pytest.mark.parametrize(
    ("block", "text", "tokens"),
    [
        ("He spoke.\n#org/csto [speaker:: A B] ^said", "He spoke.", ["#org/csto", "[speaker:: A B]", "^said"]),
        ("He spoke\n#a\n[k:: v]\n^i", "He spoke", ["#a", "[k:: v]", "^i"]),
        ("He spoke.\n#a\n\n", "He spoke.", ["#a"]),
        ("| a |\n|---|\n| 1 |\n#org/nato ^t", "| a |\n|---|\n| 1 |", ["#org/nato", "^t"]),
        ("Text\n#1\n#a", "Text\n#1", ["#a"]),
        ("Text\n#a and more", "Text\n#a and more", []),
        ("Text\n^2", "Text", ["^2"]),
    ],
)
def test_closing_lines_of_tokens_are_the_trailer(block: str, text: str, tokens: list[str]) -> None:
    """Lines at the end that hold nothing but tokens are cut off, whatever stands before them."""
    assert show(cut_trailer(block)) == (text, tokens)


@pytest.mark.parametrize(
    "end", [".", "!", "?", "…", ":", ";", ".”", ".»)", ".==", ".[^1]", ". [@a^b; @c]", ".*", ".’”"]
)
def test_tags_that_follow_a_sentence_end_are_the_trailer(end: str) -> None:
    """A closing tag counts after a sentence end and what may close around it."""
    assert show(cut_trailer(f"He spoke{end} #org/nato")) == (f"He spoke{end}", ["#org/nato"])


@pytest.mark.parametrize(
    "text", ["a tweet said #NATO", "prices in #a, #b", "a [@x] #b", "see [1] #b", "the #1 #b thing #c"]
)
def test_closing_word_is_text_without_a_sentence_end(text: str) -> None:
    """A closing #word that follows no sentence end stays in the text."""
    assert show(cut_trailer(text)) == (text, [])


@pytest.mark.parametrize(
    ("block", "text", "tokens"),
    [
        ("words [page:: 3]", "words", ["[page:: 3]"]),
        ("words #a [page:: 3]", "words", ["#a", "[page:: 3]"]),
        ("words #a ^id", "words", ["#a", "^id"]),
        ("words [k:: a [[link]] and [word]]", "words", ["[k:: a [[link]] and [word]]"]),
        ("words ^123456", "words", ["^123456"]),
        ("words ^1-a", "words", ["^1-a"]),
        ("He tweeted. #NATO", "He tweeted.", ["#NATO"]),
    ],
)
def test_field_or_id_makes_closing_tokens_a_trailer(block: str, text: str, tokens: list[str]) -> None:
    """Closing tokens with a field or an id are a trailer even after running text."""
    assert show(cut_trailer(block)) == (text, tokens)


@pytest.mark.parametrize(
    "text",
    [
        "mc ^2",
        "energy is mc ^2",
        "done. ^12345",
        "see [page:: 3](u)",
        "see [page:: 3][u]",
        "see [page:: 3]: u",
        "a note.[^1]",
        "a note. [^1]",
        "see. [[x]]",
        "see https://example.org/#frag",
        "see. \\#NATO",
        "see. \\[page:: 3]",
        "see. \\^abc",
        "see. #NATO!",
        "see. (#NATO)",
        "see. #a/",
        "see. #/a",
        "see. #a//b",
        "see. #-a",
        "see. #2011",
        "see. [page:: ]",
        "see. [two words:: 3]",
        "see. [page:: 3\n4]",
        "see. ^äb",
        "see `#nato ^code` and `[k:: v]`",
        "see <a title='#nato [k:: v]'>",
        "see #a/b.",
        "",
    ],
)
def test_what_only_looks_like_a_token_is_text(text: str) -> None:
    """Links, footnotes, wiki links, addresses, escapes, code and half tokens stay untouched."""
    assert show(cut_trailer(text)) == (text, [])


@pytest.mark.parametrize("block", ["#a", "#a #b\n[k:: v]", "^id", "[k:: v]", "\n#a\n"])
def test_block_of_tokens_alone_leaves_no_text(block: str) -> None:
    """A block of tokens alone says so, for it belongs to the block before it."""
    assert cut_trailer(block).is_trailer_alone


@pytest.mark.parametrize(
    ("tag", "holds"),
    [
        ("org/nato", True),
        ("org/nato-2_b", True),
        ("Организация/НАТО", True),
        ("नेपाल", True),
        ("中国", True),
        ("2011/a", True),
        ("2011", False),
        ("", False),
        ("a b", False),
        ("a/", False),
        ("_a", False),
        ("a.b", False),
    ],
)
def test_tag_takes_letters_of_any_script(tag: str, holds: bool) -> None:
    """A tag is segments of letters, digits, - and _, with at least one letter."""
    assert is_tag(tag) is holds


def test_tokens_know_their_place_in_the_file() -> None:
    """Each token carries the line and column in which it stands in the file."""
    cut = cut_trailer("Said.\n#a [k:: v]", line=10, columns=(3, 5))
    assert [(token.line, token.column) for token in cut.tokens] == [(11, 5), (11, 8)]


def test_tokens_inside_the_text_are_strays() -> None:
    """What would be a token at the end is told of where it stands inside the text."""
    cut = cut_trailer("The #org/nato man [note:: x] spoke.\n#a")
    assert [(token.kind, token.text, token.column) for token in cut.strays] == [
        ("tag", "#org/nato", 5),
        ("field", "[note:: x]", 19),
    ]


def test_field_is_cut_into_key_and_value() -> None:
    """A field's key and value are told apart, without the blanks around the value."""
    (token,) = cut_trailer("[speaker::  Nikolay Bordyuzha ]").tokens
    assert (token.kind, token.key, token.value) == ("field", "speaker", "Nikolay Bordyuzha")
