"""What a page's head says of it: each kind of statement with its place, the page's own told from others'."""

import pytest
from ingest_pages import LONG_SENTENCE, SENTENCE, draft_of

TITLE = "A headline about the river bridge"


def html(head: str, *, title: str = TITLE, before: str = "", after: str = "") -> str:
    """Make a saved page with a head and a title."""
    return (
        f"<html><head><title>{TITLE} | Valley Herald</title>{head}</head><body><h1>{title}</h1>{before}"
        f"<p>{SENTENCE * 2}</p><p>{LONG_SENTENCE * 2}</p>{after}</body></html>"
    )


def json_ld(text: str) -> str:
    """Wrap JSON-LD."""
    return f'<script type="application/ld+json">{text}</script>'


ARTICLE = (
    '{"@type": "NewsArticle", "headline": "A headline about the river bridge", "datePublished": "2009-06-25", '
    '"author": [{"@type": "Person", "name": "Anna Petrova"}, {"name": "Bo Kim"}], "articleSection": "World", '
    '"publisher": {"@type": "Organization", "name": "Valley Herald"}, "copyrightHolder": {"name": "Herald Press"}, '
    '"inLanguage": "en"}'
)


def test_an_article_in_json_ld_gives_all_it_says() -> None:
    """Nested authors and publisher, section and rights holder come with their evidence."""
    draft = draft_of(html(json_ld(ARTICLE)), "page.html")
    assert draft.fields == {
        "type": "article-newspaper",
        "publisher": "Valley Herald",
        "author": ["Anna Petrova", "Bo Kim"],
        "issued": "2009-06-25",
        "section": "World",
        "language": "en",
        "rights": {"holder": "Herald Press"},
    }
    assert draft.evidence == {
        "title": "h1",
        "type": "JSON-LD: NewsArticle",
        "publisher": "JSON-LD: publisher",
        "author": "JSON-LD: author",
        "issued": "JSON-LD: datePublished",
        "section": "JSON-LD: articleSection",
        "language": "JSON-LD: inLanguage",
        "holder": "JSON-LD: copyrightHolder",
    }


@pytest.mark.parametrize(
    "text",
    [
        f"[{ARTICLE}]",
        f'{{"@graph": [{{"@type": "WebSite", "name": "x"}}, {ARTICLE}]}}',
        f"<!-- {ARTICLE} -->",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        ARTICLE.replace("}", ",}"),
        f'{ARTICLE}\n{{"@type": "BreadcrumbList"}}',
        ARTICLE.replace('"2009-06-25"', '"2009-06-25",\n"description": "two\nlines"'),
    ],
    ids=["array", "graph", "comment", "cdata", "commas", "several", "line break"],
)
def test_json_ld_is_read_as_pages_have_it(text: str) -> None:
    """In arrays and graphs, in comments, with commas too many, several documents in a row."""
    assert draft_of(html(json_ld(text)), "page.html").fields["issued"] == "2009-06-25"


def test_broken_json_ld_still_tells_its_plain_values() -> None:
    """What no parser takes is searched for the date, once; a value that stands there twice is nobody's."""
    broken = '{"@type": "NewsArticle", "x": undefined, "datePublished": "2009-06-25T10:00:00Z"}'
    draft = draft_of(html(json_ld(broken)), "page.html")
    assert (draft.fields["issued"], draft.evidence["issued"]) == ("2009-06-25", "JSON-LD, broken: datePublished")
    twice = broken.replace("}", ', "y": {"datePublished": "2018-03-19"}}')
    assert "issued" not in draft_of(html(json_ld(twice)), "page.html").fields


def test_anothers_article_is_not_the_pages() -> None:
    """Of several articles the one with the page's title counts; with none of that title, none."""
    other = ARTICLE.replace(TITLE, "Snow falls on the pass").replace("2009-06-25", "2018-03-19")
    assert draft_of(html(json_ld(f"[{other}, {ARTICLE}]")), "page.html").fields["issued"] == "2009-06-25"
    third = other.replace("Snow", "Rain")
    assert "issued" not in draft_of(html(json_ld(f"[{other}, {third}]")), "page.html").fields


@pytest.mark.parametrize(
    ("head", "key", "value", "evidence"),
    [
        ('<meta name="DC.date.issued" content="2009-06-25">', "issued", "2009-06-25", "meta: dc.date.issued"),
        ('<meta name="citation_date" content="2009/6/25">', "issued", "2009-06-25", "meta: citation_date '2009/6/25'"),
        ('<meta name="sailthru.date" content="2009-06-25">', "issued", "2009-06-25", "meta: sailthru.date"),
        ('<meta name="parsely-pub-date" content="2009-06-25">', "issued", "2009-06-25", "meta: parsely-pub-date"),
        ('<meta property="article:section" content="World">', "section", "World", "meta: article:section"),
        ('<meta name="DC.creator" content="Petrova, Anna">', "author", ["Anna Petrova"], "meta: dc.creator"),
        ('<meta name="citation_author" content="Petrova, Anna"><meta name="citation_author" content="Kim, Bo">',
         "author", ["Anna Petrova", "Bo Kim"], "meta: citation_author"),
        ('<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Anna Petrova">',
         "author", ["Anna Petrova"], "meta: twitter:data1"),
        ('<meta name="author" content="Anna Petrova (anna@a.example)">', "author", ["Anna Petrova"], "meta: author"),
        ('<meta name="DC.publisher" content="Valley Press">', "publisher", "Valley Press", "meta: dc.publisher"),
        ('<meta name="copyright" content="© 2009 Valley Press">', "rights", {"holder": "Valley Press"}, ""),
        ('<meta name="dcterms.rightsHolder" content="Valley Press">', "rights", {"holder": "Valley Press"}, ""),
        ('<meta property="og:url" content="https://a.example/x"><link rel="canonical" href="https://a.example/1">',
         "URL", "https://a.example/1", "link: canonical"),
        ('<meta http-equiv="Content-Language" content="en-GB">', "language", "en-GB", "meta: content-language"),
        ('<meta property="og:locale" content="en_GB">', "language", "en-GB", "meta: og:locale"),
    ],
)  # fmt: skip
def test_meta_elements_of_every_family_are_read(head: str, key: str, value: object, evidence: str) -> None:
    """Dublin Core, Highwire Press, Sailthru, Parsely, Open Graph, Twitter cards; each with its name."""
    draft = draft_of(html(head), "page.html")
    assert draft.fields[key] == value
    assert draft.evidence.get(key, "") == evidence


def test_microdata_of_the_article_counts_and_a_comments_does_not() -> None:
    """The scope around the title tells date and author; the scope of a comment inside it does not."""
    before = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><h1>A headline about the river bridge</h1>'
        '<time itemprop="datePublished" datetime="2009-06-25">x</time>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        '<b itemprop="name">Anna Petrova</b></span><div itemscope itemtype="https://schema.org/Comment">'
        '<time itemprop="datePublished" datetime="2018-03-19">y</time></div></div>'
    )
    page = html("", before=before).replace(f"<h1>{TITLE}</h1>", "", 1)
    draft = draft_of(page, "page.html")
    assert (draft.fields["issued"], draft.evidence["issued"]) == ("2009-06-25", "microdata: datePublished")
    assert draft.fields["author"] == ["Anna Petrova"]


def test_time_elements_by_the_title_count_and_those_of_other_stories_do_not() -> None:
    """The one day told between title and text is the page's; two days are nobody's."""
    aside = '<div class="related"><time datetime="2018-03-19">x</time></div>'
    near = '<time datetime="2009-06-25T10:00">3 days ago</time>'
    assert draft_of(html("", before=near, after=aside), "page.html").fields["issued"] == "2009-06-25"
    assert "issued" not in draft_of(html("", before=aside), "page.html").fields
    two = near + '<time datetime="2009-07-25T10:00">x</time>'
    assert "issued" not in draft_of(html("", before=two), "page.html").fields


@pytest.mark.parametrize("name", ["admin", "Valley Herald", "https://a.example/anna", "@anna", "Редакция"])
def test_roles_and_addresses_are_no_authors(name: str) -> None:
    """Nor is the publisher's own name."""
    head = f'<meta property="og:site_name" content="Valley Herald"><meta name="author" content="{name}">'
    assert "author" not in draft_of(html(head), "page.html").fields


def test_invisible_characters_leave_title_address_and_names_with_a_doubt() -> None:
    """What nobody sees would make two of one; the code points are told."""
    head = (
        '<link rel="canonical" href="https://a.example/br&#x200b;idge">'
        '<meta name="author" content="Anna&#x202e; Petrova"><meta property="og:site_name" content="Valley&shy; Herald">'
    )
    draft = draft_of(html(head, title="A headline about the ri&#x200b;ver bridge"), "page.html")
    assert draft.title == TITLE
    assert draft.fields["URL"] == "https://a.example/bridge"
    assert draft.fields["author"] == ["Anna Petrova"]
    assert draft.fields["publisher"] == "Valley Herald"
    assert any("title" in doubt and "U+200B" in doubt for doubt in draft.doubts)
    assert any("author" in doubt and "U+202E" in doubt for doubt in draft.doubts)


RESOLUTION = (
    "{symbol}\n\nResolution adopted by the General Assembly on 9 May 2024\n\n{title}\n\nThe General Assembly,\n\n"
    "Recalling the purposes of the Charter, and noting that the river has two banks and one bridge,\n\n"
    "Requests the Secretary-General to report to it on the bridge before the end of the session;\n"
)


@pytest.mark.parametrize("symbol", ["A/RES/76/299", "S/RES/1287 (2000)", "E/CN.4/2005/1", "A/RES/75/253 B"])
def test_a_resolutions_title_is_its_words(symbol: str) -> None:
    """Neither the symbol nor the line of adoption, however long the words are; the symbol names the publisher."""
    title = (
        "Solidarity with and support for the people of the valley, as well as of the neighbouring valleys affected by "
        "the landslide that carried away the eastern pier of the bridge over the river in the spring of the year"
    )
    draft = draft_of(RESOLUTION.format(symbol=symbol, title=title))
    assert draft.title == title
    assert draft.fields["issued"] == "2024-05-09"
    assert draft.fields["publisher"] == "United Nations"
    assert symbol in draft.evidence["publisher"]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("REPORT ON THE BRIDGE\nOVER THE RIVER", "REPORT ON THE BRIDGE OVER THE RIVER"),
        (
            "The Bridge over the River and the Ferry,\n      1977–1979",
            "The Bridge over the River and the Ferry, 1977–1979",
        ),
    ],
)
def test_a_title_over_two_lines_is_one(lines: str, title: str) -> None:
    """Lines in capitals, or broken off at a comma, without a blank line between them."""
    assert draft_of(f"{lines}\n\n{SENTENCE * 3}\n\n{LONG_SENTENCE * 2}\n").title == title


@pytest.mark.parametrize(
    "line",
    [
        "By Anna Petrova",
        "By Anna Petrova, 25 June 2009",
        "by Anna Petrova | Jun 25, 2009 | News | 0 comments",
        "Автор: Анна Петрова",
        "Дата: 25.06.2009 Просмотров: 1234 Автор: Анна Петрова",
        "Author\n\nAnna Petrova",
    ],
)
def test_bylines_are_read_in_every_usual_form(line: str) -> None:
    """Labelled, among other short parts, behind a date, or below the bare word."""
    draft = draft_of(f"{TITLE}\n\n{line}\n\n{SENTENCE * 3}\n\n{LONG_SENTENCE * 2}\n")
    assert draft.fields["author"] in (["Anna Petrova"], ["Анна Петрова"])
    assert draft.title == TITLE
