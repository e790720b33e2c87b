"""Citations in the page: by the default style and by one of the user's own, what there is to copy, links to words."""

import html as entities
import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from laid_out import lay_out

from briefgen.grammar.dates import read_date
from briefgen.model import kinds
from briefgen.model.brief import (
    Attribution,
    Brief,
    CitationMark,
    CitationPiece,
    ExcerptGroup,
    Remark,
    Section,
    SourceEntry,
)
from briefgen.render.citation_styles import CitationStyle, StyleError, prepare_style
from briefgen.render.citing import cite_by_style, make_item
from briefgen.render.html import LayoutOptions
from briefgen.render.source_filters import make_link_target, shorten_long_address
from briefgen.render.text_fragments import link_to_words
from briefs.made_up import day, make_brief, make_entry

_HEAD = '<?xml version="1.0"?><style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
_INFO = "<info><title>t</title><id>t</id><updated>2026-01-01T00:00:00+00:00</updated></info>"
_CITATION = '<citation><layout><text variable="title"/></layout></citation>'
#: As small as a style of authors, titles, outlets and dates can be; its substitute is what doubles titles.
_STYLE = f"""{_HEAD}{_INFO}
<macro name="author"><names variable="author"><name initialize-with=". " name-as-sort-order="all"/>
<substitute><text variable="title"/></substitute></names></macro>
<macro name="date"><date variable="issued"><date-part name="day" suffix=" "/><date-part name="month" suffix=" "/>
<date-part name="year"/></date></macro>
{_CITATION}
<bibliography subsequent-author-substitute="———"><layout suffix=".">
<text variable="citation-number" prefix="[" suffix="] "/>
<group delimiter=". "><text macro="author"/><text variable="title"/><text variable="container-title" font-style="italic"/>
<text variable="publisher"/><text macro="date"/><text variable="URL"/></group>
</layout></bibliography></style>"""


def make_style(text: str = _STYLE) -> CitationStyle:
    """Make a style of the project's own."""
    return CitationStyle("styles/own.csl", text.encode())


def make_source(number: int = 1, **fields: object) -> SourceEntry:
    """Make an entry with a citation in the default style."""
    values: dict[str, object] = {"title": "Talks go on", "type": "article-newspaper", "publisher": "Example Daily"}
    values |= {"issued": day("2011-01-31"), "language": "en"} | fields
    values.setdefault("citation", (CitationPiece("Example Daily. "), CitationPiece(str(values["title"]), "strong", True)))
    return SourceEntry(number, f"s{number}", f"example-{number}", **values)  # type: ignore[arg-type]


def make_listing(*sources: SourceEntry, **changes: object) -> Brief:
    """Make a brief of nothing but sources."""
    section = Section("sources", "Sources", "part-1", sources=sources or (make_source(),))
    return make_brief(sections=(section,), **changes)


def cite(style: str = _STYLE, language: str = "en", **fields: object) -> str:
    """Cite one source by a style."""
    brief, problems = cite_by_style(make_listing(make_source(**fields), language=language), make_style(style))
    assert problems == ()
    return "".join(piece.text for piece in brief.sections[0].sources[0].citation)


def show_source(**fields: object) -> str:
    """Lay out one source and return its entry."""
    page = lay_out(make_listing(make_source(**fields)))
    assert page.html, page.problems
    return re.search(r'<li id="s1">.*?</li>', page.html, re.DOTALL)[0]  # type: ignore[index]


@pytest.mark.parametrize(
    ("fields", "citation"),
    [
        ({}, "Example Daily. Talks go on. Example Daily. 31 January 2011."),
        ({"author": ("Doe, Jane",)}, "Doe, J. Talks go on. Example Daily. 31 January 2011."),
        ({"author": ("Ministry of Foreign Affairs of Example, Astana",)}, "Ministry of Foreign Affairs of Example, Astana. T"),
        ({"type": "report"}, "Example Daily. Talks go on. 31 January 2011."),
        ({"publisher": ""}, "[publisher not named]. Talks go on. 31 January 2011."),
        ({"issued": None}, "Example Daily. Talks go on. Example Daily."),
        ({"issued": day("2009-06?")}, "Example Daily. Talks go on. Example Daily. June 2009 (?)."),
        ({"issued": day("2017~")}, "Example Daily. Talks go on. Example Daily. c. 2017."),
        ({"title": "5*3 <b>x</b> & “y” {{ z }}"}, "Example Daily. 5*3 <b>x</b> & “y” {{ z }}. Example Daily."),
        ({"title": '<span class="nocase">x</span>'}, 'Example Daily. <span class="nocase">x</span>. Example Daily.'),
    ],
)
def test_a_style_says_each_thing_once_and_right(fields: dict[str, object], citation: str) -> None:
    """No title is doubled, no doubt dropped, no institution turned round, no character of a title lost."""
    assert cite(**fields).startswith(citation)


@pytest.mark.parametrize(
    ("language", "issued", "told"),
    [
        ("ru", "2013-05-07", "7 мая 2013"),
        ("ru", "2013-05", "май 2013"),
        ("kk", "2013-05-07", "7 мая 2013"),
        ("ru", "2013-05?", "май 2013"),
        ("de", "2013-05-07", "7 May 2013"),
    ],
)
def test_a_style_speaks_the_briefs_language(language: str, issued: str, told: str) -> None:
    """Russian terms and months in their case for Russian and Kazakh, English ones for any language without terms."""
    date = read_date(issued)
    assert told in cite(language=language, issued=date, title="Тема", publisher="Газета")


def test_our_list_numbers_and_names_everyone() -> None:
    """A style's own numbers and its dashes for an author named again are left out."""
    brief, _ = cite_by_style(make_listing(make_source(1), make_source(2)), make_style())
    first, second = ("".join(piece.text for piece in one.citation) for one in brief.sections[0].sources)
    assert first == second
    assert "[" not in first


def test_addresses_titles_and_italics_are_told_apart() -> None:
    """Of a style's text the address is a link, the title has its language, and italics stay."""
    entry = make_source(url="https://example.org/a", language="ru", title="Тема")
    brief, _ = cite_by_style(make_listing(entry), make_style())
    pieces = brief.sections[0].sources[0].citation
    assert [piece.text for piece in pieces if piece.kind == "address"] == ["https://example.org/a"]
    assert [piece.text for piece in pieces if piece.is_title] == ["Тема"]
    assert [piece.text for piece in pieces if piece.kind == "emphasis"] == ["Example Daily"]


_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_DOUBLING = "".join(f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(40))


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("", "not XML", 1),
        ("<style>\n<x></style>", "not XML", 2),
        ("<html><p>404</p></html>", "no CSL style", 1),
        (_STYLE.replace("?>", f"?>{_BOMB}", 1), "document type", 1),
        (_STYLE.replace("?>", '?><!DOCTYPE x SYSTEM "file:///etc/passwd">', 1), "document type", 1),
        (_STYLE.replace('version="1.0" class', 'version="0.8" class'), "CSL 0.8", 1),
        (re.sub(r"<bibliography.*</bibliography>", "", _STYLE, flags=re.DOTALL), "no bibliography", 1),
        (
            f'{_HEAD}<info>\n<link rel="independent-parent" href="http://www.zotero.org/styles/nature"/></info></style>',
            "only names another style",
            2,
        ),
        (_STYLE.replace('<text variable="title"/></substitute>', '<text macro="author"/></substitute>'), "calls itself", 3),
        (_STYLE.replace('macro="date"', 'macro="nothing"'), "does not have", 10),
        (_STYLE.replace("<citation>", f'{_DOUBLING}<macro name="m40"/><citation>'), "too much", 6),
    ],
)
def test_a_broken_style_is_a_problem_and_the_brief_still_cites(text: str, reason: str, line: int) -> None:
    """What is no style, or a trap, is named with file, line and reason; the default style stands in."""
    brief, problems = cite_by_style(make_listing(), make_style(text))
    (problem,) = problems
    assert problem.kind == kinds.BRIEF_CITATION_STYLE
    assert (problem.place.file, problem.place.line) == ("styles/own.csl", line)
    assert reason in problem.message
    assert brief == make_listing()


def test_an_entity_brings_no_file_in() -> None:
    """A style is refused before any entity of it is looked at."""
    text = _STYLE.replace("?>", '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>', 1)
    with pytest.raises(StyleError, match="document type"):
        prepare_style(make_style(text.replace("<title>t", "<title>&a;")))


def test_what_a_style_cannot_write_stays_in_the_default_style() -> None:
    """A source that a style makes nothing of keeps its citation, with a problem that names it."""
    nothing = re.sub(r"<group.*</group>", '<text variable="annote"/>', _STYLE, flags=re.DOTALL)
    brief, (problem,) = cite_by_style(make_listing(), make_style(nothing))
    assert brief == make_listing()
    assert "[1]" in problem.message


def test_without_a_style_nothing_is_touched() -> None:
    """The default style needs no CSL."""
    brief = make_listing()
    assert cite_by_style(brief, None) == (brief, ())


def test_a_style_changes_the_page() -> None:
    """The style of the settings is what the page prints."""
    options = LayoutOptions(citation_style=make_style())
    assert "31 January 2011." in lay_out(make_listing(), options).html


def test_a_newspaper_is_a_container() -> None:
    """An article stands in its newspaper; a report is published; an outlet that leads is not repeated as publisher."""
    assert make_item(make_source(), "en")["container-title"] == "Example Daily"
    assert "publisher" not in make_item(make_source(type="report"), "en")
    assert make_item(make_source(type="report", author=("X",)), "en")["publisher"] == "Example Daily"


def test_an_entry_stands_in_one_fixed_order() -> None:
    """Citation, descriptor, grade in words, language, type, origin, accessed, digest, rights, how used (after ICD 206)."""
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
    ["<script>alert(1)</script>", "<b>bold</b> & {{ 7*7 }}", '"><img src=x onerror=alert(1)>', "{% include '/etc/passwd' %}"],
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
    ["javascript:alert(1)", "data:text/html,x", "https://anna:secret@example.org/", "//example.org/a", "file:///etc/passwd"],
)
def test_only_web_addresses_are_linked(url: str) -> None:
    """An address of another kind, or with a password in it, stands as text at most."""
    page = show_source(citation=(CitationPiece("A. "), CitationPiece(url, "address")))
    assert 'href="http' not in page
    assert "href=" not in page.partition("<details")[0]
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


def test_an_address_that_a_style_leaves_out_is_printed_after_it() -> None:
    """From paper alone a page is found, whatever the style thinks of addresses."""
    without = _STYLE.replace('<text variable="URL"/>', "")
    brief, _ = cite_by_style(make_listing(make_source(url="https://example.org/a")), make_style(without))
    assert lay_out(brief).html.count('href="https://example.org/a"') == 1


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
