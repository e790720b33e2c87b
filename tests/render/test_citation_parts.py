"""Citations in the page: the list of sources, what there is to copy, and links to the very words."""

import html as entities
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from laid_out import lay_out
from listed_sources import make_listing, make_source

from briefgen.model.bibliography import Attribution, CitationPiece
from briefgen.model.brief import Section
from briefgen.model.printed_excerpt import ExcerptGroup
from briefgen.model.prose import CitationMark, Remark
from briefgen.render.source_filters import make_link_target, shorten_long_address
from briefgen.render.text_fragments import link_to_words
from briefs.made_up import day, make_brief, make_entry


def show_source(**fields: object) -> str:
    """Lay out one source and return its entry."""
    page = lay_out(make_listing(make_source(**fields)))
    assert page.html, page.problems
    return re.search(r'<li id="s1">.*?</li>', page.html, re.DOTALL)[0]  # type: ignore[index]


def test_an_entry_stands_in_one_fixed_order() -> None:
    """Citation, descriptor, grade in words, language, type, origin, accessed, digest, rights, uses (after ICD 206)."""
    text = entities.unescape(
        re.sub(
            r"<[^>]+>",
            "",
            show_source(
                descriptor="A daily of record",
                reliability="B",
                accessed=day("2026-11-03"),
                original_sha256="1a2b3c4d" + "0" * 52 + "ee9f",
                attribution=Attribution("Author", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", True),
                same_origin=(CitationMark("9", "s9"),),
                judgements=(CitationMark("1", "j1"), CitationMark("2", "j2")),
                excerpts=(CitationMark("1a", "e1a"),),
                sections=(CitationMark("Background", "part-2"),),
            ).partition("<details")[0],
        )
    ).replace("\u00a0", " ")
    parts = (
        "[1]",
        "Example Daily. Talks go on",
        "A daily of record.",
        "B, usually reliable",
        "English",
        "newspaper article",
        "same origin as",
        "[9]",
        "read 3 Nov 2026",
        "original kept, sha256",
        "1a2b3c4d…ee9f",
        "© Author, CC BY 4.0 (creativecommons.org/licenses/by/4.0)",
        "verbatim",
        "judgements 1, 2;",
        "[1a]; Background",
    )
    places = [text.find(part) for part in parts]
    assert -1 not in places, text
    assert places == sorted(places)


def test_the_whole_digest_stands_in_the_page() -> None:
    """On paper the digest is short; in the file it is whole."""
    digest = "1a2b3c4d" + "0" * 52 + "ee9f"
    assert f'title="{digest}"' in show_source(original_sha256=digest)


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        "<b>bold</b> & {{ 7*7 }}",
        '"><img src=x onerror=alert(1)>',
        "{% include '/etc/passwd' %}",
    ],
)
@pytest.mark.parametrize("field", ["title", "publisher", "descriptor", "date_note"])
def test_what_a_source_says_is_text(field: str, title: str) -> None:
    """Markup and template signs in what pages gave us are printed as they stand."""
    page = show_source(**{field: title, "issued": None if field == "date_note" else day("2011")})
    assert title not in page.replace("&#39;", "'") or "<" not in title
    if field != "publisher":  # the made-up citation names its own
        assert title in entities.unescape(re.sub(r"<[^>]+>", "", page))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://anna:secret@example.org/",
        "//example.org/a",
        "file:///etc/passwd",
    ],
)
def test_only_web_addresses_are_linked(url: str) -> None:
    """An address of another kind, or with a password in it, stands as text at most."""
    page = show_source(citation=(CitationPiece("A. "), CitationPiece(url, "address")))
    assert 'href="http' not in page
    assert re.findall(r'href="(?!#)', page.partition("<details")[0]) == []
    assert make_link_target(url) == ""


def test_an_address_cannot_end_its_attribute() -> None:
    """Quotation marks and blanks never come through a link; letters of other scripts are encoded."""
    assert make_link_target("https://example.org/ж?q=a&b=%20#c") == "https://example.org/%D0%B6?q=a&b=%20#c"
    assert make_link_target('https://example.org/"x') == ""


def test_a_flood_of_an_address_is_cut_in_view_and_whole_in_the_link() -> None:
    """An address of 2,000 characters takes three lines at most; the link and the text to copy have all of it."""
    url = "https://example.org/archive/" + "/".join(f"part-{n}" for n in range(300))
    page = show_source(citation=(CitationPiece(url, "address"),), url=url)
    shown = re.search(r'class="address"[^>]*>([^<]*)<', page)
    assert shown is not None
    assert len(shown[1]) <= 240
    assert shown[1].endswith("/…")
    assert page.count(url) == 2
    assert shorten_long_address("https://www.example.org/a/") == "example.org/a"


def test_a_right_to_left_title_stands_apart() -> None:
    """A title in Arabic is isolated, and named as Arabic."""
    page = show_source(title="محادثات", language="ar")
    assert '<cite class="strong" lang="ar"><bdi>محادثات</bdi></cite>' in page


def test_the_statement_stands_above_the_list() -> None:
    """What is said of all sources comes before the first of them, with links to those it names."""
    section = Section(
        "sources",
        "Sources",
        "part-1",
        sources=(make_source(),),
        remarks=(Remark("1 source."), Remark("Weakest: 1 graded C", (CitationMark("1", "s1"),))),
    )
    page = lay_out(make_brief(sections=(section,))).html
    text = page[page.index('<p class="key statement">') : page.index('<ol class="source-list">')]
    assert "1 source. Weakest: 1 graded C" in text
    assert 'href="#s1"' in text


def lay_out_quotation(**changes: object) -> str:
    """Lay out one quotation of a source with an address, and return the excerpt's part."""
    entry = make_entry(1, "a", "The forum met in Astana, and nobody came.", "en", **changes)
    sections = (
        Section("excerpts", "Evidence", "part-1", groups=(ExcerptGroup("", "g1", (entry,)),)),
        Section("sources", "Sources", "part-2", sources=(make_source(url="https://example.org/a"),)),
    )
    page = lay_out(make_brief(sections=sections, title="Forum & council", edition="Edition 3"))
    assert page.html, page.problems
    return page.html[page.html.index("<article") : page.html.index("</article>")]


def test_an_excerpts_citation_is_complete() -> None:
    """Who said what, where it stands, in which brief and edition, under which anchor: one text to select."""
    page = lay_out_quotation(page="7")
    copied = re.search(r'<p class="copyable">(.*?)</p>', page, re.DOTALL)
    assert copied is not None
    text = entities.unescape(re.sub(r"<[^>]+>", "", copied[1]))
    assert text == (
        "Nina Exampleva. “The forum met in Astana, and nobody came.” Example Daily. Talks go on P. 7."
        " In: Forum & council. Central Asia desk, Edition 3, 22 Nov 2026, [1a], made-up#e1a."
    )


def test_only_proven_words_are_quoted_and_looked_for() -> None:
    """A summary has no quotation marks and no link to words that do not stand on the page."""
    assert "#:~:text=" in lay_out_quotation()
    for manner in ("summary", "unchecked"):
        page = lay_out_quotation(manner=manner)
        assert ":~:" not in page
        assert "“The forum" not in page.partition("copyable")[2]


@pytest.mark.parametrize(
    ("parts", "directive"),
    [
        (("no contacts",), "text=no%20contacts"),
        (("yes, and no-one & more",), "text=yes%2C%20and%20no%2Done%20%26%20more"),
        (("“Quoted,” he said.",), "text=Quoted%2C%E2%80%9D%20he%20said"),
        (("first", "second"), "text=first&text=second"),
        (
            ("One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen.",),
            "text=One%20two%20three%20four%20five%20six,eleven%20twelve%20thirteen%20fourteen%20fifteen%20sixteen",
        ),
        (("Объём — вырос",), "text=%D0%9E%D0%B1%D1%8A%D1%91%D0%BC%20%E2%80%94%20%D0%B2%D1%8B%D1%80%D0%BE%D1%81"),
    ],
)
def test_a_link_names_the_words(parts: tuple[str, ...], directive: str) -> None:
    """Comma, ampersand and dash mean something in a text fragment and are encoded; long passages go by their ends."""
    assert link_to_words("https://example.org/a", parts) == f"https://example.org/a#:~:{directive}"
    assert all(word in unquote(directive) for word in parts[0].strip("“.").split()[:2])


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a#b", "https://example.org/a#b:~:text=words"),
        ("https://example.org/a.pdf", ""),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("https://anna:secret@example.org/", ""),
    ],
)
def test_a_link_to_words_needs_a_page(url: str, link: str) -> None:
    """A page's own fragment is kept; a viewer's file and what is no page get no such link."""
    assert link_to_words(url, ("words",)) == link


def test_what_cannot_be_looked_for_has_no_link() -> None:
    """A long run without blanks, and nothing at all, name no words."""
    assert link_to_words("https://example.org/a", ("字" * 500,)) == ""
    assert link_to_words("https://example.org/a", ("…", " ")) == ""


def test_a_project_without_listed_sources_has_nothing_to_copy() -> None:
    """An excerpt whose source no section lists prints without a citation to copy."""
    entry = make_entry(1, "a", "Words.", "en")
    section = Section("excerpts", "Evidence", "part-1", groups=(ExcerptGroup("", "g1", (entry,)),))
    assert '<details class="copy">' not in lay_out(replace(make_brief(), sections=(section,))).html
