"""Markdown, sanitised: what a hostile source can put into a page (BAD_INPUTS §7 B), and what an analyst means."""

import re

import pytest
from markupsafe import Markup

from briefgen.model.topic import Citation
from briefgen.render.markdown import EXTENSIONS, render_markdown
from briefgen.render.sanitise import TAGS, sanitise


def write_mark(citation: Citation) -> Markup:
    """Write a mark that a test can see."""
    return Markup('<a class="cite">{}|{}</a>').format(citation.name, citation.locator)


def render(text: str, kind: str = "paragraph") -> str:
    """Render one block."""
    return str(render_markdown(text, kind, write_mark))


HOSTILE = [
    ("B01", "a <script>alert(1)</script> b"),
    ("B02", "a <img src=x onerror=alert(1)> b"),
    ("B03", "[x](javascript:alert(1))"),
    ("B04", "word {: onclick=1 }"),
    ("B05", "[x](https://e.example){: rel=attachment }"),
    ("B06", "<link rel=attachment href=file:///etc/passwd>"),
    ("B07", '<base href="http://evil.example/">'),
    ("B08", '<meta http-equiv=refresh content="0;url=http://evil.example/">'),
    ("B09", "<style>@import url(http://evil.example/x.css);</style>"),
    ("B10", '<p style="background:url(http://evil.example/x.png)">a</p>'),
    ("B11", "<svg><script>alert(1)</script><foreignObject/><use href=http://evil.example/x /><animate/></svg>"),
    ("B12", "<math><annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml></math>"),
    ("B13", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript><template><b>x</b></template>"),
    ("B14", "![x](data:image/svg+xml;base64,AAAA)"),
    ("B15", "<img src=../../secret.png>"),
    ("B16", "![x](//evil.example/x.png)"),
    ("B17", "<iframe src=http://evil.example></iframe><object data=x></object><embed src=x><video poster=x></video>"),
    ("B18", "<form action=http://evil.example><input type=hidden value=HIDDEN-SECRET></form>"),
    ("B19", "a <!-- COMMENT-SECRET --> b"),
]


@pytest.mark.parametrize(("name", "text"), HOSTILE, ids=[name for name, _ in HOSTILE])
@pytest.mark.parametrize("kind", ["paragraph", "item", "quotation", "table"])
def test_hostile_markup_is_dropped(name: str, text: str, kind: str) -> None:
    """No vector leaves a live tag, attribute, address or secret behind."""
    html = render(text, kind).lower()
    assert set(re.findall(r"<\W*(\w+)", html)) <= TAGS, (name, html)
    for word in ("<script", "onerror=", "javascript:", "<link", "<base", "<meta", "style=", "src=", "secret", "<img"):
        assert word not in html or (name == "B03" and word == "javascript:" and "href" not in html), (name, html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("1986. That was the year", "1986. That was the year"),
        ("#NATO says", "#NATO says"),
        ("- not a list", "- not a list"),
        (r"5\*3\*2 and \==no mark\==", "5*3*2 and ==no mark=="),
        ("{{ 7*7 }} {% raw %}", "{{ 7*7 }} {% raw %}"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("a ==marked== word", "a marked word"),
        ("*em* **strong** `code`", "<em>em</em> <strong>strong</strong> <code>code</code>"),
    ],
)
def test_a_paragraph_stays_a_paragraph(text: str, html: str) -> None:
    """What begins like a list or heading keeps its characters, and marks lose only their equals signs."""
    assert render(text) == html


def test_citation_groups_become_marks() -> None:
    """A group becomes marks in one pair of brackets, and the blank before it is dropped."""
    html = render("It is so. [@a-1^b, p. 3; @c-2] And so.")
    marks = '<a class="cite">a-1^b|p. 3</a>,\u00a0<a class="cite">c-2|</a>'
    assert html == f'It is so.<span class="cites">\u2060[{marks}]</span> And so.'


def test_what_a_group_names_twice_is_marked_once() -> None:
    """A judgement that cites an excerpt twice in one place shows its number once."""
    assert render("It is so. [@a-1^b; @a-1^b]").count("a-1^b") == 1


@pytest.mark.parametrize("text", ["`[@a-1^b]`", r"\[@a-1^b]", "![@a-1^b]", "\ue0000\ue001"])
def test_what_is_no_group_is_text(text: str) -> None:
    """Code, escapes and forged placeholders make no mark."""
    assert "cites" not in render(text)


def test_links_keep_web_addresses_only() -> None:
    """http, https and mailto links stay; all others, anchors and protocol-relative ones too, leave their words."""
    kept = render("[a](https://e.example/x) [b](mailto:x@e.example)")
    assert 'href="https://e.example/x"' in kept
    assert 'href="mailto:x@e.example"' in kept
    assert 'rel="noopener noreferrer"' in kept
    dropped = (
        "javascript:x",
        "file:///etc/passwd",
        "data:text/html,x",
        "//evil.example/x",
        "#toc",
        "../x",
        "ftp://x/y",
    )
    assert render(" ".join(f"[w]({address})" for address in dropped)) == " ".join("w" * len(dropped))


def test_numbers_in_attributes_are_clamped() -> None:
    """colspan, rowspan and start stay within bounds, ids go."""
    html = sanitise(
        "<table id=toc><tr><td colspan=1000000 rowspan=x>a</td></tr></table><ol start=99999999999><li>x</ol>"
    )
    assert 'colspan="100"' in html
    assert "rowspan" not in html
    assert "start" not in html
    assert "id=" not in html


@pytest.mark.parametrize("text", ["[" * 100_000, "<![" * 20_000, "<a " * 50_000, "![" * 3000, "x" * 70_000])
def test_what_hangs_a_parser_is_printed_as_text(text: str) -> None:
    """Over-long lines and runs never reach the Markdown parser; their characters still print."""
    assert render(text) == str(Markup.escape(text))


def test_item_with_a_nested_list_keeps_it() -> None:
    """An item's text is Markdown of its own."""
    assert "<ul>" in render("first\n\n- nested\n- two", "item")


def test_table_headers_say_their_scope() -> None:
    """Each header cell of a Markdown table is a column's (PDF/UA-1, 7.5)."""
    html = render("|a|b|\n|-|-|\n|1|2|", "table")
    assert html.count('<th scope="col">') == 2


def test_extensions_are_a_short_list_without_attributes() -> None:
    """`extra` and `attr_list`, which make text into attributes, are not switched on."""
    assert EXTENSIONS == ("tables", "sane_lists")


def test_footnote_calls_are_left_out() -> None:
    """A call of a source's note is no word of the excerpt; one that is escaped, or code, is."""
    html = render("The pact[^1] holds.[^n-2] \\[^x] `[^c]`")
    assert html == "The pact holds. [^x] <code>[^c]</code>"
