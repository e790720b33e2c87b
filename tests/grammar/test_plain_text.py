"""Plain text: markup goes, characters stay; and escaped text comes back as it was."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefgen.grammar.plain_text import escape_text, fold_text, normalise_text, read_plain
from briefgen.model import kinds
from briefgen.read.passages import read_passages
from shared_data import SHARED, needs_shared

HOSTILE = (
    "1986. That was the year",
    "1986) That was",
    "١٩٨٦. That was",
    "5*3*2 and 5 * 3",
    "#NATO says",
    "# NATO says",
    "He tweeted. #NATO #org/csto",
    "He said. ^abc ^123456",
    "The end [page:: 3]",
    "A note.[^1] [^1]: text",
    "snake_case and _this_ and __that__",
    "a < b > c <b>bold</b> <br> <!-- x --> <http://a.b>",
    "&amp; AT&T &#65; &bogus;",
    "[x](y) ![i](j) [r][s] [[wiki]] [@cite^d] [t]: u",
    "== a == b ==marked== === =",
    "^ ^^ mc ^2",
    "| a | b |",
    "+ plus",
    "- minus",
    "-",
    "---",
    "- - -",
    "***",
    "___",
    "> quoted",
    "~~~ fence",
    "``` fence",
    "`code` and ``",
    "    four blanks",
    "\tTab",
    "https://example.org/a_b_c/_d_?x=*&copy=1#frag",
    "C:\\dir\\",
    "\\*not\\* \\# \\",
    "{{ config }} {% raw %} {: onclick=1 }",
    "line\nbreak\n# head\n- item",
    "co-\noperation of CSTO-\nNATO",
    "soft\u00adhyphen",
    "e\u0301 and \u1100\u1161\u11a8",
    "\u202eright to left\u202c",
    "a\u00a0b\u2028c\x0bd",
    "bell\x07 escape\x1b",
    ": definition",
    "%%comment%% $math$ ~~struck~~",
    "*[HTML]: abbreviation",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_character_by_character(text: str) -> None:
    """What Markdown, a trailer or a mark would read is escaped, and read as the text it was."""
    assert read_plain(escape_text(text)).text == normalise_text(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_one_bare_paragraph(text: str) -> None:
    """Escaped text is one paragraph on one line, without tokens, marks, strays and problems."""
    escaped = escape_text(text)
    assert "\n" not in escaped
    (passage,), problems = read_passages(escaped, "s", "s.md", 1)
    assert (passage.kind, passage.plain) == ("paragraph", normalise_text(text))
    assert (passage.marked, passage.trailer.places, passage.strays, problems) == ((), (), (), ())


_NASTY = st.text(st.sampled_from("ab1. \n\t*_#^[]()<>&;=`~|\\-+!@:/é\u0301\u00ad…«»\u0661Я"), max_size=60)


@settings(max_examples=400)
@given(st.one_of(_NASTY, st.text(max_size=80)))
@example("\x850")
@example("===a")
@example("a\\\n#b")
def test_any_text_survives_escaping(text: str) -> None:
    """For every text: the same characters after NFC and folding of blanks, in one bare paragraph."""
    escaped, wanted = escape_text(text), normalise_text(text)
    assert read_plain(escaped).text == wanted
    passages, problems = read_passages(escaped, "s", "s.md", 1)
    assert [passage.plain for passage in passages] == ([wanted] if wanted else [])
    assert all((p.kind, p.marked, p.trailer.places, p.strays) == ("paragraph", (), (), ()) for p in passages)
    assert not problems


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_keeps_its_place_above_a_trailer(text: str) -> None:
    """A trailer on the next line takes nothing of escaped text with it and loses nothing to it."""
    passages, _ = read_passages(f"{escape_text(text)}\n#org/nato ^x", "s", "s.md", 1)
    assert [(p.plain, p.id, p.trailer.tags) for p in passages] == [(normalise_text(text), "x", ("org/nato",))]


@needs_shared
@pytest.mark.parametrize("folder", ["data/un/en", "seeds"])
def test_real_paragraphs_survive_escaping(folder: str) -> None:
    """Each paragraph of the shared documents comes back whole, as one bare paragraph."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((SHARED / folder).glob("*.txt"))]
    paragraphs = [line for text in texts for line in text.split("\n") if line.strip() and len(line) < 2000]
    assert len(paragraphs) > 100
    for paragraph in paragraphs:
        (passage,), problems = read_passages(escape_text(paragraph), "s", "s.md", 1)
        assert passage.plain == normalise_text(paragraph)
        assert (passage.kind, passage.trailer.places, passage.marked) == ("paragraph", (), ())
        assert {problem.kind for problem in problems} <= {kinds.TEXT_LONG_PASSAGE}


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("**b** *i* ***bi*** __s__ _e_", "b i bi s e"),
        ("a_b_c a__b 2*3*4", "a_b_c a__b 234"),
        ("*a **b** c* **a*b", "a b c **a*b"),
        ("`a*b*` ``x ` y`` ` z", "a*b* x ` y ` z"),
        ('[the *report*](https://x.y/a_(b) "t") ends', "the report ends"),
        ("[a](<b c> 'd') [e](f", "a [e](f"),
        ("before ![alt](i.png) after", "before after"),
        ("[![alt](i.png)](u) x", "x"),
        ("[[wiki]] [a][b] [c]", "[[wiki]] [a][b] [c]"),
        ("a note[^1] and [^two].", "a note and ."),
        ("x <b>y</b><br>z <!-- hidden --> w", "x y z w"),
        ("x <script>alert(1)</script> y <style>p{}</style>", "x y"),
        ("<https://a.b> <a@b.c>", "https://a.b a@b.c"),
        ("&amp; &lt; &#1103; &#xD800; &bogus; AT&T", "& < я \ufffd &bogus; AT&T"),
        ("\\*a\\* \\#b \\[c] \\==d== \\q", "*a* #b [c] ==d== \\q"),
        ("one\n   two\\\nthree  \nfour", "one two three four"),
        ("co-\noperation, CSTO-\nNATO, 5-\n6", "cooperation, CSTO-NATO, 5- 6"),
        ("As\u2010\n  tana, ka\u00adzakh", "Astana, kazakh"),
        ("e\u0301te\u0301", "été"),
        ("a\u00a0\u2003b\tc", "a b c"),
        ("a < b, c<d", "a < b, c<d"),
    ],
)
def test_markup_goes_and_words_stay(markdown: str, plain: str) -> None:
    """The plain text is what a reader sees."""
    assert read_plain(markdown).text == plain


@pytest.mark.parametrize(
    ("markdown", "kind", "plain"),
    [
        ("| a | *b* |\n|:--|---|\n| 1 \\| 2 | `c` |", "table", "a b 1 | 2 c"),
        ("first\n- second\n  1. third\n\nlast", "item", "first second third last"),
        ("> inner\n\n# head #\n\ntext", "quotation", "inner head text"),
        ("1986. That", "paragraph", "1986. That"),
        ("a\n```\nx *y*\n```", "item", "a x y"),
    ],
)
def test_inner_blocks_are_set_apart_by_blanks(markdown: str, kind: str, plain: str) -> None:
    """Cells, nested items and paragraphs come one after the other, without their marks."""
    assert read_plain(markdown, kind).text == plain


@pytest.mark.parametrize(
    ("markdown", "marks"),
    [
        ("a ==b c== d", ("b c",)),
        ("==a== and ==*b* [c](d)==", ("a", "b c")),
        ("==a\nb==", ("a b",)),
        ("a == b == c", ()),
        ("a==b", ()),
        ("===a===", ()),
        ("\\==a== b", ()),
        ("`==a==`", ()),
        ("==a== == b", ("a",)),
        ("====", ()),
    ],
)
def test_marks_are_found(markdown: str, marks: tuple[str, ...]) -> None:
    """Two equals signs before and after words mark them; blanks, code and escapes do not."""
    assert read_plain(markdown, "paragraph").marked == marks


def test_marks_span_the_plain_text() -> None:
    """Each mark's span gives its words in the plain text."""
    plain = read_plain("The *old* ==organisation *had* no== contact", "paragraph")
    assert [plain.text[start:end] for start, end in plain.marks] == ["organisation had no"]


@given(st.text(st.sampled_from("ab *_[]()=`\n-e\u0301\u00ad<>&;é"), max_size=40))
def test_each_character_leads_back_to_the_markdown(markdown: str) -> None:
    """There is one offset for each character, they never run backwards, and none is out of the text."""
    plain = read_plain(markdown)
    assert len(plain.offsets) == len(plain.text)
    assert list(plain.offsets) == sorted(plain.offsets)
    assert all(0 <= offset < len(markdown) for offset in plain.offsets)


def test_offsets_point_at_the_same_words() -> None:
    """A word of the plain text is found at its offset in the Markdown."""
    markdown = "> The **alliance**\n> has [no](u) contacts"
    plain = read_plain(markdown, "quotation")
    at = plain.offsets[plain.text.index("contacts")]
    assert markdown[at : at + 8] == "contacts"


@given(st.text())
def test_plain_text_is_a_normal_form(text: str) -> None:
    """Normalising twice changes nothing: NFC, single blanks, none at the ends."""
    once = normalise_text(text)
    assert normalise_text(once) == once
    assert once == " ".join(once.split())
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("NATO", "nato"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("Ёлка, ещё", "елка, еще"),
        ("Нұрсұлтан Қазақстан", "нұрсұлтан қазақстан"),
        ("Йод їжак", "йод їжак"),
        ("Côte d'Ivoire Nguyễn", "cote d'ivoire nguyen"),
        ("Ἀθῆναι", "αθηναι"),
        ("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"),
        ("नेपाल", "नेपाल"),
    ],
)
def test_search_folds_what_people_leave_out(text: str, folded: str) -> None:
    """Case, accents and zero-width characters do not count in a search; letters of their own do."""
    assert fold_text(text) == folded


def test_many_combining_marks_are_read() -> None:
    """Two thousand combining marks on one letter are no hindrance (C07)."""
    assert len(read_plain("a" + "\u0301" * 2000 + " b").text) > 3


@settings(max_examples=500)
@given(st.text(st.sampled_from("ab *_`[]()\\&;.\n>é"), max_size=24))
def test_inlines_agree_with_commonmark(markdown: str) -> None:
    """What is left of emphasis, code, links and escapes is what a CommonMark parser leaves."""
    if "![" in markdown:
        return
    tokens = MarkdownIt("commonmark").parseInline(markdown.strip())[0].children or []
    seen = "".join(token.content if token.type in ("text", "code_inline") else "" for token in _break_lines(tokens))
    assert read_plain(markdown.strip()).text == normalise_text(seen)


def _break_lines(tokens: list[Token]) -> list[Token]:
    breaks = ("softbreak", "hardbreak")
    return [Token("text", "", 0, content=" ") if token.type in breaks else token for token in tokens]
